"""Carries the policies table out: notifications, cards and timers of one Desk call, and their jobs."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core import cards, policies, timers, undo
from core.audience import EMAIL, SLACK, Recipient, has_slack
from core.duty import on_duty
from core.events import Happened
from core.facts import company_facts, facts
from core.jobs import Job
from core.mailing import OPTIONAL, mail_job
from core.model import (
    Asks,
    Card,
    CardKind,
    Change,
    Company,
    Contact,
    JsonObject,
    Main,
    Notification,
    Offer,
    Staff,
    Technician,
)
from core.notifications import LINE_TASK
from core.orders import Order
from core.people import Channel, Kind
from core.policy_rows import Arm, ArmEach, Disarm, Report, Row, Show, Tell, Wake
from core.turn import Turn

Told = tuple[Turn, Happened]
Message = tuple[Turn, Happened, Tell | Report, Recipient]
Place = tuple[str, str, int | None]
"""Channel, recipient, and the work order where they hear of each by itself."""


@dataclass
class _Outcome:
    """What the policies make of one call so far."""

    messages: dict[Place, Message] = field(default_factory=dict)
    rings: timers.Rings = field(default_factory=timers.Rings)


def announce(session: Session, company_id: int, change_id: int, happened: Iterable[Told]) -> list[Job]:
    """Writes what the events give rise to; returns the jobs that deliver it: earlier mail, cards, then words."""
    out, told = _Outcome(), list(happened)
    orders = {turn.order.work.id: turn for turn, _event in told if turn.loaded is not None}
    earlier = [job for turn in orders.values() for job in _settle_the_change_before(turn, change_id)]
    for turn, event in told:
        for row in policies.POLICIES[type(event)]:
            if isinstance(row, Report | Wake):
                _carry_out_for_company(turn, event, row, out)
            elif turn.loaded is not None:
                _carry_out(turn, event, row, out)
    words = _message_jobs(session, change_id, out)
    out.rings.write(session, company_id)
    return [*earlier, *_card_jobs(session, orders), *words]


def _settle_the_change_before(turn: Turn, change_id: int) -> list[Job]:
    """It can't be undone any more: mail that waited for that goes out, in order, before that of this change.

    If this one can be undone, its timers as they are now are kept with it.
    """
    order, work = turn.order, turn.order.work
    if not undo.is_latest(order, change_id) or order.profile.undo_seconds <= 0:
        return []
    keys = timers.take_timers(turn.session, work.company_id, work.id, timers.RELEASE_MAIL)
    if undo.may_undo_change(order, change_id):
        turn.session.execute(
            update(Change)
            .where(Change.company_id == work.company_id, Change.id == change_id)
            .values(timers=timers.snapshot(turn.session, work.company_id, work.id))
        )
    recipients = turn.session.execute(
        select(Notification.id, Notification.recipient)
        .where(Notification.company_id == work.company_id, Notification.id.in_(map(int, keys)))
        .order_by(Notification.id)
    )
    return [mail_job(work.company_id, row.id, row.recipient) for row in recipients] if keys else []


def _carry_out(turn: Turn, event: Happened, row: Row, out: _Outcome) -> None:
    order = turn.order
    match row:
        case Tell() if row.when(order, event):
            for recipient in _recipients(turn, event, row):
                _strongest(out.messages, (turn, event, row, recipient))
        case Show() if _in_slack(order) and row.when(order, event):
            cards.show(turn.session, _cards_of(turn, event, row), turn.now)
        case Arm() | ArmEach():
            due = {str(key): at for key, at in _due(order, event, row).items() if at > turn.now}
            out.rings.set(order.work.id, row.kind, due)
        case Disarm():
            out.rings.clear(order.work.id, row.kinds)


def _due(order: Order, event: Happened, row: Arm | ArmEach) -> Mapping[int, datetime]:
    """Key of a timer → when it is due."""
    if isinstance(row, ArmEach):
        return row.due(order, event)
    due = row.due(order, event)
    return dict.fromkeys(row.keys(order, event), due) if due is not None else {}


def _carry_out_for_company(turn: Turn, event: Happened, row: Report | Wake, out: _Outcome) -> None:
    match row:
        case Report() if _has_slack(_company(turn)) and row.when(turn, event):
            for recipient in _each(row.whom(turn, event)):
                _strongest(out.messages, (turn, event, row, recipient))
        case Wake() if (due := row.due(event)) is not None:
            for key in row.keys(event):
                timers.wake(turn.session, turn.actor.company_id, (row.kind, key), due)


def _strongest(messages: dict[Place, Message], message: Message) -> None:
    """Staff hear of all work orders of a change at once; a thread and a customer of their own."""
    turn, _event, row, recipient = message
    is_apart = isinstance(row, Tell) and recipient.staff_id is None
    where = (recipient.channel, recipient.key, turn.order.work.id if is_apart else None)
    held = messages.get(where)
    if held is None or policies.strength(message[2].name) < policies.strength(held[2].name):
        messages[where] = message


def _recipients(turn: Turn, event: Happened, row: Tell) -> list[Recipient]:
    found = _each(row.whom(turn, event))
    return [
        recipient
        for recipient in found
        if _reachable(turn.order, recipient) and _is_wanted(turn, row.name, recipient)
    ]


def _is_wanted(turn: Turn, name: str, recipient: Recipient) -> bool:
    """Whoever said STOP is sent what there must be, and nothing else."""
    contact = turn.find(Contact, recipient.contact_id) if name in OPTIONAL else None
    return contact is None or contact.stopped_at is None


def _each(found: Recipient | tuple[Recipient, ...] | None) -> tuple[Recipient, ...]:
    if found is None:
        return ()
    return found if isinstance(found, tuple) else (found,)


def _in_slack(order: Order) -> bool:
    return _has_slack(order.company)


def _has_slack(company: Company) -> bool:
    return company.slack_team_id is not None and company.dispatch_channel is not None


def _company(turn: Turn) -> Company:
    return turn.session.get_one(Company, turn.actor.company_id)


def _reachable(order: Order, recipient: Recipient) -> bool:
    return recipient.channel != SLACK or _in_slack(order)


def _cards_of(turn: Turn, event: Happened, row: Show) -> list[Card]:
    """One card for each thing the event names, in the place where its kind belongs."""
    about = getattr(event, row.about) if row.about else turn.order.work.id
    _held = _technicians(
        turn, getattr(event, "technician_ids", ())
    )  # while they are, each card finds its own
    items = about if isinstance(about, tuple) else (about,)
    return [_card(turn, row.kind, item) for item in items if _in_their_slack(turn, row.kind, item)]


def _in_their_slack(turn: Turn, kind: CardKind, item: int) -> bool:
    """Whoever is not in Slack is offered work by mail, and reads there that it is theirs."""
    if kind is CardKind.ASSIGNMENT:
        return turn.actor.kind is not Kind.STAFF or turn.actor.channel is not Channel.EMAIL
    offer = turn.find(Offer, item) if kind is CardKind.OFFER else None
    staff = turn.find(Staff, _staff_of(turn, offer.technician_id)) if offer is not None else None
    return staff is None or has_slack(turn, staff)


def _technicians(turn: Turn, ids: Collection[int]) -> Sequence[Technician]:
    if not ids:
        return ()
    asked = select(Technician).where(Technician.company_id == turn.actor.company_id, Technician.id.in_(ids))
    return turn.session.scalars(asked).all()


def _card(turn: Turn, kind: CardKind, item: int) -> Card:
    work = turn.order.work
    card = Card(company_id=work.company_id, kind=kind, subject=f"{kind}:{item}", work_order_id=work.id)
    match kind:
        case CardKind.LATE_ACCEPT:
            card.offer_id = item
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


def _message_jobs(session: Session, change_id: int, out: _Outcome) -> list[Job]:
    messages = list(out.messages.values())
    if not messages:
        return []
    rows = [_row(change_id, message) for message in messages]
    table = Notification.__table__
    ids = session.scalars(insert(table).returning(table.c.id, sort_by_parameter_order=True), rows).all()  # type: ignore[arg-type]
    return [
        _job(row, notification_id)
        for message, row, notification_id in zip(messages, rows, ids, strict=True)
        if not _waits(message, change_id, notification_id, out.rings)
    ]


def _waits(message: Message, change_id: int, notification_id: int, rings: timers.Rings) -> bool:
    """Mail about what staff may still take back goes later; nobody's own act is answered late (§12)."""
    turn, _event, _tell, recipient = message
    if recipient.channel != EMAIL or (recipient.staff_id is not None and recipient.staff_id == turn.actor.id):
        return False
    latest = undo.Latest.of(turn.order)
    if latest is None or not undo.may_undo_change(turn.order, change_id):
        return False
    assert latest.until is not None
    rings.set(turn.order.work.id, timers.RELEASE_MAIL, {str(notification_id): latest.until})
    return True


