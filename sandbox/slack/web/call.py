"""One call of a Web API method: its arguments as Slack reads them, and what methods look up again and again."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from sandbox.slack.config import SandboxUser
from sandbox.slack.errors import SlackError
from sandbox.slack.json_types import JSON
from sandbox.slack.parts import Parts
from sandbox.slack.workspace import Conversation

ALWAYS = frozenset({"token", "team_id"})
SCOPE_WORDS = {"channel": "channels", "group": "groups", "im": "im", "mpim": "mpim"}


@dataclass(frozen=True, slots=True)
class Call:
    """The arguments of one call, typed by the table, with the stand-in they are for."""

    parts: Parts
    args: JSON

    def conversation(self, name: str = "channel") -> Conversation:
        """The conversation an argument means; the app does not see private ones it is not in."""
        found = self.parts.workspace.conversations.get(self.args[name])
        hidden = found is not None and (found.is_private or found.kind != "channel")
        if found is None or (hidden and not self.parts.workspace.has_app(found)):
            raise SlackError("channel_not_found")
        return found

    def joined(self, name: str = "channel") -> Conversation:
        """As `conversation`, and the app is a member of it."""
        found = self.conversation(name)
        if not self.parts.workspace.has_app(found):
            raise SlackError("not_in_channel")
        return found

    def user(self, user_id: str, code: str = "user_not_found") -> SandboxUser:
        found = self.parts.workspace.users.get(user_id)
        if found is None:
            raise SlackError(code)
        return found

    def need(self, *any_of: str) -> None:
        """Fails with missing_scope unless the manifest has one of these scopes."""
        need_scopes(self.parts, any_of)

    def need_for(self, conversation: Conversation, what: str) -> None:
        """The scope for one kind of conversation: `channels:read` for a channel, `im:read` for a direct message."""
        self.need(f"{SCOPE_WORDS[conversation.event_type()]}:{what}")


def need_scopes(parts: Parts, any_of: tuple[str, ...]) -> None:
    provided = parts.manifest.scopes
    if any_of and not set(any_of) & set(provided):
        raise SlackError("missing_scope", needed=any_of[0], provided=",".join(provided))


async def read_arguments(request: Request) -> JSON:
    """Query, form or JSON body, as they came."""
    given: JSON = dict(request.query_params)
    content_type = request.headers.get("content-type", "").partition(";")[0]
    if content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            raise SlackError("invalid_json") from None
        if not isinstance(body, dict):
            raise SlackError("json_not_object")
        return given | body
    if content_type == "multipart/form-data":
        raise SlackError("invalid_form_data", "the sandbox reads JSON and urlencoded forms")
    return given | dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))


def _as_bool(value: Any) -> Any:
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value).lower(), value)


def _as_int(value: Any) -> Any:
    return int(value) if isinstance(value, str) and value.lstrip("-").isdigit() else value


def _as_json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _as_names(value: Any) -> Any:
    return [name for name in value.split(",") if name] if isinstance(value, str) else value


READERS: dict[str, tuple[Callable[[Any], Any], tuple[type, ...]]] = {
    "text": (lambda value: value, (str,)),
    "bool": (_as_bool, (bool,)),
    "int": (_as_int, (int,)),
    "object": (_as_json, (dict,)),
    "list": (_as_json, (list,)),
    "names": (_as_names, (list,)),
}


def typed_arguments(given: JSON, takes: Mapping[str, str]) -> JSON:
    """The arguments by the method's table (`"text!"` is required); SlackError invalid_arguments names each problem."""
    problems = [
        f"missing required field: {n}"
        for n, kind in takes.items()
        if kind[-1] == "!" and given.get(n) in (None, "")
    ]
    problems += [f"unknown argument: {name}" for name in given if name not in takes and name not in ALWAYS]
    typed: JSON = {}
    for name, value in given.items():
        if name not in takes or value is None:
            continue
        read, types = READERS[takes[name].rstrip("!")]
        typed[name] = read(value)
        if not isinstance(typed[name], types):
            problems.append(f"{name} must be {takes[name].rstrip('!')}")
    if problems:
        raise SlackError("invalid_arguments", *problems)
    return typed
