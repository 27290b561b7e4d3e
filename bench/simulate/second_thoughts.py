"""What the office does to an order of its own accord, some time before the visit: moves it, calls it off, lets it rest."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial

from bench.simulate.house import House
from core import commands as c
from core import queries
from core.model import HoldReason, Priority
from core.refusals import Refusal

ODDS = {
    # what                    how many of a hundred orders
    "move it":                3,
    "call it off":            2,
    "write on it":            4,
    "let it rest":            1,
    "plan the hour":          3,
    "take it off somebody":   1,
    "take the offers back":   1,
    "make it urgent":         1,
    "keep somebody away":     0.3,
    "undo":                   1,
    "nothing":               82.7,
}  # fmt: skip


class SecondThoughts:
    def __init__(self, house: House) -> None:
        self.house = house
        self._acts: Mapping[str, Callable[[int, c.Window], None]] = {
            "move it": self._move,
            "call it off": self._cancel,
            "write on it": self._note,
            "let it rest": self._rest,
            "plan the hour": self._plan,
            "take it off somebody": self._unassign,
            "take the offers back": self._withdraw,
            "make it urgent": self._hurry,
            "keep somebody away": self._exclude,
            "undo": self._undo,
        }

    def have(self, number: int, window: c.Window) -> None:
        """Some time from now until the visit begins."""
        house = self.house
        what = house.dice.choices([*ODDS], [*ODDS.values()])[0]
        if what in self._acts:
            left = max(window.start - house.now, timedelta(minutes=10))
            house.agenda.at(house.now + left * house.dice.random(), partial(self._acts[what], number, window))

    def _dora(self, command: c.Command) -> bool:
        return not isinstance(self.house.give(self.house.people.dispatchers[1], command), Refusal)

    def _sue(self, command: c.Command) -> None:
        self.house.give(self.house.people.supervisors[0], command)

    def _move(self, number: int, window: c.Window) -> None:
        later = timedelta(days=self.house.dice.choice((0, 1)), hours=self.house.dice.choice((1, 2)))
        moved = c.Window(start=window.start + later, end=window.end + later)
        self._dora(c.Reschedule(order=number, window=moved, reason="the road is closed"))

    def _cancel(self, number: int, _window: c.Window) -> None:
        self._sue(c.Cancel(order=number, reason="entered twice"))

    def _note(self, number: int, _window: c.Window) -> None:
        self._dora(
            c.Note(order=number, text="The key is at the neighbour's.", internal=self.house.chance(0.5))
        )

    def _rest(self, number: int, _window: c.Window) -> None:
        look_again = self.house.now + timedelta(minutes=self.house.soon(120))
        held = c.Hold(order=number, reason=HoldReason.CUSTOMER, follow_up_on=look_again)
        if self._dora(held) and self.house.chance(0.6):
            self.house.agenda.after(self.house.soon(30), partial(self._dora, c.Resume(order=number)))

    def _plan(self, number: int, window: c.Window) -> None:
        start = window.start + timedelta(minutes=self.house.dice.choice((0, 15, 30, 60)))
        self._dora(c.PlanVisit(order=number, start=start))

    def _unassign(self, number: int, _window: c.Window) -> None:
        self._sue(c.Unassign(order=number, reason="needed elsewhere"))

    def _withdraw(self, number: int, _window: c.Window) -> None:
        """And offers it again, to everybody."""
        if self._dora(c.WithdrawOffers(order=number)):
            again = c.OfferVisit(order=number, at_a_time=0)
            self.house.agenda.after(self.house.soon(10), partial(self._dora, again))

    def _hurry(self, number: int, _window: c.Window) -> None:
        self._dora(c.Edit(order=number, priority=Priority.EMERGENCY))

    def _exclude(self, number: int, _window: c.Window) -> None:
        dora = self.house.people.dispatchers[0]
        technician = self.house.read(dora, queries.order(number)).technician
        if technician is not None and technician.technician_id is not None:
            away = c.ExcludeTechnician(
                order=number, technician_id=technician.technician_id, reason="rude on the phone"
            )
            self._dora(away)

    def _undo(self, number: int, window: c.Window) -> None:
        """A slip of the thumb, taken back at once."""
        later = timedelta(hours=1)
        moved = c.Window(start=window.start + later, end=window.end + later)
        if self._dora(c.Reschedule(order=number, window=moved, reason="a slip")):
            self.house.agenda.after(0.5, partial(self._dora, c.Undo(order=number)))
