"""Forms: what each asks for and which commands its answers become. Pure.

A field's name is also its block and action id, so a refusal about a field finds its place. What a form is about travels in
its metadata as a Ref.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType
from typing import Any

from bot.blocks import inputs
from bot.blocks.kit import Block, modal
from bot.ids import Ref
from bot.known import Known
from bot.money import amount
from bot.times import Clock
from core import commands as c
from core.model import DeclineReason
from core.queries.views import OrderView
from core.refusals import Refusal

Values = Mapping[str, Any]


class Unfilled(Refusal):
    """Something required is missing."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        """`fields`: a sentence for each field that is not filled as it must be."""
        super().__init__(" ".join(fields.values()), field=next(iter(fields)))
        self.fields = dict(fields)


@dataclass(frozen=True)
class Filled:
    """A submitted form: what it is about, the answers, and what reading them needs."""

    ref: Ref
    values: Values
    known: Known

    def text(self, name: str) -> str:
        return str(self.values.get(name) or "").strip()

    def require(self, **sentences: str) -> None:
        """Raises Unfilled for every field that is empty, each with its sentence."""
        empty = {name: sentence for name, sentence in sentences.items() if not self.values.get(name)}
        if empty:
            raise Unfilled(empty)


@dataclass(frozen=True)
class Form:
    """`same_window`: what was decided with one window in view must not hit another. `shows_result`: the form itself
    says what was done, where no card in sight does.
    """

    title: str
    submit: str
    fields: Callable[[OrderView | None, Ref], list[Block]]
    commands: Callable[[Filled], tuple[c.Command, ...]]
    same_window: bool = False
    shows_result: bool = True


def build(name: str, order: OrderView | None, ref: Ref) -> dict[str, Any]:
    """The modal `name`, about `order`."""
    form = FORMS[name]
    title = f"{form.title} {order.reference}" if order else form.title
    return modal(f"form.{name}", title, form.fields(order, ref), submit=form.submit, metadata=str(ref))


def values_of(state: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """Slack's view state as field → text, chosen value, or list of chosen values; None where nothing was given."""
    return {name: _value(entry) for block in state.values() for name, entry in block.items()}


def _value(entry: Mapping[str, Any]) -> Any:
    if "selected_options" in entry:
        return [option["value"] for option in entry["selected_options"] or ()]
    if "selected_option" in entry:
        return entry["selected_option"]["value"] if entry["selected_option"] else None
    return next((entry[key] for key in ("value", "selected_date", "selected_time") if key in entry), None)


def new_order(filled: Filled) -> tuple[c.Command, ...]:
    """The work order, its window and its technician, as far as they were filled in."""
    filled.require(
        site="Choose the site.", type="Choose the type.", title="Say in a few words what is to be done."
    )
    known, site = filled.known, filled.known.sites[0]
    commands: list[c.Command] = [
        c.Create(
            site_id=site.id,
            type=filled.text("type"),
            title=filled.text("title"),
            description=filled.text("description"),
        )
    ]
    if any(filled.values.get(name) for name in ("date", "start", "end")):
        window = _window(filled, Clock.at(known.now, site, known.company))
        commands.append(c.Schedule(window=window))
    if filled.values.get("technician"):
        commands.append(c.Assign(technician_id=int(filled.text("technician"))))
    return tuple(commands)


def _window(filled: Filled, clock: Clock | None = None) -> c.Window:
    """The window of the three pickers; each that is missing is named."""
    filled.require(date="Choose the day.")
    if filled.values.get("end") and not filled.values.get("start"):
        raise Unfilled({"start": "Choose when the window begins, or leave both times out."})
    start, end = (
        time.fromisoformat(given) if given else None for given in map(filled.values.get, ("start", "end"))
    )
    if start and end and end <= start:
        raise Unfilled({"end": "The window ends before it begins."})
    return (clock or filled.known.clock()).picked(date.fromisoformat(filled.text("date")), start, end)


def _schedule(filled: Filled) -> tuple[c.Command, ...]:
    return (c.Schedule(order=filled.ref.order, window=_window(filled)),)


def _reschedule(filled: Filled) -> tuple[c.Command, ...]:
    return (c.Reschedule(order=filled.ref.order, window=_window(filled), reason=filled.text("reason")),)


def _reschedule_for_mail(filled: Filled) -> tuple[c.Command, ...]:
    """The message in triage that asked for it is settled with it, and its files stay with the work order."""
    message_id = filled.ref.id
    return (
        *_reschedule(filled),
        c.CarryAttachments(order=filled.ref.order, message_id=message_id),
        c.SettleMessage(message_id=message_id, how="applied"),
    )


