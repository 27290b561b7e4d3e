"""A mail passed on to somebody else, the way Gmail does it: "---------- Forwarded message ---------". Pure."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from sandbox.mail.reading import Letter, read_letter
from sandbox.mail.shapes import gmail, quoting, wire

_RULE = "---------- Forwarded message ---------"


@dataclass(frozen=True)
class Note:
    """What the forwarder adds above, and to whom it goes."""

    to: str
    text: str


def forward(original: bytes, note: Note, sender: wire.Sender, when: datetime) -> bytes:
    letter = read_letter(original)
    mark = wire.fingerprint(original, note.text, note.to, sender.email, when)
    boundary = f"000000000000{mark[:16]}"
    fields = _fields(letter, sender, when)
    plain = "\n".join(
        (note.text, "", _RULE, *(f"{name}: {value}" for name, value in fields), "", "", letter.text, "")
    )
    block = "<br>".join(f"{name}: {escape(value)}" for name, value in fields)
    html = (
        f'<div dir="ltr">{quoting.html_of(note.text)}<br><br><div class="gmail_quote gmail_quote_container">'
        f'<div dir="ltr" class="gmail_attr">{_RULE}<br>{block}<br></div><br><br>'
        f"{quoting.html_inside(letter)}</div></div>\n"
    )
    headers = (
        ("MIME-Version", "1.0"),
        ("References", wire.references(letter)),
        ("In-Reply-To", letter.message_id),
        ("From", wire.mailbox(sender.name, sender.email)),
        ("Date", wire.date(sender.at_home(when))),
        ("Message-ID", gmail.message_id(mark)),
        ("Subject", wire.words("Subject", f"Fwd: {letter.subject}", "UTF-8")),
        ("To", note.to),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    )
    alternatives = (gmail.utf8_part("text/plain", plain), gmail.utf8_part("text/html", html))
    return wire.part(headers, wire.multipart(boundary, alternatives))


def _fields(letter: Letter, sender: wire.Sender, when: datetime) -> tuple[tuple[str, str], ...]:
    name, email = letter.sender
    to = ", ".join(f"{shown} <{address}>" if shown else f"<{address}>" for shown, address in letter.to)
    return (
        ("From", f"{name} <{email}>" if name else f"<{email}>"),
        ("Date", gmail.moment(sender.at_home(letter.date or when))),
        ("Subject", letter.subject),
        ("To", to),
    )
