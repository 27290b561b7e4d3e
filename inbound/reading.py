"""What a prepared message answers, and what follows: a technician's answer to an offer, or a customer's to a question."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.tokens import ReplyTokens
from inbound.matters import find_question
from inbound.offer_book import OfferBook
from inbound.offers import conclude_offer, find_offer
from inbound.pipeline import Concluded, Prepared, conclude
from inbound.question import QuestionBook


class Book(QuestionBook, OfferBook, Protocol):
    """What we asked whom, customers and technicians, within one company."""


def read_message(
    prepared: Prepared, sent_to: Sequence[str], received_at: datetime, tokens: ReplyTokens, book: Book
) -> Concluded:
    """Every step from `correlate` on. Nothing is stored and nothing is done."""
    meant = find_offer(prepared, sent_to, tokens, book)
    if meant is not None:
        return conclude_offer(prepared, meant, tokens)
    found = find_question(prepared, sent_to, received_at, tokens, book)
    return conclude(prepared, found, received_at, tokens)
