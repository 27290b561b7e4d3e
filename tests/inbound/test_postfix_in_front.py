"""A real mail server in front of us: Postfix hands over by LMTP, and reports what it could not deliver."""

import asyncio
import smtplib
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager

from sqlalchemy import select

from core import queries
from core.db import transaction
from core.model import Confirmation, InboundMessage, MessageStatus
from inbound.addresses import OurAddresses
from inbound.intake.protocol import SmtpSettings
from inbound.intake.smtp import listen
from outbound.relay import Relay, hand_over
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.smtp_line import until
from tests.outbound.postfix import postfix
from tests.outbound.sink import Sink, listening


@asynccontextmanager
async def server_in_front(cast: Cast, mailroom: Mailroom) -> AsyncIterator[tuple[Relay, Sink]]:
    """Postfix: mail for our domain goes to our LMTP listener, everything else to a server of the customers'."""
    with ThreadPoolExecutor(2) as threads, ExitStack() as running:
        addresses = OurAddresses("desk.test", ["service"])
        listener = await listen(SmtpSettings(lmtp=True), mailroom.journal, threads, addresses, cast.clock)
        async with listening() as customers:
            server = postfix(customers.relay.port, ("desk.test", listener.port))
            port = await asyncio.to_thread(running.enter_context, server)
            try:
                yield Relay("127.0.0.1", port, "desk.test", starttls=False), customers
            finally:
                await asyncio.to_thread(running.close)
                await listener.close()


def journaled(cast: Cast) -> list[InboundMessage]:
    with transaction(cast.desk.sessions) as session:
        return list(session.scalars(select(InboundMessage).order_by(InboundMessage.id)))


async def read_all(cast: Cast, mailroom: Mailroom, count: int) -> list[InboundMessage]:
    """Wait until so many messages are in the journal, and read them."""
    await until(lambda: len(journaled(cast)) == count)
    for each in journaled(cast):
        await asyncio.to_thread(mailroom.reader.read, each.company_id, each.id)
    return journaled(cast)


async def test_our_mail_to_a_mailbox_that_is_not_there_comes_back_and_marks_it(
    cast: Cast, mailroom: Mailroom
) -> None:
    order = cast.scheduled_order()
    asked = mailroom.asked(order, "confirmation-request")
    token = mailroom.address(asked)
    ours = mailroom.unsigned(CARA, "Please confirm your visit.", "service@desk.test")
    async with server_in_front(cast, mailroom) as (relay, customers):
        customers.recipient_answers.append("550 5.1.1 no such person here")
        assert "queued as" in await hand_over(relay, token, CARA, ours)
        [report] = await read_all(cast, mailroom, 1)
    assert (report.way_in, report.envelope_from, report.envelope_to) == ("lmtp", "", [token])
    assert report.steps["screen"]["kind"] == "bounce"
    assert report.steps["screen"]["bounced"] == CARA
    view = cast.read(cast.dora, queries.order(order))
    assert view.contact is not None
    assert (view.contact.bounced, view.confirmation) == (True, Confirmation.REQUESTED)
    assert [each.recipient for each in cast.told("mail-failed", order)] == ["channel:dispatch"]


async def test_a_yes_handed_over_by_a_real_server_confirms_the_visit(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    async with server_in_front(cast, mailroom) as (relay, _):
        await asyncio.to_thread(say, relay.port, [to], mailroom.letter(to, "Yes, that works."))
        [message] = await read_all(cast, mailroom, 1)
    assert message.status is MessageStatus.APPLIED
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED


async def test_of_two_recipients_the_unknown_one_is_reported_to_the_writer(
    cast: Cast, mailroom: Mailroom
) -> None:
    """RFC 2033 4.2: each recipient has an answer of its own, and the server reports only the failed one."""
    async with server_in_front(cast, mailroom) as (relay, customers):
        raw = mailroom.letter("service@desk.test", "Hello")
        await asyncio.to_thread(say, relay.port, ["service@desk.test", "nobody@desk.test"], raw)
        await until(lambda: len(customers.taken) == 1)
        [message] = await read_all(cast, mailroom, 1)
    assert message.envelope_to == ["service@desk.test"]
    ((sender, recipient, report),) = customers.taken
    assert (sender, recipient) == ("<>", CARA)
    assert b"nobody@desk.test" in report
    assert b"5.1.1" in report


def say(port: int, recipients: list[str], raw: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=30) as client:
        client.sendmail(CARA, recipients, raw)
