"""Cards' bookkeeping: which Slack message shows what, and how its posting went."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.jobs import Job
from core.model import Card, CardKind, CardStatus, Staff

CARD_TASK = "slack.card"
CARDS_FIRST = 10
"""A thread needs its card: in a lane, cards go before lines."""

_CARDS: Table = Card.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_LIVE = (
    select(_CARDS.c.id, _CARDS.c.staff_id)
    .where(
        _CARDS.c.company_id == bindparam("company_id"), ~_CARDS.c.settled, _CARDS.c.status != CardStatus.GONE
    )
    .order_by(_CARDS.c.id)
)
_SHOW = insert(_CARDS).on_conflict_do_nothing(index_elements=["company_id", "kind", "subject"])
_OF_ORDER = _LIVE.where(_CARDS.c.work_order_id == bindparam("about"))
_OF_MESSAGE = _LIVE.where(_CARDS.c.inbound_message_id == bindparam("about"))


def lane(staff_id: int | None, company_id: int) -> str:
    """Where Slack messages queue up: one lane per destination keeps them in order."""
    return f"slack:{company_id}:{f'staff:{staff_id}' if staff_id else 'dispatch'}"


def show(session: Session, rows: Iterable[Card], now: datetime) -> None:
    """Makes sure that these cards exist; a card that does is left as it is."""
    values = [
        {
            "company_id": row.company_id,
            "kind": CardKind(row.kind),
            "subject": row.subject,
            "work_order_id": row.work_order_id,
            "offer_id": row.offer_id,
            "inbound_message_id": row.inbound_message_id,
            "staff_id": row.staff_id,
            "created_at": now,
        }
        for row in rows
    ]
    if values:
        session.execute(_SHOW, values)


def refresh_jobs(
    session: Session, company_id: int, *, work_order_id: int | None = None, message_id: int | None = None
) -> list[Job]:
    """A job for every card of the work order or message that may have something new to show."""
    asked = _OF_ORDER if message_id is None else _OF_MESSAGE
    about = work_order_id if message_id is None else message_id
    rows = session.execute(asked, {"company_id": company_id, "about": about})
    return [refresh_job(company_id, row.id, row.staff_id) for row in rows]


def refresh_job(company_id: int, card_id: int, staff_id: int | None) -> Job:
    return Job(
        CARD_TASK,
        {"company_id": company_id, "card_id": card_id},
        lane=lane(staff_id, company_id),
        once=f"card:{card_id}",
        priority=CARDS_FIRST,
    )


def posting(session: Session, company_id: int, card_id: int) -> None:
    """Committed before the call, so that a crash in between is known as an unknown outcome."""
    _set(session, company_id, card_id, status=CardStatus.POSTING)


def posted(
    session: Session, company_id: int, card_id: int, place: tuple[str, str], shows: tuple[str, bool]
) -> None:
    """`place`: channel and ts; `shows`: digest, and whether that is its final outcome."""
    _set(
        session,
        company_id,
        card_id,
        status=CardStatus.POSTED,
        channel=place[0],
        ts=place[1],
        shown=shows[0],
        settled=shows[1],
    )


def updated(session: Session, company_id: int, card_id: int, shows: tuple[str, bool]) -> None:
    _set(session, company_id, card_id, shown=shows[0], settled=shows[1])


def gone(session: Session, company_id: int, card_id: int) -> None:
    """The message was deleted in Slack; it is not posted again."""
    _set(session, company_id, card_id, status=CardStatus.GONE)


def remember_dm(session: Session, company_id: int, staff_id: int, channel: str) -> None:
    session.execute(
        update(Staff).where(Staff.company_id == company_id, Staff.id == staff_id).values(slack_dm=channel)
    )


def _set(session: Session, company_id: int, card_id: int, **values: object) -> None:
    session.execute(update(Card).where(Card.company_id == company_id, Card.id == card_id).values(values))
