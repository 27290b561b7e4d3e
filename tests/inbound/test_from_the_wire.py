"""The whole inbound walk on real components: SMTP, journal, job engine, Desk."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from app.engine import Engine, Task
from core import queries
from core.db import make_engine, make_sessions
from core.mailing import READ_TASK
from core.model import Confirmation, MessageStatus
from inbound.addresses import OurAddresses
from inbound.intake.protocol import SmtpSettings
from inbound.intake.smtp import Listener, listen
from inbound.journal import Journal
from inbound.worker import on_dead, tasks
from tests.cast import Cast
from tests.inbound.mailroom import Mailroom
from tests.inbound.smtp_line import connected, send


@asynccontextmanager
async def open_for_mail(cast: Cast, mailroom: Mailroom, database_url: str) -> AsyncIterator[Listener]:
    """A listener and a worker on the cast's database."""
    addresses = OurAddresses("desk.test", ["service"])
    with ThreadPoolExecutor(4) as threads:
        task = Task(
            tasks(mailroom.reader, threads)[READ_TASK], attempts=3, on_dead=on_dead(mailroom.reader, threads)
        )
        engine = Engine(database_url, {READ_TASK: task}, concurrency=4)
        running = asyncio.create_task(engine.run())
        listener = await listen(SmtpSettings(), mailroom.journal, threads, addresses, cast.clock)
        try:
            yield listener
        finally:
            await listener.close()
            engine.stop()
            await running


async def test_a_yes_over_smtp_confirms_the_visit(cast: Cast, mailroom: Mailroom, database_url: str) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    async with open_for_mail(cast, mailroom, database_url) as listener:
        raw = mailroom.letter(to, "Yes that works.")
        await asyncio.to_thread(send, listener.port, raw, to)
        async with asyncio.timeout(30):
            while mailroom.message(1).status is not MessageStatus.APPLIED:  # noqa: ASYNC110 - the worker signals nobody
                await asyncio.sleep(0.05)
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED


async def test_an_unknown_mailbox_is_refused_at_rcpt_and_a_strangers_token_after_the_data(
    cast: Cast, mailroom: Mailroom, database_url: str
) -> None:
    order = cast.scheduled_order()
    genuine = mailroom.address(mailroom.asked(order, "confirmation-request"))
    nobody = "reply+" + "7" * 40 + "@desk.test"
    async with open_for_mail(cast, mailroom, database_url) as listener, connected(listener) as line:
        await line.say("EHLO client.test")
        await line.say("MAIL FROM:<cara@acmefoods.example>")
        answers = [
            await line.say(f"RCPT TO:<{address}>")
            for address in ("nobody@desk.test", "reply+short@desk.test", genuine.upper(), "service@desk.test")
        ]
        assert [answer[:9] for answer in answers] == ["550 5.1.1", "550 5.1.1", "250 2.1.5", "250 2.1.5"]
        await line.say("RSET")
        await line.say("MAIL FROM:<cara@acmefoods.example>")
        await line.say(f"RCPT TO:<{nobody}>")
        await line.say("DATA")
        assert (await line.say(b"Subject: hi\r\n\r\nhi\r\n.\r\n")).startswith("550 5.1.1")


async def test_with_the_database_away_the_sender_is_asked_to_try_again(
    cast: Cast, mailroom: Mailroom
) -> None:
    away = make_sessions(make_engine("postgresql://nobody@127.0.0.1:9/none", pool_size=1, role="test"))
    journal = Journal(away, mailroom.tokens)
    with ThreadPoolExecutor(1) as threads:
        listener = await listen(
            SmtpSettings(), journal, threads, OurAddresses("desk.test", ["service"]), cast.clock
        )
        async with connected(listener) as line:
            await line.open_data("service@desk.test")
            assert (await line.say(b"Subject: hi\r\n\r\nhi\r\n.\r\n")).startswith("451 4.3.0")
        await listener.close()
