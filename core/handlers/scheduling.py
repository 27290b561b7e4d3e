"""Windows and what the customer says about them: L20–L31."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from core import commands as c
from core import events as e
from core import guards
from core.handlers.dispatching import close_round
from core.model import (
    Ack,
    Confirmation,
    InboundMessage,
    JsonObject,
    Main,
    MessageStatus,
    OfferStatus,
    RequestStatus,
    RescheduleRequest,
    RoundStatus,
)
from core.orders import Order
from core.people import Actor
from core.refusals import Missing, Moved, Stale, State, Time
from core.turn import Events, Turn

LONGEST_WINDOW = timedelta(days=31)
FURTHEST = timedelta(days=800)
WORDS_LIMIT = 2_000


def schedule(turn: Turn, command: c.Schedule) -> Events:
    """L20; asks for confirmation at once where the profile says so."""
    yield from promise(turn, command.window)


def promise(turn: Turn, window: c.Window) -> Events:
    """A visit without a window gets one; the customer is asked where the profile says so and they can be."""
    check_window(window, turn.now)
    set_window(turn.order, window)
    yield e.VisitScheduled(start=window.start, end=window.end, rev=turn.order.visit.schedule_rev)
    if turn.order.profile.ask_when_scheduled and guards.contact_reachable(turn.order, turn.now) is None:
        yield _ask(turn.order, again=False)


def reschedule(turn: Turn, command: c.Reschedule) -> Events:
    """L21, L22: the old yes no longer counts; the technician stays; open offers are withdrawn."""
    yield move(turn, command.window, command.reason.strip() or "moved by the office")


def move(turn: Turn, window: c.Window, reason: str, *, agreed: bool = False) -> e.VisitMoved:
    """Gives the visit another window and says so. `agreed`: the customer named this window themselves."""
    check_window(window, turn.now)
    order, visit = turn.order, turn.order.visit
    assert visit.window_start is not None
    assert visit.window_end is not None
    old = (visit.window_start, visit.window_end)
    if (window.start, window.end) == old:
        raise State(f"{order.reference} already has that window.")
    knew = order.customer_knows_window
    close_round(turn, RoundStatus.SUPERSEDED, OfferStatus.WITHDRAWN, "rescheduled")
    close_request(turn)
    set_window(order, window)
    visit.confirmation = Confirmation.REQUESTED if knew else Confirmation.NONE
    visit.confirmation_rev = visit.schedule_rev if knew else None
    visit.confirmed_at = visit.confirmation_evidence = None
    return e.VisitMoved(
        old_start=old[0],
        old_end=old[1],
        start=window.start,
        end=window.end,
        rev=visit.schedule_rev,
        reason=reason[:WORDS_LIMIT],
        under_way=order.status in {Main.EN_ROUTE, Main.ON_SITE},
        asks_again=knew and not agreed,
        agreed=agreed,
    )


def request_reschedule(turn: Turn, command: c.RequestReschedule) -> Events:
    """L23. A second wish replaces the first: what they said last is what they want."""
    _for_this_window(turn.order, command.for_rev)
    close_request(turn)
    order = turn.order
    order.request = turn.add(
        RescheduleRequest(
            visit_id=order.visit.id,
            for_rev=command.for_rev,
            words=command.words[:WORDS_LIMIT],
            proposals=[_as_json(window) for window in command.proposals],
            created_at=turn.now,
        )
    )
    order.visit.confirmation = Confirmation.CHANGE_REQUESTED
    order.visit.confirmation_rev = order.visit.schedule_rev
    order.visit.confirmed_at = order.visit.confirmation_evidence = None
    yield e.RescheduleRequested(
        request_id=order.request.id,
        words=command.words[:WORDS_LIMIT],
        understood=tuple(
            f"{window.start.isoformat()}/{window.end.isoformat()}" for window in command.proposals
        ),
    )


def accept_proposal(turn: Turn, command: c.AcceptProposal) -> Events:
    """L25: confirmed at once, for the window is the customer's own (their words are the evidence)."""
    request = turn.order.request
    assert request is not None
    if command.request_id not in {None, request.id}:
        raise Stale("The customer has written again since; look at their newest wish.")
    if not 1 <= command.choice <= len(request.proposals):
        raise Missing("The customer named no such time. Reschedule to a time you agreed with them.")
    window = _from_json(request.proposals[command.choice - 1])
    moved = move(turn, window, "as the customer asked", agreed=True)
    request.status = RequestStatus.ACCEPTED
    evidence = {"request": request.id, "words": request.words, "accepted_by": turn.actor.name}
    _confirmed(turn.order, turn.now, evidence)
    yield moved
    yield e.VisitConfirmed(rev=turn.order.visit.schedule_rev, words=request.words, on_behalf=False)


def decline_proposal(turn: Turn, command: c.DeclineProposal) -> Events:
    """L26: the window stands, and the customer is asked about it again."""
    request = turn.order.request
    assert request is not None
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: the reason; the customer reads it.", field="reason")
    close_request(turn, RequestStatus.DECLINED, turn.now, reason[:WORDS_LIMIT])
    turn.order.visit.confirmation = Confirmation.REQUESTED
    turn.order.visit.confirmation_rev = turn.order.visit.schedule_rev
    yield e.ProposalDeclined(reason=reason[:WORDS_LIMIT])


def request_confirmation(turn: Turn, _command: c.RequestConfirmation) -> Events:
    """L28, S0.21."""
    if guards.window_ahead(turn.order, turn.now):
        raise Time(f"The window of {turn.order.reference} has passed. Reschedule it first.")
    yield _ask(turn.order, again=turn.order.visit.confirmation is Confirmation.REQUESTED)


