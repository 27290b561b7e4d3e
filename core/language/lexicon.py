"""Builds a language's lexicon from its vocabulary table.

A table line reads `meaning = phrase | phrase`. A meaning is `kind:value`, several joined by `+`:
`rel:0 + part:evening = tonight`.
"""

from functools import lru_cache
from importlib import import_module

from core.language.spelling import slips
from core.language.tokens import Kind, Lexicon, Meaning, fold

LANGUAGES = ("en", "de", "nl", "es", "fr", "it", "pt")
_TURNING = ("negations", "busy", "breaks", "bad")
"""Words that turn a time down or start a clause; they may stand right after a number as well ("el 12 no puedo")."""
_NUMERIC_KINDS = frozenset({Kind.NUMBER, Kind.ORDINAL, Kind.MONTH, Kind.WEEKDAY, Kind.REL, Kind.PLUS})


@lru_cache(maxsize=len(LANGUAGES))
def lexicon(lang: str) -> Lexicon:
    """The lexicon of `lang`; English for a language we do not know.

    Other languages understand English month and weekday names too, where they have no meaning of their own.
    """
    code = lang[:2].lower() if lang[:2].lower() in LANGUAGES else "en"
    module = import_module(f"core.language.vocabulary.{code}")
    plain_words = {name: _words(getattr(module, name.upper())) for name in _TURNING}
    after_numbers, weak = _words(module.FOLLOWERS), _words(module.WEAK)
    phrases = _names_of(import_module("core.language.vocabulary.en").TABLE) if code != "en" else {}
    phrases |= _parse(module.TABLE if code == "en" else module.TABLE.replace("'", " "))
    phrases |= _parse(_without_umlauts(module.TABLE)) if code == "de" else {}
    phrases |= _compounds(phrases) if getattr(module, "COMPOUNDS", False) else {}
    phrases = _misspelled(phrases, weak, after_numbers, shortest=6 if code == "en" else 7) | phrases
    return Lexicon(
        lang=code,
        phrases=phrases,
        weak=weak,
        abbreviations=_abbreviations(phrases) | _words(module.ABBREVIATIONS),
        **plain_words,
        followers=after_numbers.union(*plain_words.values()) if after_numbers else after_numbers,
        weekdays_too=getattr(module, "WEEKDAYS_TOO", {}),
        morning_word=getattr(module, "MORNING_WORD", ""),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _parse(table: str) -> dict[tuple[str, ...], Meaning]:
    phrases: dict[tuple[str, ...], Meaning] = {}
    for line in filter(None, (line.strip() for line in table.splitlines())):
        left, right = line.split(" = ", 1)
        meaning = tuple(_meaning(part.strip()) for part in left.split(" + "))
        for phrase in right.split("|"):
            phrases[tuple(fold(phrase).split())] = meaning
    return phrases


def _meaning(words: str) -> tuple[Kind, str | int]:
    kind, _, value = words.partition(":")
    named = Kind(kind)
    return named, int(value) if named in _NUMERIC_KINDS else value


def _misspelled(
    phrases: dict[tuple[str, ...], Meaning], weak: frozenset[str], others: frozenset[str], *, shortest: int
) -> dict[tuple[str, ...], Meaning]:
    """“wednsday”, “donnnerstag”: slips in long names of days and months. Short ones are too near to other words."""
    names = {
        words[0]: meaning
        for words, meaning in phrases.items()
        if len(words) == 1 == len(meaning)
        and meaning[0][0] in (Kind.MONTH, Kind.WEEKDAY)
        and len(words[0]) >= shortest
        and words[0] not in weak
    }
    known = others.union(word for words in phrases for word in words)
    return {(slip,): names[name] for slip, name in slips(names, known).items()}


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def _without_umlauts(table: str) -> str:
    """“naechste”, “zwoelf”: the words of the table that have umlauts, as a foreign keyboard writes them."""
    rows: list[str] = []
    for row in filter(None, table.splitlines()):
        meaning, phrases = row.split(" = ", 1)
        spelled = [phrase for phrase in phrases.split("|") if phrase.translate(_UMLAUTS) != phrase]
        if spelled:
            rows.append(f"{meaning} = {'|'.join(spelled)}")
    return "\n".join(rows).translate(_UMLAUTS)


def _names_of(table: str) -> dict[tuple[str, ...], Meaning]:
    return {
        words: meaning
        for words, meaning in _parse(table).items()
        if meaning[0][0] in (Kind.MONTH, Kind.WEEKDAY) and len(words[0]) > len("may")
    }


def _abbreviations(phrases: dict[tuple[str, ...], Meaning]) -> frozenset[str]:
    short = len("sept")
    return frozenset(
        words[0]
        for words, meaning in phrases.items()
        if len(words) == 1 and len(words[0]) <= short and meaning[0][0] in (Kind.MONTH, Kind.WEEKDAY)
    )


_ABBREVIATED = 3


def _compounds(phrases: dict[tuple[str, ...], Meaning]) -> dict[tuple[str, ...], Meaning]:
    """“Dienstagmorgen”, “donderdagavond”: a weekday grown together with a part of the day."""
    days = {words[0]: meaning for words, meaning in phrases.items() if meaning[0][0] is Kind.WEEKDAY}
    parts = {
        words[0]: meaning
        for words, meaning in phrases.items()
        if len(words) == 1 and len(meaning) == 1 and meaning[0][0] is Kind.PART
    }
    parts |= {"morgen": ((Kind.PART, "morning"),)}
    return {
        (day + part,): when + what
        for day, when in days.items()
        for part, what in parts.items()
        if len(day) > _ABBREVIATED
    }
