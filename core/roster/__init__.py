"""A company's people, places and catalogue from one description, added or brought up to date.

The description is a TOML file for operators (`truckroll setup company.toml`) and plain values for the sandbox. What it
names is added or changed; what it does not name is left alone. Keys: a company's mailbox, a person's address, the name
of a customer, service type or template, a device type's model, and within its customer or site a site's or unit's name.
"""

from core.roster.apply import apply_roster
from core.roster.parts import (
    BadRoster,
    CompanyPart,
    ContactPart,
    CustomerPart,
    DeviceItemPart,
    DeviceTypePart,
    EquipmentPart,
    ExclusionPart,
    Roster,
    ServiceTypePart,
    SitePart,
    StaffPart,
    TemplateItemPart,
    TemplatePart,
    read_roster,
)
from core.roster.plans import InstallationPlanPart, SitePlanPart
from core.roster.working import HolidayPart, OffPart, SkillPart, WorkPart

__all__ = [
    "BadRoster",
    "CompanyPart",
    "ContactPart",
    "CustomerPart",
    "DeviceItemPart",
    "DeviceTypePart",
    "EquipmentPart",
    "ExclusionPart",
    "HolidayPart",
    "InstallationPlanPart",
    "OffPart",
    "Roster",
    "ServiceTypePart",
    "SitePart",
    "SitePlanPart",
    "SkillPart",
    "StaffPart",
    "TemplateItemPart",
    "TemplatePart",
    "WorkPart",
    "apply_roster",
    "read_roster",
]
