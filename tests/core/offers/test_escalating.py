"""Nobody took it: who is asked to decide, who next, and what stops that (S0.44, L40, P.42). Each step once."""

from collections.abc import Callable

import pytest
from sqlalchemy import update

from core import commands as c
from core.model import HoldReason, Staff
from core.refusals import Perm
from core.timers import ASK_GROUP, ASK_SUPERVISOR
from tests.cast import FRIDAY, Cast
from tests.core.offers.office import accept, decline, id_of, names, offer, said, switch, timer_kinds

CHAIN = {ASK_GROUP, ASK_SUPERVISOR}
NEVER = {"sun": [["03:00", "03:01"]]}


def escalated(cast: Cast) -> int:
    """A work order that Tom and Tina declined."""
    number = cast.scheduled_order()
    offer(cast, number)
    decline(cast, number, cast.tom)
    decline(cast, number, cast.tina)
    return number


def time_passes(cast: Cast, minutes: int) -> None:
    cast.clock.forward(minutes=minutes)
    cast.desk.run_timers()


def steps(cast: Cast, number: int) -> list[str]:
    told = cast.told("escalated-further", number)
    return [each.context["event"]["step"] for each in told]


def test_p_42_the_chain_asks_the_supervisor_and_then_everybody_once(cast: Cast) -> None:
    """P.42: coordinator, ten minutes later the supervisor, ten minutes later the whole group."""
    number = escalated(cast)
    assert said(cast, number, "visit.escalated")["on_duty"]["name"] == "Dora Diaz"
    time_passes(cast, 9)
    assert steps(cast, number) == []
    time_passes(cast, 1)
    assert [each["name"] for each in said(cast, number, "visit.escalated-further")["people"]] == ["Sue Shaw"]
    time_passes(cast, 10)
    assert {"Dora Diaz", "Sue Shaw"} <= {
        each["name"] for each in said(cast, number, "visit.escalated-further")["people"]
    }
    time_passes(cast, 600)
    assert steps(cast, number) == ["supervisor", "group"]


def test_a_late_timer_of_the_chain_asks_nobody_twice(cast: Cast) -> None:
    """I14: both steps are due when the loop comes back; each is done once, in order."""
    number = escalated(cast)
    time_passes(cast, 60)
    time_passes(cast, 60)
    assert steps(cast, number) == ["supervisor", "group"]


def test_with_nobody_on_shift_no_name_is_given(cast: Cast) -> None:
    """The whole channel has to see it."""
    number = cast.scheduled_order()
    cast.run(lambda session: session.execute(update(Staff).values(hours=NEVER)))
    assert offer(cast, number) == ("visit.escalated",)
    assert said(cast, number, "visit.escalated")["on_duty"] is None


SEEN_TO: dict[str, Callable[[Cast, int], object]] = {
    "taken by the coordinator": lambda k, n: k.do(k.dora, c.Take(order=n)),
    "taken by the supervisor":  lambda k, n: k.do(k.sue, c.Take(order=n)),
    "assigned":                 lambda k, n: k.do(k.dora, c.Assign(order=n, technician_id=id_of(k.tom))),
    "offered again":            lambda k, n: offer(k, n, k.tom),
    "moved":                    lambda k, n: k.do(k.dora, c.Reschedule(order=n, window=FRIDAY, reason="rain")),
    "put on hold":              lambda k, n: k.do(k.dora, c.Hold(order=n, reason=HoldReason.PARTS)),
    "cancelled":                lambda k, n: k.do(k.dora, c.Cancel(order=n, reason="moved house")),
}  # fmt: skip


@pytest.mark.parametrize("how", SEEN_TO)
def test_whoever_sees_to_it_stops_the_chain(cast: Cast, how: str) -> None:
    """P.42: an acknowledgement, or any command that settles it."""
    number = escalated(cast)
    SEEN_TO[how](cast, number)
    assert not CHAIN & set(timer_kinds(cast))
    time_passes(cast, 25)
    assert steps(cast, number) == []


def test_the_coordinator_may_take_what_is_theirs_to_say_that_they_see_to_it(cast: Cast) -> None:
    number = escalated(cast)
    assert cast.do(cast.dora, c.Take(order=number)).events == ("visit.escalation-acknowledged",)
    assert cast.do(cast.sue, c.Take(order=number)).events == ("order.taken",)


def test_a_second_escalation_asks_anew(cast: Cast) -> None:
    number = escalated(cast)
    cast.do(cast.dora, c.Take(order=number))
    offer(cast, number, cast.tom)
    decline(cast, number, cast.tom)
    time_passes(cast, 10)
    assert steps(cast, number) == ["supervisor"]


def test_an_undone_decline_takes_the_escalation_back(cast: Cast) -> None:
    """§12: and the offer that followed, if nobody acted on it."""
    switch(cast, undo_seconds=60)
    number = cast.scheduled_order()
    offer(cast, number)
    decline(cast, number, cast.tom)
    cast.do(cast.tom, c.Undo(order=number))
    accept(cast, number, cast.tom)
    assert not CHAIN & set(timer_kinds(cast))
    assert names(cast, number)[-2:] == ["offer.accepted", "visit.assigned"]


def test_what_was_taken_back_can_be_offered_again_in_the_same_round(cast: Cast) -> None:
    """§12: Tina's offer was withdrawn with Tom's decline; when he declines again she is asked again."""
    switch(cast, undo_seconds=60)
    number = cast.scheduled_order()
    offer(cast, number)
    decline(cast, number, cast.tom)
    cast.do(cast.tom, c.Undo(order=number))
    decline(cast, number, cast.tom)
    assert accept(cast, number, cast.tina) == ("offer.accepted", "visit.assigned")


def test_a_decline_can_no_longer_be_undone_once_the_next_has_answered(cast: Cast) -> None:
    switch(cast, undo_seconds=60)
    number = cast.scheduled_order()
    offer(cast, number)
    decline(cast, number, cast.tom)
    accept(cast, number, cast.tina)
    with pytest.raises(Perm, match="only"):
        cast.do(cast.tom, c.Undo(order=number))
