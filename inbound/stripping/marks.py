"""Where, on a sheet, what the person did not write now begins: headers of quotations, originals, signatures."""

import re

from inbound.stripping.endings import DISCLAIMER, is_appended, is_appended_below, is_disclaimer
from inbound.stripping.phrases import (
    ABOVE,
    CJK_WROTE,
    DATED_NAME,
    DATED_SENDER,
    EVIDENCE,
    FORWARDED,
    LIST_FOOTER,
    ONE_LINE_BLOCK,
    ORIGINAL,
    QUOTE_START,
    QUOTING,
    REPLY_ABOVE,
    SIGNATURES,
    WROTE,
)
from inbound.stripping.sheet import LABEL_WIDTH, MAX_LINE, QUOTE_MARKS, Sheet, has_colon

HEADER_LINES = 4
LABEL_LINES = 8
MIN_LABELS = 3
FEW_WORDS = 4
LOOK_UP = 8
HOUR = re.compile(r"[:：]\s*\*?\d[^@]*$")
AFTER_WROTE = 140
DECORATION = " \t*_<[(#=-"
DRAWN = "-_=*~•"


def is_our_line(sheet: Sheet, number: int) -> bool:
    """Whether this is our "reply above this line"."""
    line = sheet.small[number]
    return ABOVE in line and REPLY_ABOVE.match(line) is not None


def quote_header(sheet: Sheet, number: int) -> int:
    """How many lines from `number` announce a quotation ("On … wrote:"), 0 if none; the header may be wrapped."""
    if sheet.blank[number] or sheet.quoted[number]:
        return 0
    dated = "gmt" in sheet.small[number]
    for end in range(number, min(number + HEADER_LINES, len(sheet))):
        if sheet.blank[end] or sheet.quoted[end]:
            return 0
        if sheet.colon[end] or dated:
            joined = " ".join(line.strip() for line in sheet.small[number : end + 1])[:MAX_LINE]
            if _announces(joined, dated=dated) or _names_the_quoted(sheet, joined, end + 1):
                return end - number + 1
            if sheet.colon[end]:
                return 0
    return 0


def _announces(joined: str, *, dated: bool) -> bool:
    if dated and DATED_NAME.match(joined):
        return True
    if "<" in joined and DATED_SENDER.match(joined):
        return True
    return bool(EVIDENCE.search(joined) and _wrote_at_end(joined) and QUOTE_START.match(joined))


def _names_the_quoted(sheet: Sheet, joined: str, below: int) -> bool:
    """“Northside wrote:” and “Quoting Northside:”: no date, but what follows is marked as quoted."""
    if QUOTING.match(joined) and "@" in joined:
        return True
    while below < len(sheet) and sheet.blank[below]:
        below += 1
    if below == len(sheet) or not sheet.quoted[below]:
        return False
    return QUOTING.match(joined) is not None or (len(joined.split()) <= FEW_WORDS and _wrote_at_end(joined))


def _wrote_at_end(joined: str) -> bool:
    """Whether a word for "wrote" stands not far before the colon at the end."""
    tail = joined[-AFTER_WROTE:]
    words = {word.strip("(),.:：<>[]*\"'|") for word in tail.split()}
    return not WROTE.isdisjoint(words) or any(word in tail for word in CJK_WROTE)


def starts_original(sheet: Sheet, number: int) -> bool:
    """Whether the quoted original, a forward or its block of From/Sent/To/Subject lines begins here."""
    if starts_forward(sheet, number):
        return True
    if sheet.label[number] is None:
        return False
    if ONE_LINE_BLOCK.match(sheet.small[number].lstrip(f"{QUOTE_MARKS}*")):
        return True
    return len(_labels(sheet, number)) >= MIN_LABELS


def starts_forward(sheet: Sheet, number: int) -> bool:
    """Whether a line drawn by a mail program says that another message follows."""
    line = sheet.small[number]
    body = line.lstrip(QUOTE_MARKS)
    if body[:1] in DRAWN and body[1:2] in DRAWN:
        return ORIGINAL.match(body.lstrip(DRAWN).lstrip()) is not None
    return has_colon(body[: 2 * LABEL_WIDTH]) and FORWARDED.match(body) is not None


def _labels(sheet: Sheet, number: int) -> set[str]:
    """Which of sender, date, to and subject are named from here on without an empty line between."""
    found: set[str] = set()
    for at in range(number, min(number + LABEL_LINES, len(sheet))):
        label = sheet.label[at]
        if label == "sender" and HOUR.search(sheet.small[at]):
            return set()  # “From: 9am, To: 11am”: no sender has a number for a name
        if label:
            found.add(label)
        elif sheet.blank[at] and len(found) > 1:
            break
    return found if "sender" in found else set()


def ends_text(sheet: Sheet, number: int) -> bool:
    """Whether a signature, a mobile signature, a disclaimer or a list's footer begins here."""
    line = sheet.small[number]
    if len(line) <= HEADER_LINES and line.strip() in SIGNATURES:
        return True
    body = line.lstrip(DECORATION)
    if "mailing list" in body and LIST_FOOTER.match(body) is not None:
        return True
    if is_appended(body):
        return True
    if DISCLAIMER.match(body) is not None and is_disclaimer(_paragraph(sheet, number, body)):
        return True
    return is_appended_below(body) and not all(sheet.blank[max(0, number - LOOK_UP) : number])


def _paragraph(sheet: Sheet, number: int, body: str) -> str:
    """The line and what goes on below it, up to an empty line."""
    end = number + 1
    while end < min(len(sheet), number + LABEL_LINES) and not sheet.blank[end]:
        end += 1
    return "\n".join((body, *sheet.small[number + 1 : end]))


def is_drawn(line: str) -> bool:
    """Whether the line is a rule drawn with signs."""
    body = line.lstrip(QUOTE_MARKS).rstrip()
    return len(body) > HEADER_LINES and not body.strip("-_=*")
