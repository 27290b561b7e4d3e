"""What Outlook packs into winmail.dat: the files come out, the text stands in where there is no other."""

import base64
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import queries
from core.model import Confirmation, MessageStatus
from inbound.mime.tnef import unpacked
from inbound.parse import parse
from tests.cast import Cast
from tests.inbound.mailroom import CARA, Mailroom
from tests.inbound.signed import signer

BODY, CODEPAGE, PROPERTIES = 0x0002800C, 0x00069007, 0x00069003
FILE_BEGINS, FILE_TITLE, FILE_DATA, FILE_PROPERTIES = 0x00069002, 0x00018010, 0x0006800F, 0x00069005
LONG, NARROW, WIDE, BYTES, FLAG = 0x0003, 0x001E, 0x001F, 0x0102, 0x000B
JPEG = b"\xff\xd8\xff\xe0" + bytes(200)


def attribute(number: int, value: bytes, level: int = 1) -> bytes:
    return struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def sized(kind: int, number: int, value: bytes) -> bytes:
    return struct.pack("<HHII", kind, number, 1, len(value)) + value + bytes(-len(value) % 4)


def properties(*listed: bytes) -> bytes:
    return struct.pack("<I", len(listed)) + b"".join(listed)


def wide(number: int, words: str) -> bytes:
    return sized(WIDE, number, words.encode("utf-16-le") + b"\0\0")


NAMED = (
    struct.pack("<HH", WIDE, 0x8001)
    + bytes(16)
    + struct.pack("<II", 1, 6)
    + "Abc".encode("utf-16-le")
    + bytes(2)
)
PLAIN = (
    struct.pack("<HHI", LONG, 0x0017, 1),
    struct.pack("<HHI", FLAG, 0x0023, 0),
    NAMED + struct.pack("<II", 1, 4) + "x".encode("utf-16-le") + b"\0\0",
)
"""What stands between the properties that matter."""


def winmail(*attributes: bytes) -> bytes:
    head = struct.pack("<IH", 0x223E9F78, 7) + attribute(CODEPAGE, struct.pack("<II", 1252, 0))
    return head + b"".join(attributes)


PHOTO = (
    attribute(FILE_BEGINS, bytes(14), 2)
    + attribute(FILE_TITLE, b"IMG_20~1.JPG\0", 2)
    + attribute(FILE_DATA, JPEG, 2)
    + attribute(
        FILE_PROPERTIES,
        properties(*PLAIN, wide(0x3707, "Schlüssel unter der Matte.jpg"), wide(0x370E, "image/jpeg")),
        2,
    )
)


