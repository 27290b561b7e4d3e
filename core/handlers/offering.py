"""Offers, and what happens when nobody takes them: L36–L40."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.handlers.dispatching import REASON_LIMIT, active_technician, close_round
from core.handlers.eligibility import check_free, sort_out
from core.model import Ack, Offer, OfferStatus, Round, RoundStatus, Technician
from core.refusals import Busy, Expired, Gone, Missing, Moved, Perm, Refusal, State, Taken, Time
from core.turn import Events, Turn


def offer_visit(turn: Turn, command: c.OfferVisit) -> Events:
    """L36: to all named at once. The offer ends early enough for somebody else to be found (§8)."""
    order = turn.order
    if not command.technician_ids:
        raise Missing("Missing: whom to offer it to. `/wo offer WO-12 @tom @tina`", field="technicians")
    technicians, left_out = _candidates(turn, command)
    expires_at = _expiry(turn)
    order.round = turn.add(
        Round(visit_id=order.visit.id, schedule_rev=order.visit.schedule_rev, opened_at=turn.now)
    )
    order.offers = [
        turn.add(
            Offer(
                round_id=order.round.id, visit_id=order.visit.id, technician_id=each.id, expires_at=expires_at
            )
        )
        for each in technicians
    ]
    yield e.OffersMade(
        round_id=order.round.id,
        offer_ids=tuple(offer.id for offer in order.offers),
        technician_ids=tuple(each.id for each in technicians),
        expires_at=expires_at,
        left_out=left_out,
    )


def _candidates(turn: Turn, command: c.OfferVisit) -> tuple[list[Technician], tuple[str, ...]]:
    """Whom to ask, and why others are not asked. Raises Busy when somebody named, or everybody, cannot go."""
    named = [active_technician(turn, each) for each in dict.fromkeys(command.technician_ids)]
    cannot = sort_out(turn, named)
    if cannot and (not command.only_eligible or len(cannot) == len(named)):
        raise Busy(
            f"{' '.join(cannot.values())} Offer it to others, or at another time.", field="technicians"
        )
    return [each for each in named if each.id not in cannot], tuple(cannot.values())


def accept_offer(turn: Turn, command: c.AcceptOffer) -> Events:
    """L37: accept is commit. Exactly one can win; everybody else learns who did."""
    offer = _my_offer(turn, command.offer_id)
    order = turn.order
    if refusal := _cannot_accept(turn, offer):
        raise refusal
    technician = active_technician(turn, offer.technician_id)
    check_free(turn, technician)
    offer.status, offer.answered_at = OfferStatus.ACCEPTED, turn.now
    close_round(turn, RoundStatus.ACCEPTED, OfferStatus.LOST, "taken")
    order.visit.technician_id = technician.id
    order.visit.assignment_ack = Ack.ACKED
    order.visit.overridden = False
    yield e.OfferAccepted(offer_id=offer.id, technician_id=technician.id)
    yield e.TechnicianAssigned(technician_id=technician.id, replaced_id=None)


def decline_offer(turn: Turn, command: c.DeclineOffer) -> Events:
    """L38; the last one to decline leaves it to the coordinator (L40)."""
    offer = _my_offer(turn, command.offer_id)
    if offer.status is not OfferStatus.OPEN:
        raise _closed(turn, offer)
    reason = command.reason.strip() or "no reason given"
    offer.status, offer.answered_at, offer.reason = OfferStatus.DECLINED, turn.now, reason[:REASON_LIMIT]
    yield e.OfferDeclined(offer_id=offer.id, technician_id=offer.technician_id, reason=offer.reason)
    yield from _escalate_when_nobody_is_left(turn)


def expire_offer(turn: Turn, command: c.ExpireOffer) -> Events:
    """L39. A timer that comes late finds nothing to do (I14)."""
    offer = turn.order.offer(command.offer_id)
    if offer is None or offer.status is not OfferStatus.OPEN or offer.expires_at > turn.now:
        return
    offer.status, offer.answered_at = OfferStatus.EXPIRED, turn.now
    yield e.OfferExpired(offer_id=offer.id, technician_id=offer.technician_id)
    yield from _escalate_when_nobody_is_left(turn)


def escalate(turn: Turn, command: c.Escalate) -> Events:
    """L40: the round's deadline passed; offers still open are over with it."""
    order = turn.order
    if order.round is None or order.round.id != command.round_id:
        return
    for offer in order.open_offers():
        offer.status, offer.answered_at = OfferStatus.EXPIRED, turn.now
        yield e.OfferExpired(offer_id=offer.id, technician_id=offer.technician_id)
    yield from _escalate_when_nobody_is_left(turn)


