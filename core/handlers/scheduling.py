"""Windows, and wishes for other ones: L20–L26."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from core import commands as c
from core import events as e
from core import guards
from core.availability import Exclusion, Span, Why, why_not
from core.availability.loading import holidays
from core.availability.spans import days_of
from core.handlers.answering import (
    ask,
    evidence_of,
    only_for_this_window,
    set_against,
    set_confirmed,
    unless_the_primary_contact_disagrees,
)
from core.handlers.dispatching import take_off
from core.handlers.eligibility import against, overriding, refusal_of
from core.handlers.rounds import Ask, close_round, offer_anew, seek
from core.model import (
    Ack,
    Confirmation,
    JsonObject,
    Main,
    OfferStatus,
    RequestStatus,
    RescheduleRequest,
    Round,
    RoundStatus,
)
from core.planning import plan_of, suggested, visit_length
from core.refusals import Missing, Stale, State, Time
from core.turn import Events, Turn

LONGEST_WINDOW = timedelta(days=31)
FURTHEST = timedelta(days=800)


def schedule(turn: Turn, command: c.Schedule) -> Events:
    """L20; asks for confirmation at once where the profile says so. A draft becomes real work by it."""
    if turn.order.status is Main.DRAFT:
        yield e.WorkOrderOpened()
    yield from promise(turn, command.window, command.override)


def promise(turn: Turn, window: c.Window, override: str | None = None) -> Events:
    """A visit without a window gets one; the customer is asked where the profile says so and they can be.

    Whoever has it already must be free then (L20).
    """
    check_window(window, turn.now)
    reason = _check_day(turn, window, override)
    has = turn.order.visit.technician_id
    if has is not None and (found := against(turn, has, window)):
        reason = overriding(turn, found, override)
        if reason is None:
            raise refusal_of(found, "Choose another time, or unassign them first.")
    overtaken = overtake(turn)
    set_window(turn, window, is_overridden=reason is not None)
    rev = turn.order.visit.schedule_rev
    yield e.VisitScheduled(start=window.start, end=window.end, rev=rev, override=reason)
    if turn.order.profile.ask_when_scheduled and guards.contact_reachable(turn.order, turn.now) is None:
        yield ask(turn.order, again=False)
    if overtaken is not None:
        yield from offer_anew(turn, overtaken)


def overtake(turn: Turn) -> Round | None:
    """The open round, ended: its offers name another time, or none, and could not be accepted any more (H2)."""
    return close_round(turn, RoundStatus.SUPERSEDED, OfferStatus.WITHDRAWN, "rescheduled")


def reschedule(turn: Turn, command: c.Reschedule) -> Events:
    """L21, L22: the old yes no longer counts; the technician stays if they are free; open offers are withdrawn."""
    reason = command.reason.strip() or "moved by the office"
    yield from move(turn, command.window, reason, override=command.override)


def move(
    turn: Turn, window: c.Window, reason: str, *, agreed: bool = False, override: str | None = None
) -> Events:
    """Gives the visit another window and says so. `agreed`: the customer named this window themselves.

    A technician who is not free then is taken off and told why (H2), unless a supervisor overrides it.
    """
    check_window(window, turn.now)
    order, visit = turn.order, turn.order.visit
    assert visit.window_start is not None
    assert visit.window_end is not None
    old = (visit.window_start, visit.window_end)
    if (window.start, window.end) == old:
        raise State(f"{order.reference} already has that window.")
    knew, under_way = order.customer_knows_window, order.status in {Main.EN_ROUTE, Main.ON_SITE}
    overridden = _check_day(turn, window, override)
    found = against(turn, visit.technician_id, window) if visit.technician_id is not None else ()
    if found:
        overridden = overriding(turn, found, override)
    lost = take_off(turn, why_not(found), under_way=under_way) if found and overridden is None else None
    overtaken = overtake(turn)
    close_request(turn)
    set_window(turn, window, is_overridden=bool(found) and lost is None)
    visit.confirmation = Confirmation.REQUESTED if knew else Confirmation.NONE
    visit.confirmation_rev = visit.schedule_rev if knew else None
    visit.confirmed_at = visit.confirmation_evidence = None
    yield e.VisitMoved(
        old_start=old[0],
        old_end=old[1],
        start=window.start,
        end=window.end,
        rev=visit.schedule_rev,
        reason=reason,
        under_way=under_way,
        asks_again=knew and not agreed,
        agreed=agreed,
        lost=lost.reason if lost else None,
        override=overridden,
    )
    if lost is not None:
        yield lost
        yield from seek(turn, Ask(), lost.reason)
    if overtaken is not None:
        yield from offer_anew(turn, overtaken)


def request_reschedule(turn: Turn, command: c.RequestReschedule) -> Events:
    """L23. A second wish replaces the first: what they said last is what they want."""
    only_for_this_window(turn.order, command.for_rev)
    unless_the_primary_contact_disagrees(turn.order, turn.actor, Confirmation.CHANGE_REQUESTED)
    close_request(turn)
    order = turn.order
    order.request = turn.add(
        RescheduleRequest(
            visit_id=order.visit.id,
            for_rev=command.for_rev,
            words=command.words,
            proposals=[_as_json(window) for window in command.proposals],
            created_at=turn.now,
        )
    )
    set_against(order, Confirmation.CHANGE_REQUESTED, evidence_of(turn.actor, command.words))
    yield e.RescheduleRequested(
        request_id=order.request.id,
        words=command.words,
        understood=tuple(
            f"{window.start.isoformat()}/{window.end.isoformat()}" for window in command.proposals
        ),
        slots=_free_times(turn),
    )


def _free_times(turn: Turn) -> tuple[str, ...]:
    """L24, N.4: what the customer can pick at once; who waits for a hold to end is written to by a person."""
    if turn.order.status is not Main.READY or not turn.order.profile.sends_free_times:
        return ()
    return suggested(turn.session, turn.order, turn.now)


def accept_proposal(turn: Turn, command: c.AcceptProposal) -> Events:
    """L25: confirmed at once, for the window is the customer's own (their words are the evidence)."""
    request = turn.order.request
    assert request is not None
    if command.request_id not in {None, request.id}:
        raise Stale("The customer has written again since; look at their newest wish.")
    if not 1 <= command.choice <= len(request.proposals):
        raise Missing("The customer named no such time. Reschedule to a time you agreed with them.")
    window = _from_json(request.proposals[command.choice - 1])
    yield from move(turn, window, "as the customer asked", agreed=True)
    request.status = RequestStatus.ACCEPTED
    evidence = {"request": request.id, "words": request.words, "accepted_by": turn.actor.name}
    set_confirmed(turn.order, turn.now, evidence)
    yield e.VisitConfirmed(rev=turn.order.visit.schedule_rev, words=request.words, on_behalf=False)


