"""Each client's answer, parsed back: threading, addressing, the new words, the quote, and what is typical of it."""

from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from typing import Any

import pytest

from sandbox.mail.reading import read_invite
from sandbox.mail.shapes import BY_NAME
from sandbox.mail.shapes.bounce import Failure, delivery_report
from sandbox.mail.shapes.calendar import NoInviteError, Response, rsvp
from sandbox.mail.shapes.forward import Note, forward
from sandbox.mail.shapes.fresh import Draft, new_mail
from sandbox.mail.shapes.vacation import out_of_office
from sandbox.mail.shapes.wire import Sender
from tests.sandbox.mail.letters import NOW, ORGANIZER, REPLY_TO, confirmation_request

CARA = Sender("Cara Cole", "cara@acmefoods.example", "America/Chicago")
RENEE = Sender("Renée Dubois, Verwaltung", "renee@harborlofts.example", "America/Chicago")
WORDS = "Yes, that works – thank you!\nSee you then."


@dataclass(frozen=True)
class Typical:
    """What one client's answer looks like on the wire. The encodings are those of its text part."""

    shape: str
    content_type: str
    charset: str
    encoding: str
    message_id_ends: str
    text_before_quote: str
    html_has: tuple[str, ...]


# fmt: off
TYPICAL = (
    Typical("gmail",   "multipart/alternative", "utf-8",        "quoted-printable", "@mail.gmail.com>",      f"{WORDS}\n\nOn Fri, Nov 20, 2026 at 9:00\u202fAM Northgate Inspections <\nservice@northgate.example> wrote:\n\n> Hello Cara,", ('class="gmail_quote', 'class="gmail_attr"', "<blockquote")),
    Typical("apple",   "multipart/alternative", "utf-8",        "quoted-printable", "@acmefoods.example>",   f"{WORDS}\n\n> On Nov 20, 2026, at 9:00\u202fAM, Northgate Inspections", ('<blockquote type="cite">', "lineBreakAtBeginningOfMessage")),
    Typical("iphone",  "multipart/alternative", "utf-8",        "quoted-printable", "@acmefoods.example>",   f"{WORDS}\n\nSent from my iPhone\n\n> On Nov 20, 2026, at 9:00\u202fAM", ('<blockquote type="cite">', "Sent from my iPhone", "\ufeff")),
    Typical("outlook", "multipart/alternative", "windows-1252", "base64",           ".prod.outlook.com>",    f"{WORDS}\n\n________________________________\nFrom: Northgate Inspections <service@northgate.example>\nSent: Friday, November 20, 2026 9:00 AM\nTo: Cara Cole <cara@acmefoods.example>\nSubject: ", ('id="divRplyFwdMsg"', "<b>From:</b>", 'id="appendonsend"')),
    Typical("plain",   "text/plain",            "utf-8",        "quoted-printable", "@acmefoods.example>",   f"{WORDS}\n\nOn 11/20/26 09:00, Northgate Inspections wrote:\n> Hello Cara,", ()),
)
# fmt: on
EVERY_SHAPE = pytest.mark.parametrize("typical", TYPICAL, ids=lambda typical: typical.shape)


def parsed(raw: bytes) -> Any:
    return message_from_bytes(raw, policy=policy.default)


def body(message: Any, kind: str) -> str:
    return str(message.get_body((kind,)).get_content()).replace("\r\n", "\n")


def answer(shape: str, sender: Sender = CARA, text: str = WORDS, original: bytes | None = None) -> bytes:
    return BY_NAME[shape].compose(original or confirmation_request(), text, sender, NOW)


def test_every_shape_has_its_row() -> None:
    assert [typical.shape for typical in TYPICAL] == list(BY_NAME)


@EVERY_SHAPE
def test_an_answer_goes_to_the_reply_to_and_into_the_thread(typical: Typical) -> None:
    message = parsed(answer(typical.shape))
    assert message["To"].addresses[0].addr_spec == REPLY_TO
    assert message["From"].addresses[0].addr_spec == "cara@acmefoods.example"
    assert message["In-Reply-To"] == "<wo-1042.r3@mail.northgate.example>"
    assert message["References"].split() == [
        "<wo-1042.r1@mail.northgate.example>",
        "<wo-1042.r3@mail.northgate.example>",
    ]
    assert message["Subject"] == "Re: Please confirm: Acme HQ – Thursday, Nov 26 [WO-1042]"
    assert message["Date"].datetime == NOW
    assert message["Message-ID"].endswith(typical.message_id_ends)


@EVERY_SHAPE
def test_an_answer_is_written_the_way_its_client_writes(typical: Typical) -> None:
    message = parsed(answer(typical.shape))
    text = message.get_body(("plain",))
    assert message.get_content_type() == typical.content_type
    assert text.get_content_charset() == typical.charset
    assert text["Content-Transfer-Encoding"] == typical.encoding
    assert body(message, "plain").startswith(typical.text_before_quote)
    assert not message.defects
    for html in typical.html_has:
        assert html in body(message, "html")


@EVERY_SHAPE
def test_an_answer_is_sevenbit_and_no_line_is_longer_than_a_mail_server_allows(typical: Typical) -> None:
    raw = answer(typical.shape, RENEE, "Ça marche, à jeudi ! " * 40)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"<html><head><title>" not in raw


@EVERY_SHAPE
def test_a_name_with_accents_and_a_comma_survives(typical: Typical) -> None:
    message = parsed(answer(typical.shape, RENEE))
    assert message["From"].addresses[0].display_name == "Renée Dubois, Verwaltung"


@EVERY_SHAPE
def test_the_same_ingredients_make_the_same_mail_and_other_words_another_id(typical: Typical) -> None:
    assert answer(typical.shape) == answer(typical.shape)
    first, second = parsed(answer(typical.shape)), parsed(answer(typical.shape, text="no"))
    assert first["Message-ID"] != second["Message-ID"]


