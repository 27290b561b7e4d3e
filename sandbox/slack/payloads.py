"""Slack's payloads, shaped as Slack shapes them. Pure: state in, JSON out."""

from dataclasses import dataclass

from sandbox.slack.config import Identity, SandboxUser
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Message
from sandbox.slack.parts import Parts
from sandbox.slack.workspace import Conversation

VERIFICATION_TOKEN = "sandbox-verification-token"  # noqa: S105  Slack's long deprecated constant, no secret


def event_envelope(identity: Identity, event: JSON, event_id: str, now: float) -> JSON:
    """An Events API request around one event."""
    installed = {
        "enterprise_id": None,
        "team_id": identity.team_id,
        "user_id": identity.bot_user_id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": identity.team_id,
        "context_team_id": identity.team_id,
        "context_enterprise_id": None,
        "api_app_id": identity.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(now),
        "authorizations": [installed],
        "is_ext_shared_channel": False,
        "event_context": f"4-{event_id}",
    }


def channel_name(conversation: Conversation) -> str:
    """The name Slack gives in payloads; direct messages and private channels have none of their own."""
    if conversation.kind == "im":
        return "directmessage"
    return "privategroup" if conversation.is_private else conversation.name


@dataclass(frozen=True, slots=True)
class Typed:
    """A slash command as typed."""

    command: str
    text: str
    trigger_id: str
    response_url: str


def command(identity: Identity, user: SandboxUser, conversation: Conversation, typed: Typed) -> JSON:
    """The form fields of a slash command."""
    return {
        "token": VERIFICATION_TOKEN,
        "team_id": identity.team_id,
        "team_domain": identity.team_domain,
        "channel_id": conversation.id,
        "channel_name": channel_name(conversation),
        "user_id": user.id,
        "user_name": user.name,
        "command": typed.command,
        "text": typed.text,
        "api_app_id": identity.app_id,
        "is_enterprise_install": "false",
        "response_url": typed.response_url,
        "trigger_id": typed.trigger_id,
    }


def interaction(kind: str, identity: Identity, user: SandboxUser) -> JSON:
    """What every interactive payload begins with."""
    return {
        "type": kind,
        "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": identity.team_id},
        "api_app_id": identity.app_id,
        "token": VERIFICATION_TOKEN,
        "team": {"id": identity.team_id, "domain": identity.team_domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def on_message(parts: Parts, message: Message, block: JSON | None = None) -> JSON:
    """The part of a payload that tells on which message it happened; `block` finds the attachment it stands in."""
    conversation = parts.workspace.conversations[message.channel]
    container: JSON = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.visible_to is not None,
    }
    for number, attachment in enumerate(message.attachments, start=1):
        if block in attachment.get("blocks", ()):
            container |= {"type": "message_attachment", "attachment_id": number, "is_app_unfurl": False}
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    body: JSON = {
        "container": container,
        "channel": {"id": conversation.id, "name": channel_name(conversation)},
    }
    if message.visible_to is None:
        # Slack keeps no ephemeral messages, so their payloads carry none
        body["message"] = message.to_slack(parts.bot())
    return body
