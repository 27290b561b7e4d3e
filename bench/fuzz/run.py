"""Sends messages through parse, screen, strip and interpret, and watches for what must never happen.

Nothing may raise, hang or let a NUL through; stripping adds no words; what is offered lies ahead.
"""

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from time import perf_counter, process_time
from types import FrameType
from zoneinfo import ZoneInfo

from bench.fuzz.mutate import message
from core.language.replies import Asked, read_reply
from core.language.when import DateOrder, Frame
from inbound.itip import calendar_answer
from inbound.parse import parse
from inbound.screen import screen
from inbound.strip import strip

HANG_SECONDS = 5
"""Of the processor's time, so that a busy machine makes nobody hang: far longer than any message takes."""

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BOOKED = datetime(2026, 3, 5, 14, 0, tzinfo=UTC)
LANGUAGES: tuple[tuple[str, DateOrder], ...] = (
    ("en", "MDY"), ("en", "DMY"), ("de", "DMY"), ("nl", "DMY"), ("es", "DMY"), ("fr", "DMY"), ("it", "DMY"), ("pt", "DMY"),
)  # fmt: skip
ASKED: tuple[Asked, ...] = ("confirm_visit", "approve_quote", None)


class Hung(Exception):
    """A message took longer than any message may."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A message that broke a promise: its number in the run, its bytes, and what happened."""

    number: int
    raw: bytes
    why: str


@dataclass(slots=True)
class Report:
    """What became of a run; `slowest` in seconds of the processor's time."""

    inputs: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    intents: Counter[str] = field(default_factory=Counter)
    broken: list[Broken] = field(default_factory=list)


def fuzz(messages: Sequence[bytes], inputs: int, seed: int) -> Report:
    """Reads `inputs` mutated messages; the same seed and messages give the same run."""
    report, random = Report(), Random(seed)
    began = perf_counter()
    for number in range(inputs):
        raw = message(messages, random)
        at = process_time()
        try:
            with _within(HANG_SECONDS):
                _read(raw, random, report)
        except Exception as error:  # noqa: BLE001 - any exception at all is the finding
            report.broken.append(Broken(number, raw, repr(error)))
        report.slowest = max(report.slowest, process_time() - at)
        report.inputs += 1
    report.seconds = perf_counter() - began
    return report


def _read(raw: bytes, random: Random, report: Report) -> None:
    mail = parse(raw)
    (mail.text + mail.subject + mail.sender.name + mail.html).encode("utf-8")
    assert "\x00" not in mail.text + mail.subject + mail.html, "a NUL came through"
    screened = screen(mail)
    report.kinds[screened.kind.value] += 1
    calendar_answer(mail)
    stripped = strip(mail)
    assert set(stripped.words.split()) <= set(stripped.text.split()), "stripping made up a word"
    language, order = random.choice(LANGUAGES)
    frame = Frame(NOW, ZoneInfo("Europe/Berlin"), BOOKED, language, order)
    understood = read_reply(stripped.words, frame, random.choice(ASKED))
    report.intents[understood.intent.value] += 1
    assert all((when.day_end or when.day or NOW.date()) >= NOW.date() for when in understood.times), (
        "a time in the past was offered"
    )


@contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Raises `Hung` in whatever runs longer, where the system has such alarms."""
    if not hasattr(signal, "setitimer"):  # Windows: a hang shows as a run that does not end
        yield
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise Hung(f"took longer than {seconds} seconds")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
