"""The state of the workspace: who is where, what was said, which views are open. Every change is published."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from sandbox.slack.changes import Changes
from sandbox.slack.config import SandboxUser, SlackSandboxConfig
from sandbox.slack.ids import Ids
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Content, Message, Sender, View

SLACKBOT = "USLACKBOT"


@dataclass
class Conversation:
    """A channel, or a direct message of people with the app. `members` includes the app where it takes part."""

    id: str
    kind: Literal["channel", "im", "mpim"]
    name: str
    members: list[str]
    is_private: bool = False
    topic: str = ""
    created: int = 0

    def event_type(self) -> str:
        """Slack's channel_type of message events."""
        return self.kind if self.kind != "channel" else "group" if self.is_private else "channel"


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: a person, the app, or Slackbot; `visible_to` makes it ephemeral."""

    user: str
    sender: Sender
    visible_to: str | None = None


@dataclass
class StoredFile:
    """An uploaded file with its bytes."""

    id: str
    name: str
    mimetype: str
    user: str
    content: bytes = b""

    def to_slack(self, base: str) -> JSON:
        path = f"/files/{self.id}/{quote(self.name, safe='')}"
        address = f"{base}{path}"
        return {
            "id": self.id,
            "name": self.name,
            "title": self.name,
            "mimetype": self.mimetype,
            "filetype": self.name.rpartition(".")[2],
            "size": len(self.content),
            "user": self.user,
            "url": path,
            "url_private": address,
            "url_private_download": address,
            "permalink": address,
        }


@dataclass
class Workspace:
    """All of it. Callers check what is allowed; this only keeps and publishes."""

    config: SlackSandboxConfig
    ids: Ids
    changes: Changes
    users: dict[str, SandboxUser] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    messages: dict[str, dict[str, Message]] = field(default_factory=dict)
    stacks: dict[str, list[View]] = field(default_factory=dict)
    homes: dict[str, View] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    offered: dict[tuple[str, ...], list[JSON]] = field(default_factory=dict)
    """What the last suggestions for an external select offered, by user, place, block_id and action_id."""

    def __post_init__(self) -> None:
        self.found()

    def found(self) -> None:
        """Sets up the configured people and channels where they are not there yet."""
        bot = self.config.identity.bot_user_id
        self.users = {user.id: user for user in self.config.users}
        for channel in self.config.channels:
            members = [*channel.members, *([bot] if channel.has_app else [])]
            made = Conversation(
                channel.id, "channel", channel.name, members, channel.is_private, channel.topic
            )
            self.conversations.setdefault(channel.id, made)
        for user in self.config.users:
            self.im_of(user.id)

    def forget(self) -> None:
        for kept in (self.conversations, self.messages, self.stacks, self.homes, self.files, self.offered):
            kept.clear()
        self.found()
        self.changes.publish("reset")

    # People and conversations

    def im_of(self, user: str) -> Conversation:
        """The direct message between the app and one person; it is always there."""
        members = [user, self.config.identity.bot_user_id]
        return self.conversations.setdefault(
            f"D0{user[1:]}", Conversation(f"D0{user[1:]}", "im", "", members)
        )

    def seen_by(self, user: str) -> list[Conversation]:
        """What a person has in the side bar: channels first, then direct messages."""
        mine = [conversation for conversation in self.conversations.values() if user in conversation.members]
        return sorted(mine, key=lambda conversation: (conversation.kind != "channel", conversation.name))

    def has_app(self, conversation: Conversation) -> bool:
        return self.config.identity.bot_user_id in conversation.members

    def add_conversation(self, conversation: Conversation) -> Conversation:
        self.conversations[conversation.id] = conversation
        self.changes.publish("conversation", conversation.id)
        return conversation

    # Messages

    def message(self, channel: str, ts: str) -> Message | None:
        return self.messages.get(channel, {}).get(ts)

    def add_message(
        self, channel: str, author: Author, content: Content, thread_ts: str | None = None
    ) -> Message:
        ts = self.ids.ts(channel)
        message = Message(
            channel, ts, author.user, author.sender, thread_ts=thread_ts, visible_to=author.visible_to
        )
        message.replace(content)
        message.files = content.files
        parent = self.message(channel, thread_ts or "")
        if parent is not None:
            parent.thread_ts = parent.ts
        self.messages.setdefault(channel, {})[ts] = message
        self._tell("message" if author.visible_to is None else "ephemeral", message)
        return message

    def replace_message(self, message: Message, content: Content) -> None:
        message.replace(content)
        message.edited_ts = f"{self.config.clock():.6f}"
        self.touch(message)

    def touch(self, message: Message) -> None:
        """Publishes that something about a message changed."""
        self._tell("message_changed" if message.visible_to is None else "ephemeral_changed", message)

    def remove_message(self, message: Message) -> None:
        self.messages[message.channel].pop(message.ts, None)
        self._tell("message_deleted" if message.visible_to is None else "ephemeral_deleted", message)

    def _tell(self, kind: str, message: Message) -> None:
        self.changes.publish(kind, message.channel, message.ts, user=message.visible_to)

    def public_messages(self, channel: str) -> list[Message]:
        """Everything not ephemeral, oldest first."""
        return [message for message in self.messages.get(channel, {}).values() if message.visible_to is None]

    def replies(self, channel: str, thread_ts: str) -> list[Message]:
        """The answers in a thread, its parent left out."""
        public = self.public_messages(channel)
        return [message for message in public if message.thread_ts == thread_ts != message.ts]

    def shown_to(self, user: str, channel: str, thread_ts: str | None) -> list[Message]:
        """What a person sees in a channel, or in one thread of it with its parent first."""
        seen = (m for m in self.messages.get(channel, {}).values() if m.visible_to in (None, user))
        if thread_ts is None:
            return [message for message in seen if message.thread_ts in (None, message.ts)]
        return [message for message in seen if thread_ts in (message.ts, message.thread_ts)]

    # Views

    def views(self) -> Iterator[View]:
        """Every open modal and every App Home."""
        for stack in self.stacks.values():
            yield from stack
        yield from self.homes.values()

    def show_view(self, view: View) -> None:
        self.stacks.setdefault(view.user, []).append(view)
        self.touch_view(view)

    def touch_view(self, view: View) -> None:
        self.changes.publish("home" if view.body["type"] == "home" else "view", user=view.user, view=view.id)

    def close_views(self, user: str, leave: int) -> None:
        """Closes a person's modals down to the first `leave` of them."""
        stack = self.stacks.get(user, [])
        closed, self.stacks[user] = stack[leave:], stack[:leave]
        for view in closed:
            self.touch_view(view)

    def top_view(self, user: str) -> View | None:
        stack = self.stacks.get(user)
        return stack[-1] if stack else None
