"""The office: dispatchers and supervisors who take orders, read what they are told, and see to some of it in time."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from functools import partial

from bench.simulate.house import House
from bench.simulate.post import Letter, Shown
from bench.simulate.size import ZONE, worked_after
from bench.simulate.ways_out import WaysOut
from core import commands as c
from core import queries
from core.desk import Done
from core.model import CardKind, Confirmation, Main, OffReason
from core.people import Actor
from core.queries.views import OrderView
from core.refusals import Refusal

SEEN_IN_TIME = {"coordinator": 0.6, "supervisor": 0.5, "group": 0.97}
"""How often whoever is asked about an escalation sees to it before the next of the chain are asked."""
AT_A_TIME = (None,) * 14 + (2, 3, 3, 5, 5, 12)
"""How many are asked at once; mostly as the company usually does."""
NUMBERS = re.compile(r"WO-(\d+)")


class Office:
    """What each message makes somebody do is a row of a table."""

    def __init__(self, house: House) -> None:
        self.house, self.ways_out = house, WaysOut(house)
        self._lines: Mapping[str, Callable[[Letter], None]] = {
            "plans-digest": self._offer_what_plans_made,
            "escalated-further": self._asked_to_decide,
            "visit-declined": self._told_otherwise,
            "cancel-requested": self._told_otherwise,
            "visit-unanswered": self._call_the_customer,
            "slot-picked": self._somebody_must_go,
            "visit-moved": self._somebody_must_go,
            "visit-rebooked": self._somebody_must_go,
            "visit-scheduled": self._somebody_must_go,
            "technician-unassigned": self._somebody_must_go,
            "change-undone": self._somebody_must_go,
            "work-resumed": self._somebody_must_go,
            "hold-follow-up": self._book_again,
            "customer-absent": self._wait_then_book_again,
            "assignment-unacked": self._somebody_must_go,
        }

    def anybody(self) -> Actor:
        return self.house.dice.choice(self.house.people.dispatchers)

    def supervisor(self) -> Actor:
        return self.house.dice.choice(self.house.people.supervisors)

    def read(self, card: Shown) -> None:
        """A card in the dispatch channel."""
        match card.kind:
            case CardKind.ESCALATION:
                if self.house.chance(SEEN_IN_TIME["coordinator"]):
                    self._later(5, partial(self.ways_out.find, card.number, self.anybody()))
            case CardKind.REQUEST:
                self._later(12, partial(self._answer_the_wish, card.number))
            case CardKind.LATE_ACCEPT if self.house.chance(0.7):
                self._later(6, partial(self._give_to_the_late_one, card))
            case _:
                pass

    def read_line(self, letter: Letter) -> None:
        if letter.name in self._lines:
            self._lines[letter.name](letter)

    def take(self, *commands: c.Command) -> int | None:
        """A new work order; offered at once, or when somebody has a moment. Its number, if there is one now."""
        at_once = self.house.chance(0.5)
        offered = (self._offering(),) if at_once else ()
        done = self.house.give(self.anybody(), *commands, *offered)
        if isinstance(done, Refusal) or done.order is None:
            return None
        if not at_once:
            self._later(10, partial(self._offer_if_nobody_has_it, done.order))
        return done.order

    def offer(self, number: int) -> None:
        self.house.give(self.anybody(), self._offering(number))

    def take_at_any_price(self, *commands: c.Command) -> int | None:
        """An emergency for which something else has to give way (P.31), if that is the only way."""
        done = self.house.give(self.supervisor(), *commands)
        if isinstance(done, Refusal) or done.order is None:
            return None
        self.ways_out.find(done.order, self.supervisor())
        return done.order

    def customer_wants_otherwise(self, number: int) -> None:
        """A technician calls: nobody has answered the customer yet."""
        view = self._view(number)
        if view.request is not None:
            self._answer_the_wish(number)
        elif view.confirmation is Confirmation.DECLINED:
            self._decide_for(view)

    def must_come_again(self, number: int) -> None:
        """A technician calls: today it cannot be finished (L57)."""
        done = self.house.give(
            self.anybody(), c.ReturnVisit(order=number, reason="A second person is needed.")
        )
        if isinstance(done, Done):
            self._later(20, partial(self._book, number))

    def book_time_off(self, technician: Actor, day: datetime) -> None:
        """Somebody asks for a day; their visits move with it, or others are asked."""
        assert technician.id is not None
        moves_to = worked_after(day.date(), 1) if self.house.chance(0.4) else None
        off = c.TakeTimeOff(
            staff_id=technician.id,
            starts_at=day,
            ends_at=day + timedelta(days=1),
            reason=OffReason.PTO,
            moves_to=moves_to,
        )
        self.house.give(self.anybody(), off)

    def _offering(self, number: int = c.NEW) -> c.OfferVisit:
        return c.OfferVisit(order=number, at_a_time=self.house.dice.choice(AT_A_TIME))

    def _later(self, minutes: float, act: Callable[[], object]) -> None:
        self.house.agenda.at(self.house.in_the_office(self.house.soon(minutes)), act)

    def _view(self, number: int) -> OrderView:
        return self.house.read(self.house.people.dispatchers[0], queries.order(number))

    # What lines make them do

    def _offer_what_plans_made(self, letter: Letter) -> None:
        made: Iterable[str] = letter.said["event"]["created"]
        for line in made:
            for number in NUMBERS.findall(line):
                self._later(25, partial(self._offer_if_nobody_has_it, int(number)))

    def _asked_to_decide(self, letter: Letter) -> None:
        assert letter.number is not None
        step = letter.said["event"]["step"]
        who = self.supervisor() if step == "supervisor" else self.anybody()
        if self.house.chance(SEEN_IN_TIME[step]):
            self._later(5, partial(self.ways_out.find, letter.number, who))

    def _told_otherwise(self, letter: Letter) -> None:
        assert letter.number is not None
        self._later(10, partial(self._call_and_decide, letter.number))

    def _call_and_decide(self, number: int) -> None:
        self._decide_for(self._view(number))

    def _decide_for(self, view: OrderView) -> None:
        if view.confirmation is not Confirmation.DECLINED or view.main is not Main.READY:
            return
        if self.house.chance(0.6):
            self.house.give(
                self.supervisor(), c.Cancel(order=view.number, reason="the customer asked for it")
            )
        else:
            self.house.give(self.anybody(), c.ConfirmOnBehalf(order=view.number, how="by phone: do come"))

    def _call_the_customer(self, letter: Letter) -> None:
        if self.house.chance(0.7):
            said = c.ConfirmOnBehalf(order=letter.number, how="by phone")
            self._later(8, partial(self._give, said))

    def _somebody_must_go(self, letter: Letter) -> None:
        """Whoever reads the thread looks whether it still has nobody."""
        assert letter.number is not None
        self._later(15, partial(self._offer_if_nobody_has_it, letter.number))

    def _book_again(self, letter: Letter) -> None:
        assert letter.number is not None
        self._later(30, partial(self._book, letter.number))

    def _wait_then_book_again(self, letter: Letter) -> None:
        """Unless the customer has picked a time by then."""
        assert letter.number is not None
        self._later(90, partial(self._book, letter.number))

    # And how

    def _give(self, command: c.Command) -> None:
        self.house.give(self.anybody(), command)

    def _offer_if_nobody_has_it(self, number: int) -> None:
        view = self._view(number)
        if (
            view.main is Main.READY
            and view.technician is None
            and view.window
            and c.OfferVisit in view.possible
        ):
            self.offer(number)

    def _answer_the_wish(self, number: int) -> None:
        """The first of these that can be done."""
        view = self._view(number)
        if view.request is None:
            return
        taken = c.AcceptProposal(order=number, request_id=view.request.id)
        slots = c.ProposeSlots(order=number)
        declined = c.DeclineProposal(order=number, reason="Nobody is free then.")
        ways: tuple[c.Command, ...] = (slots, declined)
        if view.request.proposals and self.house.chance(0.7):
            ways = (taken, slots, declined)
        elif self.house.chance(0.4):
            ways = (declined,)
        for way in ways:
            done = self.house.give(self.anybody(), way)
            if isinstance(done, Done):
                break
        if ways[0] is slots:
            self._later(120, partial(self._decline_the_wish, number))

    def _decline_the_wish(self, number: int) -> None:
        """They were sent times and said nothing."""
        if self._view(number).request is not None:
            self._give(c.DeclineProposal(order=number, reason="We did not hear from you."))

    def _give_to_the_late_one(self, card: Shown) -> None:
        view = self._view(card.number)
        late = next((each for each in view.offers if each.id == card.about), None)
        if view.technician is None and late is not None and late.technician.technician_id is not None:
            self._give(c.Assign(order=card.number, technician_id=late.technician.technician_id))

    def _book(self, number: int) -> None:
        """A new visit on one of the next working days, and somebody for it."""
        view = self._view(number)
        window = self._some_window()
        if view.main in {Main.ON_HOLD, Main.NO_SHOW}:
            first: c.Command = c.Rebook(order=number, window=window)
        elif view.main is Main.READY and view.window is None:
            first = c.Schedule(order=number, window=window)
        else:
            return
        if not isinstance(self.house.give(self.anybody(), first), Refusal):
            self._later(5, partial(self._offer_if_nobody_has_it, number))

    def _some_window(self) -> c.Window:
        dice = self.house.dice
        day = worked_after(self.house.now.astimezone(ZONE).date(), dice.randint(1, 3))
        start = datetime(day.year, day.month, day.day, dice.choice((8, 10, 13, 15)), tzinfo=ZONE)
        return c.Window(start=start, end=start + timedelta(hours=2))
