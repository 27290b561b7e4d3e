"""Messages from files, for migration, for trying things and for playing a message again."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from email.parser import BytesHeaderParser
from pathlib import Path

from inbound.envelope import Envelope
from inbound.mime.headers import read_addresses

ENVELOPE_HEADERS = ("Envelope-To", "X-Envelope-To", "X-Original-To", "Delivered-To", "To", "Cc")


def envelopes_from(paths: Iterable[Path], clock: Callable[[], datetime]) -> Iterator[Envelope]:
    """One envelope per file; a directory gives its `*.eml` and maildir messages in name order.

    A file has no SMTP envelope, so it is taken from Return-Path and the recipient headers.
    Raises FileNotFoundError for a path that is not there.
    """
    for path in paths:
        for file in _messages_in(path):
            yield envelope_of(file.read_bytes(), clock())


def envelope_of(raw: bytes, received_at: datetime) -> Envelope:
    """The envelope a stored message most likely came with, in words that a database takes. Never raises."""
    headers = BytesHeaderParser().parsebytes(raw[: 256 * 1024])

    def values(name: str) -> list[str]:
        return [str(value) for key, value in headers.raw_items() if key.lower() == name.lower()]

    # Without a Return-Path nobody knows the envelope's sender; an empty one would say that it was a machine.
    senders = read_addresses((values("Return-Path") or values("From"))[:1])
    recipients = (each.email for name in ENVELOPE_HEADERS for each in read_addresses(values(name)))
    return Envelope(
        sender=senders[0].email or senders[0].name if senders else "",
        recipients=tuple(dict.fromkeys(email for email in recipients if email)),
        raw=raw,
        peer="",
        way_in="file",
        received_at=received_at,
    )


def waiting_in(maildir: Path) -> Iterator[Path]:
    """The messages of a maildir that nobody has taken yet, oldest first (their names begin with the time).

    Raises FileNotFoundError for a folder that is no maildir.
    """
    yield from sorted(file for file in (maildir / "new").iterdir() if not file.name.startswith("."))


def taken(file: Path) -> Path:
    """Move a message of a maildir to those that are dealt with; to be called when it is in the journal."""
    there = file.parent.parent / "cur" / f"{file.name}:2,"
    there.parent.mkdir(exist_ok=True)
    return file.rename(there)


def _messages_in(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    maildir = [path / "new", path / "cur"] if (path / "cur").is_dir() else []
    for folder in maildir or [path]:
        yield from sorted(
            file for file in folder.iterdir() if file.is_file() and (maildir or file.suffix == ".eml")
        )
