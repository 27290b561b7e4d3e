"""What a new work order needs and what it is filled with, in each profile (lifecycle §4, L1, L5)."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import (
    ChecklistPoint,
    Contact,
    Customer,
    Equipment,
    Event,
    ItemKind,
    Main,
    Priority,
    Site,
    WorkItem,
    WorkOrder,
)
from core.queries.views import OrderView
from core.refusals import Missing, Perm, Refusal, State
from tests.cast import THURSDAY, Cast, use_profile

JANE = c.NewCustomer(first_name="Jane", last_name="Doe", phone="+1 312 555 0199")
HEATER = c.NewUnit(model="Navien NPE-240")


def create(cast: Cast, **said: Any) -> OrderView:
    done = cast.do(cast.sue, c.Create(**said))
    assert done.order is not None
    return cast.read(cast.sue, queries.order(done.order))


def rows(cast: Cast, kind: type[Any], **key: Any) -> list[Any]:
    found: list[Any] = cast.run(
        lambda session: list(session.scalars(select(kind).filter_by(**key).order_by(kind.id)))
    )
    return found


def appointment(cast: Cast, **other: Any) -> dict[str, Any]:
    return {
        "customer_id": cast.things.acme,
        "unit_id": cast.things.van,
        "site_id": cast.site_id,
        "service_type_id": cast.things.oil_change,
        "window": THURSDAY,
        "technician_id": cast.tom.technician_id,
    } | other


MISSING = [
    # profile        what is said                                        what is named, all at once
    ("visit",        {},                                                 "Missing: site, title, type."),
    ("visit",        {"title": "Leak"},                                  "Missing: site, type."),
    ("unit",         {},                                                 "Missing: type, unit."),
    ("unit",         {"type": "repair"},                                 "Missing: unit."),
    ("unit",         {"type": "installation"},                           "Missing: model, customer."),
    ("unit",         {"type": "installation", "new_unit": c.NewUnit(serial="X77")}, "Missing: model, customer."),
    ("unit",         {"type": "installation", "new_unit": c.NewUnit(model="TBD"), "new_customer": JANE}, "Missing: model."),
    ("unit",         {"type": "repair", "new_unit": HEATER, "new_customer": c.NewCustomer()}, "Missing: customer's name."),
    ("quote",        {},                                                 "Missing: customer, service address."),
    ("quote",        {"new_customer": JANE},                             "Missing: service address."),
    ("appointment",  {},                                                 "Missing: customer, vehicle, service type, window, address, technician."),
    ("appointment",  {"window": THURSDAY},                               "Missing: customer, vehicle, service type, address, technician."),
]  # fmt: skip


@pytest.mark.parametrize(("profile", "said", "words"), MISSING)
def test_everything_a_profile_asks_for_is_named_at_once(
    cast: Cast, profile: str, said: dict[str, Any], words: str
) -> None:
    """S0.12, S1.4, S1.28, S2.5, S3.1–S3.4, S3.11, L1, R-MISSING."""
    use_profile(cast, profile)
    customers = cast.count(Customer)
    with pytest.raises(Missing) as refused:
        cast.do(cast.sue, c.Create(**said))
    assert refused.value.words.startswith(words)
    assert (cast.count(WorkOrder), cast.count(Event), cast.count(Customer)) == (0, 0, customers)


def test_of_several_addresses_one_must_be_picked_and_they_are_named(cast: Cast) -> None:
    """S3.10, S2.5: no free text."""
    use_profile(cast, "appointment")
    with pytest.raises(Missing, match=r"Missing: address\. Acme Foods has: Acme Cold Store, Acme HQ\."):
        create(cast, **appointment(cast, site_id=None))


def test_a_customer_without_an_address_needs_one_first(cast: Cast) -> None:
    """S3.2."""
    use_profile(cast, "quote")
    customer = cast.run(
        lambda session: _add(session, Customer(company_id=cast.company_id, name="Nowhere Inc"))
    )
    with pytest.raises(Missing, match="Nowhere Inc has no address yet; add one first"):
        create(cast, customer_id=customer)


def _add(session: Any, row: Any) -> int:
    session.add(row)
    session.flush()
    found: int = row.id
    return found


def test_a_template_leaves_only_the_place_to_be_said(cast: Cast) -> None:
    """S0.47, S0.13–S0.15, S2.4, S2.45: type, title, words, duration and items with their checklists come from it."""
    view = create(cast, site_id=cast.site_id, template_id=cast.things.template)
    assert (view.type, view.title, view.description) == (
        "inspection",
        "Yearly fire inspection",
        "Panel and all detectors.",
    )
    assert (view.scope.minutes, view.scope.instructions) == (120, "Bring the long ladder.")
    lines = [(line.position, line.kind, line.name, line.unit_price) for line in rows(cast, WorkItem)]
    assert lines == [(1, ItemKind.INSPECTION, "Panel", None), (2, ItemKind.SERVICE, "Report", Decimal(40))]
    assert [point.text for point in rows(cast, ChecklistPoint)] == ["Batteries hold", "No faults"]


def test_what_is_said_counts_more_than_the_template(cast: Cast) -> None:
    view = create(
        cast,
        site_id=cast.site_id,
        template_id=cast.things.template,
        title="Only the panel",
        minutes=30,
        items=(c.NewItem(name="Panel", kind=ItemKind.INSPECTION),),
    )
    assert (view.title, view.scope.minutes) == ("Only the panel", 30)
    assert [line.name for line in rows(cast, WorkItem)] == ["Panel"]


@pytest.mark.parametrize(("price", "kept"), [(None, Decimal(89)), (Decimal(75), Decimal(75))])
def test_a_service_type_brings_its_price_and_duration_which_can_be_said_otherwise(
    cast: Cast, price: Decimal | None, kept: Decimal
) -> None:
    """S3.8."""
    use_profile(cast, "appointment")
    view = create(cast, **appointment(cast, price=price))
    assert (view.title, view.type, view.scope.minutes) == ("Oil change", "service", 45)
    assert [(line.name, line.unit_price) for line in rows(cast, WorkItem)] == [("Oil change", kept)]


def test_an_appointment_is_created_scheduled_and_assigned_in_one_change(cast: Cast) -> None:
    """S3.1, S3.9, S3.14; L1: everybody is told once."""
    use_profile(cast, "appointment")
    view = create(cast, **appointment(cast))
    assert (view.status, view.version) == ("Scheduled", 1)
    assert view.technician is not None
    assert (view.technician.name, view.window is not None) == ("Tom Tran", True)
    assert [told.name for told in cast.told() if told.channel == "email"] == ["confirmation-request"]
    assert [line.name for line in cast.read(cast.sue, queries.history(view.number))][-1] == "order.created"


MISFITS = [
    # what is said instead                               what is refused
    (lambda cast: {"unit_id": cast.things.dentists},      "is not one of Acme Foods's"),
    (lambda cast: {"site_id": cast.things.dental_site},   "Lakeview Clinic is not one of Acme Foods's addresses. Acme Foods has: "),
    (lambda _cast: {"unit_id": 99_999},                   "There is no such unit."),
    (lambda _cast: {"service_type_id": 99_999},           "There is no such service type."),
    (lambda _cast: {"technician_id": 99_999},             "There is no such technician."),
    (lambda _cast: {"minutes": 0},                        "The work takes at least a minute."),
    (lambda _cast: {"new_customer": JANE},                "Acme Foods is a customer already"),
]  # fmt: skip


@pytest.mark.parametrize(("instead", "words"), MISFITS)
def test_vehicle_and_address_are_the_customers_own(cast: Cast, instead: Any, words: str) -> None:
    """S3.7, S3.10."""
    use_profile(cast, "appointment")
    with pytest.raises(Refusal) as refused:
        create(cast, **appointment(cast, **instead(cast)))
    assert words in refused.value.words
    assert cast.count(WorkOrder) == 0


def test_work_on_a_unit_is_where_the_unit_stands(cast: Cast) -> None:
    """S1.22, C7: no override."""
    use_profile(cast, "unit")
    view = create(cast, unit_id=cast.things.panel, type="repair")
    assert (view.site.name, view.title, view.status) == (
        "Acme HQ",
        "Repair: Fire alarm panel",
        "unassigned",
    )
    with pytest.raises(State, match=r"The work is where Fire alarm panel stands: Acme HQ\."):
        create(cast, unit_id=cast.things.panel, type="repair", site_id=cast.things.cold_store)


def test_every_item_of_the_device_type_is_there_at_quantity_zero(cast: Cast) -> None:
    """S1.13, S1.31."""
    use_profile(cast, "unit")
    view = create(cast, unit_id=cast.things.panel, type="maintenance")
    found = [(line.name, line.quantity, line.unit_price) for line in rows(cast, WorkItem)]
    assert found == [("Battery 12 V", 0, Decimal("48.50")), ("Detector", 0, Decimal(65))]
    cast.do(cast.sue, c.Assign(order=view.number, technician_id=cast.tom.technician_id or 0))
    cast.do(cast.tom, c.Start(order=view.number))
    cast.do(cast.tom, c.Submit(order=view.number))
    assert cast.read(cast.sue, queries.order(view.number)).main is Main.REVIEW, "they ask nothing of anybody"


def test_customer_and_unit_are_made_with_the_work_order_or_not_at_all(cast: Cast) -> None:
    """S1.3, S1.9–S1.12, S1.24: a name is enough."""
    use_profile(cast, "unit")
    before = [cast.count(kind) for kind in (Customer, Contact, Site, Equipment)]
    with pytest.raises(Missing, match="no such technician"):
        create(cast, type="installation", new_customer=JANE, new_unit=HEATER, technician_id=99_999)
    assert [cast.count(kind) for kind in (Customer, Contact, Site, Equipment)] == before
    view = create(cast, type="installation", new_customer=JANE, new_unit=HEATER)
    assert (view.site.customer, view.site.address) == ("Jane Doe", "Address to be agreed")
    (unit,) = rows(cast, Equipment, model="Navien NPE-240")
    assert (unit.site_id, unit.is_installed) == (None, False), "it stands nowhere before it is installed"
    assert view.contact is not None
    assert view.contact.phone == "+1 312 555 0199"


def test_a_new_unit_to_repair_stands_where_the_work_is(cast: Cast) -> None:
    use_profile(cast, "unit")
    view = create(
        cast,
        type="repair",
        new_customer=replace(JANE, address="5 Elm St, Chicago"),
        new_unit=replace(HEATER, serial="NV-1"),
    )
    (unit,) = rows(cast, Equipment, serial="NV-1")
    assert (view.site.address, unit.site_id) == ("5 Elm St, Chicago", view.site.id)


def test_a_new_unit_of_a_known_model_gets_its_items(cast: Cast) -> None:
    use_profile(cast, "unit")
    create(cast, type="installation", new_customer=JANE, new_unit=c.NewUnit(model="notifier nfs-320"))
    assert [line.name for line in rows(cast, WorkItem)] == ["Battery 12 V", "Detector"]


INSTALLATIONS = [
    # new unit                                                what is refused
    (replace(HEATER, serial="TBD"),                           "“TBD” is no serial number."),
    (replace(HEATER, serial="0000"),                          "“0000” is no serial number."),
    (replace(HEATER, serial="n/a"),                           "“n/a” is no serial number."),
    (replace(HEATER, serial="nf320-88412"),                   "There is a unit with the serial number nf320-88412 already: Fire alarm panel."),
]  # fmt: skip


@pytest.mark.parametrize(("unit", "words"), INSTALLATIONS)
def test_a_placeholder_is_no_unit(cast: Cast, unit: c.NewUnit, words: str) -> None:
    """S1.26."""
    use_profile(cast, "unit")
    with pytest.raises(Refusal) as refused:
        create(cast, type="installation", new_customer=JANE, new_unit=unit)
    assert words in refused.value.words


def test_what_is_installed_is_not_installed_again(cast: Cast) -> None:
    """S1.26."""
    use_profile(cast, "unit")
    with pytest.raises(State, match="installed already"):
        create(cast, unit_id=cast.things.panel, type="Installation")


def test_a_finished_installation_leaves_the_unit_where_the_work_was(cast: Cast) -> None:
    """S1.26: from then on it is a unit like any other."""
    use_profile(cast, "unit")
    view = create(
        cast,
        type="installation",
        new_customer=JANE,
        new_unit=HEATER,
        technician_id=cast.tom.technician_id,
    )
    cast.do(cast.tom, c.Start(order=view.number))
    cast.do(cast.tom, c.Submit(order=view.number))
    cast.do(cast.sue, c.ApproveCompletion(order=view.number))
    (unit,) = rows(cast, Equipment, model="Navien NPE-240")
    assert (unit.installed_at, unit.site_id) == (cast.clock(), view.site.id)


def test_two_people_may_share_a_name_but_not_a_telephone_as_well(cast: Cast) -> None:
    use_profile(cast, "unit")
    create(cast, type="installation", new_customer=JANE, new_unit=HEATER)
    with pytest.raises(State, match="Jane Doe is a customer already"):
        create(cast, type="installation", new_customer=JANE, new_unit=HEATER)
    create(cast, type="installation", new_customer=replace(JANE, phone="+1 312 555 0198"), new_unit=HEATER)
    assert len(rows(cast, Customer, name="Jane Doe")) == 2


def test_new_customers_are_for_those_who_may_edit_customers(cast: Cast) -> None:
    use_profile(cast, "unit")
    without = replace(cast.sue, permissions=cast.sue.permissions - {"customers.edit"})
    with pytest.raises(Perm, match=r"customers\.edit"):
        cast.do(without, c.Create(type="installation", new_customer=JANE, new_unit=HEATER))


def test_assigning_while_creating_needs_supervise(cast: Cast) -> None:
    """S1.15, S1.16, S1.23: without a technician it stays unassigned."""
    use_profile(cast, "unit")
    wanted = c.Create(unit_id=cast.things.panel, type="repair", technician_id=cast.tom.technician_id)
    with pytest.raises(Perm, match=r"work_orders\.supervise"):
        cast.do(cast.dora, wanted)
    done = cast.do(cast.dora, replace(wanted, technician_id=None))
    assert cast.read(cast.dora, queries.order(done.order or 0)).status == "unassigned"
    done = cast.do(cast.sue, wanted)
    assert cast.read(cast.dora, queries.order(done.order or 0)).status == "pending"


@pytest.mark.parametrize(
    "kind", ["Installation", "repair", "maintenance", "service", "inspection", "other", "roof check"]
)
def test_types_are_the_usual_ones_and_any_other(cast: Cast, kind: str) -> None:
    """S1.5."""
    assert create(cast, site_id=cast.site_id, type=kind, title="x").type == kind.casefold()


def test_due_date_priority_and_notes_are_kept(cast: Cast) -> None:
    """S2.6, S2.7, S2.9."""
    due = datetime(2026, 11, 27, 23, tzinfo=UTC)
    view = create(
        cast,
        site_id=cast.site_id,
        type="repair",
        title="Leak",
        due_at=due,
        priority=Priority.EMERGENCY,
        instructions="Shut the main valve first.",
        customer_note="We bring the parts.",
    )
    assert (view.scope.due_at, view.scope.priority) == (due, Priority.EMERGENCY)
    assert (view.scope.instructions, view.scope.customer_note) == (
        "Shut the main valve first.",
        "We bring the parts.",
    )


def test_a_quotation_becomes_one_work_order_for_each_unit(cast: Cast) -> None:
    """S1.25, L3, C15."""
    use_profile(cast, "unit")
    one = c.Create(unit_id=cast.things.panel, type="repair", quotation="Q-2041")
    other = replace(one, unit_id=cast.things.riser)
    assert cast.do(cast.dora, one, other).order == 2
    with pytest.raises(State, match="made into a work order for this unit already"):
        cast.do(cast.dora, one)
    assert [line.number for line in cast.read(cast.dora, queries.find("q2041"))] == [2, 1]


FOUND_BY = (
    "NF320-88412",
    "88412",
    "nf32088412",
    "+1 312 555 0131",
    "3125550131",
    "5550131",
    "Cara",
    "Notifier",
)


@pytest.mark.parametrize("words", FOUND_BY)
def test_it_is_found_by_serial_telephone_and_contact_in_its_own_company_only(cast: Cast, words: str) -> None:
    """S1.8, S2.14."""
    use_profile(cast, "unit")
    create(cast, unit_id=cast.things.panel, type="repair")
    assert [line.number for line in cast.read(cast.dora, queries.find(words))] == [1]
    assert cast.read(cast.eve, queries.find(words)) == ()


def test_units_customers_and_catalogue_are_a_companys_own(cast: Cast) -> None:
    """S1.8, S3.6, S3.7."""
    assert [unit.name for unit in cast.read(cast.dora, queries.units("88412"))] == ["Fire alarm panel"]
    assert [unit.name for unit in cast.read(cast.dora, queries.units("cara transit"))] == ["Ford Transit"]
    (acme,) = cast.read(cast.dora, queries.customers("0131"))
    assert ([site.name for site in acme.sites], acme.units[-1].name) == (
        ["Acme Cold Store", "Acme HQ"],
        "Sprinkler riser, floors 1-4",
    )
    assert [each.price for each in cast.read(cast.dora, queries.service_types())] == [Decimal(89)]
    assert [each.price for each in cast.read(cast.tom, queries.service_types())] == [None]
    assert cast.read(cast.eve, queries.units()) == ()
    assert cast.read(cast.eve, queries.service_types()) == ()
    assert cast.read(cast.eve, queries.templates()) == ()
    assert cast.read(cast.eve, queries.device_types()) == ()
