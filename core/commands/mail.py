"""Inbound messages that need a place or a person."""

from dataclasses import dataclass
from enum import StrEnum, auto

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class KeepMessage(Command):
    """L33, L14b: an inbound message that changes nothing is kept with its work order.

    `why` says for staff why it was not applied; `answer`, when given, is the sentence the customer
    gets, and `kind` the same in one word, for other languages; `for_person` asks a person to look.
    """

    message_id: int
    why: str
    answer: str | None = None
    kind: str = ""
    for_person: bool = True


@dataclass(frozen=True, kw_only=True)
class AddContact(Command):
    """N.11: somebody who wrote about this work order becomes a contact of its customer; not an approver."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class CorrectAddress(Command):
    """N.13: mail to a contact of the customer goes to another address from now on. `instead_of` is the address they have,
    needed where it is not plain whose is meant.
    """

    email: str
    instead_of: str | None = None


@dataclass(frozen=True, kw_only=True)
class SettleMessage(Command):
    """A person dealt with a message in triage: `how` is `dismissed`, `applied` or `linked`."""

    order: int | None = None
    message_id: int
    how: str


class Fate(StrEnum):
    """What became of a mail of ours that did not do its work."""

    BOUNCED = auto()  # it came back
    COMPLAINED = auto()  # its reader reported it as spam
    REFUSED = auto()  # our mail server does not take the address
    UNSENT = auto()  # our mail server takes no such message, whoever it is for


@dataclass(frozen=True, kw_only=True)
class NoteDelivery(Command):
    """A mail of ours failed for good: its address is marked (not for UNSENT), the office is told, the order shows it.

    `why` is for staff.
    """

    notification_id: int
    address: str
    fate: Fate
    why: str


@dataclass(frozen=True, kw_only=True)
class RetryMessage(Command):
    """A message that could not be read is read again; a decision that was stored stands."""

    order: int | None = None
    message_id: int


@dataclass(frozen=True, kw_only=True)
class CarryOn(Command):
    """H12: what the customer wrote while somebody is on the way changes nothing; the technician is told to go on."""

    message_id: int


@dataclass(frozen=True, kw_only=True)
class LinkMessage(Command):
    """A person says which work order a message in triage belongs to."""

    message_id: int
