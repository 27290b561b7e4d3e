"""What the person reads after a command that is about no single work order. Pure; from the events of the call."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from core.model import JsonObject


def said(name: str, data: JsonObject) -> str:
    """One event in words."""
    return SENTENCES[name](data)


def _off(data: JsonObject) -> str:
    why = f"{data['reason']}: {data['words']}" if data["words"] else data["reason"]
    jobs = "".join(f"\n• {job}" for job in data["jobs"])
    none = "" if data["jobs"] else " No visit is touched by it."
    return f"{data['person']} is off {data['when']} ({why}, no. {data['time_off_id']}).{none}{jobs}"


def _excluded(data: JsonObject) -> str:
    day = date.fromisoformat(data["day"])
    return f"Plan {data['number']} leaves out {day:%a} {day.day} {day:%b %Y}."


SENTENCES: Mapping[str, Callable[[JsonObject], str]] = MappingProxyType(
    {
        "staff.off": _off,
        "staff.back": lambda data: (
            f"{data['person']} is there after all {data['when']}. Visits that were given to others or offered "
            "meanwhile stay as they are."
        ),
        "plan.made": lambda data: f"Plan {data['number']} is made.",
        "plan.paused": lambda data: (
            f"Plan {data['number']} rests. `/wo plans resume {data['number']}` goes on."
        ),
        "plan.resumed": lambda data: f"Plan {data['number']} goes on; what fell into the pause stays out.",
        "plan.stopped": lambda data: f"Plan {data['number']} is stopped. Its work orders stay.",
        "plan.excluded": _excluded,
    }
)
"""By the event's name."""
