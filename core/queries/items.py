"""A work order's items as people see them: prices only for those who may, costs for nobody."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from core.items import Item
from core.model import Equipment, ItemKind, ItemStatus
from core.orders import Order
from core.people import Permission
from core.queries.reading import Reading


@dataclass(frozen=True, kw_only=True)
class PointView:
    number: int
    text: str
    required: bool
    answer: str | None


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """`number` names it within its work order."""

    number: int
    kind: ItemKind
    name: str
    equipment: str | None
    status: ItemStatus
    is_over: bool
    required: bool
    essential: bool
    quantity: Decimal
    unit_price: Decimal | None
    """For those with pricing.view; None for anybody else."""
    skip_reason: str | None
    visit_no: int
    points: tuple[PointView, ...]

    @property
    def answered(self) -> int:
        """How many of its checklist points have an answer."""
        return sum(point.answer is not None for point in self.points)


def item_views(at: Reading, found: Order) -> tuple[ItemView, ...]:
    """By number, for this reader."""
    equipment, sees_prices = _equipment(at, found), at.actor.may(Permission.SEE_PRICES)
    return tuple(_view(item, equipment, sees_prices=sees_prices) for item in found.items)


def _view(item: Item, equipment: dict[int, str], *, sees_prices: bool) -> ItemView:
    row = item.row
    return ItemView(
        number=row.position,
        kind=row.kind,
        name=row.name,
        equipment=equipment.get(row.equipment_id or 0),
        status=row.status,
        is_over=item.is_over,
        required=row.required,
        essential=row.essential,
        quantity=row.quantity,
        unit_price=row.unit_price if sees_prices else None,
        skip_reason=row.skip_reason,
        visit_no=row.visit_no,
        points=tuple(
            PointView(number=point.position, text=point.text, required=point.required, answer=point.answer)
            for point in item.points
        ),
    )


def _equipment(at: Reading, found: Order) -> dict[int, str]:
    ids = {item.row.equipment_id for item in found.items} - {None}
    if not ids:
        return {}
    rows = at.session.execute(
        select(Equipment.id, Equipment.name).where(
            Equipment.company_id == at.company_id, Equipment.id.in_(ids)
        )
    )
    return {row.id: row.name for row in rows}
