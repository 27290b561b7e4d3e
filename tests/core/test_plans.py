"""Plans create their work orders by themselves, each once: L4, S0.47, S1.6, P.27, U.9."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from core import commands as c
from core.model import (
    Holiday,
    HolidayRule,
    Main,
    OccurrenceStatus,
    OffReason,
    PlanOccurrence,
    Site,
    Timer,
)
from core.refusals import Missing, State
from tests.cast import Cast
from tests.core.planned import (
    CREATED,
    FILTERS,
    HOURS,
    SKIPPED,
    check_whole,
    decided,
    orders,
    plan,
    switched_off_until,
    wait_until,
)


def test_a_work_order_is_created_days_ahead_of_each_day_of_the_plan(cast: Cast) -> None:
    """L4, S1.6, P.27: on the site's morning, two weeks before."""
    plan(cast, "every 3 months", date(2027, 1, 15), hours=HOURS)
    wait_until(cast, datetime(2027, 1, 1, 11, 59, tzinfo=UTC))
    assert orders(cast) == []
    wait_until(cast, datetime(2027, 1, 1, 12, 0, tzinfo=UTC))
    (order,) = orders(cast)
    assert (order.title, order.type, order.main) == ("Filter change", "maintenance", Main.READY)
    assert order.window is not None
    assert order.window.start == datetime(2027, 1, 15, 15, 0, tzinfo=UTC)
    assert order.coordinator.name == "Dora Diaz"
    wait_until(cast, datetime(2027, 12, 31, 12, 0, tzinfo=UTC))
    assert [each.window.start.date().isoformat() for each in orders(cast) if each.window] == [
        "2027-01-15", "2027-04-15", "2027-07-15", "2027-10-15",
    ]  # fmt: skip
    check_whole(cast)


# The site's zone, the week its clocks change in, and the offset of 9:00 there before and after.
CHANGES = [
    ("America/Chicago",     date(2027, 3, 11),  -6.0, -5.0),
    ("America/Chicago",     date(2027, 11, 4),  -5.0, -6.0),
    ("Europe/Berlin",       date(2027, 3, 25),  1.0,  2.0),
    ("Europe/Berlin",       date(2027, 10, 28), 2.0,  1.0),
    ("Australia/Lord_Howe", date(2027, 4, 1),   11.0, 10.5),
    ("Australia/Lord_Howe", date(2027, 9, 30),  10.5, 11.0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "before", "first", "then"), CHANGES, ids=[f"{row[0]} {row[1]}" for row in CHANGES]
)
def test_hours_are_the_sites_whatever_its_offset_is(
    cast: Cast, zone: str, before: date, first: float, then: float
) -> None:
    """P.27, U.9: nine o'clock stays nine o'clock."""
    cast.run(lambda session: setattr(session.get_one(Site, cast.site_id), "zone", zone))
    plan(cast, "every week", before, hours=HOURS)
    wait_until(
        cast, datetime(2027, 12, 30, tzinfo=UTC) if before.month > 8 else datetime(2027, 4, 20, tzinfo=UTC)
    )
    starts = [each.window.start for each in orders(cast)[:2] if each.window]
    assert [each.astimezone(ZoneInfo(zone)).isoformat()[:16] for each in starts] == [
        f"{before}T09:00",
        f"{before + timedelta(days=7)}T09:00",
    ]
    offsets = [each.astimezone(ZoneInfo(zone)).utcoffset() for each in starts]
    assert offsets == [timedelta(hours=first), timedelta(hours=then)]


def test_hours_the_clocks_leap_over_begin_after_the_leap(cast: Cast) -> None:
    """U.9: 14 March 2027 has no 2:30 in Chicago; two half-hour clocks of Lord Howe show 1:45 twice on 4 April."""
    plan(cast, "every year", date(2027, 3, 14), hours=c.PlanHours(start="02:30", end="04:30"))
    wait_until(cast, datetime(2027, 3, 10, tzinfo=UTC))
    (order,) = orders(cast)
    assert order.window is not None
    assert order.window.start == datetime(2027, 3, 14, 8, 30, tzinfo=UTC)


def keep_holidays(cast: Cast, *named: tuple[date, str]) -> None:
    rows = [{"company_id": cast.company_id, "day": day, "name": name} for day, name in named]
    cast.run(lambda session: session.execute(insert(Holiday), rows))


def test_a_holiday_moves_to_the_next_working_day_or_falls_out(cast: Cast) -> None:
    """P.27, P.33: Friday 1 January is New Year, then comes a weekend, and Monday is bridged."""
    keep_holidays(cast, (date(2027, 1, 1), "New Year"), (date(2027, 1, 4), "Bridge day"))
    plan(cast, "every year", date(2027, 1, 1), hours=HOURS)
    plan(cast, "every year", date(2027, 1, 1), hours=HOURS, on_holiday=HolidayRule.SKIP)
    wait_until(cast, datetime(2026, 12, 24, 18, tzinfo=UTC))
    (order,) = orders(cast)
    assert order.window is not None
    assert order.window.start == datetime(2027, 1, 5, 15, tzinfo=UTC)
    assert decided(cast) == [("2027-01-01", CREATED), ("2027-01-01", SKIPPED)]
    (digest,) = cast.told("plans-digest")
    assert digest.context["event"]["created"] == [f"{order.reference} Filter change, Acme HQ, Tue 5 Jan 2027"]
    assert digest.context["event"]["passed"] == [
        "Plan 2 Filter change, Acme HQ, Fri 1 Jan 2027 (1 Jan is New Year)"
    ]


