"""Reads what a reply asks for. It acts only when every clause is covered by a known phrase.

Deny beats allow; "yes, but" is never yes; what nobody taught this reader goes to a person.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Literal

from core.language.clauses import sentences, strip_names
from core.language.covering import AGREEING, Covered, cover
from core.language.farewells import leave_of, until_booked, without_farewell
from core.language.hours import Unread, in_part
from core.language.phrases import Sense
from core.language.resolve import resolve
from core.language.times import Frame, Scan, readings, scan
from core.language.tokens import MAX_TEXT, fold, unwrap
from core.language.when import Grain, Reading, When
from core.language.words import (
    COURTESIES,
    NEVER_IN_A_QUESTION,
    NEVER_IN_A_QUOTE_QUESTION,
    OF_A_QUOTE,
    OTHER_LANGUAGES,
    UNSUBSCRIBE,
)

Asked = Literal["confirm_visit", "approve_quote"] | None


class Intent(StrEnum):
    """What a reply wants done; WITHDRAW takes back a wish for another time, HUMAN is what only a person can tell."""

    CONFIRM = "confirm"
    APPROVE = "approve"
    DECLINE = "decline"
    CANCEL = "cancel"
    WITHDRAW = "withdraw"
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
        foreign = _read_foreign(_without_farewell(text, frame), frame, asked)
        if foreign is not None:
            return foreign
    return _read(unwrap(strip_names(text)), frame, asked)


def _without_farewell(text: str, frame: Frame) -> str:
    scanned = scan(text, frame)
    offers = readings(text, scanned, frame).offers
    return " ".join(fold(without_farewell(text, scanned, offers, frame)).split()).strip(" .!,")


def _read_foreign(plain: str, frame: Frame, asked: Asked) -> Understood | None:
    """Whole messages in the customer's language, and nothing else but courtesies around them."""
    words = " ".join(plain.replace(",", " ").replace(".", " ").replace("!", " ").split())
    bare = " ".join(_courtesies(frame.lang[:2]).sub(" ", words).split())
    confirms, approves = (table.split("|") for table in OTHER_LANGUAGES[frame.lang[:2]])
    why = f"“{words}” is a whole-message answer in the customer's language."
    said = {words, bare, bare.removeprefix(f"{confirms[0]} ")}  # "yes" before any of them
    if asked == "approve_quote" and not said.isdisjoint(approves):
        return Understood(Intent.APPROVE, words=words, why=why)
    if asked == "confirm_visit" and not said.isdisjoint(confirms):
        return Understood(Intent.CONFIRM, words=words, why=why)
    return None


