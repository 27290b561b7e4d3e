"""What somebody might really ask for: a command of any kind with arguments that make sense for a work order as it is.

`None` where nothing would make sense now (no offer to accept, no item to start).
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, replace
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from types import MappingProxyType

from core import commands as c
from core.model import (
    Confirmation,
    DeclineReason,
    HoldReason,
    ItemKind,
    ItemStatus,
    OfferStatus,
    Priority,
    TimeKind,
)
from core.people import Actor, Permission
from core.queries.items import ItemView
from core.queries.views import OrderView

TITLES = ("Annual fire inspection", "Leaking pump", "Panel shows a fault", "Oil change")
HAD_NO_SIGNAL = 0.2
"""How often field work is said later than it was done."""
SERVICE, INSPECTION, PART = ItemKind.SERVICE, ItemKind.INSPECTION, ItemKind.PART

RIGHT_CODES = 0.3


@dataclass(frozen=True)
class Moment:
    """A work order as the office sees it, who is about to act, and dice."""

    order: OrderView
    actor: Actor
    technicians: tuple[int, ...]
    now: datetime
    dice: Random

    def window(self) -> c.Window:
        """One or two hours, one to six days ahead, in daylight."""
        day = self.now + timedelta(days=self.dice.randint(1, 6))
        start = day.replace(hour=self.dice.randint(15, 20), minute=self.dice.choice((0, 30)), second=0)
        return c.Window(start=start, end=start + timedelta(hours=self.dice.randint(1, 2)))

    def another_technician(self) -> int:
        mine = self.order.technician.technician_id if self.order.technician else None
        return self.dice.choice([each for each in self.technicians if each != mine])

    def offer(self) -> int | None:
        """An open offer of the actor's."""
        mine = (
            each.id
            for each in self.order.offers
            if each.status is OfferStatus.OPEN and each.technician.technician_id == self.actor.technician_id
        )
        return next(mine, None)

    def item(self, *kinds: ItemKind, over: bool) -> ItemView | None:
        found = [each for each in self.order.items if each.kind in kinds and each.is_over is over]
        return self.dice.choice(found) if found else None


Builder = Callable[[Moment], c.Command | None]


def _assign(at: Moment) -> c.Command:
    return c.Assign(order=at.order.number, technician_id=at.another_technician(), reason="swapped")


def _going(kind: type[c.Depart | c.Arrive | c.Start]) -> Builder:
    """With a reason, where the customer's last word was otherwise (L49)."""

    def build(at: Moment) -> c.Command:
        against = at.order.confirmation in {Confirmation.CHANGE_REQUESTED, Confirmation.DECLINED}
        return kind(order=at.order.number, override="she rang: do come" if against else None)

    return build


def _plan_visit(at: Moment) -> c.Command | None:
    """Some minutes after the beginning of the window; how long it takes is said, for a plan as it is already is refused."""
    window = at.order.window
    if window is None:
        return None
    start = window.start + timedelta(minutes=at.dice.choice((0, 30, 60)))
    return c.PlanVisit(order=at.order.number, start=start, minutes=at.dice.choice((30, 45, 60)))


def _offer_visit(at: Moment) -> c.Command:
    named = at.dice.sample(at.technicians, at.dice.randint(0, len(at.technicians)))
    at_a_time = at.dice.choice((None, 0, 1, 2))
    return c.OfferVisit(order=at.order.number, technician_ids=tuple(named), at_a_time=at_a_time)


def _accept_offer(at: Moment) -> c.Command | None:
    offer = at.offer()
    return c.AcceptOffer(order=at.order.number, offer_id=offer) if offer else None


def _decline_offer(at: Moment) -> c.Command | None:
    offer = at.offer()
    why = at.dice.choice(tuple(DeclineReason))
    return (
        c.DeclineOffer(order=at.order.number, offer_id=offer, reason=why, words="as I said")
        if offer
        else None
    )


