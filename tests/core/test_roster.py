"""A company from one file."""

import pytest
from sqlalchemy import select

from core.model import Company, Contact, Site, Staff, Technician
from core.roster import BadRoster, apply_roster, read_roster
from tests.cast import Cast
from tests.rules.places import ROOT

EXAMPLE = (ROOT / "docs" / "company.example.toml").read_text(encoding="utf-8")


def test_the_example_becomes_a_company_with_its_people_and_places(cast: Cast) -> None:
    text = EXAMPLE.replace('"service"', '"office"')
    company_id = cast.run(lambda session: apply_roster(session, read_roster(text)))
    assert company_id != cast.company_id

    def names(kind: type[Staff | Technician | Contact | Site]) -> list[str]:
        found: list[str] = cast.run(
            lambda session: session.scalars(select(kind.name).where(kind.company_id == company_id)).all()
        )
        return found

    assert names(Staff) == ["Dora Diaz", "Tom Tran"]
    assert names(Technician) == ["Tom Tran"]
    assert names(Contact) == ["Cara Cole"]
    assert names(Site) == ["Acme HQ"]


def test_applying_it_twice_changes_nothing_and_keeps_a_linked_slack_user(cast: Cast) -> None:
    roster = read_roster(EXAMPLE)
    cast.run(lambda session: apply_roster(session, roster))
    counts = [cast.count(kind) for kind in (Company, Staff, Contact, Site)]
    cast.run(lambda session: apply_roster(session, roster))
    assert [cast.count(kind) for kind in (Company, Staff, Contact, Site)] == counts
    dora = cast.run(lambda session: session.scalars(select(Staff).where(Staff.name == "Dora Diaz")).one())
    assert dora.slack_user_id == "U0DORA"


def test_a_technician_who_left_is_no_longer_active(cast: Cast) -> None:
    left = EXAMPLE.replace('roles = ["technician"]', 'roles = ["technician"]\nactive = false')
    cast.run(lambda session: apply_roster(session, read_roster(left)))
    tom = cast.run(
        lambda session: session.scalars(select(Technician).where(Technician.name == "Tom Tran")).one()
    )
    assert tom.active is False


FAULTS = [
    # what is written                                       what is said
    ('zone = "America/Chicago"',   'zone = "Chicago"',      "company.zone: “Chicago” is no time zone"),
    ('"dora@northgate.example"',   '"dora"',                "staff.1.email: is no email address"),
    ('roles = ["technician"]',     'roles = ["plumber"]',   "staff.2.roles.1"),
    ("primary = true",             "boss = true",           "customers.1.contacts.1.boss: Extra inputs"),
    ("# policy = { ask_when_scheduled = false,", "policy = { asks = false,", "Unknown policy switches: asks"),
    ("[company]",                  "[company",              "This is not TOML"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "said"), FAULTS)
def test_a_fault_is_named_with_its_place(right: str, wrong: str, said: str) -> None:
    with pytest.raises(BadRoster) as refused:
        read_roster(EXAMPLE.replace(right, wrong, 1))
    assert said in str(refused.value)
