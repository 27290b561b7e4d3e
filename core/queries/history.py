"""What happened to a work order: who did what, when, how proven, and what was before and is after."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from core.events import PRICES, ItemChanged
from core.model import Event, JsonObject, Technician, Visit
from core.orders import read_order
from core.people import Permission
from core.queries.orders import may_see
from core.queries.reading import Query, Reading
from core.queries.views import Became, HistoryLine, WindowView
from core.refusals import Unknown

VISITS = Visit.__tablename__


def history(number: int, *, limit: int = 30) -> Query[tuple[HistoryLine, ...]]:
    """What happened, newest first."""

    def read(at: Reading) -> tuple[HistoryLine, ...]:
        found = read_order(at.session, at.company_id, number)
        if found is None or not may_see(at, found):
            raise Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
        rows = at.session.scalars(
            select(Event)
            .where(Event.company_id == at.company_id, Event.work_order_id == found.work.id)
            .order_by(Event.id.desc())
            .limit(limit)
        ).all()
        names = _names(at, rows)
        return tuple(_line(at, row, names) for row in rows)

    return read


def _line(at: Reading, row: Event, names: Mapping[int, str]) -> HistoryLine:
    data = row.data
    if not at.actor.may(Permission.SEE_PRICES):
        data = {key: value for key, value in data.items() if key not in PRICES}
    return HistoryLine(
        at=row.effective_at,
        recorded_at=row.recorded_at if row.recorded_at != row.effective_at else None,
        name=row.name,
        actor=row.actor["name"],
        channel=row.actor["channel"],
        proof=row.actor["proof"],
        data=data,
        became=(*_became(row.changes, names), *_item_became(row.name, data)),
    )


def _became(changes: Iterable[JsonObject], names: Mapping[int, str]) -> list[Became]:
    """Windows that moved and technicians who changed; a first one has no before."""
    found = []
    for before, after in _visit_changes(changes):
        if "window_start" in after:
            found.append(Became("window", _window(before), _window(after)))
        if "technician_id" in after:
            was, now = (each.get("technician_id") for each in (before, after))
            found.append(Became("technician", names.get(was or 0), names.get(now or 0)))
    return [each for each in found if each.before != each.after]


def _item_became(name: str, data: Mapping[str, Any]) -> list[Became]:
    """How much of an item, and what one costs for those who may know."""
    if name != ItemChanged.name:
        return []
    sides = ((data.get(f"{side}_quantity"), data.get(f"{side}_price")) for side in ("old", "new"))
    before, after = (f"{quantity}" + (f" × {price}" if price else "") for quantity, price in sides)
    return [Became("item", before, after)]


def _visit_changes(changes: Iterable[JsonObject]) -> list[tuple[JsonObject, JsonObject]]:
    return [
        (change["before"] or {}, change["after"])
        for change in changes
        if change["table"] == VISITS and change["after"] is not None
    ]


def _window(values: Mapping[str, Any]) -> WindowView | None:
    """As it was recorded; a window whose day alone changed keeps its other half elsewhere."""
    start, end = values.get("window_start"), values.get("window_end")
    if start is None or end is None:
        return None
    return WindowView(
        start=datetime.fromisoformat(start),
        end=datetime.fromisoformat(end),
        date_only=bool(values.get("date_only")),
    )


def _names(at: Reading, rows: Sequence[Event]) -> dict[int, str]:
    """Of the technicians these events speak of, by id."""
    ids = {
        side["technician_id"]
        for row in rows
        for change in _visit_changes(row.changes)
        for side in change
        if side.get("technician_id")
    }
    if not ids:
        return {}
    found = at.session.execute(
        select(Technician.id, Technician.name).where(
            Technician.company_id == at.company_id, Technician.id.in_(ids)
        )
    )
    return {row.id: row.name for row in found}
