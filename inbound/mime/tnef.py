"""What Outlook packs into winmail.dat ([MS-OXTNEF]): the files, and the text where the mail has no other.

Nothing is unpressed, so nothing comes out larger than what came in: rich text that Outlook pressed stays where it is.
Never raises; what is cut off or wrong gives what came before it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from inbound.mail import Attachment
from inbound.mime.charsets import decode_text

CONTENT_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
SIGNATURE = 0x223E9F78
MOST_ATTRIBUTES, MOST_PROPERTIES = 5000, 2000
HEAD = struct.Struct("<IH")
ATTRIBUTE = struct.Struct("<BII")
CHECKSUM = 2

# Attributes (2.1.3.2) by number, without their kind.
BODY, CODEPAGE, PROPERTIES = 0x800C, 0x9007, 0x9003
FILE_BEGINS, FILE_TITLE, FILE_DATA, FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
# Properties ([MS-OXPROPS]) by number.
TEXT, PAGE, LONG_NAME, MIME_TYPE, CONTENT_ID = 0x1000, 0x1013, 0x3707, 0x370E, 0x3712
# How many bytes values of a kind take ([MS-OXCDATA] 2.11.1); the others say it themselves.
SIZES = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
WIDE = 0x1F
SIZED = frozenset({0x1E, WIDE, 0x102, 0x0D})
SEVERAL, NAMED = 0x1000, 0x8000
GUID, BY_NAME = 16, 1


@dataclass(slots=True)
class Packed:
    """What was inside; `page` is HTML."""

    text: str = ""
    page: str = ""
    files: tuple[Attachment, ...] = ()


@dataclass(slots=True)
class _File:
    title: str = ""
    data: bytes = b""
    properties: dict[int, str] = field(default_factory=dict)

    def attachment(self) -> Attachment:
        name = self.properties.get(LONG_NAME) or self.title
        return Attachment(
            name="".join(letter for letter in name if letter.isprintable())[:255],
            content_type=self.properties.get(MIME_TYPE, "").lower() or "application/octet-stream",
            content=self.data,
            content_id=self.properties.get(CONTENT_ID, "").strip("<> "),
        )


def unpacked(data: bytes) -> Packed:
    """The files and the text in a winmail.dat; nothing for what is none."""
    found, codepage = Packed(), "cp1252"
    files: list[_File] = []
    for number, value in _attributes(data):
        if number == CODEPAGE:
            codepage = f"cp{int.from_bytes(value[:4], 'little')}"
        elif number == BODY:
            found.text = _text(value, codepage)
        elif number == PROPERTIES:
            said = _properties(value, codepage)
            found.text, found.page = found.text or said.get(TEXT, ""), said.get(PAGE, "")
        elif number == FILE_BEGINS:
            files.append(_File())
        elif files:
            _fill(files[-1], number, value, codepage)
    found.files = tuple(each.attachment() for each in files if each.data)
    return found


def _fill(file: _File, number: int, value: bytes, codepage: str) -> None:
    if number == FILE_TITLE:
        file.title = _text(value, codepage)
    elif number == FILE_DATA:
        file.data = value
    elif number == FILE_PROPERTIES:
        file.properties = _properties(value, codepage)


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    if len(data) < HEAD.size or HEAD.unpack_from(data)[0] != SIGNATURE:
        return
    place = HEAD.size
    for _ in range(MOST_ATTRIBUTES):
        if place + ATTRIBUTE.size > len(data):
            return
        _level, number, length = ATTRIBUTE.unpack_from(data, place)
        start = place + ATTRIBUTE.size
        if start + length > len(data):
            return
        yield number & 0xFFFF, data[start : start + length]
        place = start + length + CHECKSUM


def _text(value: bytes, charset: str) -> str:
    return decode_text(value, charset).replace("\r\n", "\n")


def _properties(data: bytes, codepage: str) -> dict[int, str]:
    """The properties that are text, by number, as far as the list can be followed (2.1.3.4)."""
    found: dict[int, str] = {}
    try:
        for number, kind, value in _sized(data):
            found.setdefault(number, _text(value, "utf-16-le" if kind == WIDE else codepage))
    except (struct.error, KeyError):
        pass
    return found


def _sized(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Number, kind and value of those that say their size. Raises struct.error or KeyError where it cannot go on."""
    (count,) = struct.unpack_from("<I", data)
    place = 4
    for _ in range(min(count, MOST_PROPERTIES)):
        kind, number = struct.unpack_from("<HH", data, place)
        place += 4
        if number >= NAMED:
            place = _after_name(data, place)
        several = 1
        if kind & SEVERAL or kind in SIZED:
            (several,) = struct.unpack_from("<I", data, place)
            place += 4
        if kind & ~SEVERAL not in SIZED:
            place += SIZES[kind & ~SEVERAL] * several
            continue
        for _ in range(min(several, MOST_PROPERTIES)):
            (length,) = struct.unpack_from("<I", data, place)
            yield number, kind & ~SEVERAL, data[place + 4 : place + 4 + length]
            place += 4 + length + -length % 4


def _after_name(data: bytes, place: int) -> int:
    """Where a named property's value begins: after its set and its number or name."""
    by, length = struct.unpack_from("<II", data, place + GUID)
    if by != BY_NAME:
        return place + GUID + 8
    return place + GUID + 8 + length + -length % 4  # type: ignore[no-any-return]  # struct does not say what it gives
