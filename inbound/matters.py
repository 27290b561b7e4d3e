"""Which open matter is it about? One that is named is taken as named; a bare yes that names none is asked about.

A token or a thread names the question. Without one, or as an answer to a mail that asked nothing, words that would
answer an open question count for none of them: their writer is asked which they mean, once a day about each, and the
number they answer with is bound to the question that had it. Who may answer it is proven as ever, from that answer.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.language.choices import read_choice
from core.language.replies import Intent
from core.model import Asks
from core.tokens import ReplyTokens
from inbound.correlate import NOTHING_OF_OURS, Correlated, correlate
from inbound.decide import ACTS
from inbound.interpret import interpret
from inbound.mail import InboundMail
from inbound.pipeline import Prepared
from inbound.question import Question, QuestionBook
from inbound.screen import Kind
from inbound.stopping import is_start

BARE = frozenset({Intent.CONFIRM, Intent.APPROVE, Intent.DECLINE, Intent.CANCEL})
"""Answers that say nothing of what they are about. A wish for a time may be the beginning of something new."""
SEVERAL = 2
"""Open questions from which on a sender is asked; what is about a single one, a person sees as well without that."""
OF_A_QUOTE = re.compile(r"(?i)\b(?:approv\w*|quot(?:e|es|ation)|estimate|offer|proposal)\b")
NUMBERED = re.compile(r"(?i)(?:the |for )?(?:WO[- ]?)?#?(\d{1,9})[.!]*")


def find_question(
    prepared: Prepared, sent_to: Sequence[str], received_at: datetime, tokens: ReplyTokens, book: QuestionBook
) -> Correlated:
    """What the message answers, and with which words; or between which questions its writer has to choose."""
    found = correlate(prepared.mail, sent_to, tokens, book, prepared.authentication.addressed)
    words = prepared.stripped.words
    if prepared.screened.kind is not Kind.PERSON or not words:
        return found
    if found.question is None:
        unnamed = found.by == NOTHING_OF_OURS and not prepared.authentication.failed
        return _from(prepared.mail, words, received_at, book) or found if unnamed else found
    if found.question.matters:
        return _picked(found, found.question, words, book)
    return replace(found, matters=_within(found.question, prepared.mail, words, received_at, book))


def _from(mail: InboundMail, words: str, at: datetime, book: QuestionBook) -> Correlated | None:
    """A known address that writes without any of our secrets: nothing is done, but they may be asked."""
    if mail.senders != 1:
        return None
    matters = _answerable(words, at, book.open_for(mail.sender.email))
    if len(matters) < SEVERAL:
        return None
    if any(each.asked_which for each in matters):
        return Correlated(
            None, "It names no question of ours, and its sender was asked today which one they mean."
        )
    return Correlated(matters[0], "the sender, who has yet to answer us", matters=matters, by_sender=True)


def _picked(found: Correlated, which: Question, words: str, book: QuestionBook) -> Correlated:
    """The matter they named, answered with what they had written; a single one also with what they write now."""
    number = _number(words, which)
    if number is None and len(which.matters) > 1:
        return found
    asked = book.asked_in(which.matters[(number or 1) - 1].notification_id)
    if asked is None:
        return found
    by = f"{found.by}; they say that they mean WO-{asked.order}"
    return replace(found, question=asked, by=by, words=which.said if number else None)


def _number(words: str, which: Question) -> int | None:
    choice = read_choice(words, len(which.matters))
    if choice is not None:
        return choice
    named = NUMBERED.fullmatch(words.strip())
    places = [
        place
        for place, each in enumerate(which.matters, 1)
        if named is not None and each.order == int(named[1])
    ]
    return places[0] if len(places) == 1 else None


def _within(
    question: Question, mail: InboundMail, words: str, at: datetime, book: QuestionBook
) -> tuple[Question, ...]:
    """The matters of the same work order between which the words leave open what they mean; mostly none."""
    if question.stopped and is_start(words):
        return ()
    if question.asks is None:
        intent = interpret(words, question, at).intent
        unclear = (intent, None) not in ACTS and question.code_id is None
    else:
        unclear = question.asks is Asks.CONFIRM_VISIT and OF_A_QUOTE.search(words) is not None
    if not unclear:
        return ()
    here = tuple(each for each in book.open_for(mail.sender.email) if each.order == question.order)
    if question.asks is not None and Asks.APPROVE_QUOTE not in {each.asks for each in here}:
        return ()
    return _answerable(words, at, here)


def _answerable(words: str, at: datetime, matters: Sequence[Question]) -> tuple[Question, ...]:
    return tuple(each for each in matters if _answers(words, at, each))


def _answers(words: str, at: datetime, question: Question) -> bool:
    """Whether the words, had they been written below that question, would do something."""
    if question.asks is Asks.PICK_SLOT:
        return read_choice(words, len(question.slots)) is not None
    understood = interpret(words, question, at)
    return understood.intent in BARE and (understood.intent, question.asks) in ACTS
