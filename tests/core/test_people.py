"""Hours, time off, skills and the duty list: as the company's description says them, and who is asked when it is late."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core.availability.loading import plain_skills, workers
from core.duty import on_duty
from core.identity import slack_actor
from core.model import Company, Holiday, OffReason, Staff, TimeOff
from core.people import Actor
from core.refusals import Perm
from core.roster import BadRoster, apply_roster, read_roster
from tests.cast import Cast
from tests.core.november import at, span

NORTHGATE = """
[company]
name = "Northgate Inspections"
mailbox = "service"
zone = "America/Chicago"
slack_team_id = "T0NORTH"
dispatch_channel = "C0DISPATCH"

[[holidays]]
day = 2026-11-26
name = "Thanksgiving"
"""

TOM = """
[[staff]]
name = "Tom Tran"
email = "tom@northgate.example"
roles = ["technician"]
zone = "America/Detroit"
hours = "mon-fri 8:00-12:00 13:00-17:00, sat 9:00-12:00"
jobs_per_day = 4
hours_per_day = 6.5
skills = [{name = "Gas licence", valid_until = 2027-03-01}, {name = "Sprinklers"}]
off = [
  {start = 2026-12-24, end = 2026-12-26, reason = "pto"},
  {start = 2026-11-25T13:00:00, end = 2026-11-25T15:00:00, reason = "training"},
]
"""

# fmt: off
FAULTS = (
    # written                                                             the fault
    ('hours = "whenever"',                                                "staff.1.hours: “whenever” is no day of the week"),
    ('zone = "Mars/Olympus"',                                             "staff.1.zone: “Mars/Olympus” is no time zone"),
    ("jobs_per_day = 0",                                                  "staff.1.jobs_per_day: Input should be greater than or equal to 1"),
    ("off = [{start = 2026-12-26, end = 2026-12-24}]",                    "staff.1.off.1: ends before it starts"),
    ("off = [{start = 2026-12-24, end = 2026-12-26T12:00:00}]",           "staff.1.off.1: ends before it starts, or only one of the two has a time"),
    ('off = [{start = 2026-12-24, end = 2026-12-24, reason = "fishing"}]', "staff.1.off.1.reason: Input should be 'pto', 'training', 'sick' or 'other'"),
)

DORAS_WEEK = {"mon": [["08:00", "16:00"]]}
SHIFTS: tuple[tuple[int, dict[str, Any], dict[str, Any], str | None], ...] = (
    # on Monday at     Dora                                            Sue                                            who is asked
    (9,                {},                                             {},                                            "Dora Diaz"),
    (9,                {"hours": DORAS_WEEK},                          {},                                            "Dora Diaz"),
    (18,               {"hours": DORAS_WEEK},                          {"duty_order": 2},                             "Sue Shaw"),
    (18,               {"hours": DORAS_WEEK},                          {},                                            None),
    (18,               {"hours": DORAS_WEEK},                          {"duty_order": 2, "hours": DORAS_WEEK},        None),
    (9,                {"active": False},                              {"duty_order": 2},                             "Sue Shaw"),
    (8,                {"zone": "Europe/Berlin", "hours": DORAS_WEEK}, {"duty_order": 2},                             "Dora Diaz"),
    (11,               {"zone": "Europe/Berlin", "hours": DORAS_WEEK}, {"duty_order": 2},                             "Sue Shaw"),
)
# fmt: on


def describe(cast: Cast, *parts: str) -> None:
    roster = read_roster("\n".join((NORTHGATE, *parts)))
    cast.run(lambda session: apply_roster(session, roster))


def company_of(cast: Cast, session: Any) -> Company:
    company = session.get(Company, cast.company_id)
    assert isinstance(company, Company)
    return company


def test_a_description_says_when_people_work_and_what_they_can_do(cast: Cast) -> None:
    describe(cast, TOM)

    def look(session: Any) -> None:
        (tom,) = workers(
            session, company_of(cast, session), [cast.tom.technician_id or 0], span(25, 0, 24 - 1)
        )
        assert (tom.zone.key, tom.jobs_per_day, tom.minutes_per_day) == ("America/Detroit", 4, 390)
        assert tom.hours["sat"] == [["09:00", "12:00"]]
        assert {(skill.name, skill.valid_until) for skill in tom.skills} == {
            ("gas licence", date(2027, 3, 1)),
            ("sprinklers", None),
        }
        assert [(off.span.start, off.reason) for off in tom.off] == [(at(25, 12), "training")]
        assert session.scalars(select(Holiday.name)).all() == ["Thanksgiving"]

    cast.run(look)


def test_days_off_count_whole_and_with_the_last_one(cast: Cast) -> None:
    describe(cast, TOM)
    off = cast.run(lambda session: session.scalars(select(TimeOff).order_by(TimeOff.starts_at)).all())[-1]
    assert (off.starts_at, off.ends_at) == (
        datetime(2026, 12, 24, 5, tzinfo=UTC),
        datetime(2026, 12, 27, 5, tzinfo=UTC),
    )


def test_a_skill_that_can_run_out_is_a_licence(cast: Cast) -> None:
    describe(cast, TOM)
    names = ("gas licence", "sprinklers", "welding")
    plain = cast.run(lambda session: plain_skills(session, cast.company_id, names))
    assert plain == frozenset({"sprinklers"}), "what nobody knows may be a licence too"


def test_describing_somebody_again_changes_only_what_is_said(cast: Cast) -> None:
    describe(cast, TOM)
    describe(cast, TOM.partition("zone =")[0], "jobs_per_day = 5")
    describe(cast, TOM.partition("zone =")[0])

    def look(session: Any) -> None:
        (tom,) = workers(session, company_of(cast, session), [cast.tom.technician_id or 0], span(25, 0, 23))
        assert (tom.jobs_per_day, tom.minutes_per_day, len(tom.skills), len(tom.off)) == (5, 390, 2, 1)

    cast.run(look)


@pytest.mark.parametrize(("line", "fault"), FAULTS)
def test_a_fault_is_named_with_its_place(line: str, fault: str) -> None:
    person = '[[staff]]\nname = "Tom Tran"\nemail = "tom@northgate.example"\n'
    with pytest.raises(BadRoster, match=fault.replace("(", r"\(")):
        read_roster(f"{NORTHGATE}\n{person}{line}")


def in_slack(cast: Cast, user: str) -> Actor:
    """Whoever is behind that Slack user, with the keys they hold from now on."""
    actor: Actor | None = cast.run(lambda session: slack_actor(session, "T0NORTH", user))
    assert actor is not None
    return actor


def test_keys_come_with_roles_or_are_given_to_one_person(cast: Cast) -> None:
    """S1.29, S1.32: by whoever keeps the company's description, and taken back the same way."""
    create = c.Create(site_id=cast.site_id, type="repair", title="Leaking pump")
    describe(cast, TOM)
    with pytest.raises(Perm, match=r"work_orders\.create"):
        cast.do(in_slack(cast, "U0TOM"), create)
    describe(cast, TOM, 'extra_permissions = ["work_orders.create"]')
    assert cast.do(in_slack(cast, "U0TOM"), create).order == 1
    with pytest.raises(Perm, match=r"work_orders\.create"):
        cast.do(in_slack(cast, "U0TINA"), create)
    describe(cast, TOM)
    with pytest.raises(Perm, match=r"work_orders\.create"):
        cast.do(in_slack(cast, "U0TOM"), create)
    describe(cast, TOM.replace('roles = ["technician"]', 'roles = ["technician", "dispatcher"]'))
    assert cast.do(in_slack(cast, "U0TOM"), create).order == 2


