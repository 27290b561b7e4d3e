"""The words this package speaks in: a reading of a day and time, and what it is read against."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

DateOrder = Literal["MDY", "DMY", "YMD"]


class Grain(StrEnum):
    """How much the words pinned down."""

    DAY = "day"
    TIME = "time"
    DAYPART = "daypart"
    RANGE = "range"
    DAYRANGE = "dayrange"
    WEEK = "week"
    MONTH = "month"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class When:
    """One reading, in the site's wall clock.

    DAY, TIME, DAYPART and RANGE have a `day`; DAYRANGE, WEEK and MONTH run from `day` to `day_end`, both
    included. AFTER has `day` and perhaps `start`; BEFORE has `day` and perhaps `end`. Ends are as spoken.
    `day` is None only when no day was said and no visit is booked. `day_assumed` says that the booked day
    was taken because only a time was given.
    """

    grain: Grain
    day: date | None
    start: time | None = None
    end: time | None = None
    day_end: date | None = None
    part: str | None = None
    words: str = ""
    day_assumed: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What the words are read against: the moment they were written, the site's zone, the booked visit."""

    now: datetime
    zone: ZoneInfo
    booked: datetime | None = None
    lang: str = "en"
    date_order: DateOrder = "MDY"
    booked_end: datetime | None = None

    @property
    def today(self) -> date:
        """The site's date at `now`."""
        return self.local_now.date()

    @property
    def local_now(self) -> datetime:
        """The site's wall clock at `now`, without zone."""
        return self.now.astimezone(self.zone).replace(tzinfo=None)

    @property
    def booked_start(self) -> datetime | None:
        """The booked visit's start on the site's wall clock, without zone."""
        return self.booked.astimezone(self.zone).replace(tzinfo=None) if self.booked else None


@dataclass(frozen=True, slots=True)
class Reading:
    """Every time a text offers, every time it turns down, and why it could not be read, if so.

    When `unread` says something, `offers` is empty: a text half understood is not understood.
    """

    offers: tuple[When, ...] = ()
    refused: tuple[When, ...] = ()
    unread: str | None = None
