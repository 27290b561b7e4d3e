"""Cuts text into typed tokens: numbers by their shape, words by the language's vocabulary.

One pass of one regular expression without nested repetition, so the time grows with the length only.
Offsets point into the original text: folding never changes the length.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

MAX_TEXT = 4000
"""Longer texts are not read: nobody makes an appointment in five pages."""


class Kind(StrEnum):
    """What a token is."""

    WORD = "word"
    NUMBER = "number"  # value int; `digits` how many digits, 0 when spelled out
    ORDINAL = "ordinal"
    CLOCK = "clock"  # value "hh:mm"
    DOTTED = "dotted"  # value "9.30": a day of a month or a time
    SLASHED = "slashed"  # value "4/25"
    DATE = "date"  # value "14.09.2017" or "2018-07-06"
    BLOB = "blob"  # digits that are neither day nor time: phone, money, serial
    MONTH = "month"
    WEEKDAY = "weekday"  # value 0 for Monday
    UNIT = "unit"
    REL = "rel"  # value: days from today
    PART = "part"
    MOD = "mod"  # next, this, last
    AMPM = "ampm"
    SAME = "same"  # same time
    LINK = "link"  # at, on, from, to, comma, ...


@dataclass(frozen=True, slots=True)
class Token:
    """One word or number; `start` and `end` point into the text, `sentence` counts from 0."""

    kind: Kind
    value: str | int
    text: str
    start: int
    end: int
    glued: bool = False
    sentence: int = 0
    digits: int = 0
    weak: bool = False  # "sat", "may", "second": also ordinary words
    follows: bool = False  # a word that may stand after a bare number

    def link(self, *names: str) -> bool:
        """Whether this is one of these links."""
        return self.kind is Kind.LINK and self.value in names


Meaning = tuple[tuple[Kind, str | int], ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words: phrases of up to four words and what each means."""

    lang: str
    phrases: dict[tuple[str, ...], Meaning]
    weak: frozenset[str]
    abbreviations: frozenset[str]
    negations: frozenset[str]
    busy: frozenset[str]
    breaks: frozenset[str]  # words that start a new clause
    bad: frozenset[str]  # "Friday is bad"
    followers: frozenset[str]  # what may follow a bare number; anything may when empty
    morning_word: str = ""  # "morgen", "manana": tomorrow, but after a day its morning


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    return base if len(base) == 1 else char


_QUOTES = str.maketrans("’‘´`“”–—−‐‑\u00a0\u202f", "''''\"\"-----  ")
_SPECIAL = {"ß": "s", "ı": "i"}


def fold(text: str) -> str:
    """Lower case, no accents, plain quotes and dashes, exactly as long as `text`."""
    text = text.translate(_QUOTES)
    if text.isascii():
        return text.lower()
    return "".join(_SPECIAL.get(char) or _fold_char(char) for char in text)


_SCAN = re.compile(
    r"""
    (?P<date>\d{4}-\d{1,2}-\d{1,2}(?![\d-])
        |\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?!\d))
    |(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}[hu]\d{2}(?!\d))
    |(?P<decimal>\d+(?:,\d+)+)
    |(?P<dotted>\d{1,2}\.\d{1,2}(?!\d))
    |(?P<slashed>\d{1,2}/\d{1,4}(?!\d))
    |(?P<ordinal>\d{1,2}(?:st|nd|rd|th|er|re|eme|ste|de|[oae\u00ba\u00aa])(?![a-z0-9]))
    |(?P<number>\d+)
    |(?P<ampm>[ap][ ]?m\b|[ap]\.[ ]?m\b\.?)
    |(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    |(?P<newline>\n)
    |(?P<mark>\S)
    """,
    re.VERBOSE,
)

