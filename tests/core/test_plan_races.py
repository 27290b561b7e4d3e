"""Several processes run the same timers, and enter time off while work is assigned: L4, N.25, I5."""

import multiprocessing
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from multiprocessing.pool import Pool
from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core.model import Plan, PlanOccurrence, TimeOff, Visit, WorkOrder
from core.people import system
from core.recurrence import read_rule
from tests.cast import Cast
from tests.core.november import at
from tests.core.oracles.invariants import broken_invariants
from tests.core.racing import Delivery, come_to_the_line, run, run_timers

PROCESSES, PLANS, ROUNDS = 2, 6, 8
STARTS = date(2026, 12, 1)


@dataclass(frozen=True)
class Field:
    cast: Cast
    pool: Pool


@pytest.fixture
def field(cast: Cast, database_url: str) -> Iterator[Field]:
    context = multiprocessing.get_context("spawn")
    line = context.Barrier(PROCESSES)
    with context.Pool(PROCESSES, come_to_the_line, (database_url, line, cast.clock())) as pool:
        yield Field(cast, pool)
        pool.close()
        pool.join()


def plans(cast: Cast) -> list[int]:
    """Each has work to create at once: every day of the next two weeks. Their rows' ids."""
    content = c.Create(site_id=cast.site_id, type="maintenance", title="Filter change")
    every_day = c.Recurrence(said="every day", rule=read_rule("every day", STARTS), starts_on=STARTS)
    for _each in range(PLANS):
        cast.do(cast.dora, c.MakePlan(content=content, recurrence=every_day))
    found: list[int] = cast.run(lambda session: list(session.scalars(select(Plan.id))))
    return found


def occurrences(cast: Cast) -> list[tuple[int, date, int | None]]:
    def read(session: Any) -> list[tuple[int, date, int | None]]:
        found = session.scalars(select(PlanOccurrence).order_by(PlanOccurrence.plan_id, PlanOccurrence.day))
        return [(each.plan_id, each.day, each.work_order_id) for each in found]

    found: list[tuple[int, date, int | None]] = cast.run(read)
    return found


def expected_days(cast: Cast) -> list[date]:
    """Until two weeks ahead."""
    today = cast.clock().date()
    return [STARTS + timedelta(days=ahead) for ahead in range((today + timedelta(days=14) - STARTS).days + 1)]


def test_two_workers_create_every_work_order_once(field: Field) -> None:
    """L4, I14: both run the timers until nothing is due any more."""
    cast = field.cast
    ids = plans(cast)
    given = field.pool.map(run_timers, range(PROCESSES), chunksize=1)
    found = occurrences(cast)
    assert [(plan_id, day) for plan_id, day, _order in found] == [
        (plan_id, day) for plan_id in ids for day in expected_days(cast)
    ]
    made = [order for _plan, _day, order in found]
    assert None not in made
    assert len(set(made)) == len(made) == cast.count(WorkOrder)
    assert sum(given) == len(found), "both reached for every timer, and one of the two got it"
    assert (
        cast.run(lambda session: broken_invariants(session, cast.company_id, range(1, len(made) + 1))) == []
    )


def test_the_same_plan_run_twice_at_the_same_moment_decides_each_day_once(field: Field) -> None:
    """L4: past the timers, as a second delivery would."""
    cast = field.cast
    (plan_id, *_others) = plans(cast)
    robot = system(cast.company_id)
    lanes = [
        [Delivery(robot, c.RunPlan(plan_id=plan_id), f"run:{lane}:{turn}") for turn in range(ROUNDS)]
        for lane in range(PROCESSES)
    ]
    outcomes = [each for lane in field.pool.map(run, lanes, chunksize=1) for each in lane]
    assert [each.refused for each in outcomes if each.refused] == []
    days = [day for found, day, _order in occurrences(cast) if found == plan_id]
    assert days == expected_days(cast)[: len(days)]
    assert cast.count(WorkOrder) == len(days)


def test_nothing_slips_in_between_time_off_and_an_assignment(field: Field) -> None:
    """N.25, I5: whichever comes first, whoever is off has no visit then."""
    cast = field.cast
    tom = cast.tom.technician_id or 0
    numbers = []
    for place in range(ROUNDS):
        start = at(26, 8) + timedelta(days=place)
        visit = c.Window(start=start + timedelta(hours=2), end=start + timedelta(hours=4))
        had, given = (cast.new_order(c.Schedule(window=visit)) for _each in range(2))
        cast.do(cast.dora, c.Assign(order=had, technician_id=tom))
        numbers += [had, given]
        off = c.TakeTimeOff(staff_id=cast.tom.id or 0, starts_at=start, ends_at=start + timedelta(hours=9))
        move = c.Window(start=visit.start + timedelta(hours=3), end=visit.end + timedelta(hours=3))
        lanes = [
            [Delivery(cast.dora, off, f"off:{place}")],
            [
                Delivery(cast.dora, c.Assign(order=given, technician_id=tom), f"assign:{place}"),
                Delivery(cast.dora, c.Reschedule(order=had, window=move, reason="rain"), f"move:{place}"),
            ],
        ]
        field.pool.map(run, lanes[:: 1 if place % 2 else -1], chunksize=1)
        assert visits_in_absence(cast) == []
    assert cast.count(TimeOff) == ROUNDS
    assert cast.run(lambda session: broken_invariants(session, cast.company_id, numbers)) == []


def visits_in_absence(cast: Cast) -> list[int]:
    def read(session: Any) -> list[int]:
        return list(
            session.scalars(
                select(Visit.id)
                .join(
                    TimeOff,
                    (TimeOff.starts_at < Visit.window_end) & (TimeOff.ends_at > Visit.window_start),
                )
                .where(Visit.technician_id == cast.tom.technician_id)
            )
        )

    found: list[int] = cast.run(read)
    return found


def test_a_dispatcher_changes_plans_while_they_run(field: Field) -> None:
    """Whoever holds a plan decides; nothing is lost and nobody waits for each other for ever."""
    cast = field.cast
    plans(cast)
    office = [
        Delivery(cast.dora, command, f"office:{turn}:{number}:{type(command).__name__}")
        for turn in range(3)
        for number in range(1, PLANS + 1)
        for command in (c.PausePlan(plan=number), c.ResumePlan(plan=number))
    ]
    robot = replace(system(cast.company_id), name="Worker")
    ids: list[int] = cast.run(lambda session: list(session.scalars(select(Plan.id))))
    workers = [
        Delivery(robot, c.RunPlan(plan_id=plan_id), f"work:{turn}:{plan_id}")
        for turn in range(6)
        for plan_id in ids
    ]
    outcomes = [each for lane in field.pool.map(run, [office, workers], chunksize=1) for each in lane]
    assert {each.refused for each in outcomes} == {None}
    found = occurrences(cast)
    assert len({(plan_id, day) for plan_id, day, _order in found}) == len(found) == cast.count(WorkOrder)
