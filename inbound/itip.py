"""Answers from calendars: Accept, Decline and Tentative pressed on our invite (RFC 5546 3.2.3)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inbound.mail import InboundMail

MAX_CALENDAR = 256 * 1024


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """`status` is the PARTSTAT in capitals; `sequence` is the revision of the invite that was answered.

    `start` and `end` are the event's times as the answer shows them: in a COUNTER the ones proposed. None where they
    are missing, whole days, or without a zone.
    """

    method: str
    uid: str
    sequence: int
    attendee: str
    status: str
    start: datetime | None = None
    end: datetime | None = None


def calendar_answer(mail: InboundMail) -> CalendarAnswer | None:
    """The first readable answer in the mail's calendar parts; None when there is none. Never raises."""
    for part in mail.calendars:
        if part.method not in {"REPLY", "COUNTER"} or len(part.text) > MAX_CALENDAR:
            continue
        try:
            answer = _read(part.method, part.text)
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            continue
        if answer is not None:
            return answer
    return None


def _read(method: str, text: str) -> CalendarAnswer | None:
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, and few mails answer an invite

    for event in Calendar.from_ical(text).walk("VEVENT"):
        attendees = event.get("ATTENDEE")
        attendee = attendees[0] if isinstance(attendees, list) else attendees
        if attendee is None or "UID" not in event:
            continue
        return CalendarAnswer(
            method=method,
            uid=str(event["UID"]),
            sequence=int(event.get("SEQUENCE", 0)),
            attendee=str(attendee).lower().removeprefix("mailto:"),
            status=str(attendee.params.get("PARTSTAT", "")).upper(),
            start=_moment(event.get("DTSTART")),
            end=_moment(event.get("DTEND")),
        )
    return None


def _moment(value: Any) -> datetime | None:
    said = getattr(value, "dt", None)
    return said if isinstance(said, datetime) and said.tzinfo is not None else None
