"""What a filled-in form that makes a work order from a mail comes to. Pure."""

from bot.blocks.enquiry import ADD
from bot.forms import Filled, Unfilled, new_order
from core import commands as c
from core.queries import EnquiryView

NAME_LIMIT = 80


def commands_of(filled: Filled, enquiry: EnquiryView) -> tuple[c.Command, ...]:
    """The work order, the sender as a contact where that was ticked, and the mail with its files."""
    adds = ADD in (filled.values.get("sender") or ())
    take_up = c.TakeUpEnquiry(message_id=enquiry.message_id)
    if filled.known.sites:
        if filled.text("customer"):
            raise Unfilled({"customer": "Either a site you have, or a new customer."})
        create, *rest = new_order(filled)
        name = enquiry.sender_name or enquiry.sender.partition("@")[0]
        adding = (c.AddContact(name=name, email=enquiry.sender),) if adds else ()
        return (create, *adding, take_up, *rest)
    if not filled.text("customer"):
        raise Unfilled({"site": "Choose the site, or name the new customer."})
    return (*_for_new_customer(filled, enquiry, adds=adds), take_up)


def _for_new_customer(filled: Filled, enquiry: EnquiryView, *, adds: bool) -> tuple[c.Command, ...]:
    filled.require(type="Choose the type.", title="Say in a few words what is to be done.")
    if any(filled.values.get(name) for name in ("date", "start", "end")):
        raise Unfilled({"date": "Create it first, and schedule it when the address is known."})
    customer = c.NewCustomer(
        company_name=filled.text("customer"),
        first_name=(enquiry.sender_name or "")[:NAME_LIMIT] if adds else "",
        email=enquiry.sender if adds else "",
        address=filled.text("address"),
    )
    create = c.Create(
        new_customer=customer,
        type=filled.text("type"),
        title=filled.text("title"),
        description=filled.text("description"),
    )
    technician = filled.text("technician")
    assign = (c.Assign(technician_id=int(technician)),) if technician else ()
    return (create, *assign)
