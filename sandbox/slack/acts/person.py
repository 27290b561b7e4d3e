"""The person who acts: what they can see and reach, and what came of what they did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack import payloads
from sandbox.slack.config import SandboxUser
from sandbox.slack.errors import CannotDo
from sandbox.slack.json_types import JSON
from sandbox.slack.model import Message, View
from sandbox.slack.parts import Parts
from sandbox.slack.record import Delivery
from sandbox.slack.tickets import ResponseUrl
from sandbox.slack.workspace import Conversation


@dataclass
class Outcome:
    """What a control call answers: the deliveries, what Slack itself tells the person, and more."""

    deliveries: list[Delivery] = field(default_factory=list)
    user_sees: JSON | None = None
    more: JSON = field(default_factory=dict)

    def to_json(self) -> JSON:
        shown = [delivery.to_json() for delivery in self.deliveries]
        first = shown[0] if shown else None
        return {"ok": True, "delivery": first, "deliveries": shown, "user_sees": self.user_sees, **self.more}


@dataclass(frozen=True, slots=True)
class Person:
    """One user at the keyboard."""

    parts: Parts
    user: SandboxUser

    @property
    def id(self) -> str:
        return self.user.id

    def conversation(self, channel: Any) -> Conversation:
        """A conversation this person is in; CannotDo otherwise."""
        found = self.parts.workspace.conversations.get(str(channel))
        if found is None:
            raise CannotDo(404, "no_such_channel", f"There is no conversation {channel}.")
        if self.id not in found.members:
            raise CannotDo(409, "not_in_channel", f"{self.user.real_name} is not in {found.name or channel}.")
        return found

    def conversation_to_write(self, channel: Any) -> Conversation:
        """A conversation this person has a composer in; CannotDo otherwise."""
        found = self.conversation(channel)
        if found.kind == "im" and not self.parts.manifest.takes_messages:
            raise CannotDo(409, "messages_off", "Sending messages to this app has been turned off.")
        return found

    def message(self, channel: Any, ts: Any) -> Message:
        """A message this person sees; CannotDo otherwise."""
        found = self.parts.workspace.message(self.conversation(channel).id, str(ts))
        if found is None:
            raise CannotDo(404, "no_such_message", f"There is no message {ts} in {channel}.")
        if found.visible_to not in (None, self.id):
            raise CannotDo(409, "not_visible", f"{self.user.real_name} does not see message {ts}.")
        return found

    def modal(self, view_id: Any) -> View:
        """One of this person's open modals; CannotDo otherwise."""
        for view in self.parts.workspace.stacks.get(self.id, []):
            if view.id == view_id:
                return view
        raise CannotDo(404, "no_such_view", f"{self.user.real_name} has no open modal {view_id}.")

    def home(self) -> View:
        view = self.parts.workspace.homes.get(self.id)
        if view is None:
            raise CannotDo(
                404, "no_such_view", f"The app has published no App Home for {self.user.real_name}."
            )
        return view

    def payload(self, kind: str) -> JSON:
        """The beginning of an interactive payload by this person."""
        if not self.parts.manifest.interactive:
            raise CannotDo(409, "not_interactive", "The manifest does not enable interactivity.")
        return payloads.interaction(kind, self.parts.config.identity, self.user)

    def trigger(self, view: View | None = None) -> JSON:
        modal = view is not None and view.body["type"] == "modal"
        return {"trigger_id": self.parts.tickets.trigger(self.id, view.id if view and modal else None)}

    def response_url(self, channel: str, message_ts: str | None = None) -> tuple[str, ResponseUrl]:
        """A new response_url and what it is about."""
        about = ResponseUrl(self.id, channel, self.parts.config.clock(), message_ts)
        return f"{self.parts.base}/response/{self.parts.tickets.response_url(about)}", about

    def shown_view(self) -> JSON | None:
        """The modal this person now sees, in the control API's form."""
        top = self.parts.workspace.top_view(self.id)
        return top.to_control(self.parts.view_identity()) if top else None

    def shown_message(self, message: Message) -> JSON:
        """A message as this person sees it, in the control API's form."""
        workspace = self.parts.workspace
        return message.to_control(
            self.id, self._name(message), workspace.replies(message.channel, message.ts)
        )

    def _name(self, message: Message) -> str:
        if message.sender == "user":
            return self.parts.workspace.users[message.user].real_name
        return "Slackbot" if message.sender == "slackbot" else self.parts.manifest.bot_name


def person(parts: Parts, user_id: str) -> Person:
    user = parts.workspace.users.get(user_id)
    if user is None:
        raise CannotDo(404, "no_such_user", f"There is no user {user_id}.")
    return Person(parts, user)


def text_of(body: Mapping[str, Any], name: str) -> str:
    """A text field of a control call; CannotDo if it is missing."""
    value = body.get(name)
    if not isinstance(value, str):
        raise CannotDo(422, "bad_request", f"{name} must be given as text.")
    return value
