"""Work under way: items to do, and a technician who has begun."""

from decimal import Decimal

from core import commands as c
from core import queries
from core.model import Company, ItemKind, ItemStatus
from core.queries.items import ItemView
from tests.cast import THURSDAY, Cast

INSPECTION, SERVICE, PART = ItemKind.INSPECTION, ItemKind.SERVICE, ItemKind.PART
RACK = c.AddItem(
    kind=INSPECTION,
    name="Rack A3",
    checklist=(
        c.Point(text="Bolts tight"),
        c.Point(text="Load sign readable"),
        c.Point(text="Photo", required=False),
    ),
)
FILTERS = c.AddItem(kind=SERVICE, name="Clean the filters", unit_price=Decimal(45), unit_cost=Decimal(12))
PUMP = c.AddItem(kind=SERVICE, name="Grease the pump")
OPTIONAL = c.AddItem(kind=SERVICE, name="Polish the door", required=False)


def begun(cast: Cast, *items: c.AddItem) -> int:
    """Tom is at work on a new work order with these items."""
    number = cast.new_order(
        *items, c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0)
    )
    cast.do(cast.tom, c.Start(order=number))
    return number


def use_policy(cast: Cast, **switches: bool) -> None:
    cast.run(lambda session: setattr(session.get(Company, cast.company_id), "policy", switches))


def submitted(cast: Cast, number: int, item: int = 1) -> None:
    cast.do(
        cast.tom,
        c.TickPoint(order=number, item=item, point=1),
        c.TickPoint(order=number, item=item, point=2, answer="faded"),
        c.SubmitItem(order=number, item=item),
    )


def items(cast: Cast, number: int) -> tuple[ItemView, ...]:
    return cast.read(cast.dora, queries.order(number)).items


def statuses(cast: Cast, number: int) -> list[ItemStatus]:
    return [item.status for item in items(cast, number)]
