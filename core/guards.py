"""Guards: named, pure over a loaded work order and the time. Each returns its refusal, or nothing."""

from datetime import datetime, timedelta

from core.items import counted, in_words, must_be_done, unanswered
from core.model import Ack, Confirmation, Main, QuoteStatus
from core.orders import Order, window_is_past
from core.profiles import SCHEDULED, Allowed
from core.refusals import (
    Approved,
    Items,
    Missing,
    QuoteOpen,
    ReadOnly,
    Refusal,
    Replaced,
    Resume,
    State,
    Taken,
    Time,
)
from core.undo import Latest


def scheduled(order: Order, _now: datetime) -> Refusal | None:
    if order.is_scheduled:
        return None
    return Missing(f"{order.reference} has no window yet: `/wo schedule {order.reference} thursday 2-4pm`.")


def not_scheduled(order: Order, _now: datetime) -> Refusal | None:
    if not order.is_scheduled:
        return None
    return State(
        f"{order.reference} already has a window. Use `/wo reschedule {order.reference} …` to move it."
    )


def window_ahead(order: Order, now: datetime) -> Refusal | None:
    if not window_is_past(order, now):
        return None
    return Time(f"The window of {order.reference} has passed. Reschedule it first.")


def window_where_needed(order: Order, now: datetime) -> Refusal | None:
    return scheduled(order, now) if order.profile.start_needs_window else None


def has_technician(order: Order, _now: datetime) -> Refusal | None:
    if order.visit.technician_id is not None:
        return None
    return Missing(
        f"{order.reference} has no technician. Assign one, or offer it: `/wo offer {order.reference}`."
    )


def no_technician(order: Order, _now: datetime) -> Refusal | None:
    if order.visit.technician_id is None:
        return None
    return Taken(f"{order.reference} already has a technician. Unassign them first, or assign somebody else.")


def no_open_round(order: Order, _now: datetime) -> Refusal | None:
    if order.round is None:
        return None
    return State(
        f"{order.reference} is being offered already. Wait for the answers, assign somebody, "
        f"or take the offers back: `/wo withdraw {order.reference}`."
    )


def round_open(order: Order, _now: datetime) -> Refusal | None:
    if order.round is not None:
        return None
    return State(f"{order.reference} is not being offered to anybody.")


def quote_approved(order: Order, _now: datetime) -> Refusal | None:
    """I6: nothing is planned or done on a quote the customer has not approved."""
    if order.quote is None or order.quote.status is QuoteStatus.APPROVED:
        return None
    if order.quote.status is QuoteStatus.REVISING:
        return QuoteOpen(
            f"What quote v{order.quote.version} of {order.reference} was for has changed since. "
            f"Send the next one: `/wo quote {order.reference} 450.00 …`."
        )
    return QuoteOpen(
        f"Quote v{order.quote.version} of {order.reference} isn't approved yet (it is {order.quote.status})."
    )


def quote_not_approved(order: Order, _now: datetime) -> Refusal | None:
    if order.quote is None or order.quote.status is not QuoteStatus.APPROVED:
        return None
    return State(f"Quote v{order.quote.version} of {order.reference} is approved; it can't be replaced.")


def quote_is_sent(order: Order, _now: datetime) -> Refusal | None:
    if order.quote is not None and order.quote.status is QuoteStatus.SENT:
        return None
    if order.quote is not None and order.quote.status is QuoteStatus.REVISING:
        return Replaced(f"Quote v{order.quote.version} was replaced, and the next one is not ready yet.")
    if order.quote is not None and order.quote.status is QuoteStatus.APPROVED:
        return Approved(order.quote.version)
    return State(f"{order.reference} has no quote waiting for an answer.")


def request_open(order: Order, _now: datetime) -> Refusal | None:
    if order.request is not None:
        return None
    return State(f"{order.reference} has no open request for another time.")


def not_confirmed(order: Order, _now: datetime) -> Refusal | None:
    if not order.is_confirmed:
        return None
    return State(f"{order.reference} is already confirmed for this window.")


def customer_agrees(order: Order, _now: datetime) -> Refusal | None:
    """L49, L51: nobody drives to a customer who asked for another time or said not to come, unless they say why."""
    said = {
        Confirmation.CHANGE_REQUESTED: "asked for another time. Answer that first",
        Confirmation.DECLINED: "said not to come. Call them, then reschedule or cancel",
    }.get(order.visit.confirmation)
    if said is None or order.visit.going_anyway:
        return None
    return State(
        f"The customer of {order.reference} {said}. If they agreed since, say so: "
        f"`/wo depart {order.reference} --override he rang, come at 9` (`arrive` and `start` likewise)."
    )


