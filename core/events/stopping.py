"""How much mail somebody wants."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class MailStopped(Happened):
    name = "customer.mail-stopped"
    contact: str
    address: str
    words: str


@dataclass(frozen=True, kw_only=True)
class MailStarted(Happened):
    """`contacts`: the names of those who are written to again."""

    name = "customer.mail-started"
    contacts: tuple[str, ...]
    words: str
