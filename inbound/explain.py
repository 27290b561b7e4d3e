"""Why did this message do what it did? Runs every step on a message and changes nothing.

The operator's tool: `truckroll explain FILE.eml [--context FILE.json] [--as-json]`.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from core.model import Asks
from core.tokens import ReplyTokens
from inbound.authenticate import Authenticator, Hop
from inbound.correlate import Correlated
from inbound.envelope import Envelope
from inbound.pipeline import Concluded, Prepared, conclude, prepare
from inbound.question import Question
from inbound.reading import Book, read_message

STEP_WORDS = {
    "parse": "What the message says",
    "screen": "Who seems to write",
    "authenticate": "Whether its domain vouches for it",
    "correlate": "What it answers",
    "strip": "What is new in it",
    "prove": "How sure we are who wrote",
    "interpret": "What it asks for",
    "decide": "What follows",
}


class BadContext(Exception):
    """The context file does not describe an order and its question; the message names the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The order and question a message is about, as a person writes them down to try a message."""

    order: int = 1
    address: str
    asks: Asks | None = Asks.CONFIRM_VISIT
    schedule_rev: int = 1
    zone: str = "UTC"
    locale: str = "en_US"
    start: datetime | None = None
    end: datetime | None = None
    quote_version: int | None = None
    quote_total: Decimal | None = None

    def question(self) -> Question:
        """The same as the pipeline knows it."""
        length = self.end - self.start if self.start and self.end else timedelta(hours=1)
        quote = self.asks is Asks.APPROVE_QUOTE
        return Question(
            notification_id=0,
            order=self.order,
            work_order_id=0,
            contact_id=0,
            address=self.address,
            asks=self.asks,
            schedule_rev=self.schedule_rev,
            visit_id=0,
            zone=self.zone,
            locale=self.locale,
            start=self.start,
            end=self.end,
            quote_version=(self.quote_version or 1) if quote else None,
            quote_total=self.quote_total if self.quote_total is not None or not quote else Decimal(0),
            length=length,
        )


CONTEXT = TypeAdapter(Context)


def read_context(path: Path) -> Context:
    """The context in a JSON file. Raises `BadContext`, or OSError for a file that cannot be read."""
    try:
        return CONTEXT.validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise BadContext(f"{path}: {where}: {first['msg']}") from None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The steps of one message; `lines` for people, `as_json` for programs."""

    concluded: Concluded

    def as_json(self) -> str:
        """One JSON object with a key per step."""
        return json.dumps(self.concluded.steps(), ensure_ascii=False, indent=2)

    def lines(self) -> Iterator[str]:
        """Readable lines, one block per step."""
        for step, found in self.concluded.steps().items():
            yield STEP_WORDS[step]
            yield from (f"  {name.replace('_', ' ')}: {_shown(value)}" for name, value in found.items())
            yield ""


def examine(envelope: Envelope, authenticator: Authenticator) -> Prepared:
    """What the message says by itself. May ask DNS, so do it before a transaction begins."""
    return prepare(envelope.raw, Hop(envelope.sender or None, envelope.peer), authenticator)


def explain(envelope: Envelope, prepared: Prepared, tokens: ReplyTokens, book: Book) -> Explanation:
    """What the pipeline makes of a message within the book's company. Nothing is stored and nothing is done."""
    return Explanation(read_message(prepared, envelope.recipients, envelope.received_at, tokens, book))


def explain_in(envelope: Envelope, prepared: Prepared, tokens: ReplyTokens, context: Context) -> Explanation:
    """The same for a message taken as an answer to the question of `context`; needs no database."""
    correlated = Correlated(context.question(), "the context given", bound=True)
    return Explanation(conclude(prepared, correlated, envelope.received_at, tokens))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value) or "none"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, str) and "\n" in value:
        return "\n    " + value.replace("\n", "\n    ")
    return "none" if value in {None, ""} else str(value)
