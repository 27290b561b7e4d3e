"""What planning knows of technicians, their visits and the visit in question: plain values, loaded elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

from core.availability.spans import Span
from core.availability.travel import Place, minutes_between
from core.availability.week import WeeklyHours
from core.times_in_words import Manner


class Why(StrEnum):
    INACTIVE = auto()
    SKILL = auto()
    LICENCE = auto()
    HOLIDAY = auto()
    OFF = auto()
    HOURS = auto()
    BUSY = auto()
    FULL = auto()
    CUSTOMER = auto()
    DECLINED = auto()


@dataclass(frozen=True)
class Exclusion:
    why: Why
    sentence: str

    @property
    def can_be_overridden(self) -> bool:
        """A licence is a rule nobody can override (P.30)."""
        return self.why not in {Why.INACTIVE, Why.LICENCE}


@dataclass(frozen=True)
class Skill:
    """`valid_until`: the last day it counts."""

    name: str
    valid_until: date | None = None


@dataclass(frozen=True)
class Off:
    span: Span
    reason: str


@dataclass(frozen=True)
class Declined:
    """They said no to this visit, and are left alone until then."""

    reason: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A visit the worker has: planned to the minute, or promised within a window and done some time of the day."""

    order: int
    site_id: int
    planned: Span | None
    window: Span | None
    length: timedelta
    place: Place | None = None
    is_open: bool = True
    """Not done yet. What is done still counts against the day's capacity."""

    @property
    def span(self) -> Span | None:
        return self.planned or self.window


@dataclass(frozen=True, kw_only=True)
class Worker:
    """A technician as far as planning goes. What is not set does not limit them."""

    id: int
    name: str
    zone: ZoneInfo
    active: bool = True
    hours: WeeklyHours = field(default_factory=dict)
    skills: tuple[Skill, ...] = ()
    off: tuple[Off, ...] = ()
    bookings: tuple[Booking, ...] = ()
    jobs_per_day: int | None = None
    minutes_per_day: int | None = None
    base: Place | None = None
    """Where their day begins."""


@dataclass(frozen=True, kw_only=True)
class Need:
    """What a visit asks of whoever goes. Without a window only the person is looked at."""

    order: int
    site_id: int
    zone: ZoneInfo
    """The site's; sentences say times in it."""
    now: datetime
    length: timedelta
    locale: str = "en_US"
    """How times are said to whoever reads why somebody can't go."""
    window: Span | None = None
    planned: Span | None = None
    place: Place | None = None
    travel: timedelta = timedelta()
    """From anywhere else, where a place is not known."""
    roads: Mapping[int, int] = field(default_factory=dict)
    """Minutes from other sites by road, by site id, where a road service said so."""
    skills: tuple[str, ...] = ()
    plain_skills: frozenset[str] = frozenset()
    """Skills known to be no licences: a supervisor may send somebody without."""
    holidays: tuple[tuple[date, str], ...] = ()
    customer: str = "The customer"
    unwanted: frozenset[int] = frozenset()
    """Whom the customer does not want, by technician id."""
    aside: frozenset[int] = frozenset()
    """Other work orders not counted, by number: somebody else is given them in the same call."""
    declined: Mapping[int, Declined] = field(default_factory=dict)
    """Who said no to it a short while ago, by technician id; looked at only where somebody is to be asked."""

    @property
    def span(self) -> Span | None:
        return self.planned or self.window

    @property
    def manner(self) -> Manner:
        return Manner(zone=self.zone.key, locale=self.locale, short=True)

    def is_beside(self, booking: Booking) -> bool:
        """Whether the booking is another visit, and one that stays where it is."""
        return booking.order != self.order and booking.order not in self.aside

    def travel_from(self, site_id: int, place: Place | None) -> timedelta:
        """By road where that is known, else by the guess from coordinates, else as usual (I5)."""
        if site_id == self.site_id:
            return timedelta()
        road = self.roads.get(site_id)
        if road is not None:
            return timedelta(minutes=road)
        if place is None or self.place is None:
            return self.travel
        return timedelta(minutes=minutes_between(place, self.place))

    @property
    def takes(self) -> timedelta:
        """Never more than the window: a promise shorter than the work is the office's to keep."""
        if self.planned is not None:
            return self.planned.length
        return min(self.length, self.window.length) if self.window is not None else self.length
