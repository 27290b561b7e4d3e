"""Over 1,000 ways to answer, and 780 that only look like one: nothing acts wrongly, and nearly all that is clear acts."""

import pytest

from core.language.replies import Asked, Intent, read_reply
from tests.core.language.paraphrases.clear_replies import CLEAR
from tests.core.language.paraphrases.traps import TRAPS
from tests.core.language.support import FRAME

ACTS = frozenset(
    {
        Intent.CONFIRM,
        Intent.APPROVE,
        Intent.DECLINE,
        Intent.CANCEL,
        Intent.WITHDRAW,
        Intent.RESCHEDULE,
        Intent.UNSUBSCRIBE,
    }
)
LEFT_TO_A_PERSON = 0.1


@pytest.mark.parametrize(("wanted", "asked"), list(CLEAR))
def test_what_is_clear_acts_however_it_is_put(wanted: str, asked: Asked) -> None:
    replies = CLEAR[wanted, asked]
    found = [(words, read_reply(words, FRAME, asked).intent) for words in replies]
    missed = [(words, intent) for words, intent in found if intent.value != wanted]
    assert [words for words, intent in missed if intent in ACTS] == []
    assert len(missed) <= LEFT_TO_A_PERSON * len(replies), missed


@pytest.mark.parametrize("asked", list(TRAPS))
def test_what_only_looks_like_an_answer_never_acts(asked: Asked) -> None:
    found = [(words, read_reply(words, FRAME, asked).intent) for words in TRAPS[asked]]
    assert [each for each in found if each[1] in ACTS] == []
