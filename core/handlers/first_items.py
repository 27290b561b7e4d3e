"""The items a new work order begins with: the service, what is said or its template has, what the unit may need."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select

from core import commands as c
from core.handlers.subject import Subject
from core.model import ChecklistPoint, DeviceTypeItem, Equipment, ItemKind, JsonObject, WorkItem, WorkOrder
from core.refusals import Missing
from core.turn import Turn

MOST = 200


def write_items(turn: Turn, command: c.Create, found: Subject, work: WorkOrder) -> None:
    """S0.12–S0.15, S1.13, S3.8, in this order; people name an item by its position."""
    stored = found.template.items if found.template else []
    said = [item_from_json(item) for item in stored] if command.items is None else list(command.items)
    rows = [
        *((row, ()) for row in _service(command, found)),
        *((_item(turn, item), item.checklist) for item in said),
        *((row, ()) for row in _preloaded(turn, found)),
    ]
    if len(rows) > MOST:
        raise Missing(f"A work order has at most {MOST} items; make two of it.", field="items")
    for position, (row, _points) in enumerate(rows, start=1):
        row.company_id, row.work_order_id = turn.actor.company_id, work.id
        row.position, row.visit_no = position, work.visit_no
    turn.session.add_all([row for row, _points in rows])
    turn.session.flush()
    for row, points in rows:
        _checklist(turn, row, points)


def _service(command: c.Create, found: Subject) -> Iterable[WorkItem]:
    """S3.8. It is the work itself: completing the work order completes it."""
    if found.service is not None:
        price = found.service.price if command.price is None else command.price
        yield WorkItem(
            kind=ItemKind.SERVICE,
            name=found.service.name,
            quantity=Decimal(1),
            unit_price=price,
            required=False,
            essential=True,
        )


def _item(turn: Turn, item: c.NewItem) -> WorkItem:
    if not item.name.strip():
        raise Missing("Missing: the name of an item.", field="items")
    if item.quantity < 0 or (item.unit_price or 0) < 0:
        raise Missing(f"“{item.name}” can't have less than nothing.", field="items")
    if item.unit_id is not None and turn.find(Equipment, item.unit_id) is None:
        raise Missing("There is no such unit.", field="items")
    return WorkItem(
        kind=item.kind,
        name=item.name.strip(),
        quantity=item.quantity,
        unit_price=item.unit_price,
        equipment_id=item.unit_id,
    )


def _preloaded(turn: Turn, found: Subject) -> Iterable[WorkItem]:
    """S1.13: at quantity 0 they ask nothing of anybody."""
    if found.unit is None or found.unit.device_type_id is None:
        return
    for item in turn.session.scalars(
        select(DeviceTypeItem)
        .where(
            DeviceTypeItem.company_id == turn.actor.company_id,
            DeviceTypeItem.device_type_id == found.unit.device_type_id,
        )
        .order_by(DeviceTypeItem.position, DeviceTypeItem.id)
    ):
        yield WorkItem(
            kind=ItemKind.PART,
            name=item.name,
            quantity=Decimal(0),
            unit_price=item.price,
            unit_cost=item.cost,
            equipment_id=found.unit.id,
            required=False,
        )


def _checklist(turn: Turn, row: WorkItem, points: Iterable[str]) -> None:
    turn.session.add_all(
        ChecklistPoint(company_id=row.company_id, item_id=row.id, position=position, text=point.strip())
        for position, point in enumerate(points, start=1)
    )


def item_from_json(stored: JsonObject) -> c.NewItem:
    price = stored.get("unit_price")
    return c.NewItem(
        name=stored["name"],
        kind=ItemKind(stored.get("kind", ItemKind.SERVICE)),
        quantity=Decimal(stored.get("quantity", 1)),
        unit_price=None if price is None else Decimal(price),
        checklist=tuple(stored.get("checklist", ())),
    )