def _job(row: JsonObject, notification_id: int) -> Job:
    if row["channel"] == EMAIL:
        return mail_job(row["company_id"], notification_id, row["recipient"])
    args = {"company_id": row["company_id"], "notification_id": notification_id}
    return Job(LINE_TASK, args, lane=cards.lane(row["staff_id"], row["company_id"]))


def _row(change_id: int, message: Message) -> JsonObject:
    turn, event, tell, recipient = message
    if isinstance(tell, Report):
        return _report(change_id, message)
    order, asks = turn.order, _still_asked(turn.order, event, tell.asks)
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
        "context": facts(turn, event, tell.name, recipient) | _on_duty(turn, tell),
        "ping": tell.ping,
        "asks": asks,
        "schedule_rev": order.visit.schedule_rev,
        "quote_version": quote.version if quote else None,
        "quote_total": quote.total if quote else None,
        "created_at": turn.now,
    }


def _report(change_id: int, message: Message) -> JsonObject:
    """The row of a line that is about no single work order."""
    turn, event, report, recipient = message
    company = _company(turn)
    return {
        "company_id": company.id,
        "change_id": change_id,
        "work_order_id": None,
        "channel": recipient.channel,
        "recipient": recipient.key,
        "contact_id": None,
        "staff_id": recipient.staff_id,
        "address": None,
        "name": report.name,
        "context": company_facts(turn, event, company) | _on_duty(turn, report),
        "ping": report.ping,
        "asks": None,
        "schedule_rev": None,
        "quote_version": None,
        "quote_total": None,
        "created_at": turn.now,
    }


def _on_duty(turn: Turn, tell: Tell | Report) -> JsonObject:
    """Whom a ping mentions; nobody on shift is said as null."""
    if not tell.ping:
        return {}
    coordinator = turn.order.coordinator if turn.loaded is not None else None
    person = on_duty(turn.session, _company(turn), coordinator, turn.now)
    return {"on_duty": {"name": person.name, "slack_user_id": person.slack_user_id} if person else None}


def _still_asked(order: Order, event: Happened, asks: Asks | None) -> Asks | None:
    """A message puts its question only while the question makes sense."""
    if asks is Asks.PICK_SLOT and not getattr(event, "slots", ()):
        return None
    if asks is Asks.CONFIRM_VISIT and not (order.is_scheduled and order.status in {Main.READY, Main.ON_HOLD}):
        return None
    return asks
