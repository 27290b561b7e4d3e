"""chat.*: posting, updating, deleting, ephemeral and scheduled messages, links and reactions."""

import asyncio
from typing import Any

from sandbox.slack import posting
from sandbox.slack.errors import SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Content, Message
from sandbox.slack.validation import message_problems
from sandbox.slack.web.call import Call
from sandbox.slack.workspace import Conversation

SECONDS_BETWEEN_POSTS = 1.0
LATEST_SCHEDULE = 120 * 24 * 3600


def post_message(call: Call) -> JSON:
    conversation = _place_to_post(call)
    content = _content(call)
    _one_per_second(call, conversation)
    message = posting.post(call.parts, conversation.id, content, call.args.get("thread_ts"))
    return {"channel": conversation.id, "ts": message.ts, "message": _shown(call, message)}


def update(call: Call) -> JSON:
    message = _own_message(call, "cant_update_message")
    kept: JSON = {"blocks": message.blocks, "attachments": message.attachments, "metadata": message.metadata}
    given = {name: call.args.get(name, kept[name]) for name in kept}
    content = posting.read_content({"text": call.args.get("text"), **given}, posting.UPDATE_TEXT)
    posting.update(call.parts, message, content)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": _shown(call, message),
    }


def delete(call: Call) -> JSON:
    message = _own_message(call, "cant_delete_message")
    posting.remove(call.parts, message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(call: Call) -> JSON:
    conversation = call.joined()
    user = call.user(call.args["user"])
    if user.id not in conversation.members:
        raise SlackError("user_not_in_channel")
    _thread_exists(call, conversation)
    content = _content(call)
    message = posting.post(call.parts, conversation.id, content, call.args.get("thread_ts"), user.id)
    return {"message_ts": message.ts}


def get_permalink(call: Call) -> JSON:
    conversation = call.conversation()
    _public_message(call, conversation, call.args["message_ts"])
    domain = call.parts.config.identity.team_domain
    place = f"{conversation.id}/p{call.args['message_ts'].replace('.', '')}"
    return {"channel": conversation.id, "permalink": f"https://{domain}.slack.com/archives/{place}"}


def unfurl(call: Call) -> JSON:
    message = _public_message(call, call.conversation(), call.args["ts"])
    for url, shown in call.args["unfurls"].items():
        if not isinstance(shown, dict):
            raise SlackError("invalid_unfurls_format")
        problems = message_problems(shown.get("blocks", []), f"/unfurls/{url}/blocks")
        if problems:
            raise SlackError("cannot_unfurl_url", *problems)
        message.unfurls[url] = shown
    call.parts.workspace.touch(message)
    return {}


def schedule_message(call: Call) -> JSON:
    conversation = _place_to_post(call)
    wait = call.args["post_at"] - call.parts.config.clock()
    if wait <= 0:
        raise SlackError("time_in_past")
    if wait > LATEST_SCHEDULE:
        raise SlackError("time_too_far")
    content = _content(call)
    call.parts.background.run(_post_later(call, conversation, content, wait))
    name = call.parts.ids.new("Q")
    return {"channel": conversation.id, "scheduled_message_id": name, "post_at": call.args["post_at"]}


def add_reaction(call: Call) -> JSON:
    message = _public_message(call, call.joined(), call.args["timestamp"])
    who = message.reactions.setdefault(call.args["name"], [])
    bot = call.parts.config.identity.bot_user_id
    if bot in who:
        raise SlackError("already_reacted")
    who.append(bot)
    call.parts.workspace.touch(message)
    return {}


async def _post_later(call: Call, conversation: Conversation, content: Content, wait: float) -> None:
    await asyncio.sleep(wait)
    posting.post(call.parts, conversation.id, content, call.args.get("thread_ts"))


def _content(call: Call) -> Content:
    content = posting.read_content(call.args)
    if not content.text:
        # Slack answers a warning here; people who only hear the message or get a push see nothing without it
        call.parts.record.violation("missing_text", "chat", "a message with blocks also needs text")
    return content


def _place_to_post(call: Call) -> Conversation:
    """The channel to post into; a user id means the direct message with that person, as in Slack."""
    named = call.args["channel"]
    if named in call.parts.workspace.users:
        conversation = call.parts.workspace.im_of(named)
    else:
        conversation = call.conversation()
    public = "chat:write.public" in call.parts.manifest.scopes and not conversation.is_private
    if not call.parts.workspace.has_app(conversation) and not public:
        raise SlackError("not_in_channel")
    if conversation.kind == "im" and not call.parts.manifest.messages_tab:
        raise SlackError("messages_tab_disabled")
    _thread_exists(call, conversation)
    return conversation


def _thread_exists(call: Call, conversation: Conversation) -> None:
    thread_ts = call.args.get("thread_ts")
    if thread_ts is None:
        return
    parent = call.parts.workspace.message(conversation.id, thread_ts)
    if parent is None or parent.visible_to is not None:
        raise SlackError("thread_not_found")
    if parent.thread_ts not in (None, parent.ts):
        raise SlackError("invalid_arguments", "thread_ts must be the ts of a thread's parent, not of a reply")


def _one_per_second(call: Call, conversation: Conversation) -> None:
    now, last = call.parts.config.clock(), call.parts.posted_at.get(conversation.id)
    limited = call.parts.faults.take("rate_limit", channel=conversation.id)
    if limited and last is not None and now - last < SECONDS_BETWEEN_POSTS:
        raise SlackError("ratelimited", retry_after=1)
    call.parts.posted_at[conversation.id] = now


def _public_message(call: Call, conversation: Conversation, ts: Any) -> Message:
    message = call.parts.workspace.message(conversation.id, ts)
    if message is None or message.visible_to is not None:
        raise SlackError("message_not_found")
    return message


def _own_message(call: Call, otherwise: str) -> Message:
    message = _public_message(call, call.conversation(), call.args["ts"])
    if message.sender != "bot":
        raise SlackError(otherwise)
    return message


def _shown(call: Call, message: Message) -> JSON:
    return message.to_slack(call.parts.bot(), metadata=True)
