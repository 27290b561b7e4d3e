"""Replies to a mail with numbered times, from the journal to the work order."""

from datetime import datetime

import pytest

from core import commands as c
from core import queries
from core.model import Company, Confirmation, MessageStatus, Notification, Technician
from tests.cast import FRIDAY, THURSDAY, Cast
from tests.inbound.mailroom import Mailroom

APPLIED, TRIAGE = MessageStatus.APPLIED, MessageStatus.TRIAGE


def proposed(cast: Cast, mailroom: Mailroom) -> tuple[int, Notification]:
    """Cara would like another time, and Dora sends her the free ones."""
    number = cast.scheduled_order(FRIDAY)
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="another time please"))
    cast.do(cast.dora, c.ProposeSlots(order=number))
    return number, mailroom.asked(number, "slots-proposed")


def start_of(mail: Notification, choice: int) -> datetime:
    return datetime.fromisoformat(mail.context["event"]["slots"][choice - 1].partition("/")[0])


# fmt: off
ANSWERS = (
    # she writes                                             the message ends   and takes
    ("2",                                                    APPLIED,           2),
    ("Option 3 please.\n\nBest regards,\nCara Cole",         APPLIED,           3),
    ("The second one works for me, thanks!",                 APPLIED,           2),
    ("Tuesday 8-10 works",                                   APPLIED,           1),
    ("2 or 3",                                               TRIAGE,            None),
    ("7",                                                    TRIAGE,            None),
    ("Yes",                                                  TRIAGE,            None),
    ("2, but who is coming?",                                TRIAGE,            None),
)
# fmt: on


@pytest.mark.parametrize(("text", "status", "choice"), ANSWERS)
def test_an_answer_to_numbered_times(
    cast: Cast, mailroom: Mailroom, text: str, status: MessageStatus, choice: int | None
) -> None:
    number, mail = proposed(cast, mailroom)
    message = mailroom.reply(mail, text)
    assert (message.status, message.why != "") == (status, True)
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    if choice is None:
        assert (view.window.start, view.confirmation) == (FRIDAY.start, Confirmation.CHANGE_REQUESTED)
    else:
        assert (view.window.start, view.confirmation) == (start_of(mail, choice), Confirmation.CONFIRMED)


def test_another_time_than_those_sent_is_a_new_wish(cast: Cast, mailroom: Mailroom) -> None:
    number, mail = proposed(cast, mailroom)
    message = mailroom.reply(mail, "Thursday 2-4pm would be better")
    request = cast.read(cast.dora, queries.order(number)).request
    assert request is not None
    assert (message.status, request.words) == (APPLIED, "Thursday 2-4pm would be better")


def test_a_wish_is_answered_with_free_times_to_pick_from_at_once(cast: Cast, mailroom: Mailroom) -> None:
    """L23, L24, N.4: the time they named stands among them where somebody can go then."""
    number = cast.scheduled_order(FRIDAY)
    asked = mailroom.asked(number, "confirmation-request")
    mailroom.reply(asked, "Thursday 2-4pm would be better")
    receipt = mailroom.asked(number, "reschedule-received")
    slots = receipt.context["event"]["slots"]
    assert 1 <= len(slots) <= 3
    assert f"{THURSDAY.start.isoformat()}/{THURSDAY.end.isoformat()}" in slots
    choice = slots.index(f"{THURSDAY.start.isoformat()}/{THURSDAY.end.isoformat()}") + 1
    assert mailroom.reply(receipt, str(choice)).status is APPLIED
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert (view.window.start, view.confirmation) == (THURSDAY.start, Confirmation.CONFIRMED)


def test_a_yes_to_the_receipt_of_a_wish_keeps_no_old_time(cast: Cast, mailroom: Mailroom) -> None:
    """It agrees to how we understood them, or to what is booked: a person reads which."""
    number = cast.scheduled_order(FRIDAY)
    mailroom.reply(mailroom.asked(number, "confirmation-request"), "Thursday 2-4pm would be better")
    assert mailroom.reply(mailroom.asked(number, "reschedule-received"), "Yes, that's right").status is TRIAGE
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.CHANGE_REQUESTED


