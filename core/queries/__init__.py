"""Company-scoped reads, given to `Desk.read`; they return frozen read models."""

from core.queries.approvals import approval
from core.queries.cards import card, message
from core.queries.catalogue import customers, device_types, service_types, templates, units
from core.queries.history import history
from core.queries.orders import find, order, orders
from core.queries.people import company, site, sites, technicians
from core.queries.reading import Query, Reading
from core.queries.records import RecordView, records
from core.queries.slots import slots

__all__ = [
    "Query",
    "Reading",
    "RecordView",
    "approval",
    "card",
    "company",
    "customers",
    "device_types",
    "find",
    "history",
    "message",
    "order",
    "orders",
    "records",
    "service_types",
    "site",
    "sites",
    "slots",
    "technicians",
    "templates",
    "units",
]
