"""Rounds: whom they ask, how many at a time, and who is next (S0.43, S0.44, L36–L39, P.2–P.6, P.45)."""

import pytest

from core import commands as c
from core.model import DeclineReason, OfferStatus
from core.refusals import Busy, Gone, Missing, Perm, State
from tests.cast import FRIDAY, Cast, use_profile
from tests.core.offers.office import (
    THURSDAY_NINE,
    accept,
    asked,
    decline,
    hire,
    id_of,
    latest_round,
    names,
    offer,
    offers,
    said,
    switch,
    technician,
)

# Of Tom, Tina and two more: Tom is nearest, then Tina.
EVERYBODY = {"Tom Tran", "Tina Torres", "Ada Abt", "Ben Bock"}
AT_A_TIME = (
    #  said    the switch   who is asked first
    (None,     1,           1),
    (None,     2,           2),
    (None,     0,           4),
    (1,        0,           1),
    (3,        1,           3),
    (0,        1,           4),
    (50,       1,           4),
)  # fmt: skip


@pytest.mark.parametrize(("at_a_time", "switched", "count"), AT_A_TIME)
def test_l36_so_many_are_asked_at_a_time(
    cast: Cast, at_a_time: int | None, switched: int, count: int
) -> None:
    """L36, P.4: ranked, everybody, or any number between; the profile has the usual one."""
    hire(cast, "Ada Abt", "Ben Bock")
    switch(cast, offers_at_a_time=switched)
    number = cast.scheduled_order()
    offer(cast, number, at_a_time=at_a_time)
    assert len(asked(cast, number)) == count
    assert set(asked(cast, number)) <= EVERYBODY


def test_s0_43_the_best_is_asked_and_after_a_decline_the_next_at_once(cast: Cast) -> None:
    """S0.43, L38: in the transaction of the decline."""
    number = cast.scheduled_order()
    offer(cast, number)
    assert asked(cast, number) == ["Tom Tran"]
    assert decline(cast, number, cast.tom) == ("offer.declined", "visit.offered")
    assert asked(cast, number) == ["Tina Torres"]
    assert accept(cast, number, cast.tina) == ("offer.accepted", "visit.assigned")
    assert technician(cast, number) == "Tina Torres"


def test_two_at_a_time_stay_two(cast: Cast) -> None:
    hire(cast, "Ada Abt")
    number = cast.scheduled_order()
    offer(cast, number, at_a_time=2)
    assert len(asked(cast, number)) == 2
    decline(cast, number, cast.tom)
    assert len(asked(cast, number)) == 2
    decline(cast, number, cast.tina)
    assert asked(cast, number) == ["Ada Abt"]


def test_those_named_are_asked_at_once_or_in_the_order_they_were_named(cast: Cast) -> None:
    first, second = cast.scheduled_order(), cast.scheduled_order(FRIDAY)
    offer(cast, first, cast.tina, cast.tom)
    assert asked(cast, first) == ["Tina Torres", "Tom Tran"]
    offer(cast, second, cast.tina, cast.tom, at_a_time=1)
    assert asked(cast, second) == ["Tina Torres"]


def test_s0_44_with_nobody_left_it_is_escalated_with_all_reasons(cast: Cast) -> None:
    """S0.44, L40."""
    number = cast.scheduled_order()
    offer(cast, number)
    decline(cast, number, cast.tom)
    last = decline(cast, number, cast.tina, DeclineReason.OTHER, "at the dentist")
    assert last == ("offer.declined", "visit.escalated")
    assert said(cast, number, "visit.escalated")["reasons"] == [
        "Tom Tran declined: too far",
        "Tina Torres declined: at the dentist",
    ]


def test_when_nobody_can_go_it_is_escalated_at_once(cast: Cast) -> None:
    """L36: at least one who can, else straight to L40, with why each cannot (P.5)."""
    cast.new_order(c.Schedule(window=THURSDAY_NINE), c.Assign(technician_id=id_of(cast.tom)))
    cast.new_order(c.Schedule(window=THURSDAY_NINE), c.Assign(technician_id=id_of(cast.tina)))
    long = c.Create(site_id=cast.site_id, type="repair", title="Pump", minutes=120)
    number = cast.do(cast.dora, long, c.Schedule(window=THURSDAY_NINE)).order or 0
    for person in (cast.tom, cast.tina):
        has = c.Create(site_id=cast.site_id, type="repair", title="Fan", minutes=120)
        cast.do(cast.sue, has, c.Schedule(window=THURSDAY_NINE), c.Assign(technician_id=id_of(person)))
    assert offer(cast, number) == ("visit.escalated",)
    left_out = said(cast, number, "visit.escalated")["left_out"]
    assert [sentence.split(" has ")[0] for sentence in left_out] == ["Tom Tran", "Tina Torres"]


def test_whoever_cannot_go_is_not_asked_and_whoever_is_named_all_the_same_is_refused(cast: Cast) -> None:
    """P.5: naming somebody who cannot go was a slip, or news."""
    has = c.Create(site_id=cast.site_id, type="repair", title="Fan", minutes=120)
    cast.do(cast.sue, has, c.Schedule(window=THURSDAY_NINE), c.Assign(technician_id=id_of(cast.tom)))
    long = c.Create(site_id=cast.site_id, type="repair", title="Pump", minutes=120)
    number = cast.do(cast.dora, long, c.Schedule(window=THURSDAY_NINE)).order or 0
    with pytest.raises(Busy, match="Tom Tran has WO-1"):
        offer(cast, number, cast.tom)
    offer(cast, number, at_a_time=0)
    assert asked(cast, number) == ["Tina Torres"]
    decline(cast, number, cast.tina)
    assert said(cast, number, "visit.escalated")["left_out"][0].startswith("Tom Tran has WO-1 ")


