"""Our real mail, answered with every mail program that customers use: signed, sent by SMTP, read, and done.

Cara answers the mail that went out, not one made for the test; what her program makes of it is in `tests.inbound.programs`.
"""

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from sqlalchemy import select

from core import commands as c
from core import notifications, queries
from core.db import transaction
from core.model import Confirmation, InboundMessage, MessageStatus, Notification, QuoteStatus
from core.queries.views import OrderView
from inbound.addresses import OurAddresses
from inbound.intake.protocol import SmtpSettings
from inbound.intake.smtp import listen
from outbound.compose import MailIdentity, compose
from tests.cast import THURSDAY, Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.programs.google_and_apple import APPLE, GOOGLE
from tests.inbound.programs.microsoft import MICROSOFT
from tests.inbound.programs.original import Original, read
from tests.inbound.programs.others import OTHERS
from tests.inbound.programs.program import Program
from tests.inbound.signed import signer
from tests.inbound.smtp_line import send
from tests.inbound.test_picking import proposed, start_of

PROGRAMS = (*GOOGLE, *APPLE, *MICROSOFT, *OTHERS)
FRIDAY_TEN = datetime(2026, 11, 27, 16, tzinfo=UTC)


def confirmed(view: OrderView) -> bool:
    return view.confirmation is Confirmation.CONFIRMED


def wished(view: OrderView) -> bool:
    assert view.request is not None
    return [window.start for window in view.request.proposals] == [FRIDAY_TEN]


def approved(view: OrderView) -> bool:
    return view.quote is not None and view.quote.status is QuoteStatus.APPROVED


def rejected(view: OrderView) -> bool:
    return view.quote is not None and view.quote.status is QuoteStatus.REJECTED


def untouched(view: OrderView) -> bool:
    return view.confirmation is Confirmation.REQUESTED and view.request is None


VISIT, QUOTE = "confirmation-request", "quote"
APPLIED, TRIAGE = MessageStatus.APPLIED, MessageStatus.TRIAGE

# fmt: off
ANSWERS: tuple[tuple[str, str, MessageStatus, Callable[[OrderView], bool]], ...] = (
    # Cara answers   with                                                       the message ends   and then
    (VISIT,          "Yes, that's fine.",                                       APPLIED,           confirmed),
    (VISIT,          "Hi Dora,\n\nCan we do Friday at 10am instead?\n\nBest regards,\nCara",
                                                                                APPLIED,           wished),
    (QUOTE,          "Approved, please go ahead.",                              APPLIED,           approved),
    (QUOTE,          "No, thank you.",                                          APPLIED,           rejected),
    (VISIT,          "Yes, that works. Will you need our ladder?",              TRIAGE,            confirmed),
    (VISIT,          "The key is under the mat at the back door.",              TRIAGE,            untouched),
)
# fmt: on


@dataclass
class Post:
    """Cara's mailbox and the way back to us."""

    mailroom: Mailroom
    port: int

    @property
    def cast(self) -> Cast:
        return self.mailroom.cast

    def got(self, asked: Notification) -> Original:
        """The bytes that went out for a notification."""
        outgoing = self.cast.run(lambda session: notifications.claim(session, asked.company_id, asked.id))
        return read(compose(outgoing, self.mailroom.tokens, MailIdentity()))

    async def comes(self, raw: bytes, to: str) -> InboundMessage:
        """Sent by Cara's provider a little later, which signs it; journaled and read."""
        self.cast.clock.forward(minutes=3)
        await asyncio.to_thread(send, self.port, signer().sign(raw, "acmefoods.example"), to)
        with transaction(self.cast.desk.sessions) as session:
            newest = select(InboundMessage).order_by(InboundMessage.id.desc()).limit(1)
            message_id = session.scalars(newest).one().id
        await asyncio.to_thread(self.mailroom.reader.read, self.cast.company_id, message_id)
        return self.mailroom.message(message_id)


