"""A reply as Outlook (Microsoft 365) writes it.

Seen in real Outlook mail: base64 parts, Windows-1252 where the words fit into it and UTF-8 where they do not, no
">" anywhere: the original follows a rule of underscores and a "From: / Sent: / To: / Subject:" block, in HTML a
`div#divRplyFwdMsg`; Thread-Topic and Thread-Index beside References.
"""

from datetime import datetime
from html import escape

from sandbox.mail.reading import Letter, NamedAddress, read_letter
from sandbox.mail.shapes import quoting, wire

_RULE = "_" * 32
_FONT = 'face="Calibri, sans-serif" style="font-size:11pt" color="#000000"'
_TEXT_STYLE = "font-family: Aptos, Calibri, Helvetica, sans-serif; font-size: 12pt; color: rgb(0, 0, 0);"


def reply(original: bytes, text: str, sender: wire.Sender, when: datetime) -> bytes:
    letter = read_letter(original)
    mark = wire.fingerprint(original, text, sender.email, when)
    plain = f"{text}\n\n{_RULE}\n{_block(letter, sender, when)}\n\n{letter.text}\n"
    html = _html(text, letter, sender, when)
    charset = _charset(plain + html + sender.name)
    html = html.replace("charset=utf-8", f"charset={charset}", 1)
    boundary = f"_000_{mark[:16].upper()}{mark[16:32].upper()}{server(mark)}_"
    headers = (
        ("From", wire.mailbox(sender.name, sender.email, charset)),
        ("To", wire.mailbox(*wire.reply_recipient(letter), charset)),
        ("Subject", wire.words("Subject", wire.reply_subject(letter), charset)),
        ("Thread-Topic", wire.words("Thread-Topic", letter.subject, charset)),
        ("Thread-Index", wire.base64_lines(bytes.fromhex(mark[:54])).decode("ascii").strip()),
        ("Date", wire.date(sender.at_home(when))),
        ("Message-ID", message_id(mark)),
        ("References", wire.references(letter)),
        ("In-Reply-To", letter.message_id),
        ("Accept-Language", "en-US"),
        ("Content-Language", "en-US"),
        ("X-MS-Has-Attach", ""),
        ("X-MS-TNEF-Correlator", ""),
        ("Content-Type", f'multipart/alternative;\r\n\tboundary="{boundary}"'),
        ("MIME-Version", "1.0"),
    )
    alternatives = (_part("text/plain", plain, charset), _part("text/html", html, charset))
    return wire.part(headers, wire.multipart(boundary, alternatives))


def message_id(mark: str) -> str:
    return f"<{server(mark)}{mark[16:48].upper()}@{server(mark)}.namprd12.prod.outlook.com>"


def server(mark: str) -> str:
    return f"DM6PR12MB{int(mark[:4], 16) % 9000 + 1000}"


def _charset(text: str) -> str:
    try:
        text.encode("windows-1252")
    except UnicodeEncodeError:
        return "utf-8"
    return "Windows-1252"


def _part(content_type: str, text: str, charset: str) -> bytes:
    headers = (
        ("Content-Type", f'{content_type}; charset="{charset}"'),
        ("Content-Transfer-Encoding", "base64"),
    )
    return wire.part(headers, wire.base64_lines(wire.crlf(text).encode(charset)))


def _fields(letter: Letter, sender: wire.Sender, when: datetime) -> tuple[tuple[str, str], ...]:
    sent = sender.at_home(letter.date or when)
    clock = f"{sent:%I:%M}".removeprefix("0")
    return (
        ("From", _shown([letter.sender])),
        ("Sent", f"{sent:%A, %B} {sent.day}, {sent.year} {clock} {sent:%p}"),
        ("To", _shown(list(letter.to))),
        ("Subject", letter.subject),
    )


def _shown(people: list[NamedAddress]) -> str:
    return "; ".join(f"{name} <{email}>" if name else email for name, email in people)


def _block(letter: Letter, sender: wire.Sender, when: datetime) -> str:
    return "\n".join(f"{name}: {value}" for name, value in _fields(letter, sender, when))


def _html(text: str, letter: Letter, sender: wire.Sender, when: datetime) -> str:
    block = "<br>\n".join(f"<b>{name}:</b> {escape(value)}" for name, value in _fields(letter, sender, when))
    lines = "\n".join(
        f'<div class="elementToProof" style="{_TEXT_STYLE}">{escape(line, quote=False) or "<br>"}</div>'
        for line in text.split("\n")
    )
    return (
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\n'
        '<style type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n'
        f'<body dir="ltr">\n{lines}\n<div id="appendonsend"></div>\n'
        '<hr style="display:inline-block;width:98%" tabindex="-1">\n'
        f'<div id="divRplyFwdMsg" dir="ltr"><font {_FONT}>{block}</font>\n<div>&nbsp;</div>\n</div>\n'
        f"<div>{quoting.html_inside(letter)}</div>\n</body>\n</html>\n"
    )
