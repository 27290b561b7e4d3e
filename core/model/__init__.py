"""Tables that are also the entities, one file per concept."""

from core.model.base import Base, JsonObject, Owned
from core.model.card import Card
from core.model.company import Company
from core.model.customer import Contact, Customer, Equipment, Site
from core.model.dispatch import Offer, Round
from core.model.history import Change, Event
from core.model.inbound import InboundMessage
from core.model.notification import Notification
from core.model.quote import Quote
from core.model.staff import Staff, Technician
from core.model.states import (
    Ack,
    Asks,
    CardKind,
    CardStatus,
    Confirmation,
    HoldReason,
    Main,
    MessageStatus,
    NotificationStatus,
    OfferStatus,
    Priority,
    QuoteStatus,
    RequestStatus,
    RoundStatus,
    VisitOutcome,
)
from core.model.timer import Timer
from core.model.visit import RescheduleRequest, Visit
from core.model.work_order import WorkOrder

__all__ = [
    "Ack",
    "Asks",
    "Base",
    "Card",
    "CardKind",
    "CardStatus",
    "Change",
    "Company",
    "Confirmation",
    "Contact",
    "Customer",
    "Equipment",
    "Event",
    "HoldReason",
    "InboundMessage",
    "JsonObject",
    "Main",
    "MessageStatus",
    "Notification",
    "NotificationStatus",
    "Offer",
    "OfferStatus",
    "Owned",
    "Priority",
    "Quote",
    "QuoteStatus",
    "RequestStatus",
    "RescheduleRequest",
    "Round",
    "RoundStatus",
    "Site",
    "Staff",
    "Technician",
    "Timer",
    "Visit",
    "VisitOutcome",
    "WorkOrder",
]
