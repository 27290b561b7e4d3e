"""Profile × facets → the status name people see, and its badges. Pure; never stored (lifecycle §5)."""

from collections.abc import Callable
from datetime import datetime

from core.model import Confirmation, Main
from core.orders import Order, window_is_past

Condition = Callable[[Order], bool]


def _is(*statuses: Main) -> Condition:
    return lambda order: order.status in statuses


def _wants_another_time(order: Order) -> bool:
    return (
        order.status is Main.NO_SHOW
        or order.request is not None
        or order.visit.confirmation in {Confirmation.DECLINED, Confirmation.CHANGE_REQUESTED}
    )


def _is_started(order: Order) -> bool:
    return order.status in {Main.IN_PROGRESS, Main.REVIEW} or order.work.held_from is Main.IN_PROGRESS


# First match wins.
VISIT: tuple[tuple[str, Condition], ...] = (
    ("Cancelled", _is(Main.CANCELLED)),
    ("Completed", _is(Main.COMPLETED)),
    ("Started", _is_started),
    ("Reschedule requested", _wants_another_time),
    ("Scheduled", lambda order: order.is_scheduled and order.visit.technician_id is not None),
    ("Confirmed", lambda order: order.is_confirmed),
    ("Created", lambda _order: True),
)

PROFILES = {"visit": VISIT}


def status_name(order: Order) -> str:
    """The name of the work order's status in its company's profile."""
    return next(name for name, holds in PROFILES[order.profile.name] if holds(order))


_CONFIRMATION_BADGES = {
    Confirmation.REQUESTED: "awaiting the customer's answer",
    Confirmation.CONFIRMED: "confirmed by the customer",
    Confirmation.CHANGE_REQUESTED: "the customer wants another time",
    Confirmation.DECLINED: "the customer said not to come",
}

_OPEN = frozenset({Main.READY, Main.EN_ROUTE, Main.ON_SITE, Main.ON_HOLD})

BADGES: tuple[Callable[[Order, datetime], str | None], ...] = (
    lambda order, _now: _CONFIRMATION_BADGES.get(order.visit.confirmation) if order.status in _OPEN else None,
    lambda order, _now: {Main.EN_ROUTE: "on the way", Main.ON_SITE: "on site"}.get(order.status),
    lambda order, _now: f"offered to {len(order.open_offers())}" if order.round is not None else None,
    lambda order, _now: (
        f"quote v{order.quote.version} {order.quote.status}" if order.quote is not None else None
    ),
    lambda order, now: "overdue" if order.status in _OPEN and window_is_past(order, now) else None,
)


def badges(order: Order, now: datetime) -> tuple[str, ...]:
    """What else is true of the order, in words, beside its status."""
    return tuple(words for badge in BADGES if (words := badge(order, now)))