@EVERY_SHAPE
def test_an_answer_to_an_answer_says_re_once_and_goes_to_its_writer(typical: Typical) -> None:
    message = parsed(answer(typical.shape, RENEE, original=answer("gmail")))
    assert str(message["Subject"]).casefold().count("re:") == 1
    assert message["To"].addresses[0].addr_spec == "cara@acmefoods.example"
    assert len(message["References"].split()) == 3


def test_outlook_writes_utf8_when_windows_1252_has_no_such_letter() -> None:
    message = parsed(answer("outlook", text="Да, подходит"))
    assert message.get_body(("plain",)).get_content_charset() == "utf-8"
    assert body(message, "plain").startswith("Да, подходит")


def test_outlook_quotes_without_a_single_greater_than_sign_at_a_line_start() -> None:
    assert not [line for line in body(parsed(answer("outlook")), "plain").split("\n") if line.startswith(">")]


def test_gmail_wraps_its_quote_at_78_columns() -> None:
    quoted = [line for line in body(parsed(answer("gmail")), "plain").split("\n") if line.startswith(">")]
    assert len(quoted) > TEXT_LINES_OF_THE_ORIGINAL
    assert max(map(len, quoted)) <= 78


TEXT_LINES_OF_THE_ORIGINAL = 7


def test_markup_in_the_words_stays_words() -> None:
    html = body(parsed(answer("gmail", text="<script>alert(1)</script> & co")), "html")
    assert html.startswith('<div dir="ltr">&lt;script&gt;alert(1)&lt;/script&gt; &amp; co</div>')


# fmt: off
RSVPS = (
    # answer      PARTSTAT      subject
    ("accepted",  "ACCEPTED",   "Accepted: Fire alarm inspection at Acme HQ"),
    ("tentative", "TENTATIVE",  "Tentatively Accepted: Fire alarm inspection at Acme HQ"),
    ("declined",  "DECLINED",   "Declined: Fire alarm inspection at Acme HQ"),
)
# fmt: on


@pytest.mark.parametrize(("choice", "partstat", "subject"), RSVPS)
def test_an_answered_invite_is_an_itip_reply_to_the_organizer(
    choice: Any, partstat: str, subject: str
) -> None:
    message = parsed(rsvp(confirmation_request(), Response(choice), CARA, NOW))
    part = next(part for part in message.walk() if part.get_content_type() == "text/calendar")
    ics = part.get_payload(decode=True)
    reply = read_invite(ics)
    assert part.get_param("method") == "REPLY"
    assert message["To"] == ORGANIZER
    assert message["Subject"] == subject
    assert (reply.method, reply.uid, reply.sequence) == ("REPLY", "wo-1042-visit-1@northgate.example", 3)
    assert reply.attendees == ("cara@acmefoods.example",)
    assert f"PARTSTAT={partstat}".encode() in ics.replace(b"\r\n ", b"")
    assert reply.start == "2026-11-26T20:00:00+00:00"


def test_a_mail_without_an_invite_has_nothing_to_accept() -> None:
    with pytest.raises(NoInviteError):
        rsvp(answer("plain"), Response("accepted"), CARA, NOW)


def test_an_out_of_office_says_that_a_machine_wrote_it() -> None:
    message = parsed(out_of_office(confirmation_request(), "", CARA, NOW))
    assert message["Subject"] == "Automatic reply: Please confirm: Acme HQ – Thursday, Nov 26 [WO-1042]"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert "out of the office" in body(message, "plain")


def test_a_forwarded_mail_holds_the_original_and_goes_to_somebody_else() -> None:
    message = parsed(
        forward(confirmation_request(), Note("bob@acmefoods.example", "Can you be there?"), CARA, NOW)
    )
    text = body(message, "plain")
    assert message["To"] == "bob@acmefoods.example"
    assert message["Subject"] == "Fwd: Please confirm: Acme HQ – Thursday, Nov 26 [WO-1042]"
    assert text.startswith(
        "Can you be there?\n\n---------- Forwarded message ---------\nFrom: Northgate Inspections"
    )
    assert "inspect the fire alarm panel" in text


def test_a_new_mail_answers_nothing() -> None:
    message = parsed(new_mail(Draft("service@northgate.example", "Leak – urgent", "Kitchen ☹"), CARA, NOW))
    assert message["Subject"] == "Leak – urgent"
    assert message["In-Reply-To"] is None
    assert body(message, "plain") == "Kitchen ☹\n"


def test_a_bounce_is_a_delivery_report_about_one_recipient() -> None:
    failure = Failure(
        "cara@acmefoods.example", REPLY_TO, "5.2.2", "550 5.2.2 The recipient's mailbox is full"
    )
    message = parsed(delivery_report(confirmation_request(), failure, "mx.acmefoods.example", NOW))
    human, report, returned = message.get_payload()
    about = report.get_payload()[1]
    assert (message.get_content_type(), message.get_param("report-type")) == (
        "multipart/report",
        "delivery-status",
    )
    assert "mailbox is full" in human.get_content()
    assert (about["Action"], about["Status"]) == ("failed", "5.2.2")
    assert about["Final-Recipient"] == "rfc822; cara@acmefoods.example"
    assert returned.get_payload()[0]["Message-ID"] == "<wo-1042.r3@mail.northgate.example>"


def test_dates_are_on_the_writers_own_clock() -> None:
    in_detroit = parsed(answer("gmail", replace(CARA, zone="America/Detroit")))
    assert str(in_detroit["Date"]) == "Fri, 20 Nov 2026 10:12:44 -0500"
    assert "at 10:00\u202fAM" in body(in_detroit, "plain")
