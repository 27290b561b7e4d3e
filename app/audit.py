"""`truckroll audit`: rebuilds work orders from their history and compares them with the database. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import typer
from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from app.offline import at_hand
from core.db import transaction
from core.model import Company, Event, WorkOrder
from core.replay import compare
from core.settings import Settings


@dataclass(frozen=True)
class Asked:
    """Which work orders: of one number, or all; only those with something in the history since a day (UTC)."""

    number: int | None = None
    since: datetime | None = None


def run(settings: Settings, asked: Asked) -> int:
    """Prints every difference; 1 when there is one, or when nothing was found to look at."""
    with at_hand(settings, "audit") as (sessions, _tokens):
        with transaction(sessions) as session:
            orders = _orders(session, asked)
        if not orders:
            typer.echo("No such work order." if asked.number else "There are no work orders to look at.")
            return 1 if asked.number else 0
        differing = 0
        for order in orders:
            with transaction(sessions) as session:
                found = compare(session, order.company_id, order.id)
            for each in found:
                typer.echo(f"{order.company}: WO-{order.number}: {each}")
            differing += bool(found)
        return _sum(len(orders), differing)


def number_of(words: str) -> int | None:
    """The number in WO-12, wo12, #12 or 12."""
    digits = words.casefold().removeprefix("wo").lstrip("-#")
    return int(digits) if digits.isdecimal() else None


def _sum(orders: int, differing: int) -> int:
    if differing:
        typer.echo(f"{differing} of {orders} work orders differ from their history.")
        return 1
    one = "1 work order agrees with its history."
    typer.echo(one if orders == 1 else f"{orders} work orders agree with their history.")
    return 0


def _orders(session: Session, asked: Asked) -> Sequence[Row[int, int, int, str]]:
    query = (
        select(WorkOrder.company_id, WorkOrder.id, WorkOrder.number, Company.name.label("company"))
        .join(Company, Company.id == WorkOrder.company_id)
        .order_by(WorkOrder.company_id, WorkOrder.number)
    )
    if asked.number is not None:
        query = query.where(WorkOrder.number == asked.number)
    if asked.since is not None:
        touched = (
            select(Event.id)
            .where(
                Event.company_id == WorkOrder.company_id,
                Event.work_order_id == WorkOrder.id,
                Event.recorded_at >= asked.since,
            )
            .exists()
        )
        query = query.where(touched)
    return session.execute(query).all()
