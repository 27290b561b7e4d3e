"""A reply as Gmail's web page writes it.

Seen in real Gmail mail: text and HTML alternatives in quoted-printable UTF-8, a boundary of zeros and hex, the
attribution "On Fri, Nov 20, 2026 at 9:00 AM X <a@b> wrote:" broken at 78 columns (right after the "<" when the
address is long) with a narrow no-break space before AM, `div.gmail_quote` around the quoted HTML.
"""

from datetime import datetime
from html import escape

from sandbox.mail.reading import Letter, read_letter
from sandbox.mail.shapes import quoting, wire

NARROW_SPACE = "\u202f"
_QUOTE_STYLE = "margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex"


def reply(original: bytes, text: str, sender: wire.Sender, when: datetime) -> bytes:
    letter = read_letter(original)
    mark = wire.fingerprint(original, text, sender.email, when)
    to_name, to_address = wire.reply_recipient(letter)
    boundary = f"000000000000{mark[:16]}"
    headers = (
        ("MIME-Version", "1.0"),
        ("References", wire.references(letter)),
        ("In-Reply-To", letter.message_id),
        ("From", wire.mailbox(sender.name, sender.email, "utf-8")),
        ("Date", wire.date(sender.at_home(when))),
        ("Message-ID", message_id(mark)),
        ("Subject", wire.words("Subject", wire.reply_subject(letter), "UTF-8")),
        ("To", wire.mailbox(to_name, to_address, "utf-8")),
        ("Content-Type", f'multipart/alternative; boundary="{boundary}"'),
    )
    attribution = f"On {moment(sender.at_home(letter.date or when))} "
    plain = "\n".join(
        (
            *quoting.wrapped(text.split("\n"), quoting.WRAP_COLUMN),
            "",
            _broken_attribution(attribution, letter),
            "",
            quoting.quoted(letter.text),
            "",
        )
    )
    alternatives = (utf8_part("text/plain", plain), utf8_part("text/html", _html(text, attribution, letter)))
    return wire.part(headers, wire.multipart(boundary, alternatives))


def message_id(mark: str) -> str:
    return f"<CA{mark[:52]}@mail.gmail.com>"


def moment(when: datetime) -> str:
    """A moment as Gmail shows it, with its narrow space: Fri, Nov 20, 2026 at 9:05 AM."""
    return f"{when:%a, %b} {when.day}, {when.year} at {when:%I}".replace(" at 0", " at ") + (
        f":{when:%M}{NARROW_SPACE}{when:%p}"
    )


def utf8_part(content_type: str, text: str) -> bytes:
    headers = (
        ("Content-Type", f'{content_type}; charset="UTF-8"'),
        ("Content-Transfer-Encoding", "quoted-printable"),
    )
    return wire.part(headers, wire.quoted_printable(text, "utf-8"))


def _broken_attribution(attribution: str, letter: Letter) -> str:
    name, email = letter.sender
    line = f"{attribution}{name or email} <{email}> wrote:"
    if len(line) <= quoting.WRAP_COLUMN:
        return line
    return f"{attribution}{name or email} <\n{email}> wrote:"


def _html(text: str, attribution: str, letter: Letter) -> str:
    name, email = letter.sender
    return (
        f'<div dir="ltr">{quoting.html_of(text)}</div><br>'
        '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">'
        f"{attribution}{escape(name or email)} &lt;{quoting.anchor(email)}&gt; wrote:<br></div>"
        f'<blockquote class="gmail_quote" style="{_QUOTE_STYLE}">{quoting.html_inside(letter)}</blockquote></div>\n'
    )
