"""The status people see is the one the golden table says, whatever the facets."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from core.display import status_name
from core.model import (
    Company,
    Confirmation,
    Customer,
    Main,
    Quote,
    QuoteStatus,
    Site,
    Staff,
    Visit,
    WorkOrder,
)
from core.orders import Order
from core.profiles import PROFILES
from tests.core.oracles.names import NAMES, Facets, every_combination, facets_of, names_of

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
CUSTOMER_SAYS = {"wants": Confirmation.DECLINED}


def order_with(profile: str, facets: Facets) -> Order:
    """A work order in memory that looks like this."""
    main, held, window, technician, customer, quote, again = facets
    visit = Visit(
        visit_no=2 if again == "yes" else 1,
        window_start=NOW if window == "yes" else None,
        technician_id=1 if technician == "yes" else None,
        confirmation=CUSTOMER_SAYS.get(customer) or Confirmation(customer),
    )
    return Order(
        company=Company(profile=profile, policy={}),
        work=WorkOrder(number=1, status=Main(main), held_from=None if held == "-" else Main(held)),
        visit=visit,
        site=Site(),
        customer=Customer(),
        coordinator=Staff(),
        quote=None if quote == "none" else Quote(version=1, status=QuoteStatus(quote), total=Decimal(1)),
    )


def test_there_is_a_table_for_every_profile() -> None:
    assert set(NAMES) == set(PROFILES)


@pytest.mark.parametrize("profile", NAMES)
def test_every_combination_of_facets_has_the_one_name_the_table_gives_it(profile: str) -> None:
    """S0.3, S1.33."""
    wrong = []
    for facets in every_combination():
        order = order_with(profile, facets)
        assert facets_of(order) == facets
        if names_of(profile, facets) != [status_name(order)]:
            wrong.append((facets, names_of(profile, facets), status_name(order)))
    assert wrong == []
