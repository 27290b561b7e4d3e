"""Times in a dispatcher's words or from a form's pickers → a window, in the site's zone. Pure.

Whatever cannot be read with certainty is refused with the reader's own sentence; nothing is guessed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from core.commands import Window
from core.language.times import Frame, Grain, UnreadableTime, When, read_times, to_window, window_of_day
from core.profiles import Profile
from core.queries.views import CompanyView, SiteView, WindowView
from core.refusals import Time

LONGEST_PHRASE = 9
"""Words; a time takes fewer, what follows is a reason."""
HOW = "Write it like `thursday 2-4pm`, `tomorrow 9-11` or `3/26 14:00-16:00`."
MONTH_FIRST = ("en_US", "en_CA", "en_PH")


@dataclass(frozen=True)
class Clock:
    """What times are read against: the moment, the site's zone, the booked window and the company's habits."""

    frame: Frame
    profile: Profile

    @classmethod
    def at(
        cls, now: datetime, site: SiteView, company: CompanyView, booked: WindowView | None = None
    ) -> "Clock":
        frame = Frame(
            now=now,
            zone=ZoneInfo(site.zone),
            booked=booked.start if booked else None,
            booked_end=booked.end if booked else None,
            date_order="MDY" if company.locale in MONTH_FIRST else "DMY",
        )
        return cls(frame, company.profile)

    def within(self, window: Window) -> "Clock":
        """For times inside that window: an hour alone is of its day."""
        return replace(self, frame=replace(self.frame, booked=window.start, booked_end=window.end))

    def window(self, text: str) -> Window:
        """The one window that `text` says. Raises Time."""
        reading = read_times(text, self.frame)
        if reading.unread is not None:
            raise Time(f"{reading.unread} {HOW}", field="window")
        if len(reading.offers) != 1 or reading.refused:
            said = "says more than one time" if reading.offers else "says no time I can read"
            raise Time(f"“{text}” {said}. {HOW}" if text else f"Missing: the time. {HOW}", field="window")
        return self._window(reading.offers[0])

    def says_moment(self, text: str) -> bool:
        """Whether it says when something begins, and not when it ends."""
        return [when.grain for when in read_times(text, self.frame).offers] == [Grain.TIME]

    def window_and_rest(self, words: Sequence[str]) -> tuple[Window, str]:
        """The time that the first words say, and what follows it: "fri 9-11 customer called"."""
        best: tuple[When, int] | None = None
        for count in range(1, min(len(words), LONGEST_PHRASE) + 1):
            reading = read_times(" ".join(words[:count]), self.frame)
            if reading.unread is None and len(reading.offers) == 1 and not reading.refused:
                when = reading.offers[0]
                if best is None or not _same(best[0], when):
                    best = when, count
        if best is None:
            raise Time(
                f"“{' '.join(words[:LONGEST_PHRASE])}” does not begin with a time. {HOW}", field="window"
            )
        return self._window(best[0]), " ".join(words[best[1] :])

    def picked(self, day: date, start: time | None, end: time | None) -> Window:
        """The window that a form's pickers say; without times, the working day."""
        grain = Grain.DAY if start is None else Grain.TIME if end is None else Grain.RANGE
        words = f"{day:%A} {day.day} {day:%B}" + "".join(f" {each:%H:%M}" for each in (start, end) if each)
        return self._window(When(grain=grain, day=day, start=start, end=end, words=words))

    def _window(self, when: When) -> Window:
        try:
            if when.grain is Grain.DAY:
                opens, closes = time(self.profile.day_opens), time(self.profile.day_closes)
                start, end = window_of_day(when, self.frame, opens, closes)
            else:
                start, end = to_window(when, self.frame, self.profile.visit_length)
        except UnreadableTime as why:
            raise Time(str(why), field="window") from why
        return Window(start=start, end=end, date_only=when.grain is Grain.DAY, words=when.words)


def _same(one: When, other: When) -> bool:
    """Whether two readings mean the same, whatever words they came from."""
    return (one.grain, one.day, one.start, one.end, one.day_end, one.part) == (
        other.grain,
        other.day,
        other.start,
        other.end,
        other.day_end,
        other.part,
    )
