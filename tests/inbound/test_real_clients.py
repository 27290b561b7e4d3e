"""Real answers, carried by real software, up to what they change: swaks with a login, Dovecot with IDLE."""

import asyncio
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from core import notifications, queries
from core.db import transaction
from core.model import Confirmation, InboundMessage, MessageStatus, Notification
from inbound.addresses import OurAddresses
from inbound.intake.imap import MailboxReader
from inbound.intake.mailboxes import Mailbox, opened
from inbound.intake.protocol import SmtpSettings
from inbound.intake.smtp import listen
from outbound.compose import MailIdentity, compose
from tests.cast import Cast
from tests.inbound.dovecot import PASSWORD, USER, dovecot
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.programs.google_and_apple import APPLE, GOOGLE
from tests.inbound.programs.microsoft import MICROSOFT
from tests.inbound.programs.original import Original, read
from tests.inbound.programs.others import OTHERS
from tests.inbound.programs.program import Program
from tests.inbound.signed import signer
from tests.inbound.smtp_line import until
from tests.inbound.test_smtp_guards import LOGIN, swaks, tls

PROGRAMS = (GOOGLE[0], APPLE[2], MICROSOFT[0], OTHERS[0])
YES = "Yes, that's fine."
fixtures = (tls,)
"""The certificate of the listener."""


def asked(cast: Cast, mailroom: Mailroom) -> tuple[int, Original]:
    """A new order, and our question about it as it went out."""
    order = cast.scheduled_order()
    question: Notification = mailroom.asked(order, "confirmation-request")
    outgoing = cast.run(lambda session: notifications.claim(session, question.company_id, question.id))
    return order, read(compose(outgoing, mailroom.tokens, MailIdentity()))


def signed(program: Program, original: Original) -> bytes:
    return signer().sign(program.answer(original, YES), "acmefoods.example")


def journaled(cast: Cast) -> list[InboundMessage]:
    with transaction(cast.desk.sessions) as session:
        return list(session.scalars(select(InboundMessage).order_by(InboundMessage.id)))


def holds(cast: Cast, number: int) -> bool:
    return len(journaled(cast)) == number


def confirmed(cast: Cast, mailroom: Mailroom, orders: list[int]) -> None:
    """Reads what came and sees that every order is confirmed by a proven answer."""
    for message in journaled(cast):
        mailroom.reader.read(message.company_id, message.id)
        found = mailroom.message(message.id)
        assert (found.status, found.steps["prove"]["level"]) == (MessageStatus.APPLIED, "E3"), found.why
    for order in orders:
        assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED


async def test_swaks_with_starttls_and_a_login_hands_over_answers_that_confirm(
    cast: Cast, mailroom: Mailroom, executor: ThreadPoolExecutor, tls: ssl.SSLContext, tmp_path: Path
) -> None:
    settings = SmtpSettings(tls=tls, login=LOGIN, require_tls=True)
    listener = await listen(settings, mailroom.journal, executor, OurAddresses("desk.test"), cast.clock)
    orders = []
    for number, program in enumerate(PROGRAMS):
        order, original = asked(cast, mailroom)
        orders.append(order)
        file = tmp_path / f"{number}.eml"
        file.write_bytes(signed(program, original))
        options = ("--tls", "--auth", "PLAIN", "-au", "relay", "-ap", "correct horse", "--data", f"@{file}")
        code, said = await swaks(listener.port, *options, "--from", CARA, "--to", original.address)
        assert code == 0, said
        assert "250 2.0.0 Kept." in said
    code, said = await swaks(listener.port, "--tls", "--to", original.address)
    assert (code, "530 5.7.0" in said) == (23, True), said
    await listener.close()
    assert len(journaled(cast)) == len(PROGRAMS)
    confirmed(cast, mailroom, orders)


async def test_dovecot_tells_of_answers_that_confirm_while_we_idle(cast: Cast, mailroom: Mailroom) -> None:
    with dovecot() as server:
        mailbox = Mailbox(host="127.0.0.1", port=server.port, user=USER, password=PASSWORD, security="none")
        with opened(mailbox) as connection:
            assert "IDLE" in connection.client.capabilities
        reader = MailboxReader(
            mailbox=mailbox, journal=mailroom.journal, clock=cast.clock, max_bytes=2**20, first_pause=0.05
        )
        thread = threading.Thread(target=reader.run)
        thread.start()
        try:
            orders = []
            for number, program in enumerate(PROGRAMS, start=1):
                order, original = asked(cast, mailroom)
                orders.append(order)
                await asyncio.to_thread(server.put, signed(program, original))
                await until(partial(holds, cast, number))
            await until(lambda: server.mails("INBOX") == [])
        finally:
            reader.stopping.set()
            await asyncio.to_thread(thread.join)
    confirmed(cast, mailroom, orders)


@pytest.mark.parametrize("program", [GOOGLE[0]], ids=lambda program: program.name)
def test_the_same_answer_by_two_ways_in_is_one_message(
    cast: Cast, mailroom: Mailroom, program: Program
) -> None:
    """A mailbox that is read as well as forwarded: one journal, one key."""
    order, original = asked(cast, mailroom)
    raw = signed(program, original)
    mailroom.post(raw, original.address)
    later = b"Received: from mx.google.com by mail.desk.test; Mon, 23 Nov 2026 15:13:00 +0000\r\n" + raw
    assert mailroom.post_all([later], original.address, CARA) == []
    confirmed(cast, mailroom, [order])
