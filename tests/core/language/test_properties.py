"""What must hold for any text at all."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.language.replies import Asked, Intent, read_reply
from core.language.times import Frame, read_times
from tests.core.language.support import FRAME, frame_in

ACTS = {Intent.CONFIRM, Intent.APPROVE, Intent.DECLINE, Intent.CANCEL, Intent.RESCHEDULE, Intent.UNSUBSCRIBE}
VOCABULARY = """
yes no not ok cancel approved thursday friday next last 2 4pm 14:00 3/9 9.30 march 12th at on from
to until or and between after before morning tomorrow week works great but if please , . ? ! - can we instead half past
"""
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.text(max_size=80) | st.lists(WORDS, max_size=14).map(" ".join)
FRAMES = st.sampled_from([FRAME, *(frame_in(lang) for lang in ("de", "nl", "es", "fr", "it", "pt"))])
ASKED: st.SearchStrategy[Asked] = st.sampled_from(["confirm_visit", "approve_quote", None])

YESES = [
    "yes",
    "that works",
    "approved",
    "go ahead",
    "confirmed",
    "I agree",
    "sounds good",
    "I approve the quote",
]
NEGATED = [
    "not {}",
    "I never said {}",
    "don't {}",
    "no, not {}",
    "I can't say {}",
    "{}, not",
    "{} is not what I said",
]
ACTING: list[tuple[str, Asked]] = [
    ("yes", "confirm_visit"),
    ("that works for me", "confirm_visit"),
    ("see you thursday", "confirm_visit"),
    ("yes please proceed", "approve_quote"),
    ("approved", "approve_quote"),
    ("no thanks", "approve_quote"),
    ("please cancel", "confirm_visit"),
    ("can we do friday at 10 instead", "confirm_visit"),
    ("i need to reschedule", "confirm_visit"),
]
RESERVATIONS = [
    "but only if the price stays the same",
    "but not the basement",
    "but call me first",
    "except the garage",
    "unless my boss objects",
    "as long as Tom comes",
    "if the parts have arrived",
]


@given(TEXTS, FRAMES, ASKED)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_breaks_the_reader_or_yields_a_past_slot(text: str, frame: Frame, asked: Asked) -> None:
    for when in (*read_times(text, frame).offers, *read_reply(text, frame, asked).times):
        last = when.day_end or when.day
        assert last is not None
        assert 0 <= (last - frame.today).days <= 400


@given(st.sampled_from(YESES), st.sampled_from(NEGATED), ASKED)
def test_a_negated_yes_never_agrees(words: str, pattern: str, asked: Asked) -> None:
    assert read_reply(pattern.format(words), FRAME, asked).intent not in {Intent.CONFIRM, Intent.APPROVE}


@pytest.mark.parametrize("reservation", RESERVATIONS)
@pytest.mark.parametrize(("words", "asked"), ACTING)
def test_a_reservation_never_keeps_an_act(words: str, asked: Asked, reservation: str) -> None:
    assert read_reply(words, FRAME, asked).intent in ACTS
    assert read_reply(f"{words} {reservation}", FRAME, asked).intent not in ACTS
    assert read_reply(f"{words}, {reservation}", FRAME, asked).intent not in ACTS


@given(
    st.sampled_from(ACTING),
    st.sampled_from([str.upper, str.title, str.capitalize]),
    st.sampled_from(["", ".", "!", " !!", " \n"]),
)
def test_case_blanks_and_full_stops_change_nothing(
    case: tuple[str, Asked], recase: Callable[[str], str], tail: str
) -> None:
    words, asked = case
    expected = read_reply(words, FRAME, asked)
    dressed = read_reply("  " + recase(words).replace(" ", "  ") + tail, FRAME, asked)
    assert (dressed.intent, dressed.also_question) == (expected.intent, expected.also_question)
    assert [when.day for when in dressed.times] == [when.day for when in expected.times]


NEGATIONS = [
    "not",
    "never",
    "don't",
    "can't",
    "isn't",
    "hardly",
    "unless",
    "if",
    "but",
    "maybe",
    "except",
    "only",
    "without",
]
AGREEING: list[tuple[str, Asked]] = [
    ("Yes, that works for us, thanks", "confirm_visit"),
    ("Thursday at 2 is fine", "confirm_visit"),
    ("We will be home", "confirm_visit"),
    ("I confirm the appointment", "confirm_visit"),
    ("Approved, please go ahead with the repair", "approve_quote"),
    ("Yes please proceed", "approve_quote"),
    ("I accept your quote", "approve_quote"),
]


@pytest.mark.parametrize("negation", NEGATIONS)
@pytest.mark.parametrize(("words", "asked"), AGREEING)
def test_one_doubting_word_anywhere_takes_the_agreement_away(words: str, asked: Asked, negation: str) -> None:
    agreeing = {Intent.CONFIRM, Intent.APPROVE}
    assert read_reply(words, FRAME, asked).intent in agreeing
    parts = words.split()
    for at in range(len(parts) + 1):
        doubted = " ".join([*parts[:at], negation, *parts[at:]])
        assert read_reply(doubted, FRAME, asked).intent not in agreeing, doubted


def _calls(text: str) -> int:
    """How many Python functions one reading calls: work counted, not timed."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tick)
    try:
        read_reply(text, FRAME, "confirm_visit")
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "unit", ["friday at 2 or ", "yes ", "the ", "1-", "9:30 to ", "i would like to ", "A.", "(", "not "]
)
def test_twice_the_text_is_at_most_about_twice_the_work(unit: str) -> None:
    once, twice = (unit * (size // len(unit)) for size in (1800, 3600))
    _calls(once)
    assert _calls(twice) <= 2.5 * _calls(once) + 1000
