"""The answer to a calendar invite, as Google Calendar sends it (iTIP, RFC 5546 §3.2.3). Pure.

The reply repeats UID and SEQUENCE of the invite that was answered, names the one attendee who answers with the
new PARTSTAT, and goes to the ORGANIZER, whatever the mail's Reply-To says.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from icalendar import Calendar, Event, vCalAddress, vText

from sandbox.mail.reading import Invite, calendar_address, read_letter
from sandbox.mail.shapes import gmail, quoting, wire

Answer = Literal["accepted", "tentative", "declined"]

ANSWERS: dict[Answer, tuple[str, str]] = {
    # answer     PARTSTAT      the mail's words
    "accepted": ("ACCEPTED", "Accepted"),
    "tentative": ("TENTATIVE", "Tentatively Accepted"),
    "declined": ("DECLINED", "Declined"),
}


@dataclass(frozen=True)
class Response:
    answer: Answer
    comment: str = ""


class NoInviteError(ValueError):
    """There is no calendar invite in this message to answer."""


def rsvp(original: bytes, response: Response, sender: wire.Sender, when: datetime) -> bytes:
    """Raises NoInviteError when the original asks for no answer (no METHOD:REQUEST, or no ORGANIZER)."""
    letter = read_letter(original)
    invite = letter.invite
    if invite is None or invite.method != "REQUEST" or not invite.organizer:
        raise NoInviteError(NoInviteError.__doc__)
    mark = wire.fingerprint(original, response.answer, response.comment, sender.email, when)
    ics = reply_object(invite, response, sender, when)
    verb = ANSWERS[response.answer][1]
    said = f"{sender.name} has {verb.lower()} this invitation."
    text = f"{said}\n\n{response.comment}\n" if response.comment else f"{said}\n"
    inner, outer = f"000000000000{mark[:16]}", f"000000000000{mark[16:32]}"
    alternatives = (
        gmail.utf8_part("text/plain", text),
        gmail.utf8_part("text/html", f"<html><body><p>{quoting.html_of(text.strip())}</p></body></html>\n"),
        _calendar_part(ics),
    )
    headers = (
        ("MIME-Version", "1.0"),
        ("Reply-To", wire.mailbox(sender.name, sender.email)),
        ("Sender", "Google Calendar <calendar-notification@google.com>"),
        (
            "Message-ID",
            f"<calendar-{mark[:8]}-{mark[8:12]}-{mark[12:16]}-{mark[16:20]}-{mark[20:32]}@google.com>",
        ),
        ("Date", wire.date(when.astimezone(UTC))),
        ("Subject", wire.words("Subject", f"{verb}: {invite.summary}", "UTF-8")),
        ("From", wire.mailbox(sender.name, sender.email)),
        ("To", invite.organizer),
        ("Content-Type", f'multipart/mixed; boundary="{outer}"'),
    )
    parts = (
        wire.part(
            (("Content-Type", f'multipart/alternative; boundary="{inner}"'),),
            wire.multipart(inner, alternatives),
        ),
        _attached(ics),
    )
    return wire.part(headers, wire.multipart(outer, parts))


def reply_object(invite: Invite, response: Response, sender: wire.Sender, when: datetime) -> bytes:
    """The calendar object of the answer: METHOD:REPLY with one attendee."""
    asked: Any = Calendar.from_ical(invite.raw.decode("utf-8", "replace"))
    reply = Calendar()
    for name, value in (
        ("PRODID", "-//Google Inc//Google Calendar 70.9054//EN"),
        ("VERSION", "2.0"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "REPLY"),
    ):
        reply.add(name, value)
    for zone in asked.walk("VTIMEZONE"):
        reply.add_component(zone)
    reply.add_component(_answered(asked.walk("VEVENT")[0], response, sender, when))
    return bytes(reply.to_ical())


def _answered(event: Any, response: Response, sender: wire.Sender, when: datetime) -> Event:
    answered = Event()
    for name in ("DTSTART", "DTEND", "UID", "ORGANIZER", "RECURRENCE-ID", "SEQUENCE", "SUMMARY", "LOCATION"):
        if name in event:
            answered[name] = event[name]
    answered.add("DTSTAMP", when.astimezone(UTC))
    attendee = vCalAddress(f"mailto:{_invited(event, sender)}")
    attendee.params["CUTYPE"] = vText("INDIVIDUAL")
    attendee.params["ROLE"] = vText("REQ-PARTICIPANT")
    attendee.params["PARTSTAT"] = vText(ANSWERS[response.answer][0])
    attendee.params["CN"] = vText(sender.name)
    answered.add("ATTENDEE", attendee, encode=False)
    answered.add("STATUS", "CONFIRMED")
    if response.comment:
        answered.add("COMMENT", response.comment)
    return answered


def _invited(event: Any, sender: wire.Sender) -> str:
    """The address that was invited, as the invite spells it, if it is the sender's; else the sender's own."""
    attendees = event.get("ATTENDEE", [])
    for attendee in attendees if isinstance(attendees, list) else [attendees]:
        if calendar_address(attendee).casefold() == sender.email.casefold():
            return calendar_address(attendee)
    return sender.email


def _calendar_part(ics: bytes) -> bytes:
    headers = (
        ("Content-Type", 'text/calendar; charset="UTF-8"; method=REPLY'),
        ("Content-Transfer-Encoding", "7bit" if ics.isascii() else "base64"),
    )
    return wire.part(headers, ics if ics.isascii() else wire.base64_lines(ics))


def _attached(ics: bytes) -> bytes:
    headers = (
        ("Content-Type", 'application/ics; name="invite.ics"'),
        ("Content-Disposition", 'attachment; filename="invite.ics"'),
        ("Content-Transfer-Encoding", "base64"),
    )
    return wire.part(headers, wire.base64_lines(ics))
