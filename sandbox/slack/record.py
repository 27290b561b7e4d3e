"""What the stand-in saw: calls, deliveries, and violations, which an app without faults never causes."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sandbox.slack.json_types import JSON

KEPT = 5000


@dataclass
class Attempt:
    """One try at a delivery. `seconds` until the ack; `error` is None when the app acked in time."""

    retry_num: int
    status: int | None = None
    body: Any = None
    seconds: float = 0.0
    error: str | None = None

    def to_json(self) -> JSON:
        return {name: getattr(self, name) for name in ("retry_num", "status", "body", "seconds", "error")}


@dataclass
class Delivery:
    """One request from Slack to the app with all its attempts."""

    id: str
    kind: str
    payload: JSON
    transport: str = "http"
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def ack(self) -> Attempt | None:
        """The first attempt that the app acked."""
        return next((attempt for attempt in self.attempts if attempt.error is None), None)

    def to_json(self) -> JSON:
        attempts = [attempt.to_json() for attempt in self.attempts]
        acked = self.ack is not None
        return {
            "id": self.id,
            "kind": self.kind,
            "transport": self.transport,
            "acked": acked,
            "attempts": attempts,
        }


@dataclass
class Record:
    """The last few thousand of each."""

    clock: Callable[[], float]
    calls: deque[JSON] = field(default_factory=lambda: deque(maxlen=KEPT))
    deliveries: deque[Delivery] = field(default_factory=lambda: deque(maxlen=KEPT))
    violations: deque[JSON] = field(default_factory=lambda: deque(maxlen=KEPT))
    _seq: Any = field(default_factory=lambda: count(1))

    def call(self, method: str, arguments: JSON, status: int, response: JSON) -> None:
        shown = {name: value for name, value in arguments.items() if name != "token"}
        row = {"method": method, "arguments": shown, "status": status, "response": response}
        self.calls.append({"seq": next(self._seq), "at": self.clock(), **row})

    def expect_empty_ack(self, delivery: Delivery) -> None:
        """Notes a violation where Slack ignores a body that the app put into an ack."""
        if delivery.ack is not None and delivery.ack.body not in ("", {}, None):
            self.violation(
                "bad_ack",
                f"{delivery.kind} {delivery.id}",
                f"Slack ignores this ack's body: {delivery.ack.body}",
            )

    def violation(self, kind: str, where: str, message: str) -> None:
        row = {"kind": kind, "where": where, "message": message}
        self.violations.append({"seq": next(self._seq), "at": self.clock(), **row})
