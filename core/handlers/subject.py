"""What a new work order is about: customer, site, unit, service type, template; found, checked against each other,
and made where they are new (lifecycle §15 C7; S1.11, S1.22, S3.7, S3.10).
"""

import re
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import false, func, or_, select

from core import commands as c
from core.model import (
    Company,
    Contact,
    Customer,
    DeviceType,
    Equipment,
    OrderTemplate,
    Owned,
    ServiceType,
    Site,
)
from core.people import Permission
from core.refusals import Missing, Perm, State
from core.turn import Turn

INSTALLATION = "installation"
NO_ADDRESS = "Address to be agreed"
"""S1.24: a name is enough for a new customer; where to go is found out before anybody goes."""
_PLACEHOLDERS = frozenset(
    {"tbd", "tba", "na", "none", "unknown", "placeholder", "temp", "test", "new", "dummy"}
)

Row = TypeVar("Row", bound=Owned)


@dataclass(frozen=True)
class Subject:
    customer: Customer | None = None
    site: Site | None = None
    unit: Equipment | None = None
    service: ServiceType | None = None
    template: OrderTemplate | None = None


def find(turn: Turn, command: c.Create) -> Subject:
    """What the command names, with what follows from it: a unit brings its customer and, where it stands, its site;
    a customer with a single site brings that. Raises Missing or State where they don't belong together.
    """
    site = _named(turn, Site, command.site_id, "site")
    unit = _named(turn, Equipment, command.unit_id, "unit")
    customer = _named(turn, Customer, command.customer_id, "customer") or _owner(turn, unit, site)
    if customer is not None and command.new_customer is not None:
        raise State(
            f"{customer.name} is a customer already; leave out the new one, or pick nothing of theirs."
        )
    unit_stands_at = turn.find(Site, unit.site_id) if unit else None
    found = Subject(
        customer=customer,
        site=site or unit_stands_at or _only_site(turn, customer),
        unit=unit,
        service=_named(turn, ServiceType, command.service_type_id, "service type"),
        template=_named(turn, OrderTemplate, command.template_id, "template"),
    )
    check(turn, found, unit_stands_at)
    if unit is not None and command.type.strip().casefold() == INSTALLATION and unit.is_installed:
        raise State(f"{unit.name} is installed already. Pick one that is not, or say repair.", field="unit")
    return found


def check(turn: Turn, found: Subject, unit_stands_at: Site | None) -> None:
    """That unit and site are the customer's, and that work on a fixed unit is where it stands."""
    if found.customer is None:
        return
    owner = _owner(turn, found.unit, None)
    if found.unit is not None and owner is not None and owner.id != found.customer.id:
        raise Missing(f"{found.unit.name} is not one of {found.customer.name}'s.", field="unit")
    if found.site is not None and found.site.customer_id != found.customer.id:
        raise Missing(
            f"{found.site.name} is not one of {found.customer.name}'s addresses. {addresses(turn, found.customer)}",
            field="site",
        )
    if unit_stands_at is not None and found.site is not None and found.site.id != unit_stands_at.id:
        assert found.unit is not None
        raise State(f"The work is where {found.unit.name} stands: {unit_stands_at.name}.", field="site")


def make_new(turn: Turn, command: c.Create, found: Subject, company: Company) -> Subject:
    """The same with the new customer and the new unit as rows. Raises Perm without customers.edit."""
    if command.new_customer is None and command.new_unit is None:
        return found
    if not turn.actor.may(Permission.EDIT_CUSTOMERS):
        raise Perm("You need `customers.edit` to add a customer or a unit. Ask an admin.")
    if command.new_customer is not None:
        found = _with_customer(turn, found, command.new_customer, company)
    if command.new_unit is not None and found.unit is None:
        found = replace(found, unit=_new_unit(turn, command.new_unit, found, command.type))
    return found


def addresses(turn: Turn, customer: Customer) -> str:
    """The saved addresses of a customer as a sentence (S3.2, S3.10)."""
    names = sites_of(turn, customer)
    if not names:
        return f"{customer.name} has no address yet; add one first."
    return f"{customer.name} has: {', '.join(site.name for site in names)}."


def sites_of(turn: Turn, customer: Customer) -> list[Site]:
    asked = select(Site).where(Site.company_id == turn.actor.company_id, Site.customer_id == customer.id)
    return list(turn.session.scalars(asked.order_by(Site.name, Site.id)))