def contact_reachable(order: Order, _now: datetime) -> Refusal | None:
    """L28: there is somebody to write to, and mail to them has not come back."""
    if order.contact is not None and order.contact.is_mailable:
        return None
    if order.contact is not None and order.contact.complained_at is not None:
        return Missing(
            f"{order.contact.name} reported our mail as spam. Call them, then `/wo address {order.reference} new@example.com`."
        )
    if order.contact is not None and order.contact.email:
        return Missing(
            f"Mail to {order.contact.name} came back. Correct the address: `/wo address {order.reference} new@example.com`."
        )
    return Missing(f"The customer of {order.reference} has no contact with an email address. Add one first.")


def scope_is_fixed(order: Order, _now: datetime) -> Refusal | None:
    """L7, S2.1, S2.23: what was agreed stays as it is once work has begun, or rests."""
    return ReadOnly(
        f"This work order is {order.status.value.replace('_', ' ').title()} and can't be edited. "
        "Add a note, or create a new work order."
    )


def cancel_in_progress(order: Order, _now: datetime) -> Refusal | None:
    if order.profile.cancel_in_progress != Allowed.NO:
        return None
    return State(f"Work on {order.reference} is under way. Put it on hold first, then cancel.")


def amendable(order: Order, _now: datetime) -> Refusal | None:
    """L8."""
    if order.profile.amend_completed != Allowed.NO:
        return None
    return ReadOnly(
        f"{order.reference} is completed, and completed work stays as it is here. "
        "Create a new work order for what is different: `/wo new`."
    )


def planned(order: Order, now: datetime) -> Refusal | None:
    """L36, L49: a window, or a due date where the profile plans without one."""
    if not order.profile.plans_by_window and order.work.due_at is not None:
        return None
    return scheduled(order, now)


def technician_or_self(order: Order, now: datetime) -> Refusal | None:
    """L51: in some profiles whoever starts the job takes it."""
    return None if order.profile.self_assign else has_technician(order, now)


def holdable(order: Order, now: datetime) -> Refusal | None:
    """L54: where the profile lets work rest from."""
    here = SCHEDULED if order.status is Main.READY else order.status.value
    if here not in order.profile.hold_from:
        return State(
            f"{order.reference} can't be put on hold while it is {order.status.value.replace('_', ' ')}."
        )
    return scheduled(order, now) or quote_approved(order, now) if order.status is Main.READY else None


def can_resume(order: Order, _now: datetime) -> Refusal | None:
    """L55, H4: whoever was under way must still have it."""
    if order.work.held_from is Main.READY or order.visit.technician_id is not None:
        return None
    return Resume(
        f"Nobody is assigned to {order.reference} any more. Assign somebody and resume, or rebook it as a new visit."
    )


def review_off(order: Order, _now: datetime) -> Refusal | None:
    if not order.profile.completion_review:
        return None
    return State(f"The office accepts finished work here: submit {order.reference} instead.")


def review_on(order: Order, _now: datetime) -> Refusal | None:
    if order.profile.completion_review:
        return None
    return State(f"No review is needed here: complete {order.reference}.")


def waited(order: Order, now: datetime) -> Refusal | None:
    """L59, S3.20: only after arrival, and after a fair wait."""
    arrived = order.visit.arrived_at
    minutes = order.profile.no_show_minutes
    if arrived is not None and now - arrived >= timedelta(minutes=minutes):
        return None
    return State(f"Wait {minutes} minutes after arriving before the customer counts as absent.")


def ack_pending(order: Order, _now: datetime) -> Refusal | None:
    if order.visit.assignment_ack is Ack.PENDING:
        return None
    return State(f"There is nothing new about {order.reference} to acknowledge.")


def can_be_undone(order: Order, now: datetime) -> Refusal | None:
    """L77, §12: for a short while, and only what staff did by a slip of the thumb."""
    latest = Latest.of(order)
    if latest is not None and latest.until is not None and now < latest.until:
        return None
    if latest is None:
        return State(f"Nothing has been done to {order.reference} that could be undone.")
    why = "can't be undone any more" if latest.until is not None else "can't be undone"
    return State(
        f"The last thing done to {order.reference} was by {latest.name} and {why}. {latest.instead(order.reference)}".rstrip()
    )


def items_over(order: Order, _now: datetime) -> Refusal | None:
    """L60, I8, S0.36, H8: all inspections submitted, all services done, required checklist points answered."""
    if left := must_be_done(order.items):
        return Items(
            f"Cannot complete {order.reference}: {in_words(left)}. `/wo items {order.reference}` lists them. "
            f"If you can't finish today: `/wo return {order.reference} …`."
        )
    if points := unanswered(order.items):
        return Items(
            f"Cannot complete work order: {counted(len(points), 'required checklist item')} must be completed first. "
            f"`/wo items {order.reference}` lists them."
        )
    return None


def signed_where_asked(order: Order, _now: datetime) -> Refusal | None:
    """L60, P.20."""
    if order.signed or not order.profile.signature_required:
        return None
    return Missing(
        f'{order.reference} needs the customer\'s signature: `/wo sign {order.reference} "Cara Cole"`, '
        f"or say why there is none: `/wo unsigned {order.reference} reception was closed`."
    )
