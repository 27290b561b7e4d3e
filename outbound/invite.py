"""The calendar invite that goes with a mail (iTIP, RFC 5546): asked once, updated by revision, cancelled. Pure.

Moments are written in UTC: every calendar shows them in its owner's time, and no zone rules can be out of date.
Mail programs send the answer to the ORGANIZER, not to Reply-To: the tokened address of the first mail that invited
this recipient, the same through all revisions, because calendars may ignore an update from another organizer.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from core.mailmarks import invite_uid
from core.notifications import Outgoing
from core.tokens import ReplyToken, ReplyTokens
from outbound.headers import LONGEST_NAME, clean, mail_address

LONGEST_LINE = 200
LONGEST_TEXT = 4_000
AGREED = frozenset({"visit-rebooked"})
"""Mails whose time the customer has agreed to already: their calendar need not ask."""


@dataclass(frozen=True)
class Invite:
    """`method` is REQUEST or CANCEL; `ics` the calendar object, with CRLF line ends."""

    method: str
    ics: str


def invite(outgoing: Outgoing, tokens: ReplyTokens) -> Invite | None:
    """The invite of a mail that carries one: its context says so, and there is a window."""
    asked = outgoing.context.get("invite")
    visit = outgoing.context["visit"]
    if not asked or not visit["start"] or outgoing.address is None:
        return None
    calendar = Calendar()
    calendar.add("PRODID", "-//Truckroll//Truckroll//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", asked["method"])
    event = _event(outgoing, tokens, cancelled=asked["method"] == "CANCEL")
    organizer = tokens.address(ReplyToken(outgoing.company_id, outgoing.invite_id))
    event.add("ORGANIZER", _person(outgoing.context["company"]["name"], organizer), encode=False)
    event.add("ATTENDEE", _attendee(outgoing), encode=False)
    calendar.add_component(event)
    return Invite(asked["method"], calendar.to_ical().decode())


def _event(outgoing: Outgoing, tokens: ReplyTokens, *, cancelled: bool) -> Event:
    context, event = outgoing.context, Event()
    order, site = context["order"], context["site"]
    start, end = _when(context["visit"], site["zone"])
    event.add("UID", invite_uid(tokens, context["visit"]["id"]))
    # A cancellation is a revision of its own (RFC 5546 §3.2.5).
    event.add("SEQUENCE", context["invite"]["sequence"] + cancelled)
    event.add("DTSTAMP", outgoing.created_at.astimezone(UTC))
    event.add("DTSTART", start)
    event.add("DTEND", end)
    event.add("SUMMARY", clean(f"{order['title']} – {context['company']['name']}", LONGEST_LINE))
    event.add("LOCATION", clean(", ".join((site["name"], *site["address"].splitlines())), LONGEST_LINE))
    event.add("DESCRIPTION", _description(order))
    event.add("STATUS", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("TRANSP", "OPAQUE")
    return event


def _when(visit: dict[str, Any], zone: str) -> tuple[date, date]:
    """Start and end: moments in UTC, or whole days of the site, whose DTEND is the day after the last."""
    start, end = datetime.fromisoformat(visit["start"]), datetime.fromisoformat(visit["end"])
    if not visit["date_only"]:
        return start.astimezone(UTC), end.astimezone(UTC)
    first, last = (moment.astimezone(ZoneInfo(zone)) for moment in (start, end))
    ends_at_midnight = last.time() == time(0) and last.date() > first.date()
    return first.date(), last.date() if ends_at_midnight else last.date() + timedelta(days=1)


def _description(order: dict[str, Any]) -> str:
    text = "\n".join(part for part in (order["description"].strip(), order["reference"]) if part)
    return text.replace("\r", "")[:LONGEST_TEXT]


def _attendee(outgoing: Outgoing) -> vCalAddress:
    assert outgoing.address is not None
    contact = outgoing.context["contact"] or {"name": ""}
    attendee = _person(contact["name"], mail_address(outgoing.address))
    agreed = outgoing.name in AGREED
    for name, value in (
        ("CUTYPE", "INDIVIDUAL"),
        ("ROLE", "REQ-PARTICIPANT"),
        ("PARTSTAT", "ACCEPTED" if agreed else "NEEDS-ACTION"),
        ("RSVP", "TRUE"),
    ):
        attendee.params[name] = vText(value)
    return attendee


def _person(name: str, address: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{address}")
    # A parameter can hold no double quote at all (RFC 5545 §3.2).
    if shown := clean(name.replace('"', "'"), LONGEST_NAME):
        person.params["CN"] = vText(shown)
    return person
