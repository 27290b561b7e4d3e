"""A bare answer of somebody who owes several: asked back once, picked by number, and proven as ever."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core import commands as c
from core import queries
from core.model import (
    Company,
    Confirmation,
    Contact,
    Customer,
    MessageStatus,
    Notification,
    QuoteStatus,
    Site,
)
from tests.cast import FRIDAY, THURSDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom

APPLIED, KEPT, TRIAGE = MessageStatus.APPLIED, MessageStatus.KEPT, MessageStatus.TRIAGE
THEM = "which-matter"


def two_visits(cast: Cast) -> tuple[int, int]:
    return cast.scheduled_order(THURSDAY), cast.scheduled_order(FRIDAY)


def visit_and_quote(cast: Cast) -> int:
    """One work order with a quote to approve and a visit to confirm."""
    order = cast.scheduled_order()
    cast.do(cast.dora, c.SendQuote(order=order, total=Decimal(450)))
    return order


def write(cast: Cast, mailroom: Mailroom, text: str, sender: str = CARA) -> MessageStatus:
    """A mail to the company that answers no mail of ours."""
    to = f"{mailbox_of(cast)}@desk.test"
    return mailroom.receive(mailroom.letter(to, text, sender), to, sender).status


def mailbox_of(cast: Cast) -> str:
    found: str = cast.run(lambda session: session.get_one(Company, cast.company_id).mailbox)
    return found


def which(mailroom: Mailroom, order: int) -> Notification:
    return mailroom.asked(order, THEM)


def confirmation(cast: Cast, order: int) -> Confirmation:
    return cast.read(cast.dora, queries.order(order)).confirmation


def quote_status(cast: Cast, order: int) -> QuoteStatus:
    quote = cast.read(cast.dora, queries.order(order)).quote
    assert quote is not None
    return quote.status


def test_a_yes_that_names_no_question_is_asked_about_and_changes_nothing(
    cast: Cast, mailroom: Mailroom
) -> None:
    """L29, U.4."""
    first, second = two_visits(cast)
    assert write(cast, mailroom, "Yes, that works.") is KEPT
    asked = which(mailroom, second)
    assert [each["number"] for each in asked.context["event"]["matters"]] == [second, first]
    assert (confirmation(cast, first), confirmation(cast, second)) == (Confirmation.REQUESTED,) * 2
    assert asked.address == CARA


# fmt: off
PICKS = (
    # she answers          the message ends  and confirms: the first, the second order
    ("1",                  APPLIED,          (False, True)),
    ("2",                  APPLIED,          (True, False)),
    ("The second one",     APPLIED,          (True, False)),
    ("WO-{first}",         APPLIED,          (True, False)),
    ("{second}",           APPLIED,          (False, True)),
    ("3",                  TRIAGE,           (False, False)),
    ("Yes",                TRIAGE,           (False, False)),
    ("1 or 2",             TRIAGE,           (False, False)),
    ("2, but only if Tom comes", TRIAGE,     (False, False)),
)
# fmt: on


@pytest.mark.parametrize(("text", "status", "then"), PICKS)
def test_the_number_picks_the_matter(
    cast: Cast, mailroom: Mailroom, text: str, status: MessageStatus, then: tuple[bool, bool]
) -> None:
    cast.run(lambda session: setattr(session.get_one(Company, cast.company_id), "last_number", 1040))
    first, second = two_visits(cast)
    write(cast, mailroom, "Yes")
    message = mailroom.reply(which(mailroom, second), text.format(first=first, second=second))
    confirmed = tuple(confirmation(cast, order) is Confirmation.CONFIRMED for order in (first, second))
    assert (message.status, confirmed) == (status, then)


def test_a_yes_in_a_thread_is_taken_as_the_answer_to_it(cast: Cast, mailroom: Mailroom) -> None:
    first, second = two_visits(cast)
    message = mailroom.reply(mailroom.asked(first, "confirmation-request"), "Yes")
    assert message.status is APPLIED
    assert (confirmation(cast, first), confirmation(cast, second)) == (
        Confirmation.CONFIRMED,
        Confirmation.REQUESTED,
    )


# fmt: off
IN_ONE_THREAD = (
    # she writes below our mail                        the message    does
    (("Yes",                 "confirmation-request"),  (APPLIED,      "confirms")),
    (("Yes",                 "quote"),                 (APPLIED,      "approves")),
    (("Approved",            "confirmation-request"),  (KEPT,         "is asked")),
    (("I approve the quote", "confirmation-request"),  (KEPT,         "is asked")),
    (("Yes please",          "note-for-customer"),     (KEPT,         "is asked")),
    (("Thank you",           "note-for-customer"),     (KEPT,         "nothing")),
)
# fmt: on


@pytest.mark.parametrize(("written", "then"), IN_ONE_THREAD)
def test_a_work_order_with_a_visit_to_confirm_and_a_quote_to_approve(
    cast: Cast, mailroom: Mailroom, written: tuple[str, str], then: tuple[MessageStatus, str]
) -> None:
    """L14, L29: the mail that is answered says what yes means; words of the other matter are asked about."""
    (text, mail), (status, does) = written, then
    order = visit_and_quote(cast)
    cast.do(cast.dora, c.Note(order=order, text="We bring our own ladder.", internal=False))
    assert mailroom.reply(mailroom.asked(order, mail), text).status is status
    assert (confirmation(cast, order) is Confirmation.CONFIRMED) == (does == "confirms")
    assert (quote_status(cast, order) is QuoteStatus.APPROVED) == (does == "approves")
    assert bool(cast.told(THEM, order)) == (does == "is asked")


def test_what_is_picked_still_needs_its_proof(cast: Cast, mailroom: Mailroom) -> None:
    """I15, L14: money needs more than a number in a mail that nothing signed; then a code is asked for."""
    order = visit_and_quote(cast)
    write(cast, mailroom, "Yes")
    asked = which(mailroom, order)
    number = [each["asks"] for each in asked.context["event"]["matters"]].index("approve_quote") + 1
    to = mailroom.address(asked)
    stranger = mailroom.letter(to, str(number), "mallory@example.net")
    assert mailroom.receive(stranger, to, "mallory@example.net").status is TRIAGE
    mailroom.receive(mailroom.unsigned(to, str(number), "cara@acmefoods.example"), to)
    assert quote_status(cast, order) is QuoteStatus.SENT
    assert mailroom.reply(asked, str(number)).status is APPLIED


def test_the_same_is_asked_once_a_day(cast: Cast, mailroom: Mailroom) -> None:
    _first, second = two_visits(cast)
    assert write(cast, mailroom, "Yes") is KEPT
    assert write(cast, mailroom, "Yes!") is TRIAGE
    assert len(cast.told(THEM)) == 1
    cast.clock.now += timedelta(hours=25)
    assert write(cast, mailroom, "Yes, of course") is KEPT
    assert len(cast.told(THEM)) == 2
    assert second


def test_a_person_of_two_customers_is_asked_about_both(cast: Cast, mailroom: Mailroom) -> None:
    """One address, contact of several customers: the number also says for whom they speak."""

    def add(session: Session) -> int:
        customer = Customer(company_id=cast.company_id, name="Bright Bakery")
        session.add(customer)
        session.flush()
        site = Site(
            company_id=cast.company_id,
            customer_id=customer.id,
            name="Bakery",
            address="1 Mill Rd",
            zone="America/Chicago",
        )
        contact = Contact(
            company_id=cast.company_id, customer_id=customer.id, name="Cara Cole", email=CARA, is_primary=True
        )
        session.add_all([site, contact])
        session.flush()
        return int(site.id)

    first = cast.scheduled_order()
    cast.site_id = cast.run(add)
    second = cast.scheduled_order(FRIDAY)
    write(cast, mailroom, "Yes")
    message = mailroom.reply(which(mailroom, second), "2")
    assert (message.status, confirmation(cast, first), confirmation(cast, second)) == (
        APPLIED,
        Confirmation.CONFIRMED,
        Confirmation.REQUESTED,
    )


def test_with_a_single_open_question_a_person_sees_the_yes(cast: Cast, mailroom: Mailroom) -> None:
    """§6: what has nothing of ours in it is never a command (E0)."""
    order = cast.scheduled_order()
    assert write(cast, mailroom, "Yes") is TRIAGE
    assert confirmation(cast, order) is Confirmation.REQUESTED
    assert not cast.told(THEM)


def test_a_mail_that_asked_nothing_is_followed_by_its_one_open_question(
    cast: Cast, mailroom: Mailroom
) -> None:
    """The thread names the work order; whether yes was meant for its visit, they are asked."""
    order = cast.scheduled_order()
    cast.do(cast.dora, c.Note(order=order, text="We bring our own ladder.", internal=False))
    assert mailroom.reply(mailroom.asked(order, "note-for-customer"), "Yes").status is KEPT
    assert confirmation(cast, order) is Confirmation.REQUESTED
    assert mailroom.reply(which(mailroom, order), "Yes").status is APPLIED
    assert confirmation(cast, order) is Confirmation.CONFIRMED


# fmt: off
NOT_ASKED = (
    # somebody writes                                         from
    ("Our heater is making a noise again, can you come?",     CARA),
    ("Could you come on Friday at 9?",                        CARA),
    ("Yes",                                                   "mallory@example.net"),
    ("Hello",                                                 CARA),
)
# fmt: on


@pytest.mark.parametrize(("text", "sender"), NOT_ASKED)
def test_what_is_no_answer_goes_to_a_person_and_strangers_are_never_asked(
    cast: Cast, mailroom: Mailroom, text: str, sender: str
) -> None:
    two_visits(cast)
    assert write(cast, mailroom, text, sender) is TRIAGE
    assert not cast.told(THEM)


def test_a_disowned_sender_is_not_asked(cast: Cast, mailroom: Mailroom) -> None:
    """§6: whose own domain says that it is not theirs gets no mail from us."""
    two_visits(cast)
    to = f"{mailbox_of(cast)}@desk.test"
    forged = mailroom.unsigned(to, "Yes", "cara@acmefoods.example", Reply_To="mallory@example.net")
    before = len(cast.told(THEM))
    message = mailroom.receive(forged, to)
    authentication = message.steps["authenticate"]
    assert (message.status is TRIAGE) == bool(authentication["failed"])
    assert all(told.address == CARA for told in cast.told(THEM)[before:])


def test_a_matter_that_was_overtaken_is_answered_and_nothing_changes(cast: Cast, mailroom: Mailroom) -> None:
    """L33, N.7."""
    first, second = two_visits(cast)
    write(cast, mailroom, "Yes")
    cast.do(cast.dora, c.Reschedule(order=second, window=THURSDAY, reason="van broke down"))
    message = mailroom.reply(which(mailroom, second), "1")
    assert (message.status, confirmation(cast, second)) == (KEPT, Confirmation.REQUESTED)
    assert "earlier time" in mailroom.asked(second, "reply-answer").context["event"]["answer"]
    assert first
