"""A mail program as data, and the mail it writes when Cara answers one of ours with it."""

import base64
import quopri
from collections.abc import Callable
from dataclasses import dataclass, field
from email.header import Header
from html import escape
from itertools import count

from tests.inbound.programs.original import Original, interleaved, wrapped

BELOW = "Reply "
"""In every question of ours: those who answer between the lines do it under this one."""
WRITER = "Cara Cole <cara@acmefoods.example>"
_numbers = count(1)


@dataclass(frozen=True, kw_only=True)
class Program:
    """How one program writes an answer.

    `text` and `page` are its two parts as templates (an empty one is left out), in which
    {answer} is what Cara wrote, {name} {address} {to} {subject} {message_id} {on} are our mail's, {quoted} is it as text with
    marks, {flat} without, {page} its page, {inserted} the marked text with the answer between its lines. `line` is how a
    line of hers looks on the page, `blank` an empty one. `letters` are exchanged as she types.
    """

    name: str
    text: str = ""
    page: str = ""
    line: str = "<div>{}</div>"
    blank: str = "<div><br></div>"
    mark: str = "> "
    quotes_text: bool = False
    """Whether it quotes our plain text rather than what our page shows."""
    prefix: str = ""
    header: tuple[str, ...] = ()
    message_id: str = "<CAF{}@mail.gmail.com>"
    subject: str = "Re: {}"
    charset: str = "utf-8"
    encoding: str = "quoted-printable"
    flowed: bool = False
    breaks_at: int = 76
    letters: tuple[tuple[str, str], ...] = ()
    beside: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    """More parts: header lines and content."""

    def answer(self, original: Original, words: str) -> bytes:
        """The mail, with CRLF line ends and unsigned."""
        for plain, typed in self.letters:
            words = words.replace(plain, typed)
        values = self._values(original, words)
        said = [
            self._part(f"text/{kind}", template.format(**values))
            for kind, template in (("plain", self.text), ("html", self.page))
            if template
        ]
        body = said[0] if len(said) == 1 else _multipart("alternative", said)
        if self.beside:
            body = _multipart("mixed", [body, *(_leaf(head, content) for head, content in self.beside)])
        return ("\r\n".join(self._head(original)) + "\r\n").encode() + body

    def _values(self, original: Original, words: str) -> dict[str, object]:
        quoted = original.quoted(self.mark, flat=not self.quotes_text)
        lines = words.split("\n")
        shown = "".join(self.line.format(escape(line)) if line else self.blank for line in lines)
        return {
            "answer": words,
            "shown": shown,
            "name": original.name,
            "address": original.address,
            "to": original.to,
            "subject": original.subject,
            "message_id": original.message_id,
            "on": original.on,
            "quoted": quoted,
            "flat": original.text if self.quotes_text else original.flat,
            "page": original.inner(self.prefix),
            "inserted": interleaved(quoted, lines, BELOW),
        }

    def _head(self, original: Original) -> list[str]:
        number = next(_numbers)
        return [
            f"From: {WRITER}",
            f"To: {_encoded(original.name)} <{original.address}>",
            f"Subject: {_encoded(self.subject.format(original.subject))}",
            "Date: Mon, 23 Nov 2026 09:12:40 -0600",
            f"Message-ID: {self.message_id.format(number)}",
            f"In-Reply-To: {original.message_id}",
            f"References: {original.references}",
            *self.header,
            "MIME-Version: 1.0",
        ]

    def _part(self, content_type: str, said: str) -> bytes:
        text = content_type == "text/plain"
        if text:
            said = "\n".join(
                wrapped(line, self.breaks_at) if "wrote:" in line and not line.startswith(self.mark) else line
                for line in said.split("\n")
            )
        if text and self.flowed:
            said = _flowed(said)
        raw = said.replace("\n", "\r\n").encode(self.charset, "xmlcharrefreplace" if not text else "replace")
        more = "; format=flowed" if text and self.flowed else ""
        head = f"Content-Type: {content_type}; charset={self.charset}{more}\r\nContent-Transfer-Encoding: {self.encoding}"
        return _leaf(head, ENCODERS[self.encoding](raw))


def _flowed(text: str) -> str:
    """Long lines broken with a blank before the break (RFC 3676 §4.2)."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(">") or len(line) <= FLOW_WIDTH:
            lines.append(line)
        else:
            lines.extend(wrapped(line, FLOW_WIDTH).replace("\n", " \n").split("\n"))
    return "\n".join(lines)


FLOW_WIDTH = 66


def _leaf(head: str, content: bytes) -> bytes:
    return head.encode() + b"\r\n\r\n" + content + b"\r\n"


def _multipart(kind: str, parts: list[bytes]) -> bytes:
    boundary = f"----=_Part_{kind}_{next(_numbers)}"
    inside = b"".join(f"--{boundary}\r\n".encode() + part for part in parts)
    return (
        f'Content-Type: multipart/{kind}; boundary="{boundary}"\r\n\r\n'.encode()
        + inside
        + f"--{boundary}--\r\n".encode()
    )


def _quoted_printable(raw: bytes) -> bytes:
    return quopri.encodestring(raw.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")


def _base64(raw: bytes) -> bytes:
    return base64.encodebytes(raw).replace(b"\n", b"\r\n")


def _as_it_is(raw: bytes) -> bytes:
    return raw


ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    "quoted-printable": _quoted_printable,
    "base64": _base64,
    "8bit": _as_it_is,
    "7bit": _as_it_is,
}


def _encoded(words: str) -> str:
    return words if words.isascii() else Header(words, "utf-8", maxlinelen=10_000).encode()
