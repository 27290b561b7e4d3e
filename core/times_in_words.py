"""Days and windows in words: "Thursday, November 26, 2:00–4:00 pm". Pure.

English words, or those of a further language; in English the order of day and month and the clock follow the
company's locale. Times are shown in the site's
zone, whoever reads them.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from core.day_names import DAY_NAMES

MONTH_FIRST = frozenset({"US", "CA", "PH"})
TWELVE_HOURS = MONTH_FIRST | {"GB", "IE", "AU", "NZ", "IN", "ZA"}
_FORMS = {
    # (short, month first)
    (False, True): "{day:%A}, {day:%B} {day.day}",
    (False, False): "{day:%A} {day.day} {day:%B}",
    (True, True): "{day:%a}, {day:%b} {day.day}",
    (True, False): "{day:%a} {day.day} {day:%b}",
}


@dataclass(frozen=True)
class Manner:
    """How one reader is told of times. `locale`: "en_US"; `today`: the year is named when it is another one."""

    zone: str
    locale: str = "en_US"
    today: date | None = None
    short: bool = False
    language: str = "en"

    @property
    def territory(self) -> str:
        return self.locale.replace("-", "_").rpartition("_")[2].upper()


@dataclass(frozen=True)
class Span:
    """A window; `date_only` when only its days were said."""

    start: datetime
    end: datetime
    date_only: bool = False


def local(when: datetime, manner: Manner) -> datetime:
    return when.astimezone(ZoneInfo(manner.zone))


def day_words(day: date, manner: Manner) -> str:
    """“Thursday, November 26”, with its year when that is not this one; in German “Donnerstag, 26. November”."""
    names = DAY_NAMES.get(manner.language)
    if names is not None:
        with_year = manner.today is not None and manner.today.year != day.year
        return names.say(day, short=manner.short, with_year=with_year)
    words = _FORMS[manner.short, manner.territory in MONTH_FIRST].format(day=day)
    if manner.today is None or manner.today.year == day.year:
        return words
    return f"{words}, {day.year}" if manner.territory in MONTH_FIRST else f"{words} {day.year}"


def clock_words(at: time, manner: Manner) -> str:
    """“2:00 pm” or “14:00”."""
    if manner.territory not in TWELVE_HOURS or manner.language in DAY_NAMES:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"  # noqa: PLR2004 - the clock's twelve


def moment_words(moment: datetime, manner: Manner, now: datetime) -> str:
    """“3:40 pm”; with its day when that is not today: “Thursday, November 26, 3:40 pm”."""
    at, here = local(moment, manner), local(now, manner)
    said = clock_words(at.time(), manner)
    return said if at.date() == here.date() else f"{day_words(at.date(), manner)}, {said}"


def window_words(span: Span, manner: Manner) -> str:
    """“Thursday, November 26, 2:00–4:00 pm”; only days where only days were said."""
    start, end = local(span.start, manner), local(span.end, manner)
    first, last = day_words(start.date(), manner), day_words(_last_day(start, end), manner)
    if span.date_only:
        return first if first == last else f"{first} – {last}"
    if start.date() == end.date():
        return f"{first}, {_clocks(start.time(), end.time(), manner)}"
    opens, closes = clock_words(start.time(), manner), clock_words(end.time(), manner)
    return f"{first}, {opens} – {day_words(end.date(), manner)}, {closes}"


def stretch_words(start: datetime, end: datetime, manner: Manner) -> str:
    """Time off and the like: whole days by their days alone, anything else with its hours."""
    whole_days = local(start, manner).time() == time(0) == local(end, manner).time()
    return window_words(Span(start, end, date_only=whole_days), manner)


def span_words(span: Span, day: date, manner: Manner) -> str:
    """“10:30 am–12:00 pm” on that day; with its own day otherwise."""
    start, end = local(span.start, manner), local(span.end, manner)
    if start.date() != day or end.date() != day:
        return window_words(span, manner)
    return _clocks(start.time(), end.time(), manner)


def zone_words(zone: str) -> str:
    """“Chicago time” for America/Chicago."""
    place = zone.rpartition("/")[2].replace("_", " ")
    return place if zone.startswith("Etc/") or place == "UTC" else f"{place} time"


def _last_day(start: datetime, end: datetime) -> date:
    """The last day a window touches: one that ends at midnight ends on the day before."""
    if end.time() == time(0) and end.date() > start.date():
        return date.fromordinal(end.toordinal() - 1)
    return end.date()


def _clocks(opens: time, closes: time, manner: Manner) -> str:
    """“2:00–4:00 pm”, “10:00 am–1:00 pm”, “14:00–16:00”."""
    first, last = clock_words(opens, manner), clock_words(closes, manner)
    if first[-2:] == last[-2:] and first.endswith(("am", "pm")):
        first = first[:-3]
    return f"{first}–{last}"
