"""What a new work order can be about: customers, units, service types, templates; and what one says beside its visit."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from core.model import (
    Contact,
    Customer,
    DeviceType,
    Equipment,
    OrderTemplate,
    ServiceType,
    Site,
    WorkOrder,
)
from core.people import Permission
from core.queries.people import site_view
from core.queries.reading import Query, Reading
from core.queries.sent_files import sent_files
from core.queries.views import (
    CustomerView,
    DeviceTypeView,
    ScopeView,
    ServiceTypeView,
    TemplateView,
    UnitView,
)

_owner = func.coalesce(Equipment.customer_id, Site.customer_id)


def units(words: str = "", *, limit: int = 20) -> Query[tuple[UnitView, ...]]:
    """Units whose serial, name, model, customer or customer's contact contains every word (S1.8)."""

    def read(at: Reading) -> tuple[UnitView, ...]:
        found = _units(at.company_id)
        for word in words.split():
            found = found.where(or_(_in_unit(word), _in_customer(at.company_id, word)))
        rows = at.session.execute(found.order_by(Equipment.name, Equipment.id).limit(limit))
        return tuple(_unit_view(unit, site, customer) for unit, site, customer in rows)

    return read


def converted(quotation: str) -> Query[Mapping[int, int]]:
    """Which units the quotation was made into work orders for: unit id → number (S1.25)."""

    def read(at: Reading) -> Mapping[int, int]:
        rows = at.session.execute(
            select(WorkOrder.unit_id, WorkOrder.number).where(
                WorkOrder.company_id == at.company_id,
                WorkOrder.converted_quotation == quotation,
                WorkOrder.unit_id.is_not(None),
            )
        )
        return {unit_id: number for unit_id, number in rows if unit_id is not None}

    return read


def customers(words: str = "", *, limit: int = 20) -> Query[tuple[CustomerView, ...]]:
    """Customers whose name, contact, telephone or address of mail contains every word (S3.6), with what is theirs."""

    def read(at: Reading) -> tuple[CustomerView, ...]:
        found = select(Customer).where(Customer.company_id == at.company_id)
        for word in words.split():
            found = found.where(_in_customer(at.company_id, word))
        rows = at.session.scalars(found.order_by(Customer.name, Customer.id).limit(limit))
        return tuple(_customer_view(at, row) for row in rows)

    return read


def service_types() -> Query[tuple[ServiceTypeView, ...]]:
    def read(at: Reading) -> tuple[ServiceTypeView, ...]:
        asked = select(ServiceType).where(ServiceType.company_id == at.company_id, ServiceType.active)
        sees = at.actor.may(Permission.SEE_PRICES)
        return tuple(
            ServiceTypeView(
                id=row.id,
                name=row.name,
                price=row.price if sees else None,
                minutes=row.minutes,
                skills=tuple(row.skills),
            )
            for row in at.session.scalars(asked.order_by(ServiceType.name))
        )

    return read


def templates() -> Query[tuple[TemplateView, ...]]:
    def read(at: Reading) -> tuple[TemplateView, ...]:
        asked = select(OrderTemplate).where(OrderTemplate.company_id == at.company_id)
        rows = at.session.scalars(asked.order_by(OrderTemplate.name))
        return tuple(TemplateView(id=row.id, name=row.name, type=row.type, title=row.title) for row in rows)

    return read


def device_types() -> Query[tuple[DeviceTypeView, ...]]:
    def read(at: Reading) -> tuple[DeviceTypeView, ...]:
        asked = select(DeviceType).where(DeviceType.company_id == at.company_id)
        rows = at.session.scalars(asked.order_by(DeviceType.name, DeviceType.model))
        return tuple(DeviceTypeView(id=row.id, name=row.name, model=row.model) for row in rows)

    return read


def scope_view(session: Session, work: WorkOrder) -> ScopeView:
    """Reads only what there is, for most work orders have little of it."""
    unit = session.get(Equipment, work.unit_id) if work.unit_id else None
    service = session.get(ServiceType, work.service_type_id) if work.service_type_id else None
    origin = session.get(WorkOrder, work.split_from_id) if work.split_from_id else None
    phases = select(WorkOrder.number).where(
        WorkOrder.company_id == work.company_id, WorkOrder.split_from_id == work.id
    )
    files, photos = sent_files(session, work)
    return ScopeView(
        unit=_unit_view(unit, None, "") if unit else None,
        service_type=service.name if service else None,
        priority=work.priority,
        due_at=work.due_at,
        minutes=work.minutes,
        instructions=work.instructions,
        customer_note=work.customer_note,
        quotation=work.quotation,
        origin=origin.number if origin else None,
        phases=tuple(session.scalars(phases.order_by(WorkOrder.number))),
        files=files,
        photos=photos,
    )


def _units(company_id: int) -> Select[Equipment, Site, str]:
    return (
        select(Equipment, Site, Customer.name)
        .outerjoin(Site, (Site.company_id == Equipment.company_id) & (Site.id == Equipment.site_id))
        .join(Customer, (Customer.company_id == Equipment.company_id) & (Customer.id == _owner))
        .where(Equipment.company_id == company_id)
    )


def _in_unit(word: str) -> ColumnElement[bool]:
    columns = (Equipment.serial, Equipment.name, Equipment.model)
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _in_customer(company_id: int, word: str) -> ColumnElement[bool]:
    contact = select(Contact.id).where(
        Contact.company_id == company_id,
        Contact.customer_id == Customer.id,
        or_(
            *(
                column.icontains(word, autoescape=True)
                for column in (Contact.name, Contact.email, Contact.phone)
            )
        ),
    )
    return or_(Customer.name.icontains(word, autoescape=True), contact.exists())


def _customer_view(at: Reading, row: Customer) -> CustomerView:
    sites = at.session.scalars(
        select(Site)
        .where(Site.company_id == at.company_id, Site.customer_id == row.id)
        .order_by(Site.name, Site.id)
    )
    owned = at.session.execute(_units(at.company_id).where(_owner == row.id).order_by(Equipment.name))
    return CustomerView(
        id=row.id,
        name=row.name,
        sites=tuple(site_view(site, row.name) for site in sites),
        units=tuple(_unit_view(unit, site, customer) for unit, site, customer in owned),
    )


def _unit_view(unit: Equipment, site: Site | None, customer: str) -> UnitView:
    return UnitView(
        id=unit.id,
        name=unit.name,
        model=unit.model,
        serial=unit.serial,
        is_mobile=unit.is_mobile,
        customer=customer,
        site=site_view(site, customer) if site else None,
    )
