"""What an answer of the customer does to a visit: asked, confirmed, for which window (I4)."""

from datetime import datetime

from core import events as e
from core.model import Confirmation, JsonObject
from core.orders import Order
from core.people import Actor, Kind
from core.refusals import Moved, State
from core.times_in_words import Span, window_words


def ask(order: Order, *, again: bool) -> e.ConfirmationRequested:
    order.visit.confirmation = Confirmation.REQUESTED
    order.visit.confirmation_rev = order.visit.schedule_rev
    return e.ConfirmationRequested(rev=order.visit.schedule_rev, again=again)


def set_confirmed(order: Order, now: datetime, evidence: JsonObject) -> None:
    """S0.25: with its timestamp, and who said it how."""
    order.visit.confirmation = Confirmation.CONFIRMED
    order.visit.confirmation_rev = order.visit.schedule_rev
    order.visit.confirmed_at = now
    order.visit.confirmation_evidence = evidence


def set_against(order: Order, says: Confirmation, evidence: JsonObject) -> None:
    """The customer does not want this visit as it is: what was said before, by anybody, no longer counts."""
    order.visit.confirmation = says
    order.visit.confirmation_rev = order.visit.schedule_rev
    order.visit.confirmed_at = None
    order.visit.confirmation_evidence = evidence
    order.visit.going_anyway = False


def evidence_of(actor: Actor, words: str) -> JsonObject:
    return {
        "by": actor.name,
        "contact": actor.id if actor.kind is Kind.CONTACT else None,
        "address": actor.address,
        "channel": actor.channel,
        "proof": int(actor.proof),
        "authenticated": actor.authenticated_by,
        "words": words,
    }


def unless_the_primary_contact_disagrees(order: Order, actor: Actor, says: Confirmation) -> None:
    """H13: of two contacts who want different things the primary one is believed; the other's words are kept."""
    primary, said = order.contact, order.visit.confirmation_evidence or {}
    if primary is None or said.get("contact") != primary.id or actor.kind is not Kind.CONTACT:
        return
    answered = order.visit.confirmation in {
        Confirmation.CONFIRMED,
        Confirmation.DECLINED,
        Confirmation.CHANGE_REQUESTED,
    }
    if answered and actor.id != primary.id and order.visit.confirmation is not says:
        raise State(f"{primary.name} has answered for {order.reference}, and differently. Ask them first.")


def only_for_this_window(order: Order, rev: int) -> None:
    """I4: an answer counts only for the window it was given for."""
    if rev == order.visit.schedule_rev:
        return
    if order.visit.window_start is None:
        raise Moved("That was about an earlier visit; we will write to you about the next one.")
    assert order.visit.window_end is not None
    window = Span(order.visit.window_start, order.visit.window_end, order.visit.date_only)
    raise Moved(
        f"That was about an earlier time; the visit is now on {window_words(window, order.manner())}."
    )
