"""People whose mail looks a little like a bounce are heard; a bounce in prose marks only the address that it names."""

import pytest

from core import queries
from core.model import Confirmation, MessageStatus
from inbound.decision import Outcome
from inbound.floods import MOST_WAITING
from inbound.parse import parse_here
from inbound.screen import Kind, screen
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom

APPLIED, IGNORED, TRIAGE = MessageStatus.APPLIED, MessageStatus.IGNORED, MessageStatus.TRIAGE
OFFICE = "service@desk.test"
DAEMON = "MAILER-DAEMON@mx.provider.example"
VERP = "bounces+1234-desk=desk.test@em77.acmefoods.example"
NO_PHONE = "We could not reach anybody by phone. The boiler has failed, can somebody come?"

# fmt: off
PEOPLE = (
    # envelope sender                        subject                              what they write
    (VERP,                                   "Boiler",                            NO_PHONE),
    ("bounce+4f.1a@mg.acmefoods.example",    "Re: Ihr Termin",                    "Ja, passt. Bis zum 5.6.25!"),
    ("bounces@mail.acmefoods.example",       "Boiler",                            "My letter was returned, nobody was found."),
    ("bounce-77_HTML@bounce.mc.example",     "Order 4711",                        "The boiler was not delivered on 5.6.25 (5.7.25)."),
    ("postmaster@acmefoods.example",         "Heating",                           "The fitter was not found at the door."),
    (CARA,                                   "Message not delivered? Heating",    "Es war am 5.6.25, die Heizung ist nicht erreichbar."),
    (CARA,                                   "Message not delivered? Heating",    "Versions 5.1.12 and 4.2.1 of the boiler are not found."),
    (CARA,                                   "Message not delivered? Heating",    "The display says error 5.1.12 (#5.1.12)."),
    (CARA,                                   "Delivery failed",                   "It was not found at 550 Elm Street (5.6.26)."),
)
BOUNCES = (
    # From                                   subject                              what it says
    (DAEMON,                                 "Re: Your visit",                    "<gone@harbour.example>: 550 5.1.1 no"),
    (DAEMON,                                 "Hello",                             "gone@harbour.example: no mailbox here (#5.1.1)"),
    (DAEMON,                                 "Undelivered Mail",                  "gone@harbour.example (5.1.1)"),
    ("Mail System <m@mx.example>",           "Mail delivery failed",              "gone@harbour.example is unknown here, status=5.1.1"),
    ("MAILER-DAEMON <>",                     "Hello",                             "gone@harbour.example: user unknown"),
)
# fmt: on


@pytest.mark.parametrize("answers", [False, True])
@pytest.mark.parametrize(("envelope", "subject", "words"), PEOPLE)
def test_a_person_is_no_bounce(envelope: str, subject: str, words: str, answers: bool) -> None:  # noqa: FBT001 - a case
    head = f"From: Cara Cole <{CARA}>\nTo: {OFFICE}\nSubject: {subject}\n"
    raw = f"{head}{'In-Reply-To: <n1@desk.test>' if answers else 'X-A: 1'}\n\n{words}\n"
    assert screen(parse_here(raw.encode()), envelope).kind is Kind.PERSON


@pytest.mark.parametrize(("sender", "subject", "words"), BOUNCES)
def test_a_code_is_known_by_what_stands_beside_it(sender: str, subject: str, words: str) -> None:
    raw = f"From: {sender}\nTo: {OFFICE}\nSubject: {subject}\n\n{words}\n"
    screened = screen(parse_here(raw.encode()), "MAILER-DAEMON@mx.example")
    assert (screened.kind, screened.bounced_recipient) == (Kind.BOUNCE, "gone@harbour.example")


def test_a_yes_by_way_of_a_provider_is_acted_on(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    to = mailroom.address(asked)
    raw = mailroom.letter(
        to, "Yes, that works.\n\n-- \nCara Cole, 5.6.25", References=f"<{asked.message_key}@desk.test>"
    )
    message = mailroom.receive(raw, to, "bounce+4f.1a@mg.acmefoods.example")
    read = cast.read(cast.dora, queries.order(order))
    assert read.contact is not None
    assert (message.status, read.confirmation, read.contact.bounced) == (
        APPLIED,
        Confirmation.CONFIRMED,
        False,
    )


@pytest.mark.parametrize("sender", [VERP, CARA])
def test_a_request_by_way_of_a_provider_reaches_a_person(mailroom: Mailroom, sender: str) -> None:
    message = mailroom.receive(mailroom.letter(OFFICE, NO_PHONE), OFFICE, sender)
    assert (message.status, mailroom.triage_cards()) == (TRIAGE, [message.id])


def test_a_bounce_in_prose_that_names_no_address_marks_nobody(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    message = mailroom.receive(
        mailroom.unsigned(to, "I was not able to deliver it (#5.1.1).", DAEMON), to, ""
    )
    contact = cast.read(cast.dora, queries.order(order)).contact
    assert contact is not None
    assert (contact.bounced, message.status) == (False, TRIAGE)
    assert "Please read it." in (message.why or "")
    assert cast.told("mail-failed", order) == []


def test_a_bounce_in_prose_about_nothing_we_know_reaches_a_person(mailroom: Mailroom) -> None:
    said = "I was not able to deliver your message to <gone@harbour.example> (#5.1.1)."
    message = mailroom.receive(mailroom.unsigned(OFFICE, said, DAEMON), OFFICE, "")
    assert message.decision is not None
    assert (message.decision["outcome"], message.status) == (Outcome.TRIAGE, TRIAGE)
    assert mailroom.triage_cards() == [message.id]


def test_a_flood_of_them_makes_a_few_cards(cast: Cast, mailroom: Mailroom) -> None:
    """Backscatter: somebody writes to everybody in our name."""
    said = "I was not able to deliver your message to <gone@harbour.example> (#5.1.1)."
    letters = [mailroom.unsigned(OFFICE, said, DAEMON) for _ in range(MOST_WAITING + 5)]
    for message_id in mailroom.post_all(letters, OFFICE):
        mailroom.reader.read(cast.company_id, message_id)
    assert len(mailroom.triage_cards()) == MOST_WAITING
