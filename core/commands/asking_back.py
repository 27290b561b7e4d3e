"""A question back to whoever wrote: their words could mean more than one thing."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class AskWhich(Command):
    """Several answers are owed, and `words` name none of them: the writer is asked which is meant.

    `asked_in` are the notifications whose questions are open, in the order in which they are numbered. The message is
    kept with the work order of the first.
    """

    message_id: int
    words: str
    asked_in: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerTechnician(Command):
    """What a technician wrote about an offer and what led to nothing: they are told `answer`, if there is one.

    `why` says it for staff; `for_person` asks a person to look.
    """

    message_id: int
    why: str
    answer: str | None = None
    for_person: bool = False
