"""What is to be done on a work order, item by item: L6, L52, P.19."""

from decimal import Decimal

from sqlalchemy import exists, func, select

from core import commands as c
from core import events as e
from core.handlers.quoting import supersede_quote
from core.items import OVER, Item, counted, in_words, may_be_left, work_itself
from core.model import ChecklistPoint, Equipment, FieldRecord, ItemKind, ItemStatus, WorkItem
from core.people import Permission
from core.refusals import Items, Missing, Perm, State, Unknown
from core.turn import Events, Turn

MOST_ITEMS = 200
MOST_POINTS = 200
MOST_QUANTITY = Decimal(100_000)
MOST_MONEY = Decimal(10_000_000)

SHOULD_BE = {
    ItemKind.INSPECTION: "is an inspection: submit it",
    ItemKind.SERVICE: "is a service: say that it is done",
    ItemKind.PART: "is a part: say that it is used",
}


def add_item(turn: Turn, command: c.AddItem) -> Events:
    """L6, S0.15: inspections, services and parts, mixed as they come."""
    order = turn.order
    _check(turn, command)
    row = new_item(
        turn,
        kind=command.kind,
        name=command.name.strip(),
        equipment_id=command.equipment_id,
        quantity=command.quantity,
        unit_price=command.unit_price,
        unit_cost=command.unit_cost,
        required=command.kind is not ItemKind.PART if command.required is None else command.required,
        essential=command.essential,
    )
    points = [
        turn.add(
            ChecklistPoint(item_id=row.id, position=at, text=point.text.strip(), required=point.required)
        )
        for at, point in enumerate(command.checklist, start=1)
    ]
    order.items[-1].points.extend(points)
    yield e.ItemAdded(item=row.position, kind=row.kind, text=row.name)
    if row.unit_price and row.quantity:
        yield from supersede_quote(turn)


def new_item(turn: Turn, **given: object) -> WorkItem:
    """An item after the last one; the number of a removed one is not given out again."""
    order = turn.order
    if len(order.items) >= MOST_ITEMS:
        raise State(f"{order.reference} has {MOST_ITEMS} items, which is the most. Make another work order.")
    last = turn.session.scalar(
        select(func.max(WorkItem.position)).where(
            WorkItem.company_id == order.work.company_id, WorkItem.work_order_id == order.work.id
        )
    )
    row = WorkItem(
        work_order_id=order.work.id, visit_no=order.visit.visit_no, position=(last or 0) + 1, **given
    )
    order.items.append(Item(turn.add(row)))
    return row


def remove_item(turn: Turn, command: c.RemoveItem) -> Events:
    """L6: what was worked on stays on record; it can be skipped."""
    item = find_item(turn, command.item)
    row = item.row
    if row.status is not ItemStatus.OPEN or _has_been_worked_on(turn, item):
        raise State(
            f"{named(item.row)} has been worked on and stays. It can be skipped once work is under way."
        )
    yield e.ItemRemoved(item=row.position, kind=row.kind, text=row.name)
    row.removed_at = turn.now
    turn.order.items.remove(item)
    if row.unit_price and row.quantity:
        yield from supersede_quote(turn)


def start_item(turn: Turn, command: c.StartItem) -> Events:
    item = find_item(turn, command.item)
    if item.row.status is not ItemStatus.OPEN:
        raise State(f"{named(item.row)} is {_status(item)} already.")
    item.row.status, item.row.visit_no = ItemStatus.IN_PROGRESS, turn.order.visit.visit_no
    yield e.ItemStarted(item=item.row.position, text=item.row.name)


def submit_item(turn: Turn, command: c.SubmitItem) -> Events:
    """S0.33: an inspection runs its checklist to submitted."""
    item = find_item(turn, command.item)
    _is_of(item, ItemKind.INSPECTION)
    _is_not_over(item)
    left = [point for point in item.points if point.required and point.ticked_at is None]
    if left:
        at = f"{item.row.position}.{left[0].position}"
        raise Items(
            f"Cannot submit {named(item.row)}: {counted(len(left), 'required checklist item')} must be completed first, "
            f"next “{left[0].text}”: `/wo tick {turn.order.reference} {at} ok`."
        )
    finish(turn, item.row, ItemStatus.SUBMITTED)
    yield e.ItemSubmitted(item=item.row.position, text=item.row.name)


def finish_item(turn: Turn, command: c.FinishItem) -> Events:
    """S0.33: services, and parts that were planned, are done."""
    item = find_item(turn, command.item)
    _is_of(item, ItemKind.SERVICE, ItemKind.PART)
    _is_not_over(item)
    finish(turn, item.row, ItemStatus.DONE)
    yield e.ItemFinished(item=item.row.position, text=item.row.name)


def reopen_item(turn: Turn, command: c.ReopenItem) -> Events:
    item = find_item(turn, command.item)
    row = item.row
    if not item.is_over:
        raise State(f"{named(item.row)} is {_status(item)}; there is nothing to reopen.")
    row.status, row.visit_no = ItemStatus.OPEN, turn.order.visit.visit_no
    row.finished_at = row.finished_by = row.skip_reason = None
    yield e.ItemReopened(item=row.position, text=row.name)