def _expiry(turn: Turn) -> datetime:
    order, profile = turn.order, turn.order.profile
    begins = order.visit.window_start or order.work.due_at
    assert begins is not None
    latest = begins - timedelta(minutes=profile.offer_margin_minutes)
    if latest <= turn.now:
        raise Time(
            f"{order.reference} starts too soon to wait for answers. Assign somebody: "
            f"`/wo assign {order.reference} @tom`."
        )
    return min(turn.now + timedelta(minutes=profile.offer_minutes), latest)


def _my_offer(turn: Turn, offer_id: int) -> Offer:
    """The offer, if it is the actor's and of this work order."""
    offer = turn.order.offer(offer_id) or turn.find(Offer, offer_id)
    if offer is None or offer.visit_id != turn.order.visit.id:
        raise Gone(_who_has_it(turn) or "This offer is no longer open.")
    if offer.technician_id != turn.actor.technician_id:
        raise Perm("This offer was made to somebody else.")
    return offer


def _cannot_accept(turn: Turn, offer: Offer) -> Refusal | None:
    if offer.status is not OfferStatus.OPEN or turn.order.round is None:
        return _closed(turn, offer)
    if turn.order.visit.technician_id is not None:
        return Taken(_who_has_it(turn))
    if turn.order.round.schedule_rev != turn.order.visit.schedule_rev:
        return Moved("The visit has been moved; a new offer will come if it is still open.")
    if offer.expires_at <= turn.now:
        return Expired()
    return None


def _closed(turn: Turn, offer: Offer) -> Refusal:
    """Why an offer that is not open cannot be answered, as the person who tapped needs to know it."""
    match offer.status:
        case OfferStatus.ACCEPTED:
            return State(f"{turn.order.reference} is already yours.")
        case OfferStatus.LOST:
            return Taken(_who_has_it(turn))
        case OfferStatus.DECLINED:
            return State(
                f"You declined {turn.order.reference}. Tell your dispatcher if you can take it after all."
            )
        case OfferStatus.EXPIRED:
            return Expired()
        case OfferStatus.RELEASED:
            return Gone(f"{turn.order.reference} was yours and was taken off you again.")
        case _:
            return _withdrawn(turn, offer)


_WITHDRAWN_WORDS = {
    "rescheduled": "{order} has been moved to another time, so this offer is gone. A new one may come.",
    "cancelled": "{order} was cancelled.",
}


def _withdrawn(turn: Turn, offer: Offer) -> Refusal:
    pattern = _WITHDRAWN_WORDS.get(offer.reason or "")
    if pattern is not None:
        return Gone(pattern.format(order=turn.order.reference))
    return Gone(_who_has_it(turn) or f"The offer of {turn.order.reference} was withdrawn.")


def _who_has_it(turn: Turn) -> str | None:
    """R-TAKEN: "Dana took this at 10:41." in the site's time."""
    technician = turn.find(Technician, turn.order.visit.technician_id)
    if technician is None:
        return None
    accepted_at = turn.session.scalar(
        select(Offer.answered_at).where(
            Offer.company_id == turn.actor.company_id,
            Offer.visit_id == turn.order.visit.id,
            Offer.status == OfferStatus.ACCEPTED,
        )
    )
    if accepted_at is None:
        return f"{turn.order.reference} is {technician.name}'s."
    return f"{technician.name} took {turn.order.reference} at {_clock(turn, accepted_at)}."


def _clock(turn: Turn, at: datetime) -> str:
    return f"{at.astimezone(ZoneInfo(turn.order.site.zone)):%H:%M}"


def _escalate_when_nobody_is_left(turn: Turn) -> Events:
    order = turn.order
    if order.round is None or order.open_offers():
        return
    reasons = tuple(_why_not(turn, offer) for offer in order.offers)
    round_id = order.round.id
    close_round(turn, RoundStatus.EXHAUSTED, OfferStatus.EXPIRED, "nobody took it")
    yield e.DispatchEscalated(round_id=round_id, reasons=reasons)


def _why_not(turn: Turn, offer: Offer) -> str:
    name = turn.session.scalar(
        select(Technician.name).where(
            Technician.company_id == turn.actor.company_id, Technician.id == offer.technician_id
        )
    )
    said = f"declined: {offer.reason}" if offer.status is OfferStatus.DECLINED else "did not answer in time"
    return f"{name} {said}"