@pytest.fixture
async def post(cast: Cast, mailroom: Mailroom, executor: ThreadPoolExecutor) -> AsyncIterator[Post]:
    addresses = OurAddresses("desk.test", ["service"])
    listener = await listen(SmtpSettings(), mailroom.journal, executor, addresses, cast.clock)
    yield Post(mailroom, listener.port)
    await listener.close()


def plainly(words: str) -> str:
    """Words as they sound: without marks of direction, with plain apostrophes and single blanks."""
    kept = "".join(letter for letter in words if unicodedata.category(letter) != "Cf")
    return " ".join(kept.replace("’", "'").split())


@pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer[1])
async def test_what_is_answered_is_done_whatever_program_wrote_it(
    post: Post, answer: tuple[str, str, MessageStatus, Callable[[OrderView], bool]]
) -> None:
    """Every answer is understood, and nothing of our own mail is taken for hers."""
    name, words, status, holds = answer
    more = (c.SendQuote(total=Decimal(450)),) if name == QUOTE else (c.Schedule(window=THURSDAY),)
    for program in PROGRAMS:
        order = post.cast.new_order(*more)
        original = post.got(post.mailroom.asked(order, name))
        message = await post.comes(program.answer(original, words), original.address)
        found = (program.name, message.status, message.new_text, message.why)
        assert plainly(words) in plainly(message.new_text or ""), found
        assert "Reply YES" not in (message.new_text or ""), found
        assert (message.steps["prove"]["level"], message.status) == ("E3", status), found
        assert holds(post.cast.read(post.cast.dora, queries.order(order))), found


async def test_a_number_alone_picks_that_time_whatever_numbers_are_quoted_below_it(post: Post) -> None:
    """Above a quoted list of numbered times, "2" is hers and "1." and "3." are ours."""
    for program in PROGRAMS:
        order, mail = proposed(post.cast, post.mailroom)
        original = post.got(mail)
        message = await post.comes(program.answer(original, "2"), original.address)
        found = (program.name, message.status, message.new_text, message.why)
        assert (message.steps["prove"]["level"], message.status) == ("E3", APPLIED), found
        view = post.cast.read(post.cast.dora, queries.order(order))
        assert view.window is not None
        assert view.window.start == start_of(mail, 2), found
        post.cast.do(post.cast.dora, c.Cancel(order=order, reason="only a trial"))  # free again for the next


async def test_an_empty_answer_above_our_quote_approves_nothing(post: Post) -> None:
    """Our mail says how to approve and how to decline; none of that is Cara's, however her program quotes it."""
    order = post.cast.new_order(c.SendQuote(total=Decimal(450)))
    original = post.got(post.mailroom.asked(order, QUOTE))
    assert "Reply APPROVED" in original.text
    for program in PROGRAMS:
        message = await post.comes(program.answer(original, ""), original.address)
        found = (program.name, message.new_text, message.why)
        assert message.status is TRIAGE, found
        assert "APPROVED" not in (message.new_text or ""), found
        view = post.cast.read(post.cast.dora, queries.order(order))
        assert view.quote is not None
        assert view.quote.status is QuoteStatus.SENT, found


QUOTE_NOTHING = frozenset({"An office program that quotes nothing", "iPhone with a photo"})


def mangled(original: Original) -> Original:
    """As it is answered to our From, after a relay on the way to Cara had given our mail another Message-ID."""
    return replace(
        original,
        address="service@desk.test",
        message_id="<0100-x@relay.example>",
        references="<0100-x@relay.example>",
    )


async def test_the_marker_in_the_quotation_finds_the_question_when_nothing_else_is_left(post: Post) -> None:
    """No program breaks the one word that it is."""
    for program in PROGRAMS:
        if program.name in QUOTE_NOTHING:
            continue
        order = post.cast.scheduled_order()
        original = mangled(post.got(post.mailroom.asked(order, VISIT)))
        message = await post.comes(program.answer(original, "Yes, that's fine."), original.address)
        found = (program.name, message.status, message.steps["correlate"])
        assert message.steps["correlate"]["by"] == "marker in the quoted text", found
        assert message.status is APPLIED, found
        assert confirmed(post.cast.read(post.cast.dora, queries.order(order))), found


