"""What somebody does about a visit that nobody took: the ways the card names, and, for an emergency, somebody's slot."""

from datetime import timedelta

from bench.simulate.house import House
from core import commands as c
from core import queries
from core.availability import Why
from core.desk import Done
from core.dispatch import Candidate, OtherTime
from core.model import Main, Priority
from core.people import Actor
from core.queries.views import OrderLine, OrderView, WindowView
from core.refusals import Refusal

IN_THE_WAY = frozenset({Why.BUSY, Why.FULL, Why.HOURS})
REASON = "nobody was free at the earlier time"
PAGE = 40


class WaysOut:
    def __init__(self, house: House) -> None:
        self.house = house

    def find(self, number: int, who: Actor) -> None:
        """The first that works; a few are left to whoever is asked next."""
        view = self.house.read(who, queries.order(number))
        if not _waits(view):
            return
        if self.house.chance(0.05):
            self.house.give(who, c.Take(order=number))
        elif not (view.scope.priority is Priority.EMERGENCY and self._displaced(view)):
            self._repair(number, who)

    def _repair(self, number: int, who: Actor) -> None:
        """As the buttons of the card do; what nothing helps is called off, or somebody sees to it by themselves."""
        found = self.house.read(who, queries.ways_out(number))
        sent = found.technician
        if sent is not None and not sent.against and self._sent(number, who, sent.technician_id):
            return
        if found.time is not None and self.house.chance(0.8) and self._moved(number, who, found.time):
            return
        if sent is not None and self.house.chance(0.6) and self._sent_anyway(number, sent.technician_id):
            return
        if self.house.chance(0.6):
            self.house.give(who, c.Cancel(order=number, reason="nobody can come"))
        else:
            self.house.give(who, c.Take(order=number))

    def _sent(self, number: int, who: Actor, technician_id: int) -> bool:
        return isinstance(self.house.give(who, c.Assign(order=number, technician_id=technician_id)), Done)

    def _moved(self, number: int, who: Actor, time: OtherTime) -> bool:
        window = c.Window(start=time.start, end=time.end)
        moved = c.Reschedule(order=number, window=window, reason=REASON)
        return isinstance(self.house.give(who, moved, c.OfferVisit(order=number)), Done)

    def _sent_anyway(self, number: int, technician_id: int) -> bool:
        """A supervisor's word; no word stands in for a licence (P.30)."""
        sue = self.house.dice.choice(self.house.people.supervisors)
        assign = c.Assign(
            order=number, technician_id=technician_id, override="They agreed to do it after hours."
        )
        return isinstance(self.house.give(sue, assign), Done)

    def _displaced(self, emergency: OrderView) -> bool:
        """P.31: the visit of somebody who could go but for that moves, or is escalated."""
        sue = self.house.dice.choice(self.house.people.supervisors)
        able = [each for each in self.house.read(sue, queries.who(emergency.number)) if _only_taken(each)]
        for each in able[:3]:
            theirs = queries.orders(status="scheduled", technician_id=each.technician_id, limit=PAGE)
            for line in self.house.read(sue, theirs):
                if _in_its_place(line, emergency.window) and self._gives_way(line, emergency, each, sue):
                    return True
        return False

    def _gives_way(self, line: OrderLine, emergency: OrderView, to: Candidate, sue: Actor) -> bool:
        assert line.window is not None
        later = timedelta(days=1)
        window = c.Window(start=line.window.start + later, end=line.window.end + later)
        done = self.house.give(
            sue,
            c.Displace(
                order=line.number,
                emergency=emergency.number,
                window=window if self.house.chance(0.6) else None,
            ),
            c.Assign(order=emergency.number, technician_id=to.technician_id, override="It is an emergency."),
        )
        return not isinstance(done, Refusal)


def _waits(view: OrderView) -> bool:
    """Still ready, with nobody, and not being offered again by somebody else."""
    return view.main is Main.READY and view.technician is None and c.WithdrawOffers not in view.possible


def _only_taken(each: Candidate) -> bool:
    return bool(each.exclusions) and all(reason.why in IN_THE_WAY for reason in each.exclusions)


def _in_its_place(line: OrderLine, window: WindowView | None) -> bool:
    if line.window is None or window is None or line.priority is Priority.EMERGENCY:
        return False
    return line.window.start < window.end and line.window.end > window.start
