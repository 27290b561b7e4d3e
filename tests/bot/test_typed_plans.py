"""What people type after `/wo off` and `/wo plans`, and what is understood by it: N.25, P.27."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.intents import Act, Intent, Look
from bot.known import Known
from bot.slash import intent, parse
from core import commands as c
from core.model import HolidayRule, OffReason
from core.queries.views import DeviceTypeView, TemplateView, UnitView
from core.refusals import Refusal
from tests.bot import views

PANEL = UnitView(
    id=11, name="Fire alarm panel", model="Notifier NFS-320", serial="NF320-88412", site=views.ACME
)
YEARLY = TemplateView(id=21, name="Yearly inspection", type="inspection", title="Yearly fire inspection")
NOTIFIER = DeviceTypeView(id=31, name="Fire alarm panel", model="Notifier NFS-320")


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    """A moment of 2026, on the clock of Chicago."""
    return datetime(2026, month, day, hour + 6, minute, tzinfo=UTC)


def read(text: str, **more: Any) -> Intent:
    known = views.known(
        colleagues=(views.DORA, views.TOM, views.TINA),
        me=views.TOM.id,
        templates=(YEARLY,),
        device_types=(NOTIFIER,),
        **more,
    )
    assert isinstance(known, Known)
    return intent(parse(text), known)


def only(text: str, **more: Any) -> c.Command:
    did = read(text, **more)
    assert isinstance(did, Act)
    (command,) = did.commands
    return command


# fmt: off
OFF = (
    #   typed                                       who              from              to                     why                  more words
    ("off @tom thu-fri sick",                       views.TOM,       at(26, 0),        at(28, 0),             OffReason.SICK,      ""),
    ("off @tom thu – fri sick flu",                 views.TOM,       at(26, 0),        at(28, 0),             OffReason.SICK,      "flu"),
    ("off me tomorrow 13-17 training",              views.TOM,       at(24, 13),       at(24, 17),            OffReason.TRAINING,  ""),
    ("off tomorrow",                                views.TOM,       at(24, 0),        at(25, 0),             OffReason.OTHER,     ""),
    ("off <@U0TINA|tina> next week vacation",       views.TINA,      at(30, 0),        at(7, 0, month=12),    OffReason.PTO,       ""),
    ("off @dora nov 26 to dec 2 leave",             views.DORA,      at(26, 0),        at(3, 0, month=12),    OffReason.PTO,       ""),
    ("off @tom today from 13 dentist, back friday", views.TOM,       at(23, 13),       at(24, 0),             OffReason.OTHER,     "dentist back friday"),
    ("off @tom tomorrow afternoon",                 views.TOM,       at(24, 12),       at(24, 17),            OffReason.OTHER,     ""),
    ("off @tom 2026-12-24 to 2026-12-26 holidays",  views.TOM,       at(24, 0, month=12), at(27, 0, month=12), OffReason.PTO,      ""),
    ("off @tom today",                              views.TOM,       at(23, 0),        at(24, 0),             OffReason.OTHER,     ""),
)

PLANS = (
    ("plans pause 3",                               c.PausePlan(plan=3)),
    ("plans resume #3",                             c.ResumePlan(plan=3)),
    ("plans stop 3",                                c.StopPlan(plan=3)),
    ("plans skip 3 2027-07-05",                     c.SkipOccurrence(plan=3, day=date(2027, 7, 5))),
    ("recurring skip 3 friday",                     c.SkipOccurrence(plan=3, day=date(2026, 11, 27))),
    ("off cancel 7",                                c.CancelTimeOff(time_off_id=7)),
)

LOOKS = (
    ("off",             Look("absences")),
    ("off list",        Look("absences")),
    ("plans",           Look("plans")),
    ("plans list",      Look("plans")),
    ("plans show 3",    Look("plan", "3")),
)

REFUSED = (
    ("off @nora thu",                                                      "@nora is not one of your people"),
    ("off @tom",                                                           "Missing: when"),
    ("off @tom whenever",                                                  "`dec 24 to jan 2`"),
    ("off @tom thu 14:00",                                                 "does not say until when"),
    ("off @tom thu sick move to the moon",                                 "is no day to move to"),
    ("off cancel it",                                                      "`/wo off list` shows the numbers"),
    ("plans show",                                                         "Missing: which plan"),
    ("plans skip 3",                                                       "Missing: which day"),
    ("plans bake 3",                                                       "Say new, list, show"),
    ("plans new",                                                          "Missing: how often"),
    ('plans new now and then at "Acme HQ" "Filters"',                      "every 3 months"),
    ('plans new every year at "Acme HQ" "Filters" hours soon',             "are no hours"),
    ('plans new every year at "Acme HQ" "Filters" ahead soon',             "say how many days"),
    ('plans new every year at "Acme HQ" "Filters" from some day',       "Write it like 2027-01-15"),
)
# fmt: on


@pytest.mark.parametrize("row", OFF, ids=[row[0] for row in OFF])
def test_days_and_reason_are_read_on_the_persons_clock(row: tuple[Any, ...]) -> None:
    typed, person, starts_at, ends_at, reason, words = row
    assert only(typed) == c.TakeTimeOff(
        staff_id=person.id, starts_at=starts_at, ends_at=ends_at, reason=reason, words=words
    )


def test_a_new_day_moves_the_visits() -> None:
    command = only("off @tom thu sick, move to monday")
    assert isinstance(command, c.TakeTimeOff)
    assert (command.starts_at, command.reason, command.moves_to) == (
        at(26, 0),
        OffReason.SICK,
        date(2026, 11, 30),
    )


@pytest.mark.parametrize(("typed", "meant"), PLANS, ids=[row[0] for row in PLANS])
def test_words_become_a_command(typed: str, meant: c.Command) -> None:
    assert only(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), LOOKS, ids=[row[0] for row in LOOKS])
def test_words_become_a_look(typed: str, meant: Look) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize(("typed", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_read_is_refused_with_the_next_step(typed: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(typed)
    assert words in refused.value.words


def test_a_plan_in_one_line() -> None:
    typed = (
        'plans new every 3 months at "Acme HQ" "Filter change" from 2027-01-15 as maintenance hours 9-11 @tom '
        "ahead 21 early 2 late 5 except 2027-04-15, 2027-07-15 holidays skip"
    )
    assert only(typed) == c.MakePlan(
        content=c.Create(site_id=7, type="maintenance", title="Filter change", technician_id=41),
        recurrence=c.Recurrence(
            said="every 3 months",
            rule="FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=15",
            starts_on=date(2027, 1, 15),
            exclusions=(date(2027, 4, 15), date(2027, 7, 15)),
            on_holiday=HolidayRule.SKIP,
        ),
        hours=c.PlanHours(start="09:00", end="11:00"),
        room=c.Room(days_ahead=21, early_days=2, late_days=5),
    )


def test_a_template_says_the_rest_and_the_first_day_is_today() -> None:
    """S0.47."""
    command = only('plans new every month on the 2nd tuesday at "Acme HQ" as "yearly inspection"')
    assert isinstance(command, c.MakePlan)
    assert command.content == c.Create(site_id=7, template_id=21)
    assert (command.recurrence.rule, command.recurrence.starts_on) == (
        "FREQ=MONTHLY;BYDAY=+2TU",
        date(2026, 11, 23),
    )


def test_a_unit_stands_where_the_work_is() -> None:
    command = only(
        'plans new RRULE:FREQ=YEARLY at NF320-88412 "Battery test" as service hours day',
        units=(PANEL,),
        sites=(),
    )
    assert isinstance(command, c.MakePlan)
    assert command.content == c.Create(unit_id=11, type="service", title="Battery test")
    assert command.hours == c.PlanHours(start="08:00", end="17:00", date_only=True)


def test_some_weeks_after_an_installation() -> None:
    """S1.7."""
    command = only(
        'plans new 30-60 days after installation "First service" as service of "Notifier NFS-320" ahead 10'
    )
    assert command == c.MakePlan(
        content=c.Create(type="service", title="First service"),
        recurrence=c.Recurrence(
            said="30-60 days after installation of Notifier NFS-320", after_days=30, device_type_id=31
        ),
        room=c.Room(days_ahead=10, late_days=30),
    )
