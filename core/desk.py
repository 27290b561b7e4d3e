"""The Desk: `do` and `read`, the only two doors to work orders.

One call is one change: one transaction that checks the lifecycle table, changes rows, writes events,
notifications, cards, timers and jobs. Lock order, always: the idempotency row, work orders by
number, then whatever a handler touches. No network call happens in here.
"""

import asyncio
import functools
import logging
import time
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeVar

from sqlalchemy import Table, bindparam, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from core import commands as c
from core import refusals, timers, undo
from core.announce import announce
from core.cards import refresh_jobs
from core.claims import allowed, claimed_at
from core.clock import Clock, system_clock
from core.db import DatabaseDown, Sessions, naming_outages, transaction
from core.events import Happened
from core.foresight import Foresight, foresee, last_card
from core.handlers import HANDLERS
from core.handlers.eligibility import given_later
from core.history import record_changes, take_changes
from core.jobs import defer
from core.lifecycle import BACK, Rule
from core.model import Change, Event, JsonObject, Main
from core.orders import Order, load_order, lock_order
from core.people import Actor, system
from core.queries.reading import Query, Reading
from core.refusals import Refusal
from core.turn import NotYet, Turn

T = TypeVar("T")

log = logging.getLogger(__name__)

ATTEMPTS: Final = 3
POSTPONED_BY: Final = timedelta(minutes=1)
RETRIED_STATES = frozenset({"40001", "40P01"})  # serialization failure, deadlock

CONSTRAINTS: dict[str, Refusal] = {
    "uq_offers_one_accepted": refusals.Taken(),
    "uq_rounds_open": refusals.State(
        "It is being offered already. Wait for the answers, or assign somebody."
    ),
    "ex_visits_planned": refusals.Busy(
        "The technician has something else at that time. Choose somebody else, or another time."
    ),
    "ck_visits_planned_as_promised": refusals.Time(
        "The planned hour must lie within the window the customer was promised. Move the visit, or plan another hour."
    ),
    "uq_reschedule_requests_open": refusals.Stale("Another wish for a different time came in just now."),
    "uq_work_orders_conversion": refusals.State(
        "That quotation was made into a work order for this unit already. `/wo find` with its reference shows it."
    ),
    "uq_enquiries_message": refusals.State(
        "A work order was made from this mail already. `/wo list` shows the newest first."
    ),
    "uq_quotes_live": refusals.Stale("Another quote was sent just now."),
}
"""What a guard in the database means to the person who ran into it."""


# Built once, on the tables: building them and the ORM's part in them cost more than running them.
_CHANGES: Table = Change.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_RESERVE = (
    upsert(_CHANGES).on_conflict_do_nothing(index_elements=["company_id", "key"]).returning(_CHANGES.c.id)
)
_PLANS_AT_THE_END = text("SET CONSTRAINTS ex_visits_planned DEFERRED")  # amid a swap they overlap
_KEEP_RESULT = (
    update(_CHANGES)
    .where(_CHANGES.c.company_id == bindparam("of_company"), _CHANGES.c.id == bindparam("change_id"))
    .values(result=bindparam("done"))
)


@dataclass(frozen=True)
class Done:
    """What a call did. `order`: the number of the last work order touched; `events`: names in order.

    `repeated`: the same delivery came before; this is its first result.
    """

    order: int | None
    version: int | None
    events: tuple[str, ...]
    repeated: bool = False

    @property
    def changed(self) -> bool:
        return bool(self.events)


@dataclass
class _Call:
    """State of one call while its transaction is open."""

    session: Session
    actor: Actor
    now: datetime
    change_id: int
    created: int | None = None

    def __post_init__(self) -> None:
        self.happened: list[tuple[Turn, Happened]] = []
        self.rows: list[JsonObject] = []


Observe = Callable[[str, str, float], None]
"""Told of every call: the first command's name, its outcome (applied, repeated, refused, failed), seconds."""


def _unobserved(_command: str, _outcome: str, _seconds: float) -> None:
    return


