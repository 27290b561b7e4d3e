"""Timers: rows that are due, and the command each causes. Rows are set and cleared by policies.

Two loops may find the same row: the command runs under its work order's lock and the row is
deleted in the same transaction, so the second finds it gone and does nothing (I14).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core import commands as c
from core.model import JsonObject, Timer, WorkOrder

EXPIRE_OFFER = "expire_offer"
ESCALATE = "escalate"
UNANSWERED = "unanswered"
UNACKED = "unacked"
FOLLOW_UP = "follow_up"
RELEASE_MAIL = "release_mail"
"""Keyed by the notification whose mail waits out an undo window (§12)."""

# kind → (work order's number, key) → command
COMMANDS: Mapping[str, Callable[[int, str], c.Command]] = MappingProxyType(
    {
        EXPIRE_OFFER: lambda number, key: c.ExpireOffer(order=number, offer_id=int(key)),
        UNANSWERED: lambda number, key: c.NoteUnanswered(order=number, rev=int(key)),
        UNACKED: lambda number, key: c.NoteUnacked(order=number, rev=int(key)),
        FOLLOW_UP: lambda number, _key: c.FollowUpHold(order=number),
        RELEASE_MAIL: lambda number, key: c.ReleaseMail(order=number, notification_id=int(key)),
        ESCALATE: lambda number, key: c.Escalate(order=number, round_id=int(key)),
    }
)


@dataclass(frozen=True)
class Due:
    timer_id: int
    company_id: int
    command: c.Command


def set_timer(session: Session, timer: Timer) -> None:
    """Sets it, or moves it when it is set already."""
    values = {
        "company_id": timer.company_id,
        "work_order_id": timer.work_order_id,
        "kind": timer.kind,
        "key": timer.key,
        "due_at": timer.due_at,
    }
    session.execute(
        insert(Timer)
        .values(values)
        .on_conflict_do_update(constraint="uq_timers_key", set_={"due_at": timer.due_at})
    )


def clear_timers(session: Session, company_id: int, work_order_id: int, kinds: tuple[str, ...]) -> None:
    session.execute(
        delete(Timer).where(
            Timer.company_id == company_id, Timer.work_order_id == work_order_id, Timer.kind.in_(kinds)
        )
    )


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
        .join(WorkOrder, WorkOrder.id == Timer.work_order_id)
        .where(Timer.due_at <= now)
        .order_by(Timer.due_at, Timer.id)
        .limit(limit)
    )
    return [Due(row.id, row.company_id, COMMANDS[row.kind](row.number, row.key)) for row in rows]


def next_due(session: Session) -> datetime | None:
    """When the next timer is due; None when there is none."""
    return session.scalar(select(func.min(Timer.due_at)))


def postpone(session: Session, timer_id: int, until: datetime) -> None:
    session.execute(update(Timer).where(Timer.id == timer_id).values(due_at=until))


def delete_timer(session: Session, timer_id: int) -> bool:
    """Whether the timer was still there."""
    deleted = session.execute(delete(Timer).where(Timer.id == timer_id).returning(Timer.id))
    return deleted.first() is not None
