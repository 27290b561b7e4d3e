"""What the stories look at: a work order as Dora sees it, who has it, and what was mailed about it."""

from core import queries
from core.model import Company, OfferStatus
from core.people import Actor
from core.queries.views import OrderView
from tests.cast import Cast


def seen(cast: Cast, number: int) -> OrderView:
    return cast.read(cast.dora, queries.order(number))


def who_has(cast: Cast, number: int) -> str:
    technician = seen(cast, number).technician
    return technician.name if technician else "nobody"


def mails(cast: Cast, number: int) -> list[str]:
    """Names of the mails to the customer, oldest first."""
    return [told.name for told in cast.told(order=number) if told.channel == "email"]


def mails_since(cast: Cast, number: int, known: list[str]) -> list[str]:
    return mails(cast, number)[len(known) :]


def id_of(technician: Actor) -> int:
    assert technician.technician_id is not None
    return technician.technician_id


def offer_to(cast: Cast, number: int, technician: Actor) -> int:
    return next(
        offer.id
        for offer in seen(cast, number).offers
        if offer.technician.technician_id == technician.technician_id
    )


def offers(cast: Cast, number: int) -> list[OfferStatus]:
    return [offer.status for offer in seen(cast, number).offers]


def events(cast: Cast, number: int) -> list[str]:
    """Names of what happened, oldest first."""
    return [line.name for line in reversed(cast.read(cast.dora, queries.history(number, limit=1000)))]


def give_a_minute_to_undo(cast: Cast) -> None:
    cast.run(lambda session: setattr(session.get(Company, cast.company_id), "policy", {"undo_seconds": 60}))
