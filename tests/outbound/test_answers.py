"""What becomes of our mail in the customer's hands: answers of every program still lead back to us."""

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from icalendar import Calendar

from core.mailmarks import REPLY_ABOVE, body_marker, invite_uid, marked_addresses
from core.tokens import ReplyToken, ReplyTokens
from outbound.compose import compose
from sandbox.mail.reading import read_letter
from sandbox.mail.shapes import BY_NAME
from sandbox.mail.shapes.calendar import Response, rsvp
from sandbox.mail.shapes.wire import Sender
from tests.outbound.letters import IDENTITY, KEY, OWN, TOKENS, WRITTEN, outgoing

CARA = Sender("Cara Cole", "cara@acmefoods.example", "America/Chicago")
TOKEN = TOKENS.address(ReplyToken(1, 77))
ORGANIZER = TOKENS.address(ReplyToken(1, 42))
LATER = WRITTEN + timedelta(hours=2)


def parsed(raw: bytes) -> Any:
    return message_from_bytes(raw, policy=policy.default)


@pytest.mark.parametrize("shape", BY_NAME)
@pytest.mark.parametrize("name", OWN)
def test_an_answer_goes_to_the_token_and_quotes_the_marker_below_the_line(name: str, shape: str) -> None:
    ours = compose(outgoing(name), TOKENS, IDENTITY)
    answer = parsed(BY_NAME[shape].compose(ours, "Yes that works", CARA, LATER))
    assert [to.addr_spec for to in answer["To"].addresses] == [TOKEN]
    assert answer["In-Reply-To"] == f"<{KEY}@mail.northgate.example>"
    text = answer.get_body(("plain", "html")).get_content()
    new, line, quoted = text.partition(REPLY_ABOVE)
    assert line
    assert "Yes that works" in new
    assert "YES" not in new, "our own words are below the line, and cannot be taken for the answer"
    assert marked_addresses(quoted, TOKENS.domain) == (TOKEN,)


@pytest.mark.parametrize("name", ["confirmation-request", "visit-moved", "visit-rebooked"])
def test_an_answer_from_the_calendar_goes_to_the_token_with_our_uid_and_sequence(name: str) -> None:
    ours = compose(outgoing(name), TOKENS, IDENTITY)
    answer = parsed(rsvp(ours, Response("accepted"), CARA, LATER))
    assert [to.addr_spec for to in answer["To"].addresses] == [ORGANIZER]
    calendar = answer.get_body(("related",)) or answer
    (part,) = [part for part in calendar.walk() if part.get_content_type() == "text/calendar"]
    event = Calendar.from_ical(part.get_payload(decode=True).decode()).walk("VEVENT")[0]
    assert (event["UID"], event["SEQUENCE"]) == (invite_uid(TOKENS, 31), 3)


@pytest.mark.parametrize("name", OWN)
def test_a_reader_of_another_make_sees_the_same_mail(name: str) -> None:
    letter = read_letter(compose(outgoing(name), TOKENS, IDENTITY))
    assert letter.sender == ("Northgate Inspections", "service@mail.northgate.example")
    assert letter.reply_to == (("Northgate Inspections", TOKEN),)
    assert letter.subject.endswith("[WO-1042]")
    assert letter.text.startswith(f"{REPLY_ABOVE}\n\nHello Cara,\n")
    assert "<h1" in letter.html


def test_a_marker_names_the_address_it_was_made_from_and_nothing_else_does() -> None:
    assert marked_addresses(body_marker(TOKEN).upper(), TOKENS.domain) == (TOKEN,)
    assert marked_addresses(f"{body_marker(TOKEN)} and again {body_marker(TOKEN)}", TOKENS.domain) == (TOKEN,)
    assert marked_addresses("[ref:short] ref:abc [ref: spaced out]", TOKENS.domain) == ()


def test_a_forged_marker_is_an_address_like_any_other_and_proves_nothing() -> None:
    other = ReplyTokens(b"x" * 32, TOKENS.domain)
    (forged,) = marked_addresses(body_marker(other.address(ReplyToken(1, 77))), TOKENS.domain)
    assert TOKENS.read(forged) is None


def test_a_body_full_of_markers_is_read_only_so_far() -> None:
    flood = "".join(body_marker(TOKENS.address(ReplyToken(1, number))) for number in range(1_000))
    assert len(marked_addresses(flood, TOKENS.domain)) == 10
