"""What becomes of an offer: accepted, declined, out of time (L37–L39)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import bindparam, select

from core import commands as c
from core import events as e
from core.handlers.dispatching import active_technician, assigned
from core.handlers.eligibility import check_free
from core.handlers.rounds import OFF, close_round, end, go_on
from core.model import (
    Ack,
    DeclineReason,
    Event,
    Main,
    Offer,
    OfferStatus,
    Round,
    RoundStatus,
    Staff,
    Technician,
    Visit,
)
from core.refusals import Expired, Gone, Missing, Moved, Perm, Refusal, State, Taken
from core.times_in_words import moment_words
from core.turn import Events, Turn

# Built once: eleven of twelve who were asked read the answer.
_HOLDER = (
    select(Technician.name, Offer.answered_at)
    .join(Visit, (Visit.company_id == Technician.company_id) & (Visit.technician_id == Technician.id))
    .outerjoin(
        Offer,
        (Offer.company_id == Visit.company_id)
        & (Offer.visit_id == Visit.id)
        & (Offer.status == OfferStatus.ACCEPTED),
    )
    .where(Visit.company_id == bindparam("of_company"), Visit.id == bindparam("of_visit"))
)


def accept_offer(turn: Turn, command: c.AcceptOffer) -> Events:
    """L37: accept is commit. Exactly one can win; everybody else learns who did."""
    offer = _my_offer(turn, command.offer_id)
    if _came_late(turn, offer):
        yield from _accept_late(turn, offer)
        return
    if refusal := _cannot_accept(turn, offer):
        raise refusal
    order, technician = turn.order, active_technician(turn, offer.technician_id)
    check_free(turn, technician)
    offer.status, offer.answered_at = OfferStatus.ACCEPTED, turn.now
    close_round(turn, RoundStatus.ACCEPTED, OfferStatus.LOST, "taken")
    order.visit.technician_id = technician.id
    order.visit.assignment_ack = Ack.ACKED
    order.visit.overridden = False
    yield e.OfferAccepted(offer_id=offer.id, technician_id=technician.id)
    yield assigned(turn, technician)


def decline_offer(turn: Turn, command: c.DeclineOffer) -> Events:
    """L38: the next is asked at once; the last one to decline leaves it to the coordinator (L40)."""
    offer = _my_offer(turn, _which(turn, command.offer_id))
    if offer.status is not OfferStatus.OPEN:
        raise _closed(turn, offer)
    words = command.words.strip()
    if command.reason is DeclineReason.OTHER and not words:
        raise Missing("Say the reason in your own words.", field="words")
    offer.status, offer.answered_at, offer.declined_for = OfferStatus.DECLINED, turn.now, command.reason
    offer.reason = _in_words(command.reason, words)
    yield e.OfferDeclined(
        offer_id=offer.id, technician_id=offer.technician_id, reason=offer.reason, code=command.reason
    )
    yield from go_on(turn)


def expire_offer(turn: Turn, command: c.ExpireOffer) -> Events:
    """L39. A timer that comes late finds nothing to do (I14)."""
    offer = turn.order.offer(command.offer_id)
    if offer is None or offer.status is not OfferStatus.OPEN or offer.expires_at > turn.now:
        return
    yield end(turn, offer)
    yield from go_on(turn)


def _accept_late(turn: Turn, offer: Offer) -> Events:
    """§8: nobody has it, so a yes after its time is worth a look; a person decides."""
    ran_out = offer.status is OfferStatus.OPEN
    if ran_out:
        yield end(turn, offer)
    offer.late_at = turn.now
    yield e.OfferAcceptedLate(offer_id=offer.id, technician_id=offer.technician_id)
    if ran_out:
        yield from go_on(turn)


def _came_late(turn: Turn, offer: Offer) -> bool:
    order = turn.order
    over = offer.status is OfferStatus.EXPIRED or (
        offer.status is OfferStatus.OPEN and offer.expires_at <= turn.now
    )
    if not over or order.status is not Main.READY or order.visit.technician_id is not None:
        return False
    of_round = turn.find(Round, offer.round_id)
    return (
        of_round is not None and of_round.schedule_rev == order.visit.schedule_rev and offer.late_at is None
    )


def _which(turn: Turn, offer_id: int | None) -> int:
    """The offer meant: the one named, else the actor's open one."""
    if offer_id is not None:
        return offer_id
    mine = [each for each in turn.order.offers if each.technician_id == turn.actor.technician_id]
    open_one = next((each for each in mine if each.status is OfferStatus.OPEN), None)
    if open_one is None:
        raise State(f"{turn.order.reference} is not being offered to you.")
    return open_one.id


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
    return Expired() if offer.expires_at <= turn.now else None


