"""What was written now, from plain text: quotations, forwards and signatures taken off.

A quotation announced by a header and not marked with `>` reaches to the end. One marked with `>` ends where the marks
end, so an answer written below it is kept. Linear in the length of the text, which is capped.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from inbound.stripping.phrases import (
    BLANK,
    DATED_NAME,
    DATED_SENDER,
    DISCLAIMER,
    EVIDENCE,
    FORWARDED,
    LABEL,
    LIST_FOOTER,
    MOBILE,
    ONE_LINE_BLOCK,
    ORIGINAL,
    QUOTE_START,
    QUOTED,
    REPLY_ABOVE,
    RULE_LINE,
    SHARED_LINE,
    SIGNATURE,
    WROTE_AT_END,
)

MAX_BYTES = 64 * 1024
MAX_LINES = 2000
MAX_LINE = 600
HEADER_LINES = 4
LABEL_LINES = 8
MIN_LABELS = 3
WRAP_WIDTH = 70
COLONS = (":", "：")

ENDINGS = (SIGNATURE, MOBILE, DISCLAIMER, LIST_FOOTER)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of lines that are all the writer's own, or all quoted by them without a header that says so."""

    lines: list[str]
    quoted: bool = False


def new_lines(text: str, *, with_context: bool = True) -> list[str]:
    """The lines a person wrote now, without leading and trailing empty ones.

    `with_context` keeps lines that the writer quoted by hand above an answer, as a reader wants to see them.
    """
    written: list[str] = []
    pending: list[str] = []
    for segment in _segments(_above_reply_line(_lines(text))):
        if segment.quoted:
            pending = segment.lines if with_context else []
            continue
        own = without_signature(segment.lines)
        if trimmed(own):
            written.extend([*pending, *own, ""])
        pending = []
    return trimmed(written)


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text[:MAX_BYTES].replace("\r\n", "\n").split("\n")[:MAX_LINES]:
        shared = SHARED_LINE.match(line) if len(line) <= MAX_LINE else None
        lines.extend((shared["answer"], shared["header"]) if shared else (line.rstrip(),))
    return lines


def _above_reply_line(lines: list[str]) -> list[str]:
    """What stands above our own line.

    When nothing was written there but the line is quoted with `>`, the answer may stand below the quotation.
    """
    for number, line in enumerate(lines):
        if REPLY_ABOVE.match(line[:MAX_LINE]):
            above = lines[:number]
            quoted = QUOTED.match(line) is not None
            return lines if quoted and not any(trimmed(part.lines) for part in _segments(above)) else above
    return lines


def _segments(lines: list[str]) -> Iterator[Segment]:
    """Own and hand-quoted runs in turn; stops where an unmarked quotation begins."""
    own: list[str] = []
    number = 0
    while number < len(lines):
        header = quote_header(lines, number)
        if header or QUOTED.match(lines[number]):
            yield Segment(trimmed_rule(own))
            own = []
            end = _end_of_quote(lines, number + header)
            if header and end == number + header:
                return
            if not header:
                yield Segment(lines[number:end], quoted=True)
            number = end
        elif starts_original(lines, number):
            break
        else:
            own.append(lines[number])
            number += 1
    yield Segment(trimmed_rule(own))


def _end_of_quote(lines: list[str], number: int) -> int:
    """The line after the quoted run that begins here or after empty lines; `number` if there is none but text."""
    start = number
    while start < len(lines) and BLANK.match(lines[start]):
        start += 1
    end = start
    while end < len(lines) and (QUOTED.match(lines[end]) or _is_wrapped_quote(lines, end)):
        end += 1
    return end if end > start or start == len(lines) else number


def _is_wrapped_quote(lines: list[str], number: int) -> bool:
    """The tail of a long quoted line that a mail program broke off: quoted lines directly above and below."""
    inside = 0 < number < len(lines) - 1 and not BLANK.match(lines[number])
    return inside and len(lines[number - 1]) >= WRAP_WIDTH and QUOTED.match(lines[number + 1]) is not None


def quote_header(lines: list[str], number: int) -> int:
    """How many lines from `number` announce a quotation ("On … wrote:"), 0 if none; the header may be wrapped."""
    first = lines[number].lstrip(" \t")
    if not first or QUOTED.match(first):
        return 0
    announced = QUOTE_START.match(first[:MAX_LINE])
    joined = ""
    for length, line in enumerate(lines[number : number + HEADER_LINES], start=1):
        if BLANK.match(line) or QUOTED.match(line):
            return 0
        joined = f"{joined} {line.strip()}".strip()[:MAX_LINE]
        if DATED_NAME.match(joined) or (
            "<" in joined and joined.endswith(COLONS) and DATED_SENDER.match(joined)
        ):
            return length
        if announced and EVIDENCE.search(joined) and WROTE_AT_END.search(joined):
            return length
    return 0


def starts_original(lines: list[str], number: int) -> bool:
    """Whether the quoted original, a forward or its block of From/Sent/To/Subject lines begins here."""
    line = lines[number][:MAX_LINE]
    if ORIGINAL.match(line) or FORWARDED.match(line) or ONE_LINE_BLOCK.match(line):
        return True
    return LABEL.match(line) is not None and len(_labels(lines, number)) >= MIN_LABELS


def _labels(lines: list[str], number: int) -> set[str]:
    """Which of sender, date, to and subject are named from here on without an empty line between."""
    found: set[str] = set()
    for line in lines[number : number + LABEL_LINES]:
        match = LABEL.match(line[:MAX_LINE])
        if match and match.lastgroup:
            found.add(match.lastgroup)
        elif BLANK.match(line) and len(found) > 1:
            break
    return found if "sender" in found else set()


def without_signature(lines: list[str]) -> list[str]:
    """The lines before the signature delimiter, a mobile signature or a disclaimer."""
    for number, line in enumerate(lines):
        short = line[:MAX_LINE]
        if any(pattern.match(short) for pattern in ENDINGS):
            return trimmed_rule(lines[:number])
    return lines


def trimmed_rule(lines: list[str]) -> list[str]:
    """The lines without a drawn line at their end, which belonged to what followed."""
    lines = trimmed(lines)
    while lines and RULE_LINE.match(lines[-1]):
        lines = trimmed(lines[:-1])
    return lines


def trimmed(lines: list[str]) -> list[str]:
    """The lines without empty ones at either end."""
    start, end = 0, len(lines)
    while start < end and BLANK.match(lines[start]):
        start += 1
    while end > start and BLANK.match(lines[end - 1]):
        end -= 1
    return lines[start:end]
