"""The bytes of our mail, read back by a mail program's eyes."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.mailmarks import LOOP_HEADER, REPLY_ABOVE, marked_addresses
from core.tokens import ReplyToken, ReplyTokens
from outbound.compose import MailIdentity, compose
from outbound.headers import LONGEST_NAME, LONGEST_SUBJECT, Unsendable, clean, mail_address, mailbox, subject
from tests.outbound.letters import IDENTITY, KEY, OWN, TOKENS, WRITTEN, outgoing

LONG_DOMAIN = "replies.service-department.northgate-inspections-of-illinois.example"
OURS = {
    "from",
    "to",
    "reply-to",
    "date",
    "message-id",
    "in-reply-to",
    "references",
    "auto-submitted",
    "x-auto-response-suppress",
    LOOP_HEADER.lower(),
    "list-unsubscribe",
    "subject",
    "mime-version",
    "content-type",
}


def read(raw: bytes) -> EmailMessage:
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def sent(name: str = "confirmation-request", **changes: Any) -> EmailMessage:
    return read(compose(outgoing(name, **changes), TOKENS, IDENTITY))


def test_the_customer_sees_who_writes_and_answers_to_a_token() -> None:
    mail = sent()
    token = TOKENS.address(ReplyToken(1, 77))
    assert mail["From"] == "Northgate Inspections <service@mail.northgate.example>"
    assert mail["To"] == "Cara Cole <cara@acmefoods.example>"
    assert mail["Reply-To"].addresses[0].addr_spec == token
    assert mail["Reply-To"].addresses[0].display_name == "Northgate Inspections"
    assert mail["Message-ID"] == f"<{KEY}@mail.northgate.example>"
    assert parsedate_to_datetime(mail["Date"]) == WRITTEN


def test_a_company_can_write_from_an_address_of_its_own() -> None:
    identity = MailIdentity("hello@northgate.example", "Northgate, Inc.")
    mail = read(compose(outgoing("quote"), TOKENS, identity))
    assert mail["From"] == '"Northgate, Inc." <hello@northgate.example>'
    assert mail["Reply-To"].addresses[0].addr_spec == TOKENS.address(ReplyToken(1, 77))


def test_machines_are_told_not_to_answer_and_we_know_our_own() -> None:
    mail = sent()
    assert mail["Auto-Submitted"] == "auto-generated"  # RFC 3834
    assert mail["X-Auto-Response-Suppress"] == "All"
    assert mail[LOOP_HEADER] == "mail.northgate.example"
    assert {name.lower() for name in mail} <= OURS


def test_the_token_also_stands_in_both_bodies() -> None:
    mail = sent()
    for kind in ("plain", "html"):
        body = mail.get_body((kind,))
        assert body is not None
        text = body.get_content()
        assert REPLY_ABOVE in text
        assert marked_addresses(text, TOKENS.domain) == (TOKENS.address(ReplyToken(1, 77)),)


def test_a_later_mail_continues_the_thread() -> None:
    keys = tuple(f"{number:032x}" for number in range(20))
    mail = read(compose(replace(outgoing("visit-confirmed"), thread_keys=keys), TOKENS, IDENTITY))
    assert mail["References"].split() == [f"<{key}@mail.northgate.example>" for key in keys]
    assert mail["In-Reply-To"] == f"<{keys[-1]}@mail.northgate.example>"


def test_a_long_domain_breaks_no_thread() -> None:
    tokens = ReplyTokens(b"k" * 32, LONG_DOMAIN)
    raw = compose(replace(outgoing("visit-confirmed"), thread_keys=("a" * 32, "b" * 32)), tokens, IDENTITY)
    assert read(raw)["References"].split() == [f"<{'a' * 32}@{LONG_DOMAIN}>", f"<{'b' * 32}@{LONG_DOMAIN}>"]
    assert f"<{'a' * 32}@{LONG_DOMAIN}>".encode() in raw, "ids are no words, and not encoded as such"


@pytest.mark.parametrize("name", OWN)
def test_composing_twice_gives_the_same_bytes(name: str) -> None:
    assert compose(outgoing(name), TOKENS, IDENTITY) == compose(outgoing(name), TOKENS, IDENTITY)


@pytest.mark.parametrize("name", OWN)
def test_every_mail_travels_as_seven_bit_lines_that_no_server_breaks(name: str) -> None:
    raw = compose(outgoing(name, contact={"name": "Zoë Łukasiewicz"}), TOKENS, IDENTITY)
    assert raw.isascii()
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998  # RFC 5322 §2.1.1


def test_the_parts_stand_in_the_order_mail_programs_expect() -> None:
    mail = sent()
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert [part.get_content_type() for part in sent("visit-confirmed").walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "cara",
        "cara@",
        "@acme.example",
        "cara@acme.example\r\nBcc: eve@other.example",
        "cara@acme.example, eve@other.example",
        "cara cole@acme.example",
        "<cara@acme.example>",
        "jürgen@acme.example",
        "a" * 250 + "@acme.example",
        "cara@" + "ä" * 80 + ".example",
    ],
)
def test_an_address_that_mail_cannot_go_to_is_said_so(address: str) -> None:
    with pytest.raises(Unsendable, match="Correct it at the contact"):
        compose(replace(outgoing("quote"), address=address), TOKENS, IDENTITY)


def test_an_international_domain_goes_over_the_wire_in_ascii() -> None:
    assert mail_address("cara@müller.example") == "cara@xn--mller-kva.example"


# Names and titles as people and attackers write them.
WORDS = st.one_of(
    st.text(max_size=300),
    st.text(alphabet='äöü漢🚒👩‍🚒 "\\<>@,;:()=?\r\n\t\x00\u2028', max_size=150),
    st.builds(
        "{}{}{}".format,
        st.text(max_size=80),
        st.sampled_from(
            [
                "\r\nBcc: eve@other.example\r\n",
                "\n\n<html>",
                "\r\n\r\n--=_" + KEY + "_0",
                "=?utf-8?q?=0D=0ABcc:_eve@other.example?=",
                "\u2028X-Evil: 1",
            ]
        ),
        st.text(max_size=80),
    ),
)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS, WORDS)
def test_whatever_names_contain_the_headers_say_it_and_nothing_more(
    contact: str, company: str, title: str
) -> None:
    letter = outgoing(
        "work-completed",
        contact={"name": contact},
        company={"name": company},
        order={"title": title},
    )
    raw = compose(letter, TOKENS, IDENTITY)
    assert raw == compose(letter, TOKENS, IDENTITY)
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    fields = re.findall(r"^([^\s:]+):", head, re.MULTILINE)
    assert len(fields) == len(set(fields))
    assert {field.lower() for field in fields} <= OURS
    mail = read(raw)
    assert [part.get_content_type() for part in mail.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert [to.addr_spec for to in mail["To"].addresses] == ["cara@acmefoods.example"]
    assert [sender.addr_spec for sender in mail["From"].addresses] == ["service@mail.northgate.example"]


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_a_subject_is_read_as_it_was_written(text: str) -> None:
    mail = read(f"Subject: {subject(text)}\r\n\r\n".encode("ascii"))
    assert mail["Subject"] == clean(text, LONGEST_SUBJECT)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_a_name_is_read_as_it_was_written(text: str) -> None:
    """Decoded by RFC 2047: the newer parser of this Python puts a space between two encoded words of a name."""
    field = mailbox("To", text, "cara@acme.example")
    name, address = parseaddr(field.replace("\r\n ", " "))
    assert (str(make_header(decode_header(name))), address) == (
        clean(text, LONGEST_NAME),
        "cara@acme.example",
    )
    assert max(map(len, f"To: {field}".split("\r\n"))) <= 998
