"""Windows and moments in words, on the site's own clock, for a reader whose home is the company's zone."""

from dataclasses import dataclass
from datetime import datetime

from core.queries.views import CompanyView, OrderView, WindowView
from core.times_in_words import (
    Manner,
    Span,
    clock_words,
    day_words,
    local,
    moment_words,
    span_words,
    window_words,
    zone_words,
)

NO_WINDOW = "no window yet"


@dataclass(frozen=True)
class Reader:
    """Whom times are said to: the company's `locale`, and its `zone`, which goes without saying."""

    zone: str
    locale: str

    @classmethod
    def of(cls, company: CompanyView) -> "Reader":
        return cls(company.zone, company.locale)

    def manner(self, zone: str) -> Manner:
        return Manner(zone=zone, locale=self.locale, short=True)


def in_words(window: WindowView | None, zone: str, reader: Reader) -> str:
    """As in "Thu, Nov 26, 2:00–4:00 pm"; the site's zone follows when it is not the reader's own."""
    if window is None:
        return NO_WINDOW
    words = window_words(Span(window.start, window.end, window.date_only), reader.manner(zone))
    return words if zone == reader.zone else f"{words} ({zone_words(zone)})"


def planned(order: OrderView, reader: Reader) -> str:
    """The hour inside the window, to follow it: " · planned 10:30 am–12:00 pm"; nothing where there is none."""
    if order.planned is None or order.window is None:
        return ""
    manner = reader.manner(order.site.zone)
    hour = Span(order.planned.start, order.planned.end)
    return f" · planned {span_words(hour, local(order.window.start, manner).date(), manner)}"


def clock(moment: datetime, zone: str, reader: Reader) -> str:
    """As in "10:41 am"."""
    manner = reader.manner(zone)
    return clock_words(local(moment, manner).time(), manner)


def moment(at: datetime, other: datetime, zone: str, reader: Reader) -> str:
    """As in "10:41 am", with its day unless that is the day of the `other` moment."""
    return moment_words(at, reader.manner(zone), other)


def day_and_clock(moment: datetime, zone: str, reader: Reader) -> str:
    """As in "Thu, Nov 26, 10:41 am"."""
    manner = reader.manner(zone)
    return f"{day_words(local(moment, manner).date(), manner)}, {clock(moment, zone, reader)}"
