"""Sets a draft against today's date and the booked visit: the one place where a reading gets its day."""

from calendar import isleap, monthrange
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from core.language.drafts import Clock, Draft
from core.language.hours import Unread, clock_times
from core.language.when import Frame, Grain, When

MAX_AHEAD = timedelta(days=400)
_JUST_PAST = timedelta(days=330)
_WEEK = timedelta(days=7)
_NOON = 12


def resolve(draft: Draft, frame: Frame, words: str) -> When:
    """The reading of `draft`; raises Unread with a sentence when it has none, or more than one."""
    if draft.problem:
        raise Unread(f"“{words}” was not read: {draft.problem}.")
    draft = _same_weekday(draft, frame)
    try:
        days = _days(draft, frame, words)
    except (ValueError, OverflowError) as error:
        raise Unread(f"“{words}” is not a date of the calendar.") from error
    when = _with_time(draft, days, frame, words)
    _check_bounds(when, frame, words)
    return when


Days = tuple[date | None, date | None, Grain]


def _days(draft: Draft, frame: Frame, words: str) -> Days:
    if draft.until is not None:
        return _day_range(draft, frame, words)
    if draft.span in {"weekend", "month", "day after"}:
        return _span(draft, frame)
    if _single(draft):
        day = _day(draft, frame, words)
        return _week(day) if draft.span == "week" else (day, None, Grain.DAY)
    if draft.week is not None:
        base = frame.booked_start.date() if draft.mod == "visit" and frame.booked_start else frame.today
        return _week(base + _WEEK * draft.week)
    if draft.month is not None or draft.months is not None:
        year, month = _year_month(draft, frame)
        return date(year, month, 1), date(year, month, monthrange(year, month)[1]), Grain.MONTH
    booked = frame.booked_start
    return (booked.date() if booked else None), None, Grain.TIME


def _span(draft: Draft, frame: Frame) -> Days:
    """A weekend, or the day some whole months from today."""
    if draft.span == "month":
        year, month = _year_month(draft, frame)
        return date(year, month, min(frame.today.day, monthrange(year, month)[1])), None, Grain.DAY
    if draft.span == "day after":
        if frame.booked_start is None:
            raise Unread("“The following day” follows no visit.")
        return frame.booked_start.date() + timedelta(days=1), None, Grain.DAY
    saturday = _monday(frame.today) + timedelta(days=5) + _WEEK * (draft.week or 0)
    return saturday, saturday + timedelta(days=1), Grain.DAYRANGE


def _week(day: date) -> Days:
    monday = _monday(day)
    return monday, monday + timedelta(days=6), Grain.WEEK


def _single(draft: Draft) -> bool:
    return draft.day is not None or draft.rel is not None or draft.weekday is not None


def _day_range(draft: Draft, frame: Frame, words: str) -> Days:
    last_draft = draft.until
    assert last_draft is not None
    if not _single(draft) or not _single(last_draft):
        raise Unread(f"“{words}” does not begin and end with a day.")
    first = _day(replace(draft, until=None), frame, words)
    if draft.weekday == frame.today.weekday() and draft.day is None and draft.week is None:
        raise Unread(f"“{words}” was written on its first weekday: it may mean today or a week from today.")
    last = (
        _day(last_draft, replace(frame, now=_noon_of(first, frame)), words)
        if _floats(last_draft)
        else _day(last_draft, frame, words)
    )
    if last < first and last_draft.month and not last_draft.year:
        last = last.replace(year=last.year + 1)
    if last <= first:
        raise Unread(f"“{words}” ends before it begins.")
    return first, last, Grain.DAYRANGE


def _floats(draft: Draft) -> bool:
    """Whether the end of a range is found by counting on from its start ("Monday to Friday", "27th to 3rd")."""
    return draft.rel is None and draft.week is None and draft.month is None and draft.nth is None


def _noon_of(day: date, frame: Frame) -> datetime:
    return datetime.combine(day, time(_NOON), tzinfo=frame.zone)


def _day(draft: Draft, frame: Frame, words: str) -> date:
    day = _dated(draft, frame, words)
    counted = draft.nth is not None or draft.plus is not None
    if draft.weekday is not None and day.weekday() != draft.weekday and not counted:
        raise Unread(f"In “{words}” the weekday and the date do not agree.")
    if draft.rel is not None and day != frame.today + timedelta(days=draft.rel):
        raise Unread(f"In “{words}” the day and the date do not agree.")
    return day


def _dated(draft: Draft, frame: Frame, words: str) -> date:
    """The day by the most exact thing said; `_day` then checks the rest against it."""
    if draft.nth is not None:
        return _nth_weekday(draft, frame)
    if draft.day is not None and (draft.month is not None or draft.months is not None):
        return _calendar_day(draft, frame, words)
    if draft.rel is not None:
        return frame.today + timedelta(days=draft.rel)
    if draft.day is not None:
        return _day_of_month(draft.day, frame)
    if draft.week is not None and draft.weekday is not None:
        return _monday(frame.today) + _WEEK * draft.week + timedelta(days=draft.weekday)
    return _weekday(draft, frame, words)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _nth_weekday(draft: Draft, frame: Frame) -> date:
    """“two Sundays from now”; “first Tuesday of October”."""
    assert draft.weekday is not None
    assert draft.nth is not None
    if draft.month is None and draft.months is None:
        return _next_weekday(draft.weekday, frame.today) + _WEEK * (draft.nth - 1)
    year, month = _year_month(draft, frame)
    if draft.nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - draft.weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(draft.weekday - first.weekday()) % 7) + _WEEK * (draft.nth - 1)


