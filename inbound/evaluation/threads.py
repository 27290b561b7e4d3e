"""Correlation: do we see the key that says which message of ours is answered?

The keys of the cases belong to other systems and are not ours to sign, so what is judged is that the address holding
the key is among those we look at, and that In-Reply-To and References are read as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from inbound.evaluation.verdicts import Figure, Judged, Kind, Verdict, right_or_wrong, timed
from inbound.mail import InboundMail
from inbound.parse import parse_here


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadCase:
    """A message with the key in its reply address (or in the address its bounce came back to), and its thread."""

    file: str
    reply_key: str | None = None
    verp_key: str | None = None
    in_reply_to: str | None = None
    references: list[str] = field(default_factory=list)


def judge(case: ThreadCase, folder: Path) -> Judged:
    """Reads the message's addresses and identifiers and looks for what the case names."""
    raw = (folder / case.file).read_bytes()
    mail, seconds = timed(lambda: parse_here(raw))
    return Judged(tuple(_verdicts(case, mail)), seconds)


def _verdicts(case: ThreadCase, mail: InboundMail) -> Iterator[Verdict]:
    got = f"to {', '.join(mail.recipients)}; in reply to {mail.in_reply_to}; references {mail.references}"
    for key in filter(None, (case.reply_key, case.verp_key)):
        yield right_or_wrong("key in an address", key, got, right=any(key in to for to in mail.recipients))
    wanted = [case.in_reply_to] if case.in_reply_to else []
    for identifier, read in (
        *((one, mail.in_reply_to) for one in wanted),
        *((one, mail.references) for one in case.references),
    ):
        yield right_or_wrong("thread", identifier, got, right=identifier.strip("<> ") in read)


THREADS = Kind(
    "correlation",
    TypeAdapter(ThreadCase),
    judge,
    (Figure("key in an address", ("right", "wrong")), Figure("thread", ("right", "wrong"))),
)
