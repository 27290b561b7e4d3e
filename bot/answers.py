"""What the person reads after their command: one sentence per command, never silence. Pure."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.blocks.windows import Reader, day_and_clock, in_words, planned
from core import commands as c
from core.model import Confirmation, Main, OfferStatus
from core.queries.views import OrderView

Sentence = Callable[[Any, OrderView, Reader], str]


def sentences(commands: Sequence[c.Command], order: OrderView, reader: Reader) -> str:
    """What was done, as it stands now."""
    made = sum(isinstance(command, c.Create) for command in commands)
    if made > 1:
        return f"{made} work orders are created: WO-{order.number - made + 1} to {order.reference}."
    return " ".join(SENTENCES[type(command)](command, order, reader) for command in commands)


def _when(order: OrderView, reader: Reader) -> str:
    return in_words(order.window, order.site.zone, reader)


def _asked(order: OrderView) -> str:
    if order.confirmation is not Confirmation.REQUESTED or order.contact is None:
        return ""
    return f" {order.contact.name} is asked to confirm."


def _who(order: OrderView) -> str:
    return order.technician.name if order.technician else "nobody"


def _customer(order: OrderView) -> str:
    return order.contact.name if order.contact else order.site.customer


def _offered(order: OrderView, reader: Reader) -> str:
    asked = [offer for offer in order.offers if offer.status is OfferStatus.OPEN]
    if not asked:
        return f"Nobody can be asked about {order.reference} in time; a card in the dispatch channel says why, and what to do."
    names = ", ".join(each.technician.name for each in asked)
    until = day_and_clock(min(each.expires_at for each in asked), order.site.zone, reader)
    return f"{order.reference} is offered to {names} until {until}."


def _sought(order: OrderView, said: str) -> str:
    """After somebody is gone: who is asked now, if anybody is."""
    asked = [offer.technician.name for offer in order.offers if offer.status is OfferStatus.OPEN]
    return f"{said} {', '.join(asked)} {'is' if len(asked) == 1 else 'are'} asked now." if asked else said


def _item(number: int, order: OrderView) -> str:
    name = next((item.name for item in order.items if item.number == number), "")
    return f"Item {number} ({name})" if name else f"Item {number}"


def _left(order: OrderView) -> str:
    left = sum(not item.is_over for item in order.items)
    return f"{left} to go." if left else "That was the last one."


def _created(order: OrderView) -> str:
    """S1.24: whoever has no address is not asked by mail, which had better be known."""
    what = f"{order.reference} “{order.title}” is created for {order.site.name}."
    if order.main is Main.DRAFT:
        what = (
            f"{order.reference} “{order.title}” is a draft for {order.site.name}. "
            f"`/wo open {order.reference}` makes it real work."
        )
    if order.contact is not None and order.contact.email:
        return what
    return f"{what} {_customer(order)} has no email address, so nobody there can confirm by mail."


def _taken_up(order: OrderView) -> str:
    """Nobody else than the sender is ever answered."""
    return f"The mail is with {order.reference}, and so are its files."


def _mailed(note: c.Note, order: OrderView) -> str:
    if note.internal:
        return ""
    if order.contact is None or not order.contact.email:
        return f"; {_customer(order)} has no email address to send it to"
    return f" and goes to {order.contact.name}"


def _given(command: c.Assign, order: OrderView) -> str:
    """The other half of a swap is not what is shown."""
    if command.order in {c.NEW, order.number}:
        return f"{_who(order)} has {order.reference}."
    return f"WO-{command.order} changed hands."


def _excluded(command: c.ExcludeTechnician, order: OrderView) -> str:
    said = f"They are not sent to {order.site.customer} any more."
    if order.technician is None or order.technician.technician_id != command.technician_id:
        return said
    return f"{said} {order.reference} is still theirs: `/wo unassign {order.reference} …`"


# fmt: off
SENTENCES: Mapping[type[c.Command], Sentence] = MappingProxyType({
    c.Create:              lambda _c, o, _r: _created(o),
    c.TakeUpEnquiry:       lambda _c, o, _r: _taken_up(o),
    c.AddContact:          lambda x, _o, _r: f"{x.email} is a contact now.",
    c.CorrectAddress:      lambda x, o, _r: f"Mail goes to {x.email} now. What did not arrive is sent anew by `/wo ask {o.reference}` or `/wo quote {o.reference} …`.",
    c.Open:                lambda _c, o, _r: f"{o.reference} is open now.",
    c.Edit:                lambda _c, o, _r: f"{o.reference} says so now.",
    c.LinkQuotation:       lambda _c, o, _r: f"{o.reference} is linked to quotation {o.scope.quotation}.",
    c.Split:               lambda _c, o, _r: f"Those items are WO-{o.scope.phases[-1]} now, the rest stays with {o.reference}.",
    c.Schedule:            lambda _c, o, r: f"{o.reference} is scheduled for {_when(o, r)}.{_asked(o)}",
    c.PlanVisit:           lambda _c, o, r: f"{o.reference} is planned{planned(o, r).removeprefix(' · planned') or ' for any time'}, within {_when(o, r)}.",
    c.Reschedule:          lambda _c, o, r: f"{o.reference} is moved to {_when(o, r)}.{_asked(o)}",
    c.ProposeSlots:        lambda _c, o, _r: f"{_customer(o)} is sent free times to pick from.",
    c.Assign:              lambda x, o, _r: _given(x, o),
    c.Unassign:            lambda _c, o, _r: _sought(o, f"Nobody has {o.reference} now."),
    c.WithdrawOffers:      lambda _c, o, _r: f"Nobody is asked about {o.reference} any more.",
    c.DeclineOffer:        lambda _c, o, _r: f"Thank you for saying so: {o.reference} is not for you.",
    c.Displace:            lambda x, _o, _r: f"WO-{x.order} gives way.",
    c.OfferVisit:          lambda _c, o, r: _offered(o, r),
    c.SendQuote:           lambda x, o, _r: f"A quote of {x.total:,.2f} for {o.reference} is on its way.",
    c.RequestConfirmation: lambda _c, o, r: f"{_customer(o)} is asked to confirm {_when(o, r)}.",
    c.ConfirmOnBehalf:     lambda _c, o, r: f"{o.reference} is confirmed for {_when(o, r)}.",
    c.Depart:              lambda _c, o, _r: f"{_who(o)} is on the way to {o.site.name}.",
    c.Arrive:              lambda _c, o, _r: f"{_who(o)} is at {o.site.name}.",
    c.Start:               lambda _c, o, _r: f"Work on {o.reference} has begun.",
    c.Complete:            lambda _c, o, _r: f"{o.reference} is done.",
    c.AddItem:             lambda x, o, _r: f"{o.reference} has a new {x.kind}: {x.name}.",
    c.RemoveItem:          lambda x, o, _r: f"Item {x.item} is off {o.reference}.",
    c.ChangeItem:          lambda x, o, _r: f"{_item(x.item, o)} says so now.",
    c.AmendItem:           lambda x, o, _r: f"{_item(x.item, o)} is set right; those who bill are told.",
    c.StartItem:           lambda x, o, _r: f"{_item(x.item, o)} is under way.",
    c.SubmitItem:          lambda x, o, _r: f"{_item(x.item, o)} is submitted. {_left(o)}",
    c.FinishItem:          lambda x, o, _r: f"{_item(x.item, o)} is done. {_left(o)}",
    c.ReopenItem:          lambda x, o, _r: f"{_item(x.item, o)} is open again.",
    c.SkipItem:            lambda x, o, _r: f"{_item(x.item, o)} is skipped. {_left(o)}",
    c.TickPoint:           lambda x, _o, _r: f"{x.item}.{x.point}: {x.answer}.",
    c.UsePart:             lambda x, o, _r: f"{x.quantity:f} {x.name} used on {o.reference}.",
    c.LogTime:             lambda x, o, _r: f"{x.minutes} minutes of {x.kind} on {o.reference}.",
    c.AddPhoto:            lambda _c, o, _r: f"The photo is with {o.reference}.",
    c.Sign:                lambda x, o, _r: f"{x.signed_by} signed for {o.reference}.",
    c.CustomerNotPresent:  lambda _c, o, _r: f"It is on record why nobody signed for {o.reference}.",
    c.Cancel:              lambda _c, o, _r: f"{o.reference} is cancelled.",
    c.ReportLate:          lambda x, o, _r: f"Everybody knows that {o.reference} will be {x.minutes} minutes late.",
    c.Submit:              lambda _c, o, _r: f"{o.reference} waits for the office to accept it.",
    c.ApproveCompletion:   lambda _c, o, _r: f"{o.reference} is accepted and done.",
    c.ReturnForFixes:      lambda _c, o, _r: f"{o.reference} is back with {_who(o)}.",
    c.Hold:                lambda _c, o, _r: f"{o.reference} is on hold. `/wo resume {o.reference}` goes on where it was.",
    c.Resume:              lambda _c, o, _r: f"{o.reference} goes on: {o.status}.",
    c.ReturnVisit:         lambda _c, o, _r: f"{o.reference} has a second visit now; it needs a window.",
    c.NoShow:              lambda _c, o, _r: f"{o.reference}: {_customer(o)} was not there and is told.",
    c.Rebook:              lambda _c, o, r: f"{o.reference} has a new visit: {_when(o, r)}.{_asked(o)}",
    c.Release:             lambda _c, o, _r: _sought(o, f"Dispatch knows that you can't do {o.reference}."),
    c.AckAssignment:       lambda _c, o, _r: f"Thank you: you have seen {o.reference}.",
    c.ExcludeTechnician:   lambda x, o, _r: _excluded(x, o),
    c.AllowTechnician:     lambda _c, o, _r: f"{o.site.customer} can have them again.",
    c.StopMail:            lambda _c, o, _r: f"{_customer(o)} gets no reminders and status mails any more.",
    c.StartMail:           lambda _c, o, _r: f"{o.site.customer} gets all our mail again.",
    c.Take:                lambda _c, o, _r: f"You look after {o.reference} now.",
    c.Undo:                lambda _c, o, _r: f"{o.reference} is as it was before: {o.status}.",
    c.Note:                lambda x, o, _r: f"Your note is with {o.reference}{_mailed(x, o)}.",
})
# fmt: on
