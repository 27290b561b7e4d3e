"""What our mail carries so that we know it, and the answers to it, again. Written by outbound, read by inbound.

Mail programs rewrite Message-IDs and leave headers out, so the same is said more than once: in the reply address, in
the threading headers, in the calendar invite, and by a marker in the body.
"""

import re
from decimal import Decimal

from core.tokens import PREFIX, ReplyTokens

REPLY_ABOVE = "— Please reply above this line —"
"""First line of every body. What an answer has at and below it is ours."""

LOOP_HEADER = "X-Truckroll-Loop"
"""On everything we send, with our mail domain as its value; mail that comes in with it is our own, come back."""

CODE_MAIL = "approval-code"
"""The mail with a one-time code. Its bytes are not kept: it is composed again should it have to be sent again."""

WHICH_MAIL = "which-matter"
"""The mail that asks which of several open matters an answer was about."""

OFFER_MAIL = "offer"
"""The mail that offers a technician a visit, with a code word. Its bytes are not kept either."""

STOP_PATH, STOP_LINK = "/stop", b"stop"
"""Where the page is that stops mail which need not be, and what its links are signed as."""

APPROVE_PATH = "/approve"
"""Where the page is that takes such a code."""

_MARKER = re.compile(r"\[ref:([a-z2-7]{20,80})\]", re.IGNORECASE)
_MOST_MARKERS = 10


def body_marker(reply_address: str) -> str:
    """The token of `reply_address` as it stands in the body: `[ref:k7fq…]`, one word that no program breaks."""
    return f"[ref:{reply_address.partition('@')[0].removeprefix(PREFIX)}]"


def marked_addresses(body: str, domain: str) -> tuple[str, ...]:
    """The reply addresses whose markers `body` (text or HTML) quotes, first one first; not yet proven genuine."""
    found = dict.fromkeys(token.lower() for token in _MARKER.findall(body))
    return tuple(f"{PREFIX}{token}@{domain}" for token in list(found)[:_MOST_MARKERS])


def invite_uid(tokens: ReplyTokens, visit_id: int) -> str:
    """The UID of a visit's calendar invite: the same for every revision, and not to be guessed (RFC 5545 §3.8.4.7)."""
    return f"{tokens.secret('invite', visit_id)}@{tokens.domain}"


def offer_code(tokens: ReplyTokens, company_id: int, offer_id: int) -> str:
    """The code word of that offer, to one technician in one round: "KQMT4829" (P.10)."""
    return tokens.word("offer", company_id, offer_id)


def approval_code(
    tokens: ReplyTokens, company_id: int, code_id: int, quote: tuple[int, Decimal], contact_id: int
) -> str:
    """The one-time code of that row, for exactly this version and total and this person: nobody can use it otherwise."""
    version, total = quote
    return tokens.code("approve", company_id, code_id, version, f"{total:.2f}", contact_id)
