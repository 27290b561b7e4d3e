"""What a plan needs, where its work orders land, and what follows installations: L4, S1.7, S1.28, S2.3, S2.51."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from core import commands as c
from core.model import Company, Equipment, Main, OccurrenceStatus, Plan, PlanOccurrence
from core.refusals import Missing, Perm, Refusal, Time
from tests.cast import THURSDAY, Cast, use_profile
from tests.core.planned import (
    FILTERS,
    HOURS,
    SKIPPED,
    check_whole,
    decided,
    orders,
    plan,
    wait_until,
    when,
)

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


def test_an_installation_taken_back_is_followed_up_only_when_it_is_finished_again(cast: Cast) -> None:
    """S1.7, L77: once for the unit, counted from the day it was finished for good."""
    cast.run(
        lambda session: setattr(session.get_one(Company, cast.company_id), "policy", {"undo_seconds": 60})
    )
    service = c.Recurrence(said="30 days after installation", after_days=30)
    cast.do(cast.dora, c.MakePlan(content=c.Create(type="service", title="Service"), recurrence=service))
    unit_id = new_unit(cast, "C1")
    number = cast.do(
        cast.dora,
        c.Create(unit_id=unit_id, site_id=cast.site_id, type="installation", title="Install it"),
        c.Schedule(window=THURSDAY),
        c.Assign(technician_id=cast.tom.technician_id or 0),
    ).order
    cast.do(cast.tom, c.Start(order=number))
    cast.do(cast.tom, c.Complete(order=number))
    assert decided(cast) == [("2026-12-23", OccurrenceStatus.WAITING)]
    cast.do(cast.tom, c.Undo(order=number))
    assert decided(cast) == [("2026-12-23", SKIPPED)]
    cast.clock.forward(days=2)
    cast.do(cast.tom, c.Complete(order=number))
    assert decided(cast) == [("2026-12-25", OccurrenceStatus.WAITING)]
    check_whole(cast)