class Desk:
    def __init__(
        self, sessions: Sessions, clock: Clock = system_clock, observe: Observe = _unobserved
    ) -> None:
        record_changes(sessions)
        self.sessions = sessions
        self.clock = clock
        self._observe = observe

    def do(self, actor: Actor, commands: Sequence[c.Command], idempotency_key: str) -> Done:
        """Does all commands or none. The key names this delivery within the actor's company (I12).

        Raises Refusal, with nothing changed, when one of them may not be done; DatabaseDown when the
        database is away. A refusal is not remembered: the same key may succeed later.
        """
        began, outcome = time.perf_counter(), "failed"
        try:
            done = self._retrying(functools.partial(self._do, actor, commands, idempotency_key))
            outcome = "repeated" if done.repeated else "applied"
        except Refusal:
            outcome = "refused"
            raise
        finally:
            self._observe(type(commands[0]).__name__, outcome, time.perf_counter() - began)
        return done

    def what_if(self, actor: Actor, commands: Sequence[c.Command]) -> Foresight:
        """Whom the commands would tell what (N.19): all of it is done, and rolled back. Raises what `do` raises."""
        return self._retrying(functools.partial(self._what_if, actor, commands))

    def read(self, actor: Actor, query: Query[T]) -> T:
        """What `query` finds in the actor's company."""
        with transaction(self.sessions) as session:
            return query(Reading(session, actor, self.clock()))

    def run_timers(self) -> int:
        """Runs the timers that are due by the Desk's clock; returns how many commands were given.

        One that fails is a bug: it is logged, put off, and holds up no other.
        """
        with transaction(self.sessions) as session:
            due = timers.due_timers(session, self.clock())
        return sum(self._run_or_postpone(each) for each in due)

    def next_timer(self) -> datetime | None:
        """When the next timer is due."""
        with transaction(self.sessions) as session:
            return timers.next_due(session)

    def _retrying(self, attempt: Callable[[], T]) -> T:
        for tries_left in reversed(range(ATTEMPTS)):
            try:
                return attempt()
            except IntegrityError as error:
                raise _refusal_of(error) or error from error
            except DBAPIError as error:
                if getattr(error.orig, "sqlstate", None) not in RETRIED_STATES or not tries_left:
                    raise
        raise AssertionError("unreachable")

    def _do(self, actor: Actor, commands: Sequence[c.Command], key: str) -> Done:
        with transaction(self.sessions) as session:
            now = self.clock()
            change_id = _reserve(session, actor.company_id, key, now)
            if change_id is None:
                return _first_result(session, actor.company_id, key)
            return _carry_out(_Call(session, actor, now, change_id), commands)

    def _what_if(self, actor: Actor, commands: Sequence[c.Command]) -> Foresight:
        with naming_outages(), self.sessions() as session:  # closed without a commit
            now, cards = self.clock(), last_card(session, actor.company_id)
            change_id = _reserve(session, actor.company_id, f"what-if:{uuid.uuid4()}", now)
            assert change_id is not None
            _carry_out(_Call(session, actor, now, change_id), commands)
            return foresee(session, actor.company_id, change_id, cards)

    def _run_or_postpone(self, due: timers.Due) -> bool:
        try:
            return self._retrying(functools.partial(self._run_timer, due))
        except DatabaseDown:
            raise
        except NotYet as later:
            with transaction(self.sessions) as session:
                timers.postpone(session, due.timer_id, later.until)
            return False
        except Exception:
            log.exception("timer %s failed and is put off", due.timer_id)
            with transaction(self.sessions) as session:
                timers.postpone(session, due.timer_id, self.clock() + POSTPONED_BY)
            return False

    def _run_timer(self, due: timers.Due) -> bool:
        actor = system(due.company_id)
        with transaction(self.sessions) as session:
            now = self.clock()
            timers.lock_subject(session, due)
            if not timers.delete_timer(session, due.timer_id):
                return False
            change_id = _reserve(session, due.company_id, f"timer:{due.timer_id}", now)
            assert change_id is not None
            _carry_out(_Call(session, actor, now, change_id), [due.command])
            return True


def _carry_out(call: _Call, commands: Sequence[c.Command]) -> Done:
    orders = _lock(call, commands)
    last: Order | None = None
    if len(commands) > 1:
        call.session.execute(_PLANS_AT_THE_END)
    for place, command in enumerate(commands):
        last = _turn(call, command, orders, given_later(commands, place)) or last
        if last is not None and place + 1 < len(commands):
            orders[last.work.number] = load_order(call.session, last.work.company_id, last.work.id)
    done = Done(
        last.work.number if last else None,
        last.work.version if last else None,
        tuple(event.name for _turn, event in call.happened),
    )
    _write(call, done)
    return done


def _lock(call: _Call, commands: Sequence[c.Command]) -> dict[int, Order]:
    """Every work order the commands name, in the order of their numbers."""
    orders = {}
    for number in sorted({command.order for command in commands if command.order}):
        order = lock_order(call.session, call.actor.company_id, number)
        if order is None:
            raise refusals.Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
        orders[number] = order
    return orders


def _turn(call: _Call, command: c.Command, orders: dict[int, Order], given: frozenset[int]) -> Order | None:
    """Checks the table, lets the handler work, moves the main status, keeps events with their changes."""
    number = call.created if command.order == c.NEW else command.order
    turn = Turn(call.session, call.actor, call.now, orders[number] if number is not None else None)
    turn.changing_hands = given
    turn.claimed = claimed_at(command)
    rule = allowed(turn, command)
    events = list(HANDLERS[type(command)](turn, command))
    order = turn.loaded
    if not events:
        return order
    if order is not None:
        _move(turn, rule)
        order.work.version += 1
        undo.note_latest(order, call.actor, command, call.change_id, call.now)
        call.created = call.created or order.work.number
        orders[order.work.number] = order
    call.session.flush()
    _keep(call, turn, events)
    for other in turn.elsewhere:
        undo.note_latest(other.order, call.actor, command, call.change_id, call.now)
        there = Turn(call.session, call.actor, call.now, other.order)
        call.happened.append((there, other.event))
        call.rows.append(_event_row(call, there, other.event, other.changes))
    return order


