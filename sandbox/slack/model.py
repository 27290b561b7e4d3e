"""What the workspace holds: messages and views, and how each looks to the app."""

from dataclasses import asdict, dataclass, field
from typing import Literal

from sandbox.slack.ids import secret_id
from sandbox.slack.json_types import JSON

Sender = Literal["user", "bot", "slackbot"]
BLANK_VIEW: JSON = {
    "title": None,
    "submit": None,
    "close": None,
    "private_metadata": "",
    "callback_id": "",
    "external_id": "",
    "clear_on_close": False,
    "notify_on_close": False,
}
"""The fields that Slack sends even if the app left them out."""

State = dict[str, dict[str, JSON]]
"""block_id → action_id → what is chosen, in Slack's own form."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an author gave for a message; blocks have passed the checks and have their ids."""

    text: str = ""
    blocks: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    metadata: JSON | None = None
    files: list[JSON] = field(default_factory=list)


@dataclass
class Message:
    """One message. `visible_to` makes it ephemeral; `chosen` and `warned` are per user."""

    channel: str
    ts: str
    user: str
    sender: Sender
    text: str = ""
    blocks: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    metadata: JSON | None = None
    files: list[JSON] = field(default_factory=list)
    thread_ts: str | None = None
    edited_ts: str | None = None
    visible_to: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    unfurls: dict[str, JSON] = field(default_factory=dict)
    chosen: dict[str, State] = field(default_factory=dict)
    warned: list[str] = field(default_factory=list)

    def replace(self, content: Content) -> None:
        self.text, self.blocks, self.attachments = content.text, content.blocks, content.attachments
        self.metadata, self.warned = content.metadata, []

    def all_blocks(self) -> list[JSON]:
        """The blocks of the message, then those of its attachments."""
        return [
            *self.blocks,
            *(block for attachment in self.attachments for block in attachment.get("blocks", ())),
        ]

    def to_slack(self, bot: JSON, *, metadata: bool = False) -> JSON:
        """The message object of Slack's payloads and of conversations.history; `bot` is the app's part of it."""
        body: JSON = {"type": "message", "ts": self.ts, "user": self.user, "text": self.text}
        optional: JSON = {
            "blocks": self.blocks,
            "attachments": self.attachments,
            "thread_ts": self.thread_ts,
            "files": self.files,
            "metadata": self.metadata if metadata else None,
            "edited": {"user": self.user, "ts": self.edited_ts} if self.edited_ts else None,
            "reactions": [
                {"name": name, "users": users, "count": len(users)} for name, users in self.reactions.items()
            ],
        }
        body.update({name: value for name, value in optional.items() if value})
        return {**body, **bot} if self.sender == "bot" else body

    def to_control(self, user: str, name: str, replies: "list[Message]") -> JSON:
        """The message as `user` sees it, in the control API's form."""
        return {
            **{key: getattr(self, key) for key in ("channel", "ts", "thread_ts", "user", "text", "blocks")},
            **{key: getattr(self, key) for key in ("attachments", "metadata", "unfurls", "files")},
            "from": self.sender,
            "username": name,
            "edited": self.edited_ts is not None,
            "ephemeral": self.visible_to is not None,
            "reply_count": len(replies),
            "latest_reply": replies[-1].ts if replies else None,
            "reactions": [{"name": key, "users": users} for key, users in self.reactions.items()],
            "state": self.chosen.get(user, {}),
            "warning": "This app did not answer." if user in self.warned else None,
        }

    def to_json(self) -> JSON:
        return asdict(self)


@dataclass
class View:
    """One modal or App Home of one user. `body` is what the app gave; the rest is Slack's."""

    id: str
    user: str
    body: JSON
    state: State
    root_id: str
    previous_id: str | None = None
    hash: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    failure: str | None = None

    def change(self, body: JSON, state: State, now: float) -> None:
        """Puts new content in, with a new hash, so that an update made against the old one is refused."""
        self.body, self.state, self.errors, self.failure = body, state, {}, None
        self.hash = f"{int(now)}.{secret_id()[:8]}"

    def to_slack(self, identity: JSON) -> JSON:
        """The view object of Slack's payloads; `identity` carries team, app and bot ids."""
        return {
            **BLANK_VIEW,
            **self.body,
            **identity,
            "id": self.id,
            "hash": self.hash,
            "state": {"values": self.state},
            "root_view_id": self.root_id,
            "previous_view_id": self.previous_id,
        }

    def to_control(self, identity: JSON) -> JSON:
        return {**self.to_slack(identity), "errors": self.errors, "failure": self.failure}
