"""A page's tree to the lines of text that a reader of it sees.

The tree is written out again, well formed now, and a fixed number of passes over that turns its tags into line
breaks. Every pass is linear, so a page of nothing but tags takes hardly longer than one of words.
"""

import re

from lxml import etree, html

GONE = "gone"
"""The tag of elements that are left out."""
UNSEEN = (
    GONE,
    "head",
    "title",
    "style",
    "script",
    "template",
    "datalist",
    "audio",
    "video",
    "canvas",
    "iframe",
    "noframes",
    "noembed",
)
LINE, SPACE = "\u2028", "\u00a0"
"""The end of a line, and a space, that stay whatever stands around them."""

# What becomes of tags. No page has these signs: a tree holds none.
EDGE = "\x01"
"""Ends a line that has begun."""
GAP = "\x02"
"""Leaves an empty line."""
BREAK = "\x03"
"""Ends a line, be it empty."""
CELL = "\x04"
"""Parts two cells of a row."""
MARK = "\x05"
"""Stands between an item's mark and its words."""

BLOCKS = (
    "div|tr|table|tbody|thead|tfoot|caption|ul|ol|li|dl|dt|dd|blockquote|pre|hr|center|address|article|aside|footer"
    "|header|hgroup|main|nav|section|figcaption|fieldset|form|details|summary|legend"
)
Pass = tuple[str | re.Pattern[str], str]

COMMON: tuple[Pass, ...] = (
    ("<br/>", BREAK), ("<p>", GAP), ("</p>", GAP), ("<div>", EDGE), ("</div>", EDGE), ("<li>", f"{EDGE}*{MARK}"), ("</li>", EDGE),
    ("<tr>", EDGE), ("</tr>", EDGE), ("<td>", ""), ("</td>", CELL), ("<span>", ""), ("</span>", ""), ("</a>", ""), ("</b>", ""),
)  # fmt: skip
"""What the passes below do as well; these are ten times as quick, and most tags of a long page are like this."""
TAGS: tuple[Pass, ...] = (
    (re.compile(r"<br\b[^>]*>"), BREAK),
    (re.compile(r"<li n=\"(\d+)\"/?>"), rf"{EDGE}\1.{MARK}"),
    (re.compile(r"<li\b[^>]*>"), f"{EDGE}*{MARK}"),
    (re.compile(r"</t[dh]>"), CELL),
    (re.compile(r"</?(?:p|h[1-6]|figure)\b[^>]*>"), GAP),
    (re.compile(rf"</?(?:{BLOCKS})\b[^>]*>"), EDGE),
    (re.compile(r"<[^>]*>"), ""),
)
BLANKS: tuple[Pass, ...] = (
    (re.compile(r"[ \t\r\n\f]+"), " "),
    (re.compile(rf" ?{CELL}[{CELL} ]*"), CELL),
    *((f"{blank}{sign}", sign) for sign in (EDGE, GAP, BREAK) for blank in (" ", CELL)),
    *((f"{sign}{blank}", sign) for sign in (EDGE, GAP, BREAK) for blank in (" ", CELL)),
)
"""A blank or a cell's end beside the end of a line is not seen."""
ENDS: tuple[Pass, ...] = (
    (re.compile(rf"{EDGE}{{2,}}"), EDGE),
    (re.compile(rf"{MARK}[ {EDGE}{GAP}{BREAK}]+"), MARK),
    (f"{BREAK}{EDGE}", BREAK),
    (MARK, " "),
    (CELL, "  "),
    (EDGE, "\n"),
    (BREAK, "\n"),
    (GAP, "\n\n"),
)
"""An edge after a break, or after another edge, ends no line. More than one empty line counts as one, later."""
SIGNS: tuple[Pass, ...] = (
    (re.compile(r"&#\w{1,8};"), ""),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&amp;", "&"),
)
"""Signs that no text may hold, and those that it may."""
PASSES = (*COMMON, *TAGS, *BLANKS, *ENDS, *SIGNS)
"""In this order. What comes before a sign is bounded in each pattern, so that none of them reads anything twice."""


def lines_of(page: html.HtmlElement) -> str:
    """The text of a tree; the tree is used up."""
    if page.tag == GONE:
        return ""
    etree.strip_elements(page, *UNSEEN, with_tail=False)
    for element in page.iter("ol"):
        _number(element)
    for element in page.iter("pre"):
        _keep_as_typed(element)
    text = etree.tostring(page, encoding="unicode")
    for found, instead in PASSES:
        text = text.replace(found, instead) if isinstance(found, str) else found.sub(instead, text)
    return text


def _number(ordered: html.HtmlElement) -> None:
    for number, item in enumerate(ordered.iterchildren("li"), start=1):
        item.attrib.clear()
        item.set("n", str(number))


def _keep_as_typed(typed: html.HtmlElement) -> None:
    for element in typed.iter():
        element.text = _kept(element.text)
        if element is not typed:
            element.tail = _kept(element.tail)


def _kept(text: str | None) -> str | None:
    return text.replace("\n", LINE).replace(" ", SPACE) if text else text
