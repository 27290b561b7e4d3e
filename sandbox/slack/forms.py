"""Interactive elements as a person fills them: what is chosen at first, what a value becomes, what a form refuses.

One table says for each element under which name Slack carries its value. Everything else here is read from it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.slack.ids import block_id
from sandbox.slack.json_types import JSON
from sandbox.slack.model import State
from sandbox.slack.validation.checks import Check, like, string
from sandbox.slack.validation.elements import DATE, ID, NUMBER, TIME, options_of
from sandbox.slack.validation.surfaces import elements_of


class NoSuchValue(ValueError):
    """A person could not have entered this: the option is not offered, or the text is no date."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How one element type carries its value: name in the state, name at first, what nothing looks like, reader."""

    key: str
    initial: str
    nothing: Any
    read: Callable[[JSON, list[JSON], Any], Any]


def _option(element: JSON, offered: list[JSON], value: Any) -> JSON:
    known = [*options_of(element), *offered, *filter(None, [element.get("initial_option")])]
    known += element.get("initial_options") or []
    for option in known:
        if value in (option["value"], option):
            return dict(option)
    raise NoSuchValue(
        f"{value!r} is not offered; there is {', '.join(repr(o['value']) for o in known) or 'nothing'}"
    )


def _options(element: JSON, offered: list[JSON], values: Any) -> list[JSON]:
    return [_option(element, offered, value) for value in _list(values)]


def _list(values: Any) -> list[Any]:
    if not isinstance(values, list):
        raise NoSuchValue(f"{values!r} must be a list")
    return values


def _that_is(check: Check) -> Callable[[JSON, list[JSON], Any], Any]:
    def read(_element: JSON, _offered: list[JSON], value: Any) -> Any:
        for problem in check(value, ""):
            raise NoSuchValue(f"{value!r} {problem.split(' [')[0]}")
        return value

    return read


def _ids(_element: JSON, _offered: list[JSON], values: Any) -> list[Any]:
    return [_that_is(ID)({}, [], value) for value in _list(values)]


def _moment(_element: JSON, _offered: list[JSON], value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise NoSuchValue(f"{value!r} must be epoch seconds")
    return value


def _rich(_element: JSON, _offered: list[JSON], value: Any) -> Any:
    if isinstance(value, dict):
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


def _files(_element: JSON, _offered: list[JSON], values: Any) -> list[Any]:
    return _list(values)


_TEXT = _that_is(string(3000, 0))
_EMAIL = _that_is(like(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an email address"))
_URL = _that_is(like(r"https?://\S+", "a web address"))

KINDS: dict[str, Kind] = {
    "static_select": Kind("selected_option", "initial_option", None, _option),
    "external_select": Kind("selected_option", "initial_option", None, _option),
    "radio_buttons": Kind("selected_option", "initial_option", None, _option),
    "overflow": Kind("selected_option", "initial_option", None, _option),
    "checkboxes": Kind("selected_options", "initial_options", [], _options),
    "multi_static_select": Kind("selected_options", "initial_options", [], _options),
    "multi_external_select": Kind("selected_options", "initial_options", [], _options),
    "users_select": Kind("selected_user", "initial_user", None, _that_is(ID)),
    "multi_users_select": Kind("selected_users", "initial_users", [], _ids),
    "conversations_select": Kind("selected_conversation", "initial_conversation", None, _that_is(ID)),
    "multi_conversations_select": Kind("selected_conversations", "initial_conversations", [], _ids),
    "channels_select": Kind("selected_channel", "initial_channel", None, _that_is(ID)),
    "multi_channels_select": Kind("selected_channels", "initial_channels", [], _ids),
    "datepicker": Kind("selected_date", "initial_date", None, _that_is(DATE)),
    "timepicker": Kind("selected_time", "initial_time", None, _that_is(TIME)),
    "datetimepicker": Kind("selected_date_time", "initial_date_time", None, _moment),
    "plain_text_input": Kind("value", "initial_value", None, _TEXT),
    "email_text_input": Kind("value", "initial_value", None, _EMAIL),
    "url_text_input": Kind("value", "initial_value", None, _URL),
    "number_input": Kind("value", "initial_value", None, _that_is(NUMBER)),
    "rich_text_input": Kind("rich_text_value", "initial_value", None, _rich),
    "file_input": Kind("files", "", [], _files),
}
STATELESS = frozenset({"button", "overflow", "workflow_button"})


def fill_ids(blocks: list[JSON]) -> list[JSON]:
    """The blocks with a made-up block_id and action_id wherever the author gave none, as Slack stores them."""
    filled = [{**block, "block_id": block.get("block_id") or block_id()} for block in blocks]
    for block in filled:
        for name in ("accessory", "element"):
            if isinstance(block.get(name), dict) and block[name]["type"] != "image":
                block[name] = {**block[name], "action_id": block[name].get("action_id") or block_id()}
        if block["type"] == "actions":
            block["elements"] = [
                {**e, "action_id": e.get("action_id") or block_id()} for e in block["elements"]
            ]
    return filled


def places(blocks: list[JSON]) -> Iterator[tuple[JSON, JSON]]:
    """Every interactive element with the block it stands in."""
    return ((block, element) for block in blocks for element in elements_of(block))


def entry(element: JSON, value: Any) -> JSON:
    """One value in Slack's form: `{"type": "datepicker", "selected_date": "2026-03-05"}`."""
    return {"type": element["type"], KINDS[element["type"]].key: value}


def first_state(blocks: list[JSON], before: State | None = None) -> State:
    """What a form holds when it is shown: initial values, or what `before` holds for the same block and action."""
    state: State = {}
    for block, element in places(blocks):
        if element["type"] in STATELESS:
            continue
        kind = KINDS[element["type"]]
        kept = (before or {}).get(block["block_id"], {}).get(element["action_id"])
        same = kept if kept and kept["type"] == element["type"] else None
        shown = same or entry(element, element.get(kind.initial, kind.nothing))
        state.setdefault(block["block_id"], {})[element["action_id"]] = shown
    return state


def read_value(element: JSON, offered: list[JSON], value: Any) -> JSON:
    """A person's value as a state entry; None or an empty text empties it. NoSuchValue if it cannot be entered."""
    kind = KINDS[element["type"]]
    read = kind.nothing if value in (None, "") else kind.read(element, offered, value)
    return entry(element, read)


def refused_fields(blocks: list[JSON], state: State) -> dict[str, str]:
    """The fields that Slack's own form does not let through, by block_id."""
    refused = {}
    for block, element in places(blocks):
        if block["type"] != "input":
            continue
        held = state.get(block["block_id"], {}).get(element["action_id"], {})
        sentence = _field_problem(block, element, held.get(KINDS[element["type"]].key))
        if sentence:
            refused[block["block_id"]] = sentence
    return refused


def _field_problem(block: Mapping[str, Any], element: JSON, value: Any) -> str | None:
    if value is None or value == []:
        return None if block.get("optional") else "Please complete this required field."
    if element["type"] == "number_input":
        return _number_problem(element, float(value))
    if isinstance(value, str) and len(value) > element.get("max_length", 3000):
        return f"Must be {element['max_length']} characters or fewer."
    if isinstance(value, str) and len(value) < element.get("min_length", 0):
        return f"Must be {element['min_length']} characters or more."
    return None


def _number_problem(element: JSON, value: float) -> str | None:
    if not element["is_decimal_allowed"] and value != int(value):
        return "Please enter a whole number."
    if value < float(element.get("min_value", value)) or value > float(element.get("max_value", value)):
        return f"Must be between {element.get('min_value', 'any')} and {element.get('max_value', 'any')}."
    return None
