"""Cuts text into typed tokens: numbers by their shape, words by the language's vocabulary.

One pass of one regular expression without nested repetition, so the time grows with the length only.
Offsets point into the original text: folding never changes the length.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from core.language.neighbours import join, number_sentences
from core.language.tokens import MAX_TEXT, Kind, Lexicon, Token, fold

_SCAN = re.compile(
    r"""
    (?P<date>\d{4}-\d{1,2}-\d{1,2}(?![\d-])
        |\d{1,2}(?P<sep>[./-])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?!\d))
    |(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\d{1,2}[hu]\d{2}(?!\d))
    |(?P<decimal>\d+(?:,\d+)+)
    |(?P<dotted>\d{1,2}\.\d{1,2}(?!\d))
    |(?P<slashed>\d{1,2}/\d{1,4}(?!\d))
    |(?P<ordinal>\d{1,2}(?:st|nd|rd|th|er|re|eme|ste|de|[oae\u00ba\u00aa])(?![a-z0-9])|1\u00b0(?=[ ][^\W\d_]{3}))
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
_BLOB_BEFORE = frozenset("$€£#+%&_")
_BLOB_AFTER = frozenset("%$€£#_")


def tokenise(text: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of `text`, in order, sentence by sentence."""
    folded = fold(text[:MAX_TEXT])
    if lexicon.lang != "en":
        folded = folded.replace("'", " ")
    raw = [_raw(match, text, folded) for match in _SCAN.finditer(folded) if match.group() not in _SKIPPED]
    return number_sentences(join(_name(raw, lexicon), lexicon), text, lexicon)


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
    """Adds the meaning of the longest phrase at `index`; returns how many tokens it took, 0 for none."""
    longest, taken = 0, 0
    words: list[str] = []
    for offset, token in enumerate(raw[index : index + _LONGEST_PHRASE + 3]):
        if token.kind not in (Kind.WORD, Kind.AMPM):
            if token.link("dash", "slash") and token.glued:  # "après-midi", "t/m"
                continue
            break
        word = str(token.value) if token.kind is Kind.WORD else token.text.lower().strip(". ")
        words.append(word.removesuffix("'s") if (word.removesuffix("'s"),) in lexicon.phrases else word)
        if tuple(words) in lexicon.phrases:
            longest, taken = len(words), offset + 1
        if len(words) == _LONGEST_PHRASE:
            break
    if longest:
        _add_meaning(raw[index : index + taken], tuple(words[:longest]), lexicon, named)
    return taken


_LONGEST_PHRASE = 6


def _add_meaning(tokens: Sequence[Token], key: tuple[str, ...], lexicon: Lexicon, named: list[Token]) -> None:
    text = " ".join(token.text for token in tokens)
    for kind, value in lexicon.phrases[key]:
        whole = replace(tokens[0], kind=kind, value=value, text=text, end=tokens[-1].end)
        whole = replace(
            whole, follows=kind is Kind.WORD and (value == "instead_of" or key[0] in lexicon.followers)
        )
        named.append(replace(whole, weak=key[0] in lexicon.weak and len(key) == 1))
