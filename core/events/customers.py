"""Whom a customer does not want, and whom no longer."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class TechnicianExcluded(Happened):
    name = "customer.technician-excluded"
    customer_id: int
    technician_id: int
    technician: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class TechnicianAllowed(Happened):
    name = "customer.technician-allowed"
    customer_id: int
    technician_id: int
    technician: str
