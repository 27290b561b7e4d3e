"""Inbound messages that need a place or a person."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class KeepMessage(Command):
    """L33, L14b: an inbound message that changes nothing is kept with its work order.

    `why` says for staff why it was not applied; `answer`, when given, is the sentence the customer
    gets; `for_person` asks a person to look.
    """

    message_id: int
    why: str
    answer: str | None = None
    for_person: bool = True


@dataclass(frozen=True, kw_only=True)
class AddContact(Command):
    """N.11: somebody who wrote about this work order becomes a contact of its customer; not an approver."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True)
class SettleMessage(Command):
    """A person dealt with a message in triage: `how` is `dismissed`, `applied` or `linked`."""

    order: int | None = None
    message_id: int
    how: str


@dataclass(frozen=True, kw_only=True)
class RetryMessage(Command):
    """A message that could not be read is read again; a decision that was stored stands."""

    order: int | None = None
    message_id: int


@dataclass(frozen=True, kw_only=True)
class LinkMessage(Command):
    """A person says which work order a message in triage belongs to."""

    message_id: int
