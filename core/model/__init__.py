"""Tables that are also the entities, one file per concept."""

from core.model.approval import MOST_TRIES, ApprovalCode
from core.model.base import Base, JsonObject, Owned
from core.model.card import Card
from core.model.catalogue import DeviceType, DeviceTypeItem, OrderTemplate, ServiceType
from core.model.company import Company
from core.model.customer import Contact, Customer, Equipment, Site
from core.model.dispatch import Offer, Round
from core.model.history import Change, Event
from core.model.inbound import InboundMessage
from core.model.items import ChecklistPoint, FieldRecord, WorkItem
from core.model.notification import Notification
from core.model.quote import Quote
from core.model.staff import Holiday, Staff, Technician, TechnicianSkill, TimeOff
from core.model.states import (
    Ack,
    Asks,
    CardKind,
    CardStatus,
    Confirmation,
    HoldReason,
    ItemKind,
    ItemStatus,
    Main,
    MessageStatus,
    NotificationStatus,
    OfferStatus,
    OffReason,
    Priority,
    QuoteStatus,
    RecordKind,
    RequestStatus,
    RoundStatus,
    TimeKind,
    VisitOutcome,
)
from core.model.timer import Timer
from core.model.visit import RescheduleRequest, Visit
from core.model.work_order import WorkOrder

__all__ = [
    "MOST_TRIES",
    "Ack",
    "ApprovalCode",
    "Asks",
    "Base",
    "Card",
    "CardKind",
    "CardStatus",
    "Change",
    "ChecklistPoint",
    "Company",
    "Confirmation",
    "Contact",
    "Customer",
    "DeviceType",
    "DeviceTypeItem",
    "Equipment",
    "Event",
    "FieldRecord",
    "HoldReason",
    "Holiday",
    "InboundMessage",
    "ItemKind",
    "ItemStatus",
    "JsonObject",
    "Main",
    "MessageStatus",
    "Notification",
    "NotificationStatus",
    "OffReason",
    "Offer",
    "OfferStatus",
    "OrderTemplate",
    "Owned",
    "Priority",
    "Quote",
    "QuoteStatus",
    "RecordKind",
    "RequestStatus",
    "RescheduleRequest",
    "Round",
    "RoundStatus",
    "ServiceType",
    "Site",
    "Staff",
    "Technician",
    "TechnicianSkill",
    "TimeKind",
    "TimeOff",
    "Timer",
    "Visit",
    "VisitOutcome",
    "WorkItem",
    "WorkOrder",
]
