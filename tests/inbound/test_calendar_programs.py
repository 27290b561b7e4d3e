"""Our invite, answered with the calendars that customers use; recognised before anything is taken for an automatic answer."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from core import commands as c
from core import notifications, queries
from core.model import Confirmation, Contact, InboundMessage, MessageStatus, Notification
from outbound.invite import invite
from tests.cast import FRIDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.programs.calendars import CALENDARS, CalendarProgram, Press
from tests.inbound.signed import signer

FRIDAY_TEN = (datetime(2026, 11, 27, 16, tzinfo=UTC), datetime(2026, 11, 27, 18, tzinfo=UTC))
ACCEPT = Press(status="ACCEPTED")
APPLIED, KEPT, TRIAGE = MessageStatus.APPLIED, MessageStatus.KEPT, MessageStatus.TRIAGE


def sent(cast: Cast, mailroom: Mailroom, asked: Notification) -> str:
    """The invite of a mail of ours, as it went out."""
    outgoing = cast.run(lambda session: notifications.claim(session, asked.company_id, asked.id))
    made = invite(outgoing, mailroom.tokens)
    assert made is not None
    return made.ics


def pressed(mailroom: Mailroom, order: int, program: CalendarProgram, press: Press) -> InboundMessage:
    """Somebody answers the invite of the order's newest question."""
    to, raw = program.answer(
        sent(mailroom.cast, mailroom, mailroom.asked(order, "confirmation-request")), press
    )
    domain = press.sender.rpartition("@")[2]
    return mailroom.receive(signer().sign(raw, domain), to, press.sender)


def test_accept_confirms(cast: Cast, mailroom: Mailroom) -> None:
    for program in CALENDARS:
        order = cast.scheduled_order()
        message = pressed(mailroom, order, program, ACCEPT)
        assert message.steps["screen"]["kind"] == "calendar_reply", program.name
        assert (message.steps["prove"]["level"], message.status) == ("E3", APPLIED), message.steps
        assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED


def test_decline_declines_with_the_words_beside_it(cast: Cast, mailroom: Mailroom) -> None:
    for program in CALENDARS:
        order = cast.scheduled_order()
        message = pressed(
            mailroom, order, program, Press(status="DECLINED", comment="We are closed that day.")
        )
        assert message.status is APPLIED
        assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.DECLINED
        [told] = [told for told in cast.told("visit-declined", order) if told.channel == "email"]
        assert told.context["event"]["words"] == "Declined in the calendar: We are closed that day."


def test_words_beside_an_accept_reach_a_person(cast: Cast, mailroom: Mailroom) -> None:
    for program in CALENDARS:
        order = cast.scheduled_order()
        message = pressed(
            mailroom,
            order,
            program,
            Press(status="ACCEPTED", comment="Could you come an hour later, though?"),
        )
        assert message.status is TRIAGE
        assert mailroom.events(order)[-2:] == ["visit.confirmed", "message.kept"]
        assert message.id in mailroom.triage_cards()
        assert message.why == "They also wrote: “Could you come an hour later, though?”"


def test_another_time_is_a_wish_for_it(cast: Cast, mailroom: Mailroom) -> None:
    for program in (each for each in CALENDARS if each.counters):
        order = cast.scheduled_order()
        message = pressed(mailroom, order, program, Press(status="TENTATIVE", to=FRIDAY_TEN))
        assert message.status is APPLIED, message.why
        view = cast.read(cast.dora, queries.order(order))
        assert view.request is not None
        assert [(window.start, window.end) for window in view.request.proposals] == [FRIDAY_TEN]


@pytest.mark.parametrize("program", CALENDARS, ids=lambda program: program.name)
def test_an_answer_to_an_invite_that_was_replaced_changes_nothing(
    cast: Cast, mailroom: Mailroom, program: CalendarProgram
) -> None:
    order = cast.scheduled_order()
    old = sent(cast, mailroom, mailroom.asked(order, "confirmation-request"))
    cast.do(cast.dora, c.Reschedule(order=order, window=FRIDAY, reason="van broke down"))
    to, raw = program.answer(old, ACCEPT)
    assert mailroom.receive(signer().sign(raw, "acmefoods.example"), to).status is KEPT
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.REQUESTED


