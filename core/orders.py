"""A work order with everything its rules look at, loaded under its lock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, any_, bindparam, exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from core.items import Item, load_items
from core.model import (
    Company,
    Confirmation,
    Contact,
    Customer,
    FieldRecord,
    Main,
    Offer,
    OfferStatus,
    Owned,
    Quote,
    QuoteStatus,
    RecordKind,
    RequestStatus,
    RescheduleRequest,
    Round,
    RoundStatus,
    Site,
    Staff,
    Technician,
    Visit,
    WorkItem,
    WorkOrder,
)
from core.profiles import Profile, profile_of
from core.times_in_words import Manner

LIVE_QUOTE = (
    QuoteStatus.SENT,
    QuoteStatus.REVISING,
    QuoteStatus.APPROVED,
    QuoteStatus.REJECTED,
    QuoteStatus.EXPIRED,
)


@dataclass
class Order:
    """Rows are live ORM objects of the session it was loaded in."""

    company: Company
    work: WorkOrder
    visit: Visit
    site: Site
    customer: Customer
    coordinator: Staff
    contact: Contact | None = None
    """Who asked for it, or the customer's primary contact."""
    technician: Technician | None = None
    """Assigned when the order was loaded."""
    quote: Quote | None = None
    request: RescheduleRequest | None = None
    round: Round | None = None
    offers: list[Offer] = field(default_factory=list)
    """Of the open round."""
    items: list[Item] = field(default_factory=list)
    """By position."""
    signed: bool = False
    """A signature of this visit is on record, or why there is none. Looked up only where one is asked for."""

    @property
    def profile(self) -> Profile:
        return profile_of(self.company.profile, self.company.policy)

    def manner(self, *, short: bool = False) -> Manner:
        """How times are said about it: on the site's clock, as the company says them."""
        return Manner(zone=self.site.zone, locale=self.company.locale, short=short)

    @property
    def reference(self) -> str:
        return f"WO-{self.work.number}"

    @property
    def status(self) -> Main:
        return self.work.status

    @property
    def is_scheduled(self) -> bool:
        return self.visit.window_start is not None

    @property
    def is_confirmed(self) -> bool:
        return self.visit.confirmation is Confirmation.CONFIRMED

    @property
    def awaits_answer(self) -> bool:
        return self.visit.confirmation is Confirmation.REQUESTED

    @property
    def customer_knows_window(self) -> bool:
        return self.visit.confirmation is not Confirmation.NONE

    @property
    def customer_was_told(self) -> bool:
        """Whether the customer ever heard of this work from us (L65)."""
        asked_for_it = self.work.contact_id is not None
        return asked_for_it or self.customer_knows_window or self.quote is not None or self.visit.visit_no > 1

    @property
    def quote_is_open(self) -> bool:
        """A quote exists that is not approved: work must not start (I6)."""
        return self.quote is not None and self.quote.status is not QuoteStatus.APPROVED

    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.status is OfferStatus.OPEN]

    def offer(self, offer_id: int) -> Offer | None:
        return next((offer for offer in self.offers if offer.id == offer_id), None)


# Statements are built once: building them costs more than running them.
_company_id, _number, _id = (bindparam(name, type_=BigInteger) for name in ("company_id", "number", "id"))
_ids = bindparam("ids", type_=ARRAY(BigInteger))

_LOCK = (
    select(WorkOrder.id)
    .where(WorkOrder.company_id == _company_id, WorkOrder.number == _number)
    .with_for_update()
)


def _same(
    table: type[Owned], column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None]
) -> ColumnElement[bool]:
    """The row of `table` that `column` of the same company refers to."""
    return (table.company_id == WorkOrder.company_id) & (table.id == column)


_HAS_ITEMS = (
    exists()
    .where(WorkItem.company_id == WorkOrder.company_id, WorkItem.work_order_id == WorkOrder.id)
    .correlate(WorkOrder)
)

_primary = aliased(Contact)
_CONTACT_ID = func.coalesce(
    WorkOrder.contact_id,
    select(_primary.id)
    .where(
        _primary.company_id == WorkOrder.company_id,
        _primary.customer_id == WorkOrder.customer_id,
        _primary.is_primary,
    )
    .correlate(WorkOrder)
    .scalar_subquery(),
)

