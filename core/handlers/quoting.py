"""Quotes of one total: sent, and answered for exactly the version and total that was sent (L11, L14, L17), until what was
quoted changes (L6).
"""

from decimal import Decimal

from sqlalchemy import func, select

from core import commands as c
from core import events as e
from core.identity import reads_quotes
from core.model import Main, Quote, QuoteStatus
from core.people import Actor
from core.refusals import Auth, Missing, QuoteOpen, Replaced, Stale
from core.turn import Events, Turn

STANDING = frozenset({QuoteStatus.SENT, QuoteStatus.APPROVED})
UNDER_WAY = frozenset({Main.EN_ROUTE, Main.ON_SITE})


def send_quote(turn: Turn, command: c.SendQuote) -> Events:
    """L11. A version still waiting or rejected is superseded at once: a late yes to it changes nothing."""
    if command.total <= 0:
        raise Missing("A quote needs a total above zero.", field="total")
    order, asked = turn.order, reads_quotes(turn.session, turn.order.customer)
    if asked is None:
        raise Missing(
            f"Nobody at {order.customer.name} can be asked to approve: neither an approver nor the primary contact has an "
            f"address where mail arrives. `/wo address {order.reference} new@example.com` corrects one."
        )
    if order.status is Main.DRAFT:
        yield e.WorkOrderOpened()
    if order.quote is not None:
        order.quote.status = QuoteStatus.SUPERSEDED
        turn.session.flush()
    last = turn.session.scalar(
        select(func.max(Quote.version)).where(
            Quote.company_id == turn.actor.company_id, Quote.work_order_id == order.work.id
        )
    )
    order.quote = turn.add(
        Quote(
            work_order_id=order.work.id,
            version=(last or 0) + 1,
            total=command.total,
            summary=command.summary,
            sent_at=turn.now,
        )
    )
    yield e.QuoteSent(version=order.quote.version, total=order.quote.total, to=asked.name)


def approve_quote(turn: Turn, command: c.ApproveQuote) -> Events:
    """L14, S2.47: who, by which authority, how proven, exact version and total are kept (I15).

    Above the approver's limit mail proves too little, whoever signed it: a one-time code is asked for (§6).
    """
    quote = current_quote(turn, command.version, command.total)
    limit = turn.actor.approval_limit
    if limit is not None and quote.total > limit:
        raise Auth
    yield approve(turn, quote, command.words)


def reject_quote(turn: Turn, command: c.RejectQuote) -> Events:
    """L17."""
    quote = current_quote(turn, command.version)
    _answer(turn, quote, QuoteStatus.REJECTED, command.words)
    yield e.QuoteRejected(version=quote.version, words=command.words)


def supersede_quote(turn: Turn) -> Events:
    """L6: prices of what was quoted have changed, so the version that was sent or approved counts no more at once.

    Nothing is started on it until the next one is approved (I6). Work that is under way is refused instead.
    """
    order, quote = turn.order, turn.order.quote
    if quote is None or quote.status not in STANDING:
        return
    if order.status in UNDER_WAY:
        raise QuoteOpen(
            f"{order.reference} is under way on quote v{quote.version}, so what it costs can't change now. "
            f"Call them back first: `/wo reschedule {order.reference} …`, or leave the price out."
        )
    quote.status = QuoteStatus.REVISING
    yield e.QuoteSuperseded(version=quote.version)


def current_quote(turn: Turn, version: int, total: Decimal | None = None) -> Quote:
    """The quote that was answered, if it still is the one that counts. Raises Stale."""
    quote = turn.order.quote
    assert quote is not None
    if quote.version != version:
        raise Replaced(f"Quote v{version} was replaced by v{quote.version}. Please answer the newest quote.")
    if total is not None and total != quote.total:
        raise Stale(f"The quote's total is {quote.total}, not {total}. Please answer the newest quote.")
    return quote


def approve(turn: Turn, quote: Quote, words: str) -> e.QuoteApproved:
    """Marks it approved, with the evidence."""
    _answer(turn, quote, QuoteStatus.APPROVED, words)
    return e.QuoteApproved(version=quote.version, total=quote.total, words=words)


def _answer(turn: Turn, quote: Quote, status: QuoteStatus, words: str) -> None:
    quote.status, quote.answered_at = status, turn.now
    quote.evidence = {
        "by": turn.actor.name,
        "address": turn.actor.address,
        "authority": _authority(turn.actor),
        "channel": turn.actor.channel,
        "proof": int(turn.actor.proof),
        "authenticated": turn.actor.authenticated_by,
        "version": quote.version,
        "total": str(quote.total),
        "words": words,
    }


def _authority(actor: Actor) -> str:
    if actor.speaks_for is not None:
        return "on behalf"
    return "approver" if actor.is_approver else "contact"
