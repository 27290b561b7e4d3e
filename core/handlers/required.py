"""What a new work order needs, by profile and type; all that is missing is named at once (S1.28, R-MISSING)."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

from core import commands as c
from core.handlers.subject import INSTALLATION, Subject, addresses, model_of
from core.model import Customer
from core.profiles import Profile
from core.refusals import Missing
from core.turn import Turn

CALLED: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"appointment": {"unit": "vehicle", "site": "address"}, "quote": {"site": "service address"}}
)
"""A profile's own words for what is missing (S3.2, S2.5)."""


def check_complete(
    turn: Turn, command: c.Create, found: Subject, profile: Profile, but: Collection[str] = ()
) -> None:
    """Raises Missing with every field that is not there yet, `but` for those that come otherwise."""
    given = _given(command, found, profile)
    wanted = [
        name for name in _wanted(turn, command, found, profile) if not given.get(name) and name not in but
    ]
    if not wanted:
        return
    called = CALLED.get(profile.name, {})
    words = ", ".join(called.get(name, name) for name in wanted)
    raise Missing(f"Missing: {words}.{_hint(turn, wanted, found.customer)}", field=wanted[0])


def _wanted(turn: Turn, command: c.Create, found: Subject, profile: Profile) -> list[str]:
    """The profile's fields, and what follows from the rest of what was said."""
    wanted = list(profile.required)
    new_customer, new_unit = command.new_customer, command.new_unit
    installs = kind_of(command, found, profile) == INSTALLATION
    if "unit" in wanted and installs and found.unit is None and not model_of(turn, new_unit):
        wanted[wanted.index("unit")] = "model"  # S1.4
        wanted.append("customer")
    elif new_unit is not None and found.unit is None:
        wanted += ["customer"]
        wanted += [] if model_of(turn, new_unit) or new_unit.serial.strip() else ["model"]
    if new_customer is not None and not new_customer.name:
        wanted.append("customer's name")
    if found.customer is not None:
        wanted.append("site")  # of several addresses one must be picked
    return list(dict.fromkeys(wanted))


def _given(command: c.Create, found: Subject, profile: Profile) -> Mapping[str, object]:
    new = command.new_customer
    has_address = new is not None and (bool(new.address.strip()) or "site" not in profile.required)
    return {
        "site": found.site or has_address,
        "customer": found.customer or new,
        "unit": found.unit or command.new_unit,
        "service type": found.service,
        "window": command.window,
        "technician": command.technician_id,
        "title": title_of(command, found),
        "type": kind_of(command, found, profile),
    }


def kind_of(command: c.Create, found: Subject, profile: Profile) -> str:
    """The type as it is stored: what was said, the template's, or plain service where nothing need be said."""
    said = command.type.strip().casefold() or (found.template.type if found.template else "")
    return said or ("service" if found.service or "type" not in profile.required else "")


def title_of(command: c.Create, found: Subject) -> str:
    """What was said, or what template or service type say; empty if none does."""
    fallback = found.template.title if found.template else found.service.name if found.service else ""
    return command.title.strip() or fallback


def _hint(turn: Turn, wanted: list[str], customer: Customer | None) -> str:
    return f" {addresses(turn, customer)}" if "site" in wanted and customer is not None else ""
