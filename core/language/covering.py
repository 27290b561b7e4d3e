"""Covers a reply with known phrases, clause by clause; what is left over is named, never guessed at."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.language.asking import asks_back, is_question, is_tag, starts_question
from core.language.clauses import Sentence
from core.language.phrases import Sense, known_words, sense_of
from core.language.proposing import proposes, speaks_of, takes_back
from core.language.words import (
    NEVER_IN_A_QUESTION,
    REASON_WORDS,
    RESCHEDULE_WORDS,
)

AGREEING = frozenset({Sense.YES, Sense.FINE, Sense.PRESENT, Sense.OKAY, Sense.APPROVE})
"""The senses that agree with what was asked."""

_ANSWERS = AGREEING | {Sense.NO, Sense.DECLINE}


@dataclass(frozen=True, slots=True)
class Covered:
    """What the phrases of a reply amount to."""

    senses: frozenset[Sense]
    words: str
    unknown: str | None = None
    doubted: bool = False  # "yes?"
    revoked: bool = False  # "cancel? no"


def cover(found: Sequence[Sentence], never_asked: frozenset[str]) -> Covered:
    """What the sentences amount to; a question holding one of `never_asked` does not ride along."""
    senses: set[Sense] = set()
    doubted = revoked = asked = False
    words: list[str] = []
    for sentence in found:
        read, unknown = _cover_sentence(sentence, never_asked, frozenset(senses), words)
        if unknown is not None:
            return Covered(frozenset(senses), " ".join(words), unknown)
        doubted = doubted or (sentence.asks and bool(read & _ANSWERS) and Sense.QUESTION not in read)
        revoked = revoked or (asked and Sense.NO in read)
        asked = asked or sentence.asks
        senses |= read
        words += sentence.clauses
    return Covered(frozenset(senses), ", ".join(words), None, doubted, revoked)


def _cover_sentence(
    sentence: Sentence, never_asked: frozenset[str], before: frozenset[Sense], earlier: Sequence[str]
) -> tuple[set[Sense], str | None]:
    """The senses of a sentence, and the first clause nobody taught us.

    `before` and `earlier` are the senses and the clauses of the sentences before.
    """
    senses: set[Sense] = set()
    for index, said in enumerate(sentence.clauses):
        clause, own = _without_leave(said, senses), set[Sense]()
        rest = _cover_clause(clause or "", own)
        if clause is None or _means_otherwise((*earlier, *sentence.clauses[: index + 1]), own, rest):
            return senses, said
        senses |= own
        if rest is None:
            continue
        question = " ".join((rest, *sentence.clauses[index + 1 :]))
        if is_question(question, never_asked, asks=sentence.asks):
            senses.add(Sense.QUESTION)
            return senses, None
        if not _proposes(clause, senses, before):
            return senses, clause
    return senses, None


def _means_otherwise(clauses: Sequence[str], senses: set[Sense], rest: str | None) -> bool:
    """Whether the last clause, after those before it, means something else than its phrases do."""
    doubtful = is_tag(clauses) or (rest is not None and asks_back(rest))
    return doubtful or speaks_of(clauses[-1]) or takes_back(clauses, says_no=Sense.NO in senses)


def _cover_clause(clause: str, senses: set[Sense]) -> str | None:
    """Takes the longest phrases off the front one by one; returns what is left, or None when nothing is."""
    words = clause.split()
    if len(words) > _MAX_CLAUSE:
        return clause
    found: set[Sense] = set()
    at = 0
    while at < len(words):
        end, sense = _longest_phrase(words, at)
        if sense is None:
            break
        found.add(sense)
        at = end
    if at < len(words) and known_words().issuperset(words):
        whole = _split_into_phrases(words, len(words))
        found, at = (whole, len(words)) if whole else (found, at)
    rest = " ".join(words[at:])
    if Sense.CANCEL in found and found <= _CANCELS and _is_detail(words[at:]):
        rest = ""
    if not rest or starts_question(rest):
        senses |= found
    return rest or None


def _without_leave(clause: str, senses: set[Sense]) -> str | None:
    """The clause without a farewell, or with “until Friday” as a time; None where it may be either.

    “Ok bis Donnerstag” takes leave, “any time until Friday” offers, “fine until Friday” may do both.
    """
    if "<u>" not in clause:
        return clause
    rest = " ".join(word for word in clause.split() if word not in {"<u>", "then"})
    if rest in _BEFORE_LEAVE:
        senses.add(Sense.FAREWELL)
        return rest
    around: set[Sense] = set()
    covered = _cover_clause(rest, around) is None
    return None if covered and around <= AGREEING | {Sense.FILLER} else clause.replace("<u>", "<t>")


_BEFORE_LEAVE = frozenset({"", "ok", "okay", "super", "thanks"})


def _is_detail(words: Sequence[str]) -> bool:
    """What names the visit more closely ("… with Tom", "… at 12 Harbour Street") and says nothing else."""
    harmless = not NEVER_IN_A_QUESTION.union(_TURNS, _JOINS, _DOUBTS).intersection(words)
    return bool(words) and words[0] in _DETAILS and len(words) <= _MAX_DETAIL and harmless


_CANCELS = frozenset({Sense.CANCEL, Sense.FILLER, Sense.RECEIPT, Sense.PRAISE, Sense.NO})
_DETAILS = frozenset({"for", "at", "with", "under", "in"})
_JOINS = frozenset(
    {"and", "or", "one", "if", "when", "so", "because", "please", "next", "this", "until", "till"}
)
_DOUBTS = frozenset(
    {
        "maybe",
        "perhaps",
        "possibly",
        "probably",
        "hardly",
        "barely",
        "neither",
        "nor",
        "might",
        "may",
        "half",
        "partly",
    }
    | {
        "almost",
        "cant",
        "dont",
        "wont",
        "isnt",
        "unsure",
        "later",
        "already",
        "first",
        "second",
        "would",
        "should",
    }
)
_MAX_DETAIL = 7


def _split_into_phrases(words: Sequence[str], last: int) -> set[Sense] | None:
    """Any way to cut the words into known phrases, where taking the longest first got stuck."""
    reached: list[set[Sense] | None] = [set()] + [None] * last
    for end in range(1, last + 1):
        for at in range(max(0, end - _MAX_PHRASE), end):
            before = reached[at]
            sense = sense_of(" ".join(words[at:end])) if before is not None else None
            if before is not None and sense is not None:
                reached[end] = before | {sense}
                break
    return reached[last]


_MAX_CLAUSE = 40
_MAX_PHRASE = 14


def _longest_phrase(words: Sequence[str], at: int) -> tuple[int, Sense | None]:
    known = known_words()
    last = min(len(words), at + _MAX_PHRASE)
    last = next((index for index in range(at, last) if words[index] not in known), last)
    for end in range(last, at, -1):
        sense = sense_of(" ".join(words[at:end]))
        if sense is not None:
            return end, sense
    return at, None


def _proposes(clause: str, senses: set[Sense], before: frozenset[Sense]) -> bool:
    """A clause that offers or turns down a time, or says why, in words that do nothing else."""
    words = set(clause.split())
    if "<t>" in words:
        refused = bool(_REFUSING & (senses | before))
        senses.add(Sense.MOVE)
        return words <= RESCHEDULE_WORDS and proposes(words, refused=refused)
    plain_reason = words <= REASON_WORDS and not words & _TURNS
    senses.add(Sense.REASON if plain_reason else Sense.TALK)
    return "<b>" not in words and words <= RESCHEDULE_WORDS | REASON_WORDS


_REFUSING = frozenset({Sense.NO, Sense.WRONG, Sense.ABSENT})
_TURNS = frozenset({"not", "no", "but", "can", "could", "wrong", "after"})
"""Words that may turn a reason around ("cancel, but not today")."""
