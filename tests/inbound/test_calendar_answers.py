"""Accept and Decline pressed on the very invite we sent."""

from datetime import UTC

import pytest
from icalendar import Calendar

from core import commands as c
from core import notifications, queries
from core.model import Confirmation, MessageStatus, Notification
from outbound.invite import invite
from tests.cast import FRIDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.signed import signer


def pressed(cast: Cast, mailroom: Mailroom, asked: Notification, status: str, attendee: str = CARA) -> bytes:
    """What a calendar program sends when somebody presses a button on the invite of `asked`."""
    return answered(cast, mailroom, asked, (status, attendee))


def proposed(cast: Cast, mailroom: Mailroom, asked: Notification, times: str, attendee: str = CARA) -> bytes:
    """What it sends when somebody proposes another time instead."""
    return answered(cast, mailroom, asked, ("TENTATIVE", attendee), times)


def answered(
    cast: Cast, mailroom: Mailroom, asked: Notification, button: tuple[str, str], times: str = ""
) -> bytes:
    status, attendee = button
    outgoing = cast.run(lambda session: notifications.claim(session, asked.company_id, asked.id))
    sent = invite(outgoing, mailroom.tokens)
    assert sent is not None
    [event] = Calendar.from_ical(sent.ics).walk("VEVENT")
    method = "COUNTER" if times else "REPLY"
    answer = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\n{times}"
        f"UID:{event['UID']}\r\nSEQUENCE:{event['SEQUENCE']}\r\nDTSTAMP:20261123T150000Z\r\n"
        f"ORGANIZER:{event['ORGANIZER']}\r\nATTENDEE;PARTSTAT={status}:mailto:{attendee}\r\n"
        "END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    to = str(event["ORGANIZER"]).removeprefix("mailto:")
    raw = (
        f"From: {CARA}\r\nTo: {to}\r\nSubject: {status.title()}: visit\r\nAuto-Submitted: auto-replied\r\n"
        f"MIME-Version: 1.0\r\nContent-Type: text/calendar; method={method}; charset=utf-8\r\n\r\n" + answer
    ).encode()
    return signer().sign(raw, "acmefoods.example")


# fmt: off
BUTTONS = (
    # pressed        by                    the message ends           the visit is then
    (("ACCEPTED",    CARA),                (MessageStatus.APPLIED,    Confirmation.CONFIRMED)),
    (("DECLINED",    CARA),                (MessageStatus.APPLIED,    Confirmation.DECLINED)),
    (("TENTATIVE",   CARA),                (MessageStatus.KEPT,       Confirmation.REQUESTED)),
    (("DELEGATED",   CARA),                (MessageStatus.TRIAGE,     Confirmation.REQUESTED)),
    (("ACCEPTED",    "eve@else.example"),  (MessageStatus.TRIAGE,     Confirmation.REQUESTED)),
)
# fmt: on


@pytest.mark.parametrize(("button", "outcome"), BUTTONS)
def test_a_button_pressed_on_our_invite(
    cast: Cast, mailroom: Mailroom, button: tuple[str, str], outcome: tuple[MessageStatus, Confirmation]
) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    message = mailroom.receive(pressed(cast, mailroom, asked, *button), mailroom.address(asked))
    assert (message.status, cast.read(cast.dora, queries.order(order)).confirmation) == outcome


def test_accept_on_last_weeks_invite_changes_nothing(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    old = pressed(cast, mailroom, asked, "ACCEPTED")
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="van broke down"))
    message = mailroom.receive(old, mailroom.address(asked))
    assert message.status is MessageStatus.KEPT
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.REQUESTED


def test_accept_on_the_new_invite_goes_to_the_first_organizer_and_confirms(
    cast: Cast, mailroom: Mailroom
) -> None:
    order = cast.scheduled_order()
    first = mailroom.asked(order, "confirmation-request")
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="van broke down"))
    answer = pressed(cast, mailroom, mailroom.asked(order, "visit-moved"), "ACCEPTED")
    assert mailroom.address(first).encode() in answer
    assert mailroom.receive(answer, mailroom.address(first)).status is MessageStatus.APPLIED
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED


