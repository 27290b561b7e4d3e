"""From a work order to the customer's mailbox: the job, on a real database and a real relay."""

import asyncio
import logging
import re
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.engine import Engine, Task
from core import commands as c
from core import jobs, queries
from core.db import driver_url
from core.jobs import DeadJob, GiveUp, TryAgain
from core.mailing import MAIL_TASK
from core.model import Contact, Notification, NotificationStatus
from core.people import Proof
from core.queries.deliveries import Delivery
from core.refusals import Missing
from core.tokens import ReplyToken
from outbound.send import Sender, tasks
from tests.app.support import until
from tests.cast import FRIDAY, THURSDAY, Cast
from tests.outbound.letters import TOKENS
from tests.outbound.sink import Sink, hang_up


def mails(cast: Cast) -> list[Notification]:
    """The mails so far, with their bytes, oldest first."""
    asked = select(Notification).where(Notification.channel == "email").order_by(Notification.id)
    found: list[Notification] = cast.run(
        lambda session: session.scalars(asked.options(undefer(Notification.raw))).all()
    )
    return found


def delivery(cast: Cast) -> Delivery | None:
    """What the work order says of our newest mail."""
    mail = cast.read(cast.dora, queries.order(1)).mail
    return mail.status if mail else None


async def send_all(sender: Sender, cast: Cast) -> None:
    for mail in mails(cast):
        await sender.send(mail.company_id, mail.id)


def read(raw: bytes) -> Any:
    return message_from_bytes(raw, policy=policy.default)


def status(cast: Cast) -> list[NotificationStatus]:
    return [mail.status for mail in mails(cast)]


async def test_the_customer_is_asked_for_the_time_just_scheduled(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    """S0.23, L28."""
    cast.scheduled_order(THURSDAY)
    await send_all(sender, cast)
    (mail,) = mails(cast)
    ((envelope_sender, recipient, raw),) = sink.taken
    assert recipient == "cara@acmefoods.example"
    assert TOKENS.read(envelope_sender) == ReplyToken(cast.company_id, mail.id), "a bounce says whose it is"
    letter = read(raw)
    assert letter["Reply-To"].addresses[0].addr_spec == envelope_sender
    assert letter["Message-ID"] == f"<{mail.message_key}@mail.northgate.example>"
    assert "Thursday, November 26, 2:00–4:00 pm" in letter.get_body(("plain",)).get_content()
    assert (mail.status, mail.remote_id, mail.sent_at, mail.raw) == (
        NotificationStatus.SENT,
        "2.0.0 Ok: queued as 4F7A1",
        cast.clock(),
        raw,
    )


async def test_a_one_time_code_is_sent_and_kept_nowhere(cast: Cast, sender: Sender, sink: Sink) -> None:
    number = cast.new_order(c.SendQuote(total=Decimal(1250)))
    unproven = replace(cast.cara, proof=Proof.KNOWN_ADDRESS)
    cast.do(unproven, c.AskForCode(order=number, version=1, total=Decimal(1250), words="ok"))
    await send_all(sender, cast)
    _, _, raw = sink.taken[-1]
    written = read(raw).get_body(("plain",)).get_content()
    found = re.search(r"^ +(\d{3}) (\d{3})\s*$", written, re.MULTILINE)
    assert found is not None, written
    mail = mails(cast)[-1]
    assert (mail.name, mail.raw) == ("approval-code", None)
    assert found[1] + found[2] not in f"{mail.context}"
    waiting = NotificationStatus.QUEUED
    cast.run(lambda session: setattr(session.get(Notification, mail.id), "status", waiting))
    await send_all(sender, cast)
    assert sink.taken[-1][2] == raw, "a second send is the same message"


async def test_a_mail_that_was_sent_is_not_sent_again(cast: Cast, sender: Sender, sink: Sink) -> None:
    cast.scheduled_order()
    await send_all(sender, cast)
    await send_all(sender, cast)
    assert len(sink.taken) == 1


async def test_a_question_that_was_overtaken_is_not_asked(cast: Cast, sender: Sender, sink: Sink) -> None:
    number = cast.scheduled_order(THURSDAY)
    cast.do(cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="van broke down"))
    await send_all(sender, cast)
    ((_, _, raw),) = sink.taken
    assert "Friday, November 27, 9:00–11:00 am" in read(raw).get_body(("plain",)).get_content()
    assert status(cast) == [NotificationStatus.DROPPED, NotificationStatus.SENT]


