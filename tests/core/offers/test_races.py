"""Sixty visits offered to twelve technicians each, everybody taps at once and twice, and the office acts in between.

In real processes with connections of their own: never two winners, never a visit that is lost (I3, I12, H2, H6, H14,
P.4). RACE_ROUNDS makes it longer (`make soak`), RACE_SEED another one; totals and the time of an accept are printed.
"""

import multiprocessing
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from multiprocessing.pool import Pool
from random import Random
from statistics import quantiles
from typing import Any

import pytest
from sqlalchemy import text

from core import commands as c
from core.model import DeclineReason
from core.people import Actor, system
from core.replay import compare
from tests.cast import FRIDAY, Cast
from tests.core.offers.office import hire
from tests.core.oracles.invariants import broken_invariants
from tests.core.racing import Delivery, Outcome, come_to_the_line, run, run_calls

ROUNDS, SEED = int(os.environ.get("RACE_ROUNDS", "200")), int(os.environ.get("RACE_SEED", "2026"))
PROCESSES, TECHNICIANS, AT_ONCE = 4, 12, 60
PRINTED = 600
"""Totals are printed after so many rounds."""
REPLAYED = 5
"""One work order of so many is replayed from its history."""
RUNS_OUT = timedelta(minutes=30)

OFFERS = text(
    """select w.number, o.id, o.technician_id from offers o join visits v on v.id = o.visit_id
       join work_orders w on w.id = v.work_order_id where w.number = any(:numbers) and o.status = 'open' order by o.id"""
)
LOST = text(
    """select w.number from work_orders w join visits v on v.work_order_id = w.id and v.visit_no = w.visit_no
       where w.number = any(:numbers) and w.status = 'ready' and v.technician_id is null
       and not exists (select from offers o where o.visit_id = v.id and o.status = 'open')
       and not exists (select from rounds r join timers t on t.key = r.id::text and t.kind = 'ask_supervisor'
                       where r.visit_id = v.id and r.status = 'exhausted' and r.schedule_rev = v.schedule_rev)"""
)
TAKEN = text(
    """select w.number, count(*) filter (where o.status = 'accepted') as accepted,
              bool_and(o.status <> 'accepted' or o.technician_id = v.technician_id) as agrees
       from work_orders w join visits v on v.work_order_id = w.id join offers o on o.visit_id = v.id
       where w.number = any(:numbers) group by w.number"""
)


@dataclass(frozen=True)
class Field:
    cast: Cast
    pool: Pool
    racers: tuple[Actor, ...]

    def of(self, technician_id: int) -> Actor:
        return next(each for each in self.racers if each.technician_id == technician_id)


@pytest.fixture
def field(cast: Cast, database_url: str) -> Iterator[Field]:
    ids = hire(cast, *(f"Racer{number}" for number in range(TECHNICIANS)))
    racers = tuple(
        replace(cast.tom, id=None, name=f"Racer{at}", technician_id=each) for at, each in enumerate(ids)
    )
    context = multiprocessing.get_context("spawn")
    line = context.Barrier(PROCESSES)
    with context.Pool(PROCESSES, come_to_the_line, (database_url, line, cast.clock())) as pool:
        yield Field(cast, pool, racers)
        pool.close()
        pool.join()


@pytest.mark.timeout(3 * max(ROUNDS, 200))  # on a busy machine; alone 200 take half a minute
def test_never_two_winners_and_never_a_lost_visit(field: Field) -> None:
    """I3, H2, H6, H14."""
    dice, totals, accepts = Random(SEED), Counter[str](), list[float]()
    for first in range(0, ROUNDS, AT_ONCE):
        numbers = offered(field, first, min(AT_ONCE, ROUNDS - first))
        deliveries = everything(field, numbers, dice)
        lanes = [deliveries[lane::PROCESSES] for lane in range(PROCESSES)]
        outcomes = [each for lane in field.pool.map(run, lanes, chunksize=1) for each in lane]
        assert len(outcomes) == len(deliveries)
        check(field.cast, numbers, outcomes)
        totals.update(
            each.refused or "repeated" if each.refused or each.repeated else "applied" for each in outcomes
        )
        totals["won"] += sum("offer.accepted" in each.events and not each.repeated for each in outcomes)
        accepts += [
            each.seconds for each in outcomes if "offer.accepted" in each.events and not each.repeated
        ]
        if first + AT_ONCE >= ROUNDS or not (first + AT_ONCE) % PRINTED:
            tell(first + AT_ONCE, totals, accepts)
    assert totals["won"] > ROUNDS / 4, "most of them were lost to the office: this is no race"


