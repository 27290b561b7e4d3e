"""Customers: they read their mail, and some of them answer. Never at once, and not always what they were asked."""

from datetime import datetime, timedelta
from functools import partial

from bench.simulate.house import House
from bench.simulate.post import Letter
from bench.simulate.size import ZONE, worked_after
from core import commands as c
from core.people import Actor

ASKED = {"confirmation-request": 0.93, "visit-moved": 0.95, "proposal-declined": 0.97, "order-changed": 0.1}
"""The mails that are answered, and how often a yes, a wish or a no comes at all."""
SLOTS = {"slots-proposed": 0.85, "customer-absent": 0.6, "new-visit-needed": 0.6}
"""The mails with times to pick from, and how often one is picked."""
SAYS = {
    # what                 how many of a hundred who answer
    "confirm":             76,
    "again, then confirm":  6,
    "another time":         9,
    "move, then confirm":   3,
    "do not come":          2,
    "please cancel":        4,
}  # fmt: skip


class Customers:
    def __init__(self, house: House) -> None:
        self.house = house

    def read(self, letter: Letter) -> None:
        house = self.house
        assert letter.contact_id is not None
        who = house.people.contacts[letter.contact_id]
        if house.chance(ASKED.get(letter.name, 0)):
            house.agenda.after(house.soon(45), partial(self._answer, who, letter))
        elif house.chance(SLOTS.get(letter.name, 0)):
            house.agenda.after(house.soon(40), partial(self._pick, who, letter))

    def _answer(self, who: Actor, letter: Letter) -> None:
        house, say = self.house, self._say
        match house.dice.choices([*SAYS], [*SAYS.values()])[0]:
            case "confirm":
                say(who, self._yes(letter))
            case "again, then confirm":
                say(who, self._yes(letter))
                house.agenda.after(house.soon(5), partial(say, who, self._yes(letter)))
            case "another time":
                say(who, self._wish(letter))
            case "move, then confirm":
                say(who, self._wish(letter))
                withdrawn = c.WithdrawReschedule(order=letter.number, words="Sorry, the first time is fine.")
                house.agenda.after(house.soon(4), partial(say, who, withdrawn))
            case "do not come":
                say(who, c.DeclineVisit(order=letter.number, for_rev=letter.rev, words="Please don't come."))
            case _:
                say(who, c.RequestCancel(order=letter.number, words="We don't need it any more."))

    def _pick(self, who: Actor, letter: Letter) -> None:
        slots = letter.said["event"].get("slots") or ()
        if not slots:
            return
        choice = self.house.dice.randrange(len(slots))
        start, end = map(datetime.fromisoformat, slots[choice].split("/"))
        picked = c.PickSlot(
            order=letter.number,
            for_rev=letter.rev,
            choice=choice + 1,
            window=c.Window(start=start, end=end),
            words=str(choice + 1),
        )
        self._say(who, picked)

    def _say(self, who: Actor, command: c.Command) -> None:
        self.house.give(who, command)

    def _yes(self, letter: Letter) -> c.Command:
        return c.Confirm(order=letter.number, for_rev=letter.rev, words="Yes, that works.")

    def _wish(self, letter: Letter) -> c.Command:
        """Later the same day where that is left, else one of the next working days."""
        dice, now = self.house.dice, self.house.now.astimezone(ZONE)
        day = (
            now.date()
            if now.hour < 12 and dice.random() < 0.5
            else worked_after(now.date(), dice.randint(1, 3))
        )
        start = datetime(day.year, day.month, day.day, dice.choice((8, 10, 13, 15, 16)), tzinfo=ZONE)
        if start <= now + timedelta(hours=1):
            start = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=3)
        wished = c.Window(start=start, end=start + timedelta(hours=2), words="then")
        proposals = (wished,) if dice.random() < 0.85 else ()
        return c.RequestReschedule(
            order=letter.number, for_rev=letter.rev, words="Could you come then?", proposals=proposals
        )
