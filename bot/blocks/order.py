"""The work order's card: one per order in the dispatch channel. Everybody there reads it, so it has no prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.blocks.items import progress, took
from bot.blocks.kit import (
    Block,
    Part,
    actions,
    bold,
    button,
    context,
    cut,
    lines,
    option,
    overflow,
    sentence_parts,
)
from bot.blocks.scope import scope
from bot.blocks.windows import Reader, clock, in_words, moment, planned
from bot.ids import Ref
from core import commands as c
from core.model import Confirmation
from core.queries.deliveries import Delivery
from core.queries.views import OrderView

DESCRIPTION_LIMIT = 600
TITLE_LIMIT = 200
WHY_LIMIT = 200
MAIL_TROUBLE = {
    Delivery.DEFERRED: "not through yet, we keep trying: ",
    Delivery.BOUNCED: "did not reach the customer: ",
}


@dataclass(frozen=True)
class Step:
    """What a button says and which listener it calls: `do.…` acts at once, `form.…` asks first."""

    words: str
    action: str
    style: str | None = None


BUTTONS: Mapping[type[c.Command], Step] = MappingProxyType(
    {
        c.Schedule: Step("Schedule", "form.schedule", "primary"),
        c.OfferVisit: Step("Offer", "form.offer", "primary"),
        c.Assign: Step("Assign", "form.assign"),
        c.RequestConfirmation: Step("Ask the customer", "do.ask"),
        c.Complete: Step("Done", "do.done"),
        c.Submit: Step("Submit", "do.submit"),
        c.ApproveCompletion: Step("Accept", "do.accept", "primary"),
        c.Resume: Step("Resume", "do.resume", "primary"),
    }
)
"""The usual next steps, as buttons in this order."""

MORE: Mapping[type[c.Command], Step] = MappingProxyType(
    {
        c.Reschedule: Step("Reschedule", "form.reschedule"),
        c.Unassign: Step("Take the technician off…", "form.unassign"),
        c.ConfirmOnBehalf: Step("Customer confirmed by phone…", "form.confirmed"),
        c.Note: Step("Add a note", "form.note"),
        c.SendQuote: Step("Send a quote", "form.quote"),
        c.Cancel: Step("Cancel the work order", "form.cancel"),
    }
)
"""The rest, behind the three dots."""


def order_card(order: OrderView, reader: Reader) -> list[Block]:
    """The whole card; without buttons once nothing is left to do."""
    ref = Ref(order.number, order.schedule_rev)
    return [*_summary(order, reader), *actions("steps", _steps(order, ref))]


def answer(said: str, order: OrderView, reader: Reader) -> list[Block]:
    """What the person who did something reads: what was done, and how the work order stands now."""
    return [lines(sentence_parts(said)), context(headline(order, reader))]


def _summary(order: OrderView, reader: Reader) -> list[Block]:
    rows: list[tuple[Part, ...]] = [
        (bold(f"{order.reference}  {cut(order.title, TITLE_LIMIT)}"),),
        (bold("Status  "), "  ·  ".join((order.status, *order.badges))),
        (bold("When  "), in_words(order.window, order.site.zone, reader) + planned(order, reader)),
        (bold("Where  "), f"{order.site.name}, {order.site.address}"),
        (bold("Customer  "), _customer(order)),
        (bold("Technician  "), order.technician.name if order.technician else "nobody yet"),
    ]
    rows += reported(order, reader)
    rows += progress(order)
    if order.mail is not None and order.mail.status in MAIL_TROUBLE:
        rows.append((bold("Mail  "), MAIL_TROUBLE[order.mail.status], cut(order.mail.why, WHY_LIMIT)))
    if order.worked is not None:
        rows.append((bold("Took  "), took(order.worked)))
    rows += scope(order, reader)
    if order.description:
        rows.append((cut(order.description, DESCRIPTION_LIMIT),))
    return [lines(*rows), context(f"{order.type.capitalize()} · looked after by {order.coordinator.name}")]


def reported(order: OrderView, reader: Reader) -> list[tuple[Part, ...]]:
    """A row for what was said later than it was done: "3:40 pm, reported 5:05 pm" (I16)."""
    if order.since is None or order.reported_at is None:
        return []
    zone = order.site.zone
    since = moment(order.since, order.reported_at, zone, reader)
    return [(bold("Since  "), f"{since}, reported {clock(order.reported_at, zone, reader)}")]


def headline(order: OrderView, reader: Reader) -> str:
    """One line for notifications and screen readers."""
    when = in_words(order.window, order.site.zone, reader)
    return f"{order.reference} {cut(order.title, TITLE_LIMIT)} · {order.status} · {order.site.name} · {when}"


def _customer(order: OrderView) -> str:
    if order.contact is None:
        return order.site.customer
    trouble = (
        (order.contact.complained, ", reported our mail as spam"),
        (order.contact.bounced, ", mail comes back"),
        (order.contact.stopped, ", wants no reminders and status mails"),
    )
    said = next((words for is_so, words in trouble if is_so), "")
    return f"{order.site.customer} ({order.contact.name}{said})"


def _steps(order: OrderView, ref: Ref) -> list[dict[str, object]]:
    buttons = [
        button(_label(step, order), step.action, str(ref), step.style)
        for command, step in BUTTONS.items()
        if command in order.possible
    ]
    rest = [
        option(step.words, f"{step.action}|{ref}")
        for command, step in MORE.items()
        if command in order.possible
    ]
    return [*buttons, *([overflow("order.more", rest)] if rest and not _is_over(order) else [])]


def _label(step: Step, order: OrderView) -> str:
    if step.action == "form.assign" and order.technician is not None:
        return "Assign somebody else"
    if step.action == "do.ask" and order.confirmation is Confirmation.REQUESTED:
        return "Ask the customer again"
    return step.words


def _is_over(order: OrderView) -> bool:
    """Of what the card offers, only a note is left: not worth a menu on a finished card."""
    return not set(order.possible) & (set(BUTTONS) | set(MORE)) - {c.Note}
