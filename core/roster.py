"""A company's people and places from one description, added or brought up to date.

The description is a TOML file for operators (`truckroll setup company.toml`) and plain values for the
sandbox. What it names is added or changed; what it does not name is left alone. Keys: a company's
mailbox, a person's address, a customer's name, a site's name within its customer.
"""

import tomllib
from typing import Annotated, Any, TypeVar
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.model import Base, Company, Contact, Customer, Equipment, Owned, Site, Staff, Technician
from core.people import Permission, Role
from core.profiles import PROFILES, profile_of

Row = TypeVar("Row", bound=Base)


class BadRoster(Exception):
    """The description cannot be used; each line says where and what to write."""


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"“{name}” is no time zone; write one like America/Chicago")
    return ZoneInfo(name).key


def _address(text: str) -> str:
    local, _, domain = text.strip().lower().rpartition("@")
    if not local or not domain or " " in text.strip():
        raise ValueError("is no email address; write one like cara@example.com")
    return f"{local}@{domain}"


Zone = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, AfterValidator(_address)]
Name = Annotated[str, Field(min_length=1, max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class EquipmentPart(_Part):
    name: Name
    model: str | None = None
    serial: str | None = None


class SitePart(_Part):
    name: Name
    address: Name
    zone: Zone | None = None
    access_notes: str | None = None
    equipment: tuple[EquipmentPart, ...] = ()


class ContactPart(_Part):
    name: Name
    email: Address | None = None
    phone: str | None = None
    primary: bool = False
    approver: bool = False


class CustomerPart(_Part):
    name: Name
    contacts: tuple[ContactPart, ...] = ()
    sites: tuple[SitePart, ...] = ()

    @model_validator(mode="after")
    def _one_primary(self) -> "CustomerPart":
        if len([contact for contact in self.contacts if contact.primary]) > 1:
            raise ValueError("has more than one primary contact; leave one")
        return self


class StaffPart(_Part):
    name: Name
    email: Address
    roles: tuple[Role, ...] = ()
    extra_permissions: tuple[Permission, ...] = ()
    slack_user_id: str | None = None
    phone: str | None = None
    active: bool = True


class CompanyPart(_Part):
    name: Name
    mailbox: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,62}$")]
    zone: Zone
    profile: str = "visit"
    policy: dict[str, Any] = {}
    locale: str = "en_US"
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "USD"
    phone: str | None = None
    slack_team_id: str | None = None
    dispatch_channel: str | None = None

    @model_validator(mode="after")
    def _known_profile(self) -> "CompanyPart":
        if self.profile not in PROFILES:
            raise ValueError(f"profile is one of: {', '.join(PROFILES)}")
        profile_of(self.profile, self.policy)
        return self


class Roster(_Part):
    company: CompanyPart
    staff: tuple[StaffPart, ...] = ()
    customers: tuple[CustomerPart, ...] = ()


def read_roster(text: str) -> Roster:
    """A roster from TOML. Raises BadRoster naming every fault."""
    try:
        return Roster.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadRoster(f"This is not TOML: {error}.") from None
    except ValidationError as error:
        raise BadRoster("\n".join(_line(fault) for fault in error.errors())) from None


def _line(fault: Any) -> str:
    where = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"])
    return f"{where}: {fault['msg'].removeprefix('Value error, ')}"


def apply_roster(session: Session, roster: Roster) -> int:
    """Adds or changes what the roster names; returns the company's id."""
    company = session.scalars(select(Company).where(Company.mailbox == roster.company.mailbox)).one_or_none()
    company = _set(session, company or Company(), **roster.company.model_dump())
    for person in roster.staff:
        _apply_staff(session, company.id, person)
    for customer in roster.customers:
        _apply_customer(session, company, customer)
    return company.id


def _apply_staff(session: Session, company_id: int, part: StaffPart) -> None:
    staff = _one(session, Staff, company_id, email=part.email)
    values = part.model_dump(exclude={"phone", "slack_user_id"})
    values |= {"roles": list(part.roles), "extra_permissions": list(part.extra_permissions)}
    # Somebody who linked their own Slack user keeps it.
    values["slack_user_id"] = part.slack_user_id or (staff.slack_user_id if staff else None)
    staff = _set(session, staff or Staff(company_id=company_id), **values)
    technician = _one(session, Technician, company_id, staff_id=staff.id)
    if Role.TECHNICIAN in part.roles or technician is not None:
        _set(
            session,
            technician or Technician(company_id=company_id, staff_id=staff.id),
            name=part.name,
            phone=part.phone,
            active=part.active and Role.TECHNICIAN in part.roles,
        )


def _apply_customer(session: Session, company: Company, part: CustomerPart) -> None:
    found = _one(session, Customer, company.id, name=part.name)
    customer = _set(session, found or Customer(company_id=company.id), name=part.name)
    for place, contact in enumerate(part.contacts):
        _apply_contact(session, customer, contact, is_only=len(part.contacts) == 1 and place == 0)
    for site in part.sites:
        _apply_site(session, customer, site, company.zone)


def _apply_contact(session: Session, customer: Customer, part: ContactPart, *, is_only: bool) -> None:
    key = {"email": part.email} if part.email else {"name": part.name}
    contact = _one(session, Contact, customer.company_id, customer_id=customer.id, **key)
    new_address = contact is None or contact.email != part.email
    contact = contact or Contact(company_id=customer.company_id, customer_id=customer.id)
    if new_address:
        contact.bounced_at = None
    _set(
        session,
        contact,
        name=part.name,
        email=part.email,
        phone=part.phone,
        is_primary=part.primary or is_only,
        is_approver=part.approver,
    )


def _apply_site(session: Session, customer: Customer, part: SitePart, zone: str) -> None:
    found = _one(session, Site, customer.company_id, customer_id=customer.id, name=part.name)
    site = _set(
        session,
        found or Site(company_id=customer.company_id, customer_id=customer.id),
        **part.model_dump(exclude={"equipment", "zone"}),
        zone=part.zone or zone,
    )
    for each in part.equipment:
        there = _one(session, Equipment, site.company_id, site_id=site.id, name=each.name, serial=each.serial)
        _set(session, there or Equipment(company_id=site.company_id, site_id=site.id), **each.model_dump())


OwnedRow = TypeVar("OwnedRow", bound=Owned)


def _one(session: Session, kind: type[OwnedRow], company_id: int, **key: Any) -> OwnedRow | None:
    return session.scalars(select(kind).filter_by(company_id=company_id, **key)).one_or_none()


def _set(session: Session, row: Row, **values: Any) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    session.flush()
    return row