async def test_where_nothing_of_ours_is_left_nothing_is_done(post: Post) -> None:
    order = post.cast.scheduled_order()
    original = mangled(post.got(post.mailroom.asked(order, VISIT)))
    for program in PROGRAMS:
        if program.name in QUOTE_NOTHING:
            message = await post.comes(program.answer(original, "Yes, that's fine."), original.address)
            assert (message.status, message.steps["prove"]["level"]) == (TRIAGE, "E0"), program.name
    assert untouched(post.cast.read(post.cast.dora, queries.order(order)))


OUTLOOK, GMAIL, PHONE = MICROSOFT[0], GOOGLE[0], APPLE[2]

# what happens to the headers on the way        by which program     what it was still found by
HEADERS: tuple[tuple[str, Program, Callable[[str], str], str], ...] = (
    ("the reply address in capitals",           OUTLOOK,             lambda head: head.replace("reply+", "REPLY+").replace("@desk.test", "@DESK.TEST"), "reply address"),
    ("To folded after the name",                OUTLOOK,             lambda head: head.replace(" <reply+", "\r\n <reply+"), "reply address"),
    ("no name beside the address",              PHONE,               lambda head: head.replace("To: Northgate Inspections <", "To: <"), "reply address"),
    ("our answer address only in Cc",           GMAIL,               lambda head: head.replace("To: ", "Cc: ", 1).replace("From: ", "To: tom@northgate.example\r\nFrom: ", 1), "reply address"),
    ("References with commas between",          GMAIL,               lambda head: head.replace("> <", ">,<"), "reply address"),
    ("the address quoted as its own name",      OUTLOOK,             lambda head: head.replace("Northgate Inspections <", '"reply@desk.test" <'), "reply address"),
)  # fmt: skip


@pytest.mark.parametrize("mangled", HEADERS, ids=[row[0] for row in HEADERS])
async def test_headers_that_programs_and_servers_write_in_their_own_way_are_read(
    post: Post, mangled: tuple[str, Program, Callable[[str], str], str]
) -> None:
    _, program, change, by = mangled
    order = post.cast.scheduled_order()
    original = post.got(post.mailroom.asked(order, VISIT))
    head, separator, body = (
        program.answer(original, "Yes, that's fine.").decode("latin-1").partition("\r\nMIME-Version")
    )
    assert change(head) != head or "References" in mangled[0]
    raw = (change(head) + separator + body).encode("latin-1")
    message = await post.comes(raw, original.address)
    assert message.steps["correlate"]["by"] == by
    assert (message.steps["prove"]["level"], message.status) == ("E3", APPLIED), message.steps
    assert confirmed(post.cast.read(post.cast.dora, queries.order(order)))


async def test_an_answer_to_our_from_is_found_by_its_thread(post: Post) -> None:
    """Programs that do not know Reply-To: a visit is confirmed; for money a code is asked, as the mail names no question."""
    order = post.cast.scheduled_order()
    visit = replace(post.got(post.mailroom.asked(order, VISIT)), address="service@desk.test")
    message = await post.comes(GMAIL.answer(visit, "Yes, that's fine."), visit.address)
    assert message.steps["correlate"]["by"] == "In-Reply-To or References"
    assert confirmed(post.cast.read(post.cast.dora, queries.order(order)))
    other = post.cast.new_order(c.SendQuote(total=Decimal(450)))
    quote = replace(post.got(post.mailroom.asked(other, QUOTE)), address="service@desk.test")
    message = await post.comes(GMAIL.answer(quote, "Approved, please go ahead."), quote.address)
    assert (message.steps["prove"]["level"], message.status) == ("E2", APPLIED)
    assert not approved(post.cast.read(post.cast.dora, queries.order(other)))
    assert [told.address for told in post.cast.told("approval-code", other)] == [CARA]
