"""What was written now, from HTML: mail programs mark their quotations, and those marks are certain."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import html

from inbound.mime.hidden import with_attributes
from inbound.mime.html import parse_html, take_out, text_of

# One row per mail program: where its quotation, or what leads to it, sits in the page.
QUOTE_CLASSES = (
    "gmail_quote",
    "gmail_quote_container",
    "yahoo_quoted",
    "moz-cite-prefix",
    "protonmail_quote",
    "zmail_extra",
    "AppleOriginalContents",
)
QUOTE_IDS = ("mail-editor-reference-message-container", "OLK_SRC_BODY_SECTION")
QUOTE_ID_PREFIX = "yahoo_quoted"
# From these on everything that follows is the original.
BEGINNING_IDS = frozenset({"divRplyFwdMsg", "x_divRplyFwdMsg", "appendonsend", "replySplit", "stopSpelling"})
BEGINNING_CLASS = "OutlookMessageHeader"
BEGINNING_STYLES = ("border-top:solid#b5c4df1.0pt", "border-top:solid#e1e1e11.0pt", "border-top:1ptsolid")
SIGNATURE_CLASSES = ("gmail_signature", "moz-signature")
SIGNATURE_IDS = frozenset({"Signature", "AppleMailSignature", "lineBreakAtBeginningOfSignature"})
SIGNATURE_ID_PREFIX = "ms-outlook-mobile-signature"
WRAPPER, WRAPPED = "gmail_extra", "gmail_quote"
"""Gmail once put answer and quotation in one such box: it is quoted when a quotation is in it."""

QUOTE_CLASS = re.compile("|".join(QUOTE_CLASSES))
SIGNATURE_CLASS = re.compile("|".join(SIGNATURE_CLASSES))
HINTS = tuple(
    hint.lower()
    for hint in (
        "blockquote",
        "border-top",
        BEGINNING_CLASS,
        *BEGINNING_IDS,
        *QUOTE_CLASSES,
        *QUOTE_IDS,
        QUOTE_ID_PREFIX,
        *SIGNATURE_CLASSES,
        *SIGNATURE_IDS,
        SIGNATURE_ID_PREFIX,
    )
)
"""A page without any of these has no marks, and nobody need make a tree of it."""


class Marks(NamedTuple):
    """What an element says of itself."""

    tag: str
    classes: str
    identifier: str
    style: str
    smartmail: str


def unquoted_text(source: str) -> str | None:
    """The page's text without what its marks call quoted or signature; None when nothing is marked."""
    small = source.lower()
    if not any(hint in small for hint in HINTS):
        return None
    page = parse_html(source)
    if page is None:
        return None
    telling = with_attributes(page)
    candidates = [(element, _marks(element)) for element in (*telling, *_bare_quotations(page))]
    beginnings = [element for element, marks in candidates if _begins_original(marks)]
    marked = [element for element, marks in candidates if _is_quote(marks) or _is_signature(marks)]
    marked += _wrapping([element for element, marks in candidates if WRAPPED in marks.classes])
    for element in beginnings[:1]:
        _cut_from(element)
    for element in marked:
        take_out(element)
    return text_of(page, telling) if beginnings or marked else None


def _bare_quotations(page: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """What can be marked without attributes. One path for all would have them sorted, which takes longer than all else."""
    for element in page.iter("blockquote"):
        if isinstance(element, html.HtmlElement) and not element.attrib:
            yield element


def _marks(element: html.HtmlElement) -> Marks:
    get = element.get
    return Marks(element.tag, get("class", ""), get("id", ""), get("style", ""), get("data-smartmail", ""))


def _begins_original(marks: Marks) -> bool:
    if marks.identifier in BEGINNING_IDS or BEGINNING_CLASS in marks.classes:
        return True
    style = marks.style.lower().replace(" ", "")
    return "border-top" in style and any(drawn in style for drawn in BEGINNING_STYLES)


def _is_quote(marks: Marks) -> bool:
    if marks.tag == "blockquote" or (marks.classes and QUOTE_CLASS.search(marks.classes)):
        return True
    return marks.identifier in QUOTE_IDS or marks.identifier.startswith(QUOTE_ID_PREFIX)


def _is_signature(marks: Marks) -> bool:
    return (
        (marks.classes != "" and SIGNATURE_CLASS.search(marks.classes) is not None)
        or marks.smartmail == "gmail_signature"
        or marks.identifier in SIGNATURE_IDS
        or marks.identifier.startswith(SIGNATURE_ID_PREFIX)
    )


def _wrapping(wrapped: Sequence[html.HtmlElement]) -> list[html.HtmlElement]:
    """The boxes around them; what is above an element that was seen was seen with it."""
    above: set[html.HtmlElement] = set()
    for element in wrapped:
        for ancestor in element.iterancestors():
            if ancestor in above:
                break
            above.add(ancestor)
    return [element for element in above if WRAPPER in element.get("class", "")]


def _cut_from(element: html.HtmlElement) -> None:
    """Take out the element and everything after it on the page."""
    take_out(element)
    current = element
    while current.tag != "body":
        current.tail = None
        parent = current.getparent()
        if parent is None:
            return
        del parent[parent.index(current) + 1 :]
        current = parent
