"""What is recorded at the site: L53, P.20. Records are only ever added."""

from decimal import Decimal

from core import commands as c
from core import events as e
from core.handlers.items import check_money, check_quantity, finish, new_item
from core.model import FieldRecord, ItemKind, ItemStatus, JsonObject, RecordKind, WorkItem
from core.people import Kind, Permission
from core.refusals import Missing, Perm, Unknown
from core.turn import Events, Turn

LONGEST_MINUTES = 24 * 60


def use_part(turn: Turn, command: c.UsePart) -> Events:
    """The item says how much was used in all; each use is a record of its own."""
    name, quantity = command.name.strip(), command.quantity
    if not name:
        raise Missing(f"Missing: which part. `/wo part {turn.order.reference} 2 filters`", field="name")
    check_quantity(quantity)
    if quantity == 0:
        raise Missing("Missing: how many were used.", field="quantity")
    check_money(command.unit_price, "unit_price")
    if command.unit_price is not None and not turn.actor.may(Permission.SEE_PRICES):
        raise Perm(
            f"Prices are for those with `{Permission.SEE_PRICES}`. Say it without; the office adds the price."
        )
    row = _part(turn, name, quantity, command.unit_price)
    _record(turn, RecordKind.PART, {"name": row.name, "quantity": str(quantity)}, row.id)
    yield e.PartUsed(item=row.position, quantity=quantity, text=f"{quantity:f} {row.name}")


def log_time(turn: Turn, command: c.LogTime) -> Events:
    if not 1 <= command.minutes <= LONGEST_MINUTES:
        raise Missing(
            f"Say how many minutes, 1 to {LONGEST_MINUTES}: `/wo time {turn.order.reference} work 45`.",
            field="minutes",
        )
    _record(turn, RecordKind.TIME, {"kind": command.kind.value, "minutes": command.minutes})
    yield e.TimeLogged(kind=command.kind, minutes=command.minutes)


def add_photo(turn: Turn, command: c.AddPhoto) -> Events:
    reference, caption = command.reference.strip(), command.caption.strip()
    if not reference:
        raise Missing("Missing: the link to the photo.", field="reference")
    rows = {item.row.position: item.row.id for item in turn.order.items}
    if command.item is not None and command.item not in rows:
        raise Unknown(f"{turn.order.reference} has no item {command.item}.", field="item")
    data = {"reference": reference, "caption": caption}
    _record(turn, RecordKind.PHOTO, data, rows[command.item] if command.item is not None else None)
    yield e.PhotoAdded(item=command.item, reference=reference, text=caption)


def sign(turn: Turn, command: c.Sign) -> Events:
    signed_by = command.signed_by.strip()
    if not signed_by:
        raise Missing(
            f'Missing: who signed. `/wo sign {turn.order.reference} "Cara Cole"`', field="signed_by"
        )
    _record(turn, RecordKind.SIGNATURE, {"signed_by": signed_by})
    turn.order.signed = True
    yield e.CustomerSigned(signed_by=signed_by)


def customer_not_present(turn: Turn, command: c.CustomerNotPresent) -> Events:
    reason = command.reason.strip()
    if not reason:
        raise Missing(
            f"Missing: why nobody signed. `/wo unsigned {turn.order.reference} reception was closed`",
            field="reason",
        )
    _record(turn, RecordKind.CUSTOMER_ABSENT, {"reason": reason})
    turn.order.signed = True
    yield e.SignatureMissing(reason=reason)


def _part(turn: Turn, name: str, quantity: Decimal, unit_price: Decimal | None) -> WorkItem:
    """A planned part takes the quantity that was used; one in use already grows by it."""
    for item in turn.order.items:
        row = item.row
        same_price = unit_price is None or row.unit_price in {None, unit_price}
        if row.kind is ItemKind.PART and row.name.casefold() == name.casefold() and same_price:
            if row.status is ItemStatus.SKIPPED:
                continue
            row.quantity = row.quantity + quantity if row.status is ItemStatus.DONE else quantity
            row.unit_price = unit_price if row.unit_price is None else row.unit_price
            break
    else:
        row = new_item(
            turn,
            kind=ItemKind.PART,
            name=name,
            quantity=quantity,
            unit_price=unit_price,
            required=False,
            status=ItemStatus.DONE,
            finished_at=turn.when,
        )
    finish(turn, row, ItemStatus.DONE)
    return row


def _record(turn: Turn, kind: RecordKind, data: JsonObject, item_id: int | None = None) -> None:
    if turn.actor.kind is not Kind.STAFF or turn.actor.id is None:
        raise Perm("Only your staff records what happened at the site.")
    turn.add(
        FieldRecord(
            work_order_id=turn.order.work.id,
            visit_no=turn.order.visit.visit_no,
            item_id=item_id,
            kind=kind,
            data=data,
            by_staff_id=turn.actor.id,
            at=turn.now,
            effective_at=turn.when,
        )
    )
