"""Tables that are also the entities, one file per concept."""

from core.model.approval import MOST_TRIES, ApprovalCode
from core.model.attachment import Attachment, size_words
from core.model.base import Base, JsonObject, Owned
from core.model.card import Card
from core.model.catalogue import DeviceType, DeviceTypeItem, OrderTemplate, ServiceType
from core.model.company import Company
from core.model.customer import Contact, Customer, CustomerExclusion, Equipment, Site, TravelTime
from core.model.dispatch import Offer, Round
from core.model.enquiry import Enquiry
from core.model.history import Change, Event
from core.model.inbound import InboundMessage
from core.model.items import ChecklistPoint, FieldRecord, WorkItem
from core.model.notification import Notification
from core.model.plan import Plan, PlanOccurrence
from core.model.quote import Quote
from core.model.staff import Holiday, Staff, Technician, TechnicianSkill, TimeOff
from core.model.states import (
    Ack,
    Asks,
    CardKind,
    CardStatus,
    Chain,
    Confirmation,
    DeclineReason,
    HoldReason,
    HolidayRule,
    ItemKind,
    ItemStatus,
    Main,
    MessageStatus,
    NotificationStatus,
    OccurrenceStatus,
    OfferStatus,
    OffReason,
    PlanStatus,
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
    "Attachment",
    "Base",
    "Card",
    "CardKind",
    "CardStatus",
    "Chain",
    "Change",
    "ChecklistPoint",
    "Company",
    "Confirmation",
    "Contact",
    "Customer",
    "CustomerExclusion",
    "DeclineReason",
    "DeviceType",
    "DeviceTypeItem",
    "Enquiry",
    "Equipment",
    "Event",
    "FieldRecord",
    "HoldReason",
    "Holiday",
    "HolidayRule",
    "InboundMessage",
    "ItemKind",
    "ItemStatus",
    "JsonObject",
    "Main",
    "MessageStatus",
    "Notification",
    "NotificationStatus",
    "OccurrenceStatus",
    "OffReason",
    "Offer",
    "OfferStatus",
    "OrderTemplate",
    "Owned",
    "Plan",
    "PlanOccurrence",
    "PlanStatus",
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
    "TravelTime",
    "Visit",
    "VisitOutcome",
    "WorkItem",
    "WorkOrder",
    "size_words",
]
