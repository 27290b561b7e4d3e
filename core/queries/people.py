"""Who and where: technicians, sites, the company itself."""

from sqlalchemy import ColumnElement, Select, or_, select

from core.model import Company, Contact, Customer, Equipment, Site, Staff, Technician
from core.profiles import profile_of
from core.queries.reading import Query, Reading
from core.queries.views import CompanyView, PersonView, SiteView
from core.refusals import Missing


def company() -> Query[CompanyView]:
    def read(at: Reading) -> CompanyView:
        row = at.session.scalars(select(Company).where(Company.id == at.company_id)).one()
        return CompanyView(
            name=row.name,
            zone=row.zone,
            locale=row.locale,
            currency=row.currency,
            phone=row.phone,
            slack_team_id=row.slack_team_id,
            dispatch_channel=row.dispatch_channel,
            profile=profile_of(row.profile, row.policy),
        )

    return read


def technicians() -> Query[tuple[PersonView, ...]]:
    """Active technicians by name."""

    def read(at: Reading) -> tuple[PersonView, ...]:
        rows = at.session.execute(
            _people()
            .where(Technician.company_id == at.company_id, Technician.active)
            .order_by(Technician.name)
        )
        return tuple(person_view(staff, technician) for technician, staff in rows)

    return read


def sites(words: str = "", *, limit: int = 20) -> Query[tuple[SiteView, ...]]:
    """Sites whose name, address, customer, contact or equipment serial contains every word (S1.8)."""

    def read(at: Reading) -> tuple[SiteView, ...]:
        found = _sites().where(Site.company_id == at.company_id)
        for word in words.split():
            found = found.where(_mentions(word))
        rows = at.session.execute(found.order_by(Site.name, Site.id).limit(limit))
        return tuple(site_view(each, customer) for each, customer in rows)

    return read


def site(site_id: int) -> Query[SiteView]:
    def read(at: Reading) -> SiteView:
        row = at.session.execute(_sites().where(Site.company_id == at.company_id, Site.id == site_id)).first()
        if row is None:
            raise Missing("There is no such site.", field="site")
        return site_view(row[0], row[1])

    return read


def _people() -> Select[Technician, Staff]:
    return select(Technician, Staff).join(
        Staff, (Staff.company_id == Technician.company_id) & (Staff.id == Technician.staff_id)
    )


def _sites() -> Select[Site, str]:
    return select(Site, Customer.name).join(
        Customer, (Customer.company_id == Site.company_id) & (Customer.id == Site.customer_id)
    )


def _mentions(word: str) -> ColumnElement[bool]:
    contact = select(Contact.id).where(
        Contact.company_id == Site.company_id,
        Contact.customer_id == Site.customer_id,
        Contact.name.icontains(word, autoescape=True),
    )
    equipment = select(Equipment.id).where(
        Equipment.company_id == Site.company_id,
        Equipment.site_id == Site.id,
        Equipment.serial.istartswith(word, autoescape=True),
    )
    return or_(
        Site.name.icontains(word, autoescape=True),
        Site.address.icontains(word, autoescape=True),
        Customer.name.icontains(word, autoescape=True),
        contact.exists(),
        equipment.exists(),
    )


def person_view(staff: Staff, technician: Technician | None) -> PersonView:
    return PersonView(
        id=staff.id,
        name=staff.name,
        slack_user_id=staff.slack_user_id,
        email=staff.email,
        technician_id=technician.id if technician else None,
        phone=technician.phone if technician else None,
        zone=staff.zone,
    )


def site_view(row: Site, customer: str) -> SiteView:
    return SiteView(
        id=row.id,
        name=row.name,
        address=row.address,
        zone=row.zone,
        access_notes=row.access_notes,
        customer=customer,
    )
