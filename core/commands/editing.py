"""Changing what a work order says, linking it to a quotation, splitting it into phases."""

from dataclasses import dataclass
from datetime import datetime

from core.commands.base import Command
from core.model import Priority


@dataclass(frozen=True, kw_only=True)
class Edit(Command):
    """L6. None leaves a field as it is, empty words empty it. `seen` is the version the editor had in view."""

    seen: int | None = None
    title: str | None = None
    type: str | None = None
    description: str | None = None
    instructions: str | None = None
    customer_note: str | None = None
    priority: Priority | None = None
    due_at: datetime | None = None
    no_due: bool = False
    """No longer due at any moment."""
    minutes: int | None = None
    service_type_id: int | None = None
    site_id: int | None = None
    unit_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class LinkQuotation(Command):
    """L3b, S0.45: the reference of a quotation the customer accepted elsewhere."""

    reference: str


@dataclass(frozen=True, kw_only=True)
class Split(Command):
    """L10, S4.21: the items at these positions become a later phase, a work order of its own."""

    items: tuple[int, ...]
    title: str = ""
