"""A reply as Apple Mail writes it, on the Mac and on the iPhone.

Seen in real Apple mail: "On Nov 20, 2026, at 9:00 AM, X <a@b> wrote:" itself inside the quote ("> On …"), the
HTML quote in `blockquote type="cite"`, format=flowed text; the phone signs "Sent from my iPhone" *above* the
quote, so a reader that cuts only at the quote keeps the signature.
"""

from datetime import datetime
from html import escape

from sandbox.mail.reading import Letter, read_letter
from sandbox.mail.shapes import quoting, wire

_SIGNATURE = "Sent from my iPhone"
_BODY_STYLE = "overflow-wrap: break-word; -webkit-nbsp-mode: space; line-break: after-white-space;"


def reply_from_mac(original: bytes, text: str, sender: wire.Sender, when: datetime) -> bytes:
    letter = read_letter(original)
    mark = wire.fingerprint(original, text, sender.email, when).upper()
    boundary = f"Apple-Mail=_{_uuid(mark)}"
    plain = f"{quoting.flowed(text)}\n\n{_quote(letter, sender, when)}\n"
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head>'
        f'<body style="{_BODY_STYLE}">{quoting.html_of(text)}<br id="lineBreakAtBeginningOfMessage"><div><br>'
        f'<blockquote type="cite"><div>{_intro_html(letter, sender, when)}</div>'
        f'<br class="Apple-interchange-newline"><div>{quoting.html_inside(letter)}</div></blockquote>'
        "</div><br></body></html>"
    )
    headers = (
        ("From", wire.mailbox(sender.name, sender.email, "utf-8")),
        ("Content-Type", f'multipart/alternative;\r\n\tboundary="{boundary}"'),
        ("Mime-Version", "1.0 (Mac OS X Mail 16.0 \\(3826.500.181.1.5\\))"),
        *_answer_headers(letter, sender, when),
        ("Message-Id", f"<{_uuid(mark)}@{sender.email.rpartition('@')[2]}>"),
        ("X-Mailer", "Apple Mail (2.3826.500.181.1.5)"),
    )
    return wire.part(headers, wire.multipart(boundary, _alternatives(plain, html)))


def reply_from_iphone(original: bytes, text: str, sender: wire.Sender, when: datetime) -> bytes:
    letter = read_letter(original)
    mark = wire.fingerprint(original, text, sender.email, when).upper()
    boundary = f"Apple-Mail-{_uuid(mark)}"
    plain = f"{quoting.flowed(text)}\n\n{_SIGNATURE}\n\n{_quote(letter, sender, when)}\n"
    html = (
        '<html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"></head><body dir="auto">'
        f'{quoting.html_of(text)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">{_SIGNATURE}</div>'
        f'<div dir="ltr"><br><blockquote type="cite">{_intro_html(letter, sender, when)}<br><br></blockquote></div>'
        f'<blockquote type="cite"><div dir="ltr">\ufeff{quoting.html_inside(letter)}</div></blockquote></body></html>'
    )
    headers = (
        ("Content-Type", f"multipart/alternative; boundary={boundary}"),
        ("Content-Transfer-Encoding", "7bit"),
        ("From", wire.mailbox(sender.name, sender.email, "utf-8")),
        ("Mime-Version", "1.0 (1.0)"),
        *_answer_headers(letter, sender, when),
        ("Message-Id", f"<{_uuid(mark)}@{sender.email.rpartition('@')[2]}>"),
        ("X-Mailer", "iPhone Mail (23B85)"),
    )
    return wire.part(headers, wire.multipart(boundary, _alternatives(plain, html)))


def _answer_headers(letter: Letter, sender: wire.Sender, when: datetime) -> tuple[tuple[str, str], ...]:
    to_name, to_address = wire.reply_recipient(letter)
    return (
        ("Subject", wire.words("Subject", wire.reply_subject(letter))),
        ("Date", wire.date(sender.at_home(when))),
        ("References", wire.references(letter)),
        ("To", wire.mailbox(to_name, to_address, "utf-8")),
        ("In-Reply-To", letter.message_id),
    )


def _alternatives(plain: str, html: str) -> tuple[bytes, bytes]:
    encoded = ("Content-Transfer-Encoding", "quoted-printable")
    return (
        wire.part(
            (encoded, ("Content-Type", "text/plain;\r\n\tcharset=utf-8;\r\n\tformat=flowed")),
            wire.quoted_printable(plain, "utf-8"),
        ),
        wire.part(
            (encoded, ("Content-Type", "text/html;\r\n\tcharset=utf-8")),
            wire.quoted_printable(html, "utf-8"),
        ),
    )


def _intro(letter: Letter, sender: wire.Sender, when: datetime) -> str:
    sent = sender.at_home(letter.date or when)
    clock = f"{sent:%I:%M}".removeprefix("0")
    return f"On {sent:%b} {sent.day}, {sent.year}, at {clock}\u202f{sent:%p}, {letter.sender[0] or letter.sender[1]}"


def _quote(letter: Letter, sender: wire.Sender, when: datetime) -> str:
    return quoting.quoted(f"{_intro(letter, sender, when)} <{letter.sender[1]}> wrote:\n\n{letter.text}")


def _intro_html(letter: Letter, sender: wire.Sender, when: datetime) -> str:
    return f"{escape(_intro(letter, sender, when))} &lt;{letter.sender[1]}&gt; wrote:"


def _uuid(mark: str) -> str:
    return f"{mark[:8]}-{mark[8:12]}-{mark[12:16]}-{mark[16:20]}-{mark[20:32]}"
