"""The two ways to say no: Slack's to the app (`SlackError`), and the stand-in's to whoever plays a user (`CannotDo`)."""

from typing import Any

from sandbox.slack.json_types import JSON

HAPPENS = frozenset(
    {
        "already_in_channel",
        "already_reacted",
        "cant_delete_message",
        "cant_update_message",
        "channel_not_found",
        "expired_trigger_id",
        "expired_url",
        "hash_conflict",
        "is_archived",
        "message_not_found",
        "name_taken",
        "not_found",
        "not_in_channel",
        "ratelimited",
        "thread_not_found",
        "trigger_exchanged",
        "used_url",
        "user_not_found",
        "user_not_in_channel",
        "users_not_found",
    }
)
"""What can happen to an app without faults. Every other error is a violation."""


class SlackError(Exception):
    """`{"ok": false, "error": code, …}` of the Web API; `problems` are Slack's sentences about the arguments."""

    def __init__(self, code: str, *problems: str, **more: Any) -> None:
        super().__init__(code, *problems)
        self.code, self.problems, self.more = code, problems, more

    def to_json(self) -> JSON:
        body: JSON = {"ok": False, "error": self.code, **self.more}
        if self.problems:
            messages = [f"[ERROR] {problem}" for problem in self.problems]
            body |= {"errors": list(self.problems), "response_metadata": {"messages": messages}}
        return body


class CannotDo(Exception):
    """A person could not have done this in Slack: nothing was delivered."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status, self.code, self.message, self.more = status, code, message, more

    def to_json(self) -> JSON:
        return {"ok": False, "error": self.code, "message": self.message, **self.more}
