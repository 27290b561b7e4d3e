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
