"""Texts of a page that nobody can read because they have the colour of what is behind them."""

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from lxml import html

Colour = tuple[int, int, int]
Said = Colour | Literal["clear"] | None
"""What an element says of a colour; None is nothing."""

NEAR = 24
"""How much two colours may differ, in each of their parts of 255, and nobody can tell one on the other."""
WHITE, BLACK = (255, 255, 255), (0, 0, 0)
CLEAR: Literal["clear"] = "clear"
NAMED: dict[str, Said] = {
    "white": WHITE, "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255), "floralwhite": (255, 250, 240), "black": BLACK, "transparent": CLEAR,
}  # fmt: skip
"""Of the names only those that serve to hide."""
TEXT = re.compile(r"(?i)(?:^|[;\s])color\s*:\s*([^;!]{1,60})")
BEHIND = re.compile(r"(?i)(?:^|[;\s])background(?:-color)?\s*:\s*([^;!]{1,60})")
HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b")
LONG_HEX = 6
MOST_PAIRS = 2500
"""Of a text's colour and one behind a text. Nobody writes a page with more of them."""
RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]{1,6})\s*)?\)")


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a text and of what is behind it."""

    text: Colour = BLACK
    behind: Colour = WHITE
    is_clear: bool = False

    def is_blank(self) -> bool:
        """Whether nobody can read it."""
        return self.is_clear or all(abs(a - b) <= NEAR for a, b in zip(self.text, self.behind, strict=True))

    def below(self, text: Said, behind: Said) -> "Look":
        """The look of an element inside, which says this of itself."""
        return Look(
            text if isinstance(text, tuple) else self.text,
            behind if isinstance(behind, tuple) else self.behind,
            text == CLEAR or (text is None and self.is_clear),
        )


PLAIN = Look()


def blank_unseen_texts(page: html.HtmlElement, marked: Sequence[html.HtmlElement]) -> None:
    """Empty the texts that nobody can read. `marked`: the elements with attributes."""
    if not _may_hide(marked):
        return
    looks: dict[html.HtmlElement, Look] = {}
    for element in page.iter():
        if not isinstance(element, html.HtmlElement):
            continue
        parent = element.getparent()
        above = looks.get(parent, PLAIN) if parent is not None else PLAIN
        look = looks[element] = above.below(*_colours(element)) if element.attrib else above
        if look.is_blank():
            element.text = None
            for child in element:
                child.tail = None


def _may_hide(marked: Sequence[html.HtmlElement]) -> bool:
    """Whether any text's colour may come near any behind one: most pages have dark words on white and are done with."""
    texts, grounds, clear = {BLACK}, {WHITE}, False
    for element in marked:
        text, behind = _colours(element)
        clear = clear or text == CLEAR
        if isinstance(text, tuple):
            texts.add(text)
        if isinstance(behind, tuple):
            grounds.add(behind)
    if clear or len(texts) * len(grounds) > MOST_PAIRS:
        return True
    return any(Look(text, ground).is_blank() for text in texts for ground in grounds)


def _colours(element: html.HtmlElement) -> tuple[Said, Said]:
    """What the element itself says of its text and of its background."""
    font = element.get("color", "") if element.tag == "font" else ""
    return _said(element.get("style", ""), font, element.get("bgcolor", ""))


@functools.lru_cache(maxsize=1024)
def _said(style: str, font: str, ground: str) -> tuple[Said, Said]:
    text, behind = TEXT.search(style), BEHIND.search(style)
    return _colour(text[1] if text else font), _colour(behind[1] if behind else ground)


def _colour(written: str) -> Said:
    said = written.strip().lower()
    if found := HEX.search(said):
        return _hex(found[1])
    if found := RGB.search(said):
        clear = bool(found[4]) and not found[4].strip("0.")
        return CLEAR if clear else (int(found[1]), int(found[2]), int(found[3]))
    return next((NAMED[word] for word in said.split() if word in NAMED), None)


def _hex(digits: str) -> Said:
    digits = digits if len(digits) >= LONG_HEX else "".join(digit * 2 for digit in digits)
    if digits[LONG_HEX:] == "00":
        return CLEAR
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
