"""Appointments, moved on by the technician, or by the office for them."""

import pytest

from core import commands as c
from core import queries
from core.people import Actor
from tests.cast import Cast, use_profile

FIELD = (
    # command     the appointment is then
    (c.Depart,    "En route"),
    (c.Arrive,    "On site"),
    (c.Start,     "In progress"),
    (c.Complete,  "Completed"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _appointments(cast: Cast) -> None:
    use_profile(cast, "appointment")


def status(cast: Cast, number: int) -> str:
    return cast.read(cast.dora, queries.order(number)).status


@pytest.mark.parametrize("who", ["tom", "dora"])
def test_technician_and_office_move_an_appointment_on(cast: Cast, who: str) -> None:
    """S3.15–S3.17: the same steps; the history says who took them."""
    actor: Actor = getattr(cast, who)
    number = cast.new_order()
    assert status(cast, number) == "Scheduled"
    for step, name in FIELD:
        cast.do(actor, step(order=number))
        assert status(cast, number) == name
        assert cast.read(cast.dora, queries.history(number))[0].actor == actor.name


@pytest.mark.parametrize("steps", range(4), ids=["Scheduled", "En route", "On site", "In progress"])
def test_the_office_cancels_an_appointment_until_it_is_completed(cast: Cast, steps: int) -> None:
    """S3.17, L65–L67: the technician hears of it wherever they are."""
    number = cast.new_order()
    for step, _name in FIELD[:steps]:
        cast.do(cast.tom, step(order=number))
    cast.do(cast.dora, c.Cancel(order=number, reason="the van was sold"))
    assert status(cast, number) == "Canceled"
    (told,) = cast.told("assignment-cancelled", number)
    assert told.recipient == f"staff:{cast.tom.id}"
