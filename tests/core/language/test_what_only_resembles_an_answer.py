"""Replies made of the words of an answer that answer something else, or nothing: a person reads them.

It is Monday 2 March 2026; the visit is on Thursday 5 March, 14:00-16:00, unless a row says otherwise.
"""

import pytest

from core.language.replies import Asked, Intent, read_reply
from tests.core.language.support import FRAME, frame_in

VISIT: Asked = "confirm_visit"
QUOTE: Asked = "approve_quote"
LEFT_OPEN = frozenset({Intent.HUMAN, Intent.QUESTION})

# fmt: off
ASKED_BACK = (
    "Is it ok", "Is it approved", "Is it confirmed", "is it correct", "Is it accepted", "Is it ok with you", "Is it fair",
    "Thanks. Is it ok", "Yes, is it approved", "is it", "Is it still on", "is it confirmed for thursday", "Is it good",
    "Yes, is it ok", "Yes is it fair", "Great, is it confirmed", "Great. Does it work", "Yes. Is this fine", "is that ok",
    "Yes, are we still on", "ok are you all set", "so is it ok", "and is it confirmed", "Are they confirmed", "will that do",
    "Has it been confirmed", "Was it approved", "Is the appointment confirmed", "Yes, is the price agreed", "Isn't it confirmed",
    "Does that work for you", "Yes. Do you agree", "Ok, is that right", "Would it be ok", "Is it ok now", "Is it a yes",
    "It is approved right", "It is confirmed, right", "That works right", "Approved, correct", "Yes that is fine, right",
)
ASKED_BACK_ELSEWHERE = (
    ("de", "Ok, ist das ok"), ("de", "Passt das?"), ("nl", "Is dat akkoord"), ("nl", "Ok, is it ok"), ("es", "Está confirmado?"),
    ("es", "De acuerdo?"), ("fr", "C'est bon ?"), ("fr", "D'accord ?"), ("it", "Va bene?"), ("it", "Confermato?"),
    ("pt", "Está confirmado?"), ("pt", "Pode ser?"),
)
STILL_AGREES = (
    "That is it", "Yes, right", "Yes, that's right", "Yes, correct", "That is correct.", "All the details are correct",
    "Absolutely right", "It is ok", "It is what I wanted", "Yes it is",
)
# fmt: on


@pytest.mark.parametrize("asked", [VISIT, QUOTE])
@pytest.mark.parametrize("words", ASKED_BACK)
def test_whoever_asks_whether_it_is_agreed_agrees_to_nothing(words: str, asked: Asked) -> None:
    assert read_reply(words, FRAME, asked).intent in LEFT_OPEN


@pytest.mark.parametrize(("lang", "words"), ASKED_BACK_ELSEWHERE)
def test_so_does_nobody_who_asks_in_another_language(lang: str, words: str) -> None:
    assert read_reply(words, frame_in(lang), VISIT).intent in LEFT_OPEN


@pytest.mark.parametrize("words", STILL_AGREES)
def test_the_same_words_as_a_statement_agree(words: str) -> None:
    assert read_reply(words, FRAME, VISIT).intent is Intent.CONFIRM
