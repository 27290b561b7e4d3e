"""Company-scoped reads, given to `Desk.read`; they return frozen read models."""

from core.queries.absences import absences, staff
from core.queries.approvals import approval
from core.queries.cards import card, message
from core.queries.catalogue import converted, customers, device_types, service_types, templates, units
from core.queries.changes import happened
from core.queries.dispatch import fairness, ways_out, who
from core.queries.enquiries import EnquiryView, enquiry
from core.queries.files import FileContent, FileView, contents, files, message_files
from core.queries.history import history
from core.queries.orders import find, order, orders
from core.queries.people import company, site, sites, technicians
from core.queries.plans import plan, plans
from core.queries.reading import Query, Reading
from core.queries.records import RecordView, records
from core.queries.slots import slots
from core.queries.stopping import stop

__all__ = [
    "EnquiryView",
    "FileContent",
    "FileView",
    "Query",
    "Reading",
    "RecordView",
    "absences",
    "approval",
    "card",
    "company",
    "contents",
    "converted",
    "customers",
    "device_types",
    "enquiry",
    "fairness",
    "files",
    "find",
    "happened",
    "history",
    "message",
    "message_files",
    "order",
    "orders",
    "plan",
    "plans",
    "records",
    "service_types",
    "site",
    "sites",
    "slots",
    "staff",
    "stop",
    "technicians",
    "templates",
    "units",
    "ways_out",
    "who",
]
