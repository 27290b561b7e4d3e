"""Inbound messages that change nothing by themselves."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class MessageKept(Happened):
    """`words`: the beginning of the message."""

    name = "message.kept"
    message_id: int
    why: str
    answer: str | None
    for_person: bool
    words: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class CarriesOn(Happened):
    """A person read what the customer wrote on the way, and the visit takes place (H12)."""

    name = "visit.carries-on"


@dataclass(frozen=True, kw_only=True)
class AddressCorrected(Happened):
    """`old` is empty where there was none."""

    name = "customer.address-corrected"
    contact_id: int
    contact: str
    old: str
    email: str


@dataclass(frozen=True, kw_only=True)
class ContactAdded(Happened):
    name = "customer.contact-added"
    contact_id: int
    contact: str
    email: str


@dataclass(frozen=True, kw_only=True)
class MessageLinked(Happened):
    """`text` names the files that came with it."""

    name = "message.linked"
    message_id: int
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class MailFailed(Happened):
    """`fate` as in NoteDelivery; `contact` is nobody when the address is no contact's any more."""

    name = "mail.failed"
    notification_id: int
    contact: str | None
    address: str
    fate: str
    why: str


@dataclass(frozen=True, kw_only=True)
class MessageRetried(Happened):
    name = "message.retried"
    message_id: int


@dataclass(frozen=True, kw_only=True)
class MessageSettled(Happened):
    name = "message.settled"
    message_id: int
    how: str
