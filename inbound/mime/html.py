"""HTML to the text that a person sees. Never raises; linear in the length of the page, which is cut when it is long."""

import re
from collections.abc import Sequence
from html import unescape

from lxml import etree, html

from inbound.mime.colours import blank_unseen_texts
from inbound.mime.hidden import HIDDEN, unseen, with_attributes
from inbound.mime.page import GONE, LINE, lines_of

MAX_HTML = 256 * 1024
MAX_TAG = 2000
"""Characters of one tag. A longer one carries a picture, or is made to keep a parser busy: it loses its attributes."""
LONG_TAG = re.compile(rf"<([A-Za-z][\w:-]{{0,40}})([^<>]{{{MAX_TAG},}})")
TAG = re.compile(r"<[^<>]{0,4000}>")
BLOCK_END = re.compile(r"(?i)<(?:br|/p|/div|/tr|/h[1-6]|/li)[^<>]{0,200}>")
INVISIBLE = re.compile(r"(?is)<(style|script|head|title)\b.{0,100000}?</\1\s*>")

HIDDEN_ATTRIBUTE = re.compile(r"(?i)\shidden(?![\w-])")
QUOTES = str.maketrans("\"'", ";;")
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def html_to_text(source: str) -> str:
    """The page as lines of text that can be seen; `<br>`, paragraphs and table rows break lines."""
    page = parse_html(source)
    if page is None:
        return ""
    try:
        return text_of(page, with_attributes(page))
    except (etree.LxmlError, RecursionError, ValueError, TypeError):
        return tidy(unescape(TAG.sub("", BLOCK_END.sub("\n", INVISIBLE.sub("", source[:MAX_HTML])))))


def text_of(page: html.HtmlElement, marked: Sequence[html.HtmlElement]) -> str:
    """The same of a tree, which is used up. `marked`: its elements with attributes, also those taken out by now."""
    for element in unseen(page, marked):
        take_out(element)
    blank_unseen_texts(page, marked)
    return tidy(lines_of(page))


def take_out(element: html.HtmlElement) -> None:
    """Leave the element out of its page's text; what follows it stays."""
    element.tag = GONE


def parse_html(source: str) -> html.HtmlElement | None:
    """The page as a tree, or None when there is nothing in it."""
    clean = LONG_TAG.sub(_short_tag, UNSPEAKABLE.sub("", source[:MAX_HTML]))
    try:
        return html.document_fromstring(clean.encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError, TypeError, RecursionError):
        return None


def _short_tag(tag: re.Match[str]) -> str:
    """Without its attributes; what hid itself stays hidden."""
    hides = HIDDEN_ATTRIBUTE.search(tag[2]) or HIDDEN.search(tag[2].translate(QUOTES))
    return f"<{tag[1]} hidden" if hides else f"<{tag[1]}"


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)


def tidy(text: str) -> str:
    """No-break and zero-width characters gone, line ends bare, at most one empty line in a row."""
    text = text.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "").replace(LINE, "\n")
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
