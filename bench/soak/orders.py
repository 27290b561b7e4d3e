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
OTHERS = 15
"""Companies besides the sample company. A killed worker's lane stands still for some seconds: the more lanes the better."""


@dataclass(frozen=True)
class Subject:
    """One work order and the mail that will come about it."""

    kind: Kind
    clerk: Actor
    order: int
    contact_id: int
    address: str
    office: str

    @property
    def company_id(self) -> int:
        return self.clerk.company_id


@dataclass(frozen=True)
class Firm:
    """Who creates work orders for one company, and the address its customers write to."""

    clerk: Actor
    mailbox: str


@dataclass(frozen=True)
class Desks:
    """The sample company's Sue, and an Eve of each of the others, none of which has a dispatch channel in Slack."""

    office: Office
    firms: Sequence[Firm]

    def firm(self, place: int, kind: Kind) -> Firm:
        """The companies take turns; the first two are each other's strangers."""
        return self.firms[1 if kind.elsewhere else place % len(self.firms)]

    def do(self, clerk: Actor, *commands: c.Command) -> int:
        """The number of the work order."""
        done = self.office.desk.do(clerk, commands, f"soak:{uuid.uuid4()}")
        assert done.order is not None
        return done.order


def desks(office: Office, domain: str) -> Desks:
    """Adds the other companies."""
    with transaction(office.sessions) as session:
        others = [_other(session, number, domain) for number in range(OTHERS)]
    return Desks(office, [Firm(office.sue, sample.COMPANY.office_email), *others])


def _other(session: Session, number: int, domain: str) -> Firm:
    team, mailbox = f"T0OTHER{number}", f"other{number}"
    company = Company(
        name=f"Other Works {number}",
        zone=ZONE,
        mailbox=mailbox,
        slack_team_id=team,
        policy={"undo_seconds": 0},
    )
    session.add(company)
    session.flush()
    session.add(
        Staff(
            company_id=company.id,
            name="Eve Else",
            email=f"eve@other{number}.example",
            roles=["dispatcher"],
            slack_user_id="U0EVE",
        )
    )
    session.flush()
    eve = slack_actor(session, team, "U0EVE")
    assert eve is not None
    return Firm(eve, f"{mailbox}@{domain}")


def subjects(desks: Desks, kinds: Sequence[Kind], lot: Random) -> list[Subject]:
    """A work order for each, about which the office writes to the customer at once."""
    firms = [desks.firm(place, kind) for place, kind in enumerate(kinds)]
    with transaction(desks.office.sessions) as session:
        people = [_customer(session, at.clerk.company_id, place) for place, at in enumerate(firms)]
    found = []
    for kind, at, (contact, site_id) in zip(kinds, firms, people, strict=True):
        create = c.Create(site_id=site_id, type="inspection", title="Annual fire inspection")
        number = desks.do(at.clerk, create, prepared(kind, in_days(lot.randint(4, 40))))
        assert contact.email is not None
        found.append(Subject(kind, at.clerk, number, contact.id, contact.email, at.mailbox))
    return found


def cancel_some(desks: Desks, subjects: Sequence[Subject]) -> None:
    """Cancels the work orders whose answers are to come too late."""
    for each in subjects:
        if each.kind.cancelled:
            desks.do(each.clerk, c.Cancel(order=each.order, reason="The building was sold"))


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
