"""The same days and times in many words, put together from tables: none is misread, and hardly any is left to a person."""

from collections.abc import Callable, Iterator
from types import ModuleType

import pytest

from core.language.times import Frame, read_times
from tests.core.language.paraphrases import dutch, english, french, german, italian, portuguese, spanish
from tests.core.language.support import FRAME, frame_in, seen

LANGUAGES = (english, german, dutch, spanish, french, italian, portuguese)
LEFT_TO_A_PERSON = 0.02
EVERY = 7
"""Which of the many pairs of a day and a time are tried: enough for each to meet every kind of the other."""

Case = tuple[str, str]
Misread = tuple[str, str, str]


def flat(table: tuple[tuple[str, tuple[str, ...]], ...]) -> list[Case]:
    return [(meaning, words) for meaning, spoken in table for words in spoken]


def pairs(tables: ModuleType) -> Iterator[Case]:
    """A day with a time."""
    for number, (day, said) in enumerate(flat(tables.DAYS)):
        for meaning, time in flat(tables.TIMES)[number % EVERY :: EVERY]:
            yield f"{said} {time}", meaning.format(day=day)


def sentences(tables: ModuleType) -> Iterator[Case]:
    """A day, and a day with a time, in each sentence."""
    tuesday, spoken = flat(tables.DAYS)[1]
    for number, sentence in enumerate(tables.SENTENCES):
        for day, said in flat(tables.DAYS):
            yield sentence.format(when=said), f"day {day}"
        for meaning, time in flat(tables.TIMES)[number % EVERY :: EVERY]:
            yield sentence.format(when=f"{spoken} {time}"), meaning.format(day=tuesday)


def alone(tables: ModuleType) -> Iterator[Case]:
    """What stands for itself: weeks, ranges of days, alternatives, and what is no time at all."""
    yield from ((words, meaning) for meaning, words in flat(tables.ALONE))


def turned_down(tables: ModuleType) -> Iterator[Case]:
    """One day refused and another offered in one sentence."""
    days = flat(tables.DAYS)
    for sentence in tables.TURNED_DOWN:
        for refused, no in days[::9]:
            for day, yes in days[4::7]:
                if refused != day:
                    yield sentence.format(no=no, yes=yes), f"day {day}"


def read(words: str, frame: Frame) -> str:
    """Everything it offers; what was understood in part only counts as nothing."""
    found = seen(read_times(words, frame))
    return "nothing" if found == "unread" else found


@pytest.mark.parametrize("cases", [pairs, sentences, alone, turned_down], ids=lambda cases: cases.__name__)
@pytest.mark.parametrize("tables", LANGUAGES, ids=lambda tables: tables.LANG)
def test_no_way_of_saying_it_is_misread(
    tables: ModuleType, cases: Callable[[ModuleType], Iterator[Case]]
) -> None:
    frame = FRAME if tables.LANG == "en" else frame_in(tables.LANG)
    tried = list(cases(tables))
    found = [(words, meaning, read(words, frame)) for words, meaning in tried]
    misread = [each for each in found if each[2] not in (each[1], "nothing")]
    missed = [each for each in found if each[2] == "nothing" != each[1]]
    assert misread == []
    assert len(missed) <= LEFT_TO_A_PERSON * len(tried), missed[:20]
