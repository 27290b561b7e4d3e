"""A work order with everything its rules look at, loaded under its lock."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import (
    Company,
    Confirmation,
    Contact,
    Main,
    Offer,
    OfferStatus,
    Quote,
    QuoteStatus,
    RequestStatus,
    RescheduleRequest,
    Round,
    RoundStatus,
    Site,
    Visit,
    WorkOrder,
)
from core.profiles import Profile, profile_of

LIVE_QUOTE = (QuoteStatus.SENT, QuoteStatus.APPROVED, QuoteStatus.REJECTED, QuoteStatus.EXPIRED)


@dataclass
class Order:
    """Rows are live ORM objects of the session it was loaded in."""

    company: Company
    work: WorkOrder
    visit: Visit
    site: Site
    contact: Contact | None = None
    """The customer's primary contact."""
    quote: Quote | None = None
    request: RescheduleRequest | None = None
    round: Round | None = None
    offers: list[Offer] = field(default_factory=list)
    """Of the open round."""

    @property
    def profile(self) -> Profile:
        return profile_of(self.company.profile, self.company.policy)

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
    def customer_knows_window(self) -> bool:
        return self.visit.confirmation is not Confirmation.NONE

    @property
    def customer_was_told(self) -> bool:
        """Whether the customer ever heard of this work from us (L65)."""
        return self.customer_knows_window or self.quote is not None or self.visit.visit_no > 1

    @property
    def quote_is_open(self) -> bool:
        """A quote exists that is not approved: work must not start (I6)."""
        return self.quote is not None and self.quote.status is not QuoteStatus.APPROVED

    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.status is OfferStatus.OPEN]

    def offer(self, offer_id: int) -> Offer | None:
        return next((offer for offer in self.offers if offer.id == offer_id), None)


def lock_order(session: Session, company_id: int, number: int) -> Order | None:
    """The company's work order `number`, locked until the transaction ends; None if it has none.

    The lock comes first and in a statement of its own: rows read after it are as the last holder
    of the lock left them.
    """
    found = session.execute(
        select(WorkOrder, Company)
        .join(Company, Company.id == WorkOrder.company_id)
        .where(WorkOrder.company_id == company_id, WorkOrder.number == number)
        .with_for_update(of=WorkOrder)
        .execution_options(populate_existing=True)
    ).first()
    return load_facets(session, found[1], found[0]) if found else None


def read_order(session: Session, company_id: int, number: int) -> Order | None:
    """The same without a lock, for reading."""
    found = session.execute(
        select(WorkOrder, Company)
        .join(Company, Company.id == WorkOrder.company_id)
        .where(WorkOrder.company_id == company_id, WorkOrder.number == number)
    ).first()
    return load_facets(session, found[1], found[0]) if found else None


def load_facets(session: Session, company: Company, work: WorkOrder) -> Order:
    """The current visit and quote, site, contact, open request and open round, in one statement."""
    row = session.execute(
        select(Visit, Site, Contact, Quote, RescheduleRequest, Round)
        .select_from(Visit)
        .join(Site, (Site.company_id == work.company_id) & (Site.id == work.site_id))
        .outerjoin(
            Contact,
            (Contact.company_id == work.company_id)
            & (Contact.customer_id == work.customer_id)
            & Contact.is_primary,
        )
        .outerjoin(
            Quote,
            (Quote.company_id == work.company_id)
            & (Quote.work_order_id == work.id)
            & Quote.status.in_(LIVE_QUOTE),
        )
        .outerjoin(
            RescheduleRequest,
            (RescheduleRequest.company_id == work.company_id)
            & (RescheduleRequest.visit_id == Visit.id)
            & (RescheduleRequest.status == RequestStatus.OPEN),
        )
        .outerjoin(
            Round,
            (Round.company_id == work.company_id)
            & (Round.visit_id == Visit.id)
            & (Round.status == RoundStatus.OPEN),
        )
        .where(
            Visit.company_id == work.company_id,
            Visit.work_order_id == work.id,
            Visit.visit_no == work.visit_no,
        )
        .order_by(Quote.version.desc().nulls_last())
        .limit(1)
        .execution_options(populate_existing=True)
    ).one()
    order = Order(company, work, *row)
    if order.round is not None:
        order.offers = list(
            session.scalars(
                select(Offer)
                .where(Offer.company_id == work.company_id, Offer.round_id == order.round.id)
                .order_by(Offer.id)
                .execution_options(populate_existing=True)
            )
        )
    return order


def window_is_past(order: Order, now: datetime) -> bool:
    return order.visit.window_end is not None and order.visit.window_end <= now