def test_a_calendar_that_cannot_be_read_waits_for_a_person(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    broken = pressed(cast, mailroom, asked, "ACCEPTED").replace(b"BEGIN:VEVENT", b"BEGIN:NOTHING")
    assert mailroom.receive(broken, mailroom.address(asked)).status is MessageStatus.TRIAGE


FRIDAY_IN_UTC = f"DTSTART:{FRIDAY.start.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\nDTEND:{FRIDAY.end.astimezone(UTC):%Y%m%dT%H%M%SZ}\r\n"


def test_another_time_proposed_in_the_calendar_is_a_wish_for_that_window(
    cast: Cast, mailroom: Mailroom
) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    counter = proposed(cast, mailroom, asked, FRIDAY_IN_UTC)
    assert mailroom.receive(counter, mailroom.address(asked)).status is MessageStatus.APPLIED
    found = cast.read(cast.dora, queries.order(order))
    assert found.confirmation is Confirmation.CHANGE_REQUESTED
    assert found.request is not None
    assert [(window.start, window.end) for window in found.request.proposals] == [(FRIDAY.start, FRIDAY.end)]


PROPOSALS = (
    "DTSTART:20200101T100000Z\r\nDTEND:20200101T110000Z\r\n",
    "DTSTART;VALUE=DATE:20991224\r\n",
    "DTSTART:20991224T100000\r\n",
    "DTSTART:20991224T100000Z\r\nDTEND:20991224T090000Z\r\n",
    "SUMMARY:no time at all\r\n",
    "DTSTART:99991231T235959Z\r\n",
    "DTSTART:99991231T100000Z\r\nDTEND:99991231T235959Z\r\n",
    "DTSTART;TZID=America/New_York:99991231T235959\r\n",
    "DTSTART;TZID=America/New_York:20991224T100000\r\nDTEND;TZID=America/New_York:99991231T235959\r\n",
    "DTSTART;TZID=Asia/Tokyo:00010101T000000\r\n",
)


@pytest.mark.parametrize("times", PROPOSALS)
def test_a_proposal_without_a_usable_time_waits_for_a_person(
    cast: Cast, mailroom: Mailroom, times: str
) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    counter = proposed(cast, mailroom, asked, times)
    assert mailroom.receive(counter, mailroom.address(asked)).status is MessageStatus.TRIAGE
    assert cast.read(cast.dora, queries.order(order)).request is None


def test_a_proposal_on_last_weeks_invite_changes_nothing(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    old = proposed(cast, mailroom, asked, FRIDAY_IN_UTC)
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="van broke down"))
    assert mailroom.receive(old, mailroom.address(asked)).status is MessageStatus.KEPT
    assert cast.read(cast.dora, queries.order(order)).request is None


def test_a_proposal_by_a_stranger_waits_for_a_person(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    counter = proposed(cast, mailroom, asked, FRIDAY_IN_UTC, "eve@else.example")
    assert mailroom.receive(counter, mailroom.address(asked)).status is MessageStatus.TRIAGE


def test_tentative_is_told_once_how_to_confirm_and_then_a_person_looks(
    cast: Cast, mailroom: Mailroom
) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    button = pressed(cast, mailroom, asked, "TENTATIVE")
    assert mailroom.receive(button, mailroom.address(asked)).status is MessageStatus.KEPT
    answers = [told for told in cast.told(order=order) if "as tentative" in str(told.context)]
    assert [told.address for told in answers if told.channel == "email"] == [CARA]
    again = signer().sign(button.replace(b": visit\r\n", b": visit again\r\n", 1), "acmefoods.example")
    assert mailroom.receive(again, mailroom.address(asked)).status is MessageStatus.TRIAGE
