"""How a mail that need not be can be stopped: by a mail to its own address, and by one click (RFC 2369, RFC 8058). Pure."""

from urllib.parse import quote

from core.mailing import OPTIONAL
from core.mailmarks import STOP_LINK, STOP_PATH
from core.notifications import Outgoing
from core.tokens import ReplyTokens
from outbound.headers import FOLD

SECURE = "https://"
"""RFC 8058 3.1: one click needs HTTPS; pages without it leave the mail address."""


def unsubscribe_headers(
    outgoing: Outgoing, tokens: ReplyTokens, pages: str | None, reply_address: str
) -> dict[str, str]:
    """List-Unsubscribe and, with pages on HTTPS, its one-click form; nothing for mail that there must be."""
    if outgoing.name not in OPTIONAL or outgoing.contact_id is None:
        return {}
    by_mail = f"<mailto:{quote(reply_address, safe='@+')}?subject=STOP>"
    if not pages or not pages.startswith(SECURE):
        return {"List-Unsubscribe": by_mail}
    page = f"<{pages}{STOP_PATH}/{tokens.link(outgoing.company_id, outgoing.id, STOP_LINK)}>"
    return {
        "List-Unsubscribe": f"{page},{FOLD}{by_mail}",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
