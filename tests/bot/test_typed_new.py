"""`/wo new` in one line, in each profile: what is understood, and what is asked for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.intents import Act
from bot.known import Known
from bot.slash import intent, parse
from core import commands as c
from core.profiles import PROFILES
from core.queries.views import CustomerView, ServiceTypeView, TemplateView, UnitView
from core.refusals import Refusal
from tests.bot import views

PANEL = UnitView(
    id=21,
    name="Fire alarm panel",
    model="NFS-320",
    serial="NF320-88412",
    customer="Acme Foods",
    site=views.ACME,
)
VAN = UnitView(
    id=22, name="Ford Transit", model="Transit 350", serial="IL 4471", is_mobile=True, customer="Acme Foods"
)
ACME = CustomerView(id=5, name="Acme Foods", sites=(views.ACME, views.COLD), units=(PANEL, VAN))
OIL = ServiceTypeView(id=31, name="Oil change", price=None, minutes=45, skills=())
YEARLY = TemplateView(id=41, name="Yearly inspection", type="inspection", title="Yearly fire inspection")


def at(day: int, hour: int) -> datetime:
    """A moment of November 2026, on the clock of Chicago."""
    return datetime(2026, 11, day, hour + 6, tzinfo=UTC)


def window(day: int, start: int, end: int, words: str) -> c.Window:
    return c.Window(start=at(day, start), end=at(day, end), words=words)


def known(profile: str) -> Known:
    return views.known(
        company=replace(views.COMPANY, profile=PROFILES[profile]),
        order=None,
        units=(PANEL,),
        customers=(ACME,),
        services=(OIL,),
        templates=(YEARLY,),
    )


TOMORROW = window(24, 14, 16, "tomorrow 2-4pm")
JANE = c.NewCustomer(first_name="Jane", last_name="Doe", email="jane@doe.example", phone="3125550199")

# fmt: off
LINES = (
    # profile       typed                                                               what is done
    ("visit",       'new "Acme HQ" "Yearly inspection"',                                (c.Create(site_id=7, template_id=41),)),
    ("visit",       'new acme "yearly inspection" tomorrow 2-4pm @tom',                 (c.Create(site_id=7, template_id=41), c.Schedule(window=TOMORROW), c.Assign(technician_id=41))),
    ("quote",       'new "Acme HQ" repair "Leaking pump"',                              (c.Create(site_id=7, type="repair", title="Leaking pump"),)),
    ("quote",       'new "Acme HQ" repair tomorrow 2-4pm @tom "Leaking pump"',          (c.Create(site_id=7, type="repair", title="Leaking pump", window=TOMORROW, technician_id=41),)),
    ("unit",        'new "NF320-88412" repair "Leaking pump"',                          (c.Create(unit_id=21, type="repair", title="Leaking pump"),)),
    ("unit",        "new NF320 repair friday 9-11 @tom",                                (c.Create(unit_id=21, type="repair", due_at=at(27, 11)), c.Assign(technician_id=41))),
    ("unit",        'new customer: "Jane Doe" email:<mailto:jane@doe.example|jane@doe.example> phone:3125550199 model:"NFS-320" installation',
                    (c.Create(new_customer=JANE, new_unit=c.NewUnit(model="NFS-320"), type="installation"),)),
    ("unit",        "new acme model:NFS-320 serial:X77 installation",                   (c.Create(customer_id=5, new_unit=c.NewUnit(model="NFS-320", serial="X77"), type="installation"),)),
    ("appointment", 'new Cara "Ford Transit" "Oil change" tomorrow 2-4pm @tom',         (c.Create(customer_id=5, unit_id=22, service_type_id=31, window=TOMORROW, technician_id=41),)),
    ("appointment", 'new Cara transit oil tomorrow 2-4pm @tom at:"Acme Cold Store"',    (c.Create(customer_id=5, unit_id=22, service_type_id=31, site_id=8, window=TOMORROW, technician_id=41),)),
    ("appointment", 'new Cara "Ford Transit" "Oil change"',                             (c.Create(customer_id=5, unit_id=22, service_type_id=31),)),
)

REFUSED = (
    # profile       typed                                                  what the person reads, in part
    ("quote",       'new "Acme HQ" repair @tom @tina "Leaking pump"',      "A draft has one technician or none"),
    ("unit",        "new NF320",                                           'Missing: type. `/wo new "NF320-88412" repair'),
    ("appointment", "new Cara",                                            "Missing: vehicle, service type."),
    ("appointment", 'new Cara Tesla "Oil change"',                         "No vehicle matches “Tesla”."),
    ("appointment", 'new Cara a "Oil change"',                             "Several vehicles match “a”: “Fire alarm panel”, “Ford Transit”."),
    ("appointment", 'new Cara transit "Oil change" at:Paris',              "No address matches “Paris”."),
)
# fmt: on


@pytest.mark.parametrize(("profile", "typed", "meant"), LINES)
def test_one_line_creates_what_the_profile_is_about(
    profile: str, typed: str, meant: tuple[c.Command, ...]
) -> None:
    did = intent(parse(typed), known(profile))
    assert isinstance(did, Act)
    assert did.commands == meant


@pytest.mark.parametrize(("profile", "typed", "words"), REFUSED)
def test_what_is_missing_or_unclear_is_named(profile: str, typed: str, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        intent(parse(typed), known(profile))
    assert words in refused.value.words
