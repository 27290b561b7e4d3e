"""From the words of a list filter to conditions: the reverse of display.py (lifecycle §5)."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, and_, not_, or_

from core.model import Confirmation, Main, Visit, WorkOrder
from core.refusals import Missing

_ready = WorkOrder.status == Main.READY
_manned = and_(Visit.window_start.is_not(None), Visit.technician_id.is_not(None))
_asked_otherwise = Visit.confirmation.in_([Confirmation.CHANGE_REQUESTED, Confirmation.DECLINED])
_confirmed = Visit.confirmation == Confirmation.CONFIRMED

FILTERS: Mapping[str, ColumnElement[bool]] = MappingProxyType(
    {
        "created": and_(_ready, not_(_manned), not_(_confirmed), not_(_asked_otherwise)),
        "confirmed": and_(_ready, _confirmed, not_(_manned)),
        "scheduled": and_(
            WorkOrder.status.in_([Main.READY, Main.EN_ROUTE, Main.ON_SITE]), _manned, not_(_asked_otherwise)
        ),
        "started": or_(
            WorkOrder.status.in_([Main.IN_PROGRESS, Main.REVIEW]), WorkOrder.held_from == Main.IN_PROGRESS
        ),
        "completed": WorkOrder.status == Main.COMPLETED,
        "cancelled": WorkOrder.status == Main.CANCELLED,
        "reschedule requested": and_(
            or_(_asked_otherwise, WorkOrder.status == Main.NO_SHOW),
            WorkOrder.status.not_in([Main.CANCELLED, Main.COMPLETED, Main.IN_PROGRESS, Main.REVIEW]),
        ),
        "unassigned": and_(_ready, Visit.technician_id.is_(None)),
        "unconfirmed": and_(_ready, Visit.confirmation == Confirmation.REQUESTED),
        "open": WorkOrder.status.not_in([Main.COMPLETED, Main.CANCELLED]),
    }
)

ALIASES: Mapping[str, str] = MappingProxyType(
    {
        "canceled": "cancelled",
        "reschedule": "reschedule requested",
        "reschedule-requested": "reschedule requested",
        "in progress": "started",
        "ongoing": "started",
        "pending": "scheduled",
        "assigned": "scheduled",
        "done": "completed",
        "new": "created",
    }
)


def filter_of(words: str) -> ColumnElement[bool]:
    """The condition of a status word; Missing names the words there are."""
    word = " ".join(words.casefold().split())
    condition = FILTERS.get(ALIASES.get(word, word))
    if condition is None:
        raise Missing(f"There is no status “{words}”. Try one of: {', '.join(FILTERS)}.", field="status")
    return condition
