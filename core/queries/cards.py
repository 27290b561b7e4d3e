"""What a card shows: the read model behind one Slack message."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from core.commands import KeepMessage, NoteLanguage
from core.events import EnquiryTakenUp, MessageLinked, MessageSettled
from core.lifecycle import LABELS
from core.model import (
    Attachment,
    Card,
    CardKind,
    Company,
    Event,
    InboundMessage,
    MessageStatus,
    Notification,
    Offer,
    RescheduleRequest,
    Staff,
    Technician,
    WorkOrder,
)
from core.orders import load_order
from core.people import Actor, Channel, Kind, Permission, Proof, Role, permissions_of
from core.queries.dispatch import repairs_of
from core.queries.enquiries import known_as
from core.queries.escalations import escalation_view
from core.queries.orders import offer_view, order_view, proposal_view
from core.queries.people import person_view
from core.queries.reading import Query, Reading
from core.queries.views import (
    CardView,
    EscalationView,
    MessageView,
    OfferView,
    OrderView,
    PersonView,
    RequestView,
    UnverifiedView,
)
from core.refusals import Missing
from core.stored import APPLY, STRANGER, UNPROVEN, read_commands

TEXT_LIMIT = 4_000
SETTLING = {
    MessageSettled.name: "settled",
    MessageLinked.name: "linked",
    EnquiryTakenUp.name: "made into a work order",
}
"""How a message can have been settled, by the event that says so."""


def card(card_id: int) -> Query[CardView | None]:
    """The card, or None when it is gone or the company has left Slack.

    A card in the dispatch channel shows what a dispatcher may do; who clicks is checked when they do.
    """

    def read(at: Reading) -> CardView | None:
        found = at.session.execute(
            select(Card, Company)
            .join(Company, Company.id == Card.company_id)
            .where(Card.company_id == at.company_id, Card.id == card_id)
        ).first()
        if found is None or found[1].slack_team_id is None or found[1].dispatch_channel is None:
            return None
        return _card_view(at, found[0], found[1])

    return read


def message(message_id: int) -> Query[MessageView]:
    """An inbound message as triage shows it."""

    def read(at: Reading) -> MessageView:
        if not at.actor.may(Permission.EDIT) and at.actor.kind is not Kind.SYSTEM:
            raise Missing("There is no such message.")
        return _message_view(at, message_id)

    return read


def _card_view(at: Reading, row: Card, company: Company) -> CardView:
    staff = _staff(at, row.staff_id)
    return CardView(
        id=row.id,
        kind=row.kind,
        post_key=row.post_key,
        status=row.status,
        channel=row.channel,
        ts=row.ts,
        staff=staff,
        dispatch_channel=company.dispatch_channel or "",
        team_id=company.slack_team_id or "",
        shown=row.shown,
        order=_order(at, row, staff),
        offer=_offer(at, row.offer_id),
        message=_message_view(at, row.inbound_message_id) if row.inbound_message_id else None,
        request=_request(at, row),
        escalation=_escalation(at, row),
        created_at=row.created_at,
    )


def _staff(at: Reading, staff_id: int | None) -> PersonView | None:
    if staff_id is None:
        return None
    row = at.session.execute(
        select(Staff, Technician)
        .outerjoin(
            Technician, (Technician.company_id == Staff.company_id) & (Technician.staff_id == Staff.id)
        )
        .where(Staff.company_id == at.company_id, Staff.id == staff_id)
    ).one()
    return person_view(row[0], row[1])


def _order(at: Reading, row: Card, reader: PersonView | None) -> OrderView | None:
    work_order_id = row.work_order_id
    if row.inbound_message_id is not None:
        work_order_id = at.session.scalar(
            select(InboundMessage.work_order_id).where(
                InboundMessage.company_id == at.company_id, InboundMessage.id == row.inbound_message_id
            )
        )
    if work_order_id is None:
        return None
    return order_view(
        replace(at, actor=_reader(at, reader)), load_order(at.session, at.company_id, work_order_id)
    )


def _reader(at: Reading, reader: PersonView | None) -> Actor:
    """In the channel: a dispatcher, without prices (many read it). In direct messages: that technician."""
    keys = permissions_of([Role.DISPATCHER]) - {Permission.SEE_PRICES} if reader is None else frozenset()
    return Actor(
        company_id=at.company_id,
        kind=Kind.STAFF,
        id=reader.id if reader else None,
        name=reader.name if reader else "",
        channel=Channel.SLACK,
        permissions=keys,
        technician_id=reader.technician_id if reader else None,
    )


def _offer(at: Reading, offer_id: int | None) -> OfferView | None:
    if offer_id is None:
        return None
    row = at.session.execute(
        select(Offer, Technician, Staff)
        .join(
            Technician, (Technician.company_id == Offer.company_id) & (Technician.id == Offer.technician_id)
        )
        .join(Staff, (Staff.company_id == Technician.company_id) & (Staff.id == Technician.staff_id))
        .where(Offer.company_id == at.company_id, Offer.id == offer_id)
    ).one()
    return offer_view(row[0], person_view(row[2], row[1]))


def _request(at: Reading, row: Card) -> RequestView | None:
    if row.kind is not CardKind.REQUEST:
        return None
    request = at.session.scalars(
        select(RescheduleRequest).where(
            RescheduleRequest.company_id == at.company_id,
            RescheduleRequest.id == int(row.subject.split(":")[1]),
        )
    ).one()
    return RequestView(
        id=request.id,
        words=request.words,
        proposals=tuple(proposal_view(each) for each in request.proposals),
        status=request.status,
        answer_reason=request.answer_reason,
    )


def _escalation(at: Reading, row: Card) -> EscalationView | None:
    if row.kind is not CardKind.ESCALATION:
        return None
    assert row.work_order_id is not None
    found = escalation_view(at, int(row.subject.split(":")[1]))
    return replace(found, repairs=repairs_of(at, load_order(at.session, at.company_id, row.work_order_id)))


def _message_view(at: Reading, message_id: int) -> MessageView:
    found = at.session.execute(
        select(InboundMessage, WorkOrder.number, Notification)
        .outerjoin(
            WorkOrder,
            (WorkOrder.company_id == InboundMessage.company_id)
            & (WorkOrder.id == InboundMessage.work_order_id),
        )
        .outerjoin(
            Notification,
            (Notification.company_id == InboundMessage.company_id)
            & (Notification.id == InboundMessage.notification_id),
        )
        .where(InboundMessage.company_id == at.company_id, InboundMessage.id == message_id)
    ).first()
    if found is None:
        raise Missing("There is no such message.")
    row, number, answered = found
    files = _files(at, row)
    return MessageView(
        id=row.id,
        sender=row.sender,
        subject=row.subject,
        text=(row.new_text or "")[:TEXT_LIMIT],
        status=row.status,
        why=row.why,
        order=number,
        asks=answered.asks if answered else None,
        schedule_rev=answered.schedule_rev if answered else None,
        settled=_settled(at, row),
        done=_done(row),
        unverified=_unverified(row),
        known_as=known_as(at, row.sender or ""),
        disowned=_disowned(row),
        files=tuple(each.words for each in files),
        left_out=tuple(row.steps.get("left_out", ())),
        has_loose_files=any(each.work_order_id is None for each in files),
        may_become_order=_may_become_order(row),
    )


def _files(at: Reading, row: InboundMessage) -> Sequence[Attachment]:
    asked = select(Attachment).where(
        Attachment.company_id == at.company_id, Attachment.inbound_message_id == row.id
    )
    return at.session.scalars(asked.order_by(Attachment.id)).all()


def _disowned(row: InboundMessage) -> str | None:
    found = row.steps.get("authenticate") or {}
    return str(found.get("why") or "") or None if found.get("failed") else None


def _may_become_order(row: InboundMessage) -> bool:
    """What has a secret of ours in it answers us, and asks for nothing new."""
    proof = (row.decision or {}).get("proof", Proof.NOTHING)
    return row.status is MessageStatus.TRIAGE and (row.work_order_id is None or proof == Proof.NOTHING)


def _unverified(row: InboundMessage) -> UnverifiedView | None:
    """What a person could apply with one click: kept with the message, in the words it would be called by."""
    if row.status is not MessageStatus.TRIAGE or row.decision is None:
        return None
    kept = read_commands(row.decision.get(UNPROVEN, ()))
    commands = tuple(each for each in kept if not isinstance(each, KeepMessage))
    contact_id = row.decision.get("contact") or row.contact_id
    if not commands or contact_id is None:
        return None
    stranger = row.decision.get(STRANGER) or {"address": "", "name": ""}
    return UnverifiedView(
        commands=commands,
        does=", ".join(LABELS[type(each)] for each in commands),
        contact_id=contact_id,
        address=stranger["address"],
        name=stranger["name"],
    )


def _done(row: InboundMessage) -> str | None:
    if row.status is not MessageStatus.TRIAGE or (row.decision or {}).get("outcome") != APPLY:
        return None
    commands = read_commands((row.decision or {}).get("commands", ()))
    done = [LABELS[type(each)] for each in commands if not isinstance(each, KeepMessage | NoteLanguage)]
    return ", ".join(done) or None


def _settled(at: Reading, row: InboundMessage) -> str | None:
    if row.status is not MessageStatus.SETTLED:
        return None
    event = at.session.scalars(
        select(Event)
        .where(
            Event.company_id == at.company_id,
            Event.name.in_(SETTLING),
            Event.data["message_id"].as_integer() == row.id,
        )
        .order_by(Event.id.desc())
        .limit(1)
    ).first()
    if event is None:
        return "settled"
    how = event.data.get("how", SETTLING[event.name])
    return f"{how} by {event.actor['name']}"
