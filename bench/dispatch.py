"""Ranking 200 technicians for one visit, with a realistic month of work, against the bare SQL it stands on.

The month: 200 technicians with hours, skills, a base and now and then a day off, four visits a day each on twenty working
days, half of them planned to the minute, and two offers a day each. The baseline runs the very statements that were
sent, on one open connection, and fetches their rows: what is left over is the price of rules and Python.
"""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import psycopg
from sqlalchemy import event, insert, select
from sqlalchemy.orm import Session

from bench.measure import Result
from core.db import driver_url, make_engine, make_sessions, transaction
from core.dispatch import candidates
from core.model import (
    Customer,
    Main,
    Offer,
    OfferStatus,
    OffReason,
    Owned,
    Round,
    RoundStatus,
    Site,
    Staff,
    Technician,
    TechnicianSkill,
    TimeOff,
    Visit,
    VisitOutcome,
    WorkOrder,
)
from core.orders import read_order
from tests.cast import Cast, TestClock, assemble

PEOPLE, DAYS, VISITS_A_DAY, SITES = 200, 20, 4, 300
CALLS = 40
MONDAY = datetime(2026, 11, 9, 14, 0, tzinfo=UTC)
"""Eight in the morning in Chicago, two weeks before the day that is looked at."""
WEEK = {day: [["07:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
SEED = 20261126
RANKING = f"dispatch: rank {PEOPLE} candidates, p50"


def results(database_url: str) -> Iterator[Result]:
    """One row: milliseconds at the median, ours and the bare statements in turns."""
    engine = make_engine(database_url, pool_size=2, role="bench")
    cast = assemble(make_sessions(engine), TestClock())
    number = cast.scheduled_order()
    with transaction(cast.desk.sessions) as session:
        _fill(session, cast)
    statements = _recorded(engine, cast, number)
    with psycopg.connect(driver_url(database_url)) as bare:
        pairs = [(_ranked(cast, number), _bare(bare, statements)) for _ in range(CALLS)]
    engine.dispose()
    yield Result(
        RANKING,
        median(ours for ours, _ in pairs),
        median(bare for _, bare in pairs),
        "ms",
    )


def _ranked(cast: Cast, number: int) -> float:
    """Milliseconds; the work order is loaded already, as it is for the command that asks."""
    with cast.desk.sessions() as session:
        order = read_order(session, cast.company_id, number)
        assert order is not None
        began = time.perf_counter()
        found = candidates(session, order, cast.clock())
        took = time.perf_counter() - began
    assert len(found) >= PEOPLE
    return took * 1000


def _bare(connection: psycopg.Connection[Any], statements: list[tuple[str, Any]]) -> float:
    began = time.perf_counter()
    for sql, values in statements:
        connection.execute(sql, values).fetchall()
    took = time.perf_counter() - began
    connection.rollback()
    return took * 1000


def _recorded(engine: Any, cast: Cast, number: int) -> list[tuple[str, Any]]:
    sent: list[tuple[str, Any]] = []

    def note(*said: Any) -> None:
        sent.append((said[2], said[3]))

    with cast.desk.sessions() as session:
        order = read_order(session, cast.company_id, number)
        assert order is not None
        event.listen(engine, "before_cursor_execute", note)
        candidates(session, order, cast.clock())
        event.remove(engine, "before_cursor_execute", note)
    return sent


def _fill(session: Session, cast: Cast) -> None:
    """The month, by plain statements and a fixed seed."""
    dice, company = random.Random(SEED), cast.company_id
    customer = session.scalars(select(Customer.id).where(Customer.company_id == company)).first()
    coordinator = session.scalars(select(Staff.id).where(Staff.company_id == company)).first()
    about = {"company_id": company}
    sites = _add(
        session, Site, [{**about, **_site(dice, at), "customer_id": customer} for at in range(SITES)]
    )
    staff = _add(session, Staff, [{**about, **_person(at)} for at in range(PEOPLE)])
    people = _add(
        session, Technician, [{**about, **_technician(dice, at, each)} for at, each in enumerate(staff)]
    )
    _add(session, TechnicianSkill, [
        {**about, "technician_id": each, "name": name, "is_licence": False}
        for each in people for name in ("ladders", "boilers", "alarms")
    ])  # fmt: skip
    _add(session, TimeOff, [
        {**about, "staff_id": each, "starts_at": day, "ends_at": day + timedelta(days=1), "reason": OffReason.PTO}
        for each in staff[::7] for day in (MONDAY + timedelta(days=dice.randrange(28)),)
    ])  # fmt: skip
    slots = [
        (each, MONDAY + timedelta(days=day // 5 * 7 + day % 5, hours=2 * visit))
        for each in people for day in range(DAYS) for visit in range(VISITS_A_DAY)
    ]  # fmt: skip
    shared = {**about, "customer_id": customer, "coordinator_id": coordinator}
    orders = _add(session, WorkOrder, [
        {**shared, **_order(1000 + at, dice.choice(sites))} for at in range(len(slots))
    ])  # fmt: skip
    visits = _add(session, Visit, [
        {**about, **_visit(order, *slot, planned=at % 2 == 0)}
        for at, (order, slot) in enumerate(zip(orders, slots, strict=True))
    ])  # fmt: skip
    _offers(session, about, list(zip(visits, slots, strict=True))[::2])


def _offers(session: Session, about: dict[str, Any], taken: list[tuple[int, tuple[int, datetime]]]) -> None:
    rounds = _add(session, Round, [
        {**about, "visit_id": visit, "schedule_rev": 1, "status": RoundStatus.ACCEPTED, "opened_at": start, "closed_at": start}
        for visit, (_technician_id, start) in taken
    ])  # fmt: skip
    _add(session, Offer, [
        {**about, "round_id": each, "visit_id": visit, "technician_id": technician_id, "status": OfferStatus.ACCEPTED,
         "made_at": start, "expires_at": start, "answered_at": start}
        for each, (visit, (technician_id, start)) in zip(rounds, taken, strict=True)
    ])  # fmt: skip


def _add(session: Session, kind: type[Owned], rows: list[dict[str, Any]]) -> list[int]:
    """Their ids, in the same order."""
    table = kind.__table__
    asked = insert(table).returning(table.c.id, sort_by_parameter_order=True)  # type: ignore[arg-type]
    return list(session.scalars(asked, rows))


def _site(dice: random.Random, at: int) -> dict[str, Any]:
    place = {"latitude": dice.uniform(41.6, 42.1), "longitude": dice.uniform(-88.2, -87.5)}
    return {"name": f"Site {at}", "address": f"{at} Main St", "zone": "America/Chicago", **place}


def _person(at: int) -> dict[str, Any]:
    address = f"technician{at}@northgate.example"
    return {"name": f"Technician {at}", "email": address, "roles": ["technician"], "extra_permissions": [], "hours": WEEK, "active": True}  # fmt: skip


def _technician(dice: random.Random, at: int, staff_id: int) -> dict[str, Any]:
    base = {"base_latitude": dice.uniform(41.6, 42.1), "base_longitude": dice.uniform(-88.2, -87.5)}
    return {"staff_id": staff_id, "name": f"Technician {at}", "active": True, "jobs_per_day": 6, **base}


def _order(number: int, site_id: int) -> dict[str, Any]:
    said = {"type": "inspection", "title": "Yearly inspection", "description": "", "terms": ""}
    return {"number": number, "status": Main.READY, "site_id": site_id, "visit_no": 1, "version": 1, "created_at": MONDAY, **said}  # fmt: skip


def _visit(order_id: int, technician_id: int, start: datetime, *, planned: bool) -> dict[str, Any]:
    plan = {"planned_start": start, "planned_end": start + timedelta(hours=1)} if planned else {}
    window = {"window_start": start, "window_end": start + timedelta(hours=1 if planned else 2)}
    facets = {
        "visit_no": 1,
        "schedule_rev": 1,
        "date_only": False,
        "confirmation": "none",
        "outcome": VisitOutcome.OPEN,
    }
    return {"work_order_id": order_id, "technician_id": technician_id, "planned_start": None, "planned_end": None, **window, **plan, **facets}  # fmt: skip
