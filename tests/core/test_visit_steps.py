"""A visit from the first call to the last screw: what it is called on the way, and who hears of what."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from core import commands as c
from core import queries
from core.model import Company, Confirmation, Contact, Main
from core.people import Actor
from core.refusals import State
from tests.cast import FRIDAY, THURSDAY, Cast, use_profile


def status(cast: Cast, number: int) -> str:
    return cast.read(cast.dora, queries.order(number)).status


def assign(cast: Cast, technician: Actor, order: int = c.NEW) -> c.Assign:
    assert technician.technician_id is not None
    return c.Assign(order=order, technician_id=technician.technician_id)


# fmt: off
STEPS: tuple[tuple[str, c.Command, str], ...] = (
    # who     does                                     and it is called
    ("dora",  c.Schedule(window=THURSDAY),             "Created"),
    ("cara",  c.Confirm(for_rev=1, words="yes"),       "Confirmed"),
    ("dora",  c.Assign(technician_id=1),               "Scheduled"),
    ("tom",   c.Depart(),                              "Scheduled"),
    ("tom",   c.Arrive(),                              "Scheduled"),
    ("tom",   c.Start(),                               "Started"),
    ("tom",   c.Complete(),                            "Completed"),
)
# fmt: on


def test_a_visit_is_called_what_it_is_at_every_step(cast: Cast) -> None:
    """S0.4–S0.8, S0.16, S0.19, S0.28, S0.30: created without a technician, agreed, planned, begun, done."""
    number = cast.new_order()
    assert cast.read(cast.dora, queries.order(number)).technician is None
    assert status(cast, number) == "Created"
    called = []
    for who, command, _name in STEPS:
        cast.do(getattr(cast, who), type(command)(**{**vars(command), "order": number}))
        called.append(status(cast, number))
    assert called == [name for _who, _command, name in STEPS]


def test_every_step_is_kept_with_who_and_when(cast: Cast) -> None:
    """S1.18."""
    number, expected = cast.new_order(), []
    for who, command, _name in STEPS:
        cast.clock.forward(minutes=7)
        actor = getattr(cast, who)
        cast.do(actor, type(command)(**{**vars(command), "order": number}))
        expected.append((actor.name, cast.clock()))
    lines = reversed(cast.read(cast.dora, queries.history(number)))
    kept = list(dict.fromkeys((line.actor, line.at) for line in lines))
    assert kept[1:] == expected, "the first is the creation"


@pytest.mark.parametrize("first", ["date", "technician"])
def test_with_date_and_technician_it_is_scheduled_whichever_came_first(cast: Cast, first: str) -> None:
    """S0.6, S0.19."""
    number = cast.new_order()
    both = [c.Schedule(order=number, window=THURSDAY), assign(cast, cast.tom, number)]
    for command in both if first == "date" else reversed(both):
        assert status(cast, number) == "Created"
        cast.do(cast.dora, command)
    assert status(cast, number) == "Scheduled"


def test_unassigned_work_waits_in_the_list_until_it_is_offered(cast: Cast) -> None:
    """S0.18, L36, L37."""
    number = cast.scheduled_order()
    cast.clock.forward(days=1)
    assert [line.number for line in cast.read(cast.dora, queries.orders(status="unassigned"))] == [number]
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=(cast.tina.technician_id or 0,)))
    (offer,) = cast.read(cast.dora, queries.order(number)).offers
    cast.do(cast.tina, c.AcceptOffer(order=number, offer_id=offer.id))
    assert cast.read(cast.dora, queries.orders(status="unassigned")) == ()
    assert status(cast, number) == "Scheduled"


@pytest.mark.parametrize(("asks", "mails"), [(True, 1), (False, 0)])
def test_whether_scheduling_asks_the_customer_is_the_companys_choice(
    cast: Cast, *, asks: bool, mails: int
) -> None:
    """S0.20, S0.21, L28: where it does not, asking is a step of its own."""
    cast.run(lambda session: setattr(company(cast, session), "policy", {"ask_when_scheduled": asks}))
    number = cast.scheduled_order()
    assert len(cast.told("confirmation-request", number)) == mails
    cast.clock.forward(minutes=2)
    cast.do(cast.dora, c.RequestConfirmation(order=number))
    assert [told.channel for told in cast.told("confirmation-request", number)] == ["email"] * (mails + 1)
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.REQUESTED


def company(cast: Cast, session: Any) -> Company:
    found = session.get(Company, cast.company_id)
    assert isinstance(found, Company)
    return found


def test_of_several_contacts_the_primary_one_is_asked(cast: Cast) -> None:
    """S0.22."""
    cast.run(
        lambda session: session.add(
            Contact(
                company_id=cast.company_id,
                customer_id=cast.cara.customer_id,
                name="Abel Cole",
                email="abel@acmefoods.example",
            )
        )
    )
    number = cast.scheduled_order()
    assert [mail.address for mail in cast.told("confirmation-request", number)] == ["cara@acmefoods.example"]


def test_the_office_sees_that_work_is_under_way_without_being_called(cast: Cast) -> None:
    """S0.31: a line in the thread, nobody mentioned."""
    number = cast.new_order(c.Schedule(window=THURSDAY), assign(cast, cast.tom))
    cast.do(cast.tom, c.Start(order=number))
    (line,) = cast.told("work-started", number)
    assert (line.recipient, line.ping) == ("channel:dispatch", False)


def test_a_visit_moves_to_another_day_and_another_technician_in_one_change(cast: Cast) -> None:
    """S0.38, L21, I13."""
    number = cast.new_order(c.Schedule(window=THURSDAY), assign(cast, cast.tom))
    moved = c.Reschedule(order=number, window=FRIDAY, reason="Tom is at a training")
    cast.do(cast.dora, moved, assign(cast, cast.tina, number))
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert view.technician is not None
    assert (view.window.start, view.technician.name) == (FRIDAY.start, "Tina Torres")
    assert [told.recipient for told in cast.told("assignment-ended", number)] == [f"staff:{cast.tom.id}"]
    mails = [told.name for told in cast.told(order=number) if told.channel == "email"]
    assert mails == ["confirmation-request", "visit-moved"]


def test_a_wish_for_another_time_shows_in_the_list(cast: Cast) -> None:
    """S0.41, L23."""
    cast.scheduled_order()
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday?"))
    (line,) = cast.read(cast.dora, queries.orders(status="reschedule requested"))
    assert (line.number, line.status) == (number, "Reschedule requested")


def test_technicians_find_what_is_theirs_under_pending(cast: Cast) -> None:
    """S1.15, S1.19, L34."""
    use_profile(cast, "unit")
    number = cast.new_order()
    assert status(cast, number) == "unassigned"
    assert cast.read(cast.tom, queries.orders(status="pending")) == ()
    cast.do(cast.sue, assign(cast, cast.tom, number))
    assert [line.number for line in cast.read(cast.tom, queries.orders(status="pending"))] == [number]
    assert cast.read(cast.tina, queries.orders(status="pending")) == ()


@pytest.mark.parametrize("command", [c.Note(text="Key at reception"), c.AddPhoto(reference="F0PANEL")])
def test_notes_and_photos_need_a_work_order_first(cast: Cast, command: c.Command) -> None:
    """S1.27, L9."""
    with pytest.raises(State, match="needs a work order"):
        cast.do(cast.dora, command)
    number = cast.new_order()
    cast.do(cast.dora, type(command)(**{**vars(command), "order": number}))
    assert cast.read(cast.dora, queries.history(number))[0].name in {"order.noted", "record.photo"}


def test_the_office_can_note_that_the_customer_confirmed_by_phone(cast: Cast) -> None:
    """L30: with who noted it, and how the customer said so."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.ConfirmOnBehalf(order=number, how="by phone"))
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.CONFIRMED
    newest = cast.read(cast.dora, queries.history(number))[0]
    assert (newest.actor, newest.data["words"], newest.data["on_behalf"]) == ("Dora Diaz", "by phone", True)
    with pytest.raises(State, match="already confirmed"):
        cast.do(cast.dora, c.ConfirmOnBehalf(order=number, how="by phone"))


def test_a_work_order_is_created_and_quoted_in_one_change(cast: Cast) -> None:
    """L2, L11."""
    use_profile(cast, "quote")
    create = c.Create(site_id=cast.site_id, title="Leaking pump")
    done = cast.do(cast.dora, create, c.SendQuote(total=Decimal(450), summary="New pump"))
    assert done.order is not None
    assert status(cast, done.order) == "Quoted"
    assert [told.name for told in cast.told(order=done.order) if told.channel == "email"] == ["quote"]


def test_a_wish_for_another_time_is_overtaken_by_the_work(cast: Cast) -> None:
    """L51, I8: the customer was there after all."""
    number = cast.new_order(c.Schedule(window=THURSDAY), assign(cast, cast.tom))
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday?"))
    cast.clock.now = THURSDAY.start + timedelta(minutes=5)
    cast.do(cast.tom, c.Start(order=number, override="she was there after all"))
    view = cast.read(cast.dora, queries.order(number))
    assert (view.main, view.request) == (Main.IN_PROGRESS, None)
