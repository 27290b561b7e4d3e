"""A visit is offered, or its offers are taken back: L36, L41."""

from core import commands as c
from core import events as e
from core.dispatch import Candidate
from core.handlers.rounds import Ask, begin, close_round, look
from core.model import OfferStatus, RoundStatus
from core.people import Permission
from core.refusals import Busy, Missing, Perm
from core.turn import Events, Turn


def offer_visit(turn: Turn, command: c.OfferVisit) -> Events:
    """L36: to those named, or to whoever can go. Naming somebody who cannot is refused: it was a slip, or news."""
    if command.at_a_time is not None and command.at_a_time < 0:
        raise Missing("Missing: how many at a time, 1 or more.", field="at_a_time")
    if len(command.technician_ids) == 1 and not _may_choose(turn):
        raise Perm(f"Offering it to one person is choosing who goes: you need `{Permission.SUPERVISE}`.")
    named = tuple(dict.fromkeys(command.technician_ids))
    ask = Ask(named=named, at_a_time=command.at_a_time)
    found = look(turn, ask)
    if len(found) < max(len(named), 1):
        raise Missing("There is no such technician.", field="technicians")
    if named:
        _all_can_go(found)
    yield from begin(turn, ask, found)


def withdraw_offers(turn: Turn, _command: c.WithdrawOffers) -> Events:
    """L41."""
    open_ids = tuple(each.id for each in turn.order.open_offers())
    ended = close_round(turn, RoundStatus.WITHDRAWN, OfferStatus.WITHDRAWN, "withdrawn")
    assert ended is not None
    yield e.OffersWithdrawn(round_id=ended.id, offer_ids=open_ids)


def _may_choose(turn: Turn) -> bool:
    """L36: where the office does not supervise, naming one person is a supervisor's."""
    return turn.order.profile.office_supervises or turn.actor.may(Permission.SUPERVISE)


def _all_can_go(found: tuple[Candidate, ...]) -> None:
    cannot = [reason.sentence for each in found for reason in each.exclusions]
    if cannot:
        raise Busy(f"{' '.join(cannot)} Offer it to others, or at another time.", field="technicians")
