"""What of a page cannot be seen: hidden by an attribute, a style, or the page's style sheet.

What a reader cannot see is nothing that anybody wrote to them. In doubt a text counts as hidden: then a person reads it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree, html

ZERO = r"(?:0+(?:\.0*)?|\.0+)"
_DECLARED = r"(?i)(?:^|[;{\s])"
HIDDEN = re.compile(
    rf"{_DECLARED}(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    rf"|opacity\s*:\s*{ZERO}\s*(?:!|;|$)"
    rf"|(?:(?:max-)?(?:height|width))\s*:\s*{ZERO}(?:px|pt|em|rem|%)?\s*(?:!|;|$)"
    rf"|font-size\s*:\s*(?:{ZERO}(?:em|rem|%|ex)?|[01]?(?:\.\d{{1,6}})?(?:px|pt))\s*(?:!|;|$)"
    r"|(?:left|right|top|bottom|text-indent|margin(?:-left|-right|-top)?)\s*:\s*-\d{3}"
    r"|clip\s*:\s*rect\(|clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|circle\(\s*0)"
    r"|transform\s*:[^;]{0,100}scale(?:x|y|3d)?\(\s*0\s*[,)])"
)
ATTRIBUTES = etree.XPath("//*[@*]")
NAMES = re.compile(r"[.#]?[A-Za-z][\w-]{0,100}")
MOST_RULES, MOST_SELECTORS = 500, 2000


def unseen(page: html.HtmlElement, marked: Sequence[html.HtmlElement]) -> list[html.HtmlElement]:
    """The elements that cannot be seen with all that is in them. `marked`: those with attributes."""
    sheet = _hiding_names(page)
    found = [each for each in marked if _is_hidden(each, sheet)]
    tags = [name for name in sheet if name[0] not in ".#"]
    found.extend(each for each in page.iter(*tags) if isinstance(each, html.HtmlElement)) if tags else None
    return found


def with_attributes(page: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements that say anything of themselves; finding these first keeps long pages quick."""
    found = ATTRIBUTES(page)
    return [each for each in found if isinstance(each, html.HtmlElement)] if isinstance(found, list) else []


def _is_hidden(element: html.HtmlElement, sheet: frozenset[str]) -> bool:
    if element.get("hidden") is not None or HIDDEN.search(element.get("style", "")):
        return True
    return bool(sheet) and not sheet.isdisjoint(_called(element))


def _called(element: html.HtmlElement) -> Iterable[str]:
    yield f"#{element.get('id', '').lower()}"
    for name in element.get("class", "").lower().split():
        yield f".{name}"


def _hiding_names(page: html.HtmlElement) -> frozenset[str]:
    """Classes (`.x`), ids (`#x`) and tags that a style sheet of the page hides, whatever else a selector asks for."""
    names: set[str] = set()
    for sheet in page.iter("style"):
        for rule in (sheet.text or "").split("}")[:MOST_RULES]:
            selectors, _, declared = rule.rpartition("{")
            if HIDDEN.search(declared):
                names.update(_named(selectors.rpartition("{")[2][-MOST_SELECTORS:]))
    return frozenset(names)


def _named(selectors: str) -> Iterator[str]:
    for selector in selectors.lower().split(","):
        *_, last = selector.split() or [""]
        found = NAMES.findall(last)
        yield from [name for name in found if name[0] in ".#"] or found
