"""The few pieces of Block Kit that every card and form is built from, within Slack's limits.

What people wrote is never formatted: it stands in `rich_text` text elements or `plain_text` objects, in which Slack reads no
markup, mentions or links. Text that is too long for its place is cut with an ellipsis.
"""

import re
from collections.abc import Sequence
from typing import Any

Block = dict[str, Any]
Part = str | dict[str, Any]
"""A stretch of a line: text as it is, or one of `bold`, `quiet`, `link` and `mention`."""

TEXT_LIMIT = 3000
_COMMAND = re.compile("`([^`\n]+)`")
HEADER_LIMIT = 150
BUTTON_LIMIT = 75
OPTION_LIMIT = 75
OPTION_VALUE_LIMIT = 150
TITLE_LIMIT = 24
MOST_OPTIONS = 100
MOST_OVERFLOW = 5


def cut(text: str, limit: int) -> str:
    """`text` in at most `limit` characters; an ellipsis says that something is left out."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def escape(text: str) -> str:
    """For a message's `text`, the only place where Slack reads markup in what we send."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def plain(text: str, limit: int = TEXT_LIMIT) -> dict[str, Any]:
    return {"type": "plain_text", "text": cut(text, limit), "emoji": False}


def unmarked(text: str) -> str:
    """For places that show text as it is: a command stands in quotation marks instead of backquotes."""
    return _COMMAND.sub(r"“\1”", text)


def sentence_parts(text: str) -> tuple[Part, ...]:
    """A sentence of ours for `lines`: its commands look as they are typed."""
    return tuple(code(part) if place % 2 else part for place, part in enumerate(_COMMAND.split(text)) if part)


def bold(text: str) -> Part:
    return {"type": "text", "text": text, "style": {"bold": True}}


def quiet(text: str) -> Part:
    return {"type": "text", "text": text, "style": {"italic": True}}


def code(text: str) -> Part:
    return {"type": "text", "text": text, "style": {"code": True}}


def link(url: str, text: str) -> Part:
    return {"type": "link", "url": url, "text": text}


def mention(user_id: str) -> Part:
    return {"type": "user", "user_id": user_id}


def lines(*rows: Sequence[Part], block_id: str | None = None) -> Block:
    """Lines of text, one row each; the whole block is cut at Slack's limit."""
    elements: list[Part] = []
    room = TEXT_LIMIT
    for row in rows:
        for part in (*row, "\n"):
            element = {"type": "text", "text": part} if isinstance(part, str) else dict(part)
            if "text" in element:
                element["text"] = cut(element["text"], max(room, 1))
                room -= len(element["text"])
            if room >= 0 and element.get("text") != "":
                elements.append(element)
    section = {"type": "rich_text_section", "elements": elements[:-1] if len(elements) > 1 else elements}
    return _named({"type": "rich_text", "elements": [section]}, block_id)


def quoted(text: str) -> Block:
    """Somebody's words as a quotation."""
    words = {"type": "text", "text": cut(text, TEXT_LIMIT) or "…"}
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [words]}]}


def header(text: str) -> Block:
    return {"type": "header", "text": plain(text, HEADER_LIMIT)}


def context(text: str) -> Block:
    return {"type": "context", "elements": [plain(text)]}


def divider() -> Block:
    return {"type": "divider"}


def actions(block_id: str, elements: Sequence[dict[str, Any]]) -> list[Block]:
    """One row of elements; nothing when there are none, for Slack refuses an empty row."""
    return [{"type": "actions", "block_id": block_id, "elements": list(elements)}] if elements else []


def button(text: str, action_id: str, value: str, style: str | None = None) -> dict[str, Any]:
    """`style` is `primary` or `danger`; `value` carries ids and a version, never state."""
    element = {"type": "button", "text": plain(text, BUTTON_LIMIT), "action_id": action_id, "value": value}
    return {**element, "style": style} if style else element


def option(text: str, value: str, description: str | None = None) -> dict[str, Any]:
    choice = {"text": plain(text or "–", OPTION_LIMIT), "value": value}
    return {**choice, "description": plain(description, OPTION_LIMIT)} if description else choice


def overflow(action_id: str, options: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "overflow", "action_id": action_id, "options": list(options[:MOST_OVERFLOW])}


def field(name: str, label: str, element: dict[str, Any], **more: Any) -> Block:
    """An input; block and element share one name, so that a refusal's field finds its place."""
    element = {**element, "action_id": name}
    return {"type": "input", "block_id": name, "label": plain(label), "element": element, **more}


def modal(
    callback_id: str, title: str, blocks: Sequence[Block], *, submit: str | None = None, metadata: str = ""
) -> dict[str, Any]:
    view = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE_LIMIT),
        "close": plain("Cancel" if submit else "Close"),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    return {**view, "submit": plain(submit, TITLE_LIMIT)} if submit else view


def _named(block: Block, block_id: str | None) -> Block:
    return {**block, "block_id": block_id} if block_id else block