def test_nobody_is_asked_in_vain(cast: Cast) -> None:
    """Whoever is next is looked at again before they are asked."""
    cast.do(
        cast.sue,
        c.Create(site_id=cast.site_id, type="repair", title="Pump", minutes=120),
        c.Schedule(window=THURSDAY_NINE),
    )
    offer(cast, 1)
    has = c.Create(site_id=cast.site_id, type="repair", title="Fan", minutes=120)
    cast.do(cast.sue, has, c.Schedule(window=THURSDAY_NINE), c.Assign(technician_id=id_of(cast.tina)))
    assert decline(cast, 1, cast.tom) == ("offer.declined", "visit.escalated")
    assert "Tina Torres has WO-2" in str(said(cast, 1, "visit.escalated")["left_out"])


def test_p_45_a_round_in_flight_keeps_its_policy(cast: Cast) -> None:
    """P.45: who is asked, how many at a time and for how long were settled when it began."""
    number = cast.scheduled_order()
    offer(cast, number)
    switch(cast, offers_at_a_time=0, offer_minutes=5)
    hire(cast, "Ada Abt")
    cast.clock.forward(minutes=10)
    decline(cast, number, cast.tom)
    assert asked(cast, number) == ["Tina Torres"]
    (open_one,) = [each for each in offers(cast, number) if each.status is OfferStatus.OPEN]
    assert (open_one.expires_at - cast.clock()).total_seconds() == 30 * 60
    assert decline(cast, number, cast.tina)[-1] == "visit.escalated"
    kept = latest_round(cast)
    assert [each["name"] for each in kept.candidates] == ["Tom Tran", "Tina Torres"]
    assert kept.candidates[0]["travel_minutes"] < kept.candidates[1]["travel_minutes"]
    assert kept.policy == {"at_a_time": 1, "minutes": 30, "margin_minutes": 30, "escalation_minutes": 10}


def test_p_2_another_reason_is_said_in_words(cast: Cast) -> None:
    """P.2."""
    number = cast.scheduled_order()
    offer(cast, number)
    with pytest.raises(Missing, match="in your own words"):
        decline(cast, number, cast.tom, DeclineReason.OTHER, " ")
    decline(cast, number, cast.tom, DeclineReason.SAFETY, "the ladder is rotten")
    assert offers(cast, number)[0].reason == "safety, the ladder is rotten"


def test_p_3_whoever_declined_is_not_asked_again_but_can_be_named(cast: Cast) -> None:
    """P.3: for a day, and only by the machine."""
    number = cast.scheduled_order()
    offer(cast, number)
    decline(cast, number, cast.tom)
    decline(cast, number, cast.tina)
    offer(cast, number, cast.tom)
    assert asked(cast, number) == ["Tom Tran"]
    cast.do(cast.dora, c.WithdrawOffers(order=number))
    assert offer(cast, number) == ("visit.escalated",)
    cast.clock.forward(hours=25)
    offer(cast, number, at_a_time=0)
    assert sorted(asked(cast, number)) == ["Tina Torres", "Tom Tran"]


def test_l41_offers_can_be_taken_back_and_made_again(cast: Cast) -> None:
    """L41."""
    number = cast.scheduled_order()
    with pytest.raises(State, match="is not being offered to anybody"):
        cast.do(cast.dora, c.WithdrawOffers(order=number))
    offer(cast, number, at_a_time=0)
    with pytest.raises(State, match=f"/wo withdraw WO-{number}"):
        offer(cast, number)
    with pytest.raises(Perm):
        cast.do(cast.tom, c.WithdrawOffers(order=number))
    cast.do(cast.dora, c.WithdrawOffers(order=number))
    assert asked(cast, number) == []
    assert {each.closed_by for each in offers(cast, number)} == {"Dora Diaz"}
    offer(cast, number)
    assert names(cast, number).count("visit.offered") == 2


def test_where_the_office_does_not_supervise_naming_one_is_choosing(cast: Cast) -> None:
    """L36: in profile unit."""
    use_profile(cast, "unit")
    number = cast.new_order_by(cast.sue, c.Schedule(window=THURSDAY_NINE))
    with pytest.raises(Perm, match="choosing who goes"):
        offer(cast, number, cast.tom)
    offer(cast, number, cast.tom, cast.tina)
    assert sorted(asked(cast, number)) == ["Tina Torres", "Tom Tran"]


def test_scheduling_what_was_offered_without_a_window_asks_anew_about_it(cast: Cast) -> None:
    """L20, L36, H2: nobody is left with an offer that cannot be accepted any more."""
    use_profile(cast, "unit")
    number = cast.new_order_by(cast.sue, c.Edit(due_at=FRIDAY.end))
    cast.do(cast.sue, c.OfferVisit(order=number, technician_ids=(id_of(cast.tom),)))
    (old,) = offers(cast, number)
    cast.do(cast.sue, c.Schedule(order=number, window=THURSDAY_NINE))
    with pytest.raises(Gone, match="moved to another time"):
        cast.do(cast.tom, c.AcceptOffer(order=number, offer_id=old.id))
    assert asked(cast, number) == ["Tom Tran"]
    accept(cast, number, cast.tom)
