"""What do the new words ask for? Sets the reader of `core.language` in front of the visit that was asked about."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.commands import Window
from core.language.replies import Asked, Intent, Understood, read_reply
from core.language.times import Frame, UnreadableTime, to_window, window_of_day
from core.language.when import DateOrder, Grain, When
from core.model import Asks
from inbound.question import Question
from inbound.written_in import language_of

MONTH_FIRST = frozenset({"US", "PH", "PW", "FM", "MH"})
YEAR_FIRST = frozenset({"CN", "JP", "KR", "TW", "HU", "LT"})
ASKED: dict[Asks | None, Asked] = {
    Asks.CONFIRM_VISIT: "confirm_visit",
    Asks.APPROVE_QUOTE: "approve_quote",
    Asks.PICK_SLOT: None,
    None: None,
}


def interpret(words: str, question: Question, written_at: datetime) -> Understood:
    """The intent of the new words, read as an answer to `question`."""
    frame = _in_their_language(frame_of(question, written_at), words, question)
    understood = read_reply(words, frame, ASKED[question.asks])
    if question.wished and understood.intent is Intent.HUMAN:
        taken_back = read_reply(words, frame, None)
        return taken_back if taken_back.intent is Intent.WITHDRAW else understood
    return understood


def frame_of(question: Question, written_at: datetime) -> Frame:
    """The visit as it was when we asked: that is what "same time" and "Thursday is fine" speak of."""
    return Frame(
        now=written_at,
        zone=ZoneInfo(question.zone),
        booked=question.start,
        lang=question.locale[:2],
        date_order=_date_order(question.locale),
        booked_end=question.end,
    )


def _in_their_language(frame: Frame, words: str, question: Question) -> Frame:
    """They may answer in another language than ours; all of the further ones say the day before the month."""
    language = language_of(words) or question.language
    order = frame.date_order if language in {"en", frame.lang} else "DMY"
    return replace(frame, lang=language, date_order=order)


def windows(times: tuple[When, ...], question: Question, written_at: datetime) -> tuple[Window, ...]:
    """The proposals that name a window; what names none (a whole week, a past day) is left to the words."""
    found = (_window(when, question, written_at) for when in times)
    return tuple(window for window in found if window is not None)


def _window(when: When, question: Question, written_at: datetime) -> Window | None:
    frame = frame_of(question, written_at)
    try:
        match when.grain:
            case Grain.DAY:
                start, end = window_of_day(when, frame, question.opens, question.closes)
            case Grain.TIME | Grain.RANGE | Grain.DAYPART:
                start, end = to_window(when, frame, question.length)
            case Grain.AFTER | Grain.BEFORE:
                start, end = _open_ended(when, frame, question.length)
            case _:
                return None
    except UnreadableTime:
        return None
    if not written_at < end or not start < end:
        return None
    return Window(start=start, end=end, date_only=when.grain is Grain.DAY, words=when.words)


def _open_ended(when: When, frame: Frame, length: timedelta) -> tuple[datetime, datetime]:
    """Begins at two for "after 2" and ends at noon for "before noon"; either lasts as long as the visit."""
    edge = when.start if when.grain is Grain.AFTER else when.end
    if when.day is None or edge is None:
        raise UnreadableTime(f"“{when.words}” says no exact time.")
    at = datetime.combine(when.day, time(edge.hour, edge.minute), frame.zone).astimezone(UTC)
    return (at, at + length) if when.grain is Grain.AFTER else (at - length, at)


def _date_order(locale: str) -> DateOrder:
    country = locale.replace("-", "_").rpartition("_")[2].upper()
    if country in MONTH_FIRST:
        return "MDY"
    return "YMD" if country in YEAR_FIRST else "DMY"
