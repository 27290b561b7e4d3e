"""Machines told from people: bounces, notices of providers, complaints, and the people who write about them."""

import json

import pytest

from inbound.mail import Address, Attachment, InboundMail
from inbound.parse import parse, parse_here
from inbound.screen import Kind, screen

DESK = "To: Desk <desk@desk.example>"


def told(sender: str, subject: str, text: str, *headers: str) -> tuple[Kind, str]:
    raw = "\n".join((f"From: {sender}", DESK, f"Subject: {subject}", *headers, "", text))
    screened = screen(parse_here(raw.encode()))
    return screened.kind, screened.bounced_recipient


SES_BOUNCE = {
    "notificationType": "Bounce",
    "bounce": {"bouncedRecipients": [{"emailAddress": "gone@harbour.example"}]},
}
SES_DELIVERY = {"notificationType": "Delivery", "delivery": {"recipients": ["cara@harbour.example"]}}
SES_COMPLAINT = {"notificationType": "Complaint", "complaint": {}}
NOTICES = (
    (json.dumps(SES_BOUNCE),                                                Kind.BOUNCE,    "gone@harbour.example"),
    (json.dumps({"Type": "Notification", "Message": json.dumps(SES_BOUNCE)}), Kind.BOUNCE,  "gone@harbour.example"),
    (json.dumps(SES_BOUNCE) + "\n\n--\nTo stop these, click here.",           Kind.BOUNCE,  "gone@harbour.example"),
    (json.dumps(SES_DELIVERY),                                              Kind.DELIVERED, ""),
    (json.dumps(SES_COMPLAINT),                                             Kind.COMPLAINT, ""),
    ('{"notificationType": "Bounce", "bounce": 5}',                         Kind.BOUNCE,    ""),
    ('{"notificationType": "Bounce"',                                       Kind.PERSON,    ""),
    ('{"notificationType": ["Bounce"]}',                                    Kind.PERSON,    ""),
    ("[" * 5000,                                                            Kind.PERSON,    ""),
    ('{"a":' * 5000,                                                        Kind.PERSON,    ""),
)  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "recipient"), NOTICES)
def test_a_providers_notice_is_read(text: str, kind: Kind, recipient: str) -> None:
    assert told("no-reply@provider.example", "Notification", text) == (kind, recipient)


PROSE = (
    # from                             subject                        text                                                 the address
    ("postmaster@mx.example",         "Undeliverable message",       "Reasons\ngone@harbour.example",                     "gone@harbour.example"),
    ("mailer-daemon@mx.example",      "Delivery status notification", "Delivery of yours was aborted: gone@harbour.example", "gone@harbour.example"),
    ("Mail Delivery System <m@mx.example>", "Mail failure",          "Could not be delivered to <gone@harbour.example>",  "gone@harbour.example"),
    ("no-reply@mx.example",           "メールエラー通知",            "Could not be delivered to: <gone@harbour.example>\n550 5.1.1 no", "gone@harbour.example"),
)  # fmt: skip


@pytest.mark.parametrize(("sender", "subject", "text", "recipient"), PROSE)
def test_two_signs_make_a_bounce(sender: str, subject: str, text: str, recipient: str) -> None:
    assert told(sender, subject, text) == (Kind.BOUNCE, recipient)


def test_the_bounced_address_may_be_the_one_a_header_names_as_the_original_recipient() -> None:
    text = "Error delivering your mail to <gone@harbour.example>:\n554 5.3.4 too big"
    found = told("MAILER-DAEMON <>", "Mail delivery failed", text, "X-Original-To: <gone@harbour.example>")
    assert found == (Kind.BOUNCE, "gone@harbour.example")


def test_an_address_nobody_names_is_taken_from_the_returned_mail() -> None:
    returned = b"From: desk@desk.example\nTo: Cara <gone@harbour.example>\nSubject: Visit\n\nHello\n"
    mail = InboundMail(
        sender=Address("", "mailer-daemon@mx.example"),
        recipients=("desk@desk.example",),
        subject="Undelivered mail",
        text="The mailbox is full.",
        attachments=(Attachment("message.eml", "message/rfc822", returned),),
    )
    assert screen(mail).bounced_recipient == "gone@harbour.example"


PEOPLE = (
    ("Cara Cole <cara@harbour.example>", "Re: Undelivered mail returned",   "Your last mail came back to you, try this address."),
    ("Cara Cole <cara@harbour.example>", "Delivery failed",                 "The pump was not delivered. Come Friday?"),
    ("Postmaster <postmaster@harbour.example>", "Re: Undeliverable visit",  "Yes please, the door was locked."),
    ("Cara Cole <cara@harbour.example>", "complaint about message from you", "I did not like your last message."),
    ("Cara Cole <cara@harbour.example>", "Bounce",                          '{"notificationType": "Visit"}'),
    ("Cara Cole <cara@harbour.example>", "message aborted",                 "The visit has been aborted by me, sorry."),
)  # fmt: skip


@pytest.mark.parametrize(("sender", "subject", "text"), PEOPLE)
def test_people_who_write_about_such_things_are_heard(sender: str, subject: str, text: str) -> None:
    assert told(sender, subject, text, "In-Reply-To: <n1@desk.example>")[0] is Kind.PERSON


def test_a_complaint_needs_the_mail_complained_about() -> None:
    mail = InboundMail(
        sender=Address("", "staff@provider.example"),
        subject="complaint about message from 192.0.2.1",
        attachments=(Attachment("message.eml", "message/rfc822", b"Subject: Visit\n\nHello\n"),),
    )
    assert screen(mail, "staff@provider.example").kind is Kind.COMPLAINT


def test_a_bounce_without_any_words_is_still_one() -> None:
    assert told("mailer-daemon@mx.example", "Undelivered mail", "") == (Kind.BOUNCE, "")


def test_a_mail_that_runs_in_a_circle_is_let_go() -> None:
    """RFC 5321 6.3: a hundred servers are no way, they are a loop."""
    letter = b"From: cara@acmefoods.example\r\nTo: us@desk.test\r\nSubject: hi\r\n\r\nYes\r\n"
    hop = b"Received: from a.example by b.example; Mon, 23 Nov 2026 09:00:00 -0600\r\n"
    assert screen(parse(hop * 100 + letter), "cara@acmefoods.example").kind is Kind.PERSON
    assert screen(parse(hop * 101 + letter), "cara@acmefoods.example").kind is Kind.LOOP
