"""Whoever says yes to a quote a second time hears that it is approved, and nobody has to read it."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from core import commands as c
from core.model import Contact, MessageStatus, Notification
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.test_proof import UNSIGNED

KEPT, TRIAGE = MessageStatus.KEPT, MessageStatus.TRIAGE
AGAIN = "That quote is approved already. Nothing else was changed."


@pytest.fixture
def quote(cast: Cast, mailroom: Mailroom) -> Notification:
    """A quote that Cara was asked about."""
    return mailroom.asked(cast.new_order(c.SendQuote(total=Decimal(450))), "quote")


def answers(cast: Cast) -> list[str]:
    return [told.context["event"]["answer"] for told in cast.told("reply-answer") if told.channel == "email"]


def test_approving_twice_by_mail(cast: Cast, mailroom: Mailroom, quote: Notification) -> None:
    """L14, I12."""
    assert mailroom.reply(quote, "Approved, go ahead").status is MessageStatus.APPLIED
    assert mailroom.reply(quote, "Approved").status is KEPT
    assert (answers(cast), mailroom.triage_cards()) == ([AGAIN], [])


def test_a_code_given_twice_and_a_yes_after_it(cast: Cast, mailroom: Mailroom, quote: Notification) -> None:
    """§6: whoever's domain does not vouch for them says yes with a code."""
    contact = update(Contact).where(Contact.email == CARA).values(email=UNSIGNED)
    cast.run(lambda session: session.execute(contact))
    mailroom.reply(quote, "Approved", sender=UNSIGNED)
    [mail] = cast.told("approval-code")
    code = mailroom.code_in(mail)
    assert mailroom.reply(mail, code, sender=UNSIGNED).status is MessageStatus.APPLIED
    assert mailroom.reply(mail, code, sender=UNSIGNED).status is KEPT
    assert mailroom.reply(quote, "Approved", sender=UNSIGNED).status is KEPT
    assert (answers(cast), mailroom.triage_cards()) == ([AGAIN, AGAIN], [])


def test_a_question_beside_the_second_yes_reaches_a_person(
    cast: Cast, mailroom: Mailroom, quote: Notification
) -> None:
    mailroom.reply(quote, "Approved")
    assert mailroom.reply(quote, "Approved. Can you also bring a ladder?").status is TRIAGE
    assert answers(cast) == [AGAIN]


def test_a_no_after_the_yes_waits_for_a_person(cast: Cast, mailroom: Mailroom, quote: Notification) -> None:
    mailroom.reply(quote, "Approved")
    assert mailroom.reply(quote, "No, we decline the quote").status is TRIAGE
    assert AGAIN not in answers(cast)


def test_a_yes_to_an_older_version_than_the_approved_one_waits_for_a_person(
    cast: Cast, mailroom: Mailroom, quote: Notification
) -> None:
    """L14b."""
    order = quote.context["order"]["number"]
    cast.do(cast.dora, c.SendQuote(order=order, total=Decimal(480)))
    mailroom.reply(mailroom.asked(order, "quote"), "Approved")
    assert mailroom.reply(quote, "Approved").status is TRIAGE
    assert AGAIN not in answers(cast)