def test_excluded_days_fall_out_and_more_can_be_named(cast: Cast) -> None:
    """P.27: EXDATE."""
    number = plan(cast, "every monday", date(2026, 12, 7), exclusions=(date(2026, 12, 14),))
    cast.do(cast.dora, c.SkipOccurrence(plan=number, day=date(2026, 12, 21)))
    with pytest.raises(Missing, match=r"22 Dec 2026 is no day of plan 1\. Near it: 28 Dec 2026, 4 Jan 2027"):
        cast.do(cast.dora, c.SkipOccurrence(plan=number, day=date(2026, 12, 22)))
    wait_until(cast, datetime(2026, 12, 28, 18, tzinfo=UTC))
    assert decided(cast) == [
        ("2026-12-07", CREATED), ("2026-12-28", CREATED), ("2027-01-04", CREATED), ("2027-01-11", CREATED),
    ]  # fmt: skip
    with pytest.raises(State, match=r"WO-\d+ exists for that day"):
        cast.do(cast.dora, c.SkipOccurrence(plan=number, day=date(2027, 1, 4)))


def test_the_day_is_when_it_is_due_where_no_hours_are_promised(cast: Cast) -> None:
    """At the end of that day, and of `late` days after it."""
    plan(cast, "every year", date(2027, 1, 15), room=c.Room(late_days=10, early_days=3, days_ahead=7))
    wait_until(cast, datetime(2027, 1, 5, 11, tzinfo=UTC))
    assert orders(cast) == []
    wait_until(cast, datetime(2027, 1, 5, 12, tzinfo=UTC))
    (order,) = orders(cast)
    assert order.window is None
    assert order.scope.due_at == datetime(2027, 1, 25, 23, tzinfo=UTC)


def test_a_machine_that_was_off_creates_what_is_still_worth_it_and_says_what_is_not(cast: Cast) -> None:
    """P.27: daily rounds, two days of buffer, off from the 1st to the 10th."""
    plan(cast, "every day", date(2026, 12, 1), room=c.Room(days_ahead=0, late_days=2), hours=HOURS)
    switched_off_until(cast, datetime(2026, 12, 10, 20, tzinfo=UTC))
    assert decided(cast) == [
        *((f"2026-12-{day:02}", SKIPPED) for day in range(1, 8)),
        *((f"2026-12-{day:02}", CREATED) for day in range(8, 11)),
    ]
    assert [each.window for each in orders(cast)] == [None, None, None]
    wait_until(cast, datetime(2026, 12, 10, 20, 10, tzinfo=UTC))
    (digest,) = cast.told("plans-digest")
    assert len(digest.context["event"]["passed"]) == 7
    assert digest.context["event"]["created"][0].endswith(
        "Tue 8 Dec 2026 (its hours had gone by: schedule it)"
    )
    check_whole(cast)


def test_one_digest_a_day_tells_all_and_a_later_one_only_what_is_new(cast: Cast) -> None:
    """L4: at eight, in the company's morning, not a ping each."""
    for title in ("Filters", "Pumps", "Doors"):
        plan(cast, "every week", date(2026, 12, 8), content=replace(FILTERS, title=title))
    wait_until(cast, datetime(2026, 11, 24, 14, 0, tzinfo=UTC))
    (digest,) = cast.told("plans-digest")
    assert [line.split(",")[0] for line in digest.context["event"]["created"]] == [
        "WO-1 Filters", "WO-2 Pumps", "WO-3 Doors",
    ]  # fmt: skip
    assert (digest.work_order_id, digest.recipient, digest.ping) == (None, "channel:dispatch", False)
    wait_until(cast, datetime(2026, 12, 1, 18, 0, tzinfo=UTC))
    assert [len(each.context["event"]["created"]) for each in cast.told("plans-digest")] == [3, 3]
    assert [each.ping for each in cast.told() if each.recipient == "channel:dispatch"].count(True) == 0


def test_what_is_created_after_the_digest_waits_for_the_next(cast: Cast) -> None:
    plan(cast, "every year", date(2026, 12, 8))
    wait_until(cast, datetime(2026, 11, 24, 18, tzinfo=UTC))
    plan(cast, "every year", date(2026, 12, 7))
    wait_until(cast, datetime(2026, 11, 25, 13, 59, tzinfo=UTC))
    assert len(cast.told("plans-digest")) == 1
    wait_until(cast, datetime(2026, 11, 25, 14, 0, tzinfo=UTC))
    assert len(cast.told("plans-digest")) == 2


