"""The hour of a visit inside the wider window the customer was promised: lifecycle §2.2, I5."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from core import commands as c
from core import queries
from core.desk import CONSTRAINTS
from core.model import Confirmation, Visit
from core.people import Actor
from core.refusals import Busy, Missing, Perm, Refusal, State, Time
from tests.cast import Cast, window

MORNING = window(26, 8, 12)
"""Thursday, eight to twelve."""


def at(hour: int, minute: int = 0, day: int = 26) -> datetime:
    return window(day, hour, hour + 1).start + timedelta(minutes=minute)


def tom(cast: Cast) -> int:
    assert cast.tom.technician_id is not None
    return cast.tom.technician_id


def promised(cast: Cast, *, technician: bool = True) -> int:
    """Confirmed for Thursday morning; Tom has it, if anybody."""
    number = cast.new_order(
        c.Schedule(window=MORNING), *((c.Assign(technician_id=tom(cast)),) if technician else ())
    )
    rev = cast.read(cast.dora, queries.order(number)).schedule_rev
    cast.do(cast.cara, c.Confirm(order=number, for_rev=rev, words="yes"))
    return number


def plan_of(cast: Cast, number: int) -> tuple[datetime, datetime] | None:
    planned = cast.read(cast.dora, queries.order(number)).planned
    return (planned.start, planned.end) if planned else None


def test_a_wide_promise_leaves_the_hour_open_until_it_is_planned(cast: Cast) -> None:
    """The window and the customer's yes stay; only the technician and the office hear of it."""
    number = promised(cast)
    assert plan_of(cast, number) is None
    mails = [told.name for told in cast.told() if told.channel == "email"]
    cast.do(cast.dora, c.PlanVisit(order=number, start=at(10, 30), minutes=90))
    view = cast.read(cast.dora, queries.order(number))
    assert plan_of(cast, number) == (at(10, 30), at(12))
    assert (view.window.start, view.window.end) == (MORNING.start, MORNING.end) if view.window else False
    assert (view.confirmation, view.schedule_rev) == (Confirmation.CONFIRMED, 1)
    assert [told.ping for told in cast.told("visit-planned-technician")] == [True]
    assert [told.name for told in cast.told() if told.channel == "email"] == mails


def test_scheduled_and_planned_in_one_breath(cast: Cast) -> None:
    """`/wo schedule 12 thu 8-12 at 10:30 for 90m`."""
    number = cast.new_order()
    cast.do(
        cast.dora,
        c.Schedule(order=number, window=MORNING),
        c.PlanVisit(order=number, start=at(10, 30), minutes=90),
        c.Assign(order=number, technician_id=tom(cast)),
    )
    assert plan_of(cast, number) == (at(10, 30), at(12))


# fmt: off
REFUSED = [
    # who               what                                                           what is refused
    (("dora"),  c.PlanVisit(start=at(12)),                                  Time,    "The customer was promised Thu, Nov 26, 8:00 am–12:00 pm, and Thu, Nov 26, 12:00 pm is outside. Move the visit"),
    (("dora"),  c.PlanVisit(start=at(7, 59)),                               Time,    "is outside"),
    (("dora"),  c.PlanVisit(start=at(9, day=27)),                           Time,    "is outside"),
    (("dora"),  c.PlanVisit(),                                              Missing, "Missing: the hour, or how long."),
    (("dora"),  c.PlanVisit(minutes=0),                                     Missing, "A visit takes 1 to 1440 minutes."),
    (("dora"),  c.PlanVisit(open_hour=True),                                State,   "has no planned hour"),
    (("tom"),   c.PlanVisit(start=at(9)),                                   Perm,    "only a dispatcher"),
    (("cara"),  c.PlanVisit(start=at(9)),                                   Perm,    "only a dispatcher"),
]
# fmt: on


@pytest.mark.parametrize(("who", "command", "refusal", "words"), REFUSED)
def test_an_hour_that_can_not_be_is_refused(
    cast: Cast, who: str, command: c.PlanVisit, refusal: type[Refusal], words: str
) -> None:
    number = promised(cast)
    actor: Actor = getattr(cast, who)
    with pytest.raises(refusal) as refused:
        cast.do(actor, c.PlanVisit(**{**vars(command), "order": number}))
    assert words in refused.value.words
    assert plan_of(cast, number) is None


