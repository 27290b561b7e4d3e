"""Short words for Block Kit, for the tests of the stand-in."""

from typing import Any

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> JSON:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str) -> JSON:
    return {"text": plain(text), "value": value}


def button(action_id: str, text: str = "Press", **more: Any) -> JSON:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def section(text: str, **more: Any) -> JSON:
    return {"type": "section", "text": mrkdwn(text), **more}


def actions(*elements: JSON, **more: Any) -> JSON:
    return {"type": "actions", "elements": list(elements), **more}


def field_of(block_id: str, element: JSON, **more: Any) -> JSON:
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": element, **more}


def modal(*blocks: JSON, **more: Any) -> JSON:
    return {"type": "modal", "title": plain("Title"), "submit": plain("Go"), "blocks": list(blocks), **more}
