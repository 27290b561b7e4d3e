"""Parsing: is every message read, and are its subject, sender, text and attachments what they should be?"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from inbound.evaluation.verdicts import Figure, Judged, Kind, Verdict, right_or_wrong, squeezed, timed
from inbound.mail import InboundMail
from inbound.parse import parse

FIGURES = ("subject", "text", "sender's address", "sender's name", "attachments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a message says; None where nobody said. Attachments are file names, None for one without a name."""

    subject: str | None = None
    from_addr: str | None = None
    from_name: str | None = None
    text: str | None = None
    attachments: list[str | None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsingCase:
    """A message, and what it says as far as anybody knows; without that it must only be read."""

    file: str
    expect: Wanted = field(default_factory=Wanted)


def judge(case: ParsingCase, folder: Path) -> Judged:
    """Parses the message and compares field by field."""
    raw = (folder / case.file).read_bytes()
    mail, seconds = timed(lambda: parse(raw))
    return Judged((Verdict("messages", ("read",), good=True), *_fields(case.expect, mail)), seconds)


def _fields(want: Wanted, mail: InboundMail) -> Iterator[Verdict]:
    found = (
        ("subject", want.subject, mail.subject),
        ("text", want.text, mail.text),
        ("sender's name", want.from_name, mail.sender.name),
    )
    for figure, wanted, got in found:
        if wanted is not None:
            right = squeezed(wanted) == squeezed(got)
            yield right_or_wrong(figure, squeezed(wanted), squeezed(got), right=right)
    if want.from_addr is not None:
        right = want.from_addr.strip().lower() == mail.sender.email.lower()
        yield right_or_wrong("sender's address", want.from_addr, mail.sender.email, right=right)
    if want.attachments is not None:
        names = sorted(attachment.name for attachment in mail.attachments)
        wanted_names = sorted(name or "" for name in want.attachments)
        yield right_or_wrong("attachments", str(wanted_names), str(names), right=names == wanted_names)


PARSING = Kind(
    "parsing",
    TypeAdapter(ParsingCase),
    judge,
    (Figure("messages", ("read",)), *(Figure(name, ("right", "wrong")) for name in FIGURES)),
)
