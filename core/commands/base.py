"""What all commands share."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

NEW: Final = 0
"""In place of a number: the work order created earlier in the same call."""


@dataclass(frozen=True, kw_only=True)
class Command:
    """An intention, imperative. `order` is the work order's number in the actor's company."""

    order: int | None = NEW


@dataclass(frozen=True, kw_only=True)
class FieldCommand(Command):
    """Something that happened out there, said when there was a signal again (I16, H15)."""

    at: datetime | None = None
    """When it happened, aware; None is now."""
