"""The conversation that a mail belongs to: what it answers, and what its subject is therefore.

Mail programs put a conversation together by References and by the subject, so a work order that was made from a
customer's own mail stays under that mail: same subject, with the work order's number behind it. Pure.
"""

import re

from core.notifications import Outgoing
from outbound import headers

MOST_REFERENCES = 30
"""The first, which names the conversation, and the newest (RFC 5537 3.4.4 shortens alike)."""
_PREFIX = re.compile(
    r"\s*(?:re|aw|sv|vs|antw|ref|rif|odp|fwd?|wg|tr|rv)\s*(?:\[\d+\])?\s*:\s*", re.IGNORECASE
)
_TAG = re.compile(r"\s*\[WO-\d+\]", re.IGNORECASE)
_IDENTIFIER = re.compile(r"[!-;=?-~]{1,249}@[!-;=?-~]{1,249}")
"""No white space, no angle brackets, ASCII: what can stand in a header as it is."""
_LONGEST = 250


def subject_in_thread(outgoing: Outgoing, own: str) -> str:
    """The customer's subject with our tag; `own` where they gave none, or did not begin it."""
    theirs = bare_subject(outgoing.answers.subject) if outgoing.answers else ""
    return f"Re: {theirs} [WO-{outgoing.order_number}]" if theirs else own


def bare_subject(subject: str) -> str:
    """Without "Re:", "Fwd:" and what they are in other languages, and without a tag of ours."""
    left = _TAG.sub("", subject[:1000])
    while (prefix := _PREFIX.match(left)) is not None:
        left = left[prefix.end() :]
    return headers.clean(left, headers.LONGEST_SUBJECT - 30)


def thread_headers(outgoing: Outgoing, domain: str) -> dict[str, str]:
    """In-Reply-To and References; none for the first mail about a work order that we wrote of ourselves."""
    theirs = _theirs(outgoing)
    ours = [headers.message_id(key, domain) for key in outgoing.thread_keys]
    known = list(dict.fromkeys([*theirs, *ours]))
    if not known:
        return {}
    if len(known) > MOST_REFERENCES:
        known = [known[0], *known[1 - MOST_REFERENCES :]]
    return {"In-Reply-To": known[-1], "References": headers.message_ids(known)}


def _theirs(outgoing: Outgoing) -> list[str]:
    """What the customer's program calls its mails, as far as it can be repeated."""
    if outgoing.answers is None or not outgoing.answers.message_id:
        return []
    named = (*outgoing.answers.thread, outgoing.answers.message_id)
    return [f"<{each}>" for each in named if len(each) <= _LONGEST and _IDENTIFIER.fullmatch(each)]
