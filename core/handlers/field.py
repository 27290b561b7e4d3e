"""On the road and at the site: L49–L51, L60."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.guards import customer_agrees
from core.handlers.dispatching import active_technician, give
from core.handlers.items import close_items, review_items
from core.handlers.rounds import close_round
from core.handlers.scheduling import close_request
from core.handlers.units import install_unit
from core.lifecycle import reason_to_override
from core.model import Main, OfferStatus, RequestStatus, RoundStatus, Staff, Visit, VisitOutcome, WorkOrder
from core.people import Permission, permissions_of
from core.planning import offered
from core.refusals import Busy, Missing, Perm
from core.turn import Events, Turn

LATEST_MINUTES = 24 * 60
UNDER_WAY: Mapping[Main, str] = MappingProxyType(
    {
        Main.EN_ROUTE: "{who} is still on the way to WO-{other}. Move that, or give it to somebody else, first.",
        Main.ON_SITE: "{who} is still at the site of WO-{other}. Begin that, report nobody there, or move it, first.",
        Main.IN_PROGRESS: "WO-{other} is still in progress. Finish it or put it on hold first.",
    }
)
"""What keeps a technician from going elsewhere, and what can be done about it."""


def depart(turn: Turn, command: c.Depart) -> Events:
    _nowhere_else(turn, UNDER_WAY)
    turn.order.visit.departed_at = turn.when
    yield e.TechnicianDeparted(override=_all_the_same(turn, command))


def arrive(turn: Turn, command: c.Arrive) -> Events:
    _nowhere_else(turn, UNDER_WAY)
    turn.order.visit.arrived_at = turn.when
    yield e.TechnicianArrived(override=_all_the_same(turn, command))


def _all_the_same(turn: Turn, command: c.Depart | c.Arrive | c.Start) -> str | None:
    """L49: why, where the customer's last word was otherwise. It holds until they say something else."""
    if customer_agrees(turn.order, turn.now) is None:
        return None
    turn.order.visit.going_anyway = True
    return reason_to_override(command)


def start(turn: Turn, command: c.Start) -> Events:
    """L51: a wish for another time is overtaken by the work itself, which takes a reason. Where jobs are taken by
    starting them (S2.26), whoever starts an unassigned one is its technician.
    """
    if turn.order.visit.technician_id is None:
        if turn.actor.technician_id is None:
            raise Missing(f"{turn.order.reference} has no technician. Assign one first.", field="technician")
        yield give(turn, active_technician(turn, turn.actor.technician_id))
    _nowhere_else(turn, {Main.IN_PROGRESS: UNDER_WAY[Main.IN_PROGRESS]})
    override, overtaken = _all_the_same(turn, command), turn.order.request is not None
    close_request(turn, RequestStatus.OVERTAKEN)
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "started")
    turn.order.visit.started_at = turn.when
    yield e.WorkStarted(override=override, overtaken=overtaken)


def complete(turn: Turn, command: c.Complete) -> Events:
    """L60."""
    close_items(turn, acknowledged=command.acknowledged, word="done")
    turn.order.visit.ended_at = turn.when
    turn.order.visit.outcome = VisitOutcome.DONE
    turn.order.work.completed_at = turn.when
    yield from install_unit(turn)
    yield e.WorkCompleted(summary=command.summary.strip())


def report_late(turn: Turn, command: c.ReportLate) -> Events:
    """L53b, P.8: each change is told once."""
    visit = turn.order.visit
    if not 1 <= command.minutes <= LATEST_MINUTES:
        raise Missing(
            f"Say by how many minutes, 1 to {LATEST_MINUTES}: `/wo late WO-12 20 traffic`.", field="minutes"
        )
    assert visit.window_start is not None
    visit.late_minutes = command.minutes
    expected = max(visit.window_start, turn.now) + timedelta(minutes=command.minutes)
    yield e.RunningLate(minutes=command.minutes, reason=command.reason.strip(), expected=expected)


def no_show(turn: Turn, command: c.NoShow) -> Events:
    """L59, S3.20."""
    tried = command.tried.strip()
    if not tried:
        raise Missing(
            "Missing: how you tried to reach the customer. `/wo noshow WO-12 rang twice, phoned`",
            field="tried",
        )
    turn.order.visit.ended_at = turn.when
    turn.order.visit.outcome = VisitOutcome.NO_SHOW
    slots = offered(turn.session, turn.order, turn.now)
    yield e.CustomerAbsent(tried=tried, slots=slots)


def submit(turn: Turn, command: c.Submit) -> Events:
    """L61."""
    close_items(turn, acknowledged=command.acknowledged, word="submit")
    turn.order.work.submitted_by = turn.actor.id
    turn.order.work.submitted_at = turn.order.visit.ended_at = turn.when
    yield e.WorkSubmitted(summary=command.summary.strip())


def approve_completion(turn: Turn, _command: c.ApproveCompletion) -> Events:
    """L62, P.18: nobody accepts their own work, unless nobody else could."""
    work = turn.order.work
    own = work.submitted_by == turn.actor.id
    if own and _another_supervisor(turn):
        raise Perm(f"You submitted {turn.order.reference} yourself; somebody else accepts it.")
    review_items(turn)
    turn.order.visit.outcome = VisitOutcome.DONE
    work.completed_at = turn.when
    yield from install_unit(turn)
    yield e.CompletionApproved(own=own)
    yield e.WorkCompleted(summary="")


def return_for_fixes(turn: Turn, command: c.ReturnForFixes) -> Events:
    """L63."""
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: what is to be fixed; the technician reads it.", field="reason")
    visit = turn.order.visit
    if visit.ended_at is not None:
        visit.pause(visit.ended_at)  # waiting for the office is no work
        visit.go_on(turn.now)
    turn.order.work.submitted_by = turn.order.work.submitted_at = visit.ended_at = None
    yield e.ReturnedForFixes(reason=reason)


def _another_supervisor(turn: Turn) -> bool:
    others = turn.session.scalars(
        select(Staff).where(
            Staff.company_id == turn.actor.company_id, Staff.active, Staff.id != turn.actor.id
        )
    )
    supervises = turn.order.profile.office_supervises
    return any(
        Permission.SUPERVISE
        in permissions_of(each.roles, each.extra_permissions, office_supervises=supervises)
        for each in others
    )


def _nowhere_else(turn: Turn, statuses: Mapping[Main, str]) -> None:
    """L49, L51: the same technician has no other job in any of `statuses`."""
    other = turn.session.execute(
        select(WorkOrder.number, WorkOrder.status)
        .join(Visit, (Visit.company_id == WorkOrder.company_id) & (Visit.work_order_id == WorkOrder.id))
        .where(
            WorkOrder.company_id == turn.actor.company_id,
            WorkOrder.id != turn.order.work.id,
            WorkOrder.status.in_(statuses),
            Visit.visit_no == WorkOrder.visit_no,
            Visit.technician_id == turn.order.visit.technician_id,
        )
        .limit(1)
    ).first()
    if other is not None:
        technician = turn.order.technician
        who = technician.name if technician is not None else turn.actor.name
        raise Busy(statuses[other.status].format(who=who, other=other.number))
