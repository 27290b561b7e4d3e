"""A new mail that answers nothing, as Gmail's web page writes it. Pure."""

from dataclasses import dataclass
from datetime import datetime

from sandbox.mail.shapes import gmail, quoting, wire


@dataclass(frozen=True)
class Draft:
    to: str
    subject: str
    text: str


def new_mail(draft: Draft, sender: wire.Sender, when: datetime) -> bytes:
    mark = wire.fingerprint(draft.to, draft.subject, draft.text, sender.email, when)
    boundary = f"000000000000{mark[:16]}"
    headers = (
        ("MIME-Version", "1.0"),
        ("From", wire.mailbox(sender.name, sender.email)),
        ("Date", wire.date(sender.at_home(when))),
        ("Message-ID", gmail.message_id(mark)),
        ("Subject", wire.words("Subject", draft.subject, "UTF-8")),
        ("To", draft.to),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    )
    plain = "\n".join((*quoting.wrapped(draft.text.split("\n"), quoting.WRAP_COLUMN), ""))
    html = f'<div dir="ltr">{quoting.html_of(draft.text)}</div>\n'
    alternatives = (gmail.utf8_part("text/plain", plain), gmail.utf8_part("text/html", html))
    return wire.part(headers, wire.multipart(boundary, alternatives))
