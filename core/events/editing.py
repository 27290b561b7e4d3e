"""What a work order says changed, or it became two."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class WorkOrderEdited(Happened):
    """`fields` by name; what they were and are is with the event's changes."""

    name = "order.edited"
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class QuotationLinked(Happened):
    name = "order.quotation-linked"
    reference: str
    replaced: str | None


@dataclass(frozen=True, kw_only=True)
class WorkOrderSplit(Happened):
    """On the work order that was split."""

    name = "order.split"
    into: int
    item_names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SplitOff(Happened):
    """On the new work order, the later phase."""

    name = "order.split-off"
    origin: int
    item_names: tuple[str, ...]
