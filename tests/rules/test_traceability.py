"""Every rule has a test that names it, or says which later work it waits for."""

import pytest

from docs.promised import Later, numbers_in
from docs.source_rules import SOURCE_RULES
from docs.traceability_page import PROMISES, TABLES, problems, proofs

HOW_MANY = {"S0": 48, "S1": 33, "S2": 59, "S3": 20, "S4": 31}
KNOWN = ("S3.1", "S3.2", "S3.3", "L14", "L14b", "L15")
NAMED = {
    "S3.2: words and 3 numbers": ["S3.2"],
    "L14b, S3.1; not R-MISSING, C7": ["L14b", "S3.1"],
    "S3.1–S3.3, L15": ["S3.1", "S3.2", "S3.3", "L15"],
    "L14-L15": ["L14", "L14b", "L15"],
    "A sentence.": [],
    "S9.9": ["S9.9"],
}


def test_every_promise_has_a_test_or_waits_and_never_both() -> None:
    assert problems() == []


def test_all_rules_of_the_source_systems_are_there() -> None:
    assert [each.number for each in SOURCE_RULES] == [
        f"{system}.{number}" for system, rules in HOW_MANY.items() for number in range(1, rules + 1)
    ]


def test_a_number_stands_for_one_promise() -> None:
    assert len(PROMISES) == sum(len(table) for table in TABLES.values())


def test_what_waits_is_known_work() -> None:
    assert {each.later for each in PROMISES.values()} <= {None, *Later}


@pytest.mark.parametrize("words", NAMED)
def test_numbers_are_read_from_words(words: str) -> None:
    assert list(numbers_in(words, KNOWN)) == NAMED[words]


@pytest.mark.parametrize("words", ["S3.1–S3.9", "L15–S3.3", "S3.3–S3.1", "S3.3–L14"])
def test_a_range_that_makes_no_sense_is_a_mistake(words: str) -> None:
    with pytest.raises(ValueError, match="There is no range"):
        list(numbers_in(words, KNOWN))


def test_only_what_pytest_runs_proves_anything() -> None:
    assert all("::test_" in test for tests in proofs().values() for test in tests)
