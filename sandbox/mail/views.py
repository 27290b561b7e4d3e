"""Stored mail → the JSON that the API answers with. Pure."""

import re
from typing import Any

from sandbox.mail.config import Owner
from sandbox.mail.faults import Fault
from sandbox.mail.reading import Invite, NamedAddress
from sandbox.mail.shapes import SHAPES
from sandbox.mail.store import StoredMail

PREVIEW_LENGTH = 140
_RULE = re.compile(r"^[-–—=_]+ .{1,80} [-–—=_]+$|^[-–—=_]{3,}$", re.MULTILINE)


def mailbox(owner: Owner, mails: list[StoredMail], fault: Fault | None) -> dict[str, Any]:
    return {
        "address": owner.address,
        "name": owner.sender.name,
        "title": owner.title,
        "customer": owner.customer,
        "zone": owner.sender.zone,
        "unread": sum(not mail.seen for mail in mails),
        "total": len(mails),
        "fault": {"kind": fault.kind, "left": fault.left} if fault else None,
    }


def summary(mail: StoredMail) -> dict[str, Any]:
    letter = mail.letter
    return {
        "id": mail.id,
        "mailbox": mail.mailbox,
        "box": mail.box,
        "from": _person(letter.sender),
        "to": [_person(someone) for someone in letter.to],
        "subject": letter.subject,
        "preview": _preview(letter.text),
        "at": mail.at.isoformat(),
        "seen": mail.seen,
        "done": list(mail.done),
        "has_invite": letter.invite is not None,
        "attachments": len(letter.attachments),
        "delivery": {"state": mail.delivery.state, "reply": mail.delivery.reply} if mail.delivery else None,
    }


def message(mail: StoredMail) -> dict[str, Any]:
    letter = mail.letter
    return {
        **summary(mail),
        "envelope": {"sender": mail.sender, "recipient": mail.recipient},
        "reply_to": [_person(someone) for someone in letter.reply_to],
        "message_id": letter.message_id,
        "headers": [list(header) for header in letter.headers],
        "text": letter.text,
        "html": letter.html,
        "attachments": [
            {"index": index, "name": one.name, "content_type": one.content_type, "size": len(one.data)}
            for index, one in enumerate(letter.attachments)
        ],
        "invite": _invite(letter.invite) if letter.invite else None,
        "size": len(mail.raw),
    }


def shapes() -> list[dict[str, str]]:
    return [{"name": shape.name, "label": shape.label} for shape in SHAPES]


def _preview(text: str) -> str:
    """The first words; lines between dashes ("— Please reply above this line —") say nothing about the mail."""
    return " ".join(_RULE.sub("", text).split())[:PREVIEW_LENGTH]


def _person(someone: NamedAddress) -> dict[str, str]:
    name, address = someone
    return {"name": name, "address": address}


def _invite(invite: Invite) -> dict[str, Any]:
    return {
        "method": invite.method,
        "uid": invite.uid,
        "sequence": invite.sequence,
        "summary": invite.summary,
        "location": invite.location,
        "start": invite.start,
        "end": invite.end,
        "organizer": invite.organizer,
        "attendees": list(invite.attendees),
    }
