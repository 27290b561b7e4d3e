"""How much of an item, and what it costs: changed while the scope can be (L6), set right once it is completed (L8)."""

from collections.abc import Iterator
from decimal import Decimal

from core import commands as c
from core import events as e
from core.handlers.items import check_money, check_quantity, find_item, named
from core.handlers.quoting import supersede_quote
from core.model import WorkItem
from core.people import Permission
from core.refusals import Missing, Perm, State
from core.turn import Events, Turn


def change_item(turn: Turn, command: c.ChangeItem) -> Events:
    """L6: a quote that counted on the old price counts no more."""
    row = find_item(turn, command.item).row
    before = cost_of(row)
    yield from _change(turn, command, row, amended=False)
    if cost_of(row) != before:
        yield from supersede_quote(turn)


def amend_item(turn: Turn, command: c.AmendItem) -> Events:
    """L8: what it was and is stays in the history; those who bill are told."""
    yield from _change(turn, command, find_item(turn, command.item).row, amended=True)


def cost_of(row: WorkItem) -> Decimal:
    """What the customer pays for it; nothing where no price is said."""
    return row.quantity * (row.unit_price or Decimal(0))


def _change(
    turn: Turn, command: c.ChangeItem | c.AmendItem, row: WorkItem, *, amended: bool
) -> Iterator[e.Happened]:
    quantity, price = _wanted(turn, command, row)
    event = e.ItemChanged(
        item=row.position,
        text=row.name,
        old_quantity=_tidy(row.quantity),
        new_quantity=_tidy(quantity),
        old_price=row.unit_price,
        new_price=price,
        repriced=price != row.unit_price,
        amended=amended,
    )
    row.quantity, row.unit_price = quantity, price
    yield event


def _wanted(turn: Turn, command: c.ChangeItem | c.AmendItem, row: WorkItem) -> tuple[Decimal, Decimal | None]:
    """Quantity and price as they are to be. Raises Missing, Perm, or State where nothing would change."""
    if command.quantity is None and command.unit_price is None:
        raise Missing("Missing: the quantity or the price, as in `qty 2` or `price 14.50`.", field="quantity")
    if command.unit_price is not None and not turn.actor.may(Permission.SEE_PRICES):
        raise Perm(f"Prices are for those with `{Permission.SEE_PRICES}`. Ask somebody who bills.")
    quantity = row.quantity if command.quantity is None else command.quantity
    price = row.unit_price if command.unit_price is None else command.unit_price
    check_quantity(quantity)
    check_money(price, "unit_price")
    if (quantity, price) == (row.quantity, row.unit_price):
        raise State(f"{named(row)} says that already; nothing was changed.")
    return quantity, price


def _tidy(quantity: Decimal) -> Decimal:
    """Without the zeros that only the column's scale adds."""
    return Decimal(f"{quantity.normalize():f}")
