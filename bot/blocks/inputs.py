"""The inputs of the forms: typeahead where there may be many, pickers for days and times, text within Slack's limits."""

from typing import Any

from bot.blocks.kit import Block, context, field, option, plain
from core.queries.views import OrderView

TITLE_LIMIT = 200
TEXT_LIMIT = 2000
TYPES = ("inspection", "service", "repair", "installation", "maintenance")
OTHER = "other"
DECLINE_REASONS = (
    "schedule conflict",
    "skills mismatch",
    "too far",
    "parts unavailable",
    "duplicate",
    "customer issue",
    "safety",
    "vehicle",
    OTHER,
)
"""Lifecycle §8."""


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


def technicians() -> Block:
    element = {**_typeahead("Names"), "type": "multi_external_select", "max_selected_items": 50}
    return field(
        "technicians", "Ask", element, hint=plain("All are asked at once; the first to accept gets it.")
    )


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
        field("why", "Reason", _select([option(each.capitalize(), each) for each in DECLINE_REASONS])),
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
