"""On the road and at the site: L49–L51, L60."""

from core import commands as c
from core import events as e
from core.handlers.dispatching import close_round
from core.handlers.scheduling import close_request
from core.model import OfferStatus, RoundStatus, VisitOutcome
from core.turn import Events, Turn

TEXT_LIMIT = 5_000


def depart(turn: Turn, _command: c.Depart) -> Events:
    turn.order.visit.departed_at = turn.now
    yield e.TechnicianDeparted()


def arrive(turn: Turn, _command: c.Arrive) -> Events:
    turn.order.visit.arrived_at = turn.now
    yield e.TechnicianArrived()


def start(turn: Turn, _command: c.Start) -> Events:
    """L51: a wish for another time is overtaken by the work itself."""
    close_request(turn)
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "started")
    turn.order.visit.started_at = turn.now
    yield e.WorkStarted()


def complete(turn: Turn, command: c.Complete) -> Events:
    turn.order.visit.ended_at = turn.now
    turn.order.visit.outcome = VisitOutcome.DONE
    turn.order.work.completed_at = turn.now
    yield e.WorkCompleted(summary=command.summary.strip()[:TEXT_LIMIT])
