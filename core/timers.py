"""Timers: rows that are due, and the command each causes. Rows are set and cleared by policies.

Two loops may find the same row: the command runs under the lock of what it is about and the row is
deleted in the same transaction, so the second finds it gone and does nothing (I14).
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import delete, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core import commands as c
from core.model import Chain, JsonObject, Plan, Timer, WorkOrder
from core.model.timer import RUN_PLAN
from core.orders import lock_order

EXPIRE_OFFER = "expire_offer"
ESCALATE = "escalate"
ASK_SUPERVISOR = "ask_supervisor"
ASK_GROUP = "ask_group"
"""The chain of an escalation, keyed like it by the round (P.42)."""
UNANSWERED = "unanswered"
UNACKED = "unacked"
REMIND_FIRST, REMIND_LAST = "remind_first", "remind_last"
DEPART_WATCH, ARRIVAL_WATCH = "depart_watch", "arrival_watch"
"""Keyed, like those two above, by the revision of the window."""
REVIEW_WATCH = "review_watch"
"""Keyed by the visit."""
DUE_WATCH = "due_watch"
"""Keyed by the percent of the time that is over."""
FOLLOW_UP = "follow_up"
RELEASE_MAIL = "release_mail"
"""Keyed by the notification whose mail waits out an undo window (§12)."""
TELL_DIGEST = "tell_digest"
"""Keyed by nothing: a company has one digest ahead of it at most."""

# kind → (work order's number, key) → command
COMMANDS: Mapping[str, Callable[[int, str], c.Command]] = MappingProxyType(
    {
        EXPIRE_OFFER: lambda number, key: c.ExpireOffer(order=number, offer_id=int(key)),
        UNANSWERED: lambda number, key: c.NoteUnanswered(order=number, rev=int(key)),
        UNACKED: lambda number, key: c.NoteUnacked(order=number, rev=int(key)),
        REMIND_FIRST: lambda number, key: c.RemindToConfirm(order=number, rev=int(key)),
        REMIND_LAST: lambda number, key: c.RemindToConfirm(order=number, rev=int(key)),
        DEPART_WATCH: lambda number, key: c.WatchDeparture(order=number, rev=int(key)),
        ARRIVAL_WATCH: lambda number, key: c.WatchArrival(order=number, rev=int(key)),
        REVIEW_WATCH: lambda number, key: c.WatchReview(order=number, visit_no=int(key)),
        DUE_WATCH: lambda number, key: c.WatchDue(order=number, percent=int(key)),
        FOLLOW_UP: lambda number, _key: c.FollowUpHold(order=number),
        RELEASE_MAIL: lambda number, key: c.ReleaseMail(order=number, notification_id=int(key)),
        ESCALATE: lambda number, key: c.Escalate(order=number, round_id=int(key)),
        ASK_SUPERVISOR: lambda number, key: c.EscalateFurther(
            order=number, round_id=int(key), step=Chain.SUPERVISOR
        ),
        ASK_GROUP: lambda number, key: c.EscalateFurther(order=number, round_id=int(key), step=Chain.GROUP),
    }
)

# kind → key → command; these timers are of the company, about no single work order
OF_COMPANY: Mapping[str, Callable[[str], c.Command]] = MappingProxyType(
    {
        RUN_PLAN: lambda key: c.RunPlan(plan_id=int(key)),
        TELL_DIGEST: lambda _key: c.TellDigest(),
    }
)


@dataclass(frozen=True)
class Due:
    timer_id: int
    company_id: int
    command: c.Command


def lock_subject(session: Session, due: Due) -> None:
    """What the timer is about, before the timer itself: everybody else locks them in this order."""
    match due.command:
        case c.RunPlan(plan_id=plan_id):
            asked = select(Plan.id).where(Plan.company_id == due.company_id, Plan.id == plan_id)
            session.execute(asked.with_for_update(key_share=True))
        case c.Command(order=int(number)):
            lock_order(session, due.company_id, number)


_SET = text("""
insert into timers (company_id, work_order_id, kind, key, due_at)
select :company_id, set.* from unnest(cast(:orders as bigint[]), cast(:kinds as text[]), cast(:keys as text[]),
                                      cast(:due as timestamptz[])) as set
