"""Which message of ours does this one answer?

By the token in the reply address first (where it was sent, then where its headers say), by our Message-IDs in
In-Reply-To and References next, by the marker in the quoted body last. Only our own secrets count; a subject or a
name proves nothing.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.mailmarks import marked_addresses
from core.tokens import PREFIX, ReplyToken, ReplyTokens
from inbound.addresses import claimed_company
from inbound.mail import InboundMail
from inbound.question import Question, QuestionBook

MAX_CANDIDATES = 20
MAX_RETURNED = 64 * 1024
NOTHING_OF_OURS = "It answers no message of ours that we can recognise."


@dataclass(frozen=True, slots=True)
class Correlated:
    """The question answered, if any, and how it was found or why not.

    `bound`: To or Cc name this very question where nobody else could have written it into them; the envelope alone may
    be anybody's, and every other header can be added to somebody's genuine mail.

    `matters` are the open questions between which the words leave open what they mean; `words` are read in place of
    the message's own, where it only says which of them is meant. `by_sender`: nothing of ours is in it (E0).
    """

    question: Question | None
    by: str
    bound: bool = False
    matters: tuple[Question, ...] = ()
    words: str | None = None
    by_sender: bool = False


def correlate(
    mail: InboundMail,
    envelope_to: Sequence[str],
    tokens: ReplyTokens,
    book: QuestionBook,
    addressed: Sequence[str] = (),
) -> Correlated:
    """The question this mail answers within the book's company. `addressed`: see `Authentication`."""
    recipients = (*envelope_to, *mail.recipients)
    genuine = _tokens(recipients, tokens)
    found = _first(genuine, book)
    if found is not None:
        return Correlated(found, "reply address", bound=_is_bound(addressed, found, tokens))
    threaded = book.asked_by(_our_keys((*mail.in_reply_to, *reversed(mail.references)), tokens.domain))
    if threaded is not None:
        return Correlated(threaded, "In-Reply-To or References")
    quoted = _tokens(marked_addresses(f"{mail.text}\n{mail.html}", tokens.domain), tokens)
    marked = _first(quoted, book)
    if marked is not None:
        return Correlated(marked, "marker in the quoted text")
    returned = _returned(mail, tokens, book)
    if returned is not None:
        return Correlated(returned, "the mail of ours that it returns")
    return Correlated(None, _why_not(recipients, genuine, tokens, book))


def _returned(mail: InboundMail, tokens: ReplyTokens, book: QuestionBook) -> Question | None:
    """Complaints go to an address of ours without a token; what they are about is inside (RFC 5965 2)."""
    inside = "\n".join(report.text[:MAX_RETURNED] for report in mail.reports[:MAX_CANDIDATES])
    if not inside:
        return None
    addresses = re.findall(rf"{re.escape(PREFIX)}[a-z2-7]{{20,80}}@[a-z0-9.-]+", inside, re.IGNORECASE)
    found = _first(_tokens(addresses, tokens), book)
    named = re.findall(r"^message-id:\s*<([^<>\s]{1,200})>", inside, re.IGNORECASE | re.MULTILINE)
    return found or book.asked_by(_our_keys(named, tokens.domain))


def _is_bound(addressed: Sequence[str], question: Question, tokens: ReplyTokens) -> bool:
    return ReplyToken(question.company_id, question.notification_id) in _tokens(addressed, tokens)


def _tokens(addresses: Iterable[str], tokens: ReplyTokens) -> list[ReplyToken]:
    read = (tokens.read(address) for address in addresses)
    return list(dict.fromkeys(token for token in read if token is not None))[:MAX_CANDIDATES]


def _first(candidates: Iterable[ReplyToken], book: QuestionBook) -> Question | None:
    own = (token for token in candidates if token.company_id == book.company_id)
    return next((found for token in own if (found := book.asked_in(token.notification_id))), None)


def _our_keys(identifiers: Iterable[str], domain: str) -> list[str]:
    split = (identifier.rpartition("@") for identifier in identifiers)
    return [key for key, _, host in split if host.lower() == domain.lower()][:MAX_CANDIDATES]


def _why_not(
    addressed: Iterable[str], genuine: Sequence[ReplyToken], tokens: ReplyTokens, book: QuestionBook
) -> str:
    if any(token.company_id != book.company_id for token in genuine):
        return "Its reply address belongs to another company."
    if genuine:
        return "Its reply address belongs to a message that is no longer there."
    if any(claimed_company(address, tokens.domain) is not None for address in addressed):
        return "Its reply address was not made by us: the code in it is wrong."
    return NOTHING_OF_OURS
