"""A work order's items: a line for cards, and the whole list with what was recorded."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from bot.blocks.kit import Block, Part, bold, context, cut, lines, quiet
from core.model import ItemKind, ItemStatus, RecordKind
from core.queries import RecordView
from core.queries.items import ItemView, PointView
from core.queries.views import OrderView
from core.refusals import Unknown

MOST_NAMED = 3
MOST_LISTED = 40
NAME_LIMIT = 80
SAID_LIMIT = 120


def progress(order: OrderView) -> list[tuple[Part, ...]]:
    """A card's row: "2 of 5 done", and what is next; none for work that is one piece."""
    asked = [item for item in order.items if item.kind is not ItemKind.PART]
    if not asked:
        return []
    left = [item for item in asked if not item.is_over]
    names = ", ".join(_short(item) for item in left[:MOST_NAMED])
    more = f" and {len(left) - MOST_NAMED} more" if len(left) > MOST_NAMED else ""
    still = f" · still open: {names}{more}" if left else ""
    return [(bold("To do  "), f"{len(asked) - len(left)} of {len(asked)} done{still}")]


def took(worked: timedelta) -> str:
    """Like "1 h 25 min"."""
    hours, minutes = divmod(round(worked.total_seconds() / 60), 60)
    return " ".join([*([f"{hours} h"] if hours else []), f"{minutes} min"])


def item_list(order: OrderView, records: Sequence[RecordView]) -> list[Block]:
    """Every item on a line, then what was recorded."""
    title: tuple[Part, ...] = (bold(f"{order.reference}  "), cut(order.title, 200))
    if not order.items and not records:
        return [lines(title, (f"No items: it is one piece of work. /wo add {order.reference} … adds one.",))]
    rows = [_row(item) for item in order.items[:MOST_LISTED]]
    rest = len(order.items) - MOST_LISTED
    more: list[tuple[Part, ...]] = [(f"and {rest} more",)] if rest > 0 else []
    recorded = [context(" · ".join(found))] if (found := _recorded(order, records)) else []
    return [lines(title, *rows, *more), *recorded]


def item_detail(order: OrderView, number: int) -> list[Block]:
    """One item with its checklist."""
    item = next((each for each in order.items if each.number == number), None)
    if item is None:
        raise Unknown(f"{order.reference} has no item {number}. `/wo items {order.reference}` lists them.")
    hint = f"/wo tick {order.reference} {number}.1 ok answers a point." if item.points else ""
    return [
        lines(_row(item), *(_point(item, point) for point in item.points)),
        *([context(hint)] if hint else []),
    ]


def _row(item: ItemView) -> tuple[Part, ...]:
    extras = [
        item.kind.value,
        item.status.value.replace("_", " ")
        + (f": {cut(item.skip_reason, SAID_LIMIT)}" if item.skip_reason else ""),
        f"{item.answered} of {len(item.points)} answered" if item.points else "",
        f"{item.unit_price:,.2f} each" if item.unit_price is not None else "",
        "" if item.required or item.kind is ItemKind.PART else "optional",
    ]
    mark = "–" if item.status is ItemStatus.SKIPPED else "✓" if item.is_over else "○"
    return (f"{mark} ", bold(f"{item.number}  "), _name(item), quiet("  " + " · ".join(filter(None, extras))))


def _name(item: ItemView) -> str:
    amount = f"{plain_number(item.quantity)} × " if item.quantity != 1 else ""
    at = f" ({cut(item.equipment, NAME_LIMIT)})" if item.equipment else ""
    return f"{amount}{cut(item.name, NAME_LIMIT)}{at}"


def _short(item: ItemView) -> str:
    points = f" ({item.answered}/{len(item.points)})" if item.points else ""
    return f"{item.number} {cut(item.name, NAME_LIMIT)}{points}"


def _point(item: ItemView, point: PointView) -> tuple[Part, ...]:
    answer = f": {cut(point.answer, SAID_LIMIT)}" if point.answer is not None else ""
    optional = "" if point.required else "  optional"
    mark = "○" if point.answer is None else "✓"
    return (
        f"{mark} ",
        bold(f"{item.number}.{point.number}  "),
        f"{cut(point.text, SAID_LIMIT)}{answer}",
        quiet(optional),
    )


def plain_number(number: Decimal) -> str:
    return f"{number.normalize():f}"


def _recorded(order: OrderView, records: Sequence[RecordView]) -> list[str]:
    """What was recorded, in a few words each."""
    minutes: dict[str, int] = {}
    for record in records:
        if record.kind is RecordKind.TIME:
            minutes[record.data["kind"]] = minutes.get(record.data["kind"], 0) + record.data["minutes"]
    photos = sum(record.kind is RecordKind.PHOTO for record in records)
    return [
        *([f"took {took(order.worked)}"] if order.worked is not None else []),
        *(f"{kind} {took(timedelta(minutes=spent))}" for kind, spent in minutes.items()),
        *([f"{photos} photo{'s' if photos > 1 else ''}"] if photos else []),
        *(_signature(record) for record in records if record.kind in _SIGNATURES),
    ]


_SIGNATURES = frozenset({RecordKind.SIGNATURE, RecordKind.CUSTOMER_ABSENT})


def _signature(record: RecordView) -> str:
    if record.kind is RecordKind.SIGNATURE:
        return f"signed by {cut(record.data['signed_by'], NAME_LIMIT)}"
    return f"not signed: {cut(record.data['reason'], SAID_LIMIT)}"