def test_a_paused_plan_creates_nothing_and_what_fell_into_the_pause_stays_out(cast: Cast) -> None:
    number = plan(cast, "every monday", date(2026, 12, 7), room=c.Room(days_ahead=1))
    cast.do(cast.dora, c.PausePlan(plan=number))
    wait_until(cast, datetime(2026, 12, 15, 18, tzinfo=UTC))
    assert orders(cast) == []
    with pytest.raises(State, match="is paused, so it can't be paused"):
        cast.do(cast.dora, c.PausePlan(plan=number))
    cast.do(cast.dora, c.ResumePlan(plan=number))
    wait_until(cast, datetime(2026, 12, 22, 18, tzinfo=UTC))
    assert decided(cast) == [("2026-12-21", CREATED)]


def test_a_stopped_plan_is_over_and_its_work_orders_stay(cast: Cast) -> None:
    number = plan(cast, "every monday", date(2026, 12, 7))
    wait_until(cast, datetime(2026, 11, 23, 16, tzinfo=UTC))
    cast.do(cast.dora, c.StopPlan(plan=number))
    wait_until(cast, datetime(2027, 3, 1, tzinfo=UTC))
    assert [each.main for each in orders(cast)] == [Main.READY]
    with pytest.raises(State):
        cast.do(cast.dora, c.ResumePlan(plan=number))


def test_a_plan_that_began_long_ago_keeps_its_rhythm_and_makes_up_for_nothing(cast: Cast) -> None:
    plan(cast, "every 2 weeks", date(2020, 1, 6))
    wait_until(cast, datetime(2026, 11, 23, 18, tzinfo=UTC))
    assert [day for day, _status in decided(cast)] == ["2026-11-30"]


def test_the_plans_technician_gets_it_if_they_can_go(cast: Cast) -> None:
    toms = replace(FILTERS, technician_id=cast.tom.technician_id, minutes=120)
    plan(cast, "every year", date(2026, 12, 8), content=toms, hours=HOURS)
    plan(cast, "every year", date(2026, 12, 8), content=toms, hours=HOURS)
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))
    first, second = orders(cast)
    assert first.technician is not None
    assert (first.technician.name, second.technician) == ("Tom Tran", None)
    (digest,) = cast.told("plans-digest")
    assert f"(Tom Tran has {first.reference} 9:00–11:00 am" in digest.context["event"]["created"][1]


def test_a_template_fills_in_what_is_not_said(cast: Cast) -> None:
    """S0.47: then only the site, the technician and the days are needed."""
    plan(cast, "every year", date(2026, 12, 8), content=c.Create(template_id=cast.things.template))
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))
    (order,) = orders(cast)
    assert (order.title, order.type) == ("Yearly fire inspection", "inspection")
    assert [item.name for item in order.items] == ["Panel", "Report"]


def test_a_day_can_be_decided_only_once_whoever_writes_it(cast: Cast) -> None:
    """L4: the guard is in the database."""
    plan(cast, "every year", date(2026, 12, 8))
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))

    def again(session: Any) -> None:
        known = session.scalars(select(PlanOccurrence)).one()
        session.add(
            PlanOccurrence(
                company_id=known.company_id,
                plan_id=known.plan_id,
                day=known.day,
                status=OccurrenceStatus.SKIPPED,
            )
        )

    with pytest.raises(IntegrityError, match="uq_plan_occurrences_day"):
        cast.run(again)


def test_a_timer_that_rings_early_or_again_does_nothing(cast: Cast) -> None:
    """I14."""
    plan(cast, "every year", date(2027, 12, 8))
    cast.run(lambda session: setattr(session.scalars(select(Timer)).one(), "due_at", cast.clock()))
    assert cast.desk.run_timers() == 1
    assert (orders(cast), decided(cast)) == ([], [])
    assert cast.timers() == ["run_plan"]


def test_time_off_is_looked_at_when_the_work_order_is_created(cast: Cast) -> None:
    plan(
        cast,
        "every year",
        date(2026, 12, 8),
        content=replace(FILTERS, technician_id=cast.tom.technician_id),
        hours=HOURS,
    )
    off = c.TakeTimeOff(
        staff_id=cast.tom.id or 0,
        starts_at=datetime(2026, 12, 8, 6, tzinfo=UTC),
        ends_at=datetime(2026, 12, 9, 6, tzinfo=UTC),
        reason=OffReason.PTO,
    )
    cast.do(cast.dora, off)
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))
    (order,) = orders(cast)
    assert order.technician is None
    (digest,) = cast.told("plans-digest")
    assert digest.context["event"]["created"][0].endswith("(Tom Tran is off 8 Dec (pto).)")


def test_another_company_sees_nothing_of_it(cast: Cast) -> None:
    plan(cast, "every year", date(2026, 12, 8))
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))
    for command in (c.StopPlan(plan=1), c.SkipOccurrence(plan=1, day=date(2026, 12, 8))):
        with pytest.raises(Missing):
            cast.do(cast.eve, command)
