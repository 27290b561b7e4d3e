"""Messages nobody would write: real ones cut, spliced, repeated and sprinkled with what parsers trip over.

Everything is drawn from one `Random`, so a seed gives the same messages again.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

MAX_BYTES = 64 * 1024

TOKENS = (
    b"Content-Type: multipart/mixed; boundary=b\n", b"\n--b\n", b"\n--b--\n", b"Content-Type: message/rfc822\n\n",
    b"Content-Type: text/html; charset=utf-8\n", b"Content-Type: text/calendar; method=REPLY\n",
    b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n",
    b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n", b"Content-Disposition: attachment; filename*0*=utf-8''%ff\n",
    b"=?utf-8?b?/w==?=", b"=?x-none?q?=zz?=", b"Subject: =?iso-2022-jp?B?GyRC?=\n", b"From: (((\n", b'From: "\\\n',
    b"To: a@b, c@d, <e@f>;\n", b"Date: Tue, 99 Zzz 0000\n", b"References: <a@b> <c@d>\n", b"Message-ID: <\n",
    b"Auto-Submitted: auto-replied\n", b"Return-Path: <>\n", b"X-Failed-Recipients: a@b\n", b"List-Id: <x>\n",
    b"Final-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1\n", b"BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\n",
    b"ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b\n", b"END:VEVENT\nEND:VCALENDAR\n", b'{"notificationType":"Bounce","bounce":[{',
    b"On Mon, 2 Mar 2026 at 9:00, X <a@b> wrote:\n", b"Am 02.03.2026 schrieb X:\n", b"-----Original Message-----\n",
    b"From: a\nSent: b\nTo: c\nSubject: d\n", b"> quoted\n", b"-- \n", b"Sent from my iPhone\n", b"________________\n",
    b"<div class=gmail_quote>", b"<blockquote>", b"</div>", b"<table><tr><td>", b"<style>", b"<!--", b"&#xD800;",
    b"Reply above this line\n", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\x8f", b"\r", b"\r\n", b"\n\n", b" \n",
)  # fmt: skip
"""What mail programs, mail systems and attackers put into messages."""

WORDS = """
yes no ok please cancel confirm approved reschedule not but unless if maybe thanks friday thursday monday at on 2 4pm
10:30 9-11 12/3 3.4. between and to from after before next week tomorrow the 14th march am um 10 uhr lundi mañana
halb viertel às 15h30 15 de marzo the quote price work order how long does it take ? . , ! 2026-03-05 -- 100% $300
WO-12 '' " é ß 星期 👍 until noon not only except the second one 2nd 1st in two weeks either or both
"""
"""What customers' answers are made of; drawn at random they make nothing a person would write."""

Mutation = Callable[[bytes, Random], bytes]


def seeds(folders: Sequence[Path]) -> list[bytes]:
    """Every message below the folders, cut to a bounded size. Raises ValueError when there is none."""
    files = sorted(file for folder in folders for file in folder.rglob("*.eml"))
    found = [file.read_bytes()[:MAX_BYTES] for file in files]
    if not found:
        raise ValueError(f"There is no .eml file in {', '.join(map(str, folders))}.")
    return found


def message(messages: Sequence[bytes], random: Random) -> bytes:
    """One message: a real one, mutated some times, now and then with random words for a body."""
    raw = random.choice(messages)
    if random.random() < 0.3:
        head, _, _ = raw.partition(b"\n\n")
        raw = head + b"\n\n" + words(random).encode("utf-8", "replace") + b"\n"
    for _ in range(random.randrange(1, 8)):
        raw = random.choice(MUTATIONS)(raw, random)[:MAX_BYTES]
        if random.random() < 0.1:
            raw = _spliced(raw, random.choice(messages), random)[:MAX_BYTES]
    return raw


def words(random: Random) -> str:
    """A text out of the words of answers, in no order."""
    return random.choice(" \n").join(random.choices(WORDS.split(), k=random.randrange(1, 40)))


def _cut(raw: bytes, random: Random) -> tuple[int, int]:
    start = random.randrange(len(raw) + 1)
    return start, min(len(raw), start + int(random.paretovariate(0.6)))


def _deleted(raw: bytes, random: Random) -> bytes:
    start, end = _cut(raw, random)
    return raw[:start] + raw[end:]


def _repeated(raw: bytes, random: Random) -> bytes:
    start, end = _cut(raw, random)
    return (
        raw[:start]
        + raw[start:end] * min(random.randrange(2, 200), 1 + 8192 // (end - start + 1))
        + raw[end:]
    )


def _moved(raw: bytes, random: Random) -> bytes:
    start, end = _cut(raw, random)
    rest = raw[:start] + raw[end:]
    to = random.randrange(len(rest) + 1)
    return rest[:to] + raw[start:end] + rest[to:]


def _sprinkled(raw: bytes, random: Random) -> bytes:
    at = random.randrange(len(raw) + 1)
    return raw[:at] + random.choice(TOKENS) + raw[at:]


def _garbled(raw: bytes, random: Random) -> bytes:
    start, end = _cut(raw, random)
    return raw[:start] + random.randbytes(min(end - start, 64)) + raw[end:]


def _truncated(raw: bytes, random: Random) -> bytes:
    return raw[: random.randrange(len(raw) + 1)]


def _lines_swapped(raw: bytes, random: Random) -> bytes:
    lines = raw.split(b"\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _line_ends(raw: bytes, random: Random) -> bytes:
    return raw.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\n ")))


def _spliced(raw: bytes, other: bytes, random: Random) -> bytes:
    return raw[: random.randrange(len(raw) + 1)] + other[random.randrange(len(other) + 1) :]


MUTATIONS: tuple[Mutation, ...] = (
    _deleted,
    _repeated,
    _moved,
    _sprinkled,
    _sprinkled,
    _sprinkled,
    _garbled,
    _truncated,
    _lines_swapped,
    _line_ends,
)
