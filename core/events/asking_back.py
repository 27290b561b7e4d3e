"""A question back to whoever wrote."""

from dataclasses import dataclass
from typing import Any

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class MatterAsked(Happened):
    """`matters`: what they can pick by its number, each with the question that is open and what it was about:
    {"notification_id", "asks", "number", "reference", "title", "start", "end", "date_only", "zone", "version", "total"}.
    """

    name = "message.matter-asked"
    message_id: int
    words: str
    matters: tuple[dict[str, Any], ...]


@dataclass(frozen=True, kw_only=True)
class TechnicianAnswered(Happened):
    """`words`: the beginning of what they wrote."""

    name = "message.technician-answered"
    message_id: int
    why: str
    answer: str | None
    for_person: bool
    words: str
