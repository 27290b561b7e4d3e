"""Two technicians take each other's visits in one call: neither is free on the way, both are in the end (L34b, I5)."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Card, CardKind, Confirmation, WorkOrder
from core.people import Actor
from core.refusals import Busy, Missing, Refusal, Stale
from tests.cast import Cast, window
from tests.core.november import at
from tests.core.oracles.invariants import broken_invariants
from tests.core.test_planning import assigned, change, id_of, technician_of

NINE, HALF_PAST = window(26, 9, 10), c.Window(start=at(26, 9, 30), end=at(26, 10, 30))
TEN, MORNING = window(26, 10, 11), window(26, 8, 12)


def given(number: int, technician: Actor, instead_of: Actor | None = None, reason: str = "") -> c.Assign:
    taken_from = id_of(instead_of) if instead_of else None
    return c.Assign(order=number, technician_id=id_of(technician), instead_of=taken_from, reason=reason)


def swap(cast: Cast, toms: int, tinas: int, *more: c.Command) -> None:
    cast.do(cast.sue, given(toms, cast.tina, cast.tom), given(tinas, cast.tom, cast.tina), *more)


def shown(cast: Cast, number: int) -> list[int | None]:
    """Who got a card for the assignment, in order."""
    cards = select(Card.staff_id).join(WorkOrder, WorkOrder.id == Card.work_order_id)
    of_this = cards.where(WorkOrder.number == number, Card.kind == CardKind.ASSIGNMENT).order_by(Card.id)
    found: list[int | None] = cast.run(lambda session: list(session.scalars(of_this)))
    return found


# fmt: off
HOURS = (
    # Tom's      Tina's
    (NINE,       NINE),
    (NINE,       HALF_PAST),
    (HALF_PAST,  NINE),
    (NINE,       TEN),
    (MORNING,    MORNING),
)
# fmt: on


@pytest.mark.parametrize(("toms_hour", "tinas_hour"), HOURS)
def test_two_technicians_swap_visits_of_any_hours(
    cast: Cast, toms_hour: c.Window, tinas_hour: c.Window
) -> None:
    """L34b, I5."""
    toms, tinas = assigned(cast, cast.tom, toms_hour), assigned(cast, cast.tina, tinas_hour)
    swap(cast, toms, tinas)
    assert (technician_of(cast, toms), technician_of(cast, tinas)) == ("Tina Torres", "Tom Tran")
    assert cast.run(lambda session: broken_invariants(session, cast.company_id, [toms, tinas])) == []


def test_a_swap_keeps_what_the_customer_said_and_tells_both_technicians(cast: Cast) -> None:
    """L34b."""
    toms, tinas = assigned(cast, cast.tom), assigned(cast, cast.tina)
    cast.do(cast.dora, c.ConfirmOnBehalf(order=toms, how="by phone"))
    swap(cast, toms, tinas)
    assert cast.read(cast.dora, queries.order(toms)).confirmation is Confirmation.CONFIRMED
    told = {(each.staff_id, each.name) for each in cast.told() if each.staff_id}
    assert told == {(cast.tom.id, "assignment-ended"), (cast.tina.id, "assignment-ended")}
    assert shown(cast, toms) == [cast.tom.id, cast.tina.id]
    assert shown(cast, tinas) == [cast.tina.id, cast.tom.id]


def test_days_that_are_full_swap_as_well(cast: Cast) -> None:
    """S0.17: what leaves their day makes room for what comes."""
    for technician in (cast.tom, cast.tina):
        change(cast, technician, jobs_per_day=1)
    toms, tinas = assigned(cast, cast.tom, MORNING), assigned(cast, cast.tina, MORNING)
    swap(cast, toms, tinas)
    assert (technician_of(cast, toms), technician_of(cast, tinas)) == ("Tina Torres", "Tom Tran")


def test_a_third_visit_in_the_way_refuses_the_whole_swap(cast: Cast) -> None:
    toms, tinas = assigned(cast, cast.tom, NINE), assigned(cast, cast.tina, TEN)
    in_the_way = assigned(cast, cast.tina, NINE)
    with pytest.raises(Busy, match=rf"Tina Torres has WO-{in_the_way} 9:00–10:00 am\."):
        swap(cast, toms, tinas)
    assert (technician_of(cast, toms), technician_of(cast, tinas)) == ("Tom Tran", "Tina Torres")


def test_two_visits_of_one_hour_cannot_both_go_to_one_technician(cast: Cast) -> None:
    toms, tinas = assigned(cast, cast.tom, NINE), assigned(cast, cast.tina, TEN)
    free = cast.scheduled_order(TEN)
    with pytest.raises(Busy):
        cast.do(cast.sue, given(tinas, cast.tom, cast.tina), given(free, cast.tom))
    assert (technician_of(cast, toms), technician_of(cast, tinas)) == ("Tom Tran", "Tina Torres")
    assert technician_of(cast, free) is None


def test_a_visit_that_changed_hands_meanwhile_is_not_swapped(cast: Cast) -> None:
    toms, tinas = assigned(cast, cast.tom, NINE), assigned(cast, cast.tina, TEN)
    cast.do(cast.sue, c.Unassign(order=toms, reason="sick"))
    with pytest.raises(Stale, match=rf"WO-{toms} has changed hands by now\."):
        swap(cast, toms, tinas)
    assert technician_of(cast, tinas) == "Tina Torres"


def test_once_somebody_set_off_a_swap_needs_a_reason(cast: Cast) -> None:
    """L34b."""
    toms, tinas = assigned(cast, cast.tom, NINE), assigned(cast, cast.tina, TEN)
    cast.clock.now = at(26, 8, 30)
    cast.do(cast.tom, c.Depart(order=toms))
    with pytest.raises(Missing, match="why somebody else goes now"):
        swap(cast, toms, tinas)
    why = "Tina is next door"
    cast.do(cast.sue, given(toms, cast.tina, cast.tom, why), given(tinas, cast.tom, cast.tina, why))
    assert (technician_of(cast, toms), technician_of(cast, tinas)) == ("Tina Torres", "Tom Tran")


def test_the_same_swap_from_two_people_at_once_happens_once(cast: Cast) -> None:
    """I12: `instead_of` keeps the second from swapping them back."""
    toms, tinas = assigned(cast, cast.tom, NINE), assigned(cast, cast.tina, NINE)

    def attempt(actor: Actor) -> str:
        orders = (given(toms, cast.tina, cast.tom), given(tinas, cast.tom, cast.tina))
        try:
            cast.desk.do(actor, orders, f"swap-{actor.id}")
        except Refusal as refusal:
            return type(refusal).__name__
        return "swapped"

    with ThreadPoolExecutor(2) as pool:
        outcomes = sorted(pool.map(attempt, (cast.sue, cast.dora)))
    assert outcomes in (["State", "swapped"], ["Stale", "swapped"])
    assert (technician_of(cast, toms), technician_of(cast, tinas)) == ("Tina Torres", "Tom Tran")
