"""Who answers and asks something beside it: what is clear is done, and somebody reads the question whatever became of it."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Confirmation, Contact, MessageStatus
from inbound.floods import MOST_WAITING
from tests.cast import FRIDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom

TRIAGE = MessageStatus.TRIAGE
LADDER = "Can you also bring a ladder?"


def test_a_clear_yes_is_done_and_the_question_beside_it_waits(cast: Cast, mailroom: Mailroom) -> None:
    """Its card says what was done already and what was not, and reminders wait as long as somebody has to answer."""
    order = cast.scheduled_order()
    message = mailroom.reply(mailroom.asked(order, "confirmation-request"), f"Yes, that works. {LADDER}")
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED
    assert mailroom.triage_cards() == [message.id]
    view = cast.read(cast.dora, queries.message(message.id))
    assert (view.status, view.why, view.done) == (TRIAGE, "They also asked something.", "Confirm")


def test_a_refused_answer_was_not_done(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="van broke down"))
    message = mailroom.reply(asked, f"Yes, that works. {LADDER}")
    view = cast.read(cast.dora, queries.message(message.id))
    assert (view.status, view.done) == (TRIAGE, None)


def test_a_flood_of_answers_with_questions_is_still_done(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    to = mailroom.address(asked)
    letters = [mailroom.letter(to, "The dog is called Rex.") for _ in range(MOST_WAITING + 1)]
    for message_id in mailroom.post_all(letters, to, CARA):
        mailroom.reader.read(cast.company_id, message_id)
    assert mailroom.reply(asked, f"Yes, that works. {LADDER}").status is TRIAGE
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED


def test_a_question_beside_an_approval_that_needs_a_code_reaches_a_person(
    cast: Cast, mailroom: Mailroom
) -> None:
    """§6: only the approval waits for the code."""
    limit = select(Contact).where(Contact.email == CARA)
    cast.run(lambda session: setattr(session.scalars(limit).one(), "approval_limit", Decimal(100)))
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    message = mailroom.reply(mailroom.asked(order, "quote"), f"Approved. {LADDER}")
    assert cast.told("approval-code", order)
    assert (mailroom.triage_cards(), message.status) == ([message.id], TRIAGE)


def test_a_question_beside_an_answer_that_came_too_late_reaches_a_person(
    cast: Cast, mailroom: Mailroom
) -> None:
    """L33: whether the visit was moved or cancelled, the office still has something to answer."""
    for happened in (c.Reschedule(window=FRIDAY, reason="van broke down"), c.Cancel(reason="sold")):
        order = cast.scheduled_order()
        asked = mailroom.asked(order, "confirmation-request")
        cast.do(cast.dora, replace(happened, order=order))
        message = mailroom.reply(asked, f"Yes, that works. {LADDER}")
        assert message.id in mailroom.triage_cards()
        assert "They also asked something." in (message.why or "")
        assert cast.told("reply-answer", order)
