"""Nobody took a visit: who is asked to decide, and who next if they say nothing (L40, P.42). Each step once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import commands as c
from core import events as e
from core.duty import is_on_shift
from core.handlers.rounds import end, go_on
from core.model import Chain, Company, JsonObject, Main, Round, RoundStatus, Staff
from core.orders import Order
from core.people import Role
from core.turn import Events, Turn

STEPS = tuple(Chain)


def escalate(turn: Turn, command: c.Escalate) -> Events:
    """L40: the round's deadline has passed; offers still open are over with it."""
    order = turn.order
    if order.round is None or order.round.id != command.round_id:
        return
    for offer in order.open_offers():
        yield end(turn, offer)
    yield from go_on(turn)


def escalate_further(turn: Turn, command: c.EscalateFurther) -> Events:
    """The next of the chain is asked, unless somebody sees to it or the visit has moved on (I14)."""
    ended = waits_for_a_decision(turn.session, turn.order)
    if ended is None or ended.id != command.round_id or ended.step is None:
        return
    if STEPS.index(command.step) <= STEPS.index(ended.step):
        return
    ended.step = command.step
    yield e.EscalatedFurther(round_id=ended.id, step=command.step, people=_people(turn, command.step))


def acknowledge(turn: Turn) -> Events:
    """Whoever takes an escalated work order sees to it: nobody else is asked."""
    ended = waits_for_a_decision(turn.session, turn.order)
    if ended is not None:
        ended.acknowledged_at, ended.acknowledged_by = turn.now, turn.actor.name
        yield e.EscalationAcknowledged(round_id=ended.id)


def waits_for_a_decision(session: Session, order: Order) -> Round | None:
    """The visit's last round, if nobody took it in that and nobody has seen to it since."""
    if order.status is not Main.READY or order.visit.technician_id is not None or order.round is not None:
        return None
    last = session.scalars(
        select(Round)
        .where(Round.company_id == order.work.company_id, Round.visit_id == order.visit.id)
        .order_by(Round.id.desc())
        .limit(1)
    ).first()
    if last is None or last.status is not RoundStatus.EXHAUSTED or last.acknowledged_at is not None:
        return None
    return last if last.schedule_rev == order.visit.schedule_rev else None


def _people(turn: Turn, step: Chain) -> tuple[JsonObject, ...]:
    """The supervisor on shift, else all of them; then everybody who dispatches."""
    roles = [Role.SUPERVISOR] if step is Chain.SUPERVISOR else [Role.SUPERVISOR, Role.DISPATCHER]
    session, company = turn.session, turn.order.company
    found = [each for each in _staff(session, company) if set(roles) & set(each.roles)]
    on_shift = [each for each in found if is_on_shift(session, company, each, turn.now)]
    asked = on_shift[:1] or found if step is Chain.SUPERVISOR else found
    return tuple({"name": each.name, "slack_user_id": each.slack_user_id} for each in asked)


def _staff(session: Session, company: Company) -> list[Staff]:
    """In the order they are on duty."""
    return list(
        session.scalars(
            select(Staff)
            .where(Staff.company_id == company.id, Staff.active)
            .order_by(Staff.duty_order.nulls_last(), Staff.id)
        )
    )
