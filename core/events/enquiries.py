"""Mail that asked for work, and the files that came with mail."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class EnquiryTakenUp(Happened):
    """`contact` is the sender where they are a contact of the customer; `answered` whether they are written to."""

    name = "enquiry.taken-up"
    message_id: int
    sender: str
    contact: str | None
    answered: bool
    subject: str
    text: str
    """The files that came with it."""


@dataclass(frozen=True, kw_only=True)
class AttachmentsCarried(Happened):
    """`text` names the files with their sizes; `photos` of the `count` are photos."""

    name = "message.attachments"
    message_id: int
    text: str
    count: int
    photos: int
