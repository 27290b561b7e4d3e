"""A description becomes rows: what it names is added or changed, what it does not name is left alone."""

from datetime import UTC, datetime, time
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.clock import Clock, system_clock
from core.model import (
    Base,
    Company,
    Contact,
    Customer,
    CustomerExclusion,
    DeviceType,
    DeviceTypeItem,
    Equipment,
    OrderTemplate,
    Owned,
    ServiceType,
    Site,
    Staff,
    Technician,
)
from core.people import Role
from core.roster.parts import (
    BadRoster,
    ContactPart,
    CustomerPart,
    DeviceTypePart,
    EquipmentPart,
    ExclusionPart,
    Roster,
    SitePart,
    StaffPart,
)
from core.roster.plans import BadPlan, PlanBook
from core.roster.working import WORK, apply_holidays, apply_work

Row = TypeVar("Row", bound=Base)


def apply_roster(session: Session, roster: Roster, clock: Clock = system_clock) -> int:
    """Adds or changes what the roster names; returns the company's id. Plans begin by `clock`. Raises BadRoster."""
    company = session.scalars(select(Company).where(Company.mailbox == roster.company.mailbox)).one_or_none()
    company = _set(session, company or Company(), **roster.company.model_dump())
    for person in roster.staff:
        _apply_staff(session, company, person)
    apply_holidays(session, company.id, roster.holidays)
    _apply_catalogue(session, company.id, roster)
    for customer in roster.customers:
        _apply_customer(session, company, customer)
    _apply_plans(session, company, roster, clock())
    return company.id


def _apply_plans(session: Session, company: Company, roster: Roster, now: datetime) -> None:
    """Last, for a plan may be of any unit and by anybody."""
    book = PlanBook(session, company, now)
    try:
        for customer in roster.customers:
            for part in customer.sites:
                owner = _one(session, Customer, company.id, name=customer.name)
                site = _one(
                    session, Site, company.id, customer_id=owner.id if owner else None, name=part.name
                )
                assert site is not None
                book.at_site(site, part.plans)
        book.after_installations(roster.plans)
    except BadPlan as fault:
        raise BadRoster(str(fault)) from fault


def _apply_catalogue(session: Session, company_id: int, roster: Roster) -> None:
    """Before the units, which are of these models."""
    for service in roster.service_types:
        found = _one(session, ServiceType, company_id, name=service.name)
        values = service.model_dump() | {"skills": list(service.skills)}
        _set(session, found or ServiceType(company_id=company_id), **values)
    for device in roster.device_types:
        _apply_device_type(session, company_id, device)
    for template in roster.templates:
        known = _one(session, OrderTemplate, company_id, name=template.name)
        items = [item.model_dump(mode="json") for item in template.items]
        values = template.model_dump(exclude={"items"}) | {"items": items}
        _set(session, known or OrderTemplate(company_id=company_id), **values)


def _apply_device_type(session: Session, company_id: int, part: DeviceTypePart) -> None:
    found = _one(session, DeviceType, company_id, model=part.model)
    device = _set(session, found or DeviceType(company_id=company_id), name=part.name, model=part.model)
    for position, item in enumerate(part.items, start=1):
        known = _one(session, DeviceTypeItem, company_id, device_type_id=device.id, name=item.name)
        row = known or DeviceTypeItem(company_id=company_id, device_type_id=device.id)
        _set(session, row, **item.model_dump(), position=position)


def _apply_staff(session: Session, company: Company, part: StaffPart) -> None:
    company_id = company.id
    staff = _one(session, Staff, company_id, email=part.email)
    values = part.model_dump(exclude={"phone", "slack_user_id", *WORK})
    values |= {"roles": list(part.roles), "extra_permissions": list(part.extra_permissions)}
    # Somebody who linked their own Slack user keeps it.
    values["slack_user_id"] = part.slack_user_id or (staff.slack_user_id if staff else None)
    staff = _set(session, staff or Staff(company_id=company_id), **values)
    technician = _one(session, Technician, company_id, staff_id=staff.id)
    if Role.TECHNICIAN in part.roles or technician is not None:
        technician = _set(
            session,
            technician or Technician(company_id=company_id, staff_id=staff.id),
            name=part.name,
            phone=part.phone,
            active=part.active and Role.TECHNICIAN in part.roles,
        )
    apply_work(session, staff, technician, part, company.zone)


