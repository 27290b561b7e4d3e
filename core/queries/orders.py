"""Work orders as people see them: one, a list, found by words, and its history."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Select, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from core.display import badges, status_name
from core.lifecycle import possible
from core.model import Company, Contact, Main, Offer, Round, Staff, Technician, Visit, WorkOrder
from core.orders import Order, list_orders, read_order
from core.people import Permission
from core.profiles import profile_of
from core.queries.catalogue import scope_view
from core.queries.deliveries import last_mail
from core.queries.filters import filter_of
from core.queries.items import item_views
from core.queries.people import person_view, site_view
from core.queries.reading import Query, Reading
from core.queries.views import (
    ContactView,
    OfferView,
    OrderLine,
    OrderView,
    PersonView,
    QuoteView,
    RequestView,
    WindowView,
)
from core.refusals import Unknown
from core.search import as_tsquery


def order(number: int) -> Query[OrderView]:
    """The work order; Unknown when the company has none of that number, or it is not the reader's to see."""

    def read(at: Reading) -> OrderView:
        found = read_order(at.session, at.company_id, number)
        if found is None or not may_see(at, found):
            raise Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
        return order_view(at, found)

    return read


def orders(
    *, status: str | None = None, technician_id: int | None = None, before: int | None = None, limit: int = 20
) -> Query[tuple[OrderLine, ...]]:
    """Newest first; `status` in any of the words its profile knows; `before` is the last number of the page above."""

    def read(at: Reading) -> tuple[OrderLine, ...]:
        asked = _visible(at)
        if status is not None:
            profile = at.session.scalars(select(Company.profile).where(Company.id == at.company_id)).one()
            asked = asked.where(filter_of(status, profile))
        if technician_id is not None:
            asked = asked.where(Visit.technician_id == technician_id)
        if before is not None:
            asked = asked.where(WorkOrder.number < before)
        return _lines(at, asked.order_by(WorkOrder.number.desc()).limit(limit))

    return read


def find(words: str, *, limit: int = 20) -> Query[tuple[OrderLine, ...]]:
    """By number, title, customer, site or address (S2.14); newest first."""

    def read(at: Reading) -> tuple[OrderLine, ...]:
        asked = as_tsquery(words)
        if asked is None:
            return ()
        query = _visible(at).where(WorkOrder.terms.op("@@")(cast(asked, TSQUERY)))
        return _lines(at, query.order_by(WorkOrder.number.desc()).limit(limit))

    return read


def may_see(at: Reading, found: Order) -> bool:
    """Everybody with the key; technicians what is theirs, offered to them, or theirs to take by starting it (S2.26)."""
    actor = at.actor
    if actor.may(Permission.VIEW):
        return True
    if actor.technician_id is None:
        return False
    is_free = found.visit.technician_id is None and found.status is Main.READY
    return (
        found.visit.technician_id == actor.technician_id
        or (found.profile.self_assign and is_free)
        or _was_offered(at.session, found, actor.technician_id)
    )


def _was_offered(session: Session, found: Order, technician_id: int) -> bool:
    return (
        session.scalar(
            select(Offer.id)
            .where(
                Offer.company_id == found.work.company_id,
                Offer.visit_id == found.visit.id,
                Offer.technician_id == technician_id,
            )
            .limit(1)
        )
        is not None
    )


def order_view(at: Reading, found: Order) -> OrderView:
    """The read model of a loaded work order, for this reader."""
    work, visit, people = found.work, found.visit, _people(at.session, found)
    return OrderView(
        number=work.number,
        version=work.version,
        status=status_name(found),
        main=work.status,
        badges=badges(found, at.now),
        type=work.type,
        title=work.title,
        description=work.description,
        site=site_view(found.site, found.customer.name),
        contact=_contact_view(found.contact),
        window=_window_view(visit),
        schedule_rev=visit.schedule_rev,
        confirmation=visit.confirmation,
        confirmed_at=visit.confirmed_at,
        technician=people.get(visit.technician_id),
        coordinator=person_view(found.coordinator, None),
        request=_request_view(found),
        offers=_offers(at.session, found, people),
        quote=_quote_view(at, found),
        scope=scope_view(at.session, work),
        created_at=work.created_at,
        possible=possible(at.actor, found, at.now),
        items=item_views(at, found),
        planned=_planned_view(visit),
        since=work.status_at,
        reported_at=work.status_reported_at,
        worked=visit.worked,
        mail=last_mail(at.session, work.company_id, work.id),
    )


