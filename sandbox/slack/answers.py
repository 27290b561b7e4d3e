"""Messages that answer a command or an interaction: in its ack, or through its response_url."""

from collections.abc import Mapping
from typing import Any

from sandbox.slack import posting
from sandbox.slack.errors import SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Message
from sandbox.slack.parts import Parts
from sandbox.slack.tickets import ResponseUrl
from sandbox.slack.validation.checks import anything, boolean, choice, shape

_ANSWER = shape(
    {},
    {
        "response_type": choice("ephemeral", "in_channel"),
        "replace_original": boolean,
        "delete_original": boolean,
        **dict.fromkeys(("text", "blocks", "attachments", "metadata", "thread_ts"), anything),
        **dict.fromkeys(("unfurl_links", "unfurl_media", "mrkdwn"), boolean),
    },
)


def from_ack(parts: Parts, body: Any, about: ResponseUrl) -> Message | None:
    """The message in a command's ack: plain text or a JSON message; an empty ack says nothing."""
    if body in ("", None, {}):
        return None
    return answer(parts, {"text": body} if isinstance(body, str) else body, about)


def answer(parts: Parts, body: JSON, about: ResponseUrl) -> Message | None:
    """Posts, replaces or deletes as the body says; SlackError if Slack would refuse it."""
    problems = list(_ANSWER(body, ""))
    if problems:
        raise SlackError("invalid_payload", *problems)
    original = parts.workspace.message(about.channel, about.message_ts or "")
    if body.get("delete_original"):
        posting.remove(parts, _ours(original))
        return None
    content = posting.read_content(body)
    if body.get("replace_original"):
        posting.update(parts, _ours(original), content)
        return original
    visible_to = None if body.get("response_type") == "in_channel" else about.user
    return posting.post(parts, about.channel, content, _thread(body, about), visible_to)


def _ours(original: Message | None) -> Message:
    if original is None:
        raise SlackError("message_not_found")
    if original.sender != "bot":
        raise SlackError("cant_update_message")
    return original


def _thread(body: Mapping[str, Any], about: ResponseUrl) -> str | None:
    given = body.get("thread_ts")
    return given if isinstance(given, str) else about.thread_ts