def set_up(cast: Cast, person: int | None, **values: Any) -> None:
    def change(session: Any) -> None:
        for name, value in values.items():
            setattr(session.get(Staff, person), name, value)

    cast.run(change)


def asked_at(cast: Cast, hour: int) -> str | None:
    """Who is asked about Dora's work orders on Monday."""

    def look(session: Any) -> str | None:
        person = on_duty(session, company_of(cast, session), session.get(Staff, cast.dora.id), at(23, hour))
        return person.name if person else None

    name: str | None = cast.run(look)
    return name


@pytest.mark.parametrize(("hour", "dora", "sue", "asked"), SHIFTS)
def test_who_is_asked_when_it_cannot_wait(
    cast: Cast, hour: int, dora: dict[str, Any], sue: dict[str, Any], asked: str | None
) -> None:
    set_up(cast, cast.dora.id, **dora)
    set_up(cast, cast.sue.id, **sue)
    assert asked_at(cast, hour) == asked


def test_who_is_off_is_not_asked(cast: Cast) -> None:
    off = TimeOff(company_id=cast.company_id, staff_id=cast.dora.id, reason=OffReason.SICK)
    off.starts_at, off.ends_at = at(23, 8), at(23, 10)
    cast.run(lambda session: session.add(off))
    set_up(cast, cast.sue.id, duty_order=1)
    assert [asked_at(cast, hour) for hour in (7, 9, 10)] == ["Dora Diaz", "Sue Shaw", "Dora Diaz"]


def test_a_ping_names_whoever_is_on_duty_at_that_moment(cast: Cast) -> None:
    number = cast.scheduled_order()
    set_up(cast, cast.dora.id, hours={"sun": [["08:00", "09:00"]]})
    set_up(cast, cast.sue.id, duty_order=1)
    cast.do(cast.cara, c.DeclineVisit(order=number, for_rev=1, words="please don't come"))
    (line,) = [told for told in cast.told("visit-declined", number) if told.channel == "slack"]
    assert line.ping
    assert line.context["on_duty"] == {"name": "Sue Shaw", "slack_user_id": "U0SUE"}
