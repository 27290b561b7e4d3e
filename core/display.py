"""Profile × facets → the status name people see, and its badges. Pure; never stored (lifecycle §5)."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from core.model import Ack, Confirmation, Main, Quote, QuoteStatus
from core.orders import Order, window_is_past

Condition = Callable[[Order], bool]
Rules = tuple[tuple[str, Condition], ...]


def _is(*statuses: Main) -> Condition:
    return lambda order: order.status in statuses


def _where(order: Order) -> Main:
    """Where the work is, or was when it was held."""
    return order.work.held_from or order.status


def _always(_order: Order) -> bool:
    return True


def _wants_another_time(order: Order) -> bool:
    return (
        order.status is Main.NO_SHOW
        or order.request is not None
        or order.visit.confirmation in {Confirmation.DECLINED, Confirmation.CHANGE_REQUESTED}
    )


def _started(order: Order) -> bool:
    return order.status in {Main.IN_PROGRESS, Main.REVIEW} or order.work.held_from is Main.IN_PROGRESS


def _has_technician(order: Order) -> bool:
    return order.visit.technician_id is not None


def _scheduled(order: Order) -> bool:
    return order.is_scheduled


def _quote(*statuses: QuoteStatus) -> Condition:
    return lambda order: order.quote is not None and order.quote.status in statuses


# First match wins. Rules about billing and extras join with their facets.
VISIT: Rules = (
    ("Cancelled", _is(Main.CANCELLED)),
    ("Completed", _is(Main.COMPLETED)),
    ("Started", _started),
    ("Reschedule requested", _wants_another_time),
    ("Scheduled", lambda order: _scheduled(order) and _has_technician(order)),
    ("Confirmed", lambda order: order.is_confirmed),
    ("Created", _always),
)

UNIT: Rules = (
    ("cancelled", _is(Main.CANCELLED)),
    ("completed", _is(Main.COMPLETED)),
    ("waiting_approval", _is(Main.REVIEW)),
    ("paused", _is(Main.ON_HOLD, Main.NO_SHOW)),
    ("ongoing", _is(Main.IN_PROGRESS)),
    ("pending", _has_technician),
    ("unassigned", _always),
)

QUOTE: Rules = (
    ("Cancelled", _is(Main.CANCELLED)),
    ("Completed", _is(Main.COMPLETED)),
    ("On Hold", _is(Main.ON_HOLD, Main.NO_SHOW)),
    ("In Progress", _is(Main.IN_PROGRESS, Main.REVIEW)),
    ("Draft", _is(Main.DRAFT)),  # whatever it is to be once it is opened
    ("Rejected", _quote(QuoteStatus.REJECTED)),
    ("Quoted", _quote(QuoteStatus.SENT, QuoteStatus.REVISING, QuoteStatus.EXPIRED)),
    ("Scheduled", _scheduled),
    ("Approved", lambda order: _quote(QuoteStatus.APPROVED)(order) or order.visit.visit_no > 1),
    ("Draft", _always),
)

APPOINTMENT: Rules = (
    ("Canceled", _is(Main.CANCELLED)),
    ("Completed", _is(Main.COMPLETED)),
    ("No-show", _is(Main.NO_SHOW)),
    ("In progress", lambda order: _where(order) in {Main.IN_PROGRESS, Main.REVIEW}),
    ("On site", lambda order: _where(order) is Main.ON_SITE),
    ("En route", lambda order: _where(order) is Main.EN_ROUTE),
    ("Scheduled", _always),
)

RULES: Mapping[str, Rules] = MappingProxyType(
    {"visit": VISIT, "unit": UNIT, "quote": QUOTE, "appointment": APPOINTMENT}
)


def status_name(order: Order) -> str:
    """The name of the work order's status in its company's profile."""
    return next(name for name, holds in RULES[order.profile.name] if holds(order))


_CONFIRMATION_BADGES = {
    Confirmation.REQUESTED: "awaiting the customer's answer",
    Confirmation.CONFIRMED: "confirmed by the customer",
    Confirmation.CHANGE_REQUESTED: "the customer wants another time",
    Confirmation.DECLINED: "the customer said not to come",
}

_OPEN = frozenset({Main.READY, Main.EN_ROUTE, Main.ON_SITE, Main.ON_HOLD})


def _confirmation_badge(order: Order, _now: datetime) -> str | None:
    if order.status not in _OPEN or (order.is_confirmed and status_name(order) == "Confirmed"):
        return None  # the status says it
    return _CONFIRMATION_BADGES.get(order.visit.confirmation)


def _quote_badge(quote: Quote) -> str:
    if quote.status is QuoteStatus.REVISING:
        return f"quote v{quote.version} replaced, the next one not sent yet"
    return f"quote v{quote.version} {quote.status}"


def _hold_badge(order: Order, _now: datetime) -> str | None:
    if order.status is not Main.ON_HOLD:
        return None
    words = order.work.hold_words or (order.work.hold_reason or "").replace("_", " ")
    return f"on hold: {words}"


BADGES: tuple[Callable[[Order, datetime], str | None], ...] = (
    _confirmation_badge,
    lambda order, _now: {Main.EN_ROUTE: "on the way", Main.ON_SITE: "on site"}.get(order.status),
    _hold_badge,
    lambda order, _now: f"{order.visit.late_minutes} min late" if order.visit.late_minutes else None,
    lambda order, _now: f"offered to {len(order.open_offers())}" if order.round is not None else None,
    lambda order, _now: (
        "not seen by the technician yet" if order.visit.assignment_ack is Ack.PENDING else None
    ),
    lambda order, _now: (
        "needs a technician" if order.status in _OPEN and not _has_technician(order) else None
    ),
    lambda order, _now: _quote_badge(order.quote) if order.quote is not None else None,
    lambda order, _now: "waiting for the office" if order.status is Main.REVIEW else None,
    lambda order, now: "overdue" if order.status in _OPEN and window_is_past(order, now) else None,
    lambda order, now: "past its due date" if _is_past_due(order, now) else None,
)


def _is_past_due(order: Order, now: datetime) -> bool:
    due, over = order.work.due_at, {Main.COMPLETED, Main.CANCELLED}
    return due is not None and due < now and order.status not in over


def badges(order: Order, now: datetime) -> tuple[str, ...]:
    """What else is true of the order, in words, beside its status."""
    return tuple(words for badge in BADGES if (words := badge(order, now)))
