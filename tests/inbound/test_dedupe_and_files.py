"""The same message twice is one; a message from a file gets the envelope it most likely came with."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from inbound.dedupe import dedupe_key
from inbound.envelope import Envelope
from inbound.intake.files import envelope_of, envelopes_from

NOW = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
RAW = b"From: cara@example.org\r\nSubject: Re: visit\r\nMessage-ID: <1@x>\r\n\r\nYes\r\n"
FIRST = Envelope("cara@example.org", ("reply+a@desk.test",), RAW, "127.0.0.1", "smtp", NOW)

SAME = {
    "another relay's trace":   replace(FIRST, raw=b"Received: from a\r\n\tby b; today\r\nARC-Seal: i=1\r\n" + RAW),
    "a signature on the way":  replace(FIRST, raw=b"DKIM-Signature: v=1;\r\n b=abc\r\nAuthentication-Results: x\r\n" + RAW),
    "a local delivery header": replace(FIRST, raw=b"Return-Path: <cara@example.org>\r\nDelivered-To: a@b\r\n" + RAW),
    "bare line feeds":         replace(FIRST, raw=RAW.replace(b"\r\n", b"\n")),
    "another peer and time":   replace(FIRST, peer="10.0.0.1", received_at=NOW.replace(hour=11), way_in="lmtp"),
    "another case of address": replace(FIRST, sender="Cara@Example.org", recipients=("REPLY+A@desk.test",)),
}  # fmt: skip
DIFFERENT = {
    "another recipient":              replace(FIRST, recipients=("reply+b@desk.test",)),
    "one recipient more":             replace(FIRST, recipients=("reply+a@desk.test", "reply+b@desk.test")),
    "another sender":                 replace(FIRST, sender="eve@example.org"),
    "the same Message-ID, other text": replace(FIRST, raw=RAW.replace(b"Yes", b"No")),
    "another subject":                replace(FIRST, raw=RAW.replace(b"visit", b"quote")),
}  # fmt: skip


@pytest.mark.parametrize("again", SAME.values(), ids=SAME)
def test_a_second_delivery_has_the_same_key(again: Envelope) -> None:
    assert dedupe_key(again) == dedupe_key(FIRST)


@pytest.mark.parametrize("other", DIFFERENT.values(), ids=DIFFERENT)
def test_another_message_has_another_key(other: Envelope) -> None:
    assert dedupe_key(other) != dedupe_key(FIRST)


ENDLESS = b"X-A: y\r\n" * 100_000 + b"Received: from a\r\n" + RAW


def test_of_endless_headers_only_the_first_are_looked_through() -> None:
    other_way = replace(FIRST, raw=b"Received: from b\r\n" + ENDLESS)
    assert dedupe_key(other_way) == dedupe_key(replace(FIRST, raw=ENDLESS))
    other_text = replace(FIRST, raw=ENDLESS.replace(b"Yes", b"No"))
    assert dedupe_key(other_text) != dedupe_key(other_way)


def test_empty_lines_at_the_end_make_no_other_message() -> None:
    assert dedupe_key(replace(FIRST, raw=RAW + b"\r\n" * 200_000)) == dedupe_key(FIRST)


def test_a_file_gets_its_envelope_from_return_path_and_recipient_headers(tmp_path: Path) -> None:
    file = tmp_path / "one.eml"
    file.write_bytes(
        b"Return-Path: <cara@example.org>\r\nDelivered-To: reply+a@desk.test\r\nTo: Us <us@desk.test>\r\n"
        + RAW
    )
    [envelope] = envelopes_from([file], lambda: NOW)
    assert (envelope.sender, envelope.recipients) == (
        "cara@example.org",
        ("reply+a@desk.test", "us@desk.test"),
    )
    assert (envelope.way_in, envelope.received_at, envelope.raw) == ("file", NOW, file.read_bytes())


# what a stranger wrote                        the sender and recipients that we take it to have
HOSTILE = (
    (b"From: " + b"(" * 3000 + b"\r\nTo: us@desk.test", None,               ("us@desk.test",)),
    (b"From: c@d.example\r\nTo: " + b"(" * 3000 + b"\r\nCc: us@desk.test", "c@d.example", ("us@desk.test",)),
    (b"From: a\x00b@c.example\r\nTo: q\x00@b.example", "ab@c.example",      ("q@b.example",)),
    (b"Return-Path: <a\xff@c.example>\r\nTo: q\xed\xa0\x80@b.example", None, None),
    (b"Return-Path: <MAILER-DAEMON>\r\nTo: us@desk.test", "MAILER-DAEMON",   ("us@desk.test",)),
    (b"Return-Path: <>\r\nFrom: c@d.example\r\nTo: us@desk.test", "",       ("us@desk.test",)),
    (b"From: nobody\r\nTo: us@desk.test", "nobody",                         ("us@desk.test",)),
    (b"To: " + b"a@b.example," * 300 + b"\r\nCc: us@desk.test", "",          ("a@b.example", "us@desk.test")),
    (b"From: \r\nTo: \r\n", "",                                             ()),
)  # fmt: skip


@pytest.mark.parametrize(("head", "sender", "recipients"), HOSTILE)
def test_whatever_the_headers_are_the_envelope_can_be_stored(
    head: bytes, sender: str | None, recipients: tuple[str, ...] | None
) -> None:
    found = envelope_of(head + b"\r\n\r\nYes\r\n", NOW)
    assert sender in {None, found.sender}
    assert recipients in {None, found.recipients}
    said = "".join((found.sender, *found.recipients))
    assert (said.replace("\x00", ""), said.encode("utf-8", "replace").decode()) == (said, said)


def test_a_folder_gives_its_messages_in_name_order_and_a_maildir_its_new_and_seen_ones(
    tmp_path: Path,
) -> None:
    for name in ("b.eml", "a.eml", "notes.txt"):
        (tmp_path / name).write_bytes(name.encode())
    assert [envelope.raw for envelope in envelopes_from([tmp_path], lambda: NOW)] == [b"a.eml", b"b.eml"]
    for name in ("cur", "new", "tmp"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1").write_bytes(name.encode())
    assert [envelope.raw for envelope in envelopes_from([tmp_path], lambda: NOW)] == [b"new", b"cur"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"nothing\.eml"):
        list(envelopes_from([tmp_path / "nothing.eml"], lambda: NOW))
