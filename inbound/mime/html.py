"""HTML to the text that a person sees. Never raises; long pages are cut."""

import re
from html import unescape

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from lxml import etree, html

MAX_HTML = 512 * 1024
TAG = re.compile(r"<[^<>]{0,4000}>")
BLOCK_END = re.compile(r"(?i)<(?:br|/p|/div|/tr|/h[1-6]|/li)[^<>]{0,200}>")
INVISIBLE = re.compile(r"(?is)<(style|script|head|title)\b.{0,100000}?</\1\s*>")
CONFIG = ParserConfig(css=CSS_PROFILES["strict"], display_links=False, display_images=False)


def html_to_text(source: str) -> str:
    """The page as lines of text; `<br>`, paragraphs and table rows break lines."""
    source = source[:MAX_HTML]
    try:
        return tidy(get_text(source, CONFIG))
    except (etree.LxmlError, RecursionError, ValueError, TypeError, IndexError, AttributeError, KeyError):
        return tidy(unescape(TAG.sub("", BLOCK_END.sub("\n", INVISIBLE.sub("", source)))))


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