def skip_item(turn: Turn, command: c.SkipItem) -> Events:
    """L52, L60: a required item counts as done only when somebody who supervises skipped it, and said why."""
    item, reason = find_item(turn, command.item), command.reason.strip()
    _is_not_over(item)
    if not reason:
        raise Missing(
            f"Missing: why. `/wo item {turn.order.reference} {command.item} skip panel is locked`",
            field="reason",
        )
    if item.row.required and not turn.actor.may(Permission.SUPERVISE):
        raise Perm(
            f"{named(item.row)} is required: only somebody who supervises (`{Permission.SUPERVISE}`) can skip it. Ask them, "
            f"or plan a return visit: `/wo return {turn.order.reference} …`."
        )
    item.row.skip_reason = reason
    finish(turn, item.row, ItemStatus.SKIPPED)
    yield e.ItemSkipped(
        item=item.row.position, text=item.row.name, reason=item.row.skip_reason, required=item.row.required
    )


def tick_point(turn: Turn, command: c.TickPoint) -> Events:
    """The first answer starts the item. A submitted inspection says what it said: it is reopened first."""
    item, answer = find_item(turn, command.item), command.answer.strip()
    point = item.point(command.point)
    if point is None:
        raise Unknown(
            f"{named(item.row)} has no checklist item {command.point}. {_look(turn)}", field="point"
        )
    if not answer:
        raise Missing(f"Missing: the answer to “{point.text}”.", field="answer")
    if item.row.status in OVER - {ItemStatus.DONE}:
        raise State(f"{named(item.row)} is {_status(item)}. Reopen it first.")
    if item.row.status is ItemStatus.OPEN:
        item.row.status, item.row.visit_no = ItemStatus.IN_PROGRESS, turn.order.visit.visit_no
    point.answer, point.ticked_at, point.ticked_by = answer, turn.when, turn.actor.id
    yield e.PointTicked(item=item.row.position, point=point.position, text=point.answer)


def close_items(turn: Turn, *, acknowledged: bool, word: str) -> None:
    """The work itself is done now. Optional items are left open only by saying so (P.19); `word` is the `/wo` word for
    ending the work.
    """
    for item in work_itself(turn.order.items):
        if item.row.kind is not ItemKind.INSPECTION:
            finish(turn, item.row, ItemStatus.DONE)
    left, reference = may_be_left(turn.order.items), turn.order.reference
    if left and not acknowledged:
        raise Items(
            f"{reference} has optional items open: {in_words(left)}. "
            f"Say `/wo {word} {reference} anyway …` to leave them."
        )


def review_items(turn: Turn) -> None:
    """Whoever accepts the work has reviewed its inspections."""
    for item in turn.order.items:
        if item.row.status is ItemStatus.SUBMITTED:
            item.row.status = ItemStatus.REVIEWED


def finish(turn: Turn, row: WorkItem, status: ItemStatus) -> None:
    row.status, row.visit_no = status, turn.order.visit.visit_no
    row.finished_at, row.finished_by = turn.when, turn.actor.id


def check_quantity(quantity: Decimal) -> None:
    if not (quantity.is_finite() and 0 <= quantity <= MOST_QUANTITY):
        raise Missing(f"The quantity is a number from 0 to {MOST_QUANTITY:,}.", field="quantity")


def check_money(amount: Decimal | None, field: str) -> None:
    if amount is not None and not (amount.is_finite() and 0 <= amount < MOST_MONEY):
        raise Missing("A price is an amount below ten million.", field=field)


def _check(turn: Turn, command: c.AddItem) -> None:
    if not command.name.strip():
        raise Missing("Missing: what is to be done. `/wo add WO-12 service clean the filters`", field="name")
    if command.equipment_id is not None:
        equipment = turn.find(Equipment, command.equipment_id)
        if equipment is None or equipment.site_id != turn.order.site.id:
            raise Unknown(f"There is no such equipment at {turn.order.site.name}.", field="equipment")
    if len(command.checklist) > MOST_POINTS or not all(point.text.strip() for point in command.checklist):
        raise Missing(
            f"A checklist has at most {MOST_POINTS} questions, none of them empty.", field="checklist"
        )
    check_quantity(command.quantity)
    check_money(command.unit_price, "unit_price")
    check_money(command.unit_cost, "unit_cost")


def find_item(turn: Turn, number: int) -> Item:
    """By its number. Raises Unknown."""
    found = next((item for item in turn.order.items if item.row.position == number), None)
    if found is None:
        raise Unknown(f"{turn.order.reference} has no item {number}. {_look(turn)}", field="item")
    return found


def _look(turn: Turn) -> str:
    return f"`/wo items {turn.order.reference}` lists them."


def _is_of(item: Item, *kinds: ItemKind) -> None:
    if item.row.kind not in kinds:
        raise State(f"{named(item.row)} {SHOULD_BE[item.row.kind]}.")


def _is_not_over(item: Item) -> None:
    if item.is_over:
        raise State(f"{named(item.row)} is {_status(item)} already. It can be reopened.")


def named(row: WorkItem) -> str:
    """As refusals call it."""
    return f"Item {row.position} ({row.name})"


def _status(item: Item) -> str:
    return item.row.status.value.replace("_", " ")


def _has_been_worked_on(turn: Turn, item: Item) -> bool:
    recorded = select(
        exists().where(FieldRecord.company_id == item.row.company_id, FieldRecord.item_id == item.row.id)
    )
    return any(point.ticked_at for point in item.points) or bool(turn.session.scalar(recorded))