def tell(rounds: int, totals: Counter[str], accepts: Sequence[float]) -> None:
    """What the run was worth so far."""
    p99 = quantiles(accepts, n=100)[98] * 1000
    worth = f"{min(rounds, ROUNDS)} rounds, {dict(totals)}; 99 of 100 accepts took less than {p99:.0f} ms"
    print(f"\nseed {SEED}: {worth}", flush=True)  # noqa: T201 - for whoever watches a long run


def offered(field: Field, first: int, count: int) -> list[int]:
    """New work orders, each offered to all twelve at once."""
    cast, ids = field.cast, tuple(each.technician_id or 0 for each in field.racers)
    calls = []
    for place in range(first, first + count):
        later = timedelta(weeks=place % 40 + 1)
        window = c.Window(start=FRIDAY.start + later, end=FRIDAY.end + later)
        create = c.Create(site_id=cast.site_id, type="repair", title="Leaking pump")
        commands = (create, c.Schedule(window=window), c.OfferVisit(technician_ids=ids))
        calls.append((cast.dora, commands, f"offered:{place}"))
    shares = [calls[lane::PROCESSES] for lane in range(PROCESSES)]
    return sorted(number for share in field.pool.map(run_calls, shares, chunksize=1) for number in share)


def everything(field: Field, numbers: Sequence[int], dice: Random) -> list[Delivery]:
    """Accepts of everybody, in any order, and what the office or the clock does meanwhile; each delivered twice."""
    rows = field.cast.run(lambda session: session.execute(OFFERS, {"numbers": list(numbers)}).all())
    found: list[Delivery] = []
    for number in numbers:
        mine = [(row.id, field.of(row.technician_id)) for row in rows if row.number == number]
        taps = [_tap(field, number, offer_id, who, dice) for offer_id, who in mine] * 2
        dice.shuffle(taps)
        acts = taps[:]
        for act in _meanwhile(field, number, mine, dice):  # early: the first tap would mostly be all there is
            acts.insert(dice.randint(0, PROCESSES), act)
            acts.append(act)
        found += acts
    return found


def _tap(field: Field, number: int, offer_id: int, who: Actor, dice: Random) -> Delivery:
    if dice.random() < 0.1:
        no = c.DeclineOffer(
            order=number, offer_id=offer_id, reason=dice.choice([DeclineReason.TOO_FAR, DeclineReason.SAFETY])
        )
        return Delivery(who, no, f"no:{offer_id}")
    return Delivery(
        who, c.AcceptOffer(order=number, offer_id=offer_id), f"yes:{offer_id}", _nearly_over(field)
    )


def _meanwhile(
    field: Field, number: int, offers: Sequence[tuple[int, Actor]], dice: Random
) -> list[Delivery]:
    cast, later = field.cast, timedelta(weeks=60 + dice.randint(0, 20), hours=dice.randint(0, 3))
    moved = c.Window(start=FRIDAY.start + later, end=FRIDAY.end + later)
    over = cast.clock() + RUNS_OUT
    match dice.choice(("nothing", "reschedule", "cancel", "expiry", "assign")):
        case "reschedule":
            return [
                Delivery(cast.dora, c.Reschedule(order=number, window=moved, reason="rain"), f"move:{number}")
            ]
        case "cancel":
            return [Delivery(cast.sue, c.Cancel(order=number, reason="moved house"), f"cancel:{number}")]
        case "assign":
            technician_id = dice.choice(field.racers).technician_id or 0
            return [
                Delivery(cast.sue, c.Assign(order=number, technician_id=technician_id), f"assign:{number}")
            ]
        case "expiry":
            clock = system(cast.company_id)
            return [
                Delivery(clock, c.ExpireOffer(order=number, offer_id=each), f"over:{each}", over)
                for each, _ in offers
            ]
        case _:
            return []


def _nearly_over(field: Field) -> Any:
    return field.cast.clock() + RUNS_OUT - timedelta(seconds=1)


def check(cast: Cast, numbers: Sequence[int], outcomes: Sequence[Outcome]) -> None:
    won = Counter(each.order for each in outcomes if "offer.accepted" in each.events and not each.repeated)
    assert [number for number, winners in won.items() if winners > 1] == []
    by_key: dict[str, list[Outcome]] = {}
    for each in outcomes:
        by_key.setdefault(each.key, []).append(each)
    assert all(
        sum(each.refused is None and not each.repeated for each in both) <= 1 for both in by_key.values()
    )

    def judge(session: Any) -> None:
        assert broken_invariants(session, cast.company_id, numbers) == []
        assert session.scalars(LOST, {"numbers": list(numbers)}).all() == []
        for row in session.execute(TAKEN, {"numbers": list(numbers)}):
            assert row.accepted <= 1, row.number
            assert row.agrees, row.number
        for number in numbers[::REPLAYED]:
            order_id = session.scalar(text("select id from work_orders where number = :n"), {"n": number})
            assert compare(session, cast.company_id, order_id) == []

    cast.run(judge)
