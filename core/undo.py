"""What can be taken back, by whom and until when (lifecycle §12, L77).

A work order remembers its latest change: the one that others build on. Only that one can be taken back, only when
staff did it by one of the commands below, and only while the company's undo window is open. Mail to the customer
about it waits as long, so that nobody hears of what was never meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Self

from core import commands as c
from core.model import JsonObject
from core.orders import Order
from core.people import Actor, Kind

# fmt: off
INSTEAD: Mapping[type[c.Command], str] = MappingProxyType({
    c.Schedule:     "Move it: `/wo reschedule {order} …`.",
    c.Reschedule:   "Move it again: `/wo reschedule {order} …`.",
    c.PlanVisit:    "Plan another hour: `/wo plan {order} …`.",
    c.Assign:       "Assign somebody else or nobody: `/wo assign {order} @tom`, `/wo unassign {order} …`.",
    c.AcceptOffer:  "Give it back: `/wo release {order} …`.",
    c.DeclineOffer: "Tell your dispatcher that you can take it after all.",
    c.Hold:         "Go on: `/wo resume {order}`.",
    c.Cancel:       "Create a new one: `/wo new`.",
    c.NoShow:       "Open a new visit: `/wo rebook {order} …`.",
    c.SendQuote:    "Send another quote: `/wo quote {order} …`.",
    c.Depart:       "Carry on, or call your dispatcher: they can reschedule {order}.",
    c.Arrive:       "Carry on, or call your dispatcher: they can reschedule {order}.",
    c.Start:        "Let it rest: `/wo hold {order} …`.",
    c.Complete:     "Create a new one for what is left: `/wo new`.",
    c.StartItem:    "Carry on with it, or skip it: `/wo item {order} 1 skip …`.",
    c.SubmitItem:   "Reopen it: `/wo item {order} 1 reopen`.",
    c.FinishItem:   "Reopen it: `/wo item {order} 1 reopen`.",
    c.SkipItem:     "Reopen it: `/wo item {order} 1 reopen`.",
    c.ReopenItem:   "Say again that it is done: `/wo item {order} 1 done`.",
    c.TickPoint:    "Answer it again: `/wo tick {order} 1.1 …`.",
    c.Submit:       "Ask the office to return it: `/wo fix {order} …`.",
})
# fmt: on
"""What can be undone (§12), and the forward command once it can't be any more."""

PASSING = frozenset(
    {
        c.Note,
        c.KeepMessage,
        c.LinkMessage,
        c.CarryAttachments,
        c.CarryOn,
        c.Take,
        c.NoteUnanswered,
        c.NoteUnacked,
        c.ReleaseMail,
        c.EscalateFurther,
        c.AddContact,
        c.CorrectAddress,
        c.AskForCode,
        c.RemindToConfirm,
        c.WatchArrival,
        c.WatchDeparture,
        c.WatchDue,
        c.WatchReview,
    }
)
"""Commands that nothing builds on: after them the change before is still the latest."""


@dataclass(frozen=True)
class Latest:
    """The latest change of a work order. `until`: when its undo window closes; None when it has none."""

    change_id: int
    command: str
    staff_id: int | None
    name: str
    until: datetime | None

    @classmethod
    def of(cls, order: Order) -> Self | None:
        stored = order.work.latest
        if stored is None:
            return None
        until = stored["until"]
        return cls(
            stored["change"],
            stored["command"],
            stored["staff"],
            stored["name"],
            datetime.fromisoformat(until) if until else None,
        )

    def as_json(self) -> JsonObject:
        return {
            "change": self.change_id,
            "command": self.command,
            "staff": self.staff_id,
            "name": self.name,
            "until": self.until.isoformat() if self.until else None,
        }

    def instead(self, reference: str) -> str:
        """The forward command that does what an undo would have done."""
        pattern = next((words for kind, words in INSTEAD.items() if kind.__name__ == self.command), "")
        return pattern.format(order=reference)


def note_latest(order: Order, actor: Actor, command: c.Command, change_id: int, now: datetime) -> None:
    """Keeps that `command` of this change was the last thing done to the work order."""
    if type(command) in PASSING:
        return
    before, until = Latest.of(order), _until(order, actor, command, now)
    first = before is None or before.change_id != change_id
    if before is not None and not first:
        until = until and before.until  # all commands of one call are taken back together, or none
    name = type(command).__name__ if first or before is None else before.command
    staff_id = actor.id if actor.kind is Kind.STAFF else None
    order.work.latest = Latest(change_id, name, staff_id, actor.name, until).as_json()


def seal(order: Order) -> None:
    """The latest change stays: other work orders were changed with it."""
    if order.work.latest is not None:
        order.work.latest = {**order.work.latest, "until": None}


def may_undo_change(order: Order, change_id: int) -> bool:
    """Whether this change, just made, can be taken back for a while."""
    latest = Latest.of(order)
    return latest is not None and latest.change_id == change_id and latest.until is not None


def is_latest(order: Order, change_id: int) -> bool:
    latest = Latest.of(order)
    return latest is not None and latest.change_id == change_id


def _until(order: Order, actor: Actor, command: c.Command, now: datetime) -> datetime | None:
    seconds = order.profile.undo_seconds
    if type(command) not in INSTEAD or actor.kind is not Kind.STAFF or seconds <= 0:
        return None
    return now + timedelta(seconds=seconds)