on conflict on constraint uq_timers_key do update set due_at = excluded.due_at
""")
_CLEAR = text("""
delete from timers using unnest(cast(:orders as bigint[]), cast(:kinds as text[])) as cleared(of_order, of_kind)
 where company_id = :company_id and work_order_id = of_order and kind = of_kind
""")


class Rings:
    """What becomes of the timers of work orders in one call: kept in the order it is said, written at once."""

    def __init__(self) -> None:
        self._cleared: set[tuple[int, str]] = set()
        self._due: dict[tuple[int, str, str], datetime] = {}

    def set(self, work_order_id: int, kind: str, due: Mapping[str, datetime]) -> None:
        """One for each key; one that is set already is moved."""
        self._due |= {(work_order_id, kind, key): at for key, at in due.items()}

    def clear(self, work_order_id: int, kinds: Collection[str]) -> None:
        """All of these kinds, also those set before in this call."""
        cleared = {(work_order_id, kind) for kind in kinds}
        self._cleared |= cleared
        self._due = {each: at for each, at in self._due.items() if each[:2] not in cleared}

    def write(self, session: Session, company_id: int) -> None:
        if self._cleared:
            orders, kinds = zip(*sorted(self._cleared), strict=True)
            session.execute(_CLEAR, {"company_id": company_id, "orders": [*orders], "kinds": [*kinds]})
        if self._due:
            orders, kinds, keys = zip(*self._due, strict=True)
            about = {"company_id": company_id, "orders": [*orders], "kinds": [*kinds], "keys": [*keys]}
            session.execute(_SET, {**about, "due": [*self._due.values()]})


def wake(session: Session, company_id: int, what: tuple[str, str], due_at: datetime) -> None:
    """Sets the company's timer of that kind and key; one that is set rings at the earlier of the two."""
    kind, key = what
    added = insert(Timer).values(company_id=company_id, work_order_id=None, kind=kind, key=key, due_at=due_at)
    earlier = func.least(Timer.due_at, added.excluded.due_at)
    session.execute(added.on_conflict_do_update(constraint="uq_timers_key", set_={"due_at": earlier}))


def take_timers(session: Session, company_id: int, work_order_id: int, kind: str) -> list[str]:
    """Clears the timers of one kind; their keys."""
    cleared = session.scalars(
        delete(Timer)
        .where(Timer.company_id == company_id, Timer.work_order_id == work_order_id, Timer.kind == kind)
        .returning(Timer.key)
    )
    return sorted(cleared, key=int)


def snapshot(session: Session, company_id: int, work_order_id: int) -> list[JsonObject]:
    """[{kind, key, due_at}] of the work order's timers, to be put back by an undo."""
    rows = session.execute(
        select(Timer.kind, Timer.key, Timer.due_at)
        .where(Timer.company_id == company_id, Timer.work_order_id == work_order_id)
        .order_by(Timer.id)
    )
    return [{"kind": row.kind, "key": row.key, "due_at": row.due_at.isoformat()} for row in rows]


def due_timers(session: Session, now: datetime, limit: int = 50) -> list[Due]:
    """The earliest timers whose time has come, of all companies."""
    rows = session.execute(
        select(Timer.id, Timer.company_id, Timer.kind, Timer.key, WorkOrder.number)
        .outerjoin(WorkOrder, WorkOrder.id == Timer.work_order_id)
        .where(Timer.due_at <= now)
        .order_by(Timer.due_at, Timer.id)
        .limit(limit)
    )
    return [Due(row.id, row.company_id, _command(row.kind, row.number, row.key)) for row in rows]


def _command(kind: str, number: int | None, key: str) -> c.Command:
    return OF_COMPANY[kind](key) if number is None else COMMANDS[kind](number, key)


def next_due(session: Session) -> datetime | None:
    """When the next timer is due; None when there is none."""
    return session.scalar(select(func.min(Timer.due_at)))


def postpone(session: Session, timer_id: int, until: datetime) -> None:
    session.execute(update(Timer).where(Timer.id == timer_id).values(due_at=until))


def delete_timer(session: Session, timer_id: int) -> bool:
    """Whether the timer was still there."""
    deleted = session.execute(delete(Timer).where(Timer.id == timer_id).returning(Timer.id))
    return deleted.first() is not None
