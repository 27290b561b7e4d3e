"""L77: puts the rows of the latest change back as they were, and lets mail go whose undo window has closed.

Undo reads only what history recorded. Rows a change added are closed, none is deleted; events stay, and a new one
says that they no longer hold. Timers come back from the snapshot the change left; cards show the state again.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from core import commands as c
from core import events as e
from core.handlers.rounds import Ask, begin, close_round, end, go_on
from core.history import put_back
from core.jobs import defer
from core.mailing import mail_job
from core.model import (
    Card,
    Change,
    Event,
    Notification,
    NotificationStatus,
    OfferStatus,
    RoundStatus,
    Timer,
)
from core.orders import load_order
from core.refusals import State
from core.turn import Events, Turn
from core.undo import Latest

MAIL, DIRECT = "email", "staff:"


def undo(turn: Turn, _command: c.Undo) -> Events:
    """All that one call did to this work order, or nothing of it."""
    order, latest = turn.order, Latest.of(turn.order)
    assert latest is not None
    told = _told(turn, latest.change_id)
    _nothing_has_left(turn, latest, told)
    events = _events(turn, latest.change_id)
    had = order.visit.technician_id
    for event in reversed(events):
        for change in reversed(event.changes):
            if (refusal := put_back(turn.session, change, turn.now)) is not None:
                raise refusal
    _drop(turn, told)
    _restore_timers(turn, latest.change_id)
    _open_cards(turn)
    turn.session.flush()
    turn.loaded = load_order(turn.session, order.work.company_id, order.work.id)
    has = turn.order.visit.technician_id
    names = tuple(event.name for event in events)
    yield e.ChangeUndone(
        undone_id=latest.change_id,
        undone=names,
        by=latest.name,
        technician_id=had,
        concerns_technicians=had != has or any(each.recipient.startswith(DIRECT) for each in told),
    )
    yield from _offers_go_on(turn, names)


def release_mail(turn: Turn, command: c.ReleaseMail) -> Events:
    """Changes nothing: the mail's job starts now instead of when the change was made."""
    waiting = turn.find(Notification, command.notification_id)
    if waiting is not None and waiting.status is NotificationStatus.QUEUED:
        defer(turn.session, mail_job(waiting.company_id, waiting.id, waiting.recipient))
    yield from ()


def _events(turn: Turn, change_id: int) -> Sequence[Event]:
    return turn.session.scalars(
        select(Event)
        .where(
            Event.company_id == turn.actor.company_id,
            Event.change_id == change_id,
            Event.work_order_id == turn.order.work.id,
        )
        .order_by(Event.id)
    ).all()


def _told(turn: Turn, change_id: int) -> Sequence[Notification]:
    """Under a lock: none of them can be claimed for sending while this is decided."""
    return turn.session.scalars(
        select(Notification)
        .where(
            Notification.company_id == turn.actor.company_id,
            Notification.change_id == change_id,
            Notification.work_order_id == turn.order.work.id,
        )
        .order_by(Notification.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def _nothing_has_left(turn: Turn, latest: Latest, told: Sequence[Notification]) -> None:
    """A line in Slack can be followed by another one; mail that a customer may have read can't be unread."""
    for each in told:
        tried = each.attempts > 0 and each.status is not NotificationStatus.DROPPED
        if each.channel == MAIL and (tried or each.status is NotificationStatus.SENT):
            reference = turn.order.reference
            raise State(
                f"The customer of {reference} has been told, so that can't be undone. {latest.instead(reference)}"
            )


def _drop(turn: Turn, told: Sequence[Notification]) -> None:
    ids = [each.id for each in told if each.status is NotificationStatus.QUEUED]
    turn.session.execute(
        update(Notification)
        .where(Notification.company_id == turn.actor.company_id, Notification.id.in_(ids))
        .values(status=NotificationStatus.DROPPED)
    )


def _restore_timers(turn: Turn, change_id: int) -> None:
    """As they were before the change. One that came due meanwhile runs now, and judges for itself (I14)."""
    work = turn.order.work
    mine = (Timer.company_id == work.company_id, Timer.work_order_id == work.id)
    kept = turn.session.scalar(
        select(Change.timers).where(Change.company_id == work.company_id, Change.id == change_id)
    )
    turn.session.execute(delete(Timer).where(*mine))
    rows = [
        {
            "company_id": work.company_id,
            "work_order_id": work.id,
            "kind": each["kind"],
            "key": each["key"],
            "due_at": datetime.fromisoformat(each["due_at"]),
        }
        for each in kept or ()
    ]
    if rows:
        turn.session.execute(insert(Timer), rows)


def _open_cards(turn: Turn) -> None:
    """A card that showed how it ended may go on."""
    work = turn.order.work
    turn.session.execute(
        update(Card)
        .where(Card.company_id == work.company_id, Card.work_order_id == work.id)
        .values(settled=False)
    )


def _offers_go_on(turn: Turn, undone: Collection[str]) -> Events:
    """Offers are open again while their time still runs (§12); then the next are asked.

    After an undone cancellation nobody is left out for not answering: a new round starts (H6).
    """
    current = turn.order.round
    if current is None:
        return
    for offer in turn.order.open_offers():
        if offer.expires_at <= turn.now:
            yield end(turn, offer)
    if not turn.order.open_offers() and e.WorkOrderCancelled.name in undone:
        close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "undone")
        yield from begin(turn, Ask.like(current))
    else:
        yield from go_on(turn)