def _assign(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(technician="Choose a technician.")
    technician_id, reason = int(filled.text("technician")), filled.text("reason")
    return (c.Assign(order=filled.ref.order, technician_id=technician_id, reason=reason),)


def _unassign(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(reason="Say why; the technician reads it.")
    return (c.Unassign(order=filled.ref.order, reason=filled.text("reason")),)


def _assign_anyway(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(override="Say why; it is kept with the visit.")
    reason = filled.text("override")
    return (c.Assign(order=filled.ref.order, technician_id=filled.ref.id, override=reason),)


def _split(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(items="Choose what becomes a work order of its own.")
    items = tuple(int(each) for each in filled.values["items"])
    return (c.Split(order=filled.ref.order, items=items, title=filled.text("title")),)


def _offer(filled: Filled) -> tuple[c.Command, ...]:
    chosen = tuple(int(each) for each in filled.values.get("technicians") or ())
    at_a_time = int(filled.text("at_a_time")) if filled.text("at_a_time") else None
    return (c.OfferVisit(order=filled.ref.order, technician_ids=chosen, at_a_time=at_a_time),)


def _quote(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(total="Write the total, for example 450.00.")
    total = amount(filled.text("total"))
    return (c.SendQuote(order=filled.ref.order, total=total, summary=filled.text("summary")),)


def _confirmed(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(how="Say how the customer agreed, for example by phone.")
    return (c.ConfirmOnBehalf(order=filled.ref.order, how=filled.text("how")),)


def _note(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(text="Write the note.")
    return (c.Note(order=filled.ref.order, text=filled.text("text")),)


def _cancel(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(reason="Say why; it is kept with the work order.")
    return (c.Cancel(order=filled.ref.order, reason=filled.text("reason")),)


def _decline_offer(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(why="Choose the reason.")
    reason = DeclineReason(filled.text("why"))
    if reason is DeclineReason.OTHER:
        filled.require(words="Say the reason in your own words.")
    words = filled.text("words")
    return (c.DeclineOffer(order=filled.ref.order, offer_id=filled.ref.id, reason=reason, words=words),)


def _decline_proposal(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(reason="Say why; the customer reads it.")
    return (c.DeclineProposal(order=filled.ref.order, reason=filled.text("reason")),)


def _link_message(filled: Filled) -> tuple[c.Command, ...]:
    filled.require(work_order="Choose the work order.")
    return (c.LinkMessage(order=int(filled.text("work_order")), message_id=filled.ref.id),)


# fmt: off
FORMS: Mapping[str, Form] = MappingProxyType({
    "new":              Form("New work order",  "Create",     lambda _o, _r: inputs.new_order(),             new_order),
    "schedule":         Form("Schedule",        "Schedule",   lambda _o, _r: inputs.window(),                _schedule),
    "reschedule":       Form("Reschedule",      "Reschedule", lambda o, _r: inputs.other_window(o),          _reschedule, same_window=True),
    "reschedule_mail":  Form("Reschedule",      "Reschedule", lambda o, _r: inputs.other_window(o),          _reschedule_for_mail, same_window=True, shows_result=False),
    "assign":           Form("Assign",          "Assign",     lambda _o, _r: inputs.assigning(),             _assign),
    "unassign":         Form("Take off",        "Take off",   lambda o, _r: inputs.taking_off(o),            _unassign, same_window=True),
    "assign_anyway":    Form("Assign",          "Assign",     lambda _o, _r: inputs.overriding(),            _assign_anyway, same_window=True),
    "split":            Form("Split",           "Split",      lambda o, _r: inputs.splitting(o),             _split),
    "offer":            Form("Offer",           "Offer",      lambda _o, _r: inputs.offering(),              _offer, same_window=True),
    "quote":            Form("Quote for",       "Send",       lambda _o, _r: inputs.quote(),                 _quote),
    "confirmed":        Form("Confirm",         "Confirm",    lambda _o, _r: [inputs.how_confirmed()],       _confirmed, same_window=True),
    "note":             Form("Note on",         "Add",        lambda _o, _r: [inputs.words("text", "Note")], _note),
    "cancel":           Form("Cancel",          "Cancel it",  lambda o, _r: inputs.cancelling(o),            _cancel),
    "decline_offer":    Form("Decline",         "Decline",    lambda _o, _r: inputs.declining(),             _decline_offer, shows_result=False),
    "decline_proposal": Form("Decline",         "Decline",    lambda _o, _r: [inputs.answer_to_customer()],  _decline_proposal, shows_result=False),
    "link_message":     Form("Link the mail",   "Link",       lambda _o, _r: [inputs.work_order()],          _link_message, shows_result=False),
})
# fmt: on
