"""Until when an offer can be answered, and what an answer after that is worth (L39, lifecycle §8)."""

from datetime import UTC, datetime, timedelta

import pytest

from core import commands as c
from core.model import Card, CardKind, OfferStatus, Priority, Staff
from core.refusals import Expired, Gone, State, Taken
from tests.cast import FRIDAY, Cast, window
from tests.core.offers.office import (
    accept,
    asked,
    decline,
    id_of,
    mine,
    names,
    offer,
    offers,
    said,
    technician,
    works,
)

EIGHT_TO_FIVE = {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
HALF_PAST_FIVE = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
"""Monday in Chicago."""
TUESDAY_EIGHT, TUESDAY_TWO = window(24, 8, 10), window(24, 14, 16)


def at_chicago(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, minute=minute, tzinfo=UTC) + timedelta(hours=hour + 6)


UNTIL = (
    #  offered at           priority             visit         open until
    (at_chicago(23, 9),     Priority.NORMAL,     TUESDAY_TWO,  at_chicago(23, 9, 30)),
    (at_chicago(23, 16, 45), Priority.NORMAL,    TUESDAY_TWO,  at_chicago(24, 8, 15)),
    (HALF_PAST_FIVE,        Priority.NORMAL,     TUESDAY_TWO,  at_chicago(24, 8, 30)),
    (HALF_PAST_FIVE,        Priority.HIGH,       TUESDAY_TWO,  at_chicago(24, 8, 30)),
    (HALF_PAST_FIVE,        Priority.EMERGENCY,  TUESDAY_TWO,  at_chicago(23, 18)),
    (HALF_PAST_FIVE,        Priority.EMERGENCY,  TUESDAY_EIGHT, at_chicago(23, 18)),
    (HALF_PAST_FIVE,        Priority.NORMAL,     TUESDAY_EIGHT, None),
    (at_chicago(24, 6),     Priority.NORMAL,     TUESDAY_EIGHT, None),
    (at_chicago(24, 7, 30), Priority.EMERGENCY,  TUESDAY_EIGHT, None),
)  # fmt: skip


@pytest.mark.parametrize(("now", "priority", "visit", "until"), UNTIL)
def test_the_clock_of_an_offer_runs_in_working_hours(
    cast: Cast, now: datetime, priority: Priority, visit: c.Window, until: datetime | None
) -> None:
    """§8: offered at 17:30 for 08:00, nobody could be asked in time, so somebody decides now."""
    for person in (cast.tom, cast.tina):
        works(cast, person, **EIGHT_TO_FIVE)
    number = cast.scheduled_order(visit)
    if priority is not Priority.NORMAL:
        cast.do(cast.dora, c.Edit(order=number, priority=priority))
    cast.clock.now = now
    events = offer(cast, number, cast.tom)
    if until is None:
        assert events == ("visit.escalated",)
        assert said(cast, number, "visit.escalated")["left_out"] == [
            "Tom Tran could not answer in time: it begins too soon."
        ]
    else:
        assert [each.expires_at for each in offers(cast, number)] == [until]


def test_an_offer_ends_before_somebody_else_would_have_to_set_off(cast: Cast) -> None:
    """§8: never into the travel and the margin before the visit."""
    number = cast.scheduled_order(window(23, 10, 12))
    assert offer(cast, number) == ("visit.escalated",)
    later = cast.scheduled_order(window(23, 11, 13))
    offer(cast, later)
    (only,) = offers(cast, later)
    assert only.expires_at <= window(23, 11, 13).start - timedelta(minutes=30 + 14)


def test_l39_whoever_does_not_answer_is_followed_by_the_next(cast: Cast) -> None:
    """L39."""
    number = cast.scheduled_order()
    offer(cast, number)
    cast.clock.forward(minutes=30)
    assert cast.desk.run_timers() == 1
    assert [each.status for each in offers(cast, number)] == [OfferStatus.EXPIRED, OfferStatus.OPEN]
    assert asked(cast, number) == ["Tina Torres"]
    cast.clock.forward(minutes=30)
    cast.desk.run_timers()
    assert said(cast, number, "visit.escalated")["reasons"] == [
        "Tom Tran did not answer in time",
        "Tina Torres did not answer in time",
    ]


def test_each_has_their_own_clock(cast: Cast) -> None:
    works(cast, cast.tina, mon=[["13:00", "17:00"]], tue=[["13:00", "17:00"]])
    number = cast.scheduled_order(window(24, 14, 16))
    offer(cast, number, at_a_time=0)
    until = {each.technician.name: each.expires_at for each in offers(cast, number)}
    assert until == {"Tom Tran": at_chicago(23, 9, 30), "Tina Torres": at_chicago(23, 13, 30)}
    cast.clock.now = at_chicago(23, 9, 30)
    cast.desk.run_timers()
    assert asked(cast, number) == ["Tina Torres"]


def test_a_late_yes_assigns_nobody_and_goes_to_the_coordinator(cast: Cast) -> None:
    """§8: an accept never resurrects anything; a person decides with one tap."""
    number = cast.scheduled_order()
    offer(cast, number, cast.tom)
    cast.clock.forward(minutes=45)
    cast.desk.run_timers()
    assert accept(cast, number, cast.tom) == ("offer.accepted-late",)
    assert technician(cast, number) is None
    assert late_cards(cast) == 1
    with pytest.raises(State, match="Your dispatcher knows"):
        accept(cast, number, cast.tom)
    cast.do(cast.dora, c.Assign(order=number, technician_id=id_of(cast.tom)))
    assert technician(cast, number) == "Tom Tran"


def test_a_yes_that_comes_before_its_timer_but_after_its_time_is_late(cast: Cast) -> None:
    number = cast.scheduled_order()
    offer(cast, number)
    cast.clock.forward(minutes=31)
    assert accept(cast, number, cast.tom) == ("offer.expired", "offer.accepted-late", "visit.offered")
    assert asked(cast, number) == ["Tina Torres"]
    accept(cast, number, cast.tina)
    with pytest.raises(Expired, match="Tina Torres took WO-1 at 9:31 am"):
        accept(cast, number, cast.tom)


LATE = (
    # what happened meanwhile                                              the refusal, and what it says
    (lambda k, n: k.do(k.dora, c.Assign(order=n, technician_id=id_of(k.tina))), Expired, "is Tina Torres's"),
    (lambda k, n: k.do(k.dora, c.Cancel(order=n, reason="moved house")),        Expired, "has expired"),
    (lambda k, n: k.do(k.dora, c.Reschedule(order=n, window=FRIDAY, reason="rain")), Expired, "has expired"),
)  # fmt: skip


@pytest.mark.parametrize(("meanwhile", "refusal", "words"), LATE, ids=["assigned", "cancelled", "moved"])
def test_a_late_yes_never_brings_anything_back(
    cast: Cast, meanwhile: object, refusal: type[Exception], words: str
) -> None:
    """§8."""
    number = cast.scheduled_order()
    offer(cast, number, cast.tom)
    old = mine(cast, number, cast.tom)
    cast.clock.forward(minutes=31)
    cast.desk.run_timers()
    meanwhile(cast, number)  # type: ignore[operator]
    before = names(cast, number)
    with pytest.raises(refusal, match=words):
        cast.do(cast.tom, c.AcceptOffer(order=number, offer_id=old))
    assert names(cast, number) == before
    assert late_cards(cast) == 0


def test_h6_whoever_taps_after_a_cancellation_reads_who_and_when(cast: Cast) -> None:
    """H6, L65: and why, on their own clock."""
    number = cast.scheduled_order()
    offer(cast, number, at_a_time=0)
    cast.run(lambda session: setattr(session.get(Staff, cast.tom.id), "zone", "America/New_York"))
    cast.clock.forward(minutes=5)
    cast.do(cast.dora, c.Cancel(order=number, reason="moved house"))
    with pytest.raises(Gone, match=r"WO-1 was cancelled at 10:05 am by Dora Diaz: moved house\."):
        accept(cast, number, cast.tom)
    with pytest.raises(State):
        decline(cast, number, cast.tina)


def test_the_loser_reads_who_and_when(cast: Cast) -> None:
    """L37."""
    number = cast.scheduled_order()
    offer(cast, number, at_a_time=0)
    accept(cast, number, cast.tina)
    with pytest.raises(Taken, match="Tina Torres took WO-1 at 9:00 am"):
        accept(cast, number, cast.tom)


def late_cards(cast: Cast) -> int:
    found: int = cast.run(lambda session: session.query(Card).filter_by(kind=CardKind.LATE_ACCEPT).count())
    return found
