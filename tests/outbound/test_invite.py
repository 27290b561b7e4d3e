"""The calendar invite, read back as a calendar reads it (RFC 5545, RFC 5546)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes, policy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from core.mailmarks import invite_uid
from core.tokens import ReplyToken
from outbound.compose import compose
from outbound.invite import Invite, invite
from tests.outbound.letters import IDENTITY, OWN, TOKENS, outgoing

TOKEN = TOKENS.address(ReplyToken(1, 42))  # of the first mail that invited them
INVITING = frozenset(
    {"confirmation-request", "visit-moved", "visit-rebooked", "slot-picked", "order-cancelled"}
)


def invited(name: str = "confirmation-request", **changes: Any) -> Invite:
    made = invite(outgoing(name, **changes), TOKENS)
    assert made is not None
    return made


def event(made: Invite) -> Any:
    return Calendar.from_ical(made.ics).walk("VEVENT")[0]


def test_the_invite_asks_for_an_answer_to_the_mails_own_token() -> None:
    made = invited()
    calendar, asked = Calendar.from_ical(made.ics), event(made)
    assert (made.method, str(calendar["METHOD"])) == ("REQUEST", "REQUEST")
    assert str(asked["ORGANIZER"]) == f"mailto:{TOKEN}"
    assert asked["ORGANIZER"].params["CN"] == "Northgate Inspections"
    assert str(asked["ATTENDEE"]) == "mailto:cara@acmefoods.example"
    assert asked["ATTENDEE"].params["CN"] == "Cara Cole"
    assert (asked["ATTENDEE"].params["RSVP"], asked["ATTENDEE"].params["PARTSTAT"]) == (
        "TRUE",
        "NEEDS-ACTION",
    )


def test_the_invite_says_what_when_and_where() -> None:
    asked = event(invited())
    assert asked["DTSTART"].dt == datetime(2026, 11, 26, 20, tzinfo=UTC)
    assert asked["DTEND"].dt == datetime(2026, 11, 26, 22, tzinfo=UTC)
    assert asked["SUMMARY"] == "Fire alarm inspection – Northgate Inspections"
    assert asked["LOCATION"] == "Acme HQ, 1200 W Fulton Market, Chicago, IL 60607"
    assert asked["DESCRIPTION"].endswith("a few minutes.\nWO-1042")
    assert asked["STATUS"] == "CONFIRMED"


def test_a_revision_is_the_same_event_with_a_higher_sequence() -> None:
    first, second = event(invited()), event(invited("visit-moved", invite={"sequence": 4}))
    assert first["UID"] == second["UID"] == invite_uid(TOKENS, 31)
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (3, 4)


def test_another_visit_is_another_event() -> None:
    assert event(invited())["UID"] != event(invited(visit={"id": 32}))["UID"]


def test_a_time_the_customer_asked_for_needs_no_further_answer() -> None:
    assert event(invited("visit-rebooked"))["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"


def test_a_cancellation_takes_the_event_out_of_the_calendar() -> None:
    made = invited("order-cancelled")
    gone = event(made)
    assert made.method == "CANCEL"
    assert (gone["STATUS"], gone["SEQUENCE"], gone["UID"]) == ("CANCELLED", 4, invite_uid(TOKENS, 31))


# fmt: off
DAYS: list[tuple[str, str, str, date, date]] = [
    # start (UTC)                  end (UTC)                    site's zone         first day          day after the last
    ("2026-11-26T14:00:00+00:00", "2026-11-26T23:00:00+00:00", "America/Chicago",  date(2026, 11, 26), date(2026, 11, 27)),
    ("2026-11-26T06:00:00+00:00", "2026-11-27T06:00:00+00:00", "America/Chicago",  date(2026, 11, 26), date(2026, 11, 27)),
    ("2026-11-26T14:00:00+00:00", "2026-11-28T23:00:00+00:00", "America/Chicago",  date(2026, 11, 26), date(2026, 11, 29)),
    ("2026-11-25T19:00:00+00:00", "2026-11-26T04:00:00+00:00", "Pacific/Auckland", date(2026, 11, 26), date(2026, 11, 27)),
]
# fmt: on


@pytest.mark.parametrize(("start", "end", "zone", "first", "after"), DAYS)
def test_a_day_without_a_time_is_a_whole_day_of_the_site(
    start: str, end: str, zone: str, first: date, after: date
) -> None:
    asked = event(invited(visit={"start": start, "end": end, "date_only": True}, site={"zone": zone}))
    assert (asked["DTSTART"].dt, asked["DTEND"].dt) == (first, after)
    assert asked["DTSTART"].params["VALUE"] == "DATE"


def test_no_invite_goes_with_other_mails_or_without_a_window() -> None:
    assert {name for name in OWN if invite(outgoing(name), TOKENS)} == INVITING
    unscheduled = outgoing("order-cancelled", visit={"start": None, "end": None})
    assert invite(unscheduled, TOKENS) is None
    assert invite(outgoing("confirmation-request", invite=None), TOKENS) is None


@pytest.mark.parametrize("name", sorted(INVITING))
def test_the_mail_carries_the_invite_for_programs_of_both_kinds(name: str) -> None:
    """Gmail and Outlook show the alternative with its method; Apple and the rest take the file."""
    letter = outgoing(name)
    mail: Any = message_from_bytes(compose(letter, TOKENS, IDENTITY), policy=policy.default)
    shown, attached = [
        part for part in mail.walk() if part.get_content_type() in {"text/calendar", "application/ics"}
    ]
    method = "CANCEL" if name == "order-cancelled" else "REQUEST"
    assert (shown.get_param("method"), shown.get_content_charset()) == (method, "utf-8")
    assert attached.get_filename() == "invite.ics"
    assert shown.get_payload(decode=True) == attached.get_payload(decode=True)
    made = invite(letter, TOKENS)
    assert made is not None
    assert attached.get_payload(decode=True) == made.ics.encode()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=200))
def test_whatever_names_contain_the_calendar_is_whole(contact: str, title: str, description: str) -> None:
    made = invited(contact={"name": contact}, order={"title": title, "description": description})
    calendar = Calendar.from_ical(made.ics)
    (asked,) = calendar.walk("VEVENT")
    assert not calendar.errors
    assert not asked.errors
    assert str(asked["ATTENDEE"]) == "mailto:cara@acmefoods.example"
    assert asked["SEQUENCE"] == 3
    assert max(len(line.encode()) for line in made.ics.split("\r\n")) <= 75  # RFC 5545 §3.1


def test_the_same_letter_gives_the_same_invite() -> None:
    letter = replace(outgoing("confirmation-request"))
    assert invite(letter, TOKENS) == invite(letter, TOKENS)