def test_an_hour_that_has_passed_is_refused(cast: Cast) -> None:
    number = promised(cast)
    cast.clock.now = at(10)
    with pytest.raises(Time, match="9:30 am has passed"):
        cast.do(cast.dora, c.PlanVisit(order=number, start=at(9, 30)))


def test_without_a_window_there_is_no_hour_in_it(cast: Cast) -> None:
    number = cast.new_order()
    with pytest.raises(Missing, match="has no window yet"):
        cast.do(cast.dora, c.PlanVisit(order=number, start=at(9)))


def test_the_technician_must_be_free_then_unless_a_supervisor_says_why(cast: Cast) -> None:
    """I5: two mornings are promised; their hours must not meet, nor leave no time for the way."""
    first, second = promised(cast), promised(cast)
    cast.do(cast.dora, c.PlanVisit(order=first, start=at(9), minutes=60))
    with pytest.raises(Busy, match="Tom Tran has WO-1"):
        cast.do(cast.dora, c.PlanVisit(order=second, start=at(9, 30)))
    with pytest.raises(Perm, match="Only a supervisor"):
        cast.do(cast.dora, c.PlanVisit(order=second, start=at(9, 30), override="same building"))
    cast.do(cast.sue, c.PlanVisit(order=second, start=at(9, 30), override="same building"))
    assert plan_of(cast, second) == (at(9, 30), at(10, 30))
    assert cast.told("visit-planned")[-1].context["event"]["override"] == "same building"
    cast.do(cast.dora, c.PlanVisit(order=second, start=at(10, 30)))
    assert not cast.run(
        lambda session: session.scalars(select(Visit.overridden).order_by(Visit.id.desc()).limit(1)).one()
    ), "what needs no reason has none"


def test_nobody_assigned_means_nobody_to_be_free(cast: Cast) -> None:
    number = promised(cast, technician=False)
    cast.do(cast.dora, c.PlanVisit(order=number, start=at(9)))
    assert plan_of(cast, number) == (at(9), at(10))
    assert cast.told("visit-planned-technician") == []


def test_only_another_length_moves_the_end(cast: Cast) -> None:
    number = promised(cast)
    cast.do(cast.dora, c.PlanVisit(order=number, start=at(9)))
    cast.do(cast.dora, c.PlanVisit(order=number, minutes=120))
    assert plan_of(cast, number) == (at(9), at(11))
    with pytest.raises(State, match="planned so already"):
        cast.do(cast.dora, c.PlanVisit(order=number, start=at(9)))


def test_the_hour_can_be_left_open_again(cast: Cast) -> None:
    number = promised(cast)
    cast.do(cast.dora, c.PlanVisit(order=number, start=at(9)))
    cast.do(cast.dora, c.PlanVisit(order=number, open_hour=True))
    assert plan_of(cast, number) is None
    assert len(cast.told("visit-planned-technician")) == 2


def test_another_window_makes_another_plan(cast: Cast) -> None:
    """L21."""
    number = promised(cast)
    cast.do(cast.dora, c.PlanVisit(order=number, start=at(9)))
    cast.do(cast.dora, c.Reschedule(order=number, window=window(27, 8, 12), reason="customer called"))
    assert plan_of(cast, number) is None


@pytest.mark.parametrize("hour", [at(7, 59), at(12), at(10, day=27)])
def test_the_database_itself_holds_no_hour_outside_the_promise(cast: Cast, hour: datetime) -> None:
    """I5: whatever writes it; should a command ever come to that, it is answered with a sentence."""
    promised(cast)
    plan = update(Visit).values(planned_start=hour, planned_end=hour + timedelta(minutes=30))
    with pytest.raises(IntegrityError, match="ck_visits_planned_as_promised"):
        cast.run(lambda session: session.execute(plan))
    assert "must lie within the window" in CONSTRAINTS["ck_visits_planned_as_promised"].words
