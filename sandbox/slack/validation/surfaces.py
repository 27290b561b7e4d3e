"""Whole messages, views and option answers against the tables: the only way into the checks.

Where the tables find nothing, slack_sdk's own models are asked as a second opinion.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block

from sandbox.slack.json_types import JSON
from sandbox.slack.validation.blocks import BLOCKS, MARKDOWN_MOST, SURFACES
from sandbox.slack.validation.checks import Check, at, boolean, by_type, items, shape, string
from sandbox.slack.validation.elements import OPTION, OPTION_GROUP, TYPE, plain

Whole = Callable[[list[JSON], str], Iterator[str]]


def elements_of(block: Mapping[str, Any]) -> list[JSON]:
    """The interactive elements of a block, in the order a person sees them."""
    single = [block[name] for name in ("accessory", "element") if isinstance(block.get(name), dict)]
    several = block.get("elements") if block.get("type") == "actions" else []
    return [
        item for item in (*single, *(several or ())) if isinstance(item, dict) and item.get("type") != "image"
    ]


def message_problems(blocks: Any, path: str = "/blocks") -> list[str]:
    """What Slack would refuse in a message's blocks, in its words; an empty list is a pass."""
    return _problems("message", blocks, path)


def view_problems(view: Any) -> list[str]:
    """What Slack would refuse in a modal or App Home, in its words; an empty list is a pass."""
    problems = list(by_type(VIEWS)(view, "/view"))
    if problems:
        return problems
    return _problems(view["type"], view["blocks"], "/view/blocks") or _missing_submit(view)


def options_problems(answer: Any) -> list[str]:
    """What Slack would refuse in the answer to a block_suggestion."""
    return list(OPTIONS_ANSWER(answer, ""))


def _problems(surface: str, blocks: Any, path: str) -> list[str]:
    types, most = SURFACES[surface]
    problems = list(items(by_type(BLOCKS, types), 0, most)(blocks, path))
    if not problems:
        problems = [problem for whole in WHOLE for problem in whole(blocks, path)]
    return problems or list(_second_opinion(blocks, path))


def _unique_block_ids(blocks: list[JSON], path: str) -> Iterator[str]:
    counted = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    yield from (
        at(f"block_id {name} appears {times} times", path) for name, times in counted.items() if times > 1
    )


def _unique_action_ids(blocks: list[JSON], path: str) -> Iterator[str]:
    for index, block in enumerate(blocks):
        counted = Counter(element["action_id"] for element in elements_of(block) if element.get("action_id"))
        for name, times in counted.items():
            if times > 1:
                yield at(f"action_id {name} appears {times} times", f"{path}/{index}")


def _markdown_together(blocks: list[JSON], path: str) -> Iterator[str]:
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MARKDOWN_MOST:
        yield at(f"markdown blocks together must be less than {MARKDOWN_MOST + 1} characters", path)


def _one_table(blocks: list[JSON], path: str) -> Iterator[str]:
    if sum(block["type"] == "table" for block in blocks) > 1:
        yield at("only_one_table_allowed", path)


def _one_focus(blocks: list[JSON], path: str) -> Iterator[str]:
    if sum(bool(element.get("focus_on_load")) for block in blocks for element in elements_of(block)) > 1:
        yield at("only one element can have focus_on_load", path)


WHOLE: tuple[Whole, ...] = (_unique_block_ids, _unique_action_ids, _markdown_together, _one_table, _one_focus)


def _second_opinion(blocks: list[JSON], path: str) -> Iterator[str]:
    for index, block in enumerate(blocks):
        try:
            parsed = Block.parse(dict(block))
            if parsed is not None:
                parsed.to_dict()
        except (SlackObjectFormationError, AttributeError, KeyError, TypeError, ValueError) as broken:
            yield at(str(broken), f"{path}/{index}")


def _missing_submit(view: Mapping[str, Any]) -> list[str]:
    asks = any(block["type"] == "input" for block in view["blocks"])
    if view["type"] == "modal" and asks and not view.get("submit"):
        return [at("missing required field: submit (a modal with input blocks needs it)", "/view")]
    return []


_COMMON: dict[str, Check] = {
    "private_metadata": string(3000, 0),
    "callback_id": string(255, 0),
    "external_id": string(255, 0),
}
_ANY_BLOCKS = items(lambda _value, _path: iter(()), 0, 1000)

VIEWS: dict[str, Check] = {
    "modal": shape(
        {**TYPE, "title": plain(24), "blocks": _ANY_BLOCKS},
        {
            **_COMMON,
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": boolean,
            "notify_on_close": boolean,
            "submit_disabled": boolean,
        },
    ),
    "home": shape({**TYPE, "blocks": _ANY_BLOCKS}, _COMMON),
}


def _one_kind(answer: Mapping[str, Any]) -> str | None:
    return (
        None
        if len({"options", "option_groups"} & set(answer)) == 1
        else "answer either options or option_groups"
    )


OPTIONS_ANSWER = shape(
    {}, {"options": items(OPTION, 0, 100), "option_groups": items(OPTION_GROUP, 0, 100)}, _one_kind
)
