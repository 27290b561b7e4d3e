"""Create, open a draft, note, cancel."""

from sqlalchemy import update

from core import commands as c
from core import events as e
from core.handlers import dispatching
from core.handlers.first_items import write_items
from core.handlers.required import check_complete, kind_of, title_of
from core.handlers.rounds import close_round
from core.handlers.scheduling import close_request, promise, set_window
from core.handlers.subject import Subject, find, make_new
from core.handlers.terms import search_terms
from core.model import (
    Company,
    Main,
    OfferStatus,
    QuoteStatus,
    RoundStatus,
    Visit,
    VisitOutcome,
    WorkOrder,
)
from core.orders import load_order
from core.people import Kind, Permission
from core.profiles import Profile, profile_of
from core.refusals import Missing, Perm
from core.turn import Events, Turn

TITLE_LIMIT = 200
"""Of titles we make up ourselves; what people say is never cut."""


def create(turn: Turn, command: c.Create) -> Events:
    """L1. A draft keeps window and technician as wishes until it is opened (S2.8, S2.10, S2.11)."""
    company = turn.session.get(Company, turn.actor.company_id)
    assert company is not None
    profile = profile_of(company.profile, company.policy)
    found = find(turn, command)
    check_complete(turn, command, found, profile)
    if command.technician_id is not None and not turn.actor.may(Permission.SUPERVISE):
        raise Perm("You need `work_orders.supervise` to assign. Leave the technician out, or ask an admin.")
    if turn.actor.kind is not Kind.STAFF or turn.actor.id is None:
        raise Missing("A work order needs a coordinator: somebody of your staff creates it.")
    whole = make_new(turn, command, found, company)
    work = write_order(turn, command, whole, profile, turn.actor.id)
    turn.loaded = load_order(turn.session, work.company_id, work.id)
    yield e.WorkOrderCreated()
    if work.status is Main.DRAFT:
        pencil(turn, command)
    else:
        yield from _plan(turn, command.window, command.technician_id)


def write_order(
    turn: Turn, command: c.Create, found: Subject, profile: Profile, coordinator_id: int
) -> WorkOrder:
    """The rows: the work order, its first visit, its items."""
    customer, site, template, service = found.customer, found.site, found.template, found.service
    assert customer is not None
    assert site is not None
    kind = kind_of(command, found, profile)
    what = found.unit.name if found.unit else site.name
    work = WorkOrder(
        number=next_number(turn),
        status=profile.lands_in,
        type=kind,
        title=(title_of(command, found) or f"{kind.capitalize()}: {what}")[:TITLE_LIMIT],
        description=(command.description or (template.description if template else "")),
        instructions=(command.instructions or (template.instructions if template else "")),
        customer_note=command.customer_note,
        customer_id=customer.id,
        site_id=site.id,
        unit_id=found.unit.id if found.unit else None,
        service_type_id=service.id if service else None,
        template_id=template.id if template else None,
        minutes=minutes_of(command, found),
        priority=command.priority,
        due_at=command.due_at,
        coordinator_id=coordinator_id,
        quotation=command.quotation.strip() or None,
        converted_quotation=command.quotation.strip() or None,
        created_at=turn.now,
    )
    work.terms = search_terms(turn, work, customer, site, found.unit)
    turn.add(work)
    turn.add(Visit(work_order_id=work.id, visit_no=1))
    write_items(turn, command, found, work)
    return work


def minutes_of(command: c.Create, found: Subject) -> int | None:
    """S3.8: how long a visit takes, the nearest word counting most. Raises Missing for none at all."""
    if command.minutes is not None and command.minutes <= 0:
        raise Missing("The work takes at least a minute.", field="minutes")
    template = found.template.minutes if found.template else None
    return command.minutes or template or (found.service.minutes if found.service else None)


def pencil(turn: Turn, command: c.Create) -> None:
    """A draft keeps them as wishes."""
    if command.window is not None:
        set_window(turn, command.window)
    if command.technician_id is not None:
        technician = dispatching.active_technician(turn, command.technician_id)
        turn.order.visit.preferred_technician_id = technician.id


def _plan(turn: Turn, window: c.Window | None, technician_id: int | None) -> Events:
    if window is not None:
        yield from promise(turn, window)
    if technician_id is not None:
        yield from dispatching.assign(turn, c.Assign(technician_id=technician_id))


def next_number(turn: Turn) -> int:
    """S2.58: numbers count up per company; the company's row is the lock."""
    return turn.session.execute(
        update(Company)
        .where(Company.id == turn.actor.company_id)
        .values(last_number=Company.last_number + 1)
        .returning(Company.last_number)
    ).scalar_one()


def open_(turn: Turn, _command: c.Open) -> Events:
    """L5: the wishes of the draft are promised and assigned now, so that people hear of them."""
    visit = turn.order.visit
    yield e.WorkOrderOpened()
    window = None
    if visit.window_start is not None and visit.window_end is not None:
        window = c.Window(start=visit.window_start, end=visit.window_end, date_only=visit.date_only)
    may_assign = turn.actor.may(Permission.SUPERVISE)
    yield from _plan(turn, window, visit.preferred_technician_id if may_assign else None)


def note(_turn: Turn, command: c.Note) -> Events:
    text = command.text.strip()
    if not text:
        raise Missing("Missing: the note's text.", field="text")
    yield e.NoteAdded(text=text, internal=command.internal)


def cancel(turn: Turn, command: c.Cancel) -> Events:
    """L65–L67: everything open is closed with it (I9). Late replies are answered, not acted on."""
    reason = command.reason.strip()
    if not reason:
        raise Missing("Missing: the reason. `/wo cancel WO-12 customer moved house`", field="reason")
    order = turn.order
    event = e.WorkOrderCancelled(
        reason=reason,
        technician_id=order.visit.technician_id,
        customer_was_told=order.customer_was_told,
        was_draft=order.status is Main.DRAFT,
        under_way=order.status in {Main.EN_ROUTE, Main.ON_SITE},
    )
    close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "cancelled")
    close_request(turn)
    if order.quote is not None and order.quote.status in {QuoteStatus.SENT, QuoteStatus.REVISING}:
        order.quote.status = QuoteStatus.VOID
    order.work.cancelled_at = turn.now
    order.visit.outcome = VisitOutcome.CANCELLED
    order.visit.ended_at = turn.now
    yield event
