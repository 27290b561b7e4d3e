"""Text and HTML of an answer: how the new words and the quoted ones are laid out. Pure, shared by the shapes."""

import re
import textwrap
from collections.abc import Iterable
from html import escape

from sandbox.mail.reading import Letter

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.IGNORECASE | re.DOTALL)

WRAP_COLUMN = 78  # RFC 5322 §2.1.1: lines SHOULD be no longer


def html_of(text: str) -> str:
    """Plain words as HTML: escaped, a break per line."""
    return escape(text, quote=False).replace("\n", "<br>")


def html_inside(letter: Letter) -> str:
    """The original's HTML without its document around it, or its text as HTML."""
    found = _BODY.search(letter.html)
    return (found.group(1).strip() if found else letter.html) or html_of(letter.text)


def anchor(email: str) -> str:
    return f'<a href="mailto:{escape(email)}">{escape(email)}</a>'


def wrapped(lines: Iterable[str], width: int) -> list[str]:
    """Long lines broken at spaces; words longer than a line (links) stay whole, as clients leave them."""
    broken: list[str] = []
    for line in lines:
        broken += (
            textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
            if len(line) > width
            else [line]
        )
    return broken


def quoted(text: str, width: int = WRAP_COLUMN) -> str:
    """Each line after "> ", wrapped so that the whole fits the width. An empty line is a bare ">"."""
    lines = wrapped(text.rstrip("\n").split("\n"), width - 2)
    return "\n".join(f"> {line}".rstrip() for line in lines)


def flowed(text: str, width: int = WRAP_COLUMN) -> str:
    """Format=flowed (RFC 3676): a line that goes on ends in a space, and `>`, `From ` and space are stuffed."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        pieces = wrapped([paragraph.rstrip()], width - 1)
        lines += [f"{piece} " for piece in pieces[:-1]] + pieces[-1:]
    return "\n".join(f" {line}" if line.startswith((">", "From ", " ")) else line for line in lines)
