"""Answers from calendars: Accept, Decline and Tentative pressed on our invite (RFC 5546 3.2.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from inbound.mail import CalendarPart, InboundMail

MAX_CALENDAR = 256 * 1024
"""Characters of all calendar parts of a mail together."""
MAX_COMMENT = 2000


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """`status` is the PARTSTAT in capitals; `sequence` is the revision of the invite that was answered.

    `start` and `end` are the event's times as the answer shows them: in a COUNTER the ones proposed. None where they
    are missing, whole days, or without a zone. `comment` is what they wrote beside it.
    """

    method: str
    uid: str
    sequence: int
    attendee: str
    status: str
    start: datetime | None = None
    end: datetime | None = None
    comment: str = ""


def calendar_answer(mail: InboundMail) -> CalendarAnswer | None:
    """The first readable answer in the mail's calendar parts; None when there is none. Never raises."""
    for part in _answers(mail):
        try:
            answer = _read(part.method, part.text, mail.sender.email.lower())
        except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError):
            continue
        if answer is not None:
            return answer
    return None


def _answers(mail: InboundMail) -> Iterator[CalendarPart]:
    """The parts that may be one, as many as `MAX_CALENDAR` allows."""
    left = MAX_CALENDAR
    for part in mail.calendars:
        if part.method in {"REPLY", "COUNTER"} and len(part.text) <= left:
            left -= len(part.text)
            yield part


def _read(method: str, text: str, sender: str) -> CalendarAnswer | None:
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, and few mails answer an invite

    for event in Calendar.from_ical(text).walk("VEVENT"):
        attendee = _attendee(event, sender)
        if attendee is None or "UID" not in event:
            continue
        return CalendarAnswer(
            method=method,
            uid=str(event["UID"]),
            sequence=int(event.get("SEQUENCE", 0)),
            attendee=_address(attendee),
            status=str(attendee.params.get("PARTSTAT", "")).upper(),
            start=_moment(event.get("DTSTART")),
            end=_moment(event.get("DTEND")),
            comment=_comment(event, attendee),
        )
    return None


def _attendee(event: Any, sender: str) -> Any:
    """Who answers: there should be one (RFC 5546 3.2.3), and where a program lists all invitees, the one who writes."""
    listed = _all(event.get("ATTENDEE"))
    return next((each for each in listed if _address(each) == sender), listed[0] if listed else None)


def _address(attendee: Any) -> str:
    return str(attendee).lower().removeprefix("mailto:")


def _comment(event: Any, attendee: Any) -> str:
    """What they wrote beside the button, by COMMENT or by the parameter that Google and Apple have for it."""
    said = [
        str(each) for each in (*_all(event.get("COMMENT")), attendee.params.get("X-RESPONSE-COMMENT", ""))
    ]
    return "\n".join(dict.fromkeys(filter(None, (each.strip() for each in said))))[:MAX_COMMENT]


def _all(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _moment(value: Any) -> datetime | None:
    said = getattr(value, "dt", None)
    return said if isinstance(said, datetime) and said.tzinfo is not None else None
