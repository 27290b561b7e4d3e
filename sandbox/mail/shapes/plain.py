"""A reply as a plain-text program writes it: no HTML, one flowed text part, "> " before each quoted line."""

from datetime import datetime

from sandbox.mail.reading import read_letter
from sandbox.mail.shapes import quoting, wire


def reply(original: bytes, text: str, sender: wire.Sender, when: datetime) -> bytes:
    letter = read_letter(original)
    here = sender.at_home(when)
    mark = wire.fingerprint(original, text, sender.email, when)
    to_name, to_address = wire.reply_recipient(letter)
    sent = sender.at_home(letter.date or when)
    intro = f"On {sent:%m/%d/%y %H:%M}, {letter.sender[0] or letter.sender[1]} wrote:"
    body = f"{quoting.flowed(text)}\n\n{intro}\n{quoting.quoted(letter.text)}\n"
    headers = (
        (
            "Message-ID",
            f"<{mark[:8]}-{mark[8:12]}-{mark[12:16]}-{mark[16:28]}@{sender.email.rpartition('@')[2]}>",
        ),
        ("Date", wire.date(here)),
        ("MIME-Version", "1.0"),
        ("User-Agent", "Mozilla Thunderbird"),
        ("Subject", wire.words("Subject", wire.reply_subject(letter), "UTF-8")),
        ("To", wire.mailbox(to_name, to_address, "utf-8")),
        ("References", wire.references(letter)),
        ("Content-Language", "en-US"),
        ("From", wire.mailbox(sender.name, sender.email, "utf-8")),
        ("In-Reply-To", letter.message_id),
        ("Content-Type", "text/plain; charset=UTF-8; format=flowed"),
        ("Content-Transfer-Encoding", "quoted-printable"),
    )
    return wire.part(headers, wire.quoted_printable(body, "utf-8"))
