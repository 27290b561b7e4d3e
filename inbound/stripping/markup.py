"""What was written now, from HTML: mail programs mark their quotations, and those marks are certain."""

from lxml import html

from inbound.mime.html import drop, html_to_text, parse_html

MARKED = "//*[@class or @id or @style or @type or @data-smartmail] | //blockquote"
"""The only elements that can be marked; finding these first keeps long pages quick."""

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
WRAPPER = "gmail_extra"
"""Gmail once put answer and quotation in one such box: it is quoted when a quotation is in it."""


def unquoted_text(source: str) -> str | None:
    """The page's text without what its marks call quoted or signature; None when nothing is marked."""
    page = parse_html(source)
    if page is None:
        return None
    candidates = _find(page, MARKED)
    beginnings = [element for element in candidates if _begins_original(element)]
    marked = [element for element in candidates if _is_quote(element) or _is_signature(element)]
    for element in beginnings:
        _cut_from(element)
    for element in marked:
        drop(element)
    return html_to_text(html.tostring(page, encoding="unicode")) if beginnings or marked else None


def _find(page: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    found = page.xpath(path)
    return (
        [element for element in found if isinstance(element, html.HtmlElement)]
        if isinstance(found, list)
        else []
    )


def _begins_original(element: html.HtmlElement) -> bool:
    style = element.get("style", "").lower().replace(" ", "")
    return (
        element.get("id") in BEGINNING_IDS
        or BEGINNING_CLASS in element.get("class", "")
        or ("border-top" in style and any(drawn in style for drawn in BEGINNING_STYLES))
    )


def _is_quote(element: html.HtmlElement) -> bool:
    if element.tag == "blockquote":
        return True
    classes, identifier = element.get("class", ""), element.get("id", "")
    if any(name in classes for name in QUOTE_CLASSES):
        return True
    if WRAPPER in classes:
        return bool(element.xpath("boolean(.//*[contains(@class, 'gmail_quote')])"))
    return identifier in QUOTE_IDS or identifier.startswith(QUOTE_ID_PREFIX)


def _is_signature(element: html.HtmlElement) -> bool:
    classes, identifier = element.get("class", ""), element.get("id", "")
    return (
        any(name in classes for name in SIGNATURE_CLASSES)
        or element.get("data-smartmail") == "gmail_signature"
        or identifier in SIGNATURE_IDS
        or identifier.startswith(SIGNATURE_ID_PREFIX)
    )


def _cut_from(element: html.HtmlElement) -> None:
    """Take out the element and everything after it on the page."""
    current: html.HtmlElement | None = element
    while current is not None and current.tag != "body":
        parent = current.getparent()
        for later in list(current.itersiblings()):
            later.tail = None
            if parent is not None:
                parent.remove(later)
        current.tail = None
        current = parent
    drop(element)
