"""Create, note, cancel."""

from sqlalchemy import cast, update
from sqlalchemy.dialects.postgresql import TSVECTOR

from core import commands as c
from core import events as e
from core.handlers.dispatching import close_round
from core.handlers.scheduling import close_request
from core.model import (
    Company,
    Customer,
    Main,
    OfferStatus,
    QuoteStatus,
    RoundStatus,
    Site,
    Visit,
    VisitOutcome,
    WorkOrder,
)
from core.orders import load_order
from core.people import Kind
from core.refusals import Missing
from core.search import as_tsvector
from core.turn import Events, Turn

TITLE_LIMIT = 200
TEXT_LIMIT = 10_000


def create(turn: Turn, command: c.Create) -> Events:
    """L1. All that is missing is named at once (S1.28)."""
    site = turn.find(Site, command.site_id)
    missing = [
        word
        for word, given in (("site", site), ("title", command.title.strip()), ("type", command.type.strip()))
        if not given
    ]
    if site is None or missing:
        raise Missing(f"Missing: {', '.join(missing)}.", field=missing[0])
    if turn.actor.kind is not Kind.STAFF or turn.actor.id is None:
        raise Missing("A work order needs a coordinator: somebody of your staff creates it.")
    customer = turn.find(Customer, site.customer_id)
    assert customer is not None
    number = _next_number(turn)
    title = command.title.strip()[:TITLE_LIMIT]
    work = turn.add(
        WorkOrder(
            number=number,
            status=Main.READY,
            type=command.type.strip(),
            title=title,
            description=command.description[:TEXT_LIMIT],
            customer_id=site.customer_id,
            site_id=site.id,
            coordinator_id=turn.actor.id,
            created_at=turn.now,
            terms=cast(
                as_tsvector(
                    f"WO-{number}",
                    title,
                    command.type,
                    customer.name,
                    site.name,
                    site.address,
                    command.description,
                ),
                TSVECTOR,
            ),
        )
    )
    turn.add(Visit(work_order_id=work.id, visit_no=1))
    turn.loaded = load_order(turn.session, work.company_id, work.id)
    yield e.WorkOrderCreated()


def _next_number(turn: Turn) -> int:
    """S2.58: numbers count up per company; the company's row is the lock."""
    return turn.session.execute(
        update(Company)
        .where(Company.id == turn.actor.company_id)
        .values(last_number=Company.last_number + 1)
        .returning(Company.last_number)
    ).scalar_one()


def note(_turn: Turn, command: c.Note) -> Events:
    text = command.text.strip()
    if not text:
        raise Missing("Missing: the note's text.", field="text")
    yield e.NoteAdded(text=text[:TEXT_LIMIT], internal=command.internal)


def cancel(turn: Turn, command: c.Cancel) -> Events:
    """L65–L67: everything open is closed with it (I9). Late replies are answered, not acted on."""
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: the reason. `/wo cancel WO-12 customer moved house`", field="reason")
    order = turn.order
    event = e.WorkOrderCancelled(
        reason=reason[:TITLE_LIMIT],
        technician_id=order.visit.technician_id,
        customer_was_told=order.customer_was_told,
    )
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "cancelled")
    close_request(turn)
    if order.quote is not None and order.quote.status is QuoteStatus.SENT:
        order.quote.status = QuoteStatus.VOID
    order.work.cancelled_at = turn.now
    order.visit.outcome = VisitOutcome.CANCELLED
    order.visit.ended_at = turn.now
    yield event