def test_a_company_may_leave_the_times_to_its_people(cast: Cast, mailroom: Mailroom) -> None:
    cast.run(
        lambda session: setattr(
            session.get_one(Company, cast.company_id), "policy", {"sends_free_times": False}
        )
    )
    number = cast.scheduled_order(FRIDAY)
    mailroom.reply(mailroom.asked(number, "confirmation-request"), "Thursday 2-4pm would be better")
    assert mailroom.asked(number, "reschedule-received").context["event"]["slots"] == []


def test_a_stranger_picks_nothing(cast: Cast, mailroom: Mailroom) -> None:
    number, mail = proposed(cast, mailroom)
    message = mailroom.reply(mail, "2", sender="mallory@example.net")
    assert message.status is TRIAGE
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.CHANGE_REQUESTED


def test_a_slot_that_is_gone_is_answered_with_fresh_ones(cast: Cast, mailroom: Mailroom) -> None:
    number, mail = proposed(cast, mailroom)
    cast.clock.now = start_of(mail, 1)
    message = mailroom.reply(mail, "1")
    fresh = mailroom.asked(number, "slots-proposed")
    assert (message.status, fresh.id != mail.id, fresh.context["event"]["gone"]) == (APPLIED, True, 1)
    mailroom.reply(fresh, "1")
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.CONFIRMED


def test_a_second_pick_from_the_same_mail_is_answered_and_changes_nothing(
    cast: Cast, mailroom: Mailroom
) -> None:
    number, mail = proposed(cast, mailroom)
    mailroom.reply(mail, "1")
    mailroom.reply(mail, "2")
    view = cast.read(cast.dora, queries.order(number))
    assert view.window is not None
    assert view.window.start == start_of(mail, 1)
    assert "earlier time" in mailroom.asked(number, "reply-answer").context["event"]["answer"]


def test_with_nobody_left_a_person_reads_the_pick(cast: Cast, mailroom: Mailroom) -> None:
    _number, mail = proposed(cast, mailroom)
    cast.run(lambda session: session.query(Technician).update({"active": False}))
    assert mailroom.reply(mail, "1").status is TRIAGE


# fmt: off
AFTER_ALL = (
    # she answers                our mail about            in words                                        the message ends
    ("slots-proposed",                                    "Please keep the original time after all.",      APPLIED),
    ("slots-proposed",                                    "Please ignore my request to reschedule.",       APPLIED),
    ("reschedule-received",                               "Let's keep the old time, sorry!",               APPLIED),
    ("reschedule-received",                               "Keep the old time or come on Friday",           TRIAGE),
)
# fmt: on


@pytest.mark.parametrize(("mail", "words", "status"), AFTER_ALL)
def test_the_old_time_after_all(
    cast: Cast, mailroom: Mailroom, mail: str, words: str, status: MessageStatus
) -> None:
    """L27: the wish is taken back, and the window as it stands is confirmed."""
    number, _ = proposed(cast, mailroom)
    assert mailroom.reply(mailroom.asked(number, mail), words).status is status
    view = cast.read(cast.dora, queries.order(number))
    taken_back = status is APPLIED
    assert (view.confirmation is Confirmation.CONFIRMED, view.request is None) == (taken_back, taken_back)


def test_the_old_time_is_not_the_one_that_replaced_it(cast: Cast, mailroom: Mailroom) -> None:
    """I4: said about a mail of before the move, “the original time” is not today's."""
    number, mail = proposed(cast, mailroom)
    cast.do(cast.dora, c.Reschedule(order=number, window=THURSDAY, reason="van broke down"))
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=2, words="another time please"))
    assert mailroom.reply(mail, "Please keep the original time").status is MessageStatus.KEPT
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.CHANGE_REQUESTED


def test_a_window_that_moved_is_not_confirmed_by_the_old_time(cast: Cast, mailroom: Mailroom) -> None:
    number = cast.scheduled_order(FRIDAY)
    cast.do(cast.dora, c.Reschedule(order=number, window=THURSDAY, reason="van broke down"))
    asked = mailroom.asked(number, "visit-moved")
    assert mailroom.reply(asked, "Please keep the original time").status is TRIAGE