async def test_the_customers_own_time_updates_the_same_calendar_event(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    number = cast.scheduled_order(THURSDAY)
    await send_all(sender, cast)
    wish = c.RequestReschedule(order=number, for_rev=1, words="Friday 9-11 is better", proposals=(FRIDAY,))
    cast.do(cast.cara, wish)
    await send_all(sender, cast)
    cast.do(cast.dora, c.AcceptProposal(order=number, choice=1))
    await send_all(sender, cast)
    asked, understood, rebooked = (read(raw) for _, _, raw in sink.taken)
    assert "- Friday, November 27, 9:00–11:00 am" in understood.get_body(("plain",)).get_content()
    assert rebooked["Subject"].startswith("Moved as you asked: Fri, Nov 27, 9:00–11:00 am")
    first, second = (_event(letter) for letter in (asked, rebooked))
    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (1, 2)
    assert rebooked["References"].split() == [asked["Message-ID"], understood["Message-ID"]]


async def test_every_mail_of_a_whole_job_can_be_sent(cast: Cast, sender: Sender, sink: Sink) -> None:
    """The contexts are the core's own, so a template that wants more than they have fails here."""
    assert cast.tom.technician_id is not None
    number = cast.new_order(c.SendQuote(total=Decimal(1250), summary="12 detectors"))
    walk: list[tuple[Any, c.Command]] = [
        (replace(cast.cara, is_approver=True), c.RejectQuote(order=number, version=1, words="no thanks")),
        (cast.dora, c.SendQuote(order=number, total=Decimal(990), summary="10 detectors")),
        (
            replace(cast.cara, is_approver=True),
            c.ApproveQuote(order=number, version=2, total=Decimal(990), words="approved"),
        ),
        (cast.dora, c.Schedule(order=number, window=THURSDAY)),
        (cast.cara, c.DeclineVisit(order=number, for_rev=1, words="please do not come")),
        (cast.cara, c.RequestReschedule(order=number, for_rev=1, words="later")),
        (cast.dora, c.DeclineProposal(order=number, reason="We are fully booked.")),
        (cast.dora, c.Reschedule(order=number, window=FRIDAY, reason="van broke down")),
        (cast.cara, c.Confirm(order=number, for_rev=2, words="yes")),
        (cast.dora, c.Assign(order=number, technician_id=cast.tom.technician_id)),
        (cast.tom, c.Depart(order=number)),
        (cast.tom, c.Arrive(order=number)),
        (cast.tom, c.Start(order=number)),
        (cast.tom, c.Complete(order=number, summary="All tested.")),
    ]
    await send_all(sender, cast)
    for actor, command in walk:
        cast.do(actor, command)
        await send_all(sender, cast)
    assert [mail.name for mail in mails(cast)] == [
        "quote",
        "quote-rejected",
        "quote",
        "quote-approved",
        "confirmation-request",
        "visit-declined",
        "reschedule-received",
        "proposal-declined",
        "visit-moved",
        "visit-confirmed",
        "technician-named",
        "on-the-way",
        "work-completed",
    ]
    assert set(status(cast)) == {NotificationStatus.SENT}
    assert "Total: $990.00 (quote version 2)" in read(sink.taken[2][2]).get_body(("plain",)).get_content()


async def test_a_cancellation_takes_the_visit_out_of_the_calendar(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    number = cast.scheduled_order()
    await send_all(sender, cast)
    cast.do(cast.dora, c.Cancel(order=number, reason="bad payer"))
    await send_all(sender, cast)
    asked, gone = (_event(read(raw)) for _, _, raw in sink.taken)
    assert (gone["UID"], gone["STATUS"]) == (asked["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > asked["SEQUENCE"]


async def test_an_outcome_nobody_knows_is_settled_by_the_same_bytes_again(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    sink.data_answers.append(hang_up)
    cast.scheduled_order()
    (mail,) = mails(cast)
    with pytest.raises(TryAgain):
        await sender.send(mail.company_id, mail.id)
    cast.clock.forward(minutes=30)
    await sender.send(mail.company_id, mail.id)
    first, second = sink.taken
    assert first == second
    assert status(cast) == [NotificationStatus.SENT]


async def test_a_relay_that_asks_for_patience_gets_the_mail_later(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    sink.recipient_answers.append("450 4.2.0 greylisted")
    cast.scheduled_order()
    (mail,) = mails(cast)
    with pytest.raises(TryAgain, match="450"):
        await sender.send(mail.company_id, mail.id)
    (waiting,) = mails(cast)
    assert (waiting.status, waiting.error) == (
        NotificationStatus.QUEUED,
        "The relay answered 450 4.2.0 greylisted",
    )
    assert delivery(cast) is Delivery.DEFERRED
    await sender.send(mail.company_id, mail.id)
    assert delivery(cast) is Delivery.SENT
    (sent,) = mails(cast)
    assert (sent.status, sent.error, sent.attempts) == (NotificationStatus.SENT, None, 2)


async def test_a_mailbox_that_does_not_exist_ends_the_attempts(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    sink.recipient_answers.append("550 5.1.1 user unknown")
    cast.scheduled_order()
    (mail,) = mails(cast)
    with pytest.raises(GiveUp, match="user unknown"):
        await sender.send(mail.company_id, mail.id)
    (failed,) = mails(cast)
    assert (failed.status, failed.error) == (
        NotificationStatus.FAILED,
        "The relay answered 550 5.1.1 user unknown",
    )
    assert delivery(cast) is Delivery.BOUNCED
    [line] = cast.told("mail-failed", 1)
    assert (line.recipient, line.ping) == ("channel:dispatch", True)
    with pytest.raises(Missing, match="came back"):
        cast.do(cast.dora, c.RequestConfirmation(order=1))


async def test_a_message_that_is_refused_says_nothing_against_the_address(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    sink.data_answers.append("554 5.6.0 looks like spam")
    cast.scheduled_order()
    (mail,) = mails(cast)
    with pytest.raises(GiveUp, match="looks like spam"):
        await sender.send(mail.company_id, mail.id)
    assert delivery(cast) is Delivery.BOUNCED
    view = cast.read(cast.dora, queries.order(1))
    assert view.contact is not None
    assert not view.contact.bounced
    [line] = cast.told("mail-failed", 1)
    assert line.context["event"]["fate"] == "unsent"


async def test_an_address_that_is_none_is_said_so_and_nothing_is_sent(
    cast: Cast, sender: Sender, sink: Sink
) -> None:
    def misspell(session: Any) -> None:
        contact = session.scalars(select(Contact).where(Contact.email == "cara@acmefoods.example")).one()
        contact.email = "cara at acmefoods.example"

    cast.run(misspell)
    cast.scheduled_order()
    (mail,) = mails(cast)
    with pytest.raises(GiveUp, match="Correct it at the contact"):
        await sender.send(mail.company_id, mail.id)
    assert (status(cast), sink.taken) == ([NotificationStatus.FAILED], [])


async def test_without_a_relay_mail_waits_and_says_for_what(cast: Cast, sender: Sender) -> None:
    cast.scheduled_order()
    (mail,) = mails(cast)
    with pytest.raises(TryAgain, match="write SMTP_RELAY_HOST"):
        await replace(sender, relay=None).send(mail.company_id, mail.id)
    assert status(cast) == [NotificationStatus.QUEUED]


async def test_another_companys_number_sends_nothing(cast: Cast, sender: Sender, sink: Sink) -> None:
    cast.scheduled_order()
    (mail,) = mails(cast)
    await sender.send(cast.eve.company_id, mail.id)
    assert (status(cast), sink.taken) == ([NotificationStatus.QUEUED], [])


async def test_the_log_names_no_one_and_quotes_nothing(
    cast: Cast, sender: Sender, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    cast.scheduled_order()
    await send_all(sender, cast)
    said = [record.getMessage() for record in caplog.records if record.name.startswith(("outbound", "core"))]
    assert said == [f"Sent mail {mails(cast)[0].id} of company {cast.company_id}: confirmation-request"]


async def test_a_relay_that_stays_away_leaves_a_dead_job_that_can_be_sent_again(
    cast: Cast, sender: Sender, sink: Sink, database_url: str
) -> None:
    away = replace(sender, relay=replace(sink.relay, port=1))
    cast.scheduled_order()
    async with _working(away, database_url):
        await until(lambda: bool(_dead(cast)))
    (dead,) = _dead(cast)
    assert dead.attempts == 2
    assert "127.0.0.1:1 could not be used" in dead.why
    assert cast.run(lambda session: jobs.resend(session, dead.id))
    async with _working(sender, database_url):
        await until(lambda: status(cast) == [NotificationStatus.SENT])
    assert len(sink.taken) == 1


class _working:  # noqa: N801 - reads as a word of the test
    """The job engine with the mail task alone, for the length of a block."""

    def __init__(self, sender: Sender, database_url: str) -> None:
        table = {
            name: Task(run, attempts=2, longest_wait=timedelta(milliseconds=10))
            for name, run in tasks(sender).items()
        }
        self._engine = Engine(driver_url(database_url), table, concurrency=2, drain=2.0)

    async def __aenter__(self) -> None:
        self._work = asyncio.create_task(self._engine.run())

    async def __aexit__(self, *_error: object) -> None:
        self._engine.stop()
        await self._work


def _dead(cast: Cast) -> list[DeadJob]:
    """The dead mails; this engine knows no task for the cards that belong to the same order."""
    return [job for job in cast.run(jobs.dead) if job.task == MAIL_TASK]


def _event(letter: Any) -> Any:
    (attached,) = [part for part in letter.walk() if part.get_content_type() == "application/ics"]
    return Calendar.from_ical(attached.get_payload(decode=True).decode()).walk("VEVENT")[0]
