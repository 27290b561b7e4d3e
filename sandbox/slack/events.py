"""What Slack tells the app by itself: each event only if the manifest subscribes and the app can see it."""

import asyncio
from collections.abc import Iterator
from urllib.parse import urlparse

from sandbox.slack import payloads
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Message
from sandbox.slack.parts import Parts
from sandbox.slack.record import Delivery
from sandbox.slack.texts import links
from sandbox.slack.workspace import Conversation

SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


async def send(parts: Parts, event: JSON) -> Delivery:
    """Delivers one event; if it is not acked, retries go on in the background."""
    now = parts.config.clock()
    envelope = payloads.event_envelope(parts.config.identity, event, parts.ids.new("Ev"), now)
    delivery = await parts.courier.deliver("event", envelope)
    if delivery.ack is None:
        parts.background.run(parts.courier.retry(delivery))
    parts.record.expect_empty_ack(delivery)
    return delivery


async def posted(parts: Parts, message: Message) -> list[Delivery]:
    """Tells the app about a new message and about the mentions and links in it."""
    return list(await asyncio.gather(*(send(parts, event) for event in _about_post(parts, message))))


async def changed(parts: Parts, message: Message, before: JSON) -> list[Delivery]:
    """Tells the app that a message now reads differently; `before` is its old message object."""
    if not _told_of_messages(parts, message):
        return []
    after = message.to_slack(parts.bot())
    about = {"subtype": "message_changed", "hidden": True, "message": after, "previous_message": before}
    return [await send(parts, _message_event(parts, message) | about)]


async def removed(parts: Parts, message: Message) -> list[Delivery]:
    if not _told_of_messages(parts, message):
        return []
    before = message.to_slack(parts.bot())
    about = {
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": message.ts,
        "previous_message": before,
    }
    return [await send(parts, _message_event(parts, message) | about)]


async def joined(parts: Parts, conversation: Conversation, people: list[str]) -> list[Delivery]:
    """Tells the app who came into a channel it is in; it also hears of itself."""
    if "member_joined_channel" not in parts.manifest.events or not parts.workspace.has_app(conversation):
        return []
    identity = parts.config.identity
    about = {"channel": conversation.id, "channel_type": "G" if conversation.is_private else "C"}
    usual = {
        "type": "member_joined_channel",
        "team": identity.team_id,
        "inviter": identity.bot_user_id,
        **about,
    }
    now = f"{parts.config.clock():.6f}"
    return list(
        await asyncio.gather(*(send(parts, {**usual, "user": user, "event_ts": now}) for user in people))
    )


async def home_opened(parts: Parts, user: str, tab: str) -> list[Delivery]:
    """Tells the app that a person looks at its home or messages tab."""
    if "app_home_opened" not in parts.manifest.events:
        return []
    event: JSON = {
        "type": "app_home_opened",
        "user": user,
        "channel": parts.workspace.im_of(user).id,
        "tab": tab,
    }
    event["event_ts"] = f"{parts.config.clock():.6f}"
    view = parts.workspace.homes.get(user)
    if tab == "home" and view is not None:
        event["view"] = view.to_slack(parts.view_identity())
    return [await send(parts, event)]


def _told_of_messages(parts: Parts, message: Message) -> bool:
    conversation = parts.workspace.conversations[message.channel]
    subscribed = SUBSCRIPTIONS[conversation.event_type()] in parts.manifest.events
    return subscribed and message.visible_to is None and parts.workspace.has_app(conversation)


def _message_event(parts: Parts, message: Message) -> JSON:
    conversation = parts.workspace.conversations[message.channel]
    now = parts.ids.ts(f"events of {message.channel}")
    return {
        "type": "message",
        "channel": message.channel,
        "channel_type": conversation.event_type(),
        "ts": now,
        "event_ts": now,
    }


def _about_post(parts: Parts, message: Message) -> Iterator[JSON]:
    if _told_of_messages(parts, message):
        event = _message_event(parts, message) | message.to_slack(parts.bot()) | {"event_ts": message.ts}
        if message.sender == "user":
            event |= {"client_msg_id": parts.ids.new("m"), "team": parts.config.identity.team_id}
        yield event | ({"subtype": "file_share"} if message.files else {})
    if message.sender != "user":
        return
    yield from _mention(parts, message)
    yield from _shared_links(parts, message)


def _mention(parts: Parts, message: Message) -> Iterator[JSON]:
    conversation = parts.workspace.conversations[message.channel]
    mentioned = f"<@{parts.config.identity.bot_user_id}>" in message.text and conversation.kind != "im"
    if mentioned and "app_mention" in parts.manifest.events:
        about = {"type": "app_mention", "channel": message.channel, "event_ts": message.ts}
        yield message.to_slack(parts.bot()) | about


def _shared_links(parts: Parts, message: Message) -> Iterator[JSON]:
    found = [(urlparse(url).hostname or "", url) for url in links(message.text)]
    ours = [
        {"domain": domain, "url": url}
        for host, url in found
        for domain in parts.manifest.unfurl_domains
        if host == domain or host.endswith(f".{domain}")
    ]
    if not ours or "link_shared" not in parts.manifest.events:
        return
    conversation = parts.workspace.conversations[message.channel]
    event = {
        "type": "link_shared",
        "user": message.user,
        "channel": message.channel,
        "message_ts": message.ts,
        "source": "conversations_history",
        "unfurl_id": f"{message.channel}.{message.ts}",
        "is_bot_user_member": parts.workspace.has_app(conversation),
        "links": ours,
        "event_ts": message.ts,
    }
    yield event | ({"thread_ts": message.thread_ts} if message.thread_ts else {})
