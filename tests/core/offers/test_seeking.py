"""Whoever had it can't go, or it moves: somebody else is sought by itself (L21, L35, L42, H2, P.9)."""

import pytest

from core import commands as c
from core.model import DeclineReason, HoldReason, OfferStatus
from core.refusals import Gone
from tests.cast import FRIDAY, Cast, window
from tests.core.offers.office import (
    THURSDAY_NINE,
    accept,
    asked,
    decline,
    id_of,
    latest_round,
    mine,
    names,
    offer,
    offers,
    said,
    switch,
    technician,
)


def toms(cast: Cast, at: c.Window = THURSDAY_NINE) -> int:
    return cast.new_order(c.Schedule(window=at), c.Assign(technician_id=id_of(cast.tom)))


def test_l42_whoever_gives_it_back_is_followed_by_a_round_without_them(cast: Cast) -> None:
    """L42."""
    number = toms(cast)
    done = cast.do(cast.tom, c.Release(order=number, reason="van broke down"))
    assert done.events == ("visit.released", "visit.offered")
    assert asked(cast, number) == ["Tina Torres"]
    assert latest_round(cast).left_out[0]["sentence"] == "Tom Tran gave it back: van broke down"
    decline(cast, number, cast.tina)
    assert "Tom Tran gave it back: van broke down" in said(cast, number, "visit.escalated")["left_out"]


def test_p_9_shortly_before_the_visit_a_person_has_to_solve_it(cast: Cast) -> None:
    """P.9: within the last day."""
    number = toms(cast, window(24, 8, 10))
    done = cast.do(cast.tom, c.Release(order=number, reason="van broke down"))
    assert done.events == ("visit.released", "visit.escalated")
    (told,) = cast.told("visit-released-late", number)
    assert told.ping
    assert said(cast, number, "visit.escalated")["reasons"] == ["Tom Tran gave it back: van broke down"]


def test_where_nothing_is_offered_by_itself_the_coordinator_is_asked(cast: Cast) -> None:
    switch(cast, offers_again=False)
    number = toms(cast)
    done = cast.do(cast.tom, c.Release(order=number, reason="van broke down"))
    assert done.events == ("visit.released", "visit.escalated")
    moved = cast.scheduled_order()
    offer(cast, moved)
    cast.do(cast.dora, c.Reschedule(order=moved, window=FRIDAY, reason="rain"))
    assert asked(cast, moved) == []


def test_l35_taking_somebody_off_seeks_somebody_else(cast: Cast) -> None:
    """L35, §10."""
    number = toms(cast)
    cast.do(cast.dora, c.Unassign(order=number, reason="sick"))
    assert asked(cast, number) == ["Tina Torres"]


def test_work_without_a_date_waits_for_the_office(cast: Cast) -> None:
    number = cast.new_order(c.Assign(technician_id=id_of(cast.tom)))
    assert cast.do(cast.dora, c.Unassign(order=number, reason="sick")).events == ("visit.unassigned",)


def test_h2_a_moved_visit_is_offered_anew_and_the_old_offer_is_gone(cast: Cast) -> None:
    """H2 (a)."""
    number = cast.scheduled_order()
    offer(cast, number)
    old = mine(cast, number, cast.tom)
    done = cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="rain"))
    assert done.events == ("visit.moved", "visit.offered")
    with pytest.raises(Gone, match="moved to another time"):
        cast.do(cast.tom, c.AcceptOffer(order=number, offer_id=old))
    assert asked(cast, number) == ["Tom Tran"]
    accept(cast, number, cast.tom)
    assert technician(cast, number) == "Tom Tran"


def test_h2_those_named_are_asked_about_the_new_window_too(cast: Cast) -> None:
    number = cast.scheduled_order()
    offer(cast, number, cast.tina)
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="rain"))
    assert asked(cast, number) == ["Tina Torres"]


@pytest.mark.parametrize(
    ("reason", "again"),
    [
        (DeclineReason.SCHEDULE_CONFLICT, ["Tom Tran"]),
        (DeclineReason.SKILLS_MISMATCH, ["Tina Torres"]),
        (DeclineReason.TOO_FAR, ["Tina Torres"]),
    ],
)
def test_h2_only_whoever_had_no_time_is_asked_about_another_time(
    cast: Cast, reason: DeclineReason, again: list[str]
) -> None:
    """H2: in skills and distance another window changes nothing."""
    number = cast.scheduled_order()
    offer(cast, number)
    decline(cast, number, cast.tom, reason)
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="rain"))
    assert asked(cast, number) == again


def test_h2_a_technician_who_is_not_free_then_is_told_why_and_somebody_else_is_sought(cast: Cast) -> None:
    """H2 (b)."""
    work = c.Create(site_id=cast.site_id, type="repair", title="Pump", minutes=120)
    number = cast.do(
        cast.sue, work, c.Schedule(window=THURSDAY_NINE), c.Assign(technician_id=id_of(cast.tom))
    ).order
    assert number is not None
    cast.do(cast.sue, work, c.Schedule(window=FRIDAY), c.Assign(technician_id=id_of(cast.tom)))
    done = cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="rain"))
    assert done.events == ("visit.moved", "visit.unassigned", "visit.offered")
    assert asked(cast, number) == ["Tina Torres"]


def test_an_undone_accept_opens_the_offers_of_the_others_again(cast: Cast) -> None:
    """§12: those whose time still runs."""
    switch(cast, undo_seconds=60)
    number = cast.scheduled_order()
    offer(cast, number, at_a_time=0)
    accept(cast, number, cast.tom)
    cast.do(cast.tom, c.Undo(order=number))
    assert {each.status for each in offers(cast, number)} == {OfferStatus.OPEN}
    accept(cast, number, cast.tina)
    assert technician(cast, number) == "Tina Torres"
    assert names(cast, number).count("offer.accepted") == 2


@pytest.mark.parametrize("ends", ["hold", "cancel", "assign", "withdraw"])
def test_offers_that_end_by_somebody_elses_doing_end_silently(cast: Cast, ends: str) -> None:
    """§10: their messages are edited; nobody is pinged."""
    number = cast.scheduled_order()
    offer(cast, number, at_a_time=0)
    commands = {
        "hold": c.Hold(order=number, reason=HoldReason.PARTS),
        "cancel": c.Cancel(order=number, reason="moved house"),
        "assign": c.Assign(order=number, technician_id=id_of(cast.tom)),
        "withdraw": c.WithdrawOffers(order=number),
    }
    cast.do(cast.dora, commands[ends])
    assert asked(cast, number) == []
    assert {each.closed_by for each in offers(cast, number)} == {"Dora Diaz"}
    assert not [told for told in cast.told(order=number) if told.recipient == f"staff:{cast.tina.id}"]
