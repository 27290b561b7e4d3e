"""STOP and START by mail: what is sent then and what is not, who hears of it, and who can undo it."""

from datetime import timedelta

import pytest

from core import commands as c
from core import queries
from core.mailing import OPTIONAL
from core.model import Contact, Event, MessageStatus, NotificationStatus
from core.notifications import claim
from core.policies import told
from core.refusals import Refusal
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.signed import signer

APPLIED, TRIAGE = MessageStatus.APPLIED, MessageStatus.TRIAGE


def is_stopped(cast: Cast) -> bool:
    found: bool = cast.run(
        lambda session: all(
            row.stopped_at is not None for row in session.query(Contact).filter(Contact.email == CARA)
        )
    )
    return found


# fmt: off
WRITTEN = (
    # she writes below our question               the message ends   mail is stopped
    ("STOP",                                      APPLIED,           True),
    ("Stop.",                                     APPLIED,           True),
    ("unsubscribe",                               APPLIED,           True),
    ("Please unsubscribe me",                     APPLIED,           True),
    ("STOP\n\nBest regards,\nCara Cole",          APPLIED,           True),
    ("Please stop by on Friday",                  None,              False),
    ("Stop the work!",                            TRIAGE,            False),
    ("Please stop sending so many reminders",     TRIAGE,            False),
    ("Yes that works.",                           APPLIED,           False),
)
# fmt: on


@pytest.mark.parametrize(("text", "status", "stopped"), WRITTEN)
def test_stop_is_the_whole_message_or_nothing(
    cast: Cast, mailroom: Mailroom, text: str, status: MessageStatus | None, *, stopped: bool
) -> None:
    order = cast.scheduled_order()
    message = mailroom.reply(mailroom.asked(order, "confirmation-request"), text)
    assert status in {None, message.status}
    assert is_stopped(cast) == stopped


def stop(cast: Cast, mailroom: Mailroom) -> int:
    order = cast.scheduled_order()
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "STOP")
    return order


def test_it_is_confirmed_once_and_the_office_sees_it(cast: Cast, mailroom: Mailroom) -> None:
    order = stop(cast, mailroom)
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "STOP")
    by_mail = [told for told in cast.told("mail-stopped", order) if told.channel == "email"]
    assert [told.address for told in by_mail] == [CARA]
    assert len(cast.told("mail-stopped", order)) == 2  # and one line in the dispatch channel
    contact = cast.read(cast.dora, queries.order(order)).contact
    assert contact is not None
    assert contact.stopped


def test_reminders_and_news_stop_and_what_there_must_be_is_still_sent(cast: Cast, mailroom: Mailroom) -> None:
    order = stop(cast, mailroom)
    cast.clock.now += timedelta(hours=30)
    while cast.desk.run_timers():
        pass
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "Yes")
    assert cast.tom.technician_id is not None
    cast.do(cast.dora, c.Assign(order=order, technician_id=cast.tom.technician_id))
    cast.do(cast.dora, c.Cancel(order=order, reason="burst pipe"))
    sent = {told.name for told in cast.told(order=order) if told.channel == "email"}
    assert not sent & OPTIONAL
    assert {"confirmation-request", "mail-stopped", "visit-confirmed", "order-cancelled"} <= sent


def test_what_waited_when_they_said_stop_is_not_sent(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "Yes")
    assert cast.tom.technician_id is not None
    cast.do(cast.dora, c.Assign(order=order, technician_id=cast.tom.technician_id))
    named = mailroom.asked(order, "technician-named")
    mailroom.reply(named, "STOP")
    assert cast.run(lambda session: claim(session, named.company_id, named.id)) is None
    assert mailroom.asked(order, "technician-named").status is NotificationStatus.DROPPED


def test_start_undoes_it_by_mail_and_means_nothing_before(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "START")
    assert not cast.told("mail-started")
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "STOP")
    assert mailroom.reply(mailroom.asked(order, "mail-stopped"), "Start").status is APPLIED
    assert not is_stopped(cast)
    assert mailroom.asked(order, "mail-started").address == CARA


def test_staff_undo_it_and_are_told_when_there_is_nothing_to_undo(cast: Cast, mailroom: Mailroom) -> None:
    order = stop(cast, mailroom)
    cast.do(cast.dora, c.StartMail(order=order))
    assert not is_stopped(cast)
    with pytest.raises(Refusal, match="Nobody at Acme Foods has asked for less mail"):
        cast.do(cast.dora, c.StartMail(order=order))
    cast.do(cast.dora, c.StopMail(order=order, words="by phone"))
    with pytest.raises(Refusal, match="already"):
        cast.do(cast.dora, c.StopMail(order=order))
    assert is_stopped(cast)


def test_a_stranger_stops_nobodys_mail(cast: Cast, mailroom: Mailroom) -> None:
    """E1: a person can apply it with one click."""
    order = cast.scheduled_order()
    message = mailroom.reply(
        mailroom.asked(order, "confirmation-request"), "STOP", sender="eve@other.example"
    )
    assert (message.status, is_stopped(cast)) == (TRIAGE, False)
    assert message.decision is not None
    assert [each["command"] for each in message.decision["unproven"]] == ["StopMail"]


# fmt: off
PROGRAMS = (
    # subject              text                                                                            stopped
    ("STOP",               "",                                                                             True),
    ("unsubscribe",        "This message was automatically generated by Gmail.",                           True),
    ("Unsubscribe",        "Apple Mail sent this email to unsubscribe from the message “On the way”.",     True),
    ("Re: STOP",           "",                                                                             False),
    ("STOP",               "Yes, Thursday works",                                                          False),
    ("Please stop by",     "",                                                                             False),
)
# fmt: on


@pytest.mark.parametrize(("subject", "text", "stopped"), PROGRAMS)
def test_mail_programs_unsubscribe_in_the_subject(
    cast: Cast, mailroom: Mailroom, subject: str, text: str, *, stopped: bool
) -> None:
    """RFC 2369: the address in List-Unsubscribe says only the subject."""
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    raw = mailroom.unsigned(to, text).replace(b"Subject: Re: Your visit", f"Subject: {subject}".encode())
    mailroom.receive(signer().sign(raw, "acmefoods.example"), to)
    assert is_stopped(cast) == stopped


def test_what_may_be_stopped_is_mail_there_is() -> None:
    assert told("email") >= OPTIONAL


def test_a_stop_changes_nothing_about_the_visit(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    before = cast.read(cast.dora, queries.order(order)).confirmation
    mailroom.reply(mailroom.asked(order, "confirmation-request"), "STOP")
    assert cast.read(cast.dora, queries.order(order)).confirmation is before
    names = cast.run(lambda session: [each.name for each in session.query(Event).order_by(Event.id)])
    assert names[-1] == "customer.mail-stopped"
