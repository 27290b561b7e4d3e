"""From the words of a list filter to conditions: the reverse of display.py, in any profile's words (lifecycle §5)."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, exists, not_, or_

from core.model import Confirmation, Main, Quote, QuoteStatus, Visit, WorkOrder
from core.refusals import Missing

_ready = WorkOrder.status == Main.READY
_window = Visit.window_start.is_not(None)
_technician = Visit.technician_id.is_not(None)
_asked_otherwise = Visit.confirmation.in_([Confirmation.CHANGE_REQUESTED, Confirmation.DECLINED])
_confirmed = Visit.confirmation == Confirmation.CONFIRMED


def _where(*statuses: Main) -> ColumnElement[bool]:
    """There now, or when it was held."""
    return or_(WorkOrder.status.in_(statuses), WorkOrder.held_from.in_(statuses))


def _quoted(*statuses: QuoteStatus) -> ColumnElement[bool]:
    return exists().where(
        Quote.company_id == WorkOrder.company_id,
        Quote.work_order_id == WorkOrder.id,
        Quote.status.in_(statuses),
    )


_quoted_now = _quoted(QuoteStatus.SENT, QuoteStatus.REVISING, QuoteStatus.EXPIRED)
_unanswered_quote = or_(_quoted_now, _quoted(QuoteStatus.REJECTED))
# Null-safe, for it is negated below.
_started = or_(
    WorkOrder.status.in_([Main.IN_PROGRESS, Main.REVIEW]),
    WorkOrder.held_from.is_not_distinct_from(Main.IN_PROGRESS),
)
_paused = WorkOrder.status.in_([Main.ON_HOLD, Main.NO_SHOW])
_cancelled = WorkOrder.status == Main.CANCELLED
_on_the_way = WorkOrder.status.in_([Main.READY, Main.EN_ROUTE, Main.ON_SITE])
_not_begun = WorkOrder.status.in_([Main.DRAFT, Main.READY, Main.EN_ROUTE, Main.ON_SITE])
_wish = and_(
    or_(_asked_otherwise, WorkOrder.status == Main.NO_SHOW),
    WorkOrder.status.not_in([Main.CANCELLED, Main.COMPLETED, Main.IN_PROGRESS, Main.REVIEW]),
    or_(WorkOrder.held_from.is_(None), WorkOrder.held_from != Main.IN_PROGRESS),
)
_not_started = and_(not_(_cancelled), WorkOrder.status != Main.COMPLETED, not_(_started), not_(_wish))

# A profile's word for a status → the work orders display.py gives that name.
BY_PROFILE: Mapping[str, Mapping[str, ColumnElement[bool]]] = MappingProxyType(
    {
        "visit": {
            "created": and_(_not_started, not_(and_(_window, _technician)), not_(_confirmed)),
            "confirmed": and_(_not_started, not_(and_(_window, _technician)), _confirmed),
            "scheduled": and_(_not_started, _window, _technician),
            "reschedule requested": _wish,
            "started": _started,
            "completed": WorkOrder.status == Main.COMPLETED,
            "cancelled": _cancelled,
        },
        "unit": {
            "unassigned": and_(_not_begun, not_(_technician)),
            "pending": and_(_not_begun, _technician),
            "ongoing": WorkOrder.status == Main.IN_PROGRESS,
            "paused": _paused,
            "waiting_approval": WorkOrder.status == Main.REVIEW,
            "completed": WorkOrder.status == Main.COMPLETED,
            "cancelled": _cancelled,
        },
        "quote": {
            "draft": or_(
                WorkOrder.status == Main.DRAFT,
                and_(
                    _on_the_way,
                    not_(_unanswered_quote),
                    not_(_window),
                    not_(_quoted(QuoteStatus.APPROVED)),
                    WorkOrder.visit_no == 1,
                ),
            ),
            "quoted": and_(_on_the_way, _quoted_now),
            "rejected": and_(_on_the_way, _quoted(QuoteStatus.REJECTED)),
            "approved": and_(
                _on_the_way,
                not_(_unanswered_quote),
                not_(_window),
                or_(_quoted(QuoteStatus.APPROVED), WorkOrder.visit_no > 1),
            ),
            "scheduled": and_(_on_the_way, not_(_unanswered_quote), _window),
            "in progress": WorkOrder.status.in_([Main.IN_PROGRESS, Main.REVIEW]),
            "on hold": _paused,
            "completed": WorkOrder.status == Main.COMPLETED,
            "cancelled": _cancelled,
        },
        "appointment": {
            "scheduled": _where(Main.READY, Main.DRAFT),
            "en route": _where(Main.EN_ROUTE),
            "on site": _where(Main.ON_SITE),
            "in progress": _where(Main.IN_PROGRESS, Main.REVIEW),
            "completed": WorkOrder.status == Main.COMPLETED,
            "canceled": _cancelled,
            "no-show": WorkOrder.status == Main.NO_SHOW,
        },
    }
)

# Words every profile understands, its own first.
COMMON: Mapping[str, ColumnElement[bool]] = MappingProxyType(
    {
        "open": WorkOrder.status.not_in([Main.COMPLETED, Main.CANCELLED]),
        "unassigned": and_(_ready, not_(_technician)),
        "unconfirmed": and_(_ready, Visit.confirmation == Confirmation.REQUESTED),
        "reschedule requested": _wish,
        "scheduled": and_(_on_the_way, _window, _technician, not_(_asked_otherwise)),
        "confirmed": and_(_ready, _confirmed),
        "en route": _where(Main.EN_ROUTE),
        "on site": _where(Main.ON_SITE),
        "in progress": _started,
        "on hold": WorkOrder.status == Main.ON_HOLD,
        "no-show": WorkOrder.status == Main.NO_SHOW,
        "review": WorkOrder.status == Main.REVIEW,
        "draft": WorkOrder.status == Main.DRAFT,
        "completed": WorkOrder.status == Main.COMPLETED,
        "cancelled": _cancelled,
    }
)

# S4.31: the same thing by the names other systems gave it, the nearest first.
ALIASES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "canceled": ("cancelled",),
        "reschedule": ("reschedule requested",),
        "reschedule-requested": ("reschedule requested",),
        "started": ("ongoing", "in progress"),
        "ongoing": ("in progress", "started"),
        "in progress": ("ongoing",),
        "in_progress": ("in progress", "ongoing"),
        "pending": ("scheduled",),
        "assigned": ("pending", "scheduled"),
        "on hold": ("paused",),
        "paused": ("on hold",),
        "hold": ("on hold", "paused"),
        "waiting_approval": ("review",),
        "waiting approval": ("waiting_approval", "review"),
        "submitted": ("waiting_approval", "review"),
        "no show": ("no-show",),
        "done": ("completed",),
        "new": ("unassigned",),
        "created": ("open",),
    }
)


def filter_of(words: str, profile: str) -> ColumnElement[bool]:
    """The condition of a status word, in the profile's own words before anybody else's; Missing names the words."""
    word = " ".join(words.casefold().split())
    own = BY_PROFILE[profile]
    for known in (own, COMMON):
        for name in (word, *ALIASES.get(word, ())):
            if name in known:
                return known[name]
    raise Missing(
        f"There is no status “{words}”. Try one of: {', '.join({**own, **COMMON})}.", field="status"
    )
