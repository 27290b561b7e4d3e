"""Several processes, each with its own connections, act on the same work orders at the same moment: I3, I4, I12, I13, H2, H11, H14."""

import multiprocessing
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.pool import Pool
from random import Random
from typing import Any

import pytest
from sqlalchemy import select, text

from core import commands as c
from core import queries
from core.model import Company, Offer, Staff, Technician, Visit, WorkOrder
from core.people import Actor
from core.replay import compare
from tests.cast import FRIDAY, Cast
from tests.core.oracles.invariants import broken_invariants
from tests.core.racing import Delivery, Outcome, come_to_the_line, run, run_naively

PROCESSES, ROUNDS, TECHNICIANS = 4, 12, 6
SEED = 2026


@dataclass(frozen=True)
class Field:
    """Everybody who races, and where."""

    cast: Cast
    pool: Pool
    technicians: tuple[Actor, ...]


@pytest.fixture
def field(cast: Cast, database_url: str) -> Iterator[Field]:
    technicians = cast.run(lambda session: hire(session, cast))
    context = multiprocessing.get_context("spawn")
    line = context.Barrier(PROCESSES)
    with context.Pool(PROCESSES, come_to_the_line, (database_url, line, cast.clock())) as pool:
        yield Field(cast, pool, technicians)
        pool.close()
        pool.join()


def hire(session: Any, cast: Cast) -> tuple[Actor, ...]:
    """Technicians who are free on any day, and a minute to undo."""
    company = session.get(Company, cast.company_id)
    company.policy = {**company.policy, "undo_seconds": 60}
    actors = []
    for number in range(TECHNICIANS):
        person = Staff(
            company_id=cast.company_id,
            name=f"Racer {number}",
            email=f"racer{number}@northgate.example",
            roles=["technician"],
        )
        session.add(person)
        session.flush()
        technician = Technician(company_id=cast.company_id, staff_id=person.id, name=person.name)
        session.add(technician)
        session.flush()
        actors.append(replace(cast.tom, id=person.id, name=person.name, technician_id=technician.id))
    return tuple(actors)


def offered_order(field: Field, place: int) -> int:
    cast = field.cast
    number = cast.new_order(c.Schedule(window=a_day_of_its_own(place)))
    ids = tuple(each.technician_id or 0 for each in field.technicians)
    cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=ids))
    return number


def a_day_of_its_own(place: int) -> c.Window:
    """A day of its own for each round, so that nobody is busy."""
    days = timedelta(weeks=place // 4, days=place % 4)
    return c.Window(start=FRIDAY.start + timedelta(days=3) + days, end=FRIDAY.end + timedelta(days=3) + days)


def everything_at_once(field: Field, number: int, dice: Random) -> list[Delivery]:
    """{accept × n, confirm, reschedule, cancel, assign, reassign, undo}, in any order, each delivered twice."""
    cast, first = field.cast, field.technicians[0].technician_id or 0
    last = field.technicians[-1].technician_id or 0
    offers = cast.read(cast.dora, queries.order(number)).offers
    window = cast.read(cast.dora, queries.order(number)).window
    assert window is not None
    later = c.Window(start=window.start + timedelta(hours=3), end=window.end + timedelta(hours=3))
    acts: list[tuple[Actor, c.Command]] = [
        (actor, c.AcceptOffer(order=number, offer_id=offer.id))
        for actor in field.technicians
        for offer in offers
        if offer.technician.technician_id == actor.technician_id
    ]
    office: list[tuple[Actor, c.Command]] = [
        (cast.cara, c.Confirm(order=number, for_rev=1, words="yes")),
        (cast.dora, c.Reschedule(order=number, window=later, reason="rain")),
        (cast.sue, c.Cancel(order=number, reason="moved house")),
        (cast.dora, c.Assign(order=number, technician_id=first)),
        (cast.sue, c.Assign(order=number, technician_id=last)),
        (cast.sue, c.Undo(order=number)),
        (cast.sue, c.Undo(order=number)),
    ]
    acts += dice.sample(office, 4)
    deliveries = [
        Delivery(actor, command, f"race:{number}:{place}") for place, (actor, command) in enumerate(acts)
    ]
    twice = deliveries + deliveries
    dice.shuffle(twice)
    return twice


def test_in_any_interleaving_one_technician_has_it_and_nobody_is_told_twice(field: Field) -> None:
    """I3, I4, I12, I13, H2, H11, H14."""
    cast, dice = field.cast, Random(SEED)
    for place in range(ROUNDS):
        number = offered_order(field, place)
        deliveries = everything_at_once(field, number, dice)
        lanes = [deliveries[lane::PROCESSES] for lane in range(PROCESSES)]
        outcomes = [each for lane in field.pool.map(run, lanes, chunksize=1) for each in lane]
        assert len(outcomes) == len(deliveries)
        assert cast.run(lambda session, n=number: broken_invariants(session, cast.company_id, [n])) == []
        assert differences(cast, number) == []
        assert_delivered_once(outcomes)
        assert_nobody_else_believes_it_is_theirs(cast, number, outcomes)
        assert_told_of_each_change_once(cast, number)


def differences(cast: Cast, number: int) -> list[str]:
    def read(session: Any) -> list[str]:
        work = session.scalars(select(WorkOrder).where(WorkOrder.number == number)).one()
        return [str(each) for each in compare(session, cast.company_id, work.id)]

    found: list[str] = cast.run(read)
    return found


def assert_delivered_once(outcomes: Sequence[Outcome]) -> None:
    """I12: of two deliveries at most one did something, and both say the same."""
    by_key: dict[str, list[Outcome]] = {}
    for each in outcomes:
        by_key.setdefault(each.key, []).append(each)
    for both in by_key.values():
        applied = [each for each in both if each.refused is None]
        assert sum(not each.repeated for each in applied) <= 1
        assert len({each.events for each in applied}) <= 1


def assert_nobody_else_believes_it_is_theirs(cast: Cast, number: int, outcomes: Sequence[Outcome]) -> None:
    """Whoever read "it's yours" has it, or was told afterwards that it was taken back, moved on or cancelled."""
    won = sum("offer.accepted" in each.events and not each.repeated for each in outcomes)
    ended = sum(
        bool({"order.undone", "visit.assigned", "visit.moved", "order.cancelled"} & set(each.events))
        and "offer.accepted" not in each.events
        and not each.repeated
        for each in outcomes
    )
    assert won <= 1 + ended

    def read(session: Any) -> tuple[int | None, list[int]]:
        visit = session.scalars(
            select(Visit)
            .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
            .where(WorkOrder.number == number)
        ).one()
        accepted = session.scalars(
            select(Offer.technician_id).where(Offer.visit_id == visit.id, Offer.status == "accepted")
        ).all()
        return visit.technician_id, list(accepted)

    technician_id, accepted = cast.run(read)
    assert accepted in ([], [technician_id])


def assert_told_of_each_change_once(cast: Cast, number: int) -> None:
    told = Counter((each.change_id, each.recipient, each.channel) for each in cast.told(order=number))
    assert [key for key, times in told.items() if times > 1] == []


def test_the_same_race_with_look_then_write_has_several_winners(field: Field) -> None:
    """So the race above can be lost."""
    number = offered_order(field, 0)
    visit_id = field.cast.run(
        lambda session: session.scalar(
            text(
                "select v.id from visits v join work_orders w on w.id = v.work_order_id where w.number = :n"
            ),
            {"n": number},
        )
    )
    claims = [(visit_id, each.technician_id) for each in field.technicians[:PROCESSES]]
    assert sum(field.pool.map(run_naively, claims, chunksize=1)) > 1
