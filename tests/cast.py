"""The fixed cast: Dora dispatches, Tom and Tina go out, Sue supervises, Bill bills, Cara is the customer.

Eve works for another company and must see nothing. Their company is the sandbox's sample company.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import commands as c
from core.db import Sessions, transaction
from core.desk import Desk, Done
from core.identity import contact_actor, slack_actor
from core.model import Company, Contact, Customer, Notification, Site, Staff, Timer, WorkOrder
from core.people import Actor, Proof
from core.queries import Query
from sandbox import sample
from sandbox.seed import seed
from tests.catalogue import Things, commands_for, stock, things_of

T = TypeVar("T")

MONDAY_NINE = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
"""Monday 23 November 2026, nine in the morning in Chicago."""


class TestClock:
    """A clock that stands still until it is moved."""

    __test__ = False

    def __init__(self, now: datetime = MONDAY_NINE) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


def window(day: int, start: int, end: int) -> c.Window:
    """A window on a day of November 2026, hours in Chicago."""
    return c.Window(
        start=datetime(2026, 11, day, start + 6, tzinfo=UTC), end=datetime(2026, 11, day, end + 6, tzinfo=UTC)
    )


THURSDAY = window(26, 14, 16)
FRIDAY = window(27, 9, 11)


@dataclass
class Cast:
    desk: Desk
    clock: TestClock
    company_id: int
    dora: Actor
    sue: Actor
    bill: Actor
    tom: Actor
    tina: Actor
    cara: Actor
    eve: Actor
    site_id: int
    things: Things
    profile: str = "visit"

    def __post_init__(self) -> None:
        self._keys = count(1)

    def do(self, actor: Actor, *commands: c.Command, key: str | None = None) -> Done:
        return self.desk.do(actor, commands, key or f"test:{next(self._keys)}")

    def read(self, actor: Actor, query: Query[T]) -> T:
        return self.desk.read(actor, query)

    def new_order(self, *more: c.Command, title: str = "Annual fire inspection") -> int:
        """Dora creates a work order at Acme HQ, and does `more` in the same call."""
        return self.new_order_by(self.dora, *more, title=title)

    def new_order_by(self, actor: Actor, *more: c.Command, title: str = "Annual fire inspection") -> int:
        """The same by somebody else, with whatever the company's profile asks for."""
        basics = c.Create(site_id=self.site_id, type="inspection", title=title)
        assert self.tom.technician_id is not None
        done = self.do(actor, *commands_for(self.profile, basics, self.things, more, self.tom.technician_id))
        assert done.order is not None
        return done.order

    def promote(self, actor: Actor, role: str) -> None:
        """Gives a member of staff another role, for calls made from now on."""
        self.run(lambda session: setattr(session.get(Staff, actor.id), "roles", [role]))

    def timers(self) -> list[str]:
        found: list[str] = self.run(lambda session: list(session.scalars(select(Timer.kind))))
        return found

    def scheduled_order(self, at: c.Window = THURSDAY) -> int:
        return self.new_order(c.Schedule(window=at))

    def run(self, work: Any) -> Any:
        with transaction(self.desk.sessions) as session:
            return work(session)

    def told(self, name: str | None = None, order: int | None = None) -> Sequence[Notification]:
        """Notifications so far, oldest first."""

        def read(session: Session) -> Sequence[Notification]:
            asked = select(Notification).order_by(Notification.id)
            if name is not None:
                asked = asked.where(Notification.name == name)
            if order is not None:
                asked = asked.join(WorkOrder, WorkOrder.id == Notification.work_order_id).where(
                    WorkOrder.number == order
                )
            return session.scalars(asked).all()

        found: Sequence[Notification] = self.run(read)
        return found

    def count(self, table: type[Any]) -> int:
        counted: int = self.run(lambda session: session.scalar(select(func.count()).select_from(table)))
        return counted

    def proven(self, actor: Actor, proof: Proof) -> Actor:
        return replace(actor, proof=proof)


def assemble(sessions: Sessions, clock: TestClock) -> Cast:
    """Seeds both companies and casts the people."""
    desk = Desk(sessions, clock)
    with transaction(sessions) as session:
        company_id = seed(session, undo_seconds=0)
        stock(session, company_id)
        seed_eves_company(session)
        return Cast(
            desk=desk,
            clock=clock,
            company_id=company_id,
            dora=_in_slack(session, sample.DORA),
            sue=_in_slack(session, sample.SUE),
            bill=_in_slack(session, sample.BILL),
            tom=_in_slack(session, sample.TOM),
            tina=_in_slack(session, sample.TINA),
            cara=_by_mail(session, company_id, "cara@acmefoods.example"),
            eve=_actor(session, "T0EVE", "U0EVE"),
            site_id=session.scalars(select(Site.id).where(Site.name == "Acme HQ")).one(),
            things=things_of(session, company_id),
        )


def _in_slack(session: Session, person: sample.Person) -> Actor:
    return _actor(session, sample.COMPANY.slack_team_id, person.slack_user_id)


def _actor(session: Session, team_id: str, user_id: str) -> Actor:
    actor = slack_actor(session, team_id, user_id)
    assert actor is not None
    return actor


def _by_mail(session: Session, company_id: int, address: str) -> Actor:
    contact_id = session.scalars(
        select(Contact.id).where(Contact.company_id == company_id, Contact.email == address)
    ).one()
    return contact_actor(session, company_id, contact_id, Proof.AUTHENTICATED, address)


def seed_eves_company(session: Session) -> None:
    company = Company(
        name="Other Works", zone="UTC", mailbox="other", slack_team_id="T0EVE", dispatch_channel="C0EVE"
    )
    session.add(company)
    session.flush()
    customer = Customer(company_id=company.id, name="Somebody Else")
    session.add_all(
        [
            Staff(
                company_id=company.id,
                name="Eve Else",
                email="eve@other.example",
                roles=["dispatcher", "supervisor"],
                slack_user_id="U0EVE",
            ),
            customer,
        ]
    )
    session.flush()
    session.add_all(
        [
            Site(
                company_id=company.id,
                customer_id=customer.id,
                name="Else HQ",
                address="1 Else St",
                zone="UTC",
            ),
            Contact(
                company_id=company.id,
                customer_id=customer.id,
                name="Ed Else",
                email="ed@else.example",
                is_primary=True,
            ),
        ]
    )


def use_profile(cast: Cast, profile: str) -> None:
    """The company works by another profile from now on; its people get the keys they have there."""

    def change(session: Session) -> None:
        company = session.get(Company, cast.company_id)
        assert company is not None
        company.profile = cast.profile = profile
        session.flush()
        for name, person in (
            ("dora", sample.DORA),
            ("sue", sample.SUE),
            ("tom", sample.TOM),
            ("tina", sample.TINA),
        ):
            setattr(cast, name, _in_slack(session, person))

    cast.run(change)
