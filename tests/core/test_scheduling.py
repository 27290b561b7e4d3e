"""Windows and what the customer says about them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import commands as c
from core import queries
from core.model import Confirmation, Contact, RescheduleRequest
from core.people import Proof
from core.refusals import JustDone, Missing, Moved, Perm, Refusal, State, Time
from tests.cast import FRIDAY, THURSDAY, Cast, window


def test_scheduling_asks_the_customer_at_once(cast: Cast) -> None:
    """L20, L28."""
    number = cast.scheduled_order()
    (mail,) = cast.told("confirmation-request")
    assert (mail.address, mail.asks, mail.schedule_rev) == ("cara@acmefoods.example", "confirm_visit", 1)
    assert mail.context["invite"] == {"method": "REQUEST", "sequence": 1}
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.REQUESTED


def test_a_yes_confirms_with_timestamp_and_evidence(cast: Cast) -> None:
    """S0.5, S0.25, L29."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes that works"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.status, view.confirmed_at) == ("Confirmed", cast.clock())
    assert [(told.name, told.recipient) for told in cast.told()][-2:] == [
        ("visit-confirmed", "channel:dispatch"),
        ("visit-confirmed", "contact:1"),
    ]


def test_a_second_yes_changes_nothing_and_gets_the_same_receipt(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    first = cast.read(cast.dora, queries.order(number)).confirmed_at
    cast.clock.forward(hours=2)
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes!"))
    assert cast.read(cast.dora, queries.order(number)).confirmed_at == first
    receipts = [told.channel for told in cast.told("visit-confirmed")]
    assert sorted(receipts) == ["email", "email", "slack"], "the thread hears it once, the customer each time"


def test_a_confirmation_never_survives_a_change_of_window(cast: Cast) -> None:
    """S0.40, L21, I4."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="van broke down"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.confirmation, view.confirmed_at, view.schedule_rev) == (Confirmation.REQUESTED, None, 2)
    (moved,) = [told for told in cast.told("visit-moved") if told.channel == "email"]
    assert (moved.asks, moved.schedule_rev, moved.context["invite"]["sequence"]) == ("confirm_visit", 2, 2)


def test_a_yes_to_the_old_window_is_answered_with_the_new_one(cast: Cast) -> None:
    """L33, I4."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="van broke down"))
    with pytest.raises(Moved, match="the visit is now on Friday, November 27, 9:00"):
        cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.REQUESTED


def test_a_confirmation_survives_a_change_of_technician(cast: Cast) -> None:
    """L34, L34b, I4."""
    assert cast.tom.technician_id is not None
    assert cast.tina.technician_id is not None
    number = cast.scheduled_order()
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id))
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tina.technician_id))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.status, view.confirmation) == ("Scheduled", Confirmation.CONFIRMED)


def test_the_customers_wish_becomes_the_window_when_the_office_accepts_it(cast: Cast) -> None:
    """S0.26, S0.37, S0.42, L23, L25."""
    number = cast.scheduled_order()
    cast.do(
        cast.cara,
        c.RequestReschedule(
            order=number, for_rev=1, words="Friday 9-11 would be better", proposals=(FRIDAY,)
        ),
    )
    asked = cast.read(cast.dora, queries.order(number))
    assert asked.status == "Reschedule requested"
    assert asked.request is not None
    assert asked.request.words == "Friday 9-11 would be better"
    cast.do(cast.dora, c.AcceptProposal(order=number))
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert (view.window.start, view.confirmation, view.request) == (
        FRIDAY.start,
        Confirmation.CONFIRMED,
        None,
    )
    mails = [told.name for told in cast.told() if told.channel == "email"]
    assert mails == ["confirmation-request", "reschedule-received", "visit-rebooked"]


def test_a_second_wish_replaces_the_first(cast: Cast) -> None:
    number = cast.scheduled_order()
    for words in ("Friday please", "or better next week"):
        cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words=words))
    request = cast.read(cast.dora, queries.order(number)).request
    assert request is not None
    assert request.words == "or better next week"
    assert cast.count(RescheduleRequest) == 2


