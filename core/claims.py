"""Whether a command may be given as it is said: how long its words are, the lifecycle table, and the moment it is said to
have happened at (I16).

Who had no signal says later when it was (H15). That moment lies after the last step and not ahead of now; where somebody
else has moved the work order on meanwhile, they are named, and nothing is overwritten.
"""

from datetime import datetime

from sqlalchemy import select

from core import commands as c
from core.display import status_name
from core.lifecycle import Rule, rule_for
from core.limits import too_long
from core.model import Event, JsonObject, WorkOrder
from core.orders import Order
from core.refusals import Refusal, Time
from core.times_in_words import moment_words
from core.turn import Turn

FAR_ENOUGH = 50
"""Events back, within which the last step is looked for."""


def claimed_at(command: c.Command) -> datetime | None:
    """When it happened, if the command says so."""
    return command.at if isinstance(command, c.FieldCommand) else None


def allowed(turn: Turn, command: c.Command) -> Rule:
    """The row of the table that lets it be done. Raises Refusal with the reason why not."""
    if (refusal := too_long(turn.actor, command)) is not None:
        raise refusal
    rule = rule_for(turn.actor, turn.loaded, command, turn.when)
    if turn.claimed is None or turn.loaded is None:
        if isinstance(rule, Refusal):
            raise rule
        return rule
    if isinstance(rule, Refusal):
        raise _overtaken(turn, rule)
    if (impossible := _impossible(turn)) is not None:
        raise impossible
    return rule


def _impossible(turn: Turn) -> Refusal | None:
    order, claimed = turn.order, turn.when
    if claimed > turn.now:
        return Time(f"{_said(turn, claimed)} is still ahead; it is {_said(turn, turn.now)} now.", field="at")
    since = order.work.status_at or order.work.created_at
    if claimed < since:
        return Time(
            f"{order.reference} is “{status_name(order)}” only since {_said(turn, since)}, so that can't have happened "
            f"at {_said(turn, claimed)} already. Say when it was after that.",
            field="at",
        )
    return None


def _overtaken(turn: Turn, refusal: Refusal) -> Refusal:
    """The refusal, with who moved the work order on and when, if that was somebody else."""
    order, last = turn.order, _last_step(turn, turn.order)
    if last is None or last.actor["id"] == turn.actor.id:
        return refusal
    words = (
        f"{last.actor['name']} made {order.reference} “{status_name(order)}” at {_said(turn, last.effective_at)}; "
        f"you say {_said(turn, turn.when)}. Nothing was changed. {refusal.words}"
    )
    return type(refusal)(words, field=refusal.field)


def _last_step(turn: Turn, order: Order) -> Event | None:
    """The newest event with which the main status changed."""
    events = turn.session.scalars(
        select(Event)
        .where(Event.company_id == order.work.company_id, Event.work_order_id == order.work.id)
        .order_by(Event.id.desc())
        .limit(FAR_ENOUGH)
    )
    return next((event for event in events if any(_moves(change) for change in event.changes)), None)


def _moves(change: JsonObject) -> bool:
    return change["table"] == WorkOrder.__tablename__ and "status" in (change["after"] or {})


def _said(turn: Turn, moment: datetime) -> str:
    """On the site's clock, as the company says times."""
    return moment_words(moment, turn.order.manner(), turn.now)
