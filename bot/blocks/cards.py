"""Which card shows what: one renderer per kind, from a card's read model to the message's content."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.blocks.assignment import assignment_card, ending
from bot.blocks.escalation import ending as escalation_ending
from bot.blocks.escalation import escalation_card
from bot.blocks.kit import Block, cut, escape
from bot.blocks.late_accept import ending as late_accept_ending
from bot.blocks.late_accept import late_accept_card
from bot.blocks.offer import offer_card, outcome
from bot.blocks.order import headline, order_card
from bot.blocks.request import request_card
from bot.blocks.triage import triage_card
from bot.blocks.windows import Reader
from core.model import CardKind, OfferStatus, RequestStatus
from core.queries.views import CardView, OrderView

FALLBACK_LIMIT = 300


@dataclass(frozen=True)
class Content:
    """`text` is what notifications and screen readers say; `settled`: nothing will change it any more."""

    text: str
    blocks: list[Block]
    settled: bool = False

    @property
    def digest(self) -> str:
        """The same for the same content, so that an update that changes nothing is not sent."""
        said = json.dumps([self.text, self.blocks], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def content_of(card: CardView, reader: Reader) -> Content:
    """What the card's message shows now."""
    text, blocks, settled = RENDERERS[card.kind](card, reader)
    return Content(escape(cut(text, FALLBACK_LIMIT)), blocks, settled)


Rendered = tuple[str, list[Block], bool]


def _order(card: CardView, reader: Reader) -> Rendered:
    order = _order_of(card)
    return headline(order, reader), order_card(order, reader), False


def _offer(card: CardView, reader: Reader) -> Rendered:
    order = _order_of(card)
    assert card.offer is not None
    is_open = card.offer.status is OfferStatus.OPEN
    said = "Can you take this?" if is_open else outcome(order, card.offer, reader)
    # A job accepted can still be taken off its winner, so only the other outcomes are final.
    settled = card.offer.status not in {OfferStatus.OPEN, OfferStatus.ACCEPTED}
    return f"{order.reference} {order.title}: {said}", offer_card(order, card.offer, reader), settled


def _assignment(card: CardView, reader: Reader) -> Rendered:
    order = _order_of(card)
    assert card.staff is not None
    ended = ending(order, card.staff)
    text = f"{order.reference} {order.title}: {ended or 'your job'}"
    return text, assignment_card(order, card.staff, reader), ended is not None


def _request(card: CardView, reader: Reader) -> Rendered:
    order = _order_of(card)
    assert card.request is not None
    text = f"{order.reference}: the customer would like another time"
    return text, request_card(order, card.request, reader), card.request.status is not RequestStatus.OPEN


def _escalation(card: CardView, reader: Reader) -> Rendered:
    order = _order_of(card)
    found = card.escalation
    assert found is not None
    text = f"{order.reference}: nobody took it"
    return text, escalation_card(order, found, reader), escalation_ending(order, found) is not None


def _late_accept(card: CardView, reader: Reader) -> Rendered:
    order = _order_of(card)
    assert card.offer is not None
    text = f"{order.reference}: {card.offer.technician.name} could take it after all"
    return (
        text,
        late_accept_card(order, card.offer, reader),
        late_accept_ending(order, card.offer) is not None,
    )


def _triage(card: CardView, _reader: Reader) -> Rendered:
    assert card.message is not None
    text = f"Mail that needs a person: {card.message.subject or card.message.sender or 'no subject'}"
    return text, triage_card(card.message, card.order), card.message.settled is not None


def _order_of(card: CardView) -> OrderView:
    assert card.order is not None
    return card.order


RENDERERS: Mapping[CardKind, Callable[[CardView, Reader], Rendered]] = MappingProxyType(
    {
        CardKind.ORDER: _order,
        CardKind.OFFER: _offer,
        CardKind.ASSIGNMENT: _assignment,
        CardKind.REQUEST: _request,
        CardKind.ESCALATION: _escalation,
        CardKind.LATE_ACCEPT: _late_accept,
        CardKind.TRIAGE: _triage,
    }
)
