"""The hour of a visit in the technician's day, inside the wider window the customer was promised (§2.2, I5)."""

from dataclasses import replace
from datetime import datetime

from core import commands as c
from core import events as e
from core.availability import Span
from core.handlers.eligibility import against_need, overriding, refusal_of
from core.planning import need_of, plan_of, visit_length
from core.refusals import Missing, State, Time
from core.times_in_words import Span as Window
from core.times_in_words import moment_words, window_words
from core.turn import Events, Turn

LONGEST = 24 * 60


def plan_visit(turn: Turn, command: c.PlanVisit) -> Events:
    """The promise and the customer's yes stay as they are; whoever has the visit is told, and must be free then."""
    visit = turn.order.visit
    before = visit.planned_start, visit.planned_end
    _take_minutes(turn, command)
    start = None if command.open_hour else command.start or _start_as_it_is(turn)
    if start is None and command.minutes is None and before == (None, None):
        raise _nothing(turn, command)
    span = Span(start, start + visit_length(turn.session, turn.order)) if start is not None else None
    if span is not None and command.start is not None:
        _check_promise(turn, span)
    override = _check_technician(turn, span, command.override) if span is not None else None
    after = (span.start, span.end) if span is not None else (None, None)
    if after == before and command.minutes is None:
        raise State(f"{turn.order.reference} is planned so already.")
    visit.planned_start, visit.planned_end = after
    visit.overridden = override is not None
    yield e.VisitPlanned(start=after[0], end=after[1], moved=before != after, override=override)


def _nothing(turn: Turn, command: c.PlanVisit) -> State | Missing:
    if command.open_hour:
        return State(f"{turn.order.reference} has no planned hour; it is done at any time of its window.")
    return Missing(
        f"Missing: the hour, or how long. `/wo plan {turn.order.reference} 10:30 for 90m`", field="start"
    )


def _start_as_it_is(turn: Turn) -> datetime | None:
    """The planned one, or that of a promise which is now no longer than the work."""
    visit = turn.order.visit
    if visit.planned_start is not None or visit.window_start is None or visit.window_end is None:
        return visit.planned_start
    window = c.Window(start=visit.window_start, end=visit.window_end, date_only=visit.date_only)
    plan = plan_of(window, visit_length(turn.session, turn.order))
    return plan.start if plan else None


def _take_minutes(turn: Turn, command: c.PlanVisit) -> None:
    if command.minutes is None:
        return
    if not 1 <= command.minutes <= LONGEST:
        raise Missing(f"A visit takes 1 to {LONGEST} minutes.", field="minutes")
    turn.order.work.minutes = command.minutes


def _check_promise(turn: Turn, span: Span) -> None:
    """It begins while the customer expects somebody, and not in the past."""
    visit, order = turn.order.visit, turn.order
    assert visit.window_start is not None
    assert visit.window_end is not None
    if not visit.window_start <= span.start < visit.window_end:
        promised = Window(visit.window_start, visit.window_end, visit.date_only)
        raise Time(
            f"The customer was promised {window_words(promised, turn.order.manner(short=True))}, and {_said(turn, span.start)} is outside. "
            f"Move the visit instead: `/wo reschedule {order.reference} …`",
            field="start",
        )
    if span.start <= turn.now:
        raise Time(f"{_said(turn, span.start)} has passed. Give an hour ahead.", field="start")


def _check_technician(turn: Turn, span: Span, override: str | None) -> str | None:
    """I5, looked at under their lock before anything is written; a supervisor's reason where one was needed."""
    has = turn.order.visit.technician_id
    if has is None:
        return None
    need = need_of(turn.session, turn.order, turn.now)
    found = against_need(turn, replace(need, planned=span, length=span.length), has)
    if not found:
        return None
    reason = overriding(turn, found, override)
    if reason is None:
        raise refusal_of(found, "Choose another hour, or somebody else.")
    return reason


def _said(turn: Turn, moment: datetime) -> str:
    return moment_words(moment, turn.order.manner(short=True), turn.now)
