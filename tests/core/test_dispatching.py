"""Offers: exactly one can win, everybody learns what became of theirs, and somebody is told when nobody takes it."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from core import commands as c
from core import queries
from core.model import Card, CardKind, DeclineReason, OfferStatus
from core.people import Actor
from core.queries.views import OrderView
from core.refusals import Gone, Missing, Perm, Refusal, State, Taken
from core.timers import ESCALATE, EXPIRE_OFFER
from tests.cast import FRIDAY, THURSDAY, Cast

OF_OFFERS = {ESCALATE, EXPIRE_OFFER}


def offered(cast: Cast, *technicians: Actor) -> OrderView:
    """A scheduled work order that is offered to `technicians` (Tom and Tina when none are named)."""
    number = cast.scheduled_order()
    ids = tuple(each.technician_id or 0 for each in technicians or (cast.tom, cast.tina))
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=ids))
    return cast.read(cast.dora, queries.order(number))


def offer_of(view: OrderView, technician: Actor) -> int:
    return next(
        offer.id for offer in view.offers if offer.technician.technician_id == technician.technician_id
    )


def accept(cast: Cast, view: OrderView, technician: Actor) -> None:
    cast.do(technician, c.AcceptOffer(order=view.number, offer_id=offer_of(view, technician)))


def decline(cast: Cast, view: OrderView, technician: Actor, reason: DeclineReason, words: str = "") -> None:
    mine = offer_of(view, technician)
    cast.do(technician, c.DeclineOffer(order=view.number, offer_id=mine, reason=reason, words=words))


def statuses(cast: Cast, number: int) -> list[OfferStatus]:
    return [offer.status for offer in cast.read(cast.dora, queries.order(number)).offers]


def test_the_first_accept_wins_and_the_other_reads_who_and_when(cast: Cast) -> None:
    """L36, L37, I3."""
    view = offered(cast)
    accept(cast, view, cast.tom)
    with pytest.raises(Taken, match="Tom Tran took WO-1 at 9:00 am"):
        accept(cast, view, cast.tina)
    assert statuses(cast, view.number) == [OfferStatus.ACCEPTED, OfferStatus.LOST]
    assert cast.read(cast.dora, queries.order(view.number)).status == "Scheduled"


def test_two_taps_at_the_same_moment_give_exactly_one_winner(cast: Cast) -> None:
    """L37, I3."""
    for _ in range(15):
        view = offered(cast)

        def tap(technician: Actor, view: OrderView = view) -> str:
            try:
                accept(cast, view, technician)
            except Refusal as refusal:
                return refusal.code
            return "won"

        with ThreadPoolExecutor(4) as pool:
            answers = sorted(pool.map(tap, [cast.tom, cast.tina, cast.tom, cast.tina]))
        assert answers == ["R-STATE", "R-TAKEN", "R-TAKEN", "won"], (
            "once won, once already yours, twice taken"
        )
        assert statuses(cast, view.number).count(OfferStatus.ACCEPTED) == 1


def test_a_reschedule_and_an_accept_at_the_same_moment_leave_no_stale_winner(cast: Cast) -> None:
    for _ in range(10):
        view = offered(cast)

        def move(view: OrderView = view) -> str:
            cast.do(cast.dora, c.Reschedule(order=view.number, window=FRIDAY, reason="weather"))
            return "moved"

        def tap(view: OrderView = view) -> str:
            try:
                accept(cast, view, cast.tom)
            except Gone:
                return "gone"
            return "won"

        with ThreadPoolExecutor(2) as pool:
            answers = [each.result() for each in (pool.submit(move), pool.submit(tap))]
        after = cast.read(cast.dora, queries.order(view.number))
        assert after.schedule_rev == 2
        assert (after.technician is not None) == (answers[1] == "won")
        assert (OfferStatus.OPEN in {offer.status for offer in after.offers}) == (answers[1] == "gone")


def test_accepting_twice_says_it_is_yours_already(cast: Cast) -> None:
    view = offered(cast)
    accept(cast, view, cast.tom)
    with pytest.raises(State, match="already yours"):
        accept(cast, view, cast.tom)


def test_somebody_elses_offer_cannot_be_answered(cast: Cast) -> None:
    view = offered(cast)
    with pytest.raises(Perm, match="somebody else"):
        cast.do(cast.tina, c.AcceptOffer(order=view.number, offer_id=offer_of(view, cast.tom)))


def test_when_the_last_one_declines_the_coordinator_gets_a_card_with_the_reasons(cast: Cast) -> None:
    """S0.43, S0.44, L38, L40."""
    view = offered(cast)
    decline(cast, view, cast.tom, DeclineReason.OTHER, "no gas licence")
    assert statuses(cast, view.number) == [OfferStatus.DECLINED, OfferStatus.OPEN]
    decline(cast, view, cast.tina, DeclineReason.TOO_FAR)
    cards = cast.run(lambda session: [card.kind for card in session.query(Card).order_by(Card.id)])
    assert cards.count(CardKind.ESCALATION) == 1
    newest = cast.read(cast.dora, queries.history(view.number))[0]
    assert newest.data["reasons"] == ["Tom Tran declined: no gas licence", "Tina Torres declined: too far"]


def test_nobody_answers_in_time_and_it_is_escalated_by_itself(cast: Cast) -> None:
    """L39, L40."""
    view = offered(cast)
    cast.clock.forward(minutes=29)
    assert cast.desk.run_timers() == 0
    cast.clock.forward(minutes=1)
    assert cast.desk.run_timers() == 2
    after = cast.read(cast.dora, queries.order(view.number))
    assert [offer.status for offer in after.offers] == [OfferStatus.EXPIRED, OfferStatus.EXPIRED]
    assert next(line.name for line in cast.read(cast.dora, queries.history(view.number))) == "visit.escalated"
    assert not OF_OFFERS & set(cast.timers())


def test_two_timer_loops_escalate_once(cast: Cast) -> None:
    """L39, L40, I14."""
    view = offered(cast)
    cast.clock.forward(hours=1)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: cast.desk.run_timers(), range(3)))
    names = [line.name for line in cast.read(cast.dora, queries.history(view.number))]
    assert names.count("visit.escalated") == 1
    assert names.count("offer.expired") == 2


def test_timers_of_a_taken_visit_do_nothing(cast: Cast) -> None:
    """I14."""
    view = offered(cast)
    accept(cast, view, cast.tom)
    assert not OF_OFFERS & set(cast.timers())
    before = cast.read(cast.dora, queries.history(view.number))
    cast.clock.forward(hours=1)
    cast.desk.run_timers()
    assert cast.read(cast.dora, queries.history(view.number)) == before


OVERTAKEN = [
    # the office does meanwhile                                     what the technician reads
    (lambda n: c.Reschedule(order=n, window=FRIDAY, reason="rain"), "has been moved to another time"),
    (lambda n: c.Cancel(order=n, reason="customer moved house"),    "was cancelled"),
    (lambda n: c.Assign(order=n, technician_id=2),                  "is Tina Torres's"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "words"), OVERTAKEN, ids=["moved", "cancelled", "assigned"])
def test_an_offer_overtaken_by_the_office_says_so(cast: Cast, command: object, words: str) -> None:
    view = offered(cast, cast.tom)
    cast.do(cast.dora, command(view.number))  # type: ignore[operator]
    with pytest.raises(Gone, match=words):
        accept(cast, view, cast.tom)


def test_after_unassigning_it_can_be_offered_and_won_again(cast: Cast) -> None:
    """L35, L36."""
    view = offered(cast)
    accept(cast, view, cast.tom)
    cast.do(cast.dora, c.Unassign(order=view.number, reason="sick"))
    again = cast.read(cast.dora, queries.order(view.number))
    accept(cast, again, cast.tina)
    technician = cast.read(cast.dora, queries.order(view.number)).technician
    assert technician is not None
    assert technician.name == "Tina Torres"
    assert [told.recipient for told in cast.told("assignment-ended")] == ["staff:4"]


def test_the_same_technician_named_twice_gets_one_offer(cast: Cast) -> None:
    view = offered(cast, cast.tom, cast.tom)
    assert len(view.offers) == 1


def test_technicians_see_the_work_orders_offered_to_them(cast: Cast) -> None:
    view = offered(cast, cast.tom)
    assert cast.read(cast.tom, queries.order(view.number)).title == "Annual fire inspection"


def test_nobody_is_taken_off_without_a_reason(cast: Cast) -> None:
    """L35: they read it, and so does the history."""
    number = cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id or 0))
    for blank in ("", "  "):
        with pytest.raises(Missing, match=f"`/wo unassign WO-{number} sick today`"):
            cast.do(cast.dora, c.Unassign(order=number, reason=blank))
    cast.do(cast.dora, c.Unassign(order=number, reason="needed elsewhere"))
    (told,) = cast.told("assignment-ended", number)
    assert (told.recipient, told.context["event"]["reason"]) == (f"staff:{cast.tom.id}", "needed elsewhere")


def test_the_history_names_who_moved_a_visit_without_saying_why(cast: Cast) -> None:
    """L21, S1.18."""
    number = cast.scheduled_order()
    cast.do(cast.sue, c.Reschedule(order=number, window=FRIDAY, reason=""))
    (moved,) = (each for each in cast.read(cast.dora, queries.history(number)) if each.name == "visit.moved")
    assert (moved.actor, moved.data["reason"]) == ("Sue Shaw", "moved by the office")
