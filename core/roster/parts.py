"""What a company's description may say, checked; each fault with its place."""

import functools
import tomllib
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from core.model import ItemKind
from core.people import Permission, Role
from core.profiles import PROFILES, profile_of
from core.roster.plans import InstallationPlanPart, SitePlanPart
from core.roster.working import HolidayPart, Place, WorkPart


class BadRoster(Exception):
    """The description cannot be used; each item says where and what to write."""


@functools.cache
def _zone(name: str) -> str:
    """Remembered, for the list is read from the disk and a company has hundreds of people and places."""
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
Money = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Skill = Annotated[str, AfterValidator(lambda text: text.strip().lower())]
Minutes = Annotated[int, Field(gt=0, le=24 * 60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class EquipmentPart(_Part):
    """`model` of a device type makes it one of those. At a site it stands there; at a customer it is a vehicle
    (`mobile`) or waits to be installed.
    """

    name: Name
    model: str | None = None
    serial: str | None = None
    mobile: bool = False
    installed: date | None = None


class ServiceTypePart(_Part):
    """S3.8."""

    name: Name
    price: Money | None = None
    minutes: Minutes = 60
    skills: tuple[Skill, ...] = ()
    active: bool = True


class DeviceItemPart(_Part):
    name: Name
    price: Money | None = None
    cost: Money | None = None
    approval_limit: Annotated[int, Field(ge=0)] | None = None


class DeviceTypePart(_Part):
    """S1.13, S1.20."""

    name: Name
    model: Name
    items: tuple[DeviceItemPart, ...] = ()


class TemplateItemPart(_Part):
    name: Name
    kind: ItemKind = ItemKind.SERVICE
    quantity: Annotated[Decimal, Field(ge=0)] = Decimal(1)
    unit_price: Money | None = None
    checklist: tuple[Name, ...] = ()


class TemplatePart(_Part):
    """S0.47, S2.45. `type` as work orders have it."""

    name: Name
    type: Annotated[str, AfterValidator(lambda text: text.strip().casefold())]
    title: Name
    description: str = ""
    instructions: str = ""
    minutes: Minutes | None = None
    items: tuple[TemplateItemPart, ...] = ()


class SitePart(_Part):
    name: Name
    address: Name
    zone: Zone | None = None
    access_notes: str | None = None
    place: Place | None = None
    """What travel is reckoned from."""
    equipment: tuple[EquipmentPart, ...] = ()
    plans: tuple[SitePlanPart, ...] = ()

    @model_validator(mode="after")
    def _stands_here(self) -> Self:
        if any(each.mobile for each in self.equipment):
            raise ValueError("has a vehicle; write it as [[customers.equipment]], it stands at no site")
        return self


class ContactPart(_Part):
    name: Name
    email: Address | None = None
    phone: str | None = None
    primary: bool = False
    approver: bool = False
    approval_limit: Money | None = None
    """Up to which total they may approve by themselves; none is no limit."""


class ExclusionPart(_Part):
    """A technician this customer does not want: their address, and why."""

    technician: Address
    reason: Annotated[str, Field(min_length=1, max_length=300)]


class CustomerPart(_Part):
    """`equipment` here stands at no site: vehicles, and what waits to be installed."""

    name: Name
    contacts: tuple[ContactPart, ...] = ()
    sites: tuple[SitePart, ...] = ()
    equipment: tuple[EquipmentPart, ...] = ()
    exclusions: tuple[ExclusionPart, ...] = ()

    @model_validator(mode="after")
    def _one_primary(self) -> Self:
        if len([contact for contact in self.contacts if contact.primary]) > 1:
            raise ValueError("has more than one primary contact; leave one")
        return self


class StaffPart(WorkPart):
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
    def _known_profile(self) -> Self:
        if self.profile not in PROFILES:
            raise ValueError(f"profile is one of: {', '.join(PROFILES)}")
        profile_of(self.profile, self.policy)
        return self


class Roster(_Part):
    company: CompanyPart
    staff: tuple[StaffPart, ...] = ()
    customers: tuple[CustomerPart, ...] = ()
    service_types: tuple[ServiceTypePart, ...] = ()
    device_types: tuple[DeviceTypePart, ...] = ()
    templates: tuple[TemplatePart, ...] = ()
    holidays: tuple[HolidayPart, ...] = ()
    plans: tuple[InstallationPlanPart, ...] = ()

    @model_validator(mode="after")
    def _excludes_people_it_names(self) -> Self:
        go_out = {each.email for each in self.staff if Role.TECHNICIAN in each.roles}
        unknown = {each.technician for customer in self.customers for each in customer.exclusions} - go_out
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))}: excluded, but no technician under [[staff]]")
        return self


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