def decline_proposal(turn: Turn, command: c.DeclineProposal) -> Events:
    """L26: the window stands, and the customer is asked about it again."""
    request = turn.order.request
    assert request is not None
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: the reason; the customer reads it.", field="reason")
    close_request(turn, RequestStatus.DECLINED, turn.now, reason)
    turn.order.visit.confirmation = Confirmation.REQUESTED
    turn.order.visit.confirmation_rev = turn.order.visit.schedule_rev
    turn.order.visit.confirmation_evidence = None
    yield e.ProposalDeclined(reason=reason)


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


def set_window(turn: Turn, window: c.Window, *, is_overridden: bool = False) -> None:
    """The promise, and the plan that follows from it; a technician who has the visit acknowledges it anew."""
    visit, plan = turn.order.visit, plan_of(window, visit_length(turn.session, turn.order))
    visit.planned_start, visit.planned_end = (plan.start, plan.end) if plan else (None, None)
    visit.overridden = is_overridden
    visit.window_start, visit.window_end, visit.date_only = window.start, window.end, window.date_only
    visit.schedule_rev += 1
    visit.late_minutes = None
    if visit.technician_id is not None:
        visit.assignment_ack = Ack.PENDING


def _check_day(turn: Turn, window: c.Window, override: str | None) -> str | None:
    """L20: nobody goes out on a holiday, unless somebody gives a reason; the reason where one was needed."""
    named = dict(holidays(turn.session, turn.actor.company_id))
    days = days_of(Span(window.start, window.end), ZoneInfo(turn.order.site.zone))
    if not all(day in named for day in days):
        return None
    found = (Exclusion(Why.HOLIDAY, f"{days[0].day} {days[0]:%b} is a holiday ({named[days[0]]})."),)
    if (reason := overriding(turn, found, override)) is not None:
        return reason
    raise Time(f"{why_not(found)} Choose another day.", field="window")


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
