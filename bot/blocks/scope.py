"""What a work order is about beside its visit: unit, service, due date, priority, quotation. No prices (S1.14)."""

from bot.blocks.kit import Part, bold
from bot.blocks.windows import Reader, day_and_clock
from core.model import Priority
from core.queries.views import OrderView, UnitView


def scope(order: OrderView, reader: Reader) -> list[tuple[Part, ...]]:
    """A line for each that there is."""
    found = order.scope
    zone = order.site.zone
    said: tuple[tuple[str, str | None], ...] = (
        ("Unit  ", _unit(found.unit) if found.unit else None),
        ("Service  ", found.service_type if found.service_type != order.title else None),
        ("Due  ", day_and_clock(found.due_at, zone, reader) if found.due_at else None),
        ("Priority  ", found.priority.value if found.priority is not Priority.NORMAL else None),
        ("Takes about  ", f"{found.minutes} minutes" if found.minutes else None),
        ("Note to the customer  ", found.customer_note or None),
        ("Quotation  ", found.quotation),
        ("Phases  ", _phases(order)),
        ("Files  ", _files(order)),
    )
    return [(bold(name), words) for name, words in said if words]


def _unit(unit: UnitView) -> str:
    return ", ".join(part for part in (unit.name, unit.model, unit.serial) if part)


def _files(order: OrderView) -> str | None:
    """As in "2 photos, 1 other file: /wo files WO-12"."""
    photos, others = order.scope.photos, order.scope.files - order.scope.photos
    counted = [
        f"{number} {name if number == 1 else f'{name}s'}"
        for number, name in ((photos, "photo"), (others, "other file" if photos else "file"))
        if number
    ]
    return f"{', '.join(counted)}: /wo files {order.reference}" if counted else None


def _phases(order: OrderView) -> str | None:
    """What it was split into and from (L10)."""
    origin = [f"split from WO-{order.scope.origin}"] if order.scope.origin else []
    return ", ".join([*origin, *(f"WO-{number}" for number in order.scope.phases)]) or None
