"""The automatic answer of somebody who is away, as Exchange sends it (RFC 3834 headers and Microsoft's own).

It goes to the envelope sender with an empty envelope sender of its own (RFC 3834 §4), so that it cannot loop.
"""

from datetime import datetime

from sandbox.mail.reading import read_letter
from sandbox.mail.shapes import outlook, wire

DEFAULT_TEXT = (
    "Hello,\n\nThank you for your message. I am out of the office and back on Monday. "
    "I will answer then; for anything urgent please call the main number.\n\n"
)


def out_of_office(original: bytes, text: str, sender: wire.Sender, when: datetime) -> bytes:
    """`text` empty: the usual words, signed with the name."""
    letter = read_letter(original)
    mark = wire.fingerprint(b"away", original, text, sender.email, when)
    headers = (
        ("From", wire.mailbox(sender.name, sender.email)),
        ("To", wire.mailbox(*letter.sender)),
        ("Subject", wire.words("Subject", f"Automatic reply: {letter.subject}")),
        ("Date", wire.date(sender.at_home(when))),
        ("Message-ID", outlook.message_id(mark)),
        ("References", wire.references(letter)),
        ("In-Reply-To", letter.message_id),
        ("X-MS-Has-Attach", ""),
        ("X-Auto-Response-Suppress", "All"),
        ("X-MS-Exchange-Inbox-Rules-Loop", sender.email),
        ("Auto-Submitted", "auto-generated"),
        ("Content-Type", 'text/plain; charset="utf-8"'),
        ("Content-Transfer-Encoding", "base64"),
        ("MIME-Version", "1.0"),
    )
    body = text or f"{DEFAULT_TEXT}{sender.name}\n"
    return wire.part(headers, wire.base64_lines(wire.crlf(body).encode()))
