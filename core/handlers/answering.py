"""What an answer of the customer does to a visit: asked, confirmed, for which window (I4)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from core import events as e
from core.model import Confirmation, JsonObject
from core.orders import Order
from core.people import Actor
from core.refusals import Moved

WORDS_LIMIT = 2_000


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


def evidence_of(actor: Actor, words: str) -> JsonObject:
    return {
        "by": actor.name,
        "address": actor.address,
        "channel": actor.channel,
        "proof": int(actor.proof),
        "authenticated": actor.authenticated_by,
        "words": words[:WORDS_LIMIT],
    }


def only_for_this_window(order: Order, rev: int) -> None:
    """I4: an answer counts only for the window it was given for."""
    if rev == order.visit.schedule_rev:
        return
    if order.visit.window_start is None:
        raise Moved("That was about an earlier visit; we will write to you about the next one.")
    local = order.visit.window_start.astimezone(ZoneInfo(order.site.zone))
    raise Moved(
        f"That was about an earlier time; the visit is now on {local:%A} {local.day} {local:%B, %H:%M}."
    )
