"""Puts the sample company into a database, once."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Company, Contact, Customer, Equipment, Site, Staff, Technician
from sandbox import sample


def seed(session: Session) -> int:
    """The sample company's id; its rows are added where it is not there yet."""
    known = session.scalar(select(Company.id).where(Company.slack_team_id == sample.COMPANY.slack_team_id))
    return known if known is not None else _add_company(session)


def _add_company(session: Session) -> int:
    company = Company(
        name=sample.COMPANY.name,
        profile=sample.COMPANY.profile,
        zone=sample.COMPANY.zone,
        mailbox=sample.COMPANY.office_email.partition("@")[0],
        phone=sample.DORA.phone,
        slack_team_id=sample.COMPANY.slack_team_id,
        dispatch_channel=sample.DISPATCH.slack_channel_id,
    )
    session.add(company)
    session.flush()
    for person in sample.STAFF:
        _add_person(session, company.id, person)
    for customer in sample.CUSTOMERS:
        _add_customer(session, company.id, customer)
    return company.id


def _add_person(session: Session, company_id: int, person: sample.Person) -> None:
    staff = Staff(
        company_id=company_id,
        name=person.name,
        email=person.email,
        roles=[person.role],
        slack_user_id=person.slack_user_id,
    )
    session.add(staff)
    session.flush()
    if person.role == "technician":
        session.add(
            Technician(company_id=company_id, staff_id=staff.id, name=person.name, phone=person.phone)
        )


def _add_customer(session: Session, company_id: int, sample_customer: sample.Customer) -> None:
    customer = Customer(company_id=company_id, name=sample_customer.name)
    session.add(customer)
    session.flush()
    person = sample_customer.primary_contact
    session.add(
        Contact(
            company_id=company_id,
            customer_id=customer.id,
            name=person.name,
            email=person.email,
            phone=person.phone,
            is_primary=True,
        )
    )
    for each in sample_customer.sites:
        _add_site(session, customer, each)


def _add_site(session: Session, customer: Customer, sample_site: sample.Site) -> None:
    site = Site(
        company_id=customer.company_id,
        customer_id=customer.id,
        name=sample_site.name,
        address=sample_site.address,
        zone=sample_site.zone,
        access_notes=sample_site.access_notes,
    )
    session.add(site)
    session.flush()
    session.add_all(
        Equipment(
            company_id=site.company_id, site_id=site.id, name=each.name, model=each.model, serial=each.serial
        )
        for each in sample_site.equipment
    )
