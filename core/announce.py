"""Carries the policies table out: notifications, cards and timers of one Desk call, and their jobs."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core import cards, policies, timers
from core.audience import EMAIL, SLACK, Recipient
from core.events import Happened
from core.facts import facts
from core.jobs import Job
from core.model import Asks, Card, CardKind, JsonObject, Main, Notification, Offer, Technician, Timer
from core.notifications import LINE_TASK, MAIL_TASK
from core.orders import Order
from core.turn import Turn

Told = tuple[Turn, Happened]
Message = tuple[Turn, Happened, policies.Tell, Recipient]


def announce(session: Session, change_id: int, happened: Iterable[Told]) -> list[Job]:
    """Writes what the events give rise to; returns the jobs that deliver it, first cards, then words."""
    messages: dict[tuple[str, str], Message] = {}
    orders: dict[int, Turn] = {}
    for turn, event in happened:
        if turn.loaded is None:
            continue
        orders[turn.order.work.id] = turn
        for row in policies.POLICIES[type(event)]:
            _carry_out(turn, event, row, messages)
    return [*_card_jobs(session, orders), *_message_jobs(session, change_id, list(messages.values()))]


def _carry_out(
    turn: Turn, event: Happened, row: policies.Row, messages: dict[tuple[str, str], Message]
) -> None:
    order = turn.order
    match row:
        case policies.Tell() if row.when(order, event):
            recipient = row.whom(turn, event)
            if recipient is not None and _reachable(order, recipient):
                _strongest(messages, (turn, event, row, recipient))
        case policies.Show() if _in_slack(order) and row.when(order, event):
            cards.show(turn.session, _cards_of(turn, event, row), turn.now)
        case policies.Arm():
            if (due := row.due(order, event)) is not None and due > turn.now:
                for key in row.keys(order, event):
                    _arm(turn, row.kind, str(key), due)
        case policies.Disarm():
            timers.clear_timers(turn.session, order.work.company_id, order.work.id, row.kinds)


def _strongest(messages: dict[tuple[str, str], Message], message: Message) -> None:
    where = (message[3].channel, message[3].key)
    held = messages.get(where)
    if held is None or policies.strength(message[2].name) < policies.strength(held[2].name):
        messages[where] = message


def _in_slack(order: Order) -> bool:
    return order.company.slack_team_id is not None and order.company.dispatch_channel is not None


def _reachable(order: Order, recipient: Recipient) -> bool:
    return recipient.channel != SLACK or _in_slack(order)


def _arm(turn: Turn, kind: str, key: str, due_at: datetime) -> None:
    work = turn.order.work
    timers.set_timer(
        turn.session,
        Timer(company_id=work.company_id, work_order_id=work.id, kind=kind, key=key, due_at=due_at),
    )


def _cards_of(turn: Turn, event: Happened, row: policies.Show) -> list[Card]:
    """One card for each thing the event names, in the place where its kind belongs."""
    about = getattr(event, row.about) if row.about else turn.order.work.id
    return [_card(turn, row.kind, item) for item in (about if isinstance(about, tuple) else (about,))]


def _card(turn: Turn, kind: CardKind, item: int) -> Card:
    work = turn.order.work
    card = Card(company_id=work.company_id, kind=kind, subject=f"{kind}:{item}", work_order_id=work.id)
    match kind:
        case CardKind.OFFER:
            offer = turn.find(Offer, item)
            assert offer is not None
            card.offer_id, card.staff_id = item, _staff_of(turn, offer.technician_id)
        case CardKind.ASSIGNMENT:
            # Assigned again after another had it: a card of its own, the old one shows how it ended.
            card.subject = f"{kind}:{turn.order.visit.id}:{item}:{work.version}"
            card.staff_id = _staff_of(turn, item)
        case CardKind.TRIAGE:
            card.inbound_message_id = item
    return card


def _staff_of(turn: Turn, technician_id: int) -> int:
    technician = turn.find(Technician, technician_id)
    assert technician is not None
    return technician.staff_id


def _card_jobs(session: Session, orders: dict[int, Turn]) -> list[Job]:
    return [
        job
        for work_order_id, turn in orders.items()
        if _in_slack(turn.order)
        for job in cards.refresh_jobs(session, turn.order.work.company_id, work_order_id=work_order_id)
    ]


def _message_jobs(session: Session, change_id: int, messages: list[Message]) -> list[Job]:
    if not messages:
        return []
    rows = [_row(change_id, message) for message in messages]
    table = Notification.__table__
    ids = session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows).all()  # type: ignore[arg-type]
    return [_job(row, notification_id) for row, notification_id in zip(rows, ids, strict=True)]


def _job(row: JsonObject, notification_id: int) -> Job:
    args = {"company_id": row["company_id"], "notification_id": notification_id}
    if row["channel"] == EMAIL:
        return Job(MAIL_TASK, args, lane=f"mail:{row['company_id']}:{row['recipient']}")
    return Job(LINE_TASK, args, lane=cards.lane(row["staff_id"], row["company_id"]))


def _row(change_id: int, message: Message) -> JsonObject:
    turn, event, tell, recipient = message
    order, asks = turn.order, _still_asked(turn.order, tell.asks)
    quote = order.quote if asks is Asks.APPROVE_QUOTE else None
    return {
        "company_id": order.work.company_id,
        "change_id": change_id,
        "work_order_id": order.work.id,
        "channel": recipient.channel,
        "recipient": recipient.key,
        "contact_id": recipient.contact_id,
        "staff_id": recipient.staff_id,
        "address": recipient.address,
        "name": tell.name,
        "context": facts(turn, event, tell.name, recipient),
        "ping": tell.ping,
        "asks": asks,
        "schedule_rev": order.visit.schedule_rev,
        "quote_version": quote.version if quote else None,
        "quote_total": quote.total if quote else None,
        "created_at": turn.now,
    }


def _still_asked(order: Order, asks: Asks | None) -> Asks | None:
    """A message puts its question only while the question makes sense."""
    if asks is Asks.CONFIRM_VISIT and not (order.is_scheduled and order.status in {Main.READY, Main.ON_HOLD}):
        return None
    return asks
