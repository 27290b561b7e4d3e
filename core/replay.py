"""Rebuilds the rows of a work order from its history alone, and says where the database differs.

What this file promises: every row that belongs to a work order and every recorded column of it follows from the
changes its events carry, an undo included. `compare` finding nothing is the proof; anything it finds was written
past the Desk.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.history import UNRECORDED, lively, plain, recorded_columns, row_class
from core.model import Base, Event, InboundMessage, JsonObject, Owned, WorkOrder

Key: TypeAlias = tuple[str, int]
Rows: TypeAlias = Mapping[Key, JsonObject]
"""(table, id) → its columns as JSON."""

ROOT = WorkOrder.__tablename__
# A message has a life of its own before and after it is linked to a work order.
_APART = UNRECORDED | {InboundMessage.__tablename__}


@dataclass(frozen=True)
class Difference:
    """`column` is None when the whole row is there on one side only."""

    table: str
    key: int
    column: str | None
    replayed: Any
    stored: Any

    def __str__(self) -> str:
        where = f"{self.table} {self.key}"
        if self.column is None:
            return f"{where}: {'not in the history' if self.replayed is None else 'not in the database'}"
        return f"{where}, {self.column}: the history says {self.replayed!r}, the database {self.stored!r}"


def replay(events: Iterable[Event]) -> Rows:
    """The rows that these events, oldest first, leave behind."""
    rows: dict[Key, JsonObject] = {}
    for event in events:
        for change in event.changes:
            key = (change["table"], change["key"])
            if change["after"] is None:
                rows.pop(key, None)
            else:
                rows.setdefault(key, {}).update(change["after"])
    return rows


def compare(session: Session, company_id: int, work_order_id: int) -> list[Difference]:
    """Where the rows of this work order differ from what its history says they are; nothing, if all is well."""
    events = session.scalars(
        select(Event)
        .where(Event.company_id == company_id, Event.work_order_id == work_order_id)
        .order_by(Event.id)
    )
    stored = stored_rows(session, company_id, work_order_id)
    replayed = {key: row for key, row in replay(events).items() if key[0] in ORDER_TABLES}
    return sorted(_differences(replayed, stored), key=lambda each: (each.table, each.key, each.column or ""))


def stored_rows(session: Session, company_id: int, work_order_id: int) -> Rows:
    """Every row that belongs to the work order, directly or through another row of it."""
    ids: dict[str, list[int]] = {ROOT: [work_order_id]}
    rows: dict[Key, JsonObject] = {}
    for name, (column, parent) in ORDER_TABLES.items():
        table = Base.metadata.tables[name]
        belongs = table.c[column].in_(ids[parent])
        columns = [table.c[column] for column in recorded_columns(_kind(name))]
        found = session.execute(select(*columns).where(table.c.company_id == company_id, belongs))
        for row in found.mappings():
            rows[name, row["id"]] = {column: plain(value) for column, value in row.items()}
        ids[name] = [key for table_name, key in rows if table_name == name]
    return rows


def _differences(replayed: Rows, stored: Rows) -> Iterator[Difference]:
    for table, key in {*replayed, *stored}:
        told, kept = replayed.get((table, key)), stored.get((table, key))
        if told is None or kept is None:
            yield Difference(table, key, None, told, kept)
            continue
        kind = _kind(table)
        for column in kept:
            # As values: 450 and 450.00 are the same money, and a moment is the same in any zone.
            if lively(kind, column, told.get(column)) != lively(kind, column, kept[column]):
                yield Difference(table, key, column, told.get(column), kept[column])


def _kind(table: str) -> type[Owned]:
    kind = row_class(table)
    assert kind is not None
    return kind


def _order_tables() -> Mapping[str, tuple[str, str]]:
    """Table → the column that leads to a work order, and the table it refers to; parents before children."""
    found: dict[str, tuple[str, str]] = {ROOT: ("id", ROOT)}
    for table in Base.metadata.sorted_tables:
        leading = [
            (column.name, key.column.table.name)
            for column in table.columns
            if column.name != "company_id" and not column.nullable
            for key in column.foreign_keys
            if key.column.table.name in found
        ]
        if leading and table.name not in _APART | found.keys():
            found[table.name] = leading[0]
    return found


ORDER_TABLES = _order_tables()
"""Every table whose rows belong to one work order."""
