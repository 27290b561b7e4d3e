"""Who could be sent, what can be done when nobody took a visit, and how offers have gone lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, func, select

from core.dispatch import Candidate, Repairs, candidates, repairs
from core.model import DeclineReason, Main, Offer, OfferStatus, Technician
from core.orders import Order, read_order
from core.people import Permission
from core.queries.orders import may_see
from core.queries.reading import Query, Reading
from core.refusals import Perm, Unknown

FAIRNESS_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class FairnessLine:
    """One technician's offers of the last days. `why`: how often they gave which reason, the commonest first."""

    name: str
    offered: int
    accepted: int
    declined: int
    unanswered: int
    why: tuple[tuple[str, int], ...]


def who(number: int) -> Query[tuple[Candidate, ...]]:
    """Every active technician for a work order's visit: who can go first, the others with what speaks against them."""

    def read(at: Reading) -> tuple[Candidate, ...]:
        return candidates(at.session, _found(at, number), at.now)

    return read


def ways_out(number: int) -> Query[Repairs]:
    """What can be done for a visit that nobody took; nothing once it is settled."""

    def read(at: Reading) -> Repairs:
        return repairs_of(at, _found(at, number))

    return read


def repairs_of(at: Reading, order: Order) -> Repairs:
    """The same for a loaded work order."""
    is_open = order.status is Main.READY and order.visit.technician_id is None and order.round is None
    return repairs(at.session, order, at.now) if is_open else Repairs()


def fairness(days: int = FAIRNESS_DAYS) -> Query[tuple[FairnessLine, ...]]:
    """How many offers each active technician got and what they said, by name (N.21). Nobody is judged by it."""

    def read(at: Reading) -> tuple[FairnessLine, ...]:
        if not at.actor.may(Permission.OFFER):
            raise Perm("Only a dispatcher can look at that.")
        since = at.now - timedelta(days=days)
        why: dict[int, list[tuple[str, int]]] = {}
        for row in at.session.execute(_reasons(at.company_id, since)):
            why.setdefault(row.technician_id, []).append((DeclineReason(row.declined_for).value, row.times))
        return tuple(
            FairnessLine(
                name=row.name,
                offered=row.offered,
                accepted=row.accepted,
                declined=row.declined,
                unanswered=row.unanswered,
                why=tuple(why.get(row.id, ())),
            )
            for row in at.session.execute(_counts(at.company_id, since))
        )

    return read


def _found(at: Reading, number: int) -> Order:
    found = read_order(at.session, at.company_id, number)
    if found is None or not may_see(at, found):
        raise Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
    if not at.actor.may(Permission.VIEW):
        raise Perm("Only a dispatcher can look at that.")
    return found


def _counts(company_id: int, since: datetime) -> Select[int, str, int, int, int, int]:
    theirs = (Offer.company_id == Technician.company_id) & (Offer.technician_id == Technician.id)
    accepted = (OfferStatus.ACCEPTED, OfferStatus.RELEASED)
    return (
        select(
            Technician.id,
            Technician.name,
            func.count(Offer.id).label("offered"),
            func.count(Offer.id).filter(Offer.status.in_(accepted)).label("accepted"),
            func.count(Offer.id).filter(Offer.status == OfferStatus.DECLINED).label("declined"),
            func.count(Offer.id).filter(Offer.status == OfferStatus.EXPIRED).label("unanswered"),
        )
        .outerjoin(Offer, theirs & (Offer.made_at > since))
        .where(Technician.company_id == company_id, Technician.active)
        .group_by(Technician.id, Technician.name)
        .order_by(Technician.name, Technician.id)
    )


def _reasons(company_id: int, since: datetime) -> Select[int, DeclineReason | None, int]:
    times = func.count().label("times")
    return (
        select(Offer.technician_id, Offer.declined_for, times)
        .where(
            Offer.company_id == company_id,
            Offer.made_at > since,
            Offer.status == OfferStatus.DECLINED,
            Offer.declined_for.is_not(None),
        )
        .group_by(Offer.technician_id, Offer.declined_for)
        .order_by(times.desc(), Offer.declined_for)
    )
