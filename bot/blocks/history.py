"""A work order's history in words: who did what, when, through which channel."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from bot.blocks.kit import Block, Part, bold, cut, lines, quiet
from bot.blocks.windows import Reader, day_and_clock, in_words, moment
from core.people import Channel, Proof
from core.queries.views import Became, HistoryLine, OrderView, WindowView

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "order.created": "created it",
        "order.noted": "noted",
        "order.opened": "opened the draft",
        "order.edited": "changed it",
        "order.quotation-linked": "linked quotation {reference}",
        "plan.created": "made it for {held_on}, a day of plan {number}",
        "plan.unit-installed": "had the unit installed; its service will follow",
        "order.split": "made part of it WO-{into}",
        "order.split-off": "split it off WO-{origin}",
        "order.cancelled": "cancelled it",
        "order.completed": "completed it",
        "visit.scheduled": "scheduled it",
        "visit.planned": "planned the hour",
        "visit.moved": "moved it",
        "visit.reschedule-requested": "asked for another time",
        "visit.proposal-declined": "declined the proposed time",
        "visit.confirmation-requested": "asked the customer to confirm",
        "visit.slots-proposed": "sent free times",
        "visit.slot-picked": "picked a free time",
        "visit.confirmed": "confirmed",
        "visit.declined": "said not to come",
        "visit.assigned": "assigned a technician",
        "visit.unassigned": "took the technician off",
        "visit.offered": "offered it",
        "offer.accepted": "accepted the offer",
        "offer.declined": "declined the offer",
        "offer.expired": "let an offer expire",
        "offer.lapsed": "took back the offer to somebody who is off then",
        "offer.accepted-late": "could take it after all, when the offer had run out",
        "visit.offers-withdrawn": "took the offers back",
        "visit.escalated": "nobody took it",
        "visit.escalated-further": "asked the next to decide ({step})",
        "visit.escalation-acknowledged": "sees to it",
        "visit.displaced": "let it give way to WO-{emergency}",
        "quote.sent": "sent a quote",
        "quote.superseded": "changed what quote v{version} was for, so it no longer counts",
        "quote.approved": "approved the quote",
        "quote.code-asked": "approved the quote and was asked for a code",
        "quote.code-mistaken": "gave a wrong code for the quote",
        "quote.rejected": "rejected the quote",
        "visit.departed": "set off",
        "visit.arrived": "arrived",
        "visit.started": "started the work",
        "visit.reschedule-withdrawn": "keeps the old time",
        "order.cancel-requested": "asked to cancel",
        "visit.unanswered": "noted that the customer has not answered",
        "visit.released": "gave it back",
        "visit.confirmation-reminded": "reminded the customer",
        "visit.departure-overdue": "asked the technician whether they are on the way",
        "visit.arrival-overdue": "noted that nobody has arrived",
        "order.review-overdue": "noted that the finished work waits to be accepted",
        "order.due-ahead": "noted that {percent} % of the time until it is due are over",
        "visit.acked": "has seen the assignment",
        "visit.unacked": "noted that the technician has not seen the assignment",
        "customer.technician-excluded": "noted that the customer does not want {technician}",
        "customer.technician-allowed": "noted that {technician} may go to the customer again",
        "order.taken": "looks after it from now on",
        "visit.late": "is running late",
        "visit.no-show": "found nobody there",
        "order.submitted": "submitted it",
        "order.completion-approved": "accepted the finished work",
        "order.returned": "returned it for fixes",
        "item.added": "added item {item}",
        "item.removed": "took item {item} off",
        "item.changed": "changed item {item}",
        "item.started": "started item {item}",
        "item.submitted": "submitted item {item}",
        "item.done": "finished item {item}",
        "item.reopened": "reopened item {item}",
        "item.skipped": "skipped item {item}",
        "item.ticked": "answered {item}.{point}",
        "record.part": "used",
        "record.time": "logged {minutes} minutes of {kind}",
        "record.photo": "added a photo",
        "record.signature": "had {signed_by} sign",
        "record.unsigned": "noted that nobody signed",
        "order.held": "put it on hold",
        "order.follow-up-due": "reminded of the hold",
        "order.resumed": "resumed it",
        "visit.partial": "planned a return visit",
        "visit.rebooked": "opened a new visit",
        "order.undone": "took the last change back",
        "message.kept": "wrote",
        "message.technician-answered": "answered an offer by mail; nothing was changed",
        "message.matter-asked": "wrote and was asked what they mean",
        "customer.language": "wrote in another language ({language})",
        "customer.mail-stopped": "stopped reminders and status mails to {contact}",
        "customer.mail-started": "had all mail sent again",
        "customer.contact-added": "added {contact} ({email}) to the customer",
        "customer.address-corrected": "corrected the address of {contact} to {email}",
        "message.linked": "linked a message",
        "enquiry.taken-up": "made it from the mail of {sender}",
        "message.attachments": "sent {count} files",
        "visit.carries-on": "said to carry on",
        "mail.failed": "learnt that mail to {address} failed",
        "message.retried": "had a message read again",
        "message.settled": "settled a message",
    }
)
SAID = ("words", "reason", "text", "summary", "tried", "why", "override")
"""Data of an event that is somebody's words, the most telling first."""
OVERTAKEN = ", although the customer's wish for another time was open"
ASSIGNED, TOOK_IT = "visit.assigned", "took the job"
NOBODYS = frozenset({"visit.escalated"})
"""Events that are nobody's doing: whoever happened to cause them is not named."""
OFFERED, TO_THE_NEXT = "visit.offered", "left it to the next"
CHANNELS: Mapping[str, str] = MappingProxyType(
    {
        Channel.SLACK: "in Slack",
        Channel.EMAIL: "by email",
        Channel.PORTAL: "on a page",
        Channel.TIMER: "by itself",
        Channel.CLI: "on the command line",
    }
)
"""How it reached us."""
PROVEN: Mapping[int, str] = MappingProxyType(
    {Proof.KNOWN_ADDRESS: "from a known address", Proof.AUTHENTICATED: "proven"}
)
"""How sure it is that a customer's message is theirs (lifecycle §6)."""


