"""Which files of a mail are kept, and what they are called. Pure.

A customer's photos and papers are kept whole; zip and other containers are not looked into. What is left out is named
with its reason: programs, what is far too large, and what no person attached, such as logos of a signature. A file is
judged by its bytes and its name, never by what the mail says it is.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from core.model import size_words
from inbound.filenames import clean_name, ending_of
from inbound.mail import Attachment, InboundMail

LARGEST = 20 * 1024 * 1024
"""Bytes of one file."""
MOST_FILES = 30
"""Of one mail."""
LARGEST_LOGO = 32 * 1024
"""Bytes. An image within the text that is smaller is a decoration: photos are larger, even small ones of phones."""
_ENDINGS_OF_PROGRAMS = (
    "ade adp apk app appx bat chm cmd com cpl dll dmg exe hta img ins iso jar js jse lib lnk mde msc msi msp mst nsh "
    "pif ps1 reg scr sct shb sys vb vbe vbs vhd vxd wsc wsf wsh xll"
)
PROGRAMS = frozenset(_ENDINGS_OF_PROGRAMS.split())
"""What runs when it is opened."""
MACHINERY = frozenset(
    {
        "application/pgp-signature",
        "application/pgp-keys",
        "application/pgp-encrypted",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/ms-tnef",
        "text/calendar",
        "application/ics",
        "text/rfc822-headers",
    }
)
"""Parts for mail programs, not for people. What Outlook puts into its own format has the text twice."""
PHOTOS = (
    ("image/jpeg", "jpg", re.compile(rb"\xff\xd8\xff")),
    ("image/png", "png", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("image/gif", "gif", re.compile(rb"GIF8[79]a")),
    ("image/webp", "webp", re.compile(rb"RIFF.{4}WEBP", re.DOTALL)),
    ("image/heic", "heic", re.compile(rb".{4}ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL)),
    ("image/tiff", "tif", re.compile(rb"II\*\0|MM\0\*")),
    ("image/bmp", "bmp", re.compile(rb"BM.{4}\0\0\0\0", re.DOTALL)),
)
"""Content type, ending and how the bytes begin. An SVG is a document with scripts, not a photo."""
PLAIN = "application/octet-stream"
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}")
_RUNS = re.compile(rb"MZ|\x7fELF|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|#!")
"""How programs of Windows, Linux and macOS begin, and scripts."""


@dataclass(frozen=True, slots=True)
class File:
    """A file worth keeping."""

    name: str
    content_type: str
    content: bytes
    sha256: str
    is_photo: bool


@dataclass(frozen=True, slots=True)
class Files:
    """`left_out`: a name and why, for people, of what somebody did attach."""

    kept: tuple[File, ...] = ()
    left_out: tuple[str, ...] = ()


def files_of(mail: InboundMail) -> Files:
    """What a person sent with the mail, each file once."""
    kept: dict[str, File] = {}
    left_out: list[str] = []
    for part in mail.attachments:
        if part.content_type in MACHINERY or not part.content or _is_decoration(part):
            continue
        name = clean_name(part.name)
        why = _why_not(name, part.content, len(kept))
        if why:
            left_out.append(f"{name or 'a file'} ({why})")
        else:
            file = _file(name, part, len(kept) + 1)
            kept.setdefault(file.sha256, file)
    return Files(tuple(kept.values()), tuple(left_out[:MOST_FILES]))


def _is_decoration(part: Attachment) -> bool:
    """Small images that the text shows within itself: signatures, social icons, counting pixels."""
    within = part.inline or bool(part.content_id)
    return within and len(part.content) <= LARGEST_LOGO and _photo(part.content) is not None


def _why_not(name: str, content: bytes, kept: int) -> str:
    if len(content) > LARGEST:
        return f"{size_words(len(content))}: too large"
    if ending_of(name) in PROGRAMS or _RUNS.match(content) is not None:
        return "a program"
    return "too many files" if kept >= MOST_FILES else ""


def _file(name: str, part: Attachment, number: int) -> File:
    photo = _photo(part.content)
    content_type = photo[0] if photo else _type(part.content_type)
    if not name:
        name = f"photo-{number}.{photo[1]}" if photo else f"file-{number}"
    digest = hashlib.sha256(part.content).hexdigest()
    return File(name, content_type, part.content, digest, photo is not None)


def _photo(content: bytes) -> tuple[str, str] | None:
    begins: Iterable[tuple[str, str]] = (
        (content_type, ending) for content_type, ending, how in PHOTOS if how.match(content) is not None
    )
    return next(iter(begins), None)


def _type(said: str) -> str:
    """As the mail says, where that is a type; an image that is none by its bytes is nothing known."""
    known = _TYPE.fullmatch(said) is not None and not said.startswith(("image/", "multipart/"))
    return said if known else PLAIN
