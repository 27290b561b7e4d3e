"""Accept, Decline and "another time" as calendars write them: what Google, Exchange, Outlook, Apple and others send back."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

CHICAGO = ZoneInfo("America/Chicago")
WRITER, ADDRESS = "Cara Cole", "cara@acmefoods.example"
_ZONE = """\
BEGIN:VTIMEZONE
TZID:Central Standard Time
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0600
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0600
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""
_numbers = count(1)
_VERBS = {"ACCEPTED": "Accepted", "DECLINED": "Declined", "TENTATIVE": "Tentative"}


@dataclass(frozen=True, kw_only=True)
class Press:
    """What somebody did with an invite: the button, for a COUNTER the other time, and what they wrote beside it."""

    status: str
    to: tuple[datetime, datetime] | None = None
    comment: str = ""
    attendee: str = ADDRESS
    sender: str = ADDRESS
    more: str = ""
    """More lines of the event."""

    @property
    def method(self) -> str:
        return "COUNTER" if self.to else "REPLY"


@dataclass(frozen=True, kw_only=True)
class CalendarProgram:
    """How one of them answers. `ics` is the calendar object; `mail` puts it into a mail: head and body."""

    name: str
    ics: str
    mail: Callable[[str, Press], str]
    header: tuple[str, ...] = ()
    utc: bool = True
    counters: bool = True
    """Whether it can propose another time."""

    def answer(self, sent: str, press: Press) -> tuple[str, bytes]:
        """Where the answer goes, and the mail, unsigned; `sent` is the calendar object of our invite."""
        event: Any = Calendar.from_ical(sent).walk("VEVENT")[0]
        organizer = str(event["ORGANIZER"]).removeprefix("mailto:")
        start, end = press.to or (event["DTSTART"].dt, event["DTEND"].dt)
        said = self.ics.format(
            method=press.method,
            uid=event["UID"],
            sequence=event["SEQUENCE"],
            summary=str(event["SUMMARY"]).replace(",", "\\,"),
            organizer=organizer,
            attendee=press.attendee,
            status=press.status,
            comment=press.comment.replace(",", "\\,").replace("\n", "\\n"),
            start=self._time(start),
            end=self._time(end),
            zone=_ZONE,
        )
        if press.more:
            said = said.replace("END:VEVENT", f"{press.more}\nEND:VEVENT")
        ics = "\r\n".join(_folded(line) for line in said.splitlines() if not line.endswith(":")) + "\r\n"
        verb = "New Time Proposed" if press.to else _VERBS.get(press.status, press.status.title())
        head = (
            f"From: {WRITER} <{press.sender}>",
            f"To: Northgate Inspections <{organizer}>",
            f"Subject: {verb}: {str(event['SUMMARY']).encode('ascii', 'replace').decode()}",
            "Date: Mon, 23 Nov 2026 09:20:00 -0600",
            f"Message-ID: <calendar-{next(_numbers)}@acmefoods.example>",
            *self.header,
            "MIME-Version: 1.0",
        )
        return organizer, ("\r\n".join(head) + "\r\n" + self.mail(ics, press)).encode()

    def _time(self, moment: datetime) -> str:
        if self.utc:
            return f":{moment:%Y%m%dT%H%M%SZ}"
        return f";TZID=Central Standard Time:{moment.astimezone(CHICAGO):%Y%m%dT%H%M%S}"


def _folded(line: str) -> str:
    """RFC 5545 3.1: never more than 75 octets."""
    parts = [line[:74], *(line[at : at + 73] for at in range(74, len(line), 73))]
    return "\r\n ".join(parts)


def _b64(text: str) -> str:
    return base64.encodebytes(text.encode()).decode().replace("\n", "\r\n")


