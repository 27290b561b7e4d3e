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
MOST_ATTRIBUTES, MOST_PROPERTIES, MOST_FILES = 5000, 2000, 300
HEAD = struct.Struct("<IH")
ATTRIBUTE = struct.Struct("<BII")
CHECKSUM = 2

# Attributes (2.1.3.2) by number, without their kind.
BODY, CODEPAGE, PROPERTIES = 0x800C, 0x9007, 0x9003
FILE_BEGINS, FILE_TITLE, FILE_DATA, FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
# Properties ([MS-OXPROPS]) by number, and the kinds of value they have ([MS-OXCDATA] 2.11.1).
TEXT, LONG_NAME, MIME_TYPE, CONTENT_ID = 0x1000, 0x3707, 0x370E, 0x3712
BYTES_KINDS = {0x001E: "", 0x001F: "utf-16-le", 0x0102: "", 0x000D: ""}
FIXED_KINDS = {0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000A: 4, 0x000B: 4, 0x0014: 8, 0x0040: 8}
FIXED_KINDS[0x0048] = 16
SEVERAL, NAMED = 0x1000, 0x8000
GUID, BY_NAME = 16, 1


@dataclass(slots=True)
class Packed:
    """What was inside."""

    text: str = ""
    files: list[Attachment] = field(default_factory=list)


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
        match number:
            case 0x9007 if len(value) >= 4:  # noqa: PLR2004 - the codepage's number
                codepage = f"cp{int.from_bytes(value[:4], 'little')}"
            case 0x800C:
                found.text = found.text or _text(value, codepage)
            case 0x9003:
                found.text = found.text or _properties(value, codepage).get(TEXT, "")
            case 0x9002 if len(files) < MOST_FILES:
                files.append(_File())
            case 0x8010 | 0x800F | 0x9005 if files:
                _fill(files[-1], number, value, codepage)
    found.files = [each.attachment() for each in files if each.data]
    return found


def _fill(file: _File, number: int, value: bytes, codepage: str) -> None:
    if number == FILE_TITLE:
        file.title = _text(value, codepage)
    elif number == FILE_DATA:
        file.data = value
    else:
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


def _text(value: bytes, codepage: str) -> str:
    return decode_text(value.partition(b"\0")[0], codepage).replace("\r\n", "\n")


def _properties(data: bytes, codepage: str) -> dict[int, str]:
    """The textual properties by number, as far as the list can be followed (2.1.3.4)."""
    found: dict[int, str] = {}
    try:
        for number, kind, values in _read_properties(data):
            if kind in {0x001E, 0x001F} and values:
                found.setdefault(number, _string(values[0], kind, codepage))
    except (struct.error, IndexError, KeyError):
        pass
    return found


def _string(value: bytes, kind: int, codepage: str) -> str:
    if BYTES_KINDS[kind]:
        return decode_text(value, "utf-16-le").partition("\0")[0].replace("\r\n", "\n")
    return _text(value, codepage)


def _read_properties(data: bytes) -> Iterator[tuple[int, int, list[bytes]]]:
    """Raises struct.error, IndexError or KeyError where it cannot go on."""
    (count,) = struct.unpack_from("<I", data)
    place = 4
    for _ in range(min(count, MOST_PROPERTIES)):
        kind, number = struct.unpack_from("<HH", data, place)
        place += 4
        if number >= NAMED:
            place = _after_name(data, place)
        plain = kind & ~SEVERAL
        if plain in FIXED_KINDS and not kind & SEVERAL:
            place += FIXED_KINDS[plain]
            yield number, plain, []
            continue
        (several,) = struct.unpack_from("<I", data, place)
        place += 4
        if plain in FIXED_KINDS:
            place += FIXED_KINDS[plain] * several
            yield number, plain, []
            continue
        if plain not in BYTES_KINDS:
            raise KeyError(plain)
        values: list[bytes] = []
        for _ in range(min(several, MOST_PROPERTIES)):
            (length,) = struct.unpack_from("<I", data, place)
            values.append(data[place + 4 : place + 4 + length])
            place += 4 + length + -length % 4
        yield number, plain, values


def _after_name(data: bytes, place: int) -> int:
    """Where a named property's value begins: after its set and its number or name."""
    (by,) = struct.unpack_from("<I", data, place + GUID)
    if by != BY_NAME:
        return place + GUID + 8
    (length,) = struct.unpack_from("<I", data, place + GUID + 4)
    return place + GUID + 8 + length + -length % 4
