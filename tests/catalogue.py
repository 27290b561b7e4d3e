"""What the four profiles need beside the sample company: service types, a device type, a template, a vehicle."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import commands as c
from core.model import (
    Company,
    Customer,
    DeviceType,
    Equipment,
    ItemKind,
    OrderTemplate,
    Owned,
    ServiceType,
    Site,
)
from core.roster import (
    CustomerPart,
    DeviceItemPart,
    DeviceTypePart,
    EquipmentPart,
    Roster,
    ServiceTypePart,
    TemplateItemPart,
    TemplatePart,
    apply_roster,
)
from sandbox.seed import ROSTER

USUAL = c.Window(start=datetime(2026, 11, 26, 20, tzinfo=UTC), end=datetime(2026, 11, 26, 22, tzinfo=UTC))
"""Thursday, two to four in Chicago."""
PANEL_SERIAL = "NF320-88412"
CATALOGUE = Roster(
    company=ROSTER.company,
    service_types=(ServiceTypePart(name="Oil change", price=Decimal(89), minutes=45),),
    device_types=(
        DeviceTypePart(
            name="Fire alarm panel",
            model="Notifier NFS-320",
            items=(
                DeviceItemPart(
                    name="Battery 12 V", price=Decimal("48.50"), cost=Decimal(20), approval_limit=2
                ),
                DeviceItemPart(name="Detector", price=Decimal(65), approval_limit=10),
            ),
        ),
    ),
    templates=(
        TemplatePart(
            name="Yearly inspection",
            type="inspection",
            title="Yearly fire inspection",
            description="Panel and all detectors.",
            instructions="Bring the long ladder.",
            minutes=120,
            items=(
                TemplateItemPart(
                    name="Panel", kind=ItemKind.INSPECTION, checklist=("Batteries hold", "No faults")
                ),
                TemplateItemPart(name="Report", unit_price=Decimal(40)),
            ),
        ),
    ),
    customers=(
        CustomerPart(
            name="Acme Foods",
            equipment=(
                EquipmentPart(name="Ford Transit", model="Transit 350", serial="IL 4471", mobile=True),
            ),
        ),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Things:
    """Ids of the catalogue and of what Acme Foods owns."""

    acme: int
    cold_store: int
    panel: int
    riser: int
    van: int
    dentists: int
    """Not theirs: the dentist's autoclave, and the clinic it stands in."""
    dental_site: int
    oil_change: int
    template: int
    device_type: int


def stock(session: Session, company_id: int) -> None:
    """Adds the catalogue and the van to the sample company, whose own switches stay."""
    company = session.get(Company, company_id)
    assert company is not None
    part = CATALOGUE.company.model_copy(update={"policy": company.policy, "profile": company.profile})
    apply_roster(session, CATALOGUE.model_copy(update={"company": part}))
    panel = session.get(Equipment, things_of(session, company_id).panel)
    device_type = session.get(DeviceType, things_of(session, company_id).device_type)
    assert panel is not None
    assert device_type is not None
    panel.device_type_id = device_type.id


def things_of(session: Session, company_id: int) -> Things:
    def one(kind: type[Owned], **key: str) -> int:
        return session.scalars(select(kind.id).filter_by(company_id=company_id, **key)).one()

    return Things(
        acme=one(Customer, name="Acme Foods"),
        cold_store=one(Site, name="Acme Cold Store"),
        panel=one(Equipment, serial=PANEL_SERIAL),
        riser=one(Equipment, serial="VK-20117"),
        dentists=one(Equipment, name="Autoclave"),
        dental_site=one(Site, name="Lakeview Clinic"),
        van=one(Equipment, name="Ford Transit"),
        oil_change=one(ServiceType, name="Oil change"),
        template=one(OrderTemplate, name="Yearly inspection"),
        device_type=one(DeviceType, name="Fire alarm panel"),
    )


def commands_for(
    profile: str, basics: c.Create, things: Things, more: tuple[c.Command, ...], technician_id: int
) -> tuple[c.Command, ...]:
    """The commands that create what `basics` says in a company of `profile`, then do `more`."""
    match profile:
        case "quote":
            return (basics, c.Open(), *more)
        case "unit":
            return (c.Create(unit_id=things.panel, type=basics.type, title=basics.title), *more)
        case "appointment":
            return _appointment(basics, things, more, technician_id)
        case _:
            return (basics, *more)


def _appointment(
    basics: c.Create, things: Things, more: tuple[c.Command, ...], technician_id: int
) -> tuple[c.Command, ...]:
    """Needs window and technician from the start (S3.9, S3.11), so they move from `more` into the command."""
    windows = [each.window for each in more if isinstance(each, c.Schedule)]
    named = [each.technician_id for each in more if isinstance(each, c.Assign)]
    create = c.Create(
        site_id=basics.site_id,
        type=basics.type,
        title=basics.title,
        unit_id=things.van,
        service_type_id=things.oil_change,
        window=(windows or [USUAL])[0],
        technician_id=(named or [technician_id])[0],
    )
    return (create, *(each for each in more if not isinstance(each, c.Schedule | c.Assign)))
