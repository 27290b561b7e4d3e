"""Texts, options and interactive elements of Block Kit, with Slack's limits for each."""

from collections.abc import Mapping
from typing import Any

from sandbox.slack.validation.checks import (
    Check,
    Rule,
    any_of,
    anything,
    boolean,
    by_type,
    choice,
    items,
    like,
    mapping,
    one_of,
    shape,
    string,
    whole,
)

TYPE = {"type": anything}


def plain(most: int) -> Check:
    """A plain_text object of up to `most` characters."""
    return by_type({"plain_text": shape({**TYPE, "text": string(most)}, {"emoji": boolean})})


def words(most: int) -> Check:
    """A plain_text or mrkdwn object of up to `most` characters."""
    return by_type(
        {
            "plain_text": shape({**TYPE, "text": string(most)}, {"emoji": boolean}),
            "mrkdwn": shape({**TYPE, "text": string(most)}, {"verbatim": boolean}),
        }
    )


CONFIRM = shape(
    {"title": plain(100), "text": words(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)
OPTION = shape({"text": plain(75), "value": string(150)}, {"description": plain(75)})
LINK_OPTION = shape(
    {"text": plain(75), "value": string(150)}, {"description": plain(75), "url": string(3000)}
)
RICH_OPTION = shape({"text": words(75), "value": string(150)}, {"description": words(75)})
OPTION_GROUP = shape({"label": plain(75), "options": items(OPTION, 1, 100)}, {})
DISPATCH = shape({}, {"trigger_actions_on": items(choice("on_enter_pressed", "on_character_entered"), 1, 2)})

NAMED = {"action_id": string(255)}
ASKED = {**NAMED, "confirm": CONFIRM, "focus_on_load": boolean}
SELECT = {**ASKED, "placeholder": plain(150)}
TYPED = {**NAMED, "placeholder": plain(150), "focus_on_load": boolean, "dispatch_action_config": DISPATCH}
MANY = {"max_selected_items": whole(1, 100)}
DATE = like(r"\d{4}-\d{2}-\d{2}", "YYYY-MM-DD")
TIME = like(r"([01]\d|2[0-3]):[0-5]\d", "HH:mm")
NUMBER = like(r"-?\d+(\.\d+)?", "a number in a string")
ID = like(r"[A-Z][A-Z0-9]{2,}", "a Slack id")
LISTED = {"options": items(OPTION, 1, 100), "option_groups": items(OPTION_GROUP, 1, 100)}
FILTER = shape(
    {},
    {
        "include": items(choice("im", "mpim", "private", "public"), 1, 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    any_of("include", "exclude_external_shared_channels", "exclude_bot_users"),
)
CONVERSATIONS = {"default_to_current_conversation": boolean, "filter": FILTER}


def options_of(element: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every option an element offers by itself, groups opened up."""
    grouped = [option for group in element.get("option_groups") or () for option in group.get("options", ())]
    return [*(element.get("options") or ()), *grouped]


def initial_is_offered(element: Mapping[str, Any]) -> str | None:
    """Slack's rule: what is chosen at first is exactly one of the options."""
    chosen = (
        [element.get("initial_option")]
        if element.get("initial_option")
        else element.get("initial_options") or []
    )
    offered = options_of(element)
    return (
        None
        if all(option in offered for option in chosen)
        else "the initial option must be one of the options"
    )


def values_differ(element: Mapping[str, Any]) -> str | None:
    """Slack accepts equal values and then answers clicks ambiguously; the stand-in does not."""
    values = [option.get("value") for option in options_of(element) if isinstance(option, dict)]
    return None if len(values) == len(set(values)) else "option values must be unique"


CHOSEN: tuple[Rule, ...] = (initial_is_offered, values_differ)


def element(fields: Mapping[str, Check], required: Mapping[str, Check], *rules: Rule) -> Check:
    return shape({**TYPE, **required}, fields, *rules)


IMAGE = element(
    {"image_url": string(3000), "slack_file": mapping},
    {"alt_text": string(2000)},
    one_of("image_url", "slack_file"),
)

ELEMENTS: dict[str, Check] = {
    "button": element(
        {
            **NAMED,
            "value": string(2000),
            "url": string(3000),
            "style": choice("primary", "danger"),
            "confirm": CONFIRM,
            "accessibility_label": string(75),
        },
        {"text": plain(75)},
    ),
    "overflow": element({**NAMED, "confirm": CONFIRM}, {"options": items(LINK_OPTION, 1, 5)}, values_differ),
    "static_select": element(
        {**SELECT, **LISTED, "initial_option": OPTION}, {}, one_of("options", "option_groups"), *CHOSEN
    ),
    "multi_static_select": element(
        {**SELECT, **LISTED, **MANY, "initial_options": items(OPTION, 1, 100)},
        {},
        one_of("options", "option_groups"),
        *CHOSEN,
    ),
    "external_select": element({**SELECT, "initial_option": OPTION, "min_query_length": whole(0, 100)}, {}),
    "multi_external_select": element(
        {**SELECT, **MANY, "initial_options": items(OPTION, 1, 100), "min_query_length": whole(0, 100)}, {}
    ),
    "users_select": element({**SELECT, "initial_user": ID}, {}),
    "multi_users_select": element({**SELECT, **MANY, "initial_users": items(ID, 1, 100)}, {}),
    "conversations_select": element(
        {**SELECT, **CONVERSATIONS, "initial_conversation": ID, "response_url_enabled": boolean}, {}
    ),
    "multi_conversations_select": element(
        {**SELECT, **MANY, **CONVERSATIONS, "initial_conversations": items(ID, 1, 100)}, {}
    ),
    "channels_select": element({**SELECT, "initial_channel": ID, "response_url_enabled": boolean}, {}),
    "multi_channels_select": element({**SELECT, **MANY, "initial_channels": items(ID, 1, 100)}, {}),
    "checkboxes": element(
        {**ASKED, "initial_options": items(RICH_OPTION, 1, 10)},
        {"options": items(RICH_OPTION, 1, 10)},
        *CHOSEN,
    ),
    "radio_buttons": element(
        {**ASKED, "initial_option": RICH_OPTION}, {"options": items(RICH_OPTION, 1, 10)}, *CHOSEN
    ),
    "datepicker": element({**SELECT, "initial_date": DATE}, {}),
    "timepicker": element({**SELECT, "initial_time": TIME, "timezone": string(100)}, {}),
    "datetimepicker": element({**ASKED, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}, {}),
    "plain_text_input": element(
        {
            **TYPED,
            "initial_value": string(3000, 0),
            "multiline": boolean,
            "min_length": whole(0, 3000),
            "max_length": whole(1, 3000),
        },
        {},
    ),
    "email_text_input": element({**TYPED, "initial_value": string(3000)}, {}),
    "url_text_input": element({**TYPED, "initial_value": string(3000)}, {}),
    "number_input": element(
        {**TYPED, "initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER},
        {"is_decimal_allowed": boolean},
    ),
    "rich_text_input": element({**TYPED, "initial_value": mapping}, {}),
    "file_input": element({**NAMED, "filetypes": items(string(20), 1, 100), "max_files": whole(1, 10)}, {}),
    "image": IMAGE,
}
