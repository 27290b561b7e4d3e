"""What typed words come to: commands for the Desk, a form, or a look."""

from dataclasses import dataclass

from bot.words import Word, joined
from core import commands as c
from core.queries.views import PersonView
from core.refusals import Refusal


class Unclear(Refusal):
    """`/wo help` lists everything `/wo` can do."""


@dataclass(frozen=True)
class Act:
    """Give these commands to the Desk, all in one call."""

    commands: tuple[c.Command, ...]


@dataclass(frozen=True)
class Foresee:
    """Show whom these commands would tell what, and change nothing (N.19)."""

    commands: tuple[c.Command, ...]


@dataclass(frozen=True)
class Open:
    """Ask for the rest with a form."""

    form: str


@dataclass(frozen=True)
class Look:
    """Show something: `what` is order, history, files, items, slots, who, offers, list, find or help; `words` narrows it."""

    what: str
    words: str = ""
    technician: PersonView | None = None
    status: str | None = None


Intent = Act | Foresee | Open | Look


@dataclass(frozen=True)
class Asked:
    """A typed command: the work order it names and the words after that."""

    name: str
    usage: str
    """How the command is written, for refusals."""
    order: int | None = None
    words: tuple[Word, ...] = ()

    @property
    def number(self) -> int:
        assert self.order is not None
        return self.order

    @property
    def text(self) -> str:
        return joined(self.words)
