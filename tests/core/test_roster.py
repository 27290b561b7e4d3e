"""A company from one file."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from core.model import (
    Company,
    Contact,
    DeviceType,
    DeviceTypeItem,
    Equipment,
    OrderTemplate,
    ServiceType,
    Site,
    Staff,
    Technician,
)
from core.roster import BadRoster, apply_roster, read_roster
from tests.cast import Cast
from tests.rules.places import ROOT

EVERYTHING = (
    Company,
    Staff,
    Contact,
    Site,
    ServiceType,
    DeviceType,
    DeviceTypeItem,
    OrderTemplate,
    Equipment,
)
EXAMPLE = (ROOT / "docs" / "company.example.toml").read_text(encoding="utf-8")


def test_the_example_becomes_a_company_with_its_people_and_places(cast: Cast) -> None:
    text = EXAMPLE.replace('"service"', '"office"')
    company_id = cast.run(lambda session: apply_roster(session, read_roster(text)))
    assert company_id != cast.company_id

    def names(kind: Any) -> list[str]:
        found: list[str] = cast.run(
            lambda session: session.scalars(select(kind.name).where(kind.company_id == company_id)).all()
        )
        return found

    assert names(Staff) == ["Dora Diaz", "Tom Tran"]
    assert names(Technician) == ["Tom Tran"]
    assert names(Contact) == ["Cara Cole"]
    assert names(Site) == ["Acme HQ"]
    assert names(ServiceType) == ["Panel check"]
    assert names(OrderTemplate) == ["Yearly inspection"]
    assert names(Equipment) == ["Fire alarm panel", "Ford Transit"]


def test_applying_it_twice_changes_nothing_and_keeps_a_linked_slack_user(cast: Cast) -> None:
    roster = read_roster(EXAMPLE)
    cast.run(lambda session: apply_roster(session, roster))
    counts = [cast.count(kind) for kind in EVERYTHING]
    cast.run(lambda session: apply_roster(session, roster))
    assert [cast.count(kind) for kind in EVERYTHING] == counts
    dora = cast.run(lambda session: session.scalars(select(Staff).where(Staff.name == "Dora Diaz")).one())
    assert dora.slack_user_id == "U0DORA"


def test_a_technician_who_left_is_no_longer_active(cast: Cast) -> None:
    left = EXAMPLE.replace('roles = ["technician"]', 'roles = ["technician"]\nactive = false')
    cast.run(lambda session: apply_roster(session, read_roster(left)))
    tom = cast.run(
        lambda session: session.scalars(select(Technician).where(Technician.name == "Tom Tran")).one()
    )
    assert tom.active is False


def test_units_are_of_the_models_described_and_vehicles_stand_nowhere(cast: Cast) -> None:
    """S1.13, S3.7, S2.45."""
    company_id = cast.run(
        lambda session: apply_roster(session, read_roster(EXAMPLE.replace('"service"', '"office"', 1)))
    )

    def one(kind: Any, **key: Any) -> Any:
        return cast.run(
            lambda session: session.scalars(select(kind).filter_by(company_id=company_id, **key)).one()
        )

    panel, van = one(Equipment, serial="NF320-88412"), one(Equipment, is_mobile=True)
    assert (panel.device_type_id, panel.is_installed) == (one(DeviceType).id, True)
    assert (van.name, van.site_id, van.customer_id) == ("Ford Transit", None, panel.customer_id)
    item = one(DeviceTypeItem)
    assert (item.price, item.approval_limit) == (Decimal("48.50"), 2)
    assert [item["name"] for item in one(OrderTemplate).items] == ["Panel", "Report"]
    assert one(ServiceType).skills == ["fire alarms"]


FAULTS = [
    # what is written                                       what is said
    ('zone = "America/Chicago"',   'zone = "Chicago"',      "company.zone: “Chicago” is no time zone"),
    ('"dora@northgate.example"',   '"dora"',                "staff.1.email: is no email address"),
    ('roles = ["technician"]',     'roles = ["plumber"]',   "staff.2.roles.1"),
    ("primary = true",             "boss = true",           "customers.1.contacts.1.boss: Extra inputs"),
    ("# policy = { ask_when_scheduled = false,", "policy = { asks = false,", "Unknown policy switches: asks"),
    ("minutes = 45",               "minutes = 0",           "service_types.1.minutes: Input should be greater than 0"),
    ("price = 120.00",             "price = -1",            "service_types.1.price"),
    ('kind = "inspection"',        'kind = "survey"',       "templates.1.items.1.kind"),
    ('serial = "NF320-88412"',     "mobile = true",         "has a vehicle; write it as [[customers.equipment]]"),
    ("[company]",                  "[company",              "This is not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_named_with_its_place(right: str, wrong: str, said: str) -> None:
    with pytest.raises(BadRoster) as refused:
        read_roster(EXAMPLE.replace(right, wrong, 1))
    assert said in str(refused.value)
