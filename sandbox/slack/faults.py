"""Faults on demand: what a real network and a real Slack do on a bad day, asked for one by one."""

from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.slack.ids import Ids
from sandbox.slack.json_types import JSON

FOREVER = None
KINDS: dict[str, tuple[frozenset[str], int | None]] = {
    #  kind             fields beside kind and times                   how often, unless said
    "rate_limit": (frozenset({"channel"}), FOREVER),
    "ratelimited": (frozenset({"method", "retry_after"}), 1),
    "error": (frozenset({"method", "error", "status"}), 1),
    "drop_response": (frozenset({"method", "how"}), 1),
    "slow_call": (frozenset({"method", "seconds"}), 1),
    "duplicate": (frozenset({"delivery"}), 1),
    "late": (frozenset({"delivery", "seconds"}), 1),
    "ack_lost": (frozenset({"delivery"}), 1),
    "unreachable": (frozenset({"delivery"}), FOREVER),
}
DROPS = frozenset({"close", "500", "hang"})


@dataclass
class Fault:
    """One fault; `left` counts down to zero, None never ends. A field that is None matches anything."""

    id: str
    kind: str
    left: int | None
    channel: str | None = None
    method: str | None = None
    delivery: str | None = None
    retry_after: int = 1
    error: str = "internal_error"
    status: int = 200
    how: str = "close"
    seconds: float = 0.0

    def to_json(self) -> JSON:
        shown = {"id", "kind", "left"} | KINDS[self.kind][0]
        return {name: value for name, value in asdict(self).items() if name in shown}


@dataclass
class Faults:
    """The faults that are switched on, in the order they were asked for."""

    ids: Ids
    active: list[Fault] = field(default_factory=list)

    def add(self, row: JSON) -> Fault:
        """Switches one on; ValueError with a sentence if the row makes no sense."""
        asked = dict(row)
        kind = asked.pop("kind", None)
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        fields, usual = KINDS[kind]
        unknown = set(asked) - fields - {"times"}
        if unknown:
            raise ValueError(
                f"{kind} takes {', '.join(sorted(fields))} and times, not {', '.join(sorted(unknown))}"
            )
        if asked.get("how", "close") not in DROPS:
            raise ValueError(f"how must be one of {', '.join(sorted(DROPS))}")
        left = asked.pop("times", usual)
        fault = Fault(
            self.ids.new("Fa"),
            kind,
            left,
            **{name: value for name, value in asked.items() if value is not None},
        )
        self.active.append(fault)
        return fault

    def take(self, kind: str, **about: Any) -> Fault | None:
        """The first fault of this kind that fits, counted down; None on a good day."""
        for fault in self.active:
            fits = all(getattr(fault, name) in (None, value) for name, value in about.items())
            if fault.kind == kind and fits:
                self._count_down(fault)
                return fault
        return None

    def _count_down(self, fault: Fault) -> None:
        if fault.left is not None:
            fault.left -= 1
            if fault.left <= 0:
                self.active.remove(fault)

    def remove(self, fault_id: str) -> bool:
        before = len(self.active)
        self.active = [fault for fault in self.active if fault.id != fault_id]
        return len(self.active) < before
