"""Who is this: from a Slack user or a contact's address to an actor. The one read without a company."""

from dataclasses import replace

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.model import Company, Contact, Customer, Staff, Technician
from core.people import Actor, Channel, Kind, Proof, permissions_of
from core.profiles import profile_of


def slack_company(session: Session, team_id: str) -> int | None:
    """The company whose workspace this is."""
    return session.scalar(select(Company.id).where(Company.slack_team_id == team_id))


def slack_actor(session: Session, team_id: str, user_id: str) -> Actor | None:
    """The active member of staff behind a Slack user; None for strangers."""
    found = session.execute(
        select(Staff, Technician.id, Company)
        .join(Company, Company.id == Staff.company_id)
        .outerjoin(
            Technician,
            (Technician.company_id == Staff.company_id)
            & (Technician.staff_id == Staff.id)
            & Technician.active,
        )
        .where(Company.slack_team_id == team_id, Staff.slack_user_id == user_id, Staff.active)
    ).first()
    return staff_actor(found[0], found[1], found[2]) if found else None


def staff_actor(person: Staff, technician_id: int | None, company: Company) -> Actor:
    profile = profile_of(company.profile, company.policy)
    return Actor(
        company_id=person.company_id,
        kind=Kind.STAFF,
        id=person.id,
        name=person.name,
        channel=Channel.SLACK,
        permissions=permissions_of(
            person.roles, person.extra_permissions, office_supervises=profile.office_supervises
        ),
        technician_id=technician_id,
        address=person.email,
    )


def mailing_technician(session: Session, company_id: int, staff_id: int) -> Actor | None:
    """The technician who wrote by mail; None for whoever is not active any more."""
    found = session.execute(
        select(Staff, Technician.id, Company)
        .join(Company, Company.id == Staff.company_id)
        .join(Technician, (Technician.company_id == Staff.company_id) & (Technician.staff_id == Staff.id))
        .where(Staff.company_id == company_id, Staff.id == staff_id, Staff.active, Technician.active)
    ).first()
    return replace(staff_actor(found[0], found[1], found[2]), channel=Channel.EMAIL) if found else None


def link_slack_user(session: Session, company_id: int, email: str, user_id: str) -> str | None:
    """Links a Slack user to the member of staff with the workspace's address for them.

    Returns their name; None when nobody has that address or somebody is linked to it already.
    """
    return session.scalar(
        update(Staff)
        .where(
            Staff.company_id == company_id,
            Staff.email == email.strip().lower(),
            Staff.slack_user_id.is_(None),
            Staff.active,
        )
        .values(slack_user_id=user_id)
        .returning(Staff.name)
    )


def approver_of(session: Session, customer: Customer) -> Contact | None:
    """Who is flagged to approve for the customer and can be reached by mail; the primary contact before others."""
    return session.scalars(
        select(Contact)
        .where(
            Contact.company_id == customer.company_id,
            Contact.customer_id == customer.id,
            Contact.is_approver,
            Contact.email.is_not(None),
            Contact.bounced_at.is_(None),
            Contact.complained_at.is_(None),
        )
        .order_by(Contact.is_primary.desc(), Contact.id)
        .limit(1)
    ).first()


def primary_of(session: Session, customer: Customer) -> Contact | None:
    """The customer's primary contact, who approves where nobody is flagged to (§6), whoever asked for the work."""
    return session.scalars(
        select(Contact).where(
            Contact.company_id == customer.company_id, Contact.customer_id == customer.id, Contact.is_primary
        )
    ).one_or_none()


def reads_quotes(session: Session, customer: Customer) -> Contact | None:
    """Who is asked to approve a quote by mail (§6); nobody where neither an approver nor the primary can be reached."""
    approver = approver_of(session, customer)
    if approver is not None:
        return approver
    primary = primary_of(session, customer)
    return primary if primary is not None and primary.is_mailable else None


def contact_actor(session: Session, company_id: int, contact_id: int, proof: Proof, address: str) -> Actor:
    """A contact writing from `address`, proven as far as `proof`.

    With no flagged approver at the customer the primary contact approves (lifecycle §6).
    """
    contact = session.scalars(
        select(Contact).where(Contact.company_id == company_id, Contact.id == contact_id)
    ).one()
    has_approver = session.scalar(
        select(Contact.id)
        .where(
            Contact.company_id == company_id, Contact.customer_id == contact.customer_id, Contact.is_approver
        )
        .limit(1)
    )
    return Actor(
        company_id=company_id,
        kind=Kind.CONTACT,
        id=contact.id,
        name=contact.name,
        channel=Channel.EMAIL,
        customer_id=contact.customer_id,
        is_approver=contact.is_approver or (has_approver is None and contact.is_primary),
        approval_limit=contact.approval_limit,
        proof=proof,
        address=address,
    )


def speaking_for(session: Session, actor: Actor, contact_id: int) -> Actor:
    """Staff applying on a contact's behalf what nothing proves; recorded in both names (N.11)."""
    contact = session.scalars(
        select(Contact).where(Contact.company_id == actor.company_id, Contact.id == contact_id)
    ).one()
    return replace(
        actor,
        name=f"{actor.name} for {contact.name}",
        customer_id=contact.customer_id,
        speaks_for=contact.id,
        authenticated_by=f"not proven; applied by {actor.name}",
    )
