"""A work order to be offered, and what is read about it afterwards."""

from typing import Any

from sqlalchemy import select

from core import commands as c
from core import queries
from core.model import Company, DeclineReason, OfferStatus, Round, Staff, Technician, Timer
from core.people import Actor
from core.queries.views import OfferView
from tests.cast import Cast, window

THURSDAY_NINE = window(26, 9, 11)


def hire(cast: Cast, *names: str) -> tuple[int, ...]:
    """More technicians, with no set hours; their ids."""

    def add(session: Any) -> tuple[int, ...]:
        people = [
            Staff(
                company_id=cast.company_id, name=name, email=f"{name}@northgate.example", roles=["technician"]
            )
            for name in names
        ]
        session.add_all(people)
        session.flush()
        hired = [Technician(company_id=cast.company_id, staff_id=each.id, name=each.name) for each in people]
        session.add_all(hired)
        session.flush()
        return tuple(each.id for each in hired)

    ids: tuple[int, ...] = cast.run(add)
    return ids


def works(cast: Cast, person: Actor, **hours: list[list[str]]) -> None:
    cast.run(lambda session: setattr(session.get(Staff, person.id), "hours", hours))


def switch(cast: Cast, **policy: object) -> None:
    """The company's policy from now on."""

    def change(session: Any) -> None:
        company = session.get(Company, cast.company_id)
        company.policy = {**company.policy, **policy}

    cast.run(change)


def id_of(person: Actor) -> int:
    assert person.technician_id is not None
    return person.technician_id


def offer(cast: Cast, number: int, *people: Actor, at_a_time: int | None = None) -> tuple[str, ...]:
    """Dora offers it; names of the events."""
    ids = tuple(map(id_of, people))
    return cast.do(cast.dora, c.OfferVisit(order=number, technician_ids=ids, at_a_time=at_a_time)).events


def offers(cast: Cast, number: int) -> tuple[OfferView, ...]:
    """Of the latest round."""
    return cast.read(cast.dora, queries.order(number)).offers


def asked(cast: Cast, number: int) -> list[str]:
    """Who is asked right now."""
    return [each.technician.name for each in offers(cast, number) if each.status is OfferStatus.OPEN]


def mine(cast: Cast, number: int, person: Actor) -> int:
    """The id of somebody's latest offer."""
    return max(
        each.id for each in offers(cast, number) if each.technician.technician_id == person.technician_id
    )


def accept(cast: Cast, number: int, person: Actor) -> tuple[str, ...]:
    return cast.do(person, c.AcceptOffer(order=number, offer_id=mine(cast, number, person))).events


def decline(
    cast: Cast, number: int, person: Actor, reason: DeclineReason = DeclineReason.TOO_FAR, words: str = ""
) -> tuple[str, ...]:
    return cast.do(person, c.DeclineOffer(order=number, reason=reason, words=words)).events


def technician(cast: Cast, number: int) -> str | None:
    found = cast.read(cast.dora, queries.order(number)).technician
    return found.name if found else None


def latest_round(cast: Cast) -> Round:
    """Detached; the round begun last of the whole company."""

    def read(session: Any) -> Round:
        found: Round = session.scalars(select(Round).order_by(Round.id.desc()).limit(1)).one()
        session.expunge(found)
        return found

    found: Round = cast.run(read)
    return found


def said(cast: Cast, number: int, name: str) -> dict[str, Any]:
    """What the latest event of that name says."""
    return next(line.data for line in cast.read(cast.dora, queries.history(number)) if line.name == name)


def names(cast: Cast, number: int) -> list[str]:
    """Names of the work order's events, oldest first."""
    return [line.name for line in reversed(cast.read(cast.dora, queries.history(number)))]


def timer_kinds(cast: Cast) -> list[str]:
    kinds: list[str] = cast.run(lambda session: sorted(session.scalars(select(Timer.kind))))
    return kinds
