"""What the page for a one-time code may show, and whether the code is still good."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from core.model import MOST_TRIES, ApprovalCode, Company, Contact, QuoteStatus
from core.orders import load_order
from core.queries.reading import Query, Reading


@dataclass(frozen=True, kw_only=True)
class ApprovalView:
    """A code that was mailed, with the quote it is for. `is_open`: the right code would approve it now."""

    company_id: int
    code_id: int
    contact_id: int
    address: str
    order: int
    version: int
    total: Decimal
    tries_left: int
    is_open: bool
    is_approved: bool
    title: str
    summary: str
    site: str
    zone: str
    company: str
    phone: str | None
    locale: str
    currency: str

    def words(self) -> dict[str, Any]:
        """As templates name it."""
        return {
            "company": {
                "name": self.company,
                "phone": self.phone,
                "locale": self.locale,
                "currency": self.currency,
            },
            "order": {"reference": f"WO-{self.order}", "title": self.title},
            "site": {"name": self.site, "zone": self.zone},
            "quote": {"version": self.version, "total": str(self.total), "summary": self.summary},
        }


def approval(code_id: int) -> Query[ApprovalView | None]:
    """The code of that id in the reader's company; None when there is none."""

    def read(at: Reading) -> ApprovalView | None:
        found = at.session.execute(
            select(ApprovalCode, Contact, Company)
            .join(
                Contact,
                (Contact.company_id == ApprovalCode.company_id) & (Contact.id == ApprovalCode.contact_id),
            )
            .join(Company, Company.id == ApprovalCode.company_id)
            .where(ApprovalCode.company_id == at.company_id, ApprovalCode.id == code_id)
        ).first()
        return _view(at, *found) if found else None

    return read


def _view(at: Reading, code: ApprovalCode, contact: Contact, company: Company) -> ApprovalView:
    order = load_order(at.session, at.company_id, code.work_order_id)
    quote = order.quote
    current = quote is not None and (quote.version, quote.total) == (code.quote_version, code.quote_total)
    approved = current and quote is not None and quote.status is QuoteStatus.APPROVED
    waits = current and quote is not None and quote.status is QuoteStatus.SENT
    return ApprovalView(
        company_id=at.company_id,
        code_id=code.id,
        contact_id=contact.id,
        address=contact.email or "",
        order=order.work.number,
        version=code.quote_version,
        total=code.quote_total,
        tries_left=MOST_TRIES - code.tries,
        is_open=waits and _is_good(code, at.now),
        is_approved=approved and code.accepted_at is not None,
        title=order.work.title,
        summary=quote.summary if quote and current else "",
        site=order.site.name,
        zone=order.site.zone,
        company=company.name,
        phone=company.phone,
        locale=company.locale,
        currency=company.currency,
    )


def _is_good(code: ApprovalCode, now: datetime) -> bool:
    return code.accepted_at is None and code.tries < MOST_TRIES and now < code.expires_at