_FACETS = (
    select(
        WorkOrder, Company, Visit, Site, Customer, Staff, Contact, Technician, Quote, RescheduleRequest, Round
    )
    .add_columns(_HAS_ITEMS)
    .select_from(WorkOrder)
    .join(Company, Company.id == WorkOrder.company_id)
    .join(
        Visit,
        (Visit.company_id == WorkOrder.company_id)
        & (Visit.work_order_id == WorkOrder.id)
        & (Visit.visit_no == WorkOrder.visit_no),
    )
    .join(Site, _same(Site, WorkOrder.site_id))
    .join(Customer, _same(Customer, WorkOrder.customer_id))
    .join(Staff, _same(Staff, WorkOrder.coordinator_id))
    .outerjoin(Contact, (Contact.company_id == WorkOrder.company_id) & (Contact.id == _CONTACT_ID))
    .outerjoin(Technician, _same(Technician, Visit.technician_id))
    .outerjoin(
        Quote,
        (Quote.company_id == WorkOrder.company_id)
        & (Quote.work_order_id == WorkOrder.id)
        & Quote.status.in_(LIVE_QUOTE),
    )
    .outerjoin(
        RescheduleRequest,
        (RescheduleRequest.company_id == WorkOrder.company_id)
        & (RescheduleRequest.visit_id == Visit.id)
        & (RescheduleRequest.status == RequestStatus.OPEN),
    )
    .outerjoin(
        Round,
        (Round.company_id == WorkOrder.company_id)
        & (Round.visit_id == Visit.id)
        & (Round.status == RoundStatus.OPEN),
    )
    .where(WorkOrder.company_id == _company_id)
    .execution_options(populate_existing=True)
)
_NEWEST_QUOTE = Quote.version.desc().nulls_last()
_ONE = _FACETS.where(WorkOrder.id == _id).order_by(_NEWEST_QUOTE).limit(1)
_NUMBERED = _FACETS.where(WorkOrder.number == _number).order_by(_NEWEST_QUOTE).limit(1)
_MANY = (
    _FACETS.where(WorkOrder.id == any_(_ids))
    .ext(distinct_on(WorkOrder.number))
    .order_by(WorkOrder.number.desc(), _NEWEST_QUOTE)
)

_OFFERS = (
    select(Offer)
    .where(Offer.company_id == _company_id, Offer.round_id == _id)
    .order_by(Offer.id)
    .execution_options(populate_existing=True)
)

_SIGNED = select(
    exists().where(
        FieldRecord.company_id == _company_id,
        FieldRecord.work_order_id == _id,
        FieldRecord.visit_no == _number,
        FieldRecord.kind.in_([RecordKind.SIGNATURE, RecordKind.CUSTOMER_ABSENT]),
    )
)


def lock_order(session: Session, company_id: int, number: int) -> Order | None:
    """The company's work order `number`, locked until the transaction ends; None if it has none.

    The lock comes first and in a statement of its own: rows read after it are as the last holder
    of the lock left them.
    """
    order_id = session.scalar(_LOCK, {"company_id": company_id, "number": number})
    return load_order(session, company_id, order_id) if order_id is not None else None


def read_order(session: Session, company_id: int, number: int) -> Order | None:
    """The same without a lock, for reading."""
    row = session.execute(_NUMBERED, {"company_id": company_id, "number": number}).one_or_none()
    return _with_more(session, row) if row is not None else None


def load_order(session: Session, company_id: int, order_id: int) -> Order:
    """The work order with its current visit and quote, open request and round, and its people, in one statement."""
    row = session.execute(_ONE, {"company_id": company_id, "id": order_id}).one()
    return _with_more(session, row)


def list_orders(session: Session, company_id: int, order_ids: Sequence[int]) -> list[Order]:
    """These work orders for lists, newest number first, all in one statement; offers and items are not loaded."""
    rows = session.execute(_MANY, {"company_id": company_id, "ids": [*order_ids]})
    return [_order(row) for row in rows]


def _order(row: Any) -> Order:
    """From a row of `_FACETS`, but for its last column."""
    work, company, *others, _has_items = row
    return Order(company, work, *others)


def _with_more(session: Session, row: Any) -> Order:
    """The offers, items and signature of the order in `row`, where there are any."""
    order, has_items = _order(row), row[-1]
    work = order.work
    if order.round is not None:
        order.offers = list(session.scalars(_OFFERS, {"company_id": work.company_id, "id": order.round.id}))
    if has_items:
        order.items = load_items(session, work.company_id, work.id)
    if order.profile.signature_required and work.status in {Main.IN_PROGRESS, Main.REVIEW}:
        order.signed = _is_signed(session, order)
    return order


def _is_signed(session: Session, order: Order) -> bool:
    visit = order.visit
    asked = {"company_id": visit.company_id, "id": visit.work_order_id, "number": visit.visit_no}
    return bool(session.scalar(_SIGNED, asked))


def window_is_past(order: Order, now: datetime) -> bool:
    return order.visit.window_end is not None and order.visit.window_end <= now
