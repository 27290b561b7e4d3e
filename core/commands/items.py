"""What is to be done on a work order, item by item. An item is named by its number within the work order."""

from dataclasses import dataclass
from decimal import Decimal

from core.commands.base import Command, FieldCommand
from core.model import ItemKind


@dataclass(frozen=True, kw_only=True)
class Point:
    """One question of a checklist."""

    text: str
    required: bool = True


@dataclass(frozen=True, kw_only=True)
class AddItem(Command):
    """L6, S0.13–S0.15. `required` is by kind when not said: inspections and services are, parts are not."""

    kind: ItemKind
    name: str
    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None
    unit_cost: Decimal | None = None
    equipment_id: int | None = None
    required: bool | None = None
    essential: bool = False
    checklist: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RemoveItem(Command):
    """L6."""

    item: int


@dataclass(frozen=True, kw_only=True)
class ChangeItem(Command):
    """L6: how much of it, and what one of it costs; None leaves it as it is."""

    item: int
    quantity: Decimal | None = None
    unit_price: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class AmendItem(Command):
    """L8, S4.28: the same after completion, to set right what was used or what it costs."""

    item: int
    quantity: Decimal | None = None
    unit_price: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class StartItem(FieldCommand):
    """L52."""

    item: int


@dataclass(frozen=True, kw_only=True)
class SubmitItem(FieldCommand):
    """L52, S0.33: an inspection, once its required checklist points are answered."""

    item: int


@dataclass(frozen=True, kw_only=True)
class FinishItem(FieldCommand):
    """L52, S0.33: a service, or a part that was planned."""

    item: int


@dataclass(frozen=True, kw_only=True)
class ReopenItem(FieldCommand):
    """L52."""

    item: int


@dataclass(frozen=True, kw_only=True)
class SkipItem(FieldCommand):
    """L52: a required item only by somebody who supervises."""

    item: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class TickPoint(FieldCommand):
    """L52: the answer to point `point` of item `item`; a later answer replaces an earlier one."""

    item: int
    point: int
    answer: str = "ok"