@lru_cache(maxsize=len(COURTESIES))
def _courtesies(lang: str) -> re.Pattern[str]:
    """What may stand around an answer in this language, the longest first."""
    phrases = sorted(COURTESIES[lang].split("|"), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


def _read(text: str, frame: Frame, asked: Asked) -> Understood:
    scanned = scan(text, frame)
    reading = readings(text, scanned, frame)
    if reading.unread:
        return Understood(Intent.HUMAN, why=reading.unread)
    never_asked = NEVER_IN_A_QUOTE_QUESTION if asked == "approve_quote" else NEVER_IN_A_QUESTION
    covered = cover(sentences(_with_marks(text, scanned, frame)), never_asked)
    uncovered = _uncovered(covered, reading, frame)
    if uncovered is not None:
        return Understood(Intent.HUMAN, why=uncovered)
    others = tuple(when for when in reading.offers if not _is_meant(when, covered, frame))
    if others and len(others) < len(reading.offers):
        return Understood(
            Intent.HUMAN, others, words=covered.words, why="The booked time and another one are both offered."
        )
    if others:
        return _proposal(covered, others, asked)
    if reading.refused and not any(_touches_booked(when, frame) for when in reading.refused):
        return Understood(
            Intent.HUMAN, words=covered.words, why="It turns down a time that is not the booked one."
        )
    return _answer(covered, reading, asked)


def _uncovered(covered: Covered, reading: Reading, frame: Frame) -> str | None:
    """Why the words cannot be acted on: nobody taught them, or they take leave until another time.

    “Ok, bis Donnerstag” takes leave until the booked time, with agreement or a mere courtesy around it.
    """
    if covered.unknown is not None:
        return f"“{covered.unknown}” is not a phrase we act on."
    meant = all(_is_meant(when, covered, frame) for when in reading.offers)
    if Sense.FAREWELL not in covered.senses or (meant and covered.senses <= AGREEING | _SILENT):
        return None
    return "It takes leave until another time than the booked one, or says something else too."


def _is_meant(when: When, covered: Covered, frame: Frame) -> bool:
    """Whether the booked time is meant, be it as the one until which leave is taken."""
    return _is_booked(when, frame) or (Sense.FAREWELL in covered.senses and until_booked(when, frame))


def _touches_booked(when: When, frame: Frame) -> bool:
    """Whether a time turned down has to do with the booked visit."""
    booked = frame.booked_start
    if booked is None or when.day is None:
        return False
    return when.day <= booked.date() <= (when.day_end or when.day)


def _with_marks(text: str, scanned: Scan, frame: Frame) -> str:
    """The text with every time replaced by a mark: offered, turned down, the booked one, or one after “until”."""
    out: list[str] = []
    at = 0
    for node, yes in zip(scanned.nodes, scanned.yes, strict=True):
        leave = leave_of(node, scanned.tokens, frame.lang) if yes else None
        start = scanned.tokens[node.first if leave is None else leave].start
        end = scanned.tokens[node.last - 1].end
        try:
            booked = _is_booked(resolve(node.draft, frame, ""), frame)
        except Unread:
            booked = False
        mark = "<n>" if not yes else "<b>" if booked else "<t>"
        out += [text[at:start], f" {mark if leave is None else '<u>'} "]
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


_A_WEEK = timedelta(days=7)


def _proposal(covered: Covered, times: tuple[When, ...], asked: Asked) -> Understood:
    """Another time than the booked one was offered."""
    contrary = covered.senses & {Sense.YES, Sense.APPROVE, Sense.PRESENT, Sense.CANCEL, Sense.DECLINE}
    if contrary or covered.revoked or asked == "approve_quote":
        return Understood(
            Intent.HUMAN, times, words=covered.words, why="It names another time and says something else too."
        )
    if any(
        when.grain is Grain.DAYRANGE and when.day and when.day_end and when.day_end - when.day > _A_WEEK
        for when in times
    ):
        return Understood(Intent.HUMAN, times, words=covered.words, why="It names more than a week of days.")
    spoken = ", ".join(when.words for when in times)
    return Understood(
        Intent.RESCHEDULE,
        times,
        Sense.QUESTION in covered.senses,
        covered.words,
        f"It proposes “{spoken}” instead of the booked time.",
    )


_HUMAN_WHY = "It can mean more than one thing."
_OUTCOMES: tuple[tuple[frozenset[Sense], frozenset[Sense], dict[Asked, Intent], str], ...] = (
    # one of these            and nothing but these                        means, by what was asked        because
    (
        frozenset({Sense.YES, Sense.APPROVE}),
        AGREEING - {Sense.PRESENT},
        {"approve_quote": Intent.APPROVE},
        "Every clause agrees to the quote.",
    ),
    (AGREEING, AGREEING, {"confirm_visit": Intent.CONFIRM}, "Every clause agrees."),
    (
        frozenset({Sense.DECLINE, Sense.UNNEEDED}),
        frozenset({Sense.DECLINE, Sense.UNNEEDED, Sense.COSTLY, Sense.NO, Sense.REASON}),
        {"approve_quote": Intent.DECLINE},
        "It turns the quote down in so many words.",
    ),
    (
        frozenset({Sense.NO}),
        frozenset({Sense.NO, Sense.COSTLY}),
        {"approve_quote": Intent.DECLINE},
        "It answers no to the quote.",
    ),
    (
        frozenset({Sense.CANCEL}),
        frozenset(
            {Sense.CANCEL, Sense.UNNEEDED, Sense.COSTLY, Sense.NO, Sense.DECLINE, Sense.ABSENT, Sense.REASON}
        ),
        {"confirm_visit": Intent.CANCEL, None: Intent.CANCEL},
        "It asks to cancel.",
    ),
    (
        frozenset({Sense.UNNEEDED}),
        frozenset({Sense.CANCEL, Sense.UNNEEDED, Sense.NO, Sense.ABSENT, Sense.REASON}),
        {"confirm_visit": Intent.CANCEL},
        "It says that the visit is not needed any more.",
    ),
    (
        frozenset({Sense.KEEP}),
        AGREEING | {Sense.KEEP},
        {None: Intent.WITHDRAW},  # beside a question about a window, "the old time" may be the one before it
        "It takes back the wish for another time.",
    ),
    (
        frozenset({Sense.MOVE}),
        frozenset({Sense.MOVE, Sense.NO, Sense.ABSENT, Sense.WRONG, Sense.REASON, Sense.TALK}),
        {"confirm_visit": Intent.RESCHEDULE, None: Intent.RESCHEDULE},
        "It asks for another time without naming one.",
    ),
)


def _answer(covered: Covered, reading: Reading, asked: Asked) -> Understood:
    """No other time was offered: the phrases decide."""
    senses = covered.senses - _SILENT
    asks = Sense.QUESTION in covered.senses
    if not senses:
        return _courtesy(covered, asked, asks=asks)
    if asks and senses <= {Sense.OKAY}:
        return Understood(
            Intent.HUMAN,
            words=covered.words,
            also_question=True,
            why="“Ok” before a question answers nothing.",
        )
    off_topic = asked == "confirm_visit" and bool(OF_A_QUOTE & set(covered.words.split()))
    aside = _only_received(covered, senses, asked) or _only_praised(covered, senses)
    dated = asked == "approve_quote" and bool(reading.offers)
    if covered.doubted or covered.revoked or off_topic or aside or dated:
        return Understood(Intent.HUMAN, words=covered.words, also_question=asks, why=_HUMAN_WHY)
    if Sense.CANCEL in senses and Sense.NO in senses and not covered.words.startswith("no"):
        return Understood(Intent.HUMAN, words=covered.words, why="It cancels, and then says no.")
    for needs, allows, meanings, why in _OUTCOMES:
        if senses & needs and senses <= allows and asked in meanings:
            return Understood(meanings[asked], (), asks, covered.words, why)
    return Understood(Intent.HUMAN, words=covered.words, also_question=asks, why=_HUMAN_WHY)


_SILENT = frozenset({Sense.FILLER, Sense.QUESTION, Sense.RECEIPT, Sense.PRAISE, Sense.FAREWELL})


def _only_received(covered: Covered, senses: frozenset[Sense], asked: Asked) -> bool:
    """“Yes, received, thanks”: the yes may only say that the quote has come."""
    agreed = Sense.YES in senses and Sense.APPROVE not in senses
    return asked == "approve_quote" and agreed and Sense.RECEIPT in covered.senses


def _only_praised(covered: Covered, senses: frozenset[Sense]) -> bool:
    """“Great, thanks for coming”: speaks of a visit that was, not of the one asked about."""
    return Sense.PRAISE in covered.senses and senses <= {Sense.FINE, Sense.OKAY}


def _courtesy(covered: Covered, asked: Asked, *, asks: bool) -> Understood:
    if asks:
        return Understood(Intent.QUESTION, words=covered.words, why="It only asks something.")
    if asked is None:
        return Understood(
            Intent.IGNORE, words=covered.words, why="It is only a courtesy, and nothing was asked."
        )
    return Understood(
        Intent.HUMAN, words=covered.words, why="It is only a courtesy: no answer to what was asked."
    )
