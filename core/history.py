"""What each event changed: captured in one place, from the session, as rows before and after.

History, undo, audit and replay read only this. A new row is kept whole, a changed one by what changed. What is
bookkeeping of the Desk or of delivery, not of the work, is left out on purpose: see `UNRECORDED`.
"""

import enum
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from sqlalchemy import ColumnElement, event, inspect
from sqlalchemy.orm import InstanceState, Mapper, Session, sessionmaker
from sqlalchemy.orm.attributes import History

from core.model import (
    Attachment,
    Base,
    Card,
    Change,
    Event,
    InboundMessage,
    JsonObject,
    Notification,
    OccurrenceStatus,
    Offer,
    OfferStatus,
    Owned,
    PlanOccurrence,
    Quote,
    QuoteStatus,
    Round,
    RoundStatus,
    Timer,
    WorkOrder,
)
from core.refusals import Refusal, Stale

_INFO = "row_changes"
UNRECORDED = frozenset(table.__tablename__ for table in (Card, Change, Event, Notification, Timer))
"""Bookkeeping of the Desk itself and of delivery."""
# The search terms follow from the rest; `latest` is the Desk's own note; the rest is how a message was read, and the bytes of files.
UNRECORDED_COLUMNS = frozenset(
    {
        WorkOrder.terms.key,
        WorkOrder.latest.key,
        InboundMessage.raw.key,
        InboundMessage.steps.key,
        Attachment.content.key,
    }
)
KEPT_BY_UNDO = frozenset({WorkOrder.version.key})
"""An undo is one more change: the version goes up."""


def record_changes(sessions: sessionmaker[Session]) -> None:
    """Makes every session of `sessions` note the rows it flushes; calling it again changes nothing.

    Marked on the sessions' own class: SQLAlchemy's `event.contains` goes by the address of an object, which a later
    one may get again.
    """
    if "records_changes" not in vars(sessions.class_):
        event.listen(sessions, "after_flush", _capture)
        sessions.class_.records_changes = True  # type: ignore[attr-defined]  # a mark of ours


def take_changes(session: Session) -> list[JsonObject]:
    """[{table, key, before, after}] since the last call; `before` is null for a new row, `after` for a deleted one."""
    taken: list[JsonObject] = session.info.get(_INFO, [])
    session.info[_INFO] = []
    return taken


def row_class(table: str) -> type[Owned] | None:
    """The entity kept in `table`, if it belongs to a company."""
    return next((kind for kind in _entities() if kind.__tablename__ == table), None)


def recorded_columns(kind: type[Owned]) -> tuple[str, ...]:
    """Names of the columns whose every change is in the history."""
    mapper: Mapper[Any] = inspect(kind)
    return tuple(each.key for each in mapper.column_attrs if each.key not in UNRECORDED_COLUMNS)


def plain(value: Any) -> Any:
    """As JSON."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def lively(kind: type[Owned], column: str, value: Any) -> Any:
    """The value of `column` again, from what `plain` made of it."""
    if not isinstance(value, str):
        return value
    stored = inspect(kind).columns[column].type.python_type
    if issubclass(stored, datetime | date):
        return stored.fromisoformat(value)
    return stored(value) if issubclass(stored, enum.Enum | Decimal) else value


def put_back(session: Session, change: JsonObject, now: datetime) -> Refusal | None:
    """Undoes one recorded change of a row; a refusal when the row has changed since.

    A row that the change added is closed the way its kind allows.
    """
    kind = row_class(change["table"])
    row = session.get(kind, change["key"]) if kind is not None else None
    if kind is None or row is None or change["after"] is None:
        return Stale("That removed something for good, so it can't be undone.")
    if change["before"] is None:
        close = _CLOSED.get(kind)
        if close is None:
            return Stale("That recorded something that stays, so it can't be undone.")
        close(row, now)
    else:
        values = {key: value for key, value in change["before"].items() if key not in KEPT_BY_UNDO}
        if any(getattr(row, key) != lively(kind, key, change["after"][key]) for key in values):
            return Stale("Something has been changed since, so that can't be undone any more.")
        for key, value in values.items():
            setattr(row, key, lively(kind, key, value))
    session.flush()
    return None


def _close_offer(row: Any, now: datetime) -> None:
    row.status, row.reason, row.answered_at = OfferStatus.WITHDRAWN, "undone", now


def _close_round(row: Any, now: datetime) -> None:
    row.status, row.closed_at = RoundStatus.WITHDRAWN, now


def _skip_occurrence(row: Any, now: datetime) -> None:
    row.status, row.why, row.decided_at, row.told_at = OccurrenceStatus.SKIPPED, "undone", now, now


def _void_quote(row: Any, _now: datetime) -> None:
    row.status = QuoteStatus.VOID


_CLOSED: Mapping[type[Owned], Callable[[Any, datetime], None]] = MappingProxyType(
    {Offer: _close_offer, Round: _close_round, Quote: _void_quote, PlanOccurrence: _skip_occurrence}
)


def _entities() -> list[type[Owned]]:
    return [each.class_ for each in Base.registry.mappers if issubclass(each.class_, Owned)]


def whole_row(row: Owned) -> JsonObject:
    """Every recorded column of a flushed row."""
    return {column: plain(getattr(row, column)) for column in recorded_columns(type(row))}


def add_changes(session: Session, changes: Iterable[JsonObject]) -> None:
    """Notes changes that the session does not see as such: a row that leaves one work order for another."""
    session.info.setdefault(_INFO, []).extend(changes)


def _capture(session: Session, _context: object) -> None:
    noted = session.info.setdefault(_INFO, [])
    for rows, note in ((session.new, _added), (session.dirty, _changed), (session.deleted, _deleted)):
        for row in rows:
            state = inspect(row)
            table = str(state.mapper.local_table.description)
            if table not in UNRECORDED and (change := note(state)) is not None:
                noted.append({"table": table, "key": state.dict.get("id"), **change})


def _added(state: InstanceState[Any]) -> JsonObject:
    """The row with its defaults. A value the database computes is not known here and stays out."""
    values = {key: state.dict.get(key) for key in _columns(state)}
    return {
        "before": None,
        "after": {key: plain(value) for key, value in values.items() if not isinstance(value, ColumnElement)},
    }


def _changed(state: InstanceState[Any]) -> JsonObject | None:
    histories = {key: state.attrs[key].history for key in _columns(state)}
    changed = {key: history for key, history in histories.items() if history.has_changes()}
    if not changed:
        return None
    return {
        "before": {key: plain(_first(each.deleted)) for key, each in changed.items()},
        "after": {key: plain(_now(state, key, each)) for key, each in changed.items()},
    }


def _deleted(state: InstanceState[Any]) -> JsonObject:
    return {"before": {key: plain(state.dict.get(key)) for key in _columns(state)}, "after": None}


def _columns(state: InstanceState[Any]) -> list[str]:
    return [each.key for each in state.mapper.column_attrs if each.key not in UNRECORDED_COLUMNS]


def _first(values: Any) -> Any:
    return values[0] if values else None


def _now(state: InstanceState[Any], key: str, history: History) -> Any:
    return history.added[0] if history.added else state.dict.get(key)
