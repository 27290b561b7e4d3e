"""What somebody was asked and has yet to answer: their newest mail about each question that is still open.

Open is what an answer would still change: the window and the quote are those that the mail spoke of, and nobody has
answered yet. What only could be answered differently now (a confirmed visit) is not open.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.mailmarks import CODE_MAIL, WHICH_MAIL
from core.model import Asks, Contact, Main, Notification, QuoteStatus
from core.orders import Order, list_orders

A_DAY = timedelta(days=1)
REMEMBERED = timedelta(days=120)
MOST_MAILS, MOST_MATTERS = 200, 9
"""Mails looked at, and questions told apart: as many as one figure can pick from."""


@dataclass(frozen=True, slots=True)
class AskedLately:
    """Notifications whose questions are open, the newest first; and what we asked about within the last day already,
    as the work order's number and what it asks.
    """

    open: tuple[int, ...]
    asked_which: frozenset[tuple[int, Asks]]


def asked_lately(session: Session, company_id: int, address: str, now: datetime) -> AskedLately:
    """What the contacts of this company with that address were asked."""
    mails = session.scalars(
        select(Notification)
        .join(
            Contact, (Contact.company_id == Notification.company_id) & (Contact.id == Notification.contact_id)
        )
        .where(
            Notification.company_id == company_id,
            func.lower(Contact.email) == address.lower(),
            Notification.asks.is_not(None) | (Notification.name == WHICH_MAIL),
            Notification.created_at > now - REMEMBERED,
        )
        .order_by(Notification.id.desc())
        .limit(MOST_MAILS)
    ).all()
    ids = {each.work_order_id for each in mails if each.work_order_id is not None}
    orders = {order.work.id: order for order in list_orders(session, company_id, sorted(ids))}
    found: dict[tuple[int, Asks], int] = {}
    for told in mails:
        order = orders.get(told.work_order_id or 0)
        if order is not None and told.asks is not None and _is_open(told, order, now):
            found.setdefault((order.work.number, told.asks), told.id)
    return AskedLately(tuple(found.values())[:MOST_MATTERS], _asked_which(mails, now))


def _asked_which(mails: Sequence[Notification], now: datetime) -> frozenset[tuple[int, Asks]]:
    lately = (each for each in mails if each.name == WHICH_MAIL and each.created_at > now - A_DAY)
    return frozenset(
        (matter["number"], Asks(matter["asks"]))
        for told in lately
        for matter in told.context["event"]["matters"]
    )


def _is_open(told: Notification, order: Order, now: datetime) -> bool:
    return told.asks is not None and OPEN[told.asks](told, order, now)


def _visit_unconfirmed(told: Notification, order: Order, now: datetime) -> bool:
    visit = order.visit
    ahead = visit.window_end is not None and visit.window_end > now
    waits = order.awaits_answer and order.status in {Main.READY, Main.ON_HOLD}
    return waits and ahead and told.schedule_rev == visit.schedule_rev


def _quote_unanswered(told: Notification, order: Order, _now: datetime) -> bool:
    quote = order.quote
    waits = quote is not None and quote.status is QuoteStatus.SENT and quote.version == told.quote_version
    return waits and order.status is Main.READY and told.name != CODE_MAIL


def _slot_unpicked(told: Notification, order: Order, _now: datetime) -> bool:
    waits = order.request is not None or order.status in {Main.NO_SHOW, Main.ON_HOLD}
    return waits and told.schedule_rev == order.visit.schedule_rev


OPEN: Mapping[Asks, Callable[[Notification, Order, datetime], bool]] = MappingProxyType(
    {
        Asks.CONFIRM_VISIT: _visit_unconfirmed,
        Asks.APPROVE_QUOTE: _quote_unanswered,
        Asks.PICK_SLOT: _slot_unpicked,
    }
)
