"""Taking back what was just done."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class Undo(Command):
    """L77: takes the latest change of the work order back."""


@dataclass(frozen=True, kw_only=True)
class ReleaseMail(Command):
    """The undo window of what a waiting mail is about has closed: it goes out (§12)."""

    notification_id: int
