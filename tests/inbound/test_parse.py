"""Reading bytes never fails, whatever they are, and says what it could not read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbound.confined import Beyond, run_confined
from inbound.mail import InboundMail
from inbound.mime.headers import read_value
from inbound.parse import CONFINE_OVER, parse, parse_here
from inbound.screen import Kind, screen
from inbound.strip import strip, strip_text
from inbound.stripping.sheet import MAX_LINES

HEADER_NAMES = ("From", "To", "Subject", "Date", "References", "Content-Type", "Content-Transfer-Encoding",
                "Content-Disposition", "Return-Path", "Auto-Submitted", "Message-ID", "X")  # fmt: skip
HEADER_VALUES = (
    b"a@b", b"=?utf-8?q?=C3?=", b"=?x?b?!!?=", b"(((", b'"\\', b"<@", b"multipart/mixed; boundary=b", b"text/html",
    b"multipart/report; boundary=b", b"message/rfc822", b"text/calendar", b"message/delivery-status", b"base64",
    b"quoted-printable", b"x-uuencode", b"attachment; filename*=x''%ff", b"text/plain; charset=utf-7", b"\xff\xfe",
    b"text/plain; charset*0*=a; charset*1=b", b"Tue, 99 Zzz 0000", b"\x00", b" \r\n folded",
)  # fmt: skip
PIECES = (b"--b\r\n", b"--b--\r\n", b"\r\n", b"\n\n", b"Final-Recipient: rfc822;a@b\n", b"Action: failed\n", b"> x\n",
          b"On 1 a@b wrote:\n", b"<div class=gmail_quote>", b"<blockquote>", b"=\n", b"begin 644 a\n", b"-- \n")  # fmt: skip

header = st.tuples(
    st.sampled_from(HEADER_NAMES), st.one_of(st.sampled_from(HEADER_VALUES), st.binary(max_size=60))
).map(lambda pair: pair[0].encode() + b": " + pair[1] + b"\r\n")
mime = st.lists(st.one_of(header, st.sampled_from(PIECES), st.binary(max_size=80)), max_size=40).map(b"".join)


@given(raw=st.one_of(mime, st.binary(max_size=400)))
def test_no_bytes_at_all_stop_the_reading(raw: bytes) -> None:
    mail = parse_here(raw)
    assert "\x00" not in mail.text + mail.subject + mail.html
    (mail.text + mail.subject + mail.sender.name).encode("utf-8")
    assert screen(mail).kind in Kind
    assert len("".join(strip(mail).text.split())) <= len(mail.text) + len(mail.html)


@given(text=st.text(max_size=500))
def test_stripping_never_adds_a_word(text: str) -> None:
    stripped = strip_text(text)
    assert set(stripped.text.split()) <= set(text.split())
    assert set(stripped.words.split()) <= set(stripped.text.split())


DEEP = b"From: cara@example.org\n" + b"".join(
    b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(2000)
)
HARD = {
    "nested two thousand deep": DEEP,
    "a letter in a letter, five thousand times": b"From: cara@example.org\n"
    + b"Content-Type: message/rfc822\n\n" * 5000,
    "thirty thousand parts": b"From: cara@example.org\nContent-Type: multipart/mixed; boundary=b\n\n"
    + b"--b\n\nx\n" * 30000,
}


@pytest.mark.parametrize("raw", HARD.values(), ids=HARD)
def test_a_message_built_to_break_parsers_still_names_its_sender_and_its_defect(raw: bytes) -> None:
    mail = parse_here(raw)
    assert mail.sender.email == "cara@example.org"
    assert mail.defects


def test_a_report_whose_fields_the_library_cannot_write_again_is_read_all_the_same() -> None:
    raw = (
        b"From: postmaster@mx.example\nContent-Type: multipart/report; boundary=r\n\n"
        b"--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\n"
        b"Final-Recipient: rfc822; cara@example.org\nAction: dela\x1cStatus: 4.4.1\n\n--r--\n"
    )
    (report,) = parse_here(raw).reports
    assert "Final-Recipient: rfc822; cara@example.org" in report.text


def test_a_large_message_is_read_in_another_process_with_the_same_result() -> None:
    raw = (
        b"From: Cara <cara@example.org>\nSubject: photo\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: text/plain\n\nYes\n--b\nContent-Type: image/jpeg\n"
        b"Content-Disposition: attachment; filename=a.jpg\n\n" + b"x" * CONFINE_OVER + b"\n--b--\n"
    )
    assert parse(raw) == parse_here(raw)
    assert parse(raw).attachments[0].name == "a.jpg"


def test_what_runs_too_long_or_dies_in_the_other_process_is_beyond_reading() -> None:
    with pytest.raises(Beyond, match="longer than"):
        run_confined("inbound.parse:parse_here", b"", wall_seconds=0.0001)
    with pytest.raises(Beyond, match="status"):
        run_confined("inbound.parse:no_such_function", b"")


def test_only_the_first_lines_of_an_endless_text_are_read() -> None:
    assert len(strip_text("word\n" * 5000).text.splitlines()) == MAX_LINES


def test_a_header_is_found_whatever_its_case() -> None:
    mail = parse_here(b"X-Thing: one\nx-thing: two\n\n")
    assert (mail.header("X-THING"), mail.all_headers("x-Thing")) == ("one", ("one", "two"))
    assert InboundMail().header("X-Thing") == ""


ADDRESS_HEADERS = {
    "Cara Customer <cara@example.org>":               ("Cara Customer", "cara@example.org"),
    "cara@example.org (Cara Customer)":               ("Cara Customer", "cara@example.org"),
    '"Customer, Cara" <cara@example.org>':            ("Customer, Cara", "cara@example.org"),
    "=?utf-8?Q?C=C3=A4ra?= <cara@example.org>":       ("C\u00e4ra", "cara@example.org"),
    '"=?utf-8?Q?C=C3=A4ra?=" <cara@example.org>':     ("C\u00e4ra", "cara@example.org"),
    "Cara Customer <cara@example.org":                ("Cara Customer", "cara@example.org"),
    "boss@desk.test <cara@example.org>":              ("boss@desk.test", "cara@example.org"),
    "MAILER-DAEMON (Mail Delivery System)":           ("Mail Delivery System", ""),
    "undisclosed-recipients:;":                       ("undisclosed-recipients:;", ""),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), ADDRESS_HEADERS.items())
def test_a_sender_is_read_from_what_mailers_write(value: str, expected: tuple[str, str]) -> None:
    sender = parse_here(f"From: {value}\n\n".encode()).sender
    assert (sender.name, sender.email) == expected


IDENTIFIERS = {
    "<a@x> <b@x>":      ("a@x", "b@x"),
    "<a@x>,<b@x>":      ("a@x", "b@x"),
    "<a@x>\n\t<b@x>":   ("a@x", "b@x"),
    "a@x, b@x":         ("a@x", "b@x"),
    "<a@x> <a@x>":      ("a@x",),
    "your mail of Mon": (),
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), IDENTIFIERS.items())
def test_references_are_split_the_way_mailers_join_them(value: str, expected: tuple[str, ...]) -> None:
    assert parse_here(f"References: {value}\n\n".encode()).references == expected


@pytest.mark.parametrize("begun", ["=?a?q?a", "=?utf-8?b?Zg=", "=?a?q?a?"])
def test_encoded_words_that_never_end_are_read_at_once(begun: str) -> None:
    long = (begun * 3000)[:16_000]
    for _value in range(
        300
    ):  # three hundred such headers: from each beginning to the end of each would take a minute
        assert read_value(long)


@pytest.mark.parametrize("blank", [b" ", b"\t", b" \t"])
def test_headers_of_nothing_but_blanks_are_read_at_once(blank: bytes) -> None:
    gap = (blank * 60_000)[:60_000]
    named = b"To: Cara" + gap[:16_000] + b"<cara@example.org>\n"
    raw = b"References: <a@x>" + gap + b"<b@x>\n" + named * 12 + b"\nhello\n"
    mail = parse(raw)
    assert (mail.references, mail.text, mail.defects) == (("a@x", "b@x"), "hello\n", ())


FOLDS = {
    "one\n two":            "one two",
    "one\r\n\ttwo":         "one two",
    "one \t\r\n \t two":    "one two",
    "one\n \n \n two":      "one two",
    "one  \t two":          "one  \t two",
    "one\n =?utf-8?q?C=C3=A4ra?=\n =?utf-8?q?_C?=": "one C\u00e4ra C",
}  # fmt: skip


@pytest.mark.parametrize(("value", "expected"), FOLDS.items())
def test_a_folded_line_is_one_line(value: str, expected: str) -> None:
    assert parse_here(f"Subject: {value}\n\n".encode()).subject == expected
