"""HTML to the text that a person sees. Never raises; long pages are cut."""

import re
from html import unescape

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree, html

MAX_HTML = 256 * 1024
TAG = re.compile(r"<[^<>]{0,4000}>")
BLOCK_END = re.compile(r"(?i)<(?:br|/p|/div|/tr|/h[1-6]|/li)[^<>]{0,200}>")
INVISIBLE = re.compile(r"(?is)<(style|script|head|title)\b.{0,100000}?</\1\s*>")
CONFIG = ParserConfig(css=CSS_PROFILES["strict"], display_links=False, display_images=False)


# What a reader cannot see is nothing they wrote: hidden by an attribute, or by a style of its own.
HIDDEN = re.compile(
    r"(?i)(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0*\.?0*\s*(?:!|;|$)"
    r"|(?:font-size|(?:max-)?(?:height|width))\s*:\s*0*\.?0*(?:px|pt|em|rem|%)?\s*(?:!|;|$))"
)
MAY_HIDE = re.compile(r"(?i)\bhidden\b|display\s*:\s*none|visibility\s*:|opacity\s*:|:\s*0")
UNSPEAKABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
HIDING = "//*[@hidden or @style]"


def html_to_text(source: str) -> str:
    """The page as lines of text that can be seen; `<br>`, paragraphs and table rows break lines."""
    source = _visible(source[:MAX_HTML])
    try:
        return tidy(get_text(source, CONFIG))
    except (etree.LxmlError, RecursionError, ValueError, TypeError, IndexError, AttributeError, KeyError):
        return tidy(unescape(TAG.sub("", BLOCK_END.sub("\n", INVISIBLE.sub("", source)))))


def _visible(source: str) -> str:
    """The page without the elements that hide themselves."""
    if not MAY_HIDE.search(source):
        return source
    page = parse_html(source)
    if page is None:
        return source
    candidates = page.xpath(HIDING)
    hidden = [each for each in candidates if isinstance(each, html.HtmlElement) and _is_hidden(each)]
    for element in hidden:
        drop(element)
    return html.tostring(page, encoding="unicode") if hidden else source


def drop(element: html.HtmlElement) -> None:
    """Take the element out of its page and leave the text after it in its place."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    try:
        element.drop_tree()
    except (
        ValueError
    ):  # the text around it holds characters that a page may name but a tree does not take twice
        element.tail = _speakable(element.tail)
        parent.text = _speakable(parent.text)
        if before is not None:
            before.tail = _speakable(before.tail)
        element.drop_tree()


def _speakable(text: str | None) -> str | None:
    return UNSPEAKABLE.sub("", text) if text else text


def _is_hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or HIDDEN.search(element.get("style", "")) is not None


def parse_html(source: str) -> html.HtmlElement | None:
    """The page as a tree, or None when there is nothing in it."""
    try:
        return html.document_fromstring(source[:MAX_HTML].encode("utf-8", "replace"), parser=_parser())
    except (etree.LxmlError, ValueError, TypeError, RecursionError):
        return None


def _parser() -> html.HTMLParser:
    return html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)


def tidy(text: str) -> str:
    """No-break and zero-width characters gone, line ends bare, at most one empty line in a row."""
    text = text.replace("\u00a0", " ").replace("\u200b", "").replace("\ufeff", "")
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")
