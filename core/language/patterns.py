"""A small pattern language over tokens, so that the grammar can be a table.

A pattern is words separated by blanks; each matches one token:

    to|dash          a link with one of these names
    MONTH            a token class (see `_CLASSES`)
    MOD:next|this    a token of that kind with one of these values
    d=ORD            the same, handed to the maker as "d"
    comma?           optional
    !dash|to         what must not follow; matches nothing

Matching is a bounded walk: at most two choices per optional element, so a pattern costs its own length.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.language.drafts import Draft
from core.language.tokens import Kind, Token
from core.language.when import DateOrder

Bound = Mapping[str, Token]
Maker = Callable[[Bound, DateOrder], Draft | None]
Test = Callable[[Token], bool]


def _number(token: Token, low: int, high: int) -> bool:
    return token.kind is Kind.NUMBER and low <= int(token.value) <= high


def _is_day(token: Token) -> bool:
    if token.kind is Kind.ORDINAL:
        return 1 <= int(token.value) <= 31  # noqa: PLR2004 (days of a month)
    return _number(token, 1, 31) and token.digits <= 2  # noqa: PLR2004 (two digits)


def _is_hour(token: Token) -> bool:
    return token.kind is Kind.CLOCK or (_number(token, 0, 24) and token.digits <= 2)  # noqa: PLR2004 (two digits)


_CLASSES: dict[str, Test] = {
    "DAYNUM": _is_day,
    "NUM31": lambda token: _number(token, 1, 31) and token.digits <= 2,  # noqa: PLR2004 (two digits)
    "ORD": lambda token: token.kind is Kind.ORDINAL and _is_day(token),
    "YEAR": lambda token: _number(token, 1900, 2099) and token.digits == len("2017"),
    "COUNT": lambda token: (_number(token, 1, 99) and token.digits <= 2) or token.link("a"),  # noqa: PLR2004 (two digits)
    "HOUR": lambda token: _number(token, 0, 24) and token.digits <= 2,  # noqa: PLR2004 (two digits)
    "HOURISH": _is_hour,
    "HHMM": lambda token: token.kind is Kind.NUMBER and token.digits in (3, 4),
    "MIN": lambda token: _number(token, 0, 59) and token.digits in (0, 2),
    "SPELLED": lambda token: token.kind is Kind.NUMBER and token.digits == 0,
    "STRONGMONTH": lambda token: token.kind is Kind.MONTH and not token.weak,
}


_STARTS = {
    "DAYNUM": ("number", "ordinal"),
    "ORD": ("ordinal",),
    "HOURISH": ("number", "clock"),
    "COUNT": ("number", "link:a"),
    "STRONGMONTH": ("month",),
}


@dataclass(frozen=True, slots=True)
class _Element:
    test: Test
    role: str
    optional: bool
    starts: tuple[str, ...]
    barred: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the grammar."""

    elements: tuple[_Element, ...]
    maker: Maker


Grammar = Mapping[str, tuple[Rule, ...]]


def rules(table: Iterable[tuple[str, Maker]]) -> Grammar:
    """Compile a table of (pattern, maker), kept by what the first token may be."""
    grammar: dict[str, tuple[Rule, ...]] = {}
    for pattern, maker in table:
        rule = Rule(tuple(_element(word) for word in pattern.split()), maker)
        for start in _first_tokens(rule):
            grammar[start] = (*grammar.get(start, ()), rule)
    return grammar


def _first_tokens(rule: Rule) -> set[str]:
    starts: set[str] = set()
    for element in rule.elements:
        starts.update(element.starts)
        if not element.optional:
            break
    return starts


def _element(word: str) -> _Element:
    if word.startswith("!"):
        return _Element(_test(word[1:]), "", optional=True, starts=(), barred=True)
    optional = word.endswith("?")
    role, _, spec = word.rstrip("?").rpartition("=")
    return _Element(_test(spec), role, optional, _starts(spec))


def _starts(spec: str) -> tuple[str, ...]:
    if spec in _CLASSES:
        return _STARTS.get(spec, ("number",))
    if spec[0].isupper():
        return (spec.partition(":")[0].lower(),)
    return tuple(f"link:{name}" for name in spec.split("|"))


def _test(spec: str) -> Test:
    if spec in _CLASSES:
        return _CLASSES[spec]
    if spec.isupper():
        kind = Kind(spec.lower())
        return lambda token: token.kind is kind
    if spec[0].isupper():
        kind_name, _, values = spec.partition(":")
        wanted = frozenset(values.split("|"))
        kind = Kind(kind_name.lower())
        return lambda token: token.kind is kind and token.value in wanted
    names = frozenset(spec.split("|"))
    return lambda token: token.kind is Kind.LINK and token.value in names


def longest(grammar: Grammar, tokens: Sequence[Token], at: int, order: DateOrder) -> tuple[Draft, int] | None:
    """The longest match at `at`: what it says and the index after it."""
    best: tuple[Draft, int] | None = None
    first = tokens[at]
    key = f"link:{first.value}" if first.kind is Kind.LINK else first.kind.value
    for rule in grammar.get(key, ()):
        matched = _match(rule.elements, 0, tokens, at)
        if matched is None or (best is not None and matched[0] <= best[1]):
            continue
        draft = rule.maker(dict(matched[1]), order)
        if draft is not None:
            best = draft, matched[0]
    return best


Steps = list[tuple[str, Token]]


def _match(
    elements: Sequence[_Element], index: int, tokens: Sequence[Token], at: int
) -> tuple[int, Steps] | None:
    if index == len(elements):
        return at, []
    element = elements[index]
    if element.barred:
        met = at < len(tokens) and element.test(tokens[at])
        return None if met else _match(elements, index + 1, tokens, at)
    if at < len(tokens) and element.test(tokens[at]):
        rest = _match(elements, index + 1, tokens, at + 1)
        if rest is not None:
            return rest[0], ([(element.role, tokens[at])] if element.role else []) + rest[1]
    return _match(elements, index + 1, tokens, at) if element.optional else None
