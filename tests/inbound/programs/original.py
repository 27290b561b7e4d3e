"""Our mail as it lies in Cara's mailbox, and what mail programs make of it when they quote it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from html import unescape
from zoneinfo import ZoneInfo

CHICAGO = ZoneInfo("America/Chicago")
_BODY = re.compile(r"(?is)<body[^>]*>(.*)</body>")
_BREAK = re.compile(r"(?i)<br[^>]*>|</(?:p|div|h1|tr|table)>")
_INVISIBLE = re.compile(r"(?is)<(style|head|title)\b.*?</\1>|<!--.*?-->")
_TAG = re.compile(r"<[^>]+>")
_CLASS = re.compile(r'class="([^"]*)"')


@dataclass(frozen=True, kw_only=True)
class Original:
    """One mail of ours. `text` and `page` are its two bodies, `on` is when Cara's programs say it came."""

    name: str
    address: str
    to: str
    subject: str
    message_id: str
    references: str
    on: datetime
    text: str
    page: str

    @property
    def flat(self) -> str:
        """The page as text, the way programs make a text of what they show: strong words between stars."""
        said = re.sub(r"(?i)</?strong[^>]*>", "*", _INVISIBLE.sub("", self.page))
        lines = (unescape(_TAG.sub("", line)).strip() for line in _BREAK.sub("\n", said).split("\n"))
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()

    def quoted(self, mark: str = "> ", *, flat: bool = True) -> str:
        """Every line of it marked as a quotation."""
        return "\n".join(f"{mark}{line}".rstrip() for line in (self.flat if flat else self.text).splitlines())

    def inner(self, prefix: str) -> str:
        """What is in the page's body; classes get the `prefix` that many programs put before other people's."""
        found = _BODY.search(self.page)
        body = found[1] if found else self.page
        return _CLASS.sub(lambda each: f'class="{_prefixed(each[1], prefix)}"', body) if prefix else body


def _prefixed(classes: str, prefix: str) -> str:
    return " ".join(f"{prefix}{each}" for each in classes.split())


def read(raw: bytes) -> Original:
    """The mail as it came; answers go to its Reply-To."""
    message = message_from_bytes(raw, policy=policy.default)
    name, address = parseaddr(str(message["Reply-To"]))
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    text, page = (
        body.get_content().replace("\r\n", "\n") if isinstance(body, EmailMessage) else "" for body in bodies
    )
    return Original(
        name=name,
        address=address,
        to=parseaddr(str(message["To"]))[1],
        subject=str(message["Subject"]),
        message_id=str(message["Message-ID"]),
        references=" ".join(filter(None, (str(message["References"] or ""), str(message["Message-ID"])))),
        on=parsedate_to_datetime(str(message["Date"])).astimezone(CHICAGO),
        text=text,
        page=page,
    )


def wrapped(line: str, width: int) -> str:
    """A line broken between words, as programs break the line that announces a quotation."""
    lines: list[str] = [""]
    for word in line.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".lstrip(" ")
    return "\n".join(lines)


def interleaved(quoted: str, answer: Sequence[str], below: str) -> str:
    """The answer right under the quoted line that has `below` in it, without the rest of the quotation cut."""
    lines = quoted.splitlines()
    at = next((number for number, line in enumerate(lines) if below in line), len(lines) // 2) + 1
    return "\n".join([*lines[:at], "", *answer, "", *lines[at:]])
