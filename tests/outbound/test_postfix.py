"""Our mail through a real mail server: it arrives whole, and its failure comes back with the token."""

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from email import message_from_bytes, policy
from typing import Any

import pytest

from core.tokens import ReplyToken
from outbound.compose import compose, reply_address_of
from outbound.relay import Relay, hand_over
from tests.app.support import until
from tests.outbound.letters import IDENTITY, KEY, TOKENS, outgoing
from tests.outbound.postfix import postfix
from tests.outbound.sink import Sink

LETTER = outgoing("confirmation-request", contact={"name": "Zoë Łukasiewicz"})
RAW = compose(LETTER, TOKENS, IDENTITY)
TOKEN = reply_address_of(LETTER, TOKENS)


@pytest.fixture
async def relay(sink: Sink) -> Any:
    """A Postfix whose next server is the sink."""
    running = ExitStack()
    port = await asyncio.to_thread(running.enter_context, postfix(sink.relay.port))
    yield replace(sink.relay, port=port)
    await asyncio.to_thread(running.close)


async def test_a_mail_passes_a_real_server_unchanged(relay: Relay, sink: Sink) -> None:
    answer = await hand_over(relay, TOKEN, "cara@acmefoods.example", RAW)
    assert "queued as" in answer
    await until(lambda: len(sink.taken) == 1)
    ((sender, recipient, arrived),) = sink.taken
    assert (sender, recipient) == (TOKEN, "cara@acmefoods.example")
    assert arrived.endswith(RAW), "nothing was added but trace lines on top"


async def test_an_unknown_mailbox_comes_back_as_a_bounce_to_the_token(relay: Relay, sink: Sink) -> None:
    sink.recipient_answers.append("550 5.1.1 no such person here")
    await hand_over(relay, TOKEN, "cara@acmefoods.example", RAW)
    await until(lambda: len(sink.taken) == 1)
    ((_, recipient, bounce),) = sink.taken
    assert TOKENS.read(recipient) == ReplyToken(1, 77)
    report: Any = message_from_bytes(bounce, policy=policy.default)
    assert report.get_content_type() == "multipart/report"
    assert b"Action: failed" in bounce
    assert f"<{KEY}@mail.northgate.example>".encode() in bounce
