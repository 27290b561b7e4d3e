"""What was written now, from plain text: quotations, forwards and signatures taken off.

A quotation announced by a header and not marked with `>` reaches to the end. One marked with `>` ends where the marks
end, so an answer written below it is kept. Linear in the length of the text, which is capped.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from inbound.stripping.marks import (
    ends_text,
    is_drawn,
    is_our_line,
    quote_header,
    starts_forward,
    starts_original,
)
from inbound.stripping.sheet import EMPHASIS, Sheet, sheet_of

WRAP_WIDTH = 70


@dataclass(frozen=True, slots=True)
class Written:
    """`shown` are the lines for a person to read, with what the writer quoted by hand above an answer.

    `own` are the writer's alone: only these may be read for what they ask. When the whole message is somebody else's
    text handed on, it is shown and nothing of it is own.
    """

    shown: list[str]
    own: list[str]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of lines that are all the writer's own, or all quoted by them without a header that says so."""

    lines: list[str]
    quoted: bool = False


def written(text: str, *, from_page: bool = False) -> Written:
    """The lines a person wrote now, without leading and trailing empty ones.

    `from_page`: the text was made from HTML, whose quotations carry no `>`.
    """
    whole = sheet_of(text)
    sheet, ours = _above_our_line(whole)
    shown: list[str] = []
    own: list[str] = []
    pending: list[str] = []
    for segment in _segments(sheet):
        if segment.quoted:
            pending = segment.lines
            continue
        if segment.lines:
            shown.extend([*pending, *segment.lines, ""])
            own.extend([*segment.lines, ""])
        pending = []
    if not own and not ours:
        shown = _handed_on(sheet, from_page=from_page)
    return Written(trimmed(shown), trimmed(own))


def _above_our_line(sheet: Sheet) -> tuple[Sheet, bool]:
    """What stands above our own line, and whether there is one.

    When nothing was written there but the line is quoted with `>`, the answer may stand below the quotation.
    """
    for number in range(len(sheet)):
        if is_our_line(sheet, number):
            above = sheet.part(0, number)
            below = sheet.quoted[number] and not any(
                part.lines for part in _segments(above) if not part.quoted
            )
            return (sheet if below else above), True
    return sheet, False


def _segments(sheet: Sheet) -> Iterator[Segment]:
    """Own and hand-quoted runs in turn; stops where an unmarked quotation begins."""
    start = number = 0
    while number < len(sheet):
        header = quote_header(sheet, number)
        if header or sheet.quoted[number]:
            yield _own(sheet, start, number)
            end = _end_of_quote(sheet, number + header)
            if header and end == number + header:
                return
            if not header:
                yield Segment(sheet.lines[number:end], quoted=True)
            start = number = end
        elif starts_original(sheet, number):
            break
        else:
            number += 1
    yield _own(sheet, start, number)


def _own(sheet: Sheet, start: int, end: int) -> Segment:
    """The lines up to a signature, without a drawn line at the end, which belonged to what followed."""
    last = next((number for number in range(start, end) if ends_text(sheet, number)), end)
    while last > start and (sheet.blank[last - 1] or is_drawn(sheet.small[last - 1])):
        last -= 1
    return Segment(trimmed(sheet.lines[start:last]))


def _end_of_quote(sheet: Sheet, number: int) -> int:
    """The line after the quoted run that begins here or after empty lines; `number` if there is none but text."""
    start = number
    while start < len(sheet) and sheet.blank[start]:
        start += 1
    end = start
    while end < len(sheet) and (sheet.quoted[end] or _is_wrapped_quote(sheet, end)):
        end += 1
    return end if end > start or start == len(sheet) else number


def _is_wrapped_quote(sheet: Sheet, number: int) -> bool:
    """The tail of a long quoted line that a mail program broke off: quoted lines directly above and below."""
    inside = 0 < number < len(sheet) - 1 and not sheet.blank[number]
    return inside and len(sheet.lines[number - 1]) >= WRAP_WIDTH and sheet.quoted[number + 1]


def _handed_on(sheet: Sheet, *, from_page: bool) -> list[str]:
    """The whole of a message that is nothing but an original without marks: better all of it than nothing.

    On a page only a forward counts: the quotation below an empty answer has no marks there either.
    """
    first = next((number for number in range(len(sheet)) if not sheet.blank[number]), None)
    if first is None or sheet.quoted[first]:
        return []
    header = 0 if from_page else quote_header(sheet, first)
    begins = starts_forward(sheet, first) if from_page else header or starts_original(sheet, first)
    below = first + max(header, 1)
    while below < len(sheet) and sheet.blank[below]:
        below += 1
    answers_nothing = below == len(sheet) or sheet.quoted[below]
    return sheet.lines[first:] if begins and not answers_nothing else []


def trimmed(lines: list[str]) -> list[str]:
    """The lines without empty ones at either end."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip(EMPHASIS):
        start += 1
    while end > start and not lines[end - 1].strip(EMPHASIS):
        end -= 1
    return lines[start:end]
