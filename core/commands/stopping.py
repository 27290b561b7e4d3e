"""How much mail somebody wants: no more than there must be, or all of it again."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class StopMail(Command):
    """No more reminders and no more news on how it goes, to the address of whoever says so, in `words`.

    Said by staff, it is for the contact whom the work order's mail goes to. What there must be is still sent:
    questions about a visit, quotes, changes and cancellations, and receipts of what they did themselves.
    """

    words: str = ""


@dataclass(frozen=True, kw_only=True)
class StartMail(Command):
    """All mail again: to the address of whoever says so, or, said by staff, to everybody at the customer."""

    words: str = ""
