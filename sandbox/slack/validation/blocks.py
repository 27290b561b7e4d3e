"""The blocks of Block Kit, what may stand in each, and which surface takes which."""

from sandbox.slack.validation.checks import (
    Check,
    any_of,
    anything,
    boolean,
    by_type,
    choice,
    items,
    one_of,
    shape,
    string,
)
from sandbox.slack.validation.checks import mapping as any_object
from sandbox.slack.validation.elements import ELEMENTS, TYPE, plain, words

MARKDOWN_MOST = 12_000
TABLE_ROWS, TABLE_COLUMNS = 100, 20

_PICKERS = frozenset({"datepicker", "timepicker", "checkboxes", "radio_buttons"})
_SELECTS = frozenset(
    f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels")
)
_MULTI = frozenset(f"multi_{kind}" for kind in _SELECTS)
_TEXT_INPUTS = frozenset(
    {"plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input"}
)

IN_SECTION = _PICKERS | _SELECTS | _MULTI | {"button", "overflow", "image"}
IN_ACTIONS = _PICKERS | _SELECTS | _MULTI | {"button", "overflow", "datetimepicker"}
IN_INPUT = _PICKERS | _SELECTS | _MULTI | _TEXT_INPUTS | {"datetimepicker", "file_input"}

NAMED = {"block_id": string(255)}

_IN_CONTEXT: dict[str, Check] = {
    "plain_text": words(3000),
    "mrkdwn": words(3000),
    "image": ELEMENTS["image"],
}
_RICH_LEAVES = "text link emoji user usergroup channel team date broadcast color rich_text_section"
_RICH_LEAF = by_type(dict.fromkeys(_RICH_LEAVES.split(), any_object))
_RICH_PART = {"elements": items(_RICH_LEAF, 0, 1000)}
RICH_TEXT_PARTS: dict[str, Check] = {
    "rich_text_section": shape({**TYPE, **_RICH_PART}, {}),
    "rich_text_quote": shape({**TYPE, **_RICH_PART}, {"border": anything}),
    "rich_text_preformatted": shape({**TYPE, **_RICH_PART}, {"border": anything, "language": string(50)}),
    "rich_text_list": shape(
        {**TYPE, **_RICH_PART, "style": choice("bullet", "ordered")},
        {"indent": anything, "offset": anything, "border": anything},
    ),
}
RICH_TEXT = shape({**TYPE, "elements": items(by_type(RICH_TEXT_PARTS), 1, 100)}, NAMED)
_CELL = by_type({"raw_text": shape({**TYPE, "text": string(3000)}, {}), "rich_text": RICH_TEXT})
_COLUMN = shape({}, {"align": choice("left", "center", "right"), "is_wrapped": boolean})

BLOCKS: dict[str, Check] = {
    "section": shape(
        TYPE,
        {
            **NAMED,
            "text": words(3000),
            "fields": items(words(2000), 1, 10),
            "accessory": by_type(ELEMENTS, IN_SECTION),
            "expand": boolean,
        },
        any_of("text", "fields"),
    ),
    "header": shape({**TYPE, "text": plain(150)}, NAMED),
    "divider": shape(TYPE, NAMED),
    "context": shape({**TYPE, "elements": items(by_type(_IN_CONTEXT), 1, 10)}, NAMED),
    "image": shape(
        {**TYPE, "alt_text": string(2000)},
        {**NAMED, "image_url": string(3000), "slack_file": any_object, "title": plain(2000)},
        one_of("image_url", "slack_file"),
    ),
    "actions": shape({**TYPE, "elements": items(by_type(ELEMENTS, IN_ACTIONS), 1, 25)}, NAMED),
    "input": shape(
        {**TYPE, "label": plain(2000), "element": by_type(ELEMENTS, IN_INPUT)},
        {**NAMED, "hint": plain(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": RICH_TEXT,
    "markdown": shape({**TYPE, "text": string(MARKDOWN_MOST)}, NAMED),
    "table": shape(
        {**TYPE, "rows": items(items(_CELL, 1, TABLE_COLUMNS), 1, TABLE_ROWS)},
        {**NAMED, "column_settings": items(_COLUMN, 0, TABLE_COLUMNS)},
    ),
}

_EVERYWHERE = frozenset({"section", "header", "divider", "context", "image", "actions", "input", "rich_text"})
SURFACES: dict[str, tuple[frozenset[str], int]] = {
    #  surface    block types                            most blocks
    "message": (_EVERYWHERE | {"markdown", "table"}, 50),
    "modal": (_EVERYWHERE, 100),
    "home": (_EVERYWHERE, 100),
}