def mail(to: str, packed: bytes, text: str = "") -> bytes:
    """As Exchange hands it to the Internet."""
    return (
        (
            f"From: {CARA}\r\nTo: {to}\r\nSubject: RE: Your visit\r\nMessage-ID: <tnef-1@acmefoods.example>\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/mixed; boundary="t"\r\n\r\n'
            f"--t\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n{text}\r\n"
            '--t\r\nContent-Type: application/ms-tnef; name="winmail.dat"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        ).encode()
        + base64.encodebytes(packed).replace(b"\n", b"\r\n")
        + b"\r\n--t--\r\n"
    )


def test_files_come_out_under_their_own_names_beside_the_packet() -> None:
    found = parse(mail("us@desk.test", winmail(PHOTO, PHOTO), "See the photo."))
    assert found.text.strip() == "See the photo."
    assert [(each.name, each.content_type) for each in found.attachments] == [
        ("winmail.dat", "application/ms-tnef"),
        ("Schlüssel unter der Matte.jpg", "image/jpeg"),
        ("Schlüssel unter der Matte.jpg", "image/jpeg"),
    ]
    assert found.attachments[1].content == JPEG


PAGE = "<html><body><p class=MsoNormal>Yes, that&#39;s fine.</p></body></html>".encode("cp1252")

# where Outlook put the words                                                     a mail without another text says
TEXTS = (
    (attribute(BODY, b"Yes, that's fine.\r\n\0"),                                 "Yes, that's fine."),
    (attribute(PROPERTIES, properties(*PLAIN, wide(0x1000, "Yes, that's fine."))), "Yes, that's fine."),
    (attribute(PROPERTIES, properties(sized(BYTES, 0x1013, PAGE))),                "Yes, that's fine."),
    (PHOTO,                                                                        ""),
)  # fmt: skip


@pytest.mark.parametrize(("packed", "text"), TEXTS)
def test_the_text_stands_in_where_there_is_no_other(packed: bytes, text: str) -> None:
    assert parse(mail("us@desk.test", winmail(packed))).text.strip() == text
    assert parse(mail("us@desk.test", winmail(packed), "No, sorry.")).text.strip() == "No, sorry."


@pytest.mark.parametrize("packed", [TEXTS[0][0], TEXTS[2][0]])
def test_a_yes_that_outlook_packed_up_confirms(cast: Cast, mailroom: Mailroom, packed: bytes) -> None:
    order = cast.scheduled_order()
    to = mailroom.address(mailroom.asked(order, "confirmation-request"))
    message = mailroom.receive(signer().sign(mail(to, winmail(packed, PHOTO)), "acmefoods.example"), to)
    assert message.status is MessageStatus.APPLIED, message.why
    assert cast.read(cast.dora, queries.order(order)).confirmation is Confirmation.CONFIRMED


WHOLE = winmail(TEXTS[0][0], TEXTS[1][0], TEXTS[2][0], PHOTO)


@given(st.integers(0, len(WHOLE)), st.binary(max_size=12))
@settings(max_examples=300, deadline=None)
def test_what_is_cut_off_or_wrong_stops_nothing(place: int, wrong: bytes) -> None:
    """Never raises, and nothing comes out larger than what came in."""
    for data in (WHOLE[:place], WHOLE[:place] + wrong + WHOLE[place + len(wrong) :], wrong):
        found = unpacked(data)
        assert sum(len(each.content) for each in found.files) + len(found.text) <= len(data) + 1


def test_a_packet_of_nothing_but_heads_is_read_at_once() -> None:
    empty = attribute(FILE_BEGINS, b"", 2)
    assert unpacked(winmail(empty * 100_000)).files == ()
    endless = struct.pack("<I", 0xFFFFFFFF) + struct.pack("<HHI", WIDE, 0x1000, 0xFFFFFFFF)
    assert unpacked(winmail(attribute(PROPERTIES, endless))).text == ""


ODD = b"\x81\x8d\x8f\x90\x9d\xe9\xe8\xfc"
"""Letters whose character set has to be guessed."""
TITLES, NAMES, BLANKS = (
    properties(*[sized(NARROW, number, value)] * 2000)
    for number, value in ((0x3001, ODD), (0x3707, ODD), (0x1000, b""))
)
FILE = attribute(FILE_BEGINS, b"", 2) + attribute(FILE_DATA, JPEG, 2)
# of what there is so much                                                         how often    packets  files taken out
HEAVY = {
    "lists of what nobody asks for":        (attribute(PROPERTIES, TITLES),                300,       1,        0),
    "files with a thousand names":          (FILE + attribute(FILE_PROPERTIES, NAMES, 2),  300,       1,      300),
    "texts, and packets":                   (attribute(BODY, ODD),                        4000,     200,        0),
    "empty properties":                     (FILE + attribute(FILE_PROPERTIES, BLANKS, 2), 700,       1,      300),
    "files, and packets":                   (FILE + attribute(FILE_TITLE, ODD, 2),         200,     200,      300),
}  # fmt: skip


@pytest.mark.parametrize(("piece", "times", "packets", "files"), HEAVY.values(), ids=HEAVY)
def test_a_mail_with_packets_made_to_be_slow_is_read_at_once(
    piece: bytes, times: int, packets: int, files: int
) -> None:
    head, begins, packet = mail("us@desk.test", winmail(piece * times), "Yes.").partition(
        b"--t\r\nContent-Type: app"
    )
    raw = head + (begins + packet.removesuffix(b"--t--\r\n")) * packets + b"--t--\r\n"
    found = parse(raw)
    assert (found.text.strip(), len(found.attachments)) == ("Yes.", packets + files)