# Statements are built once: building them costs more than running them.
_company_id, _visit_id, _technician_id = (
    bindparam(name, type_=BigInteger) for name in ("company_id", "visit_id", "technician_id")
)
_PEOPLE = (
    select(Technician, Staff)
    .join(Staff, (Staff.company_id == Technician.company_id) & (Staff.id == Technician.staff_id))
    .where(
        Technician.company_id == _company_id,
        (Technician.id == _technician_id)
        | Technician.id.in_(
            select(Offer.technician_id).where(Offer.company_id == _company_id, Offer.visit_id == _visit_id)
        ),
    )
)
_LAST_OFFERS = (
    select(Offer)
    .where(
        Offer.company_id == _company_id,
        Offer.round_id
        == select(func.max(Round.id))
        .where(Round.company_id == _company_id, Round.visit_id == _visit_id)
        .scalar_subquery(),
    )
    .order_by(Offer.id)
)


def _people(session: Session, found: Order) -> dict[int | None, PersonView]:
    """Technicians the view speaks of, by technician id."""
    company_id, visit = found.work.company_id, found.visit
    about = {"company_id": company_id, "visit_id": visit.id, "technician_id": visit.technician_id}
    rows = session.execute(_PEOPLE, about)
    return {technician.id: person_view(staff, technician) for technician, staff in rows}


def _offers(session: Session, found: Order, people: dict[int | None, PersonView]) -> tuple[OfferView, ...]:
    about = {"company_id": found.work.company_id, "visit_id": found.visit.id}
    rows = session.scalars(_LAST_OFFERS, about)
    return tuple(offer_view(row, people[row.technician_id]) for row in rows)


def offer_view(row: Offer, technician: PersonView) -> OfferView:
    return OfferView(
        id=row.id,
        technician=technician,
        status=row.status,
        reason=row.reason,
        expires_at=row.expires_at,
        answered_at=row.answered_at,
        closed_by=row.closed_by,
        late_at=row.late_at,
    )


def _contact_view(contact: Contact | None) -> ContactView | None:
    if contact is None:
        return None
    return ContactView(
        id=contact.id,
        name=contact.name,
        email=contact.email,
        phone=contact.phone,
        bounced=contact.bounced_at is not None,
        complained=contact.complained_at is not None,
        stopped=contact.stopped_at is not None,
    )


def _window_view(visit: Visit) -> WindowView | None:
    if visit.window_start is None or visit.window_end is None:
        return None
    return WindowView(start=visit.window_start, end=visit.window_end, date_only=visit.date_only)


def _planned_view(visit: Visit) -> WindowView | None:
    start, end = visit.planned_start, visit.planned_end
    if start is None or end is None or (start, end) == (visit.window_start, visit.window_end):
        return None
    return WindowView(start=start, end=end, date_only=False)


def _request_view(found: Order) -> RequestView | None:
    if found.request is None:
        return None
    return RequestView(
        id=found.request.id,
        words=found.request.words,
        proposals=tuple(proposal_view(each) for each in found.request.proposals),
    )


def proposal_view(stored: dict[str, Any]) -> WindowView:
    return WindowView(
        start=datetime.fromisoformat(stored["start"]),
        end=datetime.fromisoformat(stored["end"]),
        date_only=stored["date_only"],
        words=stored["words"],
    )


def _quote_view(at: Reading, found: Order) -> QuoteView | None:
    if found.quote is None or not at.actor.may(Permission.SEE_PRICES):
        return None
    return QuoteView(
        version=found.quote.version,
        status=found.quote.status,
        total=found.quote.total,
        summary=found.quote.summary,
    )


def _visible(at: Reading) -> Select[int]:
    """Ids of the work orders the reader may see, with their current visit at hand for conditions."""
    query = (
        select(WorkOrder.id)
        .join(
            Visit,
            (Visit.company_id == WorkOrder.company_id)
            & (Visit.work_order_id == WorkOrder.id)
            & (Visit.visit_no == WorkOrder.visit_no),
        )
        .where(WorkOrder.company_id == at.company_id)
    )
    if at.actor.may(Permission.VIEW):
        return query
    theirs = Visit.technician_id == at.actor.technician_id
    if _taken_by_starting(at):
        theirs |= Visit.technician_id.is_(None) & (WorkOrder.status == Main.READY)
    return query.where(theirs)


def _taken_by_starting(at: Reading) -> bool:
    if at.actor.technician_id is None:
        return False
    company = at.session.scalars(select(Company).where(Company.id == at.company_id)).one()
    return profile_of(company.profile, company.policy).self_assign


def _lines(at: Reading, query: Select[int]) -> tuple[OrderLine, ...]:
    ids = at.session.scalars(query).all()
    return tuple(_line(order) for order in list_orders(at.session, at.company_id, ids))


def _line(found: Order) -> OrderLine:
    return OrderLine(
        number=found.work.number,
        status=status_name(found),
        title=found.work.title,
        customer=found.customer.name,
        priority=found.work.priority,
        site=found.site.name,
        zone=found.site.zone,
        window=_window_view(found.visit),
        technician=found.technician.name if found.technician else None,
    )
