"""Technicians: they answer offers or let them be, go where their day sends them, and report what they do there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bench.simulate.house import House
from bench.simulate.office import Office
from bench.simulate.post import Shown
from bench.simulate.size import ZONE
from core import commands as c
from core import queries
from core.desk import Done
from core.model import CardKind, DeclineReason, HoldReason, OffReason
from core.people import Actor
from core.queries.views import OrderLine
from core.refusals import Items, Refusal, State

ANSWERS = {
    # what                  how many of a hundred offers
    "accept":               60,
    "accept, give it back":  3,
    "accept, take it back":  2,
    "decline":              13,
    "decline, but accept":   2,
    "ignore":               12,
    "accept late":           8,
}  # fmt: skip
SICK = 0.015
"""Of the technicians, so many report sick in the morning."""
AT_ONCE = timedelta(hours=2)
"""An offer that is open for longer is answered shortly before it ends: its clock waits for their working hours."""
BEFORE = timedelta(minutes=30)
"""They set off so long before the window begins, if they are free."""
PAGE = 60


class Technician:
    """One of them: where they are, and when they look at their day next."""

    def __init__(self, house: House, office: Office, actor: Actor) -> None:
        self.house, self.office, self.actor = house, office, actor
        self.busy_with: int | None = None
        self._looks_at: datetime | None = None
        self._took: set[int] = set()
        """What they accepted needs no second word."""
        self._not_before: dict[int, datetime] = {}
        """Where something was in the way."""

    def begin_the_day(self) -> None:
        """Sometimes ill."""
        now = self.house.now.astimezone(ZONE)
        if self.house.chance(SICK):
            until = now.replace(hour=23, minute=59)
            assert self.actor.id is not None
            sick = c.TakeTimeOff(
                staff_id=self.actor.id, starts_at=now, ends_at=until, reason=OffReason.SICK, words="flu"
            )
            self.house.give(self.actor, sick)
        self.look_after(self.house.dice.uniform(0, 45))

    def read(self, card: Shown) -> None:
        if card.kind is CardKind.OFFER:
            self._consider(card)
        elif card.kind is CardKind.ASSIGNMENT:
            if card.number not in self._took and self.house.chance(0.8):
                seen = c.AckAssignment(order=card.number)
                self.house.agenda.after(self.house.soon(15), partial(self._say, seen))
            self.look_after(1)

    def look_after(self, minutes: float) -> None:
        """At their day; not later than they meant to anyway."""
        at = self.house.now + timedelta(minutes=minutes)
        if self._looks_at is None or at < self._looks_at or self._looks_at < self.house.now:
            self._looks_at = at
            self.house.agenda.at(at, partial(self._look, at))

    def _say(self, *commands: c.Command) -> Done | Refusal:
        said = self.house.give(self.actor, *commands)
        if isinstance(commands[0], c.AcceptOffer) and isinstance(said, Done):
            self._took.add(commands[0].order or 0)
        return said

    # Offers

    def _consider(self, card: Shown) -> None:
        house = self.house
        assert card.expires_at is not None
        left = card.expires_at - house.now
        yes = c.AcceptOffer(order=card.number, offer_id=card.about)
        at = house.now + min(timedelta(minutes=house.soon(7)), left * 0.98)
        if left > AT_ONCE:
            at = card.expires_at - timedelta(minutes=house.dice.uniform(1, 28))
        match house.dice.choices([*ANSWERS], [*ANSWERS.values()])[0]:
            case "accept":
                house.agenda.at(at, partial(self._say, yes))
            case "accept, give it back":
                house.agenda.at(at, partial(self._then, yes, self._give_back, house.soon(90)))
            case "accept, take it back":
                house.agenda.at(at, partial(self._then, yes, self._undo, 0.4))
            case "accept late":
                late = timedelta(minutes=house.dice.uniform(0, 40))
                house.agenda.at(card.expires_at + late, partial(self._say, yes))
            case "decline":
                house.agenda.at(at, partial(self._say, self._no(card)))
            case "decline, but accept":
                house.agenda.at(at, partial(self._then, self._no(card), self._undo, 0.3))
                house.agenda.at(at + timedelta(minutes=0.5), partial(self._say, yes))
            case _:
                pass

    def _no(self, card: Shown) -> c.Command:
        reason = self.house.dice.choice([*DeclineReason])
        words = "My van is in the garage." if reason is DeclineReason.OTHER else ""
        return c.DeclineOffer(order=card.number, offer_id=card.about, reason=reason, words=words)

    def _then(self, command: c.Command, act: Callable[[int], object], minutes: float) -> None:
        """The second thing only if the first was done."""
        if isinstance(self._say(command), Done):
            self.house.agenda.after(minutes, partial(act, command.order or 0))

    def _give_back(self, number: int) -> None:
        self._say(c.Release(order=number, reason="My daughter has to be fetched."))

    def _undo(self, number: int) -> None:
        self._say(c.Undo(order=number))

    # The day

    def _look(self, meant: datetime) -> None:
        if self._looks_at != meant or self.busy_with is not None:
            return
        self._looks_at = None
        mine = self.house.read(
            self.actor,
            queries.orders(status="open", technician_id=self.actor.technician_id, limit=PAGE),
        )
        for line in sorted(mine, key=lambda each: (_start(each), each.number)):
            if _start(line) - BEFORE > self.house.now:
                self.look_after((_start(line) - BEFORE - self.house.now) / timedelta(minutes=1))
                return
            if self._goes(line):
                return
        if self._not_before:
            self.look_after(15)

    def _goes(self, line: OrderLine) -> bool:
        """Whether they are on their way now."""
        number, now = line.number, self.house.now
        if self._not_before.pop(number, now) > now:
            self._not_before[number] = now + timedelta(minutes=10)
            return False
        if line.status == "Reschedule requested":
            self.office.customer_wants_otherwise(number)
            self._not_before[number] = now + timedelta(minutes=15)
        elif line.status == "Scheduled":
            if self._set_off(number):
                return True
            self._not_before[number] = now + timedelta(minutes=20)
        return False

    def _set_off(self, number: int) -> bool:
        """Some say nothing before they are there."""
        house = self.house
        if house.chance(0.15):
            self.busy_with = number
            house.agenda.after(house.dice.uniform(5, 25), partial(self._arrive, number))
            return True
        if isinstance(self._say(c.Depart(order=number)), Refusal):
            return False
        self.busy_with = number
        if house.chance(0.06):
            late = c.ReportLate(order=number, minutes=house.dice.randint(10, 50), reason="traffic")
            house.agenda.after(3, partial(self._say, late))
        house.agenda.after(house.dice.uniform(5, 25), partial(self._arrive, number))
        return True

    def _arrive(self, number: int) -> None:
        if self._lost(number, c.Arrive(order=number)):
            return
        if self.house.chance(0.025):
            self.house.agenda.after(17, partial(self._nobody_there, number))
        else:
            self.house.agenda.after(self.house.dice.uniform(1, 5), partial(self._start, number))

    def _nobody_there(self, number: int) -> None:
        self._lost(number, c.NoShow(order=number, tried="rang twice, phoned"))
        self._free()

    def _start(self, number: int) -> None:
        if self._lost(number, c.Start(order=number)):
            return
        house = self.house
        takes = house.dice.uniform(12, 45)
        if house.chance(0.02):
            house.agenda.after(takes / 2, partial(self._needs_parts, number))
        elif house.chance(0.015):
            house.agenda.after(takes, partial(self._cannot_finish, number))
        elif house.chance(0.03):
            # No signal in the basement: said later, with the time it was.
            done = house.now + timedelta(minutes=takes)
            house.agenda.after(takes + 25, partial(self._complete, number, done))
        else:
            house.agenda.after(takes, partial(self._complete, number, None))

    def _complete(self, number: int, at: datetime | None) -> None:
        done = c.Complete(order=number, summary="All well.", at=at)
        if self.busy_with == number:
            refused = self._say(done)
            if isinstance(refused, Items):  # they had not looked at the list
                view = self.house.read(self.actor, queries.order(number))
                left = [each.number for each in view.items if not each.is_over]
                self._say(*(c.FinishItem(order=number, item=each, at=at) for each in left), done)
        self._free()

    def _needs_parts(self, number: int) -> None:
        look_again = self.house.now + timedelta(days=self.house.dice.choice((1, 2, 4)))
        self._lost(number, c.Hold(order=number, reason=HoldReason.PARTS, follow_up_on=look_again))
        self._free()

    def _cannot_finish(self, number: int) -> None:
        self.office.must_come_again(number)
        self._free()

    def _lost(self, number: int, command: c.Command) -> bool:
        """Whether somebody else decided otherwise meanwhile: then it is not theirs to go on with."""
        if self.busy_with != number:
            return True
        said = self._say(command)
        if isinstance(said, State) and isinstance(command, c.Arrive | c.Start):
            said = self._say(replace(command, override="They are here, and want us to go on."))
        if isinstance(said, Refusal):
            self._not_before[number] = self.house.now + timedelta(minutes=20)
            self._free()
            return True
        return False

    def _free(self) -> None:
        self.busy_with = None
        self.look_after(1)


def _start(line: OrderLine) -> datetime:
    """What has no window yet comes last."""
    return line.window.start if line.window is not None else datetime.max.replace(tzinfo=ZONE)