def confirm(turn: Turn, command: c.Confirm) -> Events:
    """L29. A second yes changes nothing and gets the same receipt (H13)."""
    order = turn.order
    _for_this_window(order, command.for_rev)
    again = order.is_confirmed
    if not again:
        close_request(turn)
        _confirmed(order, turn.now, _evidence(turn.actor, command.words))
    yield e.VisitConfirmed(
        rev=order.visit.schedule_rev, words=command.words[:WORDS_LIMIT], on_behalf=False, again=again
    )


def confirm_on_behalf(turn: Turn, command: c.ConfirmOnBehalf) -> Events:
    """L30."""
    how = command.how.strip()
    if not how:
        raise Missing("Missing: how the customer agreed, for example “by phone”.", field="how")
    close_request(turn)
    _confirmed(turn.order, turn.now, _evidence(turn.actor, how))
    yield e.VisitConfirmed(rev=turn.order.visit.schedule_rev, words=how[:WORDS_LIMIT], on_behalf=True)


def withdraw_reschedule(turn: Turn, command: c.WithdrawReschedule) -> Events:
    """L27: taking the wish back is a yes to the window as it stands."""
    close_request(turn)
    _confirmed(turn.order, turn.now, _evidence(turn.actor, command.words))
    words = command.words[:WORDS_LIMIT]
    yield e.RescheduleWithdrawn(words=words)
    yield e.VisitConfirmed(rev=turn.order.visit.schedule_rev, words=words, on_behalf=False)


def request_cancel(turn: Turn, command: c.RequestCancel) -> Events:
    """L31b: nothing is cancelled; somebody calls or cancels."""
    order = turn.order
    if order.is_scheduled:
        order.visit.confirmation = Confirmation.DECLINED
        order.visit.confirmation_rev = order.visit.schedule_rev
        order.visit.confirmed_at = None
        order.visit.confirmation_evidence = _evidence(turn.actor, command.words)
    yield e.CancelRequested(words=command.words[:WORDS_LIMIT])


def note_unanswered(turn: Turn, command: c.NoteUnanswered) -> Events:
    """L32: only while it is still so; a message of theirs in triage is an answer somebody must read."""
    order = turn.order
    waits = order.visit.confirmation is Confirmation.REQUESTED and order.status is Main.READY
    if waits and order.visit.schedule_rev == command.rev and not _message_waits(turn):
        yield e.VisitUnanswered()


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
    _for_this_window(turn.order, command.for_rev)
    close_request(turn)
    turn.order.visit.confirmation = Confirmation.DECLINED
    turn.order.visit.confirmation_rev = turn.order.visit.schedule_rev
    turn.order.visit.confirmed_at = None
    turn.order.visit.confirmation_evidence = _evidence(turn.actor, command.words)
    yield e.VisitDeclined(words=command.words[:WORDS_LIMIT])


def close_request(
    turn: Turn,
    status: RequestStatus = RequestStatus.CLOSED,
    now: datetime | None = None,
    reason: str | None = None,
) -> None:
    """The open request, if any, is answered or overtaken."""
    request = turn.order.request
    if request is None:
        return
    request.status, request.answered_at, request.answer_reason = status, now or turn.now, reason
    turn.order.request = None
    # The next open request must not meet this one in the unique index.
    turn.session.flush()


def check_window(window: c.Window, now: datetime) -> None:
    if window.start >= window.end:
        raise Time("The window ends before it starts.", field="window")
    if window.end <= now:
        raise Time("That window is already over. Give a time ahead.", field="window")
    if window.end - window.start > LONGEST_WINDOW or window.start - now > FURTHEST:
        raise Time("That window is too long or too far ahead.", field="window")


def set_window(order: Order, window: c.Window) -> None:
    visit = order.visit
    visit.window_start, visit.window_end, visit.date_only = window.start, window.end, window.date_only
    visit.schedule_rev += 1
    visit.late_minutes = None
    if visit.technician_id is not None:
        visit.assignment_ack = Ack.PENDING


def _ask(order: Order, *, again: bool) -> e.ConfirmationRequested:
    order.visit.confirmation = Confirmation.REQUESTED
    order.visit.confirmation_rev = order.visit.schedule_rev
    return e.ConfirmationRequested(rev=order.visit.schedule_rev, again=again)


def _confirmed(order: Order, now: datetime, evidence: JsonObject) -> None:
    """S0.25: with its timestamp, and who said it how."""
    order.visit.confirmation = Confirmation.CONFIRMED
    order.visit.confirmation_rev = order.visit.schedule_rev
    order.visit.confirmed_at = now
    order.visit.confirmation_evidence = evidence


def _evidence(actor: Actor, words: str) -> JsonObject:
    return {
        "by": actor.name,
        "address": actor.address,
        "channel": actor.channel,
        "proof": int(actor.proof),
        "words": words[:WORDS_LIMIT],
    }


def _for_this_window(order: Order, rev: int) -> None:
    """I4: an answer counts only for the window it was given for."""
    if rev == order.visit.schedule_rev:
        return
    assert order.visit.window_start is not None
    local = order.visit.window_start.astimezone(ZoneInfo(order.site.zone))
    raise Moved(
        f"That was about an earlier time; the visit is now on {local:%A} {local.day} {local:%B, %H:%M}."
    )


def _as_json(window: c.Window) -> JsonObject:
    return {
        "start": window.start.isoformat(),
        "end": window.end.isoformat(),
        "date_only": window.date_only,
        "words": window.words,
    }


def _from_json(stored: dict[str, Any]) -> c.Window:
    return c.Window(
        start=datetime.fromisoformat(stored["start"]),
        end=datetime.fromisoformat(stored["end"]),
        date_only=stored["date_only"],
        words=stored["words"],
    )
