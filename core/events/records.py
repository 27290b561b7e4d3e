"""What was recorded at the site."""

from dataclasses import dataclass
from decimal import Decimal

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class PartUsed(Happened):
    name = "record.part"
    item: int
    quantity: Decimal
    text: str


@dataclass(frozen=True, kw_only=True)
class TimeLogged(Happened):
    name = "record.time"
    kind: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class PhotoAdded(Happened):
    name = "record.photo"
    item: int | None
    reference: str
    text: str
    """The caption."""


@dataclass(frozen=True, kw_only=True)
class CustomerSigned(Happened):
    name = "record.signature"
    signed_by: str


@dataclass(frozen=True, kw_only=True)
class SignatureMissing(Happened):
    name = "record.unsigned"
    reason: str
