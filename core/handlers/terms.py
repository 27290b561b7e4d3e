"""What a work order is found by (S2.14, S1.8): its words, customer, place, unit and telephone numbers."""

import re

from sqlalchemy import ColumnElement, cast, select
from sqlalchemy.dialects.postgresql import TSVECTOR

from core.model import Contact, Customer, Equipment, Site, WorkOrder
from core.search import as_tsvector
from core.turn import Turn


def search_terms(
    turn: Turn, work: WorkOrder, customer: Customer, site: Site, unit: Equipment | None
) -> ColumnElement[str]:
    """The tsvector as an expression to store."""
    contacts = turn.session.execute(
        select(Contact.name, Contact.phone).where(
            Contact.company_id == customer.company_id, Contact.customer_id == customer.id
        )
    ).all()
    phones = [phone for _name, phone in contacts if phone]
    texts = [
        f"WO-{work.number}",
        work.title,
        work.type,
        work.description,
        customer.name,
        site.name,
        site.address,
        *(name for name, _phone in contacts),
        *phones,
        *(re.sub(r"\D", "", phone) for phone in phones),
        *((unit.name, unit.model or "", unit.serial or "") if unit else ()),
        work.quotation or "",
    ]
    return cast(as_tsvector(*texts), TSVECTOR)