def history(order: OrderView, found: Sequence[HistoryLine], reader: Reader) -> list[Block]:
    """Newest first, in the site's time."""
    title: tuple[Part, ...] = (bold(f"{order.reference}  "), cut(order.title, 200))
    return [lines(title, *(_line(each, order.site.zone, reader) for each in found))]


def _line(each: HistoryLine, zone: str, reader: Reader) -> tuple[Part, ...]:
    what = _what(each)
    said = (OVERTAKEN if each.data.get("overtaken") else "") + _said(each.data)
    became = "".join(f", {_became(change, zone, reader)}" for change in each.became)
    if what == TOOK_IT:
        became = ""
    when = day_and_clock(each.at, zone, reader)
    noted = f", reported {moment(each.recorded_at, each.at, zone, reader)}" if each.recorded_at else ""
    how = CHANNELS.get(each.channel, each.channel) + (
        f", {PROVEN[each.proof]}" if each.proof in PROVEN else ""
    )
    who = "" if each.name in NOBODYS else f"{each.actor} "
    return (quiet(f"{when}{noted}  "), f"{who}{what}{said}{became} ({how})")


def _what(each: HistoryLine) -> str:
    if each.name == ASSIGNED and [change.after for change in each.became] == [each.actor]:
        return TOOK_IT
    if each.name == OFFERED and each.data.get("next"):
        return TO_THE_NEXT
    return WORDS.get(each.name, each.name).format_map(each.data)


def _became(change: Became, zone: str, reader: Reader) -> str:
    """As in "Tom Tran → Tina Torres"; a first one stands alone."""
    before, after = (_named(side, zone, reader) for side in (change.before, change.after))
    return f"{before} → {after}" if change.before is not None else after


def _named(side: WindowView | str | None, zone: str, reader: Reader) -> str:
    if side is None:
        return "none"
    return side if isinstance(side, str) else in_words(side, zone, reader)


def _said(data: Mapping[str, Any]) -> str:
    words = next((str(data[key]) for key in SAID if data.get(key)), "")
    return f": “{cut(' '.join(words.split()), 120)}”" if words else ""
