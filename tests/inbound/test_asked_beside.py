"""Who answers and asks something beside it: what is clear is done, and somebody reads the question whatever became of it."""

from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select

from core import commands as c
from core.model import Contact
from tests.cast import FRIDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom

LADDER = "Can you also bring a ladder?"


def test_a_question_beside_an_approval_that_needs_a_code_reaches_a_person(
    cast: Cast, mailroom: Mailroom
) -> None:
    """§6: only the approval waits for the code."""
    limit = select(Contact).where(Contact.email == CARA)
    cast.run(lambda session: setattr(session.scalars(limit).one(), "approval_limit", Decimal(100)))
    order = cast.new_order(c.SendQuote(total=Decimal(450)))
    message = mailroom.reply(mailroom.asked(order, "quote"), f"Approved. {LADDER}")
    assert cast.told("approval-code", order)
    assert mailroom.triage_cards() == [message.id]


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
