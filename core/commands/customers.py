"""What a customer does not want."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class ExcludeTechnician(Command):
    """§8: the work order's customer does not want that technician; `reason` is for the office."""

    technician_id: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class AllowTechnician(Command):
    """§8: the customer no longer minds."""

    technician_id: int
