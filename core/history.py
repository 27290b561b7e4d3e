"""What each event changed: captured in one place, from the session, as rows before and after.

History, undo, audit and replay read only this.
"""

import enum
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import InstanceState, Mapper, Session, sessionmaker
from sqlalchemy.orm.attributes import History

from core.model import Change, InboundMessage, JsonObject

_INFO = "row_changes"
# Bookkeeping of the Desk itself, and the search terms that follow from the rest.
_UNRECORDED_TABLES = frozenset({Change.__tablename__})
_UNRECORDED_COLUMNS = frozenset({"terms", "raw", InboundMessage.steps.key})


def record_changes(sessions: sessionmaker[Session]) -> None:
    """Makes every session of `sessions` note the rows it flushes."""
    if not event.contains(sessions, "after_flush", _capture):
        event.listen(sessions, "after_flush", _capture)


def take_changes(session: Session) -> list[JsonObject]:
    """[{table, key, before, after}] since the last call; `before` is null for a new row."""
    taken: list[JsonObject] = session.info.get(_INFO, [])
    session.info[_INFO] = []
    return taken


def _capture(session: Session, _context: object) -> None:
    noted = session.info.setdefault(_INFO, [])
    for row in session.new:
        _note(noted, inspect(row), is_new=True)
    for row in session.dirty:
        _note(noted, inspect(row), is_new=False)


def _note(noted: list[JsonObject], state: InstanceState[Any], *, is_new: bool) -> None:
    mapper: Mapper[Any] = state.mapper
    table = str(mapper.local_table.description)
    if table in _UNRECORDED_TABLES:
        return
    histories = {
        attribute.key: state.attrs[attribute.key].history
        for attribute in mapper.column_attrs
        if attribute.key not in _UNRECORDED_COLUMNS
    }
    changed = {key: history for key, history in histories.items() if history.has_changes()}
    if not changed:
        return
    noted.append(
        {
            "table": table,
            "key": state.dict.get("id"),
            "before": None
            if is_new
            else {key: _plain(_first(each.deleted)) for key, each in changed.items()},
            "after": {key: _plain(_now(state, key, each)) for key, each in changed.items()},
        }
    )


def _first(values: Any) -> Any:
    return values[0] if values else None


def _now(state: InstanceState[Any], key: str, history: History) -> Any:
    return history.added[0] if history.added else state.dict.get(key)


def _plain(value: Any) -> Any:
    """As JSON."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, enum.Enum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value
