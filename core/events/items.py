"""What was done about a work order's items. `item` is the number within the work order, `text` its name.

No prices and costs here but under the names in `PRICES`: history is read by people who may not see them.
"""

from dataclasses import dataclass
from decimal import Decimal

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class ItemAdded(Happened):
    name = "item.added"
    item: int
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(Happened):
    name = "item.removed"
    item: int
    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemChanged(Happened):
    name = "item.changed"
    item: int
    text: str
    old_quantity: Decimal
    new_quantity: Decimal
    old_price: Decimal | None
    new_price: Decimal | None
    repriced: bool
    amended: bool
    """The work was completed already (L8)."""


@dataclass(frozen=True, kw_only=True)
class ItemStarted(Happened):
    name = "item.started"
    item: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemSubmitted(Happened):
    name = "item.submitted"
    item: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemFinished(Happened):
    name = "item.done"
    item: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemReopened(Happened):
    name = "item.reopened"
    item: int
    text: str


@dataclass(frozen=True, kw_only=True)
class ItemSkipped(Happened):
    name = "item.skipped"
    item: int
    text: str
    reason: str
    required: bool


@dataclass(frozen=True, kw_only=True)
class PointTicked(Happened):
    name = "item.ticked"
    item: int
    point: int
    text: str
    """The answer."""