def model_of(turn: Turn, new: c.NewUnit | None) -> str:
    """What model a new unit is, in the company's own words where it has some; empty when not said."""
    device_type = _device_type(turn, new) if new else None
    if device_type is not None:
        return device_type.model
    return "" if new is None or _is_placeholder(new.model) else new.model.strip()


def _named(turn: Turn, kind: type[Row], row_id: int | None, word: str) -> Row | None:
    row = turn.find(kind, row_id)
    if row is None and row_id is not None:
        raise Missing(f"There is no such {word}.", field=word)
    return row


def _owner(turn: Turn, unit: Equipment | None, site: Site | None) -> Customer | None:
    if unit is not None:
        site = turn.find(Site, unit.site_id) or site
    customer_id = (unit.customer_id if unit else None) or (site.customer_id if site else None)
    return turn.find(Customer, customer_id)


def _only_site(turn: Turn, customer: Customer | None) -> Site | None:
    sites = sites_of(turn, customer) if customer else []
    return sites[0] if len(sites) == 1 else None


def _with_customer(turn: Turn, found: Subject, new: c.NewCustomer, company: Company) -> Subject:
    email, phone = _email(new.email), new.phone.strip() or None
    _refuse_known(turn, new, email, phone)
    customer = turn.add(Customer(name=new.name))
    if new.person or email or phone:
        turn.add(
            Contact(
                customer_id=customer.id,
                name=new.person or new.name,
                email=email,
                phone=phone,
                is_primary=True,
            )
        )
    address = new.address.strip()
    site = turn.add(
        Site(customer_id=customer.id, name=new.name, address=address or NO_ADDRESS, zone=company.zone)
    )
    return replace(found, customer=customer, site=site)


def _refuse_known(turn: Turn, new: c.NewCustomer, email: str | None, phone: str | None) -> None:
    """Two people may share a name, not a name and a mailbox or telephone."""
    same = [func.lower(Contact.email) == email.lower()] if email else []
    same += [Contact.phone == phone] if phone else []
    known = turn.session.scalars(
        select(Customer.id)
        .join(Contact, (Contact.company_id == Customer.company_id) & (Contact.customer_id == Customer.id))
        .where(
            Customer.company_id == turn.actor.company_id,
            func.lower(Customer.name) == new.name.lower(),
            or_(false(), *same),
        )
        .limit(1)
    ).first()
    if known is not None:
        raise State(f"{new.name} is a customer already. Pick them.", field="customer")


def _email(text: str) -> str | None:
    address = text.strip().lower()
    if address and not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise Missing(f"“{text}” is no email address. Write one like cara@example.com.", field="email")
    return address or None


def _new_unit(turn: Turn, new: c.NewUnit, found: Subject, kind: str) -> Equipment:
    """S1.9. What is to be installed stands nowhere yet (S1.26)."""
    assert found.customer is not None
    serial, device_type = new.serial.strip(), _device_type(turn, new)
    if _is_placeholder(serial):
        raise Missing(f"“{serial}” is no serial number. Leave it out until there is one.", field="serial")
    if serial and (known := _by_serial(turn, serial)) is not None:
        raise State(f"There is a unit with the serial number {serial} already: {known.name}.", field="serial")
    stands = not new.is_mobile and kind.strip().casefold() != INSTALLATION
    model = model_of(turn, new)
    return turn.add(
        Equipment(
            customer_id=found.customer.id,
            site_id=found.site.id if stands and found.site else None,
            device_type_id=device_type.id if device_type else None,
            name=new.name.strip() or (device_type.name if device_type else model) or serial,
            model=model or None,
            serial=serial or None,
            is_mobile=new.is_mobile,
        )
    )


def _device_type(turn: Turn, new: c.NewUnit) -> DeviceType | None:
    if new.device_type_id is not None:
        return _named(turn, DeviceType, new.device_type_id, "device type")
    return turn.session.scalars(
        select(DeviceType).where(
            DeviceType.company_id == turn.actor.company_id,
            func.lower(DeviceType.model) == new.model.strip().lower(),
        )
    ).first()


def _by_serial(turn: Turn, serial: str) -> Equipment | None:
    return turn.session.scalars(
        select(Equipment).where(
            Equipment.company_id == turn.actor.company_id, func.lower(Equipment.serial) == serial.lower()
        )
    ).first()


def _is_placeholder(text: str) -> bool:
    """S1.26: words and rows of one sign that stand for "I don't know yet"."""
    bare = re.sub(r"[\W_]+", "", text).casefold()
    return bool(text.strip()) and (bare in _PLACEHOLDERS or bare == bare[:1] * len(bare))
