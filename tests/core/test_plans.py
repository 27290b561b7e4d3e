"""Plans create their work orders by themselves, each once: L4, S0.47, S1.6, S1.7, S2.3, S2.51, P.27, U.9."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from core import commands as c
from core import queries
from core.model import (
    Equipment,
    Holiday,
    HolidayRule,
    Main,
    OccurrenceStatus,
    OffReason,
    Plan,
    PlanOccurrence,
    Site,
    Timer,
    WorkOrder,
)
from core.queries.views import OrderView
from core.recurrence import read_rule
from core.refusals import Missing, Perm, Refusal, State, Time
from core.replay import compare
from tests.cast import Cast, use_profile
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
    assert f"(Tom Tran has {first.reference} 9:00–11:00" in digest.context["event"]["created"][1]


def test_a_template_fills_in_what_is_not_said(cast: Cast) -> None:
    """S0.47: then only the site, the technician and the days are needed."""
    plan(cast, "every year", date(2026, 12, 8), content=c.Create(template_id=cast.things.template))
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))
    (order,) = orders(cast)
    assert (order.title, order.type) == ("Yearly fire inspection", "inspection")
    assert [item.name for item in order.items] == ["Panel", "Report"]


LANDS = [
    # profile         where it lands
    ("visit",         Main.READY),
    ("unit",          Main.READY),
    ("quote",         Main.DRAFT),
    ("appointment",   Main.READY),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "main"), LANDS, ids=[row[0] for row in LANDS])
def test_it_lands_where_a_new_work_order_lands(cast: Cast, profile: str, main: Main) -> None:
    """§4, S2.3, S2.51."""
    use_profile(cast, profile)
    content = {
        "unit": c.Create(unit_id=cast.things.panel, type="maintenance", title="Yearly service"),
        "appointment": c.Create(
            unit_id=cast.things.van,
            site_id=cast.site_id,
            service_type_id=cast.things.oil_change,
            technician_id=cast.tom.technician_id,
        ),
    }.get(profile, replace(FILTERS, site_id=cast.site_id))
    made = c.MakePlan(content=content, recurrence=when("every year", date(2026, 12, 8)), hours=HOURS)
    cast.do(cast.sue, made)
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))
    (order,) = orders(cast)
    assert order.main is main
    assert order.window is not None
    check_whole(cast)


MISSING = [
    # profile         what is said                      what is missing
    ("visit",         c.Create(),                       "Missing: site, title, type."),
    ("unit",          c.Create(),                       "Missing: type, unit."),
    ("quote",         c.Create(),                       "Missing: customer, service address."),
    ("appointment",   c.Create(),                       "Missing: customer, vehicle, service type, window, address, technician."),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "content", "words"), MISSING, ids=[row[0] for row in MISSING])
def test_what_a_profile_asks_for_is_asked_when_the_plan_is_made(
    cast: Cast, profile: str, content: c.Create, words: str
) -> None:
    """S1.28: all of it named at once, for nobody is there to ask when the work order is created."""
    use_profile(cast, profile)
    with pytest.raises(Missing) as refused:
        cast.do(cast.sue, c.MakePlan(content=content, recurrence=when("every year", date(2026, 12, 8))))
    assert refused.value.words.startswith(words)
    assert cast.count(Plan) == 0


def test_what_cannot_be_planned(cast: Cast) -> None:
    here = replace(FILTERS, site_id=cast.site_id)
    yearly = when("every year", date(2026, 12, 8))
    never = c.Recurrence(said="x", rule="FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", starts_on=date(2027, 1, 1))
    over = c.Recurrence(said="x", rule="FREQ=DAILY;COUNT=2", starts_on=date(2026, 1, 1))
    cases: list[tuple[c.MakePlan, type[Refusal], str]] = [
        (c.MakePlan(content=here, recurrence=never), Time, "names no day"),
        (c.MakePlan(content=here, recurrence=over), Time, "names no day"),
        (c.MakePlan(content=here, recurrence=c.Recurrence(said="x")), Missing, "Missing: when"),
        (c.MakePlan(content=here, recurrence=yearly, room=c.Room(days_ahead=400)), Time, "Days ahead"),
        (
            c.MakePlan(content=here, recurrence=yearly, hours=c.PlanHours(start="11:00", end="09:00")),
            Time,
            "end before",
        ),
        (c.MakePlan(content=replace(here, site_id=999), recurrence=yearly), Missing, "no such site"),
    ]
    for command, refusal, words in cases:
        with pytest.raises(refusal, match=words):
            cast.do(cast.dora, command)
    with pytest.raises(Perm):
        cast.do(cast.tom, c.MakePlan(content=here, recurrence=yearly))
    with pytest.raises(Missing, match="no plan 1"):
        cast.do(cast.eve, c.PausePlan(plan=1))


def test_what_cannot_be_created_is_told_and_not_tried_for_ever(cast: Cast) -> None:
    """The panel was taken to another site since."""
    at_the_panel = replace(FILTERS, unit_id=cast.things.panel)
    plan(cast, "every week", date(2026, 12, 8), content=at_the_panel)
    cast.run(
        lambda session: setattr(
            session.get_one(Equipment, cast.things.panel), "site_id", cast.things.cold_store
        )
    )
    wait_until(cast, datetime(2026, 11, 24, 15, tzinfo=UTC))
    assert orders(cast) == []
    (digest,) = cast.told("plans-digest")
    assert "it could not be created: The work is where" in digest.context["event"]["passed"][0]
    wait_until(cast, datetime(2026, 12, 1, 15, tzinfo=UTC))
    assert decided(cast) == [("2026-12-08", SKIPPED), ("2026-12-15", SKIPPED)]


def install(cast: Cast, unit_id: int) -> int:
    """Sue sees an installation through at Acme HQ; its number."""
    done = cast.do(
        cast.sue,
        c.Create(unit_id=unit_id, site_id=cast.site_id, type="installation", title="Install it"),
        c.Assign(technician_id=cast.tom.technician_id or 0),
    )
    number = done.order
    assert number is not None
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.Submit(order=number))
    cast.do(cast.sue, c.ApproveCompletion(order=number))
    return number


def new_unit(cast: Cast, serial: str) -> int:
    def add(session: Any) -> int:
        unit = Equipment(
            company_id=cast.company_id, customer_id=cast.things.acme, name=f"Panel {serial}", serial=serial
        )
        session.add(unit)
        session.flush()
        return unit.id

    found: int = cast.run(add)
    return found


def test_each_installed_unit_is_serviced_once_some_weeks_later(cast: Cast) -> None:
    """S1.7: one-off, 30 to 60 days after the installation."""
    use_profile(cast, "unit")
    service = c.Recurrence(said="30-60 days after installation", after_days=30)
    content = c.Create(type="service", title="First service")
    cast.do(
        cast.sue, c.MakePlan(content=content, recurrence=service, room=c.Room(days_ahead=5, late_days=30))
    )
    install(cast, new_unit(cast, "A1"))
    cast.clock.forward(days=3)
    install(cast, new_unit(cast, "A2"))
    wait_until(cast, datetime(2026, 12, 18, 11, tzinfo=UTC))
    assert len(orders(cast)) == 2
    wait_until(cast, datetime(2027, 6, 1, tzinfo=UTC))
    _one, _two, *services = orders(cast)
    assert [(each.title, each.scope.unit.serial if each.scope.unit else None) for each in services] == [
        ("First service", "A1"), ("First service", "A2"),
    ]  # fmt: skip
    assert [each.scope.due_at.date().isoformat() for each in services if each.scope.due_at] == [
        "2027-01-22",
        "2027-01-25",
    ]
    check_whole(cast)


def test_an_installation_before_the_plan_or_of_another_model_is_not_followed_up(cast: Cast) -> None:
    """S1.7."""
    use_profile(cast, "unit")
    install(cast, new_unit(cast, "B1"))
    service = c.Recurrence(
        said="30 days after installation of Notifier NFS-320",
        after_days=30,
        device_type_id=cast.things.device_type,
    )
    cast.do(cast.sue, c.MakePlan(content=c.Create(type="service", title="First service"), recurrence=service))
    install(cast, new_unit(cast, "B2"))
    assert cast.count(PlanOccurrence) == 0


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
