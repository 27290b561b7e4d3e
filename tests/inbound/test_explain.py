"""Why did this message do what it did? Asked without changing anything."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.db import transaction
from core.model import InboundMessage
from core.tokens import ReplyTokens
from inbound.authenticate import Authenticator
from inbound.envelope import Envelope
from inbound.explain import BadContext, Context, examine, explain, explain_in, read_context
from inbound.question import DatabaseBook
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.signed import SilentDns

TOKENS = ReplyTokens(b"k" * 32, "desk.test")
NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
YES = b"From: cara@acmefoods.example\r\nTo: x@desk.test\r\nSubject: Re: visit\r\n\r\nYes\r\n\r\n> Does it suit you?\r\n"


def test_every_step_is_printed_for_people_and_for_programs() -> None:
    envelope = Envelope(CARA, ("x@desk.test",), YES, "", "file", NOW)
    prepared = examine(envelope, Authenticator(SilentDns()))
    explanation = explain_in(envelope, prepared, TOKENS, Context(address=CARA))
    lines = "\n".join(explanation.lines())
    for words in ("What is new in it", "text: Yes", "level: E2", "intent: confirm", "outcome: apply"):
        assert words in lines
    assert json.loads(explanation.as_json())["decide"]["commands"][0]["command"] == "Confirm"


def test_explaining_with_the_database_changes_nothing(cast: Cast, mailroom: Mailroom) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    before = (mailroom.events(order), len(cast.told()))
    envelope = Envelope(CARA, (to,), YES, "", "file", cast.clock())
    prepared = examine(envelope, mailroom.authenticator)
    with transaction(cast.desk.sessions) as session:
        book = DatabaseBook(session, cast.company_id, cast.clock())
        explanation = explain(envelope, prepared, mailroom.tokens, book)
    assert f"WO-{order}" in "\n".join(explanation.lines())
    assert (mailroom.events(order), len(cast.told())) == before
    assert cast.count(InboundMessage) == 0


def test_a_context_file_describes_the_question(tmp_path: Path) -> None:
    file = tmp_path / "context.json"
    file.write_text(
        '{"order": 12, "address": "cara@acmefoods.example", "asks": "approve_quote", "quote_total": "450"}'
    )
    question = read_context(file).question()
    assert (question.order, question.asks, question.quote_version) == (12, "approve_quote", 1)


BAD_CONTEXTS = {
    '{"order": 12}':                              "address",
    '{"address": "a@b", "asks": "world_peace"}':  "asks",
    "not json":                                   "the file",
}  # fmt: skip


@pytest.mark.parametrize(("written", "named"), BAD_CONTEXTS.items())
def test_a_wrong_context_file_names_what_is_wrong(tmp_path: Path, written: str, named: str) -> None:
    file = tmp_path / "context.json"
    file.write_text(written)
    with pytest.raises(BadContext, match=named):
        read_context(file)
