"""The week every reading test lives in: written on Monday 2 March 2026 at nine, Cara's visit on Thursday 14:00-16:00."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core.language.times import Frame, Reading, When

NEW_YORK = ZoneInfo("America/New_York")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=NEW_YORK)
FRAME = Frame(
    now=MONDAY,
    zone=NEW_YORK,
    booked=datetime(2026, 3, 5, 14, 0, tzinfo=NEW_YORK),
    booked_end=datetime(2026, 3, 5, 16, 0, tzinfo=NEW_YORK),
)


def frame_in(lang: str) -> Frame:
    """The same week at a European customer's."""
    return Frame(
        now=datetime(2026, 3, 2, 9, 0, tzinfo=BERLIN),
        zone=BERLIN,
        booked=datetime(2026, 3, 5, 14, 0, tzinfo=BERLIN),
        lang=lang,
        date_order="DMY",
    )


def shown(when: When) -> str:
    """A reading in one line: "range 03-06 09:00-11:00"."""
    day = f"{when.day:%m-%d}" if when.day else "no day"
    until = f"..{when.day_end:%m-%d}" if when.day_end else ""
    start = f" {when.start:%H:%M}" if when.start else ""
    end = f"-{when.end:%H:%M}" if when.end else ""
    part = f" {when.part}" if when.part else ""
    return f"{when.grain} {day}{until}{start}{end}{part}"


def seen(reading: Reading) -> str:
    """Everything a text offers, in one line; "unread" or "nothing" when it offers nothing."""
    return "; ".join(shown(when) for when in reading.offers) or ("unread" if reading.unread else "nothing")