def _apply_customer(session: Session, company: Company, part: CustomerPart) -> None:
    found = _one(session, Customer, company.id, name=part.name)
    customer = _set(session, found or Customer(company_id=company.id), name=part.name)
    for place, contact in enumerate(part.contacts):
        _apply_contact(session, customer, contact, is_only=len(part.contacts) == 1 and place == 0)
    for site in part.sites:
        _apply_site(session, customer, site, company.zone)
    for each in part.equipment:
        _apply_unit(session, customer, None, each)
    for exclusion in part.exclusions:
        _apply_exclusion(session, customer, exclusion)


def _apply_exclusion(session: Session, customer: Customer, part: ExclusionPart) -> None:
    staff = _one(session, Staff, customer.company_id, email=part.technician)
    assert staff is not None
    technician = _one(session, Technician, customer.company_id, staff_id=staff.id)
    assert technician is not None
    key = {"customer_id": customer.id, "technician_id": technician.id}
    found = _one(session, CustomerExclusion, customer.company_id, **key)
    _set(session, found or CustomerExclusion(company_id=customer.company_id), **key, reason=part.reason)


def _apply_contact(session: Session, customer: Customer, part: ContactPart, *, is_only: bool) -> None:
    their = {"company_id": customer.company_id, "customer_id": customer.id}
    by_address = _one(session, Contact, **their, email=part.email) if part.email else None
    contact = by_address or _one(
        session, Contact, **their, name=part.name
    )  # whose address was corrected, here or in Slack
    new_address = contact is None or contact.email != part.email
    contact = contact or Contact(company_id=customer.company_id, customer_id=customer.id)
    if new_address:
        contact.bounced_at = contact.complained_at = None
    _set(
        session,
        contact,
        name=part.name,
        email=part.email,
        phone=part.phone,
        is_primary=part.primary or is_only,
        is_approver=part.approver,
        approval_limit=part.approval_limit,
    )


def _apply_site(session: Session, customer: Customer, part: SitePart, zone: str) -> None:
    found = _one(session, Site, customer.company_id, customer_id=customer.id, name=part.name)
    site = _set(
        session,
        found or Site(company_id=customer.company_id, customer_id=customer.id),
        **part.model_dump(exclude={"equipment", "plans", "zone", "place"}),
        zone=part.zone or zone,
        **({"latitude": part.place[0], "longitude": part.place[1]} if part.place else {}),
    )
    for each in part.equipment:
        _apply_unit(session, customer, site, each)


def _apply_unit(session: Session, customer: Customer, site: Site | None, part: EquipmentPart) -> None:
    """A unit is known by name and serial number where it stands, or by both at its customer."""
    key = {"site_id": site.id} if site else {"site_id": None, "customer_id": customer.id}
    found = _one(session, Equipment, customer.company_id, name=part.name, serial=part.serial, **key)
    device = _one(session, DeviceType, customer.company_id, model=part.model) if part.model else None
    _set(
        session,
        found or Equipment(company_id=customer.company_id),
        **part.model_dump(include={"name", "model", "serial"}),
        customer_id=customer.id,
        site_id=site.id if site else None,
        device_type_id=device.id if device else None,
        is_mobile=part.mobile,
        installed_at=datetime.combine(part.installed, time(), UTC) if part.installed else None,
    )


OwnedRow = TypeVar("OwnedRow", bound=Owned)


def _one(session: Session, kind: type[OwnedRow], company_id: int, **key: Any) -> OwnedRow | None:
    # Two customers may share a name (S1.24); the older one is meant.
    asked = select(kind).filter_by(company_id=company_id, **key).order_by(kind.id).limit(1)
    return session.scalars(asked).one_or_none()


def _set(session: Session, row: Row, **values: Any) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row
