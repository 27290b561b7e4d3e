"""Whether a time is offered or turned down, decided by the clause it stands in."""

from collections.abc import Sequence

from core.language.nodes import Node
from core.language.tokens import Kind, Lexicon, Token, fold

Span = tuple[int, int]

_OUT = frozenset({"be", "am", "i'm", "im", "we're", "were", "is", "are", "she's", "he's", "they're"})
_MOVES = frozenset(
    {"move", "change", "reschedule", "shift", "push", "switch", "swap", "bring", "moved", "changed"}
)
_HAVING = frozenset({"have", "had", "has", "got", "i've", "in"})
_ENGAGEMENTS = frozenset(
    {
        "meeting",
        "meetings",
        "appointment",
        "appointments",
        "something",
        "plans",
        "commitment",
        "commitments",
        "work",
    }
    | {
        "class",
        "classes",
        "school",
        "surgery",
        "guests",
        "visitors",
        "funeral",
        "wedding",
        "exam",
        "court",
        "shift",
    }
)
UNSURE = frozenset({"unless", "depending", "depends", "if", "might"})
_ASKING = frozenset({"you", "to", "can", "may", "could"})


def clause(tokens: Sequence[Token], span: Span, lexicon: Lexicon) -> Span:
    """The clause around a span of tokens: up to a stop, a comma, or a word like "but"."""
    first, last = span
    lowest, highest = max(0, first - _REACH), min(len(tokens), last + _REACH)
    while first > lowest and not _breaks(tokens[first - 1], lexicon):
        first -= 1
    while last < highest and not _breaks(tokens[last], lexicon):
        last += 1
    return first, last


_REACH = 60
"""How many words of a run-on sentence are looked at on either side; keeps the time linear."""


def _breaks(token: Token, lexicon: Lexicon) -> bool:
    return token.link("stop", "comma", "and", "plus", "or") or (
        token.kind is Kind.WORD and plain(token) in lexicon.breaks
    )


def plain(token: Token) -> str:
    """The word, folded."""
    return fold(token.text)


def refusals(tokens: Sequence[Token], nodes: Sequence[Node], lexicon: Lexicon) -> list[bool]:
    """For each group whether the clause around it turns it down.

    A list ("Thursday, Friday or Saturday") is offered or turned down as one.
    """
    verdicts: list[bool] = []
    for first, last in _lists(tokens, nodes):
        before_end = nodes[first - 1].last if first else 0
        after_end = nodes[last].first if last < len(nodes) else len(tokens)
        span = nodes[first].first, nodes[last - 1].last
        verdict = _refused(tokens, span, (before_end, after_end), lexicon)
        verdicts += [verdict] * (last - first)
    return verdicts


def _lists(tokens: Sequence[Token], nodes: Sequence[Node]) -> list[Span]:
    """Runs of groups joined by "or" and "and", with commas only before such a word."""
    runs: list[Span] = []
    first = 0
    while first < len(nodes):
        last = end = first + 1
        while last < len(nodes):
            gap = tokens[nodes[last - 1].last : nodes[last].first]
            if not gap or not all(
                token.link("or", "and", "plus", "comma", "at", "on", "the", "daythe", "hour") for token in gap
            ):
                break
            last += 1
            if any(token.link("or", "and", "plus") for token in gap):
                end = last
        runs.append((first, end))
        first = end
    return runs


def _refused(tokens: Sequence[Token], span: Span, limits: Span, lexicon: Lexicon) -> bool:
    first, last = clause(tokens, span, lexicon)
    before = [plain(token) for token in tokens[max(first, limits[0]) : span[0]]]
    after = [plain(token) for token in tokens[span[1] : min(last, limits[1])]]
    spoken = [word for word in before if word not in {"on", "at", "all"}]
    if before[-2:] in _INSTEAD or spoken[-2:] in _WORKING or after[:2] in _WORKING:
        return True
    if _stands_in_for(tokens[max(first, limits[0]) : span[0]]):
        return True
    if limits[1] < last:
        after = _own_words(after)
    if before == ["no"] and lexicon.lang == "en":
        return True
    if _is_too_much(after):
        return True
    words = before + after
    if _is_engaged(words) or _is_out(words) or lexicon.bad & set(after):
        return True
    return any(word in lexicon.negations or word in lexicon.busy for word in words)


_WORKING = (
    ["i", "work"], ["we", "work"], ["i'm", "working"], ["am", "working"], ["are", "working"], ["we're", "working"],
    ["be", "working"],
)  # fmt: skip
_MUST_WORK = (["have", "to", "work"], ["need", "to", "work"], ["had", "to", "work"])
_INSTEAD = (["instead", "of"], ["rather", "than"], ["not", "on"], ["and", "not"])


def _stands_in_for(before: Sequence[Token]) -> bool:
    """“vendredi au lieu de jeudi”: what follows such a word is given up."""
    said = [token for token in before if token.kind is not Kind.LINK]
    return bool(said) and said[-1].value == "instead_of"


def _is_too_much(after: Sequence[str]) -> bool:
    """“2pm is a bit too early”, but not “Friday is ok too”."""
    return (
        after[:1] in (["is"], ["are"], ["would"], ["will"], ["seems"])
        and "too" in after[1:5]
        and after[-1] != "too"
    )


def _own_words(after: Sequence[str]) -> list[str]:
    """What stands between two groups of one clause, without the words that turn down the second."""
    return [word for word in after if word not in {"not", "instead", "of", "rather", "than"}]


def _is_out(words: Sequence[str]) -> bool:
    """“I'm out Tuesday” is a refusal, “come out Tuesday” is not."""
    return any(word == "out" and words[index - 1] in _OUT for index, word in enumerate(words) if index)


def _is_engaged(words: Sequence[str]) -> bool:
    """“I have a meeting Tuesday”, but not “do you have an appointment Tuesday”."""
    if any(words[at : at + 3] in _MUST_WORK for at in range(len(words) - 2)):
        return True
    having = next((index for index, word in enumerate(words) if word in _HAVING), None)
    return having is not None and not _ASKING & set(words) and bool(_ENGAGEMENTS & set(words[having:]))


def moves(tokens: Sequence[Token], node: Node, lexicon: Lexicon) -> bool:
    """Whether the clause moves something "from Monday to Friday"."""
    first, _ = clause(tokens, (node.first, node.last), lexicon)
    return any(plain(token) in _MOVES for token in tokens[first : node.first])


def doubtful(tokens: Sequence[Token], node: Node, lexicon: Lexicon) -> str | None:
    """A word that leaves the time open ("maybe Thursday", "if Friday"), else None."""
    first, last = clause(tokens, (node.first, node.last), lexicon)
    around = [str(token.value) for token in (*tokens[first : node.first], *tokens[node.last : last])]
    return next((word for word in around if word in UNSURE), None)
