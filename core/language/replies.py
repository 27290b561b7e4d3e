"""Reads what a reply asks for. It acts only when every clause is covered by a known phrase.

Deny beats allow; "yes, but" is never yes; what nobody taught this reader goes to a person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from core.language.clauses import Sentence, sentences, strip_names
from core.language.resolve import Unread, in_part, resolve
from core.language.times import Frame, Scan, readings, scan
from core.language.tokens import MAX_TEXT, fold
from core.language.when import Grain, Reading, When
from core.language.words import (
    NEVER_IN_A_QUESTION,
    OTHER_LANGUAGES,
    QUESTION_STARTS,
    REASON_WORDS,
    RESCHEDULE_WORDS,
    UNSUBSCRIBE,
    Sense,
    phrases,
)

Asked = Literal["confirm_visit", "approve_quote"] | None


class Intent(StrEnum):
    """What a reply wants done; HUMAN when only a person can tell."""

    CONFIRM = "confirm"
    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    RESCHEDULE = "reschedule"
    QUESTION = "question"
    UNSUBSCRIBE = "unsubscribe"
    IGNORE = "ignore"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Understood:
    """The intent, the times proposed, whether a question rides along, the words it rests on, and why."""

    intent: Intent
    times: tuple[When, ...] = ()
    also_question: bool = False
    words: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Covered:
    """What the phrases of a reply amount to."""

    senses: frozenset[Sense]
    words: str
    unknown: str | None = None
    doubted: bool = False  # "yes?"


def read_reply(text: str, frame: Frame, asked: Asked) -> Understood:
    """What `text`, the new part of a reply, wants. `asked` is the one open question, None when there is none.

    Confirming, approving, declining and cancelling need every clause covered. A RESCHEDULE is a proposal with
    every alternative offered, to be re-confirmed by somebody; without `times` it only asks for another time.
    """
    if len(text) > MAX_TEXT:
        return Understood(Intent.HUMAN, why="The reply is too long to be read by rules.")
    plain = " ".join(fold(text).split()).strip(" .!")
    if not plain:
        return Understood(Intent.HUMAN, why="The reply has no words of its own.")
    if plain in UNSUBSCRIBE:
        return Understood(Intent.UNSUBSCRIBE, words=plain, why="The whole message asks for no more mail.")
    if frame.lang[:2] in OTHER_LANGUAGES:
        foreign = _read_foreign(plain, frame, asked)
        if foreign is not None:
            return foreign
    return _read(strip_names(text), frame, asked)


def _read_foreign(plain: str, frame: Frame, asked: Asked) -> Understood | None:
    """Whole messages in the customer's language, nothing else."""
    words = " ".join(plain.replace(",", " ").replace(".", " ").replace("!", " ").split())
    confirms, approves = (table.split("|") for table in OTHER_LANGUAGES[frame.lang[:2]])
    why = f"“{words}” is a whole-message answer in the customer's language."
    if asked == "approve_quote" and words in approves:
        return Understood(Intent.APPROVE, words=words, why=why)
    if asked == "confirm_visit" and words in confirms:
        return Understood(Intent.CONFIRM, words=words, why=why)
    return None


def _read(text: str, frame: Frame, asked: Asked) -> Understood:
    scanned = scan(text, frame)
    reading = readings(text, scanned, frame)
    if reading.unread:
        return Understood(Intent.HUMAN, why=reading.unread)
    covered = _cover(sentences(_with_marks(text, scanned, frame)))
    if covered.unknown is not None:
        return Understood(Intent.HUMAN, why=f"“{covered.unknown}” is not a phrase we act on.")
    others = tuple(when for when in reading.offers if not _is_booked(when, frame))
    if others:
        return _proposal(covered, others, asked)
    return _answer(covered, reading, asked)


def _with_marks(text: str, scanned: Scan, frame: Frame) -> str:
    """The text with every time replaced by a mark: offered, turned down, or the booked one."""
    out: list[str] = []
    at = 0
    for node, yes in zip(scanned.nodes, scanned.yes, strict=True):
        start, end = scanned.tokens[node.first].start, scanned.tokens[node.last - 1].end
        try:
            booked = _is_booked(resolve(node.draft, frame, ""), frame)
        except Unread:
            booked = False
        out += [text[at:start], f" {'<b>' if yes and booked else '<t>' if yes else '<n>'} "]
        at = end
    return "".join(out) + text[at:]


def _is_booked(when: When, frame: Frame) -> bool:
    """Whether these words describe the booked slot itself."""
    booked = frame.booked_start
    if booked is None or when.day != booked.date():
        return False
    if when.grain is Grain.DAY:
        return True
    if when.grain is Grain.TIME:
        return when.start == booked.time()
    if when.grain is Grain.DAYPART:
        return in_part(booked.time(), when.part)
    end = frame.booked_end.astimezone(frame.zone).time() if frame.booked_end else None
    return when.grain is Grain.RANGE and (when.start, when.end) == (booked.time(), end)


def _cover(found: Sequence[Sentence]) -> _Covered:
    senses: set[Sense] = set()
    doubted = False
    words: list[str] = []
    for sentence in found:
        read, unknown = _cover_sentence(sentence)
        if unknown is not None:
            return _Covered(frozenset(senses), " ".join(words), unknown)
        doubted = doubted or (sentence.asks and bool(read & _AGREEING) and Sense.QUESTION not in read)
        senses |= read
        words += sentence.clauses
    return _Covered(frozenset(senses), ", ".join(words), None, doubted)


_AGREEING = frozenset({Sense.YES, Sense.FINE, Sense.APPROVE})


def _cover_sentence(sentence: Sentence) -> tuple[set[Sense], str | None]:
    """The senses of a sentence, and the first clause nobody taught us."""
    senses: set[Sense] = set()
    for index, clause in enumerate(sentence.clauses):
        rest = _cover_clause(clause, senses)
        if rest is None or _proposes(clause, senses) or _explains(clause):
            continue
        question = " ".join((rest, *sentence.clauses[index + 1 :]))
        if _is_question(question, asks=sentence.asks):
            senses.add(Sense.QUESTION)
            return senses, None
        return senses, clause
    return senses, None


def _cover_clause(clause: str, senses: set[Sense]) -> str | None:
    """Takes the longest phrases off the front one by one; returns what is left, or None when nothing is."""
    found: set[Sense] = set()
    rest = clause
    while rest:
        best = max(((len(match.group()), sense) for sense, rx in phrases() if (match := rx.match(rest))), default=None)
        if best is None:
            break
        found.add(best[1])
        rest = rest[best[0] :].lstrip()
    if not rest or _starts_question(rest):
        senses |= found
    return rest or None


def _proposes(clause: str, senses: set[Sense]) -> bool:
    """A clause that offers or turns down a time, in words that do nothing else."""
    words = set(clause.split())
    if not words & {"<t>", "<n>"} or not words <= RESCHEDULE_WORDS:
        return False
    senses.add(Sense.MOVE)
    return True


def _explains(clause: str) -> bool:
    """A reason such as "something came up"; harmless because it only ever goes with another time."""
    return False if clause.startswith("<") else set(clause.split()) <= REASON_WORDS and len(clause.split()) > 1


def _starts_question(words: str) -> bool:
    return QUESTION_STARTS.match(words) is not None


def _is_question(words: str, *, asks: bool) -> bool:
    """A question that rides along; not one that may be a condition or a counter-proposal."""
    return (asks or _starts_question(words)) and not set(words.split()) & NEVER_IN_A_QUESTION