EVE, ALIAS, MEL = "eve@evil.example", "facilities@acmefoods.example", "mel@my-company.example"

# fmt: off
STRANGE = (
    # what comes                                                                      proof  what the dispatcher reads
    (Press(status="ACCEPTED", sender=EVE, attendee=EVE),                              "E1",  "It came from eve@evil.example"),
    (Press(status="ACCEPTED", sender=EVE),                                            "E1",  "It came from eve@evil.example"),
    (Press(status="ACCEPTED", sender=ALIAS, attendee=ALIAS),                          "E1",  "It came from facilities@acmefoods.example"),
    (Press(status="ACCEPTED", sender=ALIAS),                                          "E1",  "It came from facilities@acmefoods.example"),
    (Press(status="ACCEPTED", sender=MEL, attendee=MEL),                              "E3",  "from another invitee"),
    (Press(status="ACCEPTED", attendee=EVE),                                          "E3",  "from another invitee"),
    (Press(status="DELEGATED", more=f"ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{MEL}"),  "E3",  "that only a person can deal with (delegated)"),
    (Press(status="NEEDS-ACTION"),                                                    "E3",  "that only a person can deal with (needs-action)"),
)
# fmt: on


@pytest.mark.parametrize("strange", STRANGE)
def test_an_answer_by_somebody_else_or_for_somebody_else_waits_for_a_person(
    cast: Cast, mailroom: Mailroom, strange: tuple[Press, str, str]
) -> None:
    press, level, why = strange
    mel = Contact(company_id=cast.company_id, customer_id=cast.cara.customer_id, name="Mel", email=MEL)
    cast.run(lambda session: session.add(mel))
    for program in CALENDARS[:2]:
        order = cast.scheduled_order()
        message = pressed(mailroom, order, program, press)
        assert (message.steps["prove"]["level"], message.status) == (level, TRIAGE), message.steps
        assert why in (message.why or "")
        assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.REQUESTED


@pytest.mark.parametrize("attendee", [CARA, ALIAS])
def test_an_answer_from_another_address_of_hers_may_be_applied_by_a_person(
    cast: Cast, mailroom: Mailroom, attendee: str
) -> None:
    """Her calendar answers in the name of her main address, which nobody had told us."""
    order = cast.scheduled_order()
    message = pressed(
        mailroom, order, CALENDARS[1], Press(status="ACCEPTED", sender=ALIAS, attendee=attendee)
    )
    assert message.decision is not None
    assert [each["command"] for each in message.decision["unproven"]] == ["Confirm"]
    assert message.decision["stranger"]["address"] == ALIAS


def test_a_strangers_calendar_is_not_taken_for_hers_when_a_person_applies_it(
    cast: Cast, mailroom: Mailroom
) -> None:
    """Eve answers in Mel's name from her own address: neither is who was asked nor who writes."""
    order = cast.scheduled_order()
    message = pressed(mailroom, order, CALENDARS[1], Press(status="ACCEPTED", sender=EVE, attendee=MEL))
    assert message.decision is not None
    assert message.decision["unproven"] == []


@pytest.mark.parametrize("uid", ["", "somebody-elses@desk.test"])
def test_an_answer_about_another_invite_waits_for_a_person(cast: Cast, mailroom: Mailroom, uid: str) -> None:
    order = cast.scheduled_order()
    ours = sent(cast, mailroom, mailroom.asked(order, "confirmation-request"))
    [event] = Calendar.from_ical(ours).walk("VEVENT")
    to, raw = CALENDARS[4].answer(
        ours.replace("\r\n ", "").replace(str(event["UID"]), uid or "another-visit"), ACCEPT
    )
    assert mailroom.receive(signer().sign(raw, "acmefoods.example"), to).status is TRIAGE
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.REQUESTED
