"""Plans at Acme HQ, and time that passes over them."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import (
    OccurrenceStatus,
    Plan,
    PlanOccurrence,
    WorkOrder,
)
from core.queries.views import OrderView
from core.recurrence import read_rule
from core.replay import compare
from tests.cast import Cast
from tests.core.oracles.invariants import broken_invariants

FILTERS = c.Create(type="maintenance", title="Filter change")
HOURS = c.PlanHours(start="09:00", end="11:00")
CREATED, SKIPPED = OccurrenceStatus.CREATED, OccurrenceStatus.SKIPPED


def when(said: str, start: date, **more: Any) -> c.Recurrence:
    return c.Recurrence(said=said, rule=read_rule(said, start), starts_on=start, **more)


def plan(cast: Cast, said: str, start: date, **more: Any) -> int:
    """The number of a new plan at Acme HQ."""
    recurrence = {name: more.pop(name) for name in ("exclusions", "on_holiday") if name in more}
    content = replace(more.pop("content", FILTERS), site_id=cast.site_id)
    cast.do(cast.dora, c.MakePlan(content=content, recurrence=when(said, start, **recurrence), **more))
    found: int = cast.run(lambda session: session.scalar(select(Plan.number).order_by(Plan.id.desc())))
    return found


def wait_until(cast: Cast, moment: datetime) -> None:
    """Time passes, and whatever is due happens when it is due."""
    while (due := cast.desk.next_timer()) is not None and due <= moment:
        cast.clock.now = max(cast.clock.now, due)
        assert cast.desk.run_timers() > 0
    cast.clock.now = moment


def switched_off_until(cast: Cast, moment: datetime) -> None:
    """Nothing ran; then everything that is due is run at once."""
    cast.clock.now = moment
    while cast.desk.run_timers():
        pass


def orders(cast: Cast) -> list[OrderView]:
    numbers: list[int] = cast.run(
        lambda session: list(session.scalars(select(WorkOrder.number).order_by(WorkOrder.number)))
    )
    return [cast.read(cast.dora, queries.order(number)) for number in numbers]


def decided(cast: Cast) -> list[tuple[str, str]]:
    def read(session: Any) -> list[tuple[str, str]]:
        found = session.scalars(select(PlanOccurrence).order_by(PlanOccurrence.day, PlanOccurrence.id))
        return [(each.day.isoformat(), each.status.value) for each in found]

    found: list[tuple[str, str]] = cast.run(read)
    return found


def check_whole(cast: Cast) -> None:
    numbers = [each.number for each in orders(cast)]
    assert cast.run(lambda session: broken_invariants(session, cast.company_id, numbers)) == []

    def differences(session: Any) -> list[str]:
        ids = session.scalars(select(WorkOrder.id))
        return [str(each) for one in ids for each in compare(session, cast.company_id, one)]

    assert cast.run(differences) == []