def _accept_proposal(at: Moment) -> c.Command | None:
    request = at.order.request
    if request is None or not request.proposals:
        return None
    if any(each.end <= at.now for each in request.proposals):
        return None
    return c.AcceptProposal(order=at.order.number, choice=at.dice.randint(1, len(request.proposals)))


def _request_reschedule(at: Moment) -> c.Command:
    proposals = tuple(at.window() for _ in range(at.dice.randint(0, 2)))
    return c.RequestReschedule(
        order=at.order.number, for_rev=at.order.schedule_rev, words="another day?", proposals=proposals
    )


def _pick_slot(at: Moment) -> c.Command:
    return c.PickSlot(
        order=at.order.number,
        for_rev=at.order.schedule_rev,
        choice=at.dice.randint(1, 3),
        window=at.window(),
        words="number two please",
    )


def _approve_quote(at: Moment) -> c.Command | None:
    quote = at.order.quote
    if quote is None:
        return None
    return c.ApproveQuote(order=at.order.number, version=quote.version, total=quote.total, words="ok")


def _ask_for_code(at: Moment) -> c.Command | None:
    quote = at.order.quote
    if quote is None:
        return None
    return c.AskForCode(order=at.order.number, version=quote.version, total=quote.total, words="ok")


def _approve_with_code(at: Moment) -> c.Command:
    code_id, right = at.dice.randint(1, 3), at.dice.random() < RIGHT_CODES
    return c.ApproveWithCode(order=at.order.number, code_id=code_id, right=right)


def _reject_quote(at: Moment) -> c.Command | None:
    quote = at.order.quote
    return c.RejectQuote(order=at.order.number, version=quote.version, words="no") if quote else None


def _rebook(at: Moment) -> c.Command:
    whole = at.dice.random() < 0.7
    return c.Rebook(
        order=at.order.number,
        window=at.window() if whole else None,
        technician_id=at.dice.choice(at.technicians) if whole else None,
    )


def _add_item(at: Moment) -> c.Command:
    kind = at.dice.choice(tuple(ItemKind))
    checklist = (c.Point(text="Batteries hold"),) if kind is INSPECTION and at.dice.random() < 0.5 else ()
    return c.AddItem(order=at.order.number, kind=kind, name="Panel", checklist=checklist)


def _on_item(
    kind: type[c.StartItem | c.SubmitItem | c.FinishItem | c.ReopenItem | c.RemoveItem],
    *kinds: ItemKind,
    over: bool = False,
    untouched: bool = False,
) -> Builder:
    def build(at: Moment) -> c.Command | None:
        item = at.item(*kinds, over=over)
        if item is None or (untouched and (item.status is not ItemStatus.OPEN or item.answered)):
            return None
        return kind(order=at.order.number, item=item.number)

    return build


def _change_item(at: Moment) -> c.Command | None:
    item = at.dice.choice(at.order.items) if at.order.items else None
    price = Decimal(at.dice.randint(2, 900))
    return c.ChangeItem(order=at.order.number, item=item.number, unit_price=price) if item else None


def _amend_item(at: Moment) -> c.Command | None:
    item = at.dice.choice(at.order.items) if at.order.items else None
    quantity = Decimal(at.dice.randint(2, 900))
    return c.AmendItem(order=at.order.number, item=item.number, quantity=quantity) if item else None


def _skip_item(at: Moment) -> c.Command | None:
    item = at.item(*ItemKind, over=False)
    if item is None or (item.required and not at.actor.may(Permission.SUPERVISE)):
        return None
    return c.SkipItem(order=at.order.number, item=item.number, reason="panel is locked")


def _tick_point(at: Moment) -> c.Command | None:
    item = at.item(*ItemKind, over=False)
    if item is None or not item.points:
        return None
    return c.TickPoint(order=at.order.number, item=item.number, point=1, answer="ok")


def _split(at: Moment) -> c.Command | None:
    left = [each.number for each in at.order.items if not each.is_over]
    return c.Split(order=at.order.number, items=(left[0],)) if len(left) > 1 else None