def _closed(turn: Turn, offer: Offer) -> Refusal:
    """Why an offer that is not open cannot be answered, as the person who tapped needs to know it."""
    return _CLOSED.get(offer.status, _withdrawn)(turn, offer)


def _accepted(turn: Turn, _offer: Offer) -> Refusal:
    return State(f"{turn.order.reference} is already yours.")


def _lost(turn: Turn, _offer: Offer) -> Refusal:
    return Taken(_who_has_it(turn))


def _declined(turn: Turn, _offer: Offer) -> Refusal:
    return State(f"You declined {turn.order.reference}. Tell your dispatcher if you can take it after all.")


def _released(turn: Turn, _offer: Offer) -> Refusal:
    return Gone(f"{turn.order.reference} was yours and was taken off you again.")


def _expired(turn: Turn, offer: Offer) -> Refusal:
    if offer.late_at is not None and turn.order.visit.technician_id is None:
        return State(f"Your dispatcher knows that you could take {turn.order.reference} after all.")
    return Expired(_who_has_it(turn))


_WITHDRAWN_WORDS = {
    "rescheduled": "{order} has been moved to another time, so this offer is gone. A new one may come.",
    "cancelled": "{order} was cancelled at {at} by {by}{why}.",
    OFF: "You are off then, so the offer of {order} was taken back at {at}.",
    "withdrawn": "{by} took the offer of {order} back at {at}.",
    "on hold": "{order} was put on hold at {at} by {by}.",
}


def _withdrawn(turn: Turn, offer: Offer) -> Refusal:
    pattern = _WITHDRAWN_WORDS.get(offer.reason or "")
    if pattern is None or offer.answered_at is None:
        return Gone(_who_has_it(turn) or f"The offer of {turn.order.reference} was withdrawn.")
    by, at = offer.closed_by or "the office", _clock(turn, offer.answered_at)
    return Gone(pattern.format(order=turn.order.reference, at=at, by=by, why=_why_cancelled(turn)))


def _why_cancelled(turn: Turn) -> str:
    """H6: as whoever cancelled it said."""
    if turn.order.status is not Main.CANCELLED:
        return ""
    asked = select(Event.data["reason"].as_string()).where(
        Event.company_id == turn.actor.company_id,
        Event.work_order_id == turn.order.work.id,
        Event.name == e.WorkOrderCancelled.name,
    )
    reason = turn.session.scalar(asked.order_by(Event.id.desc()).limit(1))
    return f": {reason.rstrip('. ')}" if reason else ""


_CLOSED: Mapping[OfferStatus, Callable[[Turn, Offer], Refusal]] = MappingProxyType(
    {
        OfferStatus.ACCEPTED: _accepted,
        OfferStatus.LOST: _lost,
        OfferStatus.DECLINED: _declined,
        OfferStatus.EXPIRED: _expired,
        OfferStatus.RELEASED: _released,
    }
)


def _who_has_it(turn: Turn) -> str | None:
    """R-TAKEN: "Dana took this at 10:41." on the clock of whoever reads it."""
    about = {"of_company": turn.actor.company_id, "of_visit": turn.order.visit.id}
    holder = turn.session.execute(_HOLDER, about).one_or_none()
    if holder is None:
        return None
    if holder.answered_at is None:
        return f"{turn.order.reference} is {holder.name}'s."
    return f"{holder.name} took {turn.order.reference} at {_clock(turn, holder.answered_at)}."


def _clock(turn: Turn, at: datetime) -> str:
    """On the clock of whoever reads it."""
    manner, reader = turn.order.manner(short=True), turn.find(Staff, turn.actor.id)
    zone = (reader.zone if reader is not None else None) or turn.order.company.zone
    return moment_words(at, replace(manner, zone=zone), turn.now)


def _in_words(reason: DeclineReason, words: str) -> str:
    if reason is DeclineReason.OTHER:
        return words
    return f"{reason}, {words}" if words else reason.value
