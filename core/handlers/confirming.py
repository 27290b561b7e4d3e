"""What the customer says about a window, and asking them: L27–L33."""

from datetime import datetime, timedelta

from sqlalchemy import select

from core import commands as c
from core import events as e
from core import guards
from core.handlers.answering import (
    ask,
    evidence_of,
    only_for_this_window,
    set_against,
    set_confirmed,
    unless_the_primary_contact_disagrees,
)
from core.handlers.scheduling import close_request
from core.model import (
    Asks,
    Confirmation,
    InboundMessage,
    Main,
    MessageStatus,
    Notification,
    NotificationStatus,
)
from core.office_hours import is_today
from core.refusals import JustDone, Missing, Time
from core.turn import Events, NotYet, Turn

ASKED_JUST_NOW = timedelta(minutes=1)
ASKED_LATELY = timedelta(hours=20)
"""Whoever was asked within that time is not reminded."""
TOO_LATE_TO_WRITE = timedelta(hours=12)
"""Closer to the visit than that, somebody phones (L32)."""
LOOKS_AGAIN = timedelta(hours=1)
QUESTIONS = ("confirmation-request", "confirmation-reminder", "visit-moved")


def request_confirmation(turn: Turn, _command: c.RequestConfirmation) -> Events:
    """L28, S0.21. A second tap does not send a second mail."""
    if _asked_since(turn, turn.now - ASKED_JUST_NOW):
        raise JustDone(f"The customer of {turn.order.reference} was asked a moment ago.")
    if guards.window_ahead(turn.order, turn.now):
        raise Time(f"The window of {turn.order.reference} has passed. Reschedule it first.")
    yield ask(turn.order, again=turn.order.visit.confirmation is Confirmation.REQUESTED)


def _asked_since(turn: Turn, moment: datetime) -> bool:
    """Whether the question about this window was written after that, as far as we know to somebody who got it."""
    asked = select(Notification.id).where(
        Notification.company_id == turn.actor.company_id,
        Notification.work_order_id == turn.order.work.id,
        Notification.asks == Asks.CONFIRM_VISIT,
        Notification.name.in_(QUESTIONS),
        Notification.schedule_rev == turn.order.visit.schedule_rev,
        Notification.created_at > moment,
        Notification.status.not_in([NotificationStatus.FAILED, NotificationStatus.DROPPED]),
    )
    return turn.session.scalar(asked.limit(1)) is not None


def confirm(turn: Turn, command: c.Confirm) -> Events:
    """L29. A second yes changes nothing and gets the same receipt (H13)."""
    order = turn.order
    only_for_this_window(order, command.for_rev)
    unless_the_primary_contact_disagrees(order, turn.actor, Confirmation.CONFIRMED)
    again = order.is_confirmed
    if not again:
        close_request(turn)
        set_confirmed(order, turn.now, evidence_of(turn.actor, command.words))
    yield e.VisitConfirmed(
        rev=order.visit.schedule_rev,
        words=command.words,
        on_behalf=turn.actor.speaks_for is not None,
        again=again,
    )


def confirm_on_behalf(turn: Turn, command: c.ConfirmOnBehalf) -> Events:
    """L30."""
    how = command.how.strip()
    if not how:
        raise Missing("Missing: how the customer agreed, for example “by phone”.", field="how")
    close_request(turn)
    set_confirmed(turn.order, turn.now, evidence_of(turn.actor, how))
    yield e.VisitConfirmed(rev=turn.order.visit.schedule_rev, words=how, on_behalf=True)


def withdraw_reschedule(turn: Turn, command: c.WithdrawReschedule) -> Events:
    """L27: taking the wish back is a yes to the window as it stands (I4: to that one and no newer)."""
    if command.for_rev is not None:
        only_for_this_window(turn.order, command.for_rev)
    close_request(turn)
    set_confirmed(turn.order, turn.now, evidence_of(turn.actor, command.words))
    words = command.words
    yield e.RescheduleWithdrawn(words=words)
    yield e.VisitConfirmed(rev=turn.order.visit.schedule_rev, words=words, on_behalf=False)


def request_cancel(turn: Turn, command: c.RequestCancel) -> Events:
    """L31b: nothing is cancelled; somebody calls or cancels."""
    order = turn.order
    if order.is_scheduled:
        set_against(order, Confirmation.DECLINED, evidence_of(turn.actor, command.words))
    yield e.CancelRequested(words=command.words, today=is_today(order, turn.now))


def note_unanswered(turn: Turn, command: c.NoteUnanswered) -> Events:
    """L32: only while it is still so; a message of theirs in triage is an answer somebody must read."""
    order = turn.order
    waits = order.visit.confirmation is Confirmation.REQUESTED and order.status is Main.READY
    if waits and order.visit.schedule_rev == command.rev and not _message_waits(turn):
        yield e.VisitUnanswered()


def remind_to_confirm(turn: Turn, command: c.RemindToConfirm) -> Events:
    """§9: paused while a message of theirs waits for somebody to read it."""
    order, visit = turn.order, turn.order.visit
    waits = visit.confirmation is Confirmation.REQUESTED and order.status is Main.READY
    if not waits or visit.schedule_rev != command.rev or guards.contact_reachable(order, turn.now):
        return
    if order.contact is not None and order.contact.stopped_at is not None:
        return
    assert visit.window_start is not None
    if visit.window_start - turn.now < TOO_LATE_TO_WRITE or _asked_since(turn, turn.now - ASKED_LATELY):
        return
    if _message_waits(turn):
        raise NotYet(turn.now + LOOKS_AGAIN)
    yield e.ConfirmationReminded(rev=visit.schedule_rev)


def _message_waits(turn: Turn) -> bool:
    return (
        turn.session.scalar(
            select(InboundMessage.id)
            .where(
                InboundMessage.company_id == turn.actor.company_id,
                InboundMessage.work_order_id == turn.order.work.id,
                InboundMessage.status.in_(
                    [MessageStatus.RECEIVED, MessageStatus.DECIDED, MessageStatus.TRIAGE]
                ),
            )
            .limit(1)
        )
        is not None
    )


def decline_visit(turn: Turn, command: c.DeclineVisit) -> Events:
    """L31."""
    only_for_this_window(turn.order, command.for_rev)
    unless_the_primary_contact_disagrees(turn.order, turn.actor, Confirmation.DECLINED)
    close_request(turn)
    set_against(turn.order, Confirmation.DECLINED, evidence_of(turn.actor, command.words))
    yield e.VisitDeclined(words=command.words, today=is_today(turn.order, turn.now))
