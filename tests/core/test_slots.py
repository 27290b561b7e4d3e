"""Free times from real availability: proposed, numbered, picked by reply, and looked at again when picked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.availability import Need, Search, Span, Worker, open_slots, read_week
from core.availability.slots import is_free
from core.language.choices import read_choice
from core.model import Asks, Confirmation, HoldReason, Main, Notification, Technician, WorkOrder
from core.people import Actor
from core.refusals import Gone, Missing, Moved, Perm, Refusal, State
from tests.cast import FRIDAY, MONDAY_NINE, THURSDAY, Cast, window
from tests.core.november import CHICAGO

HOUR = timedelta(hours=1)
SAM = Worker(id=1, name="Sam", zone=CHICAGO, hours=read_week("tue 8:00-10:00, thu 13:00-17:00"))
PAM = Worker(id=2, name="Pam", zone=CHICAGO, hours=read_week("wed 8:00-17:00"))
SEARCH = Search(
    need=Need(order=1, site_id=1, zone=CHICAGO, now=MONDAY_NINE, length=HOUR),
    window_length=2 * HOUR,
    opens=8,
    closes=17,
)


def said(slots: tuple[Span, ...]) -> list[str]:
    """As "Tue 24 08:00-10:00"."""
    local = [(slot.start.astimezone(CHICAGO), slot.end.astimezone(CHICAGO)) for slot in slots]
    return [f"{start:%a %d %H:%M}-{end:%H:%M}" for start, end in local]


# fmt: off
SEARCHES: tuple[tuple[str, tuple[Worker, ...], dict[str, Any], list[str]], ...] = (
    # because                         who       asked otherwise                                        the slots
    ("one before noon, one after",    (SAM,),   {},                                                    ["Tue 24 08:00-10:00", "Thu 26 12:00-14:00", "Tue 01 08:00-10:00"]),
    ("anybody will do",               (SAM, PAM), {},                                                  ["Tue 24 08:00-10:00", "Wed 25 08:00-10:00", "Wed 25 12:00-14:00"]),
    ("whose visit it is comes first", (SAM, PAM), {"preferred": 1},                                    ["Tue 24 08:00-10:00", "Thu 26 12:00-14:00", "Tue 01 08:00-10:00"]),
    ("the day they named comes first", (SAM, PAM), {"wanted": frozenset({date(2026, 11, 26)})},        ["Tue 24 08:00-10:00", "Wed 25 08:00-10:00", "Thu 26 12:00-14:00"]),
    ("planned to the minute",         (SAM,),   {"window_length": HOUR, "is_exact": True},             ["Tue 24 08:00-09:00", "Thu 26 13:00-14:00", "Tue 01 08:00-09:00"]),
    ("office hours",                  (SAM,),   {"opens": 9, "closes": 15},                            ["Tue 24 09:00-11:00", "Thu 26 12:00-14:00", "Tue 01 09:00-11:00"]),
    ("another visit waits for Sam",   (SAM,),   {"waiting": (Span(datetime(2026, 11, 24, 8, tzinfo=CHICAGO), datetime(2026, 11, 24, 17, tzinfo=CHICAGO)),)},
                                                                                                       ["Thu 26 12:00-14:00", "Tue 01 08:00-10:00", "Thu 03 12:00-14:00"]),
    ("nobody there",                  (),       {},                                                    []),
)

CHOICES = (
    # the whole message                       of three, they take
    ("2",                                     2),
    ("#2",                                    2),
    ("2.",                                    2),
    ("option 2",                              2),
    ("Option 2 please",                       2),
    ("number two",                            2),
    ("the second one",                        2),
    ("Second.",                               2),
    ("the 3rd",                               3),
    ("the last one",                          3),
    ("2 works for me",                        2),
    ("Yes, 2 please",                         2),
    ("I'll take the first one, thanks",       1),
    ("The second works best for us.\nCara",   2),
    ("4",                                     None),
    ("0",                                     None),
    ("2 or 3",                                None),
    ("not 2",                                 None),
    ("2?",                                    None),
    ("maybe 2",                               None),
    ("2 pm",                                  None),
    ("at 2",                                  None),
    ("last time",                             None),
    ("no 2",                                  None),
    ("2 people will be there",                None),
    ("2 is fine but call first",              None),
    ("yes",                                   None),
    ("",                                      None),
)
# fmt: on


@pytest.mark.parametrize(
    ("because", "people", "changes", "slots"), SEARCHES, ids=[row[0] for row in SEARCHES]
)
def test_which_slots_are_found(
    because: str, people: tuple[Worker, ...], changes: dict[str, Any], slots: list[str]
) -> None:
    search = Search(**{**SEARCH.__dict__, **changes})
    assert said(open_slots(people, search, 3)) == slots, because


def test_a_slot_needs_a_technician_for_each_visit_that_waits() -> None:
    tuesday = Span(datetime(2026, 11, 24, 8, tzinfo=CHICAGO), datetime(2026, 11, 24, 10, tzinfo=CHICAGO))
    search = Search(**{**SEARCH.__dict__, "waiting": (tuesday,)})
    other = Worker(id=3, name="Ann", zone=CHICAGO)
    assert not is_free((SAM,), search, tuesday)
    assert is_free((SAM, other), search, tuesday)


@pytest.mark.parametrize(("text", "choice"), CHOICES)
def test_which_number_a_message_picks(text: str, choice: int | None) -> None:
    assert read_choice(text, 3) == choice


def wished(cast: Cast) -> int:
    """WO-1 on Thursday from two to four; Cara would like another time."""
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="another time please"))
    return number


def proposed(cast: Cast) -> tuple[int, Notification]:
    number = wished(cast)
    cast.do(cast.dora, c.ProposeSlots(order=number))
    (mail,) = [told for told in cast.told("slots-proposed", number) if told.channel == "email"]
    return number, mail


def slot(mail: Notification, choice: int) -> c.Window:
    start, _, end = mail.context["event"]["slots"][choice - 1].partition("/")
    return c.Window(start=datetime.fromisoformat(start), end=datetime.fromisoformat(end))


def pick(cast: Cast, number: int, mail: Notification, choice: int, by: Actor | None = None) -> None:
    rev = mail.schedule_rev
    assert rev is not None
    command = c.PickSlot(
        order=number, for_rev=rev, choice=choice, window=slot(mail, choice), words=str(choice)
    )
    cast.do(by or cast.cara, command)


def retire_all_but(cast: Cast, technician: Actor) -> None:
    def change(session: Any) -> None:
        for row in session.query(Technician):
            row.active = row.id == technician.technician_id

    cast.run(change)


def book(cast: Cast, technician: Actor, at: c.Window) -> None:
    """Their day is full."""
    cast.run(lambda session: setattr(session.get(Technician, technician.technician_id), "jobs_per_day", 1))
    number = cast.scheduled_order(at)
    assert technician.technician_id is not None
    cast.do(cast.sue, c.Assign(order=number, technician_id=technician.technician_id))


def test_l24_the_customer_is_sent_free_times_with_numbers(cast: Cast) -> None:
    """L24."""
    _number, mail = proposed(cast)
    assert (mail.asks, mail.address, mail.schedule_rev) == (Asks.PICK_SLOT, "cara@acmefoods.example", 1)
    spans = tuple(Span(each.start, each.end) for each in (slot(mail, choice) for choice in (1, 2, 3)))
    assert said(spans) == ["Tue 24 08:00-10:00", "Tue 24 12:00-14:00", "Wed 25 08:00-10:00"]


def test_l24_needs_an_open_wish_and_somebody_free(cast: Cast) -> None:
    """L24."""
    number = cast.scheduled_order()
    with pytest.raises(State, match="no open request"):
        cast.do(cast.dora, c.ProposeSlots(order=number))
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="another time please"))
    cast.run(lambda session: session.query(Technician).update({"active": False}))
    with pytest.raises(State, match="Nobody is free for WO-1"):
        cast.do(cast.dora, c.ProposeSlots(order=number))


def test_the_days_the_customer_named_are_among_the_slots(cast: Cast) -> None:
    number = cast.scheduled_order()
    wish = c.RequestReschedule(order=number, for_rev=1, words="Friday?", proposals=(FRIDAY,))
    cast.do(cast.cara, wish)
    cast.do(cast.dora, c.ProposeSlots(order=number))
    (mail,) = [told for told in cast.told("slots-proposed", number) if told.channel == "email"]
    days = {slot(mail, choice).start.astimezone(CHICAGO).day for choice in (1, 2, 3)}
    assert FRIDAY.start.astimezone(CHICAGO).day in days


def test_l25_a_picked_slot_is_the_window_and_confirmed_at_once(cast: Cast) -> None:
    """L25."""
    number, mail = proposed(cast)
    pick(cast, number, mail, 2)
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert (view.window.start, view.confirmation, view.schedule_rev) == (
        slot(mail, 2).start,
        Confirmation.CONFIRMED,
        2,
    )
    assert view.request is None
    (booked,) = [told for told in cast.told("slot-picked", number) if told.channel == "email"]
    assert booked.context["invite"] == {"method": "REQUEST", "sequence": 2}
    assert [told.name for told in cast.told(order=number) if told.channel == "email"][-1] == "slot-picked", (
        "one mail for one change"
    )


def test_picking_twice_is_answered_with_the_time_it_is_now(cast: Cast) -> None:
    number, mail = proposed(cast)
    pick(cast, number, mail, 2)
    with pytest.raises(Moved, match="the visit is now on Tuesday, November 24, 12:00"):
        pick(cast, number, mail, 1)


def test_r_gone_a_slot_that_was_taken_brings_fresh_ones(cast: Cast) -> None:
    number, mail = proposed(cast)
    retire_all_but(cast, cast.tom)
    book(cast, cast.tom, window(24, 8, 17))
    pick(cast, number, mail, 1)
    view = cast.read(cast.dora, queries.order(number))
    assert (view.schedule_rev, view.confirmation) == (1, Confirmation.CHANGE_REQUESTED), "nothing has moved"
    fresh = [told for told in cast.told("slots-proposed", number) if told.channel == "email"][-1]
    assert (fresh.context["event"]["gone"], fresh.asks) == (1, Asks.PICK_SLOT)
    assert slot(fresh, 1).start > slot(mail, 2).start


def test_r_gone_without_any_other_time_is_said(cast: Cast) -> None:
    number, mail = proposed(cast)
    cast.run(lambda session: session.query(Technician).update({"active": False}))
    with pytest.raises(Gone, match="no other is free"):
        pick(cast, number, mail, 1)


def test_r_gone_while_work_rests_gives_up_nothing(cast: Cast) -> None:
    """L58: the hold, its reason and whoever has the visit stay; the customer is written to by a person."""
    number, mail = proposed(cast)
    cast.do(cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    cast.do(cast.dora, c.Hold(order=number, reason=HoldReason.PARTS))
    retire_all_but(cast, cast.tom)
    book(cast, cast.tom, window(24, 8, 17))
    before = cast.read(cast.dora, queries.order(number))
    with pytest.raises(Gone, match="We will write to you about another"):
        pick(cast, number, mail, 1)
    after = cast.read(cast.dora, queries.order(number))
    assert (after.status, after.technician, after.window) == (before.status, before.technician, before.window)
    assert after.version == before.version


def test_u_3_of_many_who_pick_the_last_slot_at_once_one_gets_it(cast: Cast) -> None:
    retire_all_but(cast, cast.tom)
    wishes = [proposed(cast) for _ in range(4)]
    first = slot(wishes[0][1], 1)
    for _number, mail in wishes:
        assert slot(mail, 1) == first

    def take(wish: tuple[int, Notification]) -> bool:
        pick(cast, wish[0], wish[1], 1)
        return cast.read(cast.dora, queries.order(wish[0])).confirmation is Confirmation.CONFIRMED

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, wishes)) == [False, False, False, True]


def test_only_the_customer_picks(cast: Cast) -> None:
    number, mail = proposed(cast)
    with pytest.raises(Perm):
        pick(cast, number, mail, 1, by=cast.dora)
    with pytest.raises(Refusal, match="There is no WO-1"):
        pick(cast, number, mail, 1, by=cast.eve)


def test_the_technician_is_kept_when_the_slot_suits_them(cast: Cast) -> None:
    number, mail = proposed(cast)
    assert cast.tom.technician_id is not None
    cast.do(cast.sue, c.Assign(order=number, technician_id=cast.tom.technician_id))
    pick(cast, number, mail, 1)
    technician = cast.read(cast.dora, queries.order(number)).technician
    assert technician is not None
    assert technician.name == "Tom Tran"


def no_show(cast: Cast) -> tuple[int, Notification]:
    """Tom was there on Thursday, Cara was not."""
    number = cast.scheduled_order()
    assert cast.tom.technician_id is not None
    cast.do(cast.sue, c.Assign(order=number, technician_id=cast.tom.technician_id))
    cast.clock.now = THURSDAY.start
    cast.do(cast.tom, c.Arrive(order=number))
    cast.clock.forward(minutes=20)
    cast.do(cast.tom, c.NoShow(order=number, tried="rang twice"))
    (mail,) = [told for told in cast.told("customer-absent", number) if told.channel == "email"]
    return number, mail


def test_l59_the_mail_after_a_no_show_has_slots_and_picking_one_rebooks(cast: Cast) -> None:
    """L25, L58, L59."""
    number, mail = no_show(cast)
    assert mail.asks is Asks.PICK_SLOT
    pick(cast, number, mail, 1)
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert (view.main, view.confirmation, view.window.start) == (
        Main.READY,
        Confirmation.CONFIRMED,
        slot(mail, 1).start,
    )


def test_l58_a_new_visit_after_a_hold_is_offered_with_slots(cast: Cast) -> None:
    """L58."""
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Hold(order=number, reason=HoldReason.PARTS))
    cast.do(cast.dora, c.Rebook(order=number))
    (mail,) = cast.told("new-visit-needed", number)
    assert mail.asks is Asks.PICK_SLOT
    pick(cast, number, mail, 3)
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.CONFIRMED


HELD_FROM = (
    # what Tom had done before it was put on hold
    (),
    (c.Start,),
)


@pytest.mark.parametrize("steps", HELD_FROM, ids=["ready", "in progress"])
def test_a_time_picked_while_the_work_rests_opens_the_next_visit(
    cast: Cast, steps: tuple[type[c.Start], ...]
) -> None:
    """L25, L58: the hold is over, for there is a new visit, confirmed by who picked it."""
    number, mail = proposed(cast)
    cast.do(cast.sue, c.Assign(order=number, technician_id=cast.tom.technician_id or 0))
    for step in steps:
        cast.do(cast.tom, step(order=number, override="she rang: come today"))
    follow_up = cast.clock() + timedelta(days=2)
    cast.do(cast.dora, c.Hold(order=number, reason=HoldReason.PARTS, words="gasket", follow_up_on=follow_up))
    pick(cast, number, mail, 1)
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert (view.main, view.confirmation, view.window.start) == (
        Main.READY,
        Confirmation.CONFIRMED,
        slot(mail, 1).start,
    )
    work = cast.run(lambda session: session.scalars(select(WorkOrder)).one())
    assert (work.visit_no, work.hold_reason, work.hold_words, work.follow_up_on) == (2, None, None, None)
    assert "follow_up" not in cast.timers()
    assert cast.told("new-visit-needed", number) == [], "they know already: they picked it"


def test_without_anybody_free_the_mail_asks_for_a_time_instead(cast: Cast) -> None:
    cast.run(lambda session: session.query(Technician).update({"jobs_per_day": 1, "minutes_per_day": 1}))
    number = cast.scheduled_order()
    cast.do(cast.dora, c.Hold(order=number, reason=HoldReason.PARTS))
    cast.run(lambda session: session.query(Technician).update({"active": False}))
    cast.do(cast.dora, c.Rebook(order=number))
    (mail,) = cast.told("new-visit-needed", number)
    assert (mail.asks, mail.context["event"]["slots"]) == (None, [])


def test_a_slot_is_no_proposal_of_the_office(cast: Cast) -> None:
    number, _mail = proposed(cast)
    with pytest.raises(Missing, match="named no such time"):
        cast.do(cast.dora, c.AcceptProposal(order=number))
