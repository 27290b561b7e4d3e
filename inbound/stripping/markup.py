"""What was written now, from HTML: mail programs mark their quotations, and those marks are certain."""

from lxml import html

from inbound.mime.html import html_to_text, parse_html

# One row per mail program: where its quotation, or what leads to it, sits in the page.
QUOTES = (
    "//*[contains(concat(' ', normalize-space(@class), ' '), ' gmail_quote ')]",
    "//*[contains(@class, 'gmail_quote_container')]",
    "//*[contains(@class, 'gmail_extra')][.//*[contains(@class, 'gmail_quote')]]",
    "//*[contains(@class, 'yahoo_quoted')]",
    "//*[starts-with(@id, 'yahoo_quoted')]",
    "//*[contains(@class, 'moz-cite-prefix')]",
    "//*[contains(@class, 'protonmail_quote')]",
    "//*[contains(@class, 'zmail_extra')]",
    "//*[contains(@class, 'AppleOriginalContents')]",
    "//*[@id='mail-editor-reference-message-container']",
    "//*[@id='OLK_SRC_BODY_SECTION']",
    "//blockquote[@type='cite']",
    "//blockquote",
)
# From these on everything that follows is the original.
QUOTE_BEGINNINGS = (
    "//*[@id='divRplyFwdMsg']",
    "//*[@id='x_divRplyFwdMsg']",
    "//*[@id='appendonsend']",
    "//*[@id='replySplit']",
    "//hr[@id='stopSpelling']",
    "//*[contains(@class, 'OutlookMessageHeader')]",
    "//*[contains(translate(@style, 'ABCDEF ', 'abcdef'), 'border-top:solid#b5c4df1.0pt')]",
    "//*[contains(translate(@style, 'ABCDEF ', 'abcdef'), 'border-top:solid#e1e1e11.0pt')]",
    "//*[contains(translate(@style, 'ABCDEF ', 'abcdef'), 'border-top:1ptsolid')]",
)
SIGNATURES = (
    "//*[contains(@class, 'gmail_signature')]",
    "//*[@data-smartmail='gmail_signature']",
    "//*[contains(@class, 'moz-signature')]",
    "//*[starts-with(@id, 'ms-outlook-mobile-signature')]",
    "//*[@id='Signature' or @id='AppleMailSignature' or @id='lineBreakAtBeginningOfSignature']",
)


def unquoted_text(source: str) -> str | None:
    """The page's text without what its marks call quoted or signature; None when nothing is marked."""
    page = parse_html(source)
    if page is None:
        return None
    beginnings = [element for path in QUOTE_BEGINNINGS for element in _find(page, path)]
    marked = [element for path in (*QUOTES, *SIGNATURES) for element in _find(page, path)]
    for element in beginnings:
        _cut_from(element)
    for element in marked:
        _remove(element)
    return html_to_text(html.tostring(page, encoding="unicode")) if beginnings or marked else None


def _find(page: html.HtmlElement, path: str) -> list[html.HtmlElement]:
    found = page.xpath(path)
    return (
        [element for element in found if isinstance(element, html.HtmlElement)]
        if isinstance(found, list)
        else []
    )


def _remove(element: html.HtmlElement) -> None:
    """Take the element out and leave the text after it in its place."""
    if element.getparent() is not None:
        element.drop_tree()


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
    _remove(element)
