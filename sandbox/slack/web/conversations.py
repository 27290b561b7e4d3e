"""conversations.*: what channels there are, who is in them, and what was said."""

from typing import TypeVar

from sandbox.slack import events
from sandbox.slack.errors import SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Message
from sandbox.slack.web.call import Call
from sandbox.slack.workspace import Conversation

Item = TypeVar("Item")

MOST_HISTORY = 15
"""Slack's limit of one history read for apps outside its marketplace."""

KIND_WORDS = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}


def open_(call: Call) -> JSON:
    users = call.args["users"]
    call.need("im:write" if len(users) == 1 else "mpim:write")
    people = [call.user(user, "users_not_found").id for user in users]
    alone = len(people) == 1
    conversation = call.parts.workspace.im_of(people[0]) if alone else _group_of(call, people)
    more = shown(call, conversation) if call.args.get("return_im") else {}
    return {"channel": {"id": conversation.id, **more}}


def info(call: Call) -> JSON:
    conversation = call.conversation()
    call.need_for(conversation, "read")
    more = {"num_members": len(conversation.members)} if call.args.get("include_num_members") else {}
    return {"channel": shown(call, conversation) | more}


def list_(call: Call) -> JSON:
    kinds = [KIND_WORDS.get(word) for word in call.args.get("types", ["public_channel"])]
    if None in kinds:
        raise SlackError("invalid_types")
    for kind in kinds:
        call.need({"channel": "channels:read", "group": "groups:read"}.get(kind or "", f"{kind}:read"))
    found = [c for c in call.parts.workspace.conversations.values() if c.event_type() in kinds]
    seen = [c for c in found if c.event_type() == "channel" or call.parts.workspace.has_app(c)]
    page, cursor = _page(call, seen, 1000)
    return {"channels": [shown(call, c) for c in page], "response_metadata": {"next_cursor": cursor}}


def members(call: Call) -> JSON:
    conversation = call.conversation()
    call.need_for(conversation, "read")
    page, cursor = _page(call, conversation.members, 1000)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def invite(call: Call) -> JSON:
    conversation = call.joined()
    call.need("groups:write" if conversation.is_private else "channels:manage", "channels:write.invites")
    people = [call.user(user).id for user in call.args["users"]]
    if any(person in conversation.members for person in people):
        raise SlackError("already_in_channel")
    _let_in(call, conversation, people)
    return {"channel": shown(call, conversation)}


def join(call: Call) -> JSON:
    conversation = call.conversation()
    if conversation.kind != "channel" or conversation.is_private:
        raise SlackError("method_not_supported_for_channel_type")
    if not call.parts.workspace.has_app(conversation):
        _let_in(call, conversation, [call.parts.config.identity.bot_user_id])
    return {"channel": shown(call, conversation)}


def create(call: Call) -> JSON:
    name, private = call.args["name"], call.args.get("is_private", False)
    call.need("groups:write" if private else "channels:manage")
    known = call.parts.workspace.conversations.values()
    if any(conversation.name == name for conversation in known):
        raise SlackError("name_taken")
    if not name.replace("-", "").replace("_", "").isalnum() or name != name.lower() or len(name) > 80:  # noqa: PLR2004
        raise SlackError("invalid_name_specials")
    bot = call.parts.config.identity.bot_user_id
    made = Conversation(
        call.parts.ids.new("C"), "channel", name, [bot], private, created=int(call.parts.config.clock())
    )
    return {"channel": shown(call, call.parts.workspace.add_conversation(made))}


def history(call: Call) -> JSON:
    conversation = call.joined()
    call.need_for(conversation, "history")
    found = call.parts.workspace.public_messages(conversation.id)
    top = [message for message in found if message.thread_ts in (None, message.ts)]
    return _read(call, list(reversed(_between(call, top))))


def replies(call: Call) -> JSON:
    conversation = call.joined()
    call.need_for(conversation, "history")
    parent = call.parts.workspace.message(conversation.id, call.args["ts"])
    if parent is None or parent.visible_to is not None:
        raise SlackError("thread_not_found")
    return _read(call, [parent, *_between(call, call.parts.workspace.replies(conversation.id, parent.ts))])


def shown(call: Call, conversation: Conversation) -> JSON:
    """The conversation object."""
    body: JSON = {
        "id": conversation.id,
        "created": conversation.created,
        "is_channel": conversation.kind == "channel" and not conversation.is_private,
        "is_group": conversation.event_type() == "group",
        "is_im": conversation.kind == "im",
        "is_mpim": conversation.kind == "mpim",
        "is_private": conversation.is_private or conversation.kind != "channel",
        "is_archived": False,
        "is_member": call.parts.workspace.has_app(conversation),
        "context_team_id": call.parts.config.identity.team_id,
    }
    if conversation.kind == "im":
        return body | {"user": conversation.members[0], "is_open": True}
    return body | {
        "name": conversation.name,
        "topic": {"value": conversation.topic},
        "purpose": {"value": ""},
    }


def _let_in(call: Call, conversation: Conversation, people: list[str]) -> None:
    conversation.members.extend(people)
    call.parts.workspace.changes.publish("conversation", conversation.id)
    call.parts.background.run(events.joined(call.parts, conversation, people))


def _group_of(call: Call, people: list[str]) -> Conversation:
    members = [*people, call.parts.config.identity.bot_user_id]
    for conversation in call.parts.workspace.conversations.values():
        if conversation.kind == "mpim" and set(conversation.members) == set(members):
            return conversation
    names = "--".join(call.parts.workspace.users[person].name for person in people)
    made = Conversation(call.parts.ids.new("G"), "mpim", f"mpdm-{names}-1", members, is_private=True)
    return call.parts.workspace.add_conversation(made)


def _between(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _moment(call, "oldest", "0"), _moment(call, "latest", "inf")
    inclusive = call.args.get("inclusive", False)
    return [
        m
        for m in messages
        if oldest < float(m.ts) < latest or (inclusive and float(m.ts) in (oldest, latest))
    ]


def _moment(call: Call, name: str, otherwise: str) -> float:
    try:
        return float(call.args.get(name, otherwise))
    except ValueError:
        raise SlackError(f"invalid_ts_{name}") from None


def _read(call: Call, messages: list[Message]) -> JSON:
    page, cursor = _page(call, messages, MOST_HISTORY)
    metadata = call.args.get("include_all_metadata", False)
    body: JSON = {"messages": [_with_replies(call, message, metadata=metadata) for message in page]}
    body["has_more"] = bool(cursor)
    return body | ({"response_metadata": {"next_cursor": cursor}} if cursor else {})


def _with_replies(call: Call, message: Message, *, metadata: bool) -> JSON:
    body = message.to_slack(call.parts.bot(), metadata=metadata)
    if message.thread_ts == message.ts:
        answers = call.parts.workspace.replies(message.channel, message.ts)
        body |= {"reply_count": len(answers), "latest_reply": answers[-1].ts} if answers else {}
    return body


def _page(call: Call, found: list[Item], most: int) -> tuple[list[Item], str]:
    limit = call.args.get("limit", min(100, most))
    if not 1 <= limit <= 1000:  # noqa: PLR2004  Slack's own bounds of limit
        raise SlackError("invalid_limit")
    cursor = call.args.get("cursor", "")
    if cursor and not cursor.isdigit():
        raise SlackError("invalid_cursor")
    begin = int(cursor or 0)
    end = begin + min(limit, most)
    return found[begin:end], str(end) if end < len(found) else ""
