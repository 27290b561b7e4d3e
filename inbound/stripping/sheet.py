"""A text as a sheet of lines, each looked at once: what later rules ask of a line is worked out here.

The sheet is capped, so whatever is linear in it is bounded as well.
"""

from dataclasses import dataclass

from inbound.stripping.phrases import LABEL

MAX_BYTES = 64 * 1024
MAX_LINES = 2000
MAX_LINE = 600
MAX_INDENT = 3
COLONS = (":", "：")
EMPHASIS = " \t*"
SHARED = "On "
MAX_SHARED = 206
LABEL_WIDTH = 48
QUOTE_MARKS = "> \t"
UNSEEN = dict.fromkeys([0x200E, 0x200F, 0x202A, 0x202B, 0x202C, *range(0x2066, 0x206A), 0x2060, 0xFEFF])
"""Marks that say in which direction text runs, and joints, which programs set around what people write. Overrides, which
make words look like others, are left in: what has them is nobody's clear answer.
"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines as written, in small letters and cut to a bounded length, and what each of them is.

    `blank`: nothing but white space and stars; `quoted`: marked with `>`; `colon`: its last sign is a colon;
    `label`: it is a line of a header block, naming sender, date, to or subject.
    """

    lines: list[str]
    small: list[str]
    blank: list[bool]
    quoted: list[bool]
    colon: list[bool]
    label: list[str | None]

    def __len__(self) -> int:
        return len(self.lines)

    def part(self, start: int, end: int) -> "Sheet":
        """The lines from `start` up to `end` as a sheet of their own."""
        cut = slice(start, end)
        return Sheet(
            self.lines[cut],
            self.small[cut],
            self.blank[cut],
            self.quoted[cut],
            self.colon[cut],
            self.label[cut],
        )


def sheet_of(text: str) -> Sheet:
    """The sheet of a text of any length."""
    lines: list[str] = []
    text = text[:MAX_BYTES].replace("\r\n", "\n")
    for line in (text if text.isascii() else text.translate(UNSEEN)).split("\n")[:MAX_LINES]:
        lines.extend(_unshared(line) or (line.rstrip(),))
    small = [line[:MAX_LINE].lower() for line in lines]
    return Sheet(
        lines=lines,
        small=small,
        blank=[not line or not line.strip(EMPHASIS) or line.isspace() for line in lines],
        quoted=[is_quoted(line) for line in small],
        colon=[line.rstrip(EMPHASIS).endswith(COLONS) for line in small],
        label=[label_of(line) if has_colon(line[:LABEL_WIDTH]) else None for line in small],
    )


def has_colon(text: str) -> bool:
    """Whether there is a colon in it, of either width."""
    return ":" in text or "：" in text


def label_of(line: str) -> str | None:
    """What a line of a header block names, in whatever language; None for any other line."""
    match = LABEL.match(line.lstrip(QUOTE_MARKS)[: 2 * LABEL_WIDTH])
    return match.lastgroup if match else None


def is_quoted(line: str) -> bool:
    """Whether a mail program or a person marked the line as a quotation."""
    head = line[: MAX_INDENT + 1].lstrip()
    if not head or head[0] not in ">|&":
        return False
    body = line.lstrip()
    return body[0] == ">" or body[:4] == "&gt;" or (body[0] == "|" and body[1:2].isspace())


def _unshared(line: str) -> tuple[str, str] | None:
    """The answer and the header of a line that holds both: "Bla --- On Wed, Apr 4, 2012, me@example.com wrote:"."""
    body = line.rstrip()
    if not body.endswith(" wrote:") or len(body) > MAX_LINE:
        return None
    start = max(body.rfind(f"-{SHARED}"), body.rfind(f"- {SHARED}"))
    if start < 0 or len(body) - start > MAX_SHARED:
        return None
    answer = body[: start + 1].rstrip("-")
    dashes = start + 1 - len(answer)
    return (answer.rstrip(), body[start + 1 :].lstrip()) if answer.strip() and 2 <= dashes <= 4 else None  # noqa: PLR2004 (--, --- or ----)