def _by_google(ics: str, press: Press) -> str:
    words = f"{WRITER} has answered this invitation.\r\n\r\n{press.comment}\r\n\r\nInvitation from Google Calendar\r\n"
    return (
        'Content-Type: multipart/mixed; boundary="0000000000009a"\r\n\r\n--0000000000009a\r\n'
        'Content-Type: multipart/alternative; boundary="0000000000009b"\r\n\r\n'
        f'--0000000000009b\r\nContent-Type: text/plain; charset="UTF-8"; format=flowed; delsp=yes\r\nContent-Transfer-Encoding: base64\r\n\r\n{_b64(words)}\r\n'
        f'--0000000000009b\r\nContent-Type: text/html; charset="UTF-8"\r\n\r\n<table><tr><td>{words}</td></tr></table>\r\n'
        f'--0000000000009b\r\nContent-Type: text/calendar; charset="UTF-8"; method={press.method}\r\nContent-Transfer-Encoding: 7bit\r\n\r\n{ics}\r\n'
        "--0000000000009b--\r\n--0000000000009a\r\n"
        f'Content-Type: application/ics; name="invite.ics"\r\nContent-Disposition: attachment; filename="invite.ics"\r\nContent-Transfer-Encoding: base64\r\n\r\n{_b64(ics)}\r\n'
        "--0000000000009a--\r\n"
    )


def _by_exchange(ics: str, press: Press) -> str:
    return (
        'Content-Type: multipart/alternative; boundary="_000_DM6PR"\r\n\r\n--_000_DM6PR\r\n'
        f'Content-Type: text/plain; charset="us-ascii"\r\n\r\n{press.comment}\r\n--_000_DM6PR\r\n'
        f'Content-Type: text/html; charset="us-ascii"\r\n\r\n<html><body><div>{press.comment}</div></body></html>\r\n--_000_DM6PR\r\n'
        f'Content-Type: text/calendar; charset="utf-8"; method={press.method}\r\nContent-Transfer-Encoding: base64\r\n\r\n{_b64(ics)}\r\n'
        "--_000_DM6PR--\r\n"
    )


def _by_apple(ics: str, press: Press) -> str:
    return (
        'Content-Type: multipart/alternative; boundary="Apple-Mail=_E1"\r\n\r\n--Apple-Mail=_E1\r\n'
        f"Content-Type: text/plain; charset=us-ascii\r\n\r\n{press.comment}\r\n--Apple-Mail=_E1\r\n"
        'Content-Type: multipart/mixed; boundary="Apple-Mail=_E2"\r\n\r\n--Apple-Mail=_E2\r\n'
        f"Content-Disposition: attachment; filename=iCal-20261123-092000.ics\r\nContent-Type: text/calendar; charset=utf-8; method={press.method}; "
        f'name="iCal-20261123-092000.ics"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{ics.replace("=", "=3D")}\r\n'
        "--Apple-Mail=_E2--\r\n--Apple-Mail=_E1--\r\n"
    )


def _alone(ics: str, press: Press) -> str:
    return f"Content-Type: text/calendar; charset=utf-8; method={press.method}\r\n\r\n{ics}"


def _without_a_method(ics: str, press: Press) -> str:
    del press
    return f'Content-Type: text/calendar; charset=utf-8; name="reply.ics"\r\nContent-Transfer-Encoding: base64\r\n\r\n{_b64(ics)}'


