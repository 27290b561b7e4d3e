"""Mail that asks for work, and the files that come with mail."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class TakeUpEnquiry(Command):
    """L1: the work order of this call is made from a mail in triage. Its files come along, its sender becomes the
    work order's contact where they are a contact of the customer, and our mail answers in its thread.
    """

    message_id: int


@dataclass(frozen=True, kw_only=True)
class CarryAttachments(Command):
    """L9: the files of a message that is about this work order are kept with it."""

    message_id: int
