"""The inputs of the forms: typeahead where there may be many, pickers for days and times, text within Slack's limits."""

from typing import Any

from bot.blocks.kit import MOST_OPTIONS, Block, context, field, option, plain
from core.model import DeclineReason, ItemStatus
from core.queries.views import OrderView

TITLE_LIMIT = 200
TEXT_LIMIT = 2000
AT_A_TIME = (("1", "One by one"), ("2", "Two"), ("3", "Three"), ("0", "Everybody at once"))
TYPES = ("inspection", "service", "repair", "installation", "maintenance")


def new_order() -> list[Block]:
    return [
        field("site", "Site", _typeahead("Name, customer, address or serial number")),
        field("type", "Type", _select([option(each.capitalize(), each) for each in TYPES])),
        field("title", "What is to be done", _text(TITLE_LIMIT)),
        field("description", "Details", _text(TEXT_LIMIT, multiline=True), optional=True),
        *window(optional=True),
        field("technician", "Technician", _typeahead("Leave empty to decide later"), optional=True),
    ]


def window(*, optional: bool = False) -> list[Block]:
    """Day and times on the site's own clock."""
    hint = plain("On the site's own clock. Without times it is the working day.")
    return [
        field("date", "Day", {"type": "datepicker"}, optional=optional),
        field("start", "From", {"type": "timepicker"}, optional=True),
        field("end", "To", {"type": "timepicker"}, optional=True, hint=hint),
    ]


def other_window(order: OrderView | None) -> list[Block]:
    """For a visit that has a window; the customer hears of the new one where they knew the old."""
    who = f"{order.technician.name} keeps it." if order and order.technician else "Nobody is assigned yet."
    return [*window(), field("reason", "Reason", _text(TITLE_LIMIT), optional=True), context(who)]


def technician() -> Block:
    return field("technician", "Technician", _typeahead("Name"))


def assigning() -> list[Block]:
    why = plain("Needed when somebody else has set off already.")
    return [technician(), field("reason", "Reason", _text(TITLE_LIMIT), optional=True, hint=why)]


def taking_off(order: OrderView | None) -> list[Block]:
    """The technician is told, and somebody else is sought where the company does that by itself (L35)."""
    who = f"{order.technician.name} reads it." if order and order.technician else "Nobody is assigned."
    return [field("reason", "Reason", _text(TITLE_LIMIT), hint=plain(who))]


def offering() -> list[Block]:
    """Whom to ask, and how many at a time."""
    element = {**_typeahead("Whoever can go"), "type": "multi_external_select", "max_selected_items": 50}
    hint = plain("Leave it empty to ask whoever can go, the best first. The first to accept gets it.")
    return [
        field("technicians", "Ask", element, optional=True, hint=hint),
        field(
            "at_a_time",
            "At a time",
            _select([option(said, value) for value, said in AT_A_TIME]),
            optional=True,
        ),
    ]


def overriding() -> list[Block]:
    """The reason is kept with the visit (I5)."""
    hint = plain("Only a supervisor can go against the plan. The reason is kept.")
    return [field("override", "Why it must be all the same", _text(TITLE_LIMIT), hint=hint)]


def splitting(order: OrderView | None) -> list[Block]:
    """Items on which work has not begun; one at least stays."""
    open_items = [each for each in (order.items if order else ()) if each.status is ItemStatus.OPEN]
    options = [option(f"{each.number}. {each.name}", str(each.number)) for each in open_items[:MOST_OPTIONS]]
    if not options:
        return [context("Work on every item has begun, so there is nothing to split off.")]
    element = {"type": "multi_static_select", "options": options}
    return [
        field("items", "Items that become a work order of their own", element),
        field("title", "Its title", _text(TITLE_LIMIT), optional=True),
    ]


def quote() -> list[Block]:
    return [
        field("total", "Total", {**_text(20), "placeholder": plain("450.00")}),
        field("summary", "What it is for", _text(TEXT_LIMIT, multiline=True), optional=True),
    ]


def how_confirmed() -> Block:
    return field("how", "How did the customer agree?", {**_text(TITLE_LIMIT), "initial_value": "by phone"})


def words(name: str, label: str) -> Block:
    return field(name, label, _text(TEXT_LIMIT, multiline=True))


def cancelling(order: OrderView | None) -> list[Block]:
    ends = "Open offers, questions and quotes end with it. Whoever was told of the visit is told."
    return [field("reason", "Reason", _text(TITLE_LIMIT)), *([context(ends)] if order else [])]


def declining() -> list[Block]:
    return [
        field("why", "Reason", _select([option(each.capitalize(), each) for each in DeclineReason])),
        field("words", "In your own words", _text(TITLE_LIMIT), optional=True),
    ]


def answer_to_customer() -> Block:
    hint = plain("The customer reads this. The visit stays as it is.")
    return field("reason", "Why not?", _text(TITLE_LIMIT, multiline=True), hint=hint)


def work_order() -> Block:
    return field("work_order", "Work order", _typeahead("Number, title, customer or address"))


def _text(most: int, *, multiline: bool = False) -> dict[str, Any]:
    return {"type": "plain_text_input", "max_length": most, "multiline": multiline}


def _select(options: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "static_select", "options": options}


def _typeahead(placeholder: str) -> dict[str, Any]:
    return {"type": "external_select", "min_query_length": 0, "placeholder": plain(placeholder)}