def _year_month(draft: Draft, frame: Frame) -> tuple[int, int]:
    today = frame.today
    if draft.months is not None:
        count = today.year * 12 + today.month - 1 + draft.months
        return count // 12, count % 12 + 1
    assert draft.month is not None
    year = draft.year or today.year + (draft.month < today.month)
    return year + (draft.mod == "afternext"), draft.month


def _calendar_day(draft: Draft, frame: Frame, words: str) -> date:
    today = frame.today
    if draft.months is not None:
        year, month = _year_month(draft, frame)
        return date(year, month, monthrange(year, month)[1] if draft.day == -1 else draft.day or 0)
    assert draft.month is not None
    assert draft.day is not None
    if draft.year is not None:
        return date(draft.year, draft.month, draft.day)
    day = _this_or_next_year(draft.month, draft.day, today)
    if day - today > _JUST_PAST and draft.mod != "next":
        raise Unread(f"“{words}” has just passed, or is a year away.")
    return day


def _this_or_next_year(month: int, day: int, today: date) -> date:
    if (month, day) == (2, 29):
        return date(today.year if isleap(today.year) and today.month <= 2 else today.year + 1, month, day)  # noqa: PLR2004 (February)
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _day_of_month(day: int, frame: Frame) -> date:
    """The next such day: this month's when still ahead, else the next month that has one."""
    year, month = frame.today.year, frame.today.month
    for _ in range(3):
        if day <= monthrange(year, month)[1] and date(year, month, day) >= frame.today:
            return date(year, month, day)
        year, month = year + month // 12, month % 12 + 1
    raise ValueError(day)


def _next_weekday(weekday: int, after: date) -> date:
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def _weekday(draft: Draft, frame: Frame, words: str) -> date:
    """The next such weekday; asks when "next Friday" may mean this week's or the one after."""
    assert draft.weekday is not None
    today = frame.today
    coming = _next_weekday(draft.weekday, today)
    if draft.mod == "following":
        booked = frame.booked_start
        return _next_weekday(draft.weekday, booked.date() if booked and booked.date() > today else today)
    if draft.mod == "afternext":
        return coming + _WEEK
    if draft.plus is not None:
        return _counted_on(draft.weekday, draft.plus, today, words)
    this_week = draft.weekday > today.weekday()
    if draft.mod == "next" and this_week:
        raise Unread(f"“{words}” may mean this week's or the week after.")
    if (
        draft.weekday == today.weekday()
        and draft.mod != "next"
        and (draft.clock is not None or draft.part or draft.mod == "this")
    ):
        raise Unread(f"“{words}” was written on that weekday: it may mean today or a week from today.")
    return coming


def _counted_on(weekday: int, days: int, today: date, words: str) -> date:
    """“Tuesday in a week” said on a Tuesday counts from today; other numbers of days may count from either."""
    if weekday != today.weekday():
        return _next_weekday(weekday, today) + timedelta(days=days)
    if days % 7:
        raise Unread(f"“{words}” was written on that weekday: it may be counted from today or the next.")
    return today + timedelta(days=days)


def _same_weekday(draft: Draft, frame: Frame) -> Draft:
    """“same time next week”: the booked visit's weekday, where next week is not the visit's own."""
    booked = frame.booked_start
    if not draft.same or draft.week is None or draft.span or _single(draft) or booked is None:
        return draft
    monday = _monday(frame.today) + _WEEK * draft.week
    return draft if _monday(booked.date()) == monday else replace(draft, weekday=booked.weekday())


def _at_same_time(draft: Draft, frame: Frame, words: str) -> Draft:
    """“same time on Friday”: the booked visit's time."""
    booked = frame.booked_start
    if not draft.has_date or booked is None:
        raise Unread(f"“{words}” names no day, or there is no visit to compare with.")
    return replace(draft, clock=Clock(booked.hour, booked.minute, literal=True))


def _with_time(draft: Draft, days: Days, frame: Frame, words: str) -> When:
    day, day_end, grain = days
    if draft.same:
        draft = _at_same_time(draft, frame, words)
    assumed = grain is Grain.TIME
    if draft.clock is not None and day_end is not None:
        raise Unread(f"“{words}” gives a time for more than one day.")
    if draft.part and day_end is not None:
        raise Unread(f"“{words}” gives a part of the day for more than one day.")
    if draft.clock is None:
        if draft.bound:
            return _bounded_day(draft, days, words)
        if draft.part:
            return When(Grain.DAYPART, day, part=draft.part, words=words, day_assumed=assumed)
        return When(grain, day, day_end=day_end, words=words)
    start, end = clock_times(draft, words)
    if draft.bound == "before":
        return When(Grain.BEFORE, day, end=start, words=words, day_assumed=assumed)
    kind = Grain.AFTER if draft.bound else Grain.RANGE if end else Grain.TIME
    return When(kind, day, start, end, words=words, day_assumed=assumed)


def _bounded_day(draft: Draft, days: Days, words: str) -> When:
    day, day_end, _ = days
    if draft.part or (
        day_end
        and draft.bound == "after"
        and draft.week is None
        and draft.months is None
        and draft.month is None
    ):
        raise Unread(f"“{words}” leaves open when.")
    return When(Grain.AFTER if draft.bound == "after" else Grain.BEFORE, day, day_end=day_end, words=words)


def _check_bounds(when: When, frame: Frame, words: str) -> None:
    """Nothing in the past, nothing over 400 days ahead."""
    last = when.day_end or when.day
    if last is None:
        return
    now = frame.local_now
    latest = when.end if when.grain is Grain.BEFORE else when.start or when.end
    past = last < now.date() or (last == now.date() and latest is not None and latest <= now.time())
    if past:
        raise Unread(f"“{words}” lies in the past.")
    if last - now.date() > MAX_AHEAD:
        raise Unread(f"“{words}” is more than {MAX_AHEAD.days} days ahead.")
