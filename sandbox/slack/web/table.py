"""Every Web API method the stand-in knows: the code behind it, the scopes of which one is needed, its arguments.

Arguments end in `!` where Slack requires them; one that the stand-in would have to ignore is not in the table and refused. Scopes that depend on the kind of conversation are asked by the method.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from sandbox.slack.json_types import JSON
from sandbox.slack.web import chat, conversations, files, people, views
from sandbox.slack.web.call import Call


@dataclass(frozen=True, slots=True)
class Method:
    """One row of the table; `by` tells which of the two tokens the method takes."""

    run: Callable[[Call], JSON]
    scopes: tuple[str, ...]
    takes: Mapping[str, str]
    by: Literal["bot", "app"] = "bot"


_CONTENT = {"text": "text", "blocks": "list", "attachments": "list"}
_LOOKS = {"mrkdwn": "bool"}
_POST = {
    "channel": "text!",
    **_CONTENT,
    **_LOOKS,
    "metadata": "object",
    "thread_ts": "text",
    "unfurl_links": "bool",
    "unfurl_media": "bool",
}
_EPHEMERAL = {"channel": "text!", "user": "text!", "thread_ts": "text", **_CONTENT, **_LOOKS}
_UPDATE = {
    "channel": "text!",
    "ts": "text!",
    **_CONTENT,
    **_LOOKS,
    "metadata": "object",
}
_PAGE = {"cursor": "text", "limit": "int"}
_SPAN = {"latest": "text", "oldest": "text", "inclusive": "bool", "include_all_metadata": "bool"}
_CHANNEL = {"channel": "text!"}
_WRITE = ("chat:write",)

METHODS: dict[str, Method] = {
    "apps.connections.open": Method(people.open_connection, (), {}, "app"),
    "auth.test": Method(people.auth_test, (), {}),
    "chat.delete": Method(chat.delete, _WRITE, {**_CHANNEL, "ts": "text!"}),
    "chat.getPermalink": Method(chat.get_permalink, (), {**_CHANNEL, "message_ts": "text!"}),
    "chat.postEphemeral": Method(chat.post_ephemeral, _WRITE, _EPHEMERAL),
    "chat.postMessage": Method(chat.post_message, _WRITE, _POST),
    "chat.scheduleMessage": Method(chat.schedule_message, _WRITE, {**_POST, "post_at": "int!"}),
    "chat.unfurl": Method(
        chat.unfurl,
        ("links:write",),
        {**_CHANNEL, "ts": "text!", "unfurls": "object!", "unfurl_id": "text", "source": "text"},
    ),
    "chat.update": Method(chat.update, _WRITE, _UPDATE),
    "conversations.create": Method(conversations.create, (), {"name": "text!", "is_private": "bool"}),
    "conversations.history": Method(conversations.history, (), {**_CHANNEL, **_PAGE, **_SPAN}),
    "conversations.info": Method(
        conversations.info, (), {**_CHANNEL, "include_locale": "bool", "include_num_members": "bool"}
    ),
    "conversations.invite": Method(
        conversations.invite, (), {**_CHANNEL, "users": "names!", "force": "bool"}
    ),
    "conversations.join": Method(conversations.join, ("channels:join",), _CHANNEL),
    "conversations.list": Method(
        conversations.list_, (), {**_PAGE, "types": "names", "exclude_archived": "bool"}
    ),
    "conversations.members": Method(conversations.members, (), {**_CHANNEL, **_PAGE}),
    "conversations.open": Method(
        conversations.open_, (), {"users": "names!", "return_im": "bool", "prevent_creation": "bool"}
    ),
    "conversations.replies": Method(conversations.replies, (), {**_CHANNEL, "ts": "text!", **_PAGE, **_SPAN}),
    "files.completeUploadExternal": Method(
        files.complete_upload,
        ("files:write",),
        {"files": "list!", "channel_id": "text", "initial_comment": "text", "thread_ts": "text"},
    ),
    "files.getUploadURLExternal": Method(
        files.get_upload_url,
        ("files:write",),
        {"filename": "text!", "length": "int!", "alt_txt": "text", "snippet_type": "text"},
    ),
    "reactions.add": Method(
        chat.add_reaction, ("reactions:write",), {**_CHANNEL, "name": "text!", "timestamp": "text!"}
    ),
    "users.info": Method(people.info, ("users:read",), {"user": "text!", "include_locale": "bool"}),
    "users.list": Method(people.list_, ("users:read",), {**_PAGE, "include_locale": "bool"}),
    "users.lookupByEmail": Method(people.lookup_by_email, ("users:read.email",), {"email": "text!"}),
    "users.profile.get": Method(
        people.get_profile, ("users.profile:read",), {"user": "text!", "include_labels": "bool"}
    ),
    "views.open": Method(views.open_, (), {"trigger_id": "text!", "view": "object!"}),
    "views.publish": Method(views.publish, (), {"user_id": "text!", "view": "object!", "hash": "text"}),
    "views.push": Method(views.push, (), {"trigger_id": "text!", "view": "object!"}),
    "views.update": Method(
        views.update, (), {"view_id": "text", "external_id": "text", "view": "object!", "hash": "text"}
    ),
}
