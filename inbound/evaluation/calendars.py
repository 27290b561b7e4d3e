"""Calendar answers: who answered which invite, which revision of it, and how.

What is no answer (an invite, a cancellation) must not be read as one.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import TypeAdapter

from inbound.evaluation.verdicts import Figure, Judged, Kind, right_or_wrong, timed
from inbound.itip import CalendarAnswer, calendar_answer
from inbound.mail import CalendarPart, InboundMail
from inbound.mime.charsets import decode_text

FIGURE = "calendar answers"
ANSWERS = frozenset({"REPLY", "COUNTER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the calendar object says, in its own words."""

    method: str
    uid: str
    sequence: int = 0
    attendees: dict[str, str] = field(default_factory=dict)
    dtstart: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarCase:
    """A calendar object in a file (`files["itip"]`), and what it says."""

    files: dict[str, str]
    itip: Said


def judge(case: CalendarCase, folder: Path) -> Judged:
    """Reads the object as part of a mail and compares."""
    text = decode_text((folder / case.files["itip"]).read_bytes())
    mail = InboundMail(calendars=(CalendarPart(case.itip.method.upper(), text),))
    answer, seconds = timed(lambda: calendar_answer(mail))
    right = _agrees(case.itip, answer)
    return Judged((right_or_wrong(FIGURE, str(case.itip), str(answer), right=right),), seconds)


def _agrees(said: Said, answer: CalendarAnswer | None) -> bool:
    if said.method.upper() not in ANSWERS:
        return answer is None
    if answer is None or answer.method != said.method.upper():
        return False
    who = {address.lower(): status.upper() for address, status in said.attendees.items()}
    same_invite = _is_uid(answer.uid, said.uid) and answer.sequence == said.sequence
    counter = answer.method != "COUNTER" or said.dtstart is None
    return (
        same_invite
        and who.get(answer.attendee) == answer.status
        and (counter or answer.start == datetime.fromisoformat(str(said.dtstart)))
    )


def _is_uid(read: str, label: str) -> bool:
    """Labels of objects with several events list the UID of each, quoted."""
    return read == label or f"'{read}'" in label


CALENDARS = Kind("itip", TypeAdapter(CalendarCase), judge, (Figure(FIGURE, ("right", "wrong")),))