_MARKS = {
    ",": "comma",
    "-": "dash",
    ".": "dot",
    "!": "stop",
    "?": "stop",
    ";": "stop",
    ":": "colon",
    "\n": "stop",
    "/": "slash",
    "@": "at",
    "(": "comma",
    ")": "comma",
    "…": "stop",
}
_SKIPPED = frozenset("¿¡\"'*")
_NUMERIC = {"date", "clock", "decimal", "dotted", "slashed", "ordinal", "number"}
_DIGIT_KINDS = frozenset({Kind.NUMBER, Kind.CLOCK, Kind.DOTTED, Kind.SLASHED, Kind.DATE, Kind.ORDINAL})
_BLOB_BEFORE = frozenset("$€£#+%&_")
_BLOB_AFTER = frozenset("%$€£#_")


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of `text`, in order, sentence by sentence."""
    folded = fold(text[:MAX_TEXT])
    raw = [_raw(match, text, folded) for match in _SCAN.finditer(folded) if match.group() not in _SKIPPED]
    return _number_sentences(_join(_name(raw, lexicon), lexicon), text, lexicon)


def _raw(match: re.Match[str], text: str, folded: str) -> Token:
    group, at = match.lastgroup or "mark", match.start()
    if group == "sep":
        group = "date"
    glued = at > 0 and not folded[at - 1].isspace()
    value = match.group()
    token = Token(Kind.WORD, value, text[at : match.end()], at, match.end(), glued)
    if group in _NUMERIC:
        return _numeric(token, group, folded)
    if group == "ampm":
        return replace(token, kind=Kind.AMPM, value=value[0])
    if group in {"newline", "mark"}:
        return replace(token, kind=Kind.LINK, value=_MARKS.get(value, "other"))
    return token


def _numeric(token: Token, group: str, folded: str) -> Token:
    """A number by its shape; a blob when money signs or letters hang on it."""
    text = str(token.value)
    before = folded[token.start - 1] if token.glued else " "
    after = folded[token.end] if token.end < len(folded) else " "
    if (
        before in _BLOB_BEFORE
        or after in _BLOB_AFTER
        or group == "decimal"
        or _hangs_on_letters(token, folded)
    ):
        return replace(token, kind=Kind.BLOB)
    if group == "number":
        kind = Kind.NUMBER if len(text) <= len("2017") else Kind.BLOB
        return replace(token, kind=kind, value=int(text) if kind is Kind.NUMBER else text, digits=len(text))
    if group == "ordinal":
        digits = re.match(r"\d+", text)
        return replace(token, kind=Kind.ORDINAL, value=int(digits.group()) if digits else 0)
    if group == "clock":
        hour, minute = re.split("[:hu]", text)[:2]
        return replace(token, kind=Kind.CLOCK, value=f"{hour}:{minute}")
    return replace(token, kind=Kind(group))


def _hangs_on_letters(token: Token, folded: str) -> bool:
    """“AA1234”, but not the time of “2026-03-09T10:00”."""
    before = folded[max(token.start - 2, 0) : token.start]
    return before[-1:].isalpha() and not (before[-1:] == "t" and before[:1].isdigit())


def _name(raw: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """Longest phrase first, give every word its meaning; unknown words stay words."""
    named: list[Token] = []
    index = 0
    while index < len(raw):
        token = raw[index]
        taken = 0
        if token.kind in (Kind.WORD, Kind.AMPM):
            taken = _take_phrase(raw, index, lexicon, named)
        if not taken:
            follows = not lexicon.followers or token.value in lexicon.followers
            named.append(replace(token, follows=True) if follows and token.kind is Kind.WORD else token)
        index += taken or 1
    return named


def _take_phrase(raw: Sequence[Token], index: int, lexicon: Lexicon, named: list[Token]) -> int:
    longest = 0
    words: list[str] = []
    for token in raw[index : index + 4]:
        if token.kind not in (Kind.WORD, Kind.AMPM):
            break
        words.append(fold(token.text).strip(". "))
        if tuple(words) in lexicon.phrases:
            longest = len(words)
    if not longest:
        return 0
    key = tuple(words[:longest])
    last = raw[index + longest - 1]
    text = " ".join(token.text for token in raw[index : index + longest])
    for kind, value in lexicon.phrases[key]:
        whole = replace(raw[index], kind=kind, value=value, text=text, end=last.end)
        named.append(replace(whole, weak=key[0] in lexicon.weak and longest == 1))
    return longest


def _join(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Second look, by neighbours: "twenty two", "am" after an hour, "3p", "morgen" after a day."""
    out: list[Token] = []
    for token in tokens:
        previous = out[-1] if out else None
        if previous and _is_compound(previous, token):
            value = int(previous.value) + int(token.value)
            out[-1] = replace(previous, kind=token.kind, value=value, end=token.end, weak=False)
            continue
        if not (token.link("dash") and _spelled(previous)):
            token = _retag(token, previous, lexicon)
        out.append(token)
    return _drop_inner_dashes(out)


