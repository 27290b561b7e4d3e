"""`/wo convert`: each unit of an accepted quotation gets a work order of its own, once (L3, S1.25, C15)."""

from dataclasses import replace

import pytest

from bot.intents import Act
from bot.known import Known
from bot.slash import intent, parse
from core import commands as c
from core import queries
from core.queries.views import UnitView
from core.refusals import Refusal
from tests.bot import views
from tests.bot.conftest import Office

PANEL = UnitView(id=21, name="Fire alarm panel", model="NFS-320", serial="NF320-88412", customer="Acme Foods")
RISER = UnitView(id=22, name="Sprinkler riser", model="Viking", serial="VK-20117", customer="Acme Foods")


def made(unit: UnitView) -> c.Create:
    return c.Create(unit_id=unit.id, type="repair", title=f"Repair: {unit.name}", quotation="Q-2041")


# fmt: off
TYPED = [
    # what is typed                                       made before        what is done
    ("convert Q-2041 repair NF320-88412 VK-20117",        {},                (made(PANEL), made(RISER))),
    ("convert Q-2041 Repair “Fire alarm panel” riser",    {},                (made(PANEL), made(RISER))),
    ("convert Q-2041 repair NF320-88412 NF320-88412",     {},                (made(PANEL),)),
    ("convert Q-2041 repair NF320-88412 VK-20117",        {21: 7},           (made(RISER),)),
]
REFUSED = [
    # what is typed                                       made before        what the person reads
    ("convert Q-2041 repair NF320-88412 VK-20117",        {21: 7, 22: 9},    "Q-2041 was made into WO-7, WO-9 already. Nothing was changed."),
    ("convert Q-2041 repair",                             {},                "Missing: the quotation, the type of work and its units. `/wo convert Q-2041 repair NF320-88412`"),
    ("convert",                                           {},                "Missing: the quotation"),
    ("convert Q-2041 repair boiler",                      {},                "No unit matches “boiler”."),
]
# fmt: on


def known(before: dict[int, int]) -> Known:
    return replace(views.known(order=None), units=(PANEL, RISER), converted=before)


@pytest.mark.parametrize(("typed", "before", "commands"), TYPED)
def test_each_unit_becomes_a_work_order_unless_it_has_one(
    typed: str, before: dict[int, int], commands: tuple[c.Create, ...]
) -> None:
    assert intent(parse(typed), known(before)) == Act(commands)


@pytest.mark.parametrize(("typed", "before", "words"), REFUSED)
def test_what_makes_nothing_says_why(typed: str, before: dict[int, int], words: str) -> None:
    with pytest.raises(Refusal) as refused:
        intent(parse(typed), known(before))
    assert refused.value.words.startswith(words)


async def test_a_quotation_is_made_into_work_orders_once(office: Office) -> None:
    """S1.25: twice typed, made once; each is found by the quotation it is linked to."""
    line = "/wo convert Q-2041 repair NF320-88412 VK-20117"
    assert "2 work orders are created: WO-1 to WO-2." in (await office.dora.command(line)).text
    assert "Q-2041 was made into WO-1, WO-2 already." in (await office.dora.command(line)).text
    cast = office.cast
    assert [found.number for found in cast.read(cast.dora, queries.find("Q-2041"))] == [2, 1]
    scopes = [cast.read(cast.dora, queries.order(number)).scope for number in (1, 2)]
    assert [(scope.quotation, scope.unit.serial if scope.unit else "") for scope in scopes] == [
        ("Q-2041", "NF320-88412"),
        ("Q-2041", "VK-20117"),
    ]
    await office.card("Repair: ")
