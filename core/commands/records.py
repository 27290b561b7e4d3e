"""What is recorded at the site: parts, time, photos, a signature or why there is none."""

from dataclasses import dataclass
from decimal import Decimal

from core.commands.base import FieldCommand
from core.model import TimeKind


@dataclass(frozen=True, kw_only=True)
class UsePart(FieldCommand):
    """L53. A planned part of that name is used up by it; otherwise it becomes an item of its own."""

    name: str
    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class LogTime(FieldCommand):
    """L53."""

    kind: TimeKind
    minutes: int


@dataclass(frozen=True, kw_only=True)
class AddPhoto(FieldCommand):
    """L9, L53: `reference` says where the photo is, as a link or a file id; `item` what it shows."""

    reference: str
    caption: str = ""
    item: int | None = None


@dataclass(frozen=True, kw_only=True)
class Sign(FieldCommand):
    """L53: the customer signed on the technician's device; `signed_by` is their name."""

    signed_by: str


@dataclass(frozen=True, kw_only=True)
class CustomerNotPresent(FieldCommand):
    """L53, P.20: nobody was there to sign, and why."""

    reason: str
