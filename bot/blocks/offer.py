"""The offer in a technician's direct messages, and what became of it."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.blocks.kit import Block, actions, bold, button, context, cut, lines
from bot.blocks.windows import Reader, clock, day_and_clock, in_words, planned
from bot.ids import Ref
from core.model import OfferStatus
from core.queries.views import OfferView, OrderView

DESCRIPTION_LIMIT = 600

Words = Callable[[OrderView, OfferView, Reader], str]


def offer_card(order: OrderView, offer: OfferView, reader: Reader) -> list[Block]:
    """What, where, when and until when; two buttons while it is open, the outcome afterwards."""
    if offer.status is not OfferStatus.OPEN:
        return [
            lines((bold(f"{order.reference}  "), cut(order.title, 200))),
            lines((outcome(order, offer, reader),)),
        ]
    ref = str(Ref(order.number, order.schedule_rev, offer.id))
    until = day_and_clock(offer.expires_at, order.site.zone, reader)
    return [
        lines(
            (bold(f"Can you take {order.reference}?  "), cut(order.title, 200)),
            (bold("When  "), in_words(order.window, order.site.zone, reader) + planned(order, reader)),
            (bold("Where  "), f"{order.site.name}, {order.site.address}"),
            *([(cut(order.description, DESCRIPTION_LIMIT),)] if order.description else []),
        ),
        context(f"The first to accept gets it. Open until {until}."),
        *actions(
            "answer",
            [button("Accept", "offer.accept", ref, "primary"), button("Decline", "form.decline_offer", ref)],
        ),
    ]


def outcome(order: OrderView, offer: OfferView, reader: Reader) -> str:
    """One sentence: how an offer that is no longer open ended."""
    return OUTCOMES[offer.status](order, offer, reader)


def _accepted(order: OrderView, _offer: OfferView, reader: Reader) -> str:
    return f"It's yours: {in_words(order.window, order.site.zone, reader)}, {order.site.name}."


def _lost(order: OrderView, _offer: OfferView, reader: Reader) -> str:
    winner = next((each for each in order.offers if each.status is OfferStatus.ACCEPTED), None)
    if winner is None or winner.answered_at is None:
        return "Somebody else took this."
    return f"{winner.technician.name} took this at {clock(winner.answered_at, order.site.zone, reader)}."


def _declined(_order: OrderView, offer: OfferView, _reader: Reader) -> str:
    return f"You declined this: {offer.reason}." if offer.reason else "You declined this."


def _withdrawn(order: OrderView, offer: OfferView, reader: Reader) -> str:
    said = WITHDRAWN.get(offer.reason or "", "This offer was withdrawn")
    if offer.closed_by is None or offer.answered_at is None:
        return f"{said}."
    return f"{said} ({offer.closed_by}, {clock(offer.answered_at, order.site.zone, reader)})."


def _expired(order: OrderView, offer: OfferView, reader: Reader) -> str:
    if offer.late_at is None:
        return "This offer has expired. If you can still take it, tap the button or tell your dispatcher."
    said = clock(offer.late_at, order.site.zone, reader)
    return f"You said at {said} that you could take it after all. Your dispatcher decides."


WITHDRAWN = {
    "rescheduled": "The visit has been moved to another time, so this offer is gone; a new one may come",
    "cancelled": "The work order was cancelled",
    "assigned": "Somebody was assigned meanwhile",
    "started": "The work has begun meanwhile",
    "on hold": "The work order was put on hold",
    "withdrawn": "This offer was taken back",
    "off": "You are off then, so this offer was taken back",
    "undone": "This offer was a slip and was taken back",
}

OUTCOMES: Mapping[OfferStatus, Words] = MappingProxyType(
    {
        OfferStatus.ACCEPTED: _accepted,
        OfferStatus.LOST: _lost,
        OfferStatus.DECLINED: _declined,
        OfferStatus.WITHDRAWN: _withdrawn,
        OfferStatus.EXPIRED: _expired,
        OfferStatus.RELEASED: lambda _order, _offer, _reader: "This was yours and was taken off you again.",
    }
)
