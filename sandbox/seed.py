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


def seed(session: Session) -> int:
    """The sample company's id; what is missing of it is added."""
    return apply_roster(session, ROSTER)


def _staff(person: sample.Person) -> StaffPart:
    return StaffPart(
        name=person.name,
        email=person.email,
        roles=(Role(person.role),),
        slack_user_id=person.slack_user_id,
        phone=person.phone,
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
