"""Large and monstrous messages: what the library gets to see stays small, and no attachment loses a byte."""

import base64
import binascii
import quopri
import zlib

import pytest

from inbound.mime.outline import (
    KEEP_BODY,
    MAX_BODIES,
    MAX_BODY,
    MAX_HEAD,
    MAX_PARTS,
    decoded,
    outline,
    tagged,
    untagged,
)
from inbound.parse import CONFINE_OVER, parse, parse_here

PHOTO = bytes(range(256)) * 1000
MEGABYTE = 2**20


def uuencoded(data: bytes) -> bytes:
    lines = (binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    return b"begin 644 photo.jpg\n" + b"".join(lines) + b"`\nend\n"


ENCODED = {
    "base64": base64.encodebytes(PHOTO),
    "quoted-printable": quopri.encodestring(PHOTO),
    "x-uuencode": uuencoded(PHOTO),
    "8bit": PHOTO.replace(b"\n", b"").replace(b"\r", b""),
}


def with_photo(encoding: str, body: bytes, *, line_end: bytes = b"\n") -> bytes:
    text = (
        b"From: cara@harbour.example\nSubject: leak\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nIt leaks.\n"
        b"--b\nContent-Type: image/jpeg; name=photo.jpg\nContent-Transfer-Encoding: "
        + encoding.encode()
        + b"\n\n"
    )
    tail = b"\n--b\nContent-Type: text/plain\n\nRegards\n--b--\n"
    return text.replace(b"\n", line_end) + body + tail.replace(b"\n", line_end)


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_an_attachment_set_aside_comes_back_as_it_was(encoding: str, line_end: bytes) -> None:
    raw = with_photo(encoding, ENCODED[encoding], line_end=line_end)
    (photo,) = parse(raw).attachments
    assert photo.content == (ENCODED["8bit"] if encoding == "8bit" else PHOTO)
    assert (photo.name, photo.content_type) == ("photo.jpg", "image/jpeg")
    assert parse(raw).text.split() == ["It", "leaks.", "Regards"]


def test_the_library_sees_only_the_outline() -> None:
    raw = with_photo("base64", base64.encodebytes(bytes(20 * MEGABYTE)))
    assert len(outline(raw).skeleton) < KEEP_BODY
    assert len(parse(raw).attachments[0].content) == 20 * MEGABYTE


def test_a_photo_in_a_forwarded_mail_is_kept_with_the_mail() -> None:
    inner = (
        with_photo("base64", ENCODED["base64"])
        .replace(b"boundary=b", b"boundary=in")
        .replace(b"--b", b"--in")
    )
    raw = (
        b"From: tom@harbour.example\nContent-Type: multipart/mixed; boundary=out\n\n--out\n\nSee below.\n"
        b"--out\nContent-Type: message/rfc822\n\n" + inner + b"--out--\n"
    )
    (letter,) = parse(raw).attachments
    assert ENCODED["base64"].strip() in letter.content
    assert letter.content == parse_here(raw).attachments[0].content


LOOKALIKE = b"truckroll-set-aside-0123456789-0;"


def test_words_that_look_like_a_mark_are_only_words() -> None:
    raw = with_photo("base64", base64.encodebytes(LOOKALIKE))
    assert parse(raw).attachments[0].content == LOOKALIKE
    raw = with_photo("7bit", LOOKALIKE)
    assert parse(raw).attachments[0].content == LOOKALIKE
    assert parse(b"Subject: x\n\n" + LOOKALIKE).text == LOOKALIKE.decode()


def test_base64_cut_off_in_the_middle_still_gives_what_it_had() -> None:
    assert decoded(b"AAEC", "base64") == b"\x00\x01\x02"
    assert decoded(b"AAECAw", "base64") == b"\x00\x01\x02\x03"
    assert decoded(b"A", "base64") == b"A"
    assert untagged(tagged(b"x", " BASE64 ")) == ("base64", b"x")


TOP = b"From: cara@harbour.example\nSubject: hello\n"
NESTED = b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(2000)
)
MONSTERS = {
    # what it is                               its bytes                                                              the defect
    "2,000 parts in one another":      (TOP + NESTED + b"\n\nhello\n",                                                "parts nested too deeply"),
    "100,000 parts":                   (TOP + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000, "too many parts"),
    "20,000 addresses":                (TOP + b"To: " + b", ".join(b"p%d@x.example" % n for n in range(20_000)) + b"\n\nhello\n", "endless headers"),
    "a million headers":               (TOP + b"X-A: y\n" * 1_000_000 + b"\nhello\n",                                 "endless headers"),
    "one header of 8 MB":              (TOP + b"X-A: " + b"y" * 8 * MEGABYTE + b"\n\nhello\n",                        "endless headers"),
    "8 MB of text":                    (TOP + b"\n" + b"hello\n" * (8 * MEGABYTE // 6),                               "endless text"),
    "8 MB on one line":                (TOP + b"\n" + b"x" * 8 * MEGABYTE,                                            "endless text"),
    "8 MB of a page":                  (TOP + b"Content-Type: text/html\n\n" + b"<p>hello</p>\n" * (8 * MEGABYTE // 13), "endless text"),
    "8 MB of a calendar":              (TOP + b"Content-Type: text/calendar\n\n" + b"X:1\n" * (2 * MEGABYTE),         "endless text"),
    "a part with endless headers":     (TOP + b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" + b"X: y\n" * 100_000 + b"\nhello\n--b--\n", "endless headers"),
}  # fmt: skip


@pytest.mark.parametrize(("raw", "defect"), MONSTERS.values(), ids=MONSTERS)
def test_a_monster_is_cut_to_a_size_that_can_be_read_and_says_so(raw: bytes, defect: str) -> None:
    assert len(outline(raw).skeleton) <= MAX_HEAD + MAX_BODY + KEEP_BODY
    mail = parse(raw)
    assert mail.sender.email == "cara@harbour.example"
    assert defect in mail.defects


def test_what_is_many_but_not_too_many_is_read_whole() -> None:
    parts = b"".join(b"--b\nContent-Type: text/plain\n\nline %d\n" % number for number in range(200))
    raw = TOP + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts + b"--b--\n"
    assert MAX_PARTS > 200
    assert parse(raw) == parse_here(raw)
    assert "line 199" in parse(raw).text


def test_of_many_long_texts_only_the_first_are_read() -> None:
    texts = (b"--b\nContent-Type: text/plain\n\n" + b"hello\n" * 30_000) * 200
    raw = TOP + b"Content-Type: multipart/mixed; boundary=b\n\n" + texts
    assert len(outline(raw).skeleton) < MAX_BODIES + MEGABYTE
    assert "endless text" in parse(raw).defects
    assert parse(raw).text.startswith("hello\nhello\n")


def test_of_many_small_files_none_is_lost() -> None:
    files = b"".join(
        b"--b\nContent-Type: image/png; name=%d.png\n\n%s\n" % (number, b"%03d" % number * 10_000)
        for number in range(250)
    )
    raw = TOP + b"Content-Type: multipart/mixed; boundary=b\n\n" + files + b"--b--\n"
    assert len(files) > MAX_BODIES
    found = parse(raw).attachments
    assert [each.content for each in found] == [b"%03d" % number * 10_000 for number in range(250)]


def test_a_bomb_in_an_attachment_is_never_unpacked() -> None:
    bomb = zlib.compress(bytes(100 * MEGABYTE))
    raw = with_photo("base64", base64.encodebytes(bomb)).replace(b"image/jpeg", b"application/zip")
    assert parse(raw).attachments[0].content == bomb


def test_a_long_text_is_read_elsewhere_with_the_same_result() -> None:
    raw = TOP + b"\n" + b"hello there\n" * (CONFINE_OVER // 8)
    assert parse(raw) == parse_here(raw)
