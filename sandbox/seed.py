"""Puts the sample company into a database."""

from sqlalchemy.orm import Session

from core.people import Role
from core.roster import (
    CompanyPart,
    ContactPart,
    CustomerPart,
    EquipmentPart,
    Roster,
    SitePart,
    StaffPart,
    apply_roster,
)
from sandbox import sample

UNDO_SECONDS = 5
"""Long enough to try an undo, short enough not to wait for the customer's mail."""


def seed(session: Session, *, undo_seconds: int = UNDO_SECONDS) -> int:
    """The sample company's id; what is missing of it is added."""
    company = ROSTER.company.model_copy(update={"policy": {"undo_seconds": undo_seconds}})
    return apply_roster(session, ROSTER.model_copy(update={"company": company}))


def _staff(person: sample.Person) -> StaffPart:
    return StaffPart(
        name=person.name,
        email=person.email,
        roles=(Role(person.role),),
        slack_user_id=person.slack_user_id,
        phone=person.phone,
        base=person.base,
    )


def _customer(customer: sample.Customer) -> CustomerPart:
    person = customer.primary_contact
    return CustomerPart(
        name=customer.name,
        contacts=(ContactPart(name=person.name, email=person.email, phone=person.phone, primary=True),),
        sites=tuple(_site(site) for site in customer.sites),
    )


def _site(site: sample.Site) -> SitePart:
    return SitePart(
        name=site.name,
        address=site.address,
        zone=site.zone,
        access_notes=site.access_notes,
        place=site.place,
        equipment=tuple(
            EquipmentPart(name=each.name, model=each.model, serial=each.serial) for each in site.equipment
        ),
    )


ROSTER = Roster(
    company=CompanyPart(
        name=sample.COMPANY.name,
        profile=sample.COMPANY.profile,
        zone=sample.COMPANY.zone,
        mailbox=sample.COMPANY.office_email.partition("@")[0],
        phone=sample.DORA.phone,
        slack_team_id=sample.COMPANY.slack_team_id,
        dispatch_channel=sample.DISPATCH.slack_channel_id,
    ),
    staff=tuple(_staff(person) for person in sample.STAFF),
    customers=tuple(_customer(customer) for customer in sample.CUSTOMERS),
)