def _move(turn: Turn, rule: Rule) -> None:
    """The main status, since when (I16), and what it was held from (I10)."""
    work = turn.order.work
    then = work.held_from if rule.then is BACK else rule.then
    if then is None:
        return
    assert isinstance(then, Main)
    work.held_from = work.status if then is Main.ON_HOLD else None
    work.status, work.status_at = then, turn.when
    work.status_reported_at = turn.now if turn.claimed is not None else None


def _keep(call: _Call, turn: Turn, events: Sequence[Happened]) -> None:
    changes = take_changes(call.session)
    for event in events:
        call.happened.append((turn, event))
        call.rows.append(_event_row(call, turn, event, changes))
        changes = []  # they belong to the command's first event


def _event_row(call: _Call, turn: Turn, event: Happened, changes: list[JsonObject]) -> JsonObject:
    actor, order = turn.actor, turn.loaded  # by now proven, where the command itself proved it
    return {
        "company_id": actor.company_id,
        "change_id": call.change_id,
        "work_order_id": order.work.id if order else None,
        "version": order.work.version if order else None,
        "name": event.name,
        "data": event.data(),
        "actor": {
            "kind": actor.kind,
            "id": actor.id,
            "name": actor.name,
            "channel": actor.channel,
            "proof": int(actor.proof),
        },
        "changes": changes,
        "recorded_at": call.now,
        "effective_at": turn.when,
    }


def _write(call: _Call, done: Done) -> None:
    """Events, what policies make of them, jobs and the result, by plain statements: the hot path."""
    if call.rows:
        call.session.execute(insert(Event.__table__), call.rows)  # type: ignore[arg-type]
    _seal_what_spans_orders(call)
    jobs = announce(call.session, call.actor.company_id, call.change_id, call.happened)
    for _turn, event in call.happened:
        message_id = getattr(event, "message_id", None)
        if message_id is not None:
            jobs += refresh_jobs(call.session, call.actor.company_id, message_id=message_id)
    if jobs:
        defer(call.session, *jobs)
    result = {"order": done.order, "version": done.version, "events": list(done.events)}
    keep = {"of_company": call.actor.company_id, "change_id": call.change_id, "done": result}
    call.session.execute(_KEEP_RESULT, keep)


def _seal_what_spans_orders(call: _Call) -> None:
    """An undo is of one work order; a call that changed several stays as it is."""
    orders = {turn.order.work.id: turn.order for turn, _event in call.happened if turn.loaded is not None}
    if len(orders) > 1:
        for order in orders.values():
            undo.seal(order)
        call.session.flush()


def _reserve(session: Session, company_id: int, key: str, now: datetime) -> int | None:
    """The id of a new change, or None when this delivery was seen before. Waits for one under way."""
    reserved: int | None = session.scalar(_RESERVE, {"company_id": company_id, "key": key, "at": now})
    return reserved


def _first_result(session: Session, company_id: int, key: str) -> Done:
    stored = session.scalar(select(Change.result).where(Change.company_id == company_id, Change.key == key))
    assert stored is not None
    return Done(stored["order"], stored["version"], tuple(stored["events"]), repeated=True)


def _refusal_of(error: IntegrityError) -> Refusal | None:
    diagnostics = getattr(error.orig, "diag", None)
    return CONSTRAINTS.get(getattr(diagnostics, "constraint_name", None) or "")


class AsyncDesk:
    """The Desk for async edges: each holds one with a thread pool as large as its connection pool."""

    def __init__(self, desk: Desk, executor: Executor) -> None:
        self.desk = desk
        self.clock = desk.clock
        self._executor = executor

    async def do(self, actor: Actor, commands: Sequence[c.Command], idempotency_key: str) -> Done:
        return await self._in_thread(functools.partial(self.desk.do, actor, commands, idempotency_key))

    async def what_if(self, actor: Actor, commands: Sequence[c.Command]) -> Foresight:
        return await self._in_thread(functools.partial(self.desk.what_if, actor, commands))

    async def read(self, actor: Actor, query: Query[T]) -> T:
        return await self._in_thread(functools.partial(self.desk.read, actor, query))

    async def run(self, work: Callable[[Session], T]) -> T:
        """An edge's own bookkeeping (cards, notifications, identity) in one transaction."""
        return await self._in_thread(functools.partial(self._run, work))

    def _run(self, work: Callable[[Session], T]) -> T:
        with transaction(self.desk.sessions) as session:
            return work(session)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)