_GOOGLE = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:{method}
BEGIN:VEVENT
DTSTART{start}
DTEND{end}
DTSTAMP:20261123T152000Z
ORGANIZER;CN=Northgate Inspections:mailto:{organizer}
UID:{uid}
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={status};CN={attendee};X-NUM-GUESTS=0;X-RESPONSE-COMMENT="{comment}":mailto:{attendee}
CREATED:20261120T150000Z
LAST-MODIFIED:20261123T152000Z
SEQUENCE:{sequence}
STATUS:CONFIRMED
SUMMARY:{summary}
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""
_EXCHANGE = """\
BEGIN:VCALENDAR
METHOD:{method}
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
{zone}BEGIN:VEVENT
ATTENDEE;PARTSTAT={status};CN=Cara Cole:MAILTO:{attendee}
COMMENT;LANGUAGE=en-US:{comment}\\n
UID:{uid}
SUMMARY;LANGUAGE=en-US:Accepted: {summary}
DTSTART{start}
DTEND{end}
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20261123T152000Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:{sequence}
X-MICROSOFT-CDO-APPT-SEQUENCE:{sequence}
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
END:VEVENT
END:VCALENDAR
"""
_OUTLOOK = """\
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:{method}
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
{zone}BEGIN:VEVENT
ATTENDEE;PARTSTAT={status}:mailto:{attendee}
CLASS:PUBLIC
CREATED:20261123T152000Z
COMMENT:{comment}
DTEND{end}
DTSTAMP:20261123T152000Z
DTSTART{start}
PRIORITY:5
SEQUENCE:{sequence}
SUMMARY;LANGUAGE=en-us:{summary}
TRANSP:OPAQUE
UID:{uid}
END:VEVENT
END:VCALENDAR
"""
_APPLE = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
METHOD:{method}
PRODID:-//Apple Inc.//macOS 15.1//EN
VERSION:2.0
BEGIN:VEVENT
ATTENDEE;CN="Cara Cole";CUTYPE=INDIVIDUAL;EMAIL="{attendee}";PARTSTAT={status};ROLE=REQ-PARTICIPANT;X-RESPONSE-COMMENT="{comment}":mailto:{attendee}
CREATED:20261123T152000Z
DTEND{end}
DTSTAMP:20261123T152001Z
DTSTART{start}
LAST-MODIFIED:20261123T152000Z
ORGANIZER;CN="Northgate Inspections";EMAIL="{organizer}":mailto:{organizer}
REQUEST-STATUS:2.0;Success
SEQUENCE:{sequence}
SUMMARY:{summary}
UID:{uid}
END:VEVENT
END:VCALENDAR
"""
_BIRD = """\
BEGIN:VCALENDAR
PRODID:-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN
VERSION:2.0
METHOD:{method}
BEGIN:VEVENT
UID:{uid}
DTSTAMP:20261123T152000Z
DTSTART{start}
DTEND{end}
SEQUENCE:{sequence}
ORGANIZER:mailto:{organizer}
ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:tom@northgate.example
ATTENDEE;CN=Cara Cole;PARTSTAT={status};ROLE=REQ-PARTICIPANT:mailto:{attendee}
SUMMARY:{summary}
COMMENT:{comment}
END:VEVENT
END:VCALENDAR
"""

CALENDARS: tuple[CalendarProgram, ...] = (
    CalendarProgram(
        name="Google Calendar",
        ics=_GOOGLE,
        mail=_by_google,
        header=(
            "Sender: Google Calendar <calendar-notification@google.com>",
            "Auto-Submitted: auto-generated",
        ),
    ),
    CalendarProgram(
        name="Exchange and Outlook on the web",
        ics=_EXCHANGE,
        mail=_by_exchange,
        header=(
            "X-MS-Has-Attach: ",
            "X-Auto-Response-Suppress: DR, OOF, AutoReply",
            "X-MS-Exchange-MessageSentRepresentingType: 1",
        ),
        utc=False,
    ),
    CalendarProgram(
        name="Outlook on the desktop",
        ics=_OUTLOOK,
        mail=_alone,
        header=("Content-Class: urn:content-classes:calendarmessage", "X-Mailer: Microsoft Outlook 16.0"),
        utc=False,
    ),
    CalendarProgram(
        name="Apple Calendar",
        ics=_APPLE,
        mail=_by_apple,
        header=("X-Mailer: Apple Mail (2.3864)", "Auto-Submitted: auto-generated"),
        counters=False,
    ),
    CalendarProgram(name="Thunderbird", ics=_BIRD, mail=_alone, header=("User-Agent: Mozilla Thunderbird",)),
    CalendarProgram(
        name="A server that names no method", ics=_APPLE, mail=_without_a_method, header=("Precedence: bulk",)
    ),
)
