"""Reply text: is what we take for newly written what the person wrote?

`exact` is equal but for white space and stars of emphasis. `leak` is text of others let through, `loss` is words of the writer cut off;
where a case gives only phrases, a missing one is a loss and a forbidden one a leak.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter

from inbound.evaluation.verdicts import Figure, Judged, Kind, Verdict, squeezed, timed
from inbound.mail import InboundMail
from inbound.mime.charsets import decode_text
from inbound.mime.html import html_to_text
from inbound.parse import parse_here
from inbound.strip import strip

FIGURE = "reply text"
EMPHASIS = "*"
"""Labels may show bold words as Markdown does; the stars are no words of the writer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyCase:
    """A reply in a file, and either its exact new text or phrases it must and must not contain."""

    file: str
    media: str = "text/plain"
    check: str = "exact"
    expected: str | None = None
    contains: list[str] = field(default_factory=list)
    not_contains: list[str] = field(default_factory=list)


def judge(case: ReplyCase, folder: Path) -> Judged:
    """Strips the file and compares."""
    mail = _mail(case.media, (folder / case.file).read_bytes())
    stripped, seconds = timed(lambda: strip(mail))
    got = squeezed(stripped.text)
    outcomes = tuple(_compared(case, got)) or ("exact",)
    want = case.expected if case.check == "exact" else f"with {case.contains}, without {case.not_contains}"
    good = outcomes == ("exact",)
    return Judged((Verdict(FIGURE, outcomes, good, squeezed(want), got),), seconds)


def _mail(media: str, raw: bytes) -> InboundMail:
    if media == "message/rfc822":
        return parse_here(raw)
    text = decode_text(raw)
    if media == "text/html":
        return InboundMail(text=html_to_text(text), html=text, text_is_from_html=True)
    return InboundMail(text=text)


def _compared(case: ReplyCase, got: str) -> Iterator[str]:
    if case.check == "exact":
        want, got = (squeezed(text.replace(EMPHASIS, "")) for text in (case.expected or "", got))
        if want != got:
            mine, theirs = got.split(), want.split()
            if not _within(mine, theirs):
                yield "leak"
            if not _within(theirs, mine):
                yield "loss"
        return
    if any(squeezed(phrase) in got for phrase in case.not_contains):
        yield "leak"
    if any(squeezed(phrase) not in got for phrase in case.contains):
        yield "loss"


def _within(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether `words` all occur among `others`, in that order."""
    rest = iter(others)
    return all(word in rest for word in words)


REPLY_TEXT = Kind(
    "reply_stripping", TypeAdapter(ReplyCase), judge, (Figure(FIGURE, ("exact", "leak", "loss")),)
)
