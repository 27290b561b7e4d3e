"""Header values of our mail: encoded, folded, and safe from whatever a name or a subject contains. Pure.

Written here because the standard library's own folding encodes long message ids as if they were words, which breaks
threads for long domains. Values are ASCII, with the folds (CRLF and a space, RFC 5322 §2.2.3) inside.
"""

import re
import unicodedata
from collections.abc import Iterable
from email.header import Header

LINE = 76  # RFC 2047 §2: no line with an encoded word may be longer
LONGEST_SUBJECT = 200
LONGEST_NAME = 80
LONGEST_ADDRESS = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets
FOLD = "\r\n "
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_SPACE = re.compile(r"\s+")
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*")


class Unsendable(Exception):
    """This address is not one that mail can be sent to. Correct it at the contact."""

    def __str__(self) -> str:
        return type(self).__doc__ or ""


def clean(text: str, longest: int) -> str:
    """One line without control characters, at most `longest` characters."""
    shown = "".join(" " if unicodedata.category(letter) in _CONTROL else letter for letter in text)
    return _SPACE.sub(" ", shown).strip()[:longest].rstrip()


def subject(text: str) -> str:
    return _encoded("Subject", clean(text, LONGEST_SUBJECT))


def mailbox(header: str, name: str, address: str) -> str:
    """`Cara Cole <cara@…>`; the address alone when there is no name. Raises Unsendable."""
    address = mail_address(address)
    shown = clean(name, LONGEST_NAME)
    if not shown:
        return address
    if _needs_words(shown):
        display = _encoded(header, shown)
    elif _PLAIN_NAME.fullmatch(shown):
        display = shown
    else:
        display = '"' + shown.replace("\\", "\\\\").replace('"', '\\"') + '"'
    last = len(display.rpartition("\n")[2]) + len(header) + 2
    return f"{display}{' ' if last + len(address) + 3 <= LINE else FOLD}<{address}>"


def mail_address(address: str) -> str:
    """The address as it goes over the wire: ASCII, an international domain in its ASCII form. Raises Unsendable."""
    local, _, domain = address.strip().rpartition("@")
    try:
        wire = f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise Unsendable from None
    if len(wire) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(wire):
        raise Unsendable
    return wire


def message_ids(identifiers: Iterable[str]) -> str:
    """Message-IDs as `message_id` makes them, one per line."""
    return FOLD.join(identifiers)


def message_id(key: str, domain: str) -> str:
    return f"<{key}@{domain}>"


def _needs_words(text: str) -> bool:
    """ASCII that looks like an encoded word would be decoded by the reader's program."""
    return not text.isascii() or "=?" in text


def _encoded(header: str, text: str) -> str:
    charset = "utf-8" if _needs_words(text) else "us-ascii"
    return Header(text, charset, maxlinelen=LINE, header_name=header).encode(linesep="\r\n")