def test_a_declined_wish_asks_about_the_old_window_again(cast: Cast) -> None:
    """L26."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Sunday?"))
    cast.do(cast.dora, c.DeclineProposal(order=number, reason="we do not work on Sundays"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.confirmation, view.request) == (Confirmation.REQUESTED, None)
    assert cast.told("proposal-declined")[-1].context["event"]["reason"] == "we do not work on Sundays"


def test_yes_after_a_wish_takes_the_wish_back(cast: Cast) -> None:
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday?"))
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="Thursday is fine after all"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.status, view.request) == ("Confirmed", None)


def test_a_customer_who_says_do_not_come_is_not_driven_to(cast: Cast) -> None:
    """L31, L49."""
    assert cast.tom.technician_id is not None
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id))
    cast.do(cast.cara, c.DeclineVisit(order=number, for_rev=1, words="please don't come"))
    with pytest.raises(State, match="said not to come"):
        cast.do(cast.tom, c.Depart(order=number))
    ping = cast.told("visit-declined")[0]
    assert (ping.recipient, ping.ping) == ("channel:dispatch", True)


def test_moving_tells_the_technician_once(cast: Cast) -> None:
    """S0.37, L21."""
    assert cast.tom.technician_id is not None
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id))
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="weather"))
    assert [told.recipient for told in cast.told("visit-moved-technician")] == ["staff:4"]


NOW = window(23, 9, 10).start
BAD_WINDOWS = [
    # what                     window                                                      words of the refusal
    ("already over",           c.Window(start=NOW - timedelta(hours=3), end=NOW),           "already over"),
    ("ends before it starts",  c.Window(start=FRIDAY.end, end=FRIDAY.start),                "ends before it starts"),
    ("in ten years",           c.Window(start=NOW + timedelta(days=3650), end=NOW + timedelta(days=3651)), "too far"),
    ("two months long",        c.Window(start=NOW, end=NOW + timedelta(days=60)),           "too long"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("bad", "words"), [row[1:] for row in BAD_WINDOWS], ids=[row[0] for row in BAD_WINDOWS]
)
def test_a_window_nobody_can_keep_is_refused(cast: Cast, bad: c.Window, words: str) -> None:
    """L20."""
    number = cast.new_order()
    with pytest.raises(Time, match=words):
        cast.do(cast.dora, c.Schedule(order=number, window=bad))
    assert cast.read(cast.dora, queries.order(number)).window is None


def _with_proof(cast: Cast, proof: Proof) -> Refusal:
    number = cast.scheduled_order()
    with pytest.raises(Refusal) as refused:
        cast.do(replace(cast.cara, proof=proof), c.Confirm(order=number, for_rev=1, words="yes"))
    return refused.value


@pytest.mark.parametrize("proof", [Proof.NOTHING, Proof.SECRET_ONLY])
def test_without_proof_a_yes_changes_nothing(cast: Cast, proof: Proof) -> None:
    assert isinstance(_with_proof(cast, proof), Perm)


def test_a_contact_of_another_customer_cannot_confirm(cast: Cast) -> None:
    number = cast.scheduled_order()
    with pytest.raises(Perm):
        cast.do(replace(cast.cara, customer_id=2), c.Confirm(order=number, for_rev=1, words="yes"))


def test_a_bounced_address_is_not_asked_and_dispatch_is_told_why(cast: Cast) -> None:
    """L28."""

    def bounce(session: object) -> None:
        contact = session.get(Contact, cast.cara.id)  # type: ignore[attr-defined]
        contact.bounced_at = cast.clock()

    cast.run(bounce)
    number = cast.scheduled_order()
    assert cast.told("confirmation-request") == []
    with pytest.raises(Missing, match="came back"):
        cast.do(cast.dora, c.RequestConfirmation(order=number))


def test_scheduling_twice_points_at_reschedule(cast: Cast) -> None:
    """L20."""
    number = cast.scheduled_order()
    with pytest.raises(State, match="/wo reschedule WO-1"):
        cast.do(cast.dora, c.Schedule(order=number, window=THURSDAY))


def test_a_second_tap_on_ask_sends_no_second_mail(cast: Cast) -> None:
    """S0.21, L28."""
    number = cast.scheduled_order()
    with pytest.raises(JustDone, match="asked a moment ago"):
        cast.do(cast.dora, c.RequestConfirmation(order=number))
    cast.clock.forward(minutes=2)
    cast.do(cast.dora, c.RequestConfirmation(order=number))
    assert len(cast.told("confirmation-request")) == 2
