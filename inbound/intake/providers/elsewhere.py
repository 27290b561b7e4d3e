"""A mail whose text a provider put into a store of its own, and tells us only that it came.

Nothing here can fetch it, but that it came must not be lost: what the provider tells of it is journaled as a mail of the
same headers without a text, with a file beside it that says where the text lies. Nobody's words are made up, so the
message waits for a person.
"""

import re
from collections.abc import Iterable
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

NOTE_NAME = "where-the-mail-is.txt"
MOST_HEADERS = 200
LONGEST_VALUE = 4000
_NAME = re.compile(r"[!-9;-~]{1,76}")
_ABOUT_THE_BODY = re.compile(r"(?i)content-.*|mime-version|dkim-signature")


def mail_that_lies(place: str, headers: Iterable[Any]) -> bytes:
    """The mail in place of the one that lies at `place` (`s3://bucket/key`). `headers` are the provider's `{name, value}`."""
    note = EmailMessage(policy=SMTP)
    note.set_content(
        f"The mail lies at {place}, where Truckroll does not fetch it. Read it there, and let the receipt rule hand "
        "mail over by an SNS action instead of the S3 one.\n"
    )
    note.add_header("Content-Disposition", "attachment", filename=NOTE_NAME)
    head = b"".join(_lines(headers))
    return (
        head
        + b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="=_where"\r\n\r\n'
        + (b"--=_where\r\n" + note.as_bytes() + b"\r\n--=_where--\r\n")
    )


def _lines(headers: Iterable[Any]) -> Iterable[bytes]:
    for header in list(headers)[:MOST_HEADERS]:
        name, value = (header.get("name"), header.get("value")) if isinstance(header, dict) else ("", "")
        if not isinstance(name, str) or not isinstance(value, str):
            continue
        if _NAME.fullmatch(name) and not _ABOUT_THE_BODY.fullmatch(name):
            said = " ".join(value.split())[:LONGEST_VALUE]
            yield f"{name}: {said}\r\n".encode("utf-8", "replace")
