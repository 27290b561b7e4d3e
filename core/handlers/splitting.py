"""L10, S4.21: a later phase becomes a work order of its own, so that each can be invoiced whole."""

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.handlers.creating import TITLE_LIMIT, next_number
from core.handlers.terms import search_terms
from core.history import add_changes, take_changes, whole_row
from core.model import (
    ChecklistPoint,
    Equipment,
    ItemStatus,
    JsonObject,
    Main,
    Owned,
    Visit,
    VisitOutcome,
    WorkItem,
    WorkOrder,
)
from core.orders import Order, load_order
from core.refusals import Missing, State
from core.turn import Elsewhere, Events, Turn

COPIED = (
    "type",
    "description",
    "instructions",
    "customer_note",
    "customer_id",
    "site_id",
    "unit_id",
    "service_type_id",
    "template_id",
    "coordinator_id",
    "priority",
    "due_at",
    "minutes",
    "quotation",
)
_OF_DONE_VISIT = (
    "window_start",
    "window_end",
    "date_only",
    "technician_id",
    "departed_at",
    "arrived_at",
    "started_at",
    "ended_at",
)


def split(turn: Turn, command: c.Split) -> Events:
    """The items themselves move, so each is on exactly one side and the totals add up to what they were."""
    leaving = _leaving(turn, command)
    names = tuple(item.name for item in leaving)
    new = _new_order(turn, command.title)
    born = take_changes(turn.session)
    left, arrived = _move(turn, leaving, new)
    add_changes(turn.session, left)
    turn.elsewhere.append(
        Elsewhere(new, e.SplitOff(origin=turn.order.work.number, item_names=names), [*born, *arrived])
    )
    yield e.WorkOrderSplit(into=new.work.number, item_names=names)


def _move(turn: Turn, leaving: list[WorkItem], new: Order) -> tuple[list[JsonObject], list[JsonObject]]:
    """The changes as each side's history needs them: gone from here, new there."""
    points = turn.session.scalars(
        select(ChecklistPoint).where(
            ChecklistPoint.company_id == turn.actor.company_id,
            ChecklistPoint.item_id.in_([item.id for item in leaving]),
        )
    ).all()
    rows: list[Owned] = [*leaving, *points]
    before = [whole_row(row) for row in rows]
    for position, item in enumerate(leaving, start=1):
        item.work_order_id, item.position, item.visit_no = new.work.id, position, 1
    turn.session.flush()
    take_changes(turn.session)
    named = [(row.__tablename__, row.id, old) for row, old in zip(rows, before, strict=True)]
    left = [{"table": table, "key": key, "before": old, "after": None} for table, key, old in named]
    arrived = [
        {"table": table, "key": key, "before": None, "after": whole_row(row)}
        for (table, key, _old), row in zip(named, rows, strict=True)
    ]
    return left, arrived


def _leaving(turn: Turn, command: c.Split) -> list[WorkItem]:
    order = turn.order
    items = {item.position: item for item in _items(turn)}
    there = ", ".join(str(position) for position in items) or "none"
    if unknown := [str(each) for each in command.items if each not in items]:
        raise Missing(f"{order.reference} has no item {', '.join(unknown)}; it has {there}.", field="items")
    leaving = [items[each] for each in sorted(set(command.items))]
    if not leaving or len(leaving) == len(items):
        raise Missing(
            f"Each side needs an item; {order.reference} has {there}. `/wo split {order.reference} 2 3` "
            "makes 2 and 3 a work order of their own.",
            field="items",
        )
    if order.status is not Main.COMPLETED and (
        begun := [x for x in leaving if x.status is not ItemStatus.OPEN]
    ):
        named = ", ".join(f"{item.position} ({item.name})" for item in begun)
        raise State(
            f"Work on item {named} has begun, so it stays. Split off what is still open.", field="items"
        )
    return leaving


def _items(turn: Turn) -> list[WorkItem]:
    return list(
        turn.session.scalars(
            select(WorkItem)
            .where(
                WorkItem.company_id == turn.actor.company_id,
                WorkItem.work_order_id == turn.order.work.id,
                WorkItem.removed_at.is_(None),
            )
            .order_by(WorkItem.position)
        )
    )


def _new_order(turn: Turn, title: str) -> Order:
    """What was completed stays completed on both sides; what is still to do needs a window of its own."""
    old = turn.order
    is_over = old.status is Main.COMPLETED
    work = WorkOrder(
        **{name: getattr(old.work, name) for name in COPIED},
        number=next_number(turn),
        status=Main.COMPLETED if is_over else Main.READY,
        title=(title.strip() or old.work.title)[:TITLE_LIMIT],
        split_from_id=old.work.id,
        version=1,
        created_at=turn.now,
        completed_at=old.work.completed_at,
    )
    unit = turn.find(Equipment, work.unit_id)
    work.terms = search_terms(turn, work, old.customer, old.site, unit)
    turn.add(work)
    visit = Visit(work_order_id=work.id, visit_no=1, preferred_technician_id=old.visit.technician_id)
    if is_over:
        for name in _OF_DONE_VISIT:
            setattr(visit, name, getattr(old.visit, name))
        visit.outcome = VisitOutcome.DONE
    turn.add(visit)
    return load_order(turn.session, work.company_id, work.id)