def _spelled(token: Token | None) -> bool:
    return token is not None and token.kind is Kind.NUMBER and token.digits == 0


_TENS = {20, 30, 40, 50}


def _is_compound(first: Token, second: Token) -> bool:
    """“twenty” + “two”, “twenty” + “second”."""
    if not _spelled(first) or first.value not in _TENS:
        return False
    spelled_ordinal = second.kind is Kind.ORDINAL and not second.text[:1].isdigit()
    return (_spelled(second) or spelled_ordinal) and 0 < int(second.value) < 10  # noqa: PLR2004 (a digit)


def _drop_inner_dashes(tokens: list[Token]) -> list[Token]:
    """“twenty-two”, “five-thirty”: the dash inside a spelled number says nothing."""
    out: list[Token] = []
    for index, token in enumerate(tokens):
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.link("dash") and token.glued and after and after.glued and out and _spelled(out[-1]):
            if _is_compound(out[-1], after):
                continue
            if _spelled(after):
                continue
        if out and _is_compound(out[-1], token):
            value = int(out[-1].value) + int(token.value)
            out[-1] = replace(out[-1], kind=token.kind, value=value, end=token.end, weak=False)
            continue
        out.append(token)
    return out


_HOUR_KINDS = (Kind.NUMBER, Kind.CLOCK, Kind.DOTTED)
_DAY_KINDS = (Kind.WEEKDAY, Kind.REL, Kind.DATE, Kind.ORDINAL)


def _retag(token: Token, previous: Token | None, lexicon: Lexicon) -> Token:
    if token.kind is Kind.AMPM:
        fits = previous is not None and (previous.kind in _HOUR_KINDS or previous.link("oclock"))
        fits = fits or (previous is not None and previous.kind in _DAY_KINDS and token.text.lower() != "a m")
        return token if fits else replace(token, kind=Kind.WORD, value=fold(token.text))
    if token.kind is Kind.WORD and token.glued and previous and previous.kind in _DIGIT_KINDS:
        return _suffix(token, previous)
    if token.kind is Kind.REL and fold(token.text) == lexicon.morning_word and previous:
        if previous.kind is Kind.WEEKDAY or (previous.kind is Kind.REL and not previous.value):
            return replace(token, kind=Kind.PART, value="morning")
    return token


def _suffix(token: Token, previous: Token) -> Token:
    """Letters hanging on a number: "3p", "11ish"; anything else makes the pair a blob."""
    word = str(token.value)
    if word == "t" and previous.kind is Kind.DATE:
        return replace(token, kind=Kind.LINK, value="at")
    if word in {"a", "p"}:
        return replace(token, kind=Kind.AMPM, value=word)
    if word in {"ish", "h", "hs", "hrs", "u"}:
        return replace(token, kind=Kind.LINK, value="ish" if word == "ish" else "oclock")
    return replace(token, kind=Kind.BLOB) if previous.end == token.start else token


def _number_sentences(tokens: list[Token], text: str, lexicon: Lexicon) -> list[Token]:
    out: list[Token] = []
    sentence = 0
    for token in tokens:
        if token.link("dot"):
            previous = out[-1] if out else None
            if not _ends_sentence(token, previous, text, lexicon):
                continue
            token = replace(token, value="stop")
        out.append(replace(token, sentence=sentence) if sentence else token)
        sentence += token.link("stop")
    return out


def _ends_sentence(dot: Token, previous: Token | None, text: str, lexicon: Lexicon) -> bool:
    """A full stop, unless it belongs to "thu.", "a.m." or "15. Februar"."""
    rest = text[dot.end : dot.end + 40].lstrip()
    if not rest or previous is None:
        return True
    if previous.kind in (Kind.NUMBER, Kind.ORDINAL, Kind.DOTTED):
        return rest[0].isupper() and lexicon.lang == "en"
    if fold(previous.text).strip(".") in lexicon.abbreviations:
        return False
    return rest[0].isupper() or text[dot.end : dot.end + 1].isspace() or len(rest) < len(text) - dot.end
