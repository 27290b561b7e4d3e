"""Second look at tokens, by their neighbours: what a word means may hang on the word beside it.

“twenty two” is one number, “am” belongs to an hour, “morgen” after a weekday is its morning, and a full stop
after “thu” ends no sentence.
"""

import re
from dataclasses import replace

from core.language.tokens import Kind, Lexicon, Token, fold

_DIGIT_KINDS = frozenset({Kind.NUMBER, Kind.CLOCK, Kind.DOTTED, Kind.SLASHED, Kind.DATE, Kind.ORDINAL})


def join(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Second look, by neighbours: "twenty two", "am" after an hour, "3p", "morgen" after a day."""
    out: list[Token] = []
    for token in tokens:
        previous = out[-1] if out else None
        if previous and _is_compound(previous, token):
            value = int(previous.value) + int(token.value)
            out[-1] = replace(previous, kind=token.kind, value=value, end=token.end, weak=False)
            continue
        inner_dash = token.link("dash") and _spelled(previous)
        out.append(token if inner_dash else _retag(token, out, lexicon))
    return _drop_inner_dashes(_numbered_weekdays(_weekdays_too(out, lexicon)))


def _numbered_weekdays(tokens: list[Token]) -> list[Token]:
    """“3ª feira” is the third day of the week that begins on Sunday."""
    if not any(token.link("feira") for token in tokens):
        return tokens
    out: list[Token] = []
    for token in tokens:
        while token.link("feira") and out and out[-1].link("dash", "dot"):
            out.pop()
        if token.link("feira") and out and out[-1].kind is Kind.ORDINAL and out[-1].value in _FEIRAS:
            weekday = int(out[-1].value) - 2
            out[-1] = replace(out[-1], kind=Kind.WEEKDAY, value=weekday, end=token.end)
            continue
        out.append(token)
    return out


_FEIRAS = range(2, 7)
"""The second to the sixth: Monday to Friday."""


def _weekdays_too(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """“mar” is March, but a Tuesday at the end of “de lunes a mar” and before a date."""
    out = [*tokens]
    for index, token in enumerate(tokens):
        weekday = lexicon.weekdays_too.get(fold(token.text)) if token.kind is Kind.MONTH else None
        if weekday is not None and (_ends_weekdays(tokens, index) or _begins_date(tokens, index)):
            out[index] = replace(token, kind=Kind.WEEKDAY, value=weekday, weak=False)
    return out


def _ends_weekdays(tokens: list[Token], index: int) -> bool:
    before = tokens[max(0, index - 2) : index]
    return len(before) > 1 and before[0].kind is Kind.WEEKDAY and before[1].link("to", "until", "dash", "or")


def _begins_date(tokens: list[Token], index: int) -> bool:
    """A number and another month follow: this one is no month."""
    after = [
        token for token in tokens[index + 1 : index + 6] if not token.link("dot", "comma", "of", "daythe")
    ]
    numbered = len(after) > 1 and after[0].kind in (Kind.NUMBER, Kind.ORDINAL)
    dated = bool(after) and after[0].kind in (Kind.SLASHED, Kind.DATE, Kind.DOTTED)
    return dated or (numbered and after[1].kind is Kind.MONTH)


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


_COMMA_TIME = re.compile(r"(?:[01]?\d|2[0-3]),[0-5]\d")
"""“alle 10,30”, where an hour must follow."""


_TO_HALF = ("dot", "comma", "in", "the", "hence")


def _is_half(token: Token, before: list[Token]) -> bool:
    """“3 pm”, “Tuesday AM”, “Friday in the p.m.”; "I am" is no morning."""
    previous = before[-1] if before else None
    if previous is not None and (previous.kind in _HOUR_KINDS or previous.link("oclock")):
        return True
    marked = token.text.isupper() or "." in token.text or token.value == "p"
    named = next((each for each in reversed(before[-4:]) if not each.link(*_TO_HALF)), None)
    if named is None:
        return False
    if previous is named and named.kind in _DAY_KINDS and token.text.lower() != "a m":
        return True
    dated = (Kind.NUMBER,) if previous is not None and previous.link("the") else ()
    return marked and named.kind in (*_DAY_KINDS, Kind.SLASHED, Kind.MONTH, Kind.UNIT, *dated)


def _retag(token: Token, before: list[Token], lexicon: Lexicon) -> Token:
    previous = before[-1] if before else None
    if token.kind is Kind.AMPM:
        return token if _is_half(token, before) else replace(token, kind=Kind.WORD, value=fold(token.text))
    after_hour_word = previous is not None and previous.link("hour", "tohour")
    if token.kind is Kind.BLOB and after_hour_word and _COMMA_TIME.fullmatch(token.text):
        return replace(token, kind=Kind.CLOCK, value=token.text.replace(",", ":"))
    if token.kind is Kind.WORD and token.glued and previous and previous.kind in _DIGIT_KINDS:
        return _suffix(token, previous)
    if token.kind is Kind.REL and fold(token.text) == lexicon.morning_word and _is_day(previous):
        return replace(token, kind=Kind.PART, value="morning")
    return token


def _is_day(token: Token | None) -> bool:
    """A weekday or "today", after which "morgen" is the morning."""
    if token is None:
        return False
    return token.kind is Kind.WEEKDAY or (token.kind is Kind.REL and not token.value)


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


def number_sentences(tokens: list[Token], text: str, lexicon: Lexicon) -> list[Token]:
    out: list[Token] = []
    sentence = 0
    for token in tokens:
        dot = token.link("dot")
        if dot and not _ends_sentence(token, out[-1] if out else None, text, lexicon):
            continue
        out.append(replace(token, sentence=sentence, value="stop" if dot else token.value))
        sentence += dot or token.link("stop")
    return out


def _ends_sentence(dot: Token, previous: Token | None, text: str, lexicon: Lexicon) -> bool:
    """A full stop, unless it belongs to "thu.", "a.m." or "15. Februar"."""
    rest = text[dot.end : dot.end + 40].lstrip()
    if not rest or previous is None:
        return True
    if previous.kind in (Kind.NUMBER, Kind.ORDINAL, Kind.DOTTED) and previous.text[-1:].isdigit():
        return rest[0].isupper() and lexicon.lang == "en"
    if fold(previous.text).strip(".") in lexicon.abbreviations:
        return False
    return rest[0].isupper() or text[dot.end : dot.end + 1].isspace() or len(rest) < len(text) - dot.end
