"""The work orders that the mails are about: each with a customer, a contact and a site of its own.

So what one mail leaves can be told from what every other one leaves.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy.orm import Session

from bench.ground import Office, in_days
from bench.soak.kinds import Kind, prepared
from core import commands as c
from core.db import transaction
from core.identity import slack_actor
from core.model import Company, Contact, Customer, Site, Staff
from core.people import Actor
from sandbox import sample

ZONE = "America/Chicago"
OTHERS_TEAM = "T0OTHER"


@dataclass(frozen=True)
class Subject:
    """One work order and the mail that will come about it."""

    kind: Kind
    company_id: int
    order: int
    contact_id: int
    address: str


@dataclass(frozen=True)
class Desks:
    """Who creates work orders: our Sue, and Eve of the company that is not in Slack's dispatch channel."""

    office: Office
    eve: Actor

    def actor(self, kind: Kind) -> Actor:
        return self.eve if kind.elsewhere else self.office.sue

    def do(self, kind: Kind, *commands: c.Command) -> int:
        """The number of the work order."""
        done = self.office.desk.do(self.actor(kind), commands, f"soak:{uuid.uuid4()}")
        assert done.order is not None
        return done.order


def desks(office: Office) -> Desks:
    """Adds the other company."""
    with transaction(office.sessions) as session:
        company = Company(name="Other Works", zone=ZONE, mailbox="other", slack_team_id=OTHERS_TEAM)
        session.add(company)
        session.flush()
        session.add(
            Staff(
                company_id=company.id,
                name="Eve Else",
                email="eve@other.example",
                roles=["dispatcher"],
                slack_user_id="U0EVE",
            )
        )
        session.flush()
        eve = slack_actor(session, OTHERS_TEAM, "U0EVE")
    assert eve is not None
    return Desks(office, eve)


def subjects(desks: Desks, kinds: Sequence[Kind], lot: Random) -> list[Subject]:
    """A work order for each, about which the office writes to the customer at once."""
    with transaction(desks.office.sessions) as session:
        people = [_customer(session, desks.actor(kind).company_id, place) for place, kind in enumerate(kinds)]
    found = []
    for kind, (contact, site_id) in zip(kinds, people, strict=True):
        create = c.Create(site_id=site_id, type="inspection", title="Annual fire inspection")
        number = desks.do(kind, create, prepared(kind, in_days(lot.randint(4, 40))))
        assert contact.email is not None
        found.append(Subject(kind, contact.company_id, number, contact.id, contact.email))
    return found


def cancel_some(desks: Desks, subjects: Sequence[Subject]) -> None:
    """Cancels the work orders whose answers are to come too late."""
    for each in subjects:
        if each.kind.cancelled:
            desks.do(each.kind, c.Cancel(order=each.order, reason="The building was sold"))


def _customer(session: Session, company_id: int, place: int) -> tuple[Contact, int]:
    domain = sample.CONTACTS[place % len(sample.CONTACTS)].domain
    customer = Customer(company_id=company_id, name=f"Customer {place}")
    session.add(customer)
    session.flush()
    contact = Contact(
        company_id=company_id,
        customer_id=customer.id,
        name=f"Casey {place}",
        email=f"casey{place}@{domain}",
        is_primary=True,
        is_approver=True,
    )
    site = Site(
        company_id=company_id,
        customer_id=customer.id,
        name=f"Site {place}",
        address=f"{place} Main St",
        zone=ZONE,
    )
    session.add_all([contact, site])
    session.flush()
    return contact, site.id
