"""Language: are the times and the intent in a customer's words read rightly?

A row is a text, the visit it was about, and what it means. Without an intent only its times are judged. `wrong` is
always the costly outcome: a slot or an act that nobody meant; leaving it to a person costs a minute.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from core.language.replies import Asked, Intent, Understood, read_reply
from core.language.times import read_times
from core.language.when import DateOrder, Frame
from inbound.evaluation.slots import FIGURE as DATES
from inbound.evaluation.slots import Slot, judge_slot
from inbound.evaluation.verdicts import Figure, Judged, Kind, Verdict, timed

ACTS = frozenset(
    {
        Intent.CONFIRM,
        Intent.APPROVE,
        Intent.DECLINE,
        Intent.CANCEL,
        Intent.WITHDRAW,
        Intent.RESCHEDULE,
        Intent.UNSUBSCRIBE,
    }
)
OTHER_NAMES = {"none": Intent.IGNORE, "deny": Intent.DECLINE}
"""What labels call an intent where we have another word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The moment and the visit a text is about; times without zone are the site's."""

    now: datetime
    timezone: str
    scheduled_start: datetime | None = None
    asked: Asked = None
    lang: str = "en"
    date_order: DateOrder = "MDY"

    def frame(self) -> Frame:
        """The same as the reader takes it. Raises KeyError for a zone nobody knows."""
        zone = ZoneInfo(self.timezone)
        moments = (self.now, self.scheduled_start)
        now, booked = (
            moment if moment is None or moment.tzinfo else moment.replace(tzinfo=zone) for moment in moments
        )
        assert now is not None
        return Frame(now, zone, booked, self.lang, self.date_order)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning(Slot):
    """What the text means: an intent (None: only its times are known), and the slot in it."""

    intent: str | None = None
    accept: list[str] = field(default_factory=list)
    never: list[str] = field(default_factory=list)
    also: str | None = None

    def allowed(self) -> set[str]:
        """Every right outcome, in our words."""
        named = {self.intent, *self.accept}
        return {str(OTHER_NAMES.get(name, name)) for name in named if name} - self.forbidden()

    def forbidden(self) -> set[str]:
        """Every outcome that is wrong whatever else is said."""
        return {str(OTHER_NAMES.get(name, name)) for name in self.never}


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCase:
    """A customer's words and what they mean."""

    text: str
    context: Setting
    expect: Meaning
    category: str = ""


def judge(case: LanguageCase, _folder: Path) -> Judged:
    """Reads the text for its times, and for its intent where that is known."""
    frame = case.context.frame()
    verdicts: list[Verdict] = []
    seconds = 0.0
    if case.expect.grain is not None:
        reading, seconds = timed(lambda: read_times(case.text, frame))
        group = case.context.lang if case.expect.intent is None else case.category
        verdicts += judge_slot(case.expect, reading, frame, group)
    if case.expect.intent is not None:
        understood, seconds = timed(lambda: read_reply(case.text, frame, case.context.asked))
        verdicts += _judge_intent(case, understood)
    return Judged(tuple(verdicts), seconds)


def _judge_intent(case: LanguageCase, understood: Understood) -> Iterator[Verdict]:
    got, expect = understood.intent.value, case.expect
    said = f"{got}{' +question' if understood.also_question else ''}: {understood.why}"
    acts = understood.intent in ACTS
    wrong = (acts and got not in expect.allowed()) or got in expect.forbidden()
    right = not wrong and got in expect.allowed()
    outcome = "wrong" if wrong else "right" if right else "human"

    def verdict(figure: str, outcome: str, *, good: bool) -> Verdict:
        return Verdict(figure, (outcome,), good, _spoken(expect), said, case.category)

    yield verdict("intents", outcome, good=right)
    if expect.intent in ACTS:
        share = "wrong" if wrong else "acted" if acts else "left to a person"
        yield verdict("what can be acted on", share, good=share == "acted")
        if Intent.HUMAN.value not in expect.allowed():
            yield verdict("what only an act answers", share, good=share == "acted")
    else:
        yield verdict("what must be left alone", "wrong" if wrong else "left alone", good=not wrong)
    if expect.also == "question" and acts and not wrong:
        kept = understood.also_question
        yield verdict("questions beside an act", "kept" if kept else "lost", good=kept)


def _spoken(expect: Meaning) -> str:
    also = f" +{expect.also}" if expect.also else ""
    never = f", never {' or '.join(expect.never)}" if expect.never else ""
    return f"{' or '.join([str(expect.intent), *expect.accept])}{also}{never}"


LANGUAGE = Kind(
    "language",
    TypeAdapter(LanguageCase),
    judge,
    (
        Figure(DATES, ("exact", "partial", "wrong", "none", "invented")),
        Figure("texts without a time", ("left alone", "invented")),
        Figure("intents", ("right", "human", "wrong")),
        Figure("what can be acted on", ("acted", "left to a person", "wrong")),
        Figure("what only an act answers", ("acted", "left to a person", "wrong")),
        Figure("what must be left alone", ("left alone", "wrong")),
        Figure("questions beside an act", ("kept", "lost")),
    ),
)
