"""What Outlook packs into winmail.dat ([MS-OXTNEF]): the files, and the text where the mail has no other.

Nothing is unpressed, so nothing comes out larger than what came in: rich text that Outlook pressed stays where it is.
Never raises; what is cut off or wrong gives what came before it.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from inbound.mail import Attachment
from inbound.mime.charsets import decode_text

CONTENT_TYPES = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
SIGNATURE = 0x223E9F78
MOST_ATTRIBUTES, MOST_PROPERTIES, MOST_FILES = 5000, 2000, 300
LONGEST_NAME = 2048
HEAD = struct.Struct("<IH")
ATTRIBUTE = struct.Struct("<BII")
CHECKSUM = 2

# Attributes (2.1.3.2) by number, without their kind.
BODY, CODEPAGE, PROPERTIES = 0x800C, 0x9007, 0x9003
FILE_BEGINS, FILE_TITLE, FILE_DATA, FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
OF_FILES = frozenset({FILE_TITLE, FILE_DATA, FILE_PROPERTIES})
WESTERN = (1252).to_bytes(4, "little")
# Properties ([MS-OXPROPS]) by number.
TEXT, PAGE, LONG_NAME, MIME_TYPE, CONTENT_ID = 0x1000, 0x1013, 0x3707, 0x370E, 0x3712
LONGEST = {TEXT: None, PAGE: None, LONG_NAME: LONGEST_NAME, MIME_TYPE: LONGEST_NAME, CONTENT_ID: LONGEST_NAME}
"""What is read, and how many bytes of it; whatever else is listed is passed over, for a text may be slow to decode."""
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


def unpacked(data: bytes, most_files: int = MOST_FILES) -> Packed:
    """The files and the text in a winmail.dat; nothing for what is none."""
    message: dict[int, bytes] = {}
    files: list[dict[int, bytes]] = []
    for number, value in _attributes(data):
        if number == FILE_BEGINS:
            files.append({})
        elif number in OF_FILES and files:
            files[-1][number] = value
        else:
            message[number] = value
    codepage = f"cp{int.from_bytes(message.get(CODEPAGE, WESTERN)[:4], 'little')}"
    said = _properties(message.get(PROPERTIES, b""), codepage)
    full = [each for each in files if each.get(FILE_DATA)][:most_files]
    return Packed(
        text=_text(message.get(BODY, b""), codepage) or said.get(TEXT, ""),
        page=said.get(PAGE, ""),
        files=tuple(_file(each, codepage) for each in full),
    )


def _file(attributes: dict[int, bytes], codepage: str) -> Attachment:
    said = _properties(attributes.get(FILE_PROPERTIES, b""), codepage)
    name = said.get(LONG_NAME) or _text(attributes.get(FILE_TITLE, b"")[:LONGEST_NAME], codepage)
    return Attachment(
        name="".join(letter for letter in name if letter.isprintable())[:255],
        content_type=said.get(MIME_TYPE, "").lower() or "application/octet-stream",
        content=attributes[FILE_DATA],
        content_id=said.get(CONTENT_ID, "").strip("<> "),
    )


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
    """The first of each of the `LONGEST`, as far as the list can be followed (2.1.3.4)."""
    found: dict[int, str] = {}
    try:
        for number, kind, value in islice(_sized(data), MOST_PROPERTIES):
            if number in LONGEST and number not in found:
                charset = "utf-16-le" if kind == WIDE else codepage
                found[number] = _text(value[: LONGEST[number]], charset)
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
        for _ in range(several):
            (length,) = struct.unpack_from("<I", data, place)
            yield number, kind & ~SEVERAL, data[place + 4 : place + 4 + length]
            place += 4 + length + -length % 4


def _after_name(data: bytes, place: int) -> int:
    """Where a named property's value begins: after its set and its number or name."""
    by, length = struct.unpack_from("<II", data, place + GUID)
    if by != BY_NAME:
        return place + GUID + 8
    return place + GUID + 8 + length + -length % 4  # type: ignore[no-any-return]  # struct does not say what it gives