def _take(at: Moment) -> c.Command | None:
    return None if at.order.coordinator.id == at.actor.id else c.Take(order=at.order.number)


def _displace(_at: Moment) -> None:
    """Needs an emergency beside it, in the same call; tests of that go that way."""


def _has_stopped(at: Moment) -> bool | None:
    """Whether whoever our mail goes to wants less of it; None where nobody can be written to."""
    contact = at.order.contact
    return contact.stopped if contact is not None and contact.email else None


def _message(_at: Moment) -> None:
    """Needs an inbound message; tests of inbound mail go that way."""


# fmt: off
BUILDERS: Mapping[type[c.Command], Builder] = MappingProxyType({
    c.Note:             lambda at: c.Note(order=at.order.number, text="gate code 12"),
    c.Edit:             lambda at: c.Edit(order=at.order.number, description=f"Please hurry, {at.dice.random():.6f}", priority=at.dice.choice(tuple(Priority))),
    c.LinkQuotation:    lambda at: c.LinkQuotation(order=at.order.number, reference=f"Q-{at.dice.random():.6f}"),
    c.Split:            _split,
    c.SendQuote:        lambda at: c.SendQuote(order=at.order.number, total=Decimal(at.dice.randint(1, 900))),
    c.ApproveQuote:     _approve_quote,
    c.AskForCode:       _ask_for_code,
    c.ApproveWithCode:  _approve_with_code,
    c.RejectQuote:      _reject_quote,
    c.Schedule:         lambda at: c.Schedule(order=at.order.number, window=at.window()),
    c.PlanVisit:        _plan_visit,
    c.Reschedule:       lambda at: c.Reschedule(order=at.order.number, window=at.window(), reason="rain"),
    c.RequestReschedule: _request_reschedule,
    c.PickSlot:         _pick_slot,
    c.AcceptProposal:   _accept_proposal,
    c.DeclineProposal:  lambda at: c.DeclineProposal(order=at.order.number, reason="fully booked"),
    c.Confirm:          lambda at: c.Confirm(order=at.order.number, for_rev=at.order.schedule_rev, words="yes"),
    c.ConfirmOnBehalf:  lambda at: c.ConfirmOnBehalf(order=at.order.number, how="by phone"),
    c.DeclineVisit:     lambda at: c.DeclineVisit(order=at.order.number, for_rev=at.order.schedule_rev, words="no"),
    c.RequestCancel:    lambda at: c.RequestCancel(order=at.order.number, words="please cancel"),
    c.WithdrawReschedule: lambda at: c.WithdrawReschedule(order=at.order.number, words="never mind"),
    c.Assign:           _assign,
    c.Unassign:         lambda at: c.Unassign(order=at.order.number, reason="sick"),
    c.Release:          lambda at: c.Release(order=at.order.number, reason="van broke down"),
    c.OfferVisit:       _offer_visit,
    c.AcceptOffer:      _accept_offer,
    c.DeclineOffer:     _decline_offer,
    c.ExcludeTechnician: lambda at: c.ExcludeTechnician(order=at.order.number, technician_id=at.dice.choice(at.technicians), reason=f"was late {at.dice.random():.6f}"),
    c.AllowTechnician:  lambda at: c.AllowTechnician(order=at.order.number, technician_id=at.dice.choice(at.technicians)),
    c.Displace:         _displace,
    c.Take:             _take,
    c.Depart:           _going(c.Depart),
    c.Arrive:           _going(c.Arrive),
    c.Start:            _going(c.Start),
    c.ReportLate:       lambda at: c.ReportLate(order=at.order.number, minutes=at.dice.randint(5, 90)),
    c.Hold:             lambda at: c.Hold(order=at.order.number, reason=at.dice.choice(tuple(HoldReason)), follow_up_on=at.now + timedelta(days=1)),
    c.Rebook:           _rebook,
    c.ReturnVisit:      lambda at: c.ReturnVisit(order=at.order.number, reason="needs a second person"),
    c.NoShow:           lambda at: c.NoShow(order=at.order.number, tried="rang twice"),
    c.Complete:         lambda at: c.Complete(order=at.order.number, acknowledged=True),
    c.Submit:           lambda at: c.Submit(order=at.order.number, acknowledged=True),
    c.ReturnForFixes:   lambda at: c.ReturnForFixes(order=at.order.number, reason="photo is missing"),
    c.Cancel:           lambda at: c.Cancel(order=at.order.number, reason="moved house"),
    c.AddItem:          _add_item,
    c.ChangeItem:       _change_item,
    c.AmendItem:        _amend_item,
    c.RemoveItem:       _on_item(c.RemoveItem, *ItemKind, untouched=True),
    c.StartItem:        _on_item(c.StartItem, *ItemKind, untouched=True),
    c.SubmitItem:       _on_item(c.SubmitItem, INSPECTION),
    c.FinishItem:       _on_item(c.FinishItem, SERVICE, PART),
    c.ReopenItem:       _on_item(c.ReopenItem, *ItemKind, over=True),
    c.SkipItem:         _skip_item,
    c.TickPoint:        _tick_point,
    c.UsePart:          lambda at: c.UsePart(order=at.order.number, name="Battery 12 V"),
    c.LogTime:          lambda at: c.LogTime(order=at.order.number, kind=at.dice.choice(tuple(TimeKind)), minutes=30),
    c.AddPhoto:         lambda at: c.AddPhoto(order=at.order.number, reference="F0PHOTO"),
    c.Sign:             lambda at: c.Sign(order=at.order.number, signed_by="Cara Cole"),
    c.CustomerNotPresent: lambda at: c.CustomerNotPresent(order=at.order.number, reason="reception was closed"),
    c.AddContact:       lambda at: c.AddContact(order=at.order.number, name="Carl", email=f"carl{at.dice.randint(1, 3)}@acmefoods.example"),
    c.CorrectAddress:   lambda at: c.CorrectAddress(order=at.order.number, email=f"cara{at.dice.randint(1, 9)}@acmefoods.example"),
    c.KeepMessage:      _message,
    c.AskWhich:         _message,
    c.AnswerTechnician: _message,
    c.StopMail:         lambda at: c.StopMail(order=at.order.number) if _has_stopped(at) is False else None,
    c.StartMail:        lambda at: c.StartMail(order=at.order.number) if _has_stopped(at) else None,
    c.NoteLanguage:     lambda at: c.NoteLanguage(order=at.order.number, language=at.dice.choice(("de", "en"))),
    c.LinkMessage:      _message,
    c.CarryOn:          _message,
    c.TakeUpEnquiry:    _message,
    c.CarryAttachments: _message,
    c.SettleMessage:    _message,
})
# fmt: on
FOR_THE_SYSTEM: frozenset[type[c.Command]] = frozenset(
    {
        c.ExpireOffer,
        c.Escalate,
        c.EscalateFurther,
        c.NoteUnanswered,
        c.NoteUnacked,
        c.NoteDelivery,
        c.FollowUpHold,
        c.ReleaseMail,
        c.RemindToConfirm,
        c.WatchArrival,
        c.WatchDeparture,
        c.WatchDue,
        c.WatchReview,
    }
)


def plausible(kind: type[c.Command], at: Moment) -> c.Command | None:
    """A command of this kind that might be given at this moment."""
    command = BUILDERS[kind](at) if kind in BUILDERS else _bare(kind, at)
    if isinstance(command, c.FieldCommand) and at.dice.random() < HAD_NO_SIGNAL:
        return replace(command, at=at.now - timedelta(minutes=at.dice.randint(-5, 40)))
    return command


def _bare(kind: type[c.Command], at: Moment) -> c.Command:
    needed = [each.name for each in fields(kind) if each.default is MISSING]
    assert not needed, f"{kind.__name__} needs {needed}: say in BUILDERS what would make sense"
    return kind(order=at.order.number)
