"""Plans in a company's file: L4, P.27, S1.7."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from core.model import Plan, Timer, WorkOrder
from core.roster import BadRoster, apply_roster, read_roster
from tests.cast import Cast
from tests.core.planned import wait_until
from tests.rules.places import ROOT

EXAMPLE = (ROOT / "docs" / "company.example.toml").read_text(encoding="utf-8")
INSTALLATIONS = """
[[plans]]
title = "First service"
type = "service"
after_days = 30
late = 30
coordinator = "dora@northgate.example"
model = "Notifier NFS-320"
"""


def apply(cast: Cast, text: str) -> int:
    company_id: int = cast.run(lambda session: apply_roster(session, read_roster(text), cast.clock))
    return company_id


def plans(cast: Cast, company_id: int) -> list[Any]:
    def read(session: Any) -> list[Any]:
        return list(session.scalars(select(Plan).where(Plan.company_id == company_id).order_by(Plan.number)))

    found: list[Any] = cast.run(read)
    return found


def test_a_plan_of_the_file_creates_its_work_orders(cast: Cast) -> None:
    """S0.47: a template, a site, a technician and a rule."""
    company_id = apply(cast, EXAMPLE.replace('"service"', '"office"', 1))
    (plan,) = plans(cast, company_id)
    assert (plan.title, plan.type, plan.said) == ("Yearly fire inspection", "inspection", "every year")
    wait_until(cast, datetime(2027, 2, 22, 12, tzinfo=UTC))
    made = cast.run(lambda session: session.scalars(select(WorkOrder)).one())
    assert (made.company_id, made.plan_id, made.title) == (company_id, plan.id, "Yearly fire inspection")


def test_applying_it_again_changes_the_plan_and_makes_no_second(cast: Cast) -> None:
    text = EXAMPLE.replace('"service"', '"office"', 1) + INSTALLATIONS
    apply(cast, text)
    company_id = apply(
        cast, text.replace('"every year"', '"every 6 months"').replace("late = 30", "late = 20")
    )
    yearly, service = plans(cast, company_id)
    assert (yearly.number, yearly.rule) == (1, "FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=15")
    assert (service.number, service.after_days, service.late_days) == (2, 30, 20)
    assert cast.run(lambda session: len(session.scalars(select(Timer)).all())) == 2


FAULTS = [
    # what is written instead                                   what is said about it
    ('every = "now and then"',                                  "no rule I know"),
    ('every = "every year"\nhours = "soon"',                    "are no hours"),
    ('every = "every year"\nunit = "Boiler"',                   "“Boiler” does not stand at Acme HQ"),
    ('every = "every year"\nservice = "Oil change"',            "“Oil change” is not in the description"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "words"), FAULTS, ids=[row[1] for row in FAULTS])
def test_a_fault_is_named_and_nothing_is_applied(cast: Cast, written: str, words: str) -> None:
    text = EXAMPLE.replace('"service"', '"office"', 1).replace('hours = "9:00-12:00" ', "# ")
    with pytest.raises(BadRoster, match=words):
        apply(cast, text.replace('every = "every year"  ', f"{written} #"))
    assert cast.count(Plan) == 0


def test_what_work_orders_of_the_profile_need_is_missing_all_at_once(cast: Cast) -> None:
    """S1.28."""
    text = EXAMPLE.replace('"service"', '"office"', 1).replace(
        'zone = "America/Chicago"', 'zone = "America/Chicago"\nprofile = "appointment"', 1
    )
    with pytest.raises(BadRoster, match="missing unit, service type"):
        apply(cast, text)


def test_a_start_long_ago_makes_up_for_nothing(cast: Cast) -> None:
    company_id = apply(cast, EXAMPLE.replace('"service"', '"office"', 1).replace("2027-03-15", "2020-03-15"))
    (plan,) = plans(cast, company_id)
    assert plan.starts_on == date(2020, 3, 15)
    wait_until(cast, datetime(2026, 11, 24, 18, tzinfo=UTC))
    assert cast.count(WorkOrder) == 0
