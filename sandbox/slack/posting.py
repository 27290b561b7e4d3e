"""Messages by the app: the checks they pass, and where they land. The Web API, acks and response_urls all post here."""

import json
from typing import Any

from sandbox.slack import events
from sandbox.slack.errors import SlackError
from sandbox.slack.forms import fill_ids
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Content, Message
from sandbox.slack.parts import Parts
from sandbox.slack.validation import message_problems
from sandbox.slack.validation.checks import Check, boolean, items, shape, string
from sandbox.slack.workspace import SLACKBOT, Author

POST_TEXT, UPDATE_TEXT = 40_000, 4_000
METADATA_LIMIT = 8_000

_METADATA = shape({"event_type": string(255), "event_payload": lambda _value, _path: iter(())}, {})
_ATTACHMENTS: Check = items(
    shape(
        {},
        {
            "blocks": lambda value, path: iter(message_problems(value, path)),
            "color": string(30),
            "fallback": string(3000),
            "text": string(8000),
            "mrkdwn_in": items(string(20), 0, 10),
            "is_collapsed": boolean,
        },
    ),
    0,
    20,
)


def read_content(body: JSON, most: int = POST_TEXT) -> Content:
    """The content of a message, checked; SlackError with Slack's code and sentences otherwise."""
    text = body.get("text") or ""
    if not isinstance(text, str):
        raise SlackError("invalid_arguments", "text must be a string")
    if len(text) > most:
        raise SlackError("msg_too_long", f"text must be less than {most + 1} characters")
    blocks, attachments = body.get("blocks") or [], body.get("attachments") or []
    _refuse("invalid_blocks", message_problems(blocks))
    _refuse("invalid_attachments", list(_ATTACHMENTS(attachments, "/attachments")))
    if not (text or blocks or attachments):
        raise SlackError("no_text")
    filled = [
        {**part, "blocks": fill_ids(part["blocks"])} if part.get("blocks") else part for part in attachments
    ]
    return Content(text, fill_ids(blocks), filled, read_metadata(body.get("metadata")))


def read_metadata(metadata: Any) -> JSON | None:
    """Message metadata, checked; an empty object takes it away."""
    if not metadata:
        return None
    problems = list(_METADATA(metadata, "/metadata"))
    if problems or not isinstance(metadata["event_payload"], dict):
        raise SlackError("invalid_metadata_format", *problems)
    if len(json.dumps(metadata["event_payload"])) > METADATA_LIMIT:
        raise SlackError("metadata_too_large")
    return dict(metadata)


def _refuse(code: str, problems: list[str]) -> None:
    if problems:
        raise SlackError(code, *problems)


def by_app(parts: Parts, visible_to: str | None = None) -> Author:
    return Author(parts.config.identity.bot_user_id, "bot", visible_to)


def post(
    parts: Parts, channel: str, content: Content, thread_ts: str | None, visible_to: str | None = None
) -> Message:
    """Puts the app's message into a channel; one that everybody sees also comes back to the app as an event."""
    message = parts.workspace.add_message(channel, by_app(parts, visible_to), content, thread_ts)
    if visible_to is None:
        parts.background.run(events.posted(parts, message))
    return message


def update(parts: Parts, message: Message, content: Content) -> None:
    """Replaces the app's message in place."""
    before = message.to_slack(parts.bot())
    parts.workspace.replace_message(message, content)
    if message.visible_to is None:
        parts.background.run(events.changed(parts, message, before))


def remove(parts: Parts, message: Message) -> None:
    parts.workspace.remove_message(message)
    if message.visible_to is None:
        parts.background.run(events.removed(parts, message))


def slackbot_says(parts: Parts, user: str, channel: str, text: str) -> None:
    """Slack's own words to one person."""
    parts.workspace.add_message(channel, Author(SLACKBOT, "slackbot", user), Content(text))
