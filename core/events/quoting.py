"""Quotes and their answers."""

from dataclasses import dataclass
from decimal import Decimal

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class QuoteSent(Happened):
    name = "quote.sent"
    version: int
    total: Decimal
    to: str = ""
    """Who is asked to approve it."""


@dataclass(frozen=True, kw_only=True)
class QuoteSuperseded(Happened):
    """What it was for has changed; the next version is yet to be sent."""

    name = "quote.superseded"
    version: int


@dataclass(frozen=True, kw_only=True)
class QuoteApproved(Happened):
    name = "quote.approved"
    version: int
    total: Decimal
    words: str


@dataclass(frozen=True, kw_only=True)
class CodeAsked(Happened):
    name = "quote.code-asked"
    code_id: int
    version: int
    total: Decimal


@dataclass(frozen=True, kw_only=True)
class CodeMistaken(Happened):
    """`left`: how many more tries the code has. `by_mail`: a page has told them already."""

    name = "quote.code-mistaken"
    code_id: int
    left: int
    by_mail: bool


@dataclass(frozen=True, kw_only=True)
class QuoteRejected(Happened):
    name = "quote.rejected"
    version: int
    words: str
