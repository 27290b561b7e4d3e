"""Making a work order, opening a draft, writing on it, ending it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.commands.base import Command
from core.commands.scheduling import Window
from core.model import ItemKind, Priority


@dataclass(frozen=True, kw_only=True)
class NewItem:
    """One thing to do or to bring. `checklist` is what an inspection looks at (S0.13)."""

    name: str
    kind: ItemKind = ItemKind.SERVICE
    quantity: Decimal = Decimal(1)
    unit_price: Decimal | None = None
    unit_id: int | None = None
    checklist: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class NewCustomer:
    """S1.24: a first, last or company name is enough; without an address nobody can confirm by mail."""

    first_name: str = ""
    last_name: str = ""
    company_name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    """Where the work is; may be found out later where the profile allows it."""

    @property
    def person(self) -> str:
        return f"{self.first_name.strip()} {self.last_name.strip()}".strip()

    @property
    def name(self) -> str:
        return self.company_name.strip() or self.person


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """S1.9. `model` may be the company's own word for a device type; the serial may come later."""

    device_type_id: int | None = None
    model: str = ""
    serial: str = ""
    name: str = ""
    is_mobile: bool = False


@dataclass(frozen=True, kw_only=True)
class Create(Command):
    """L1. What is not said is filled in from the template, then the service type, then the unit; a new customer and
    a new unit are made in the same transaction or not at all (S1.11). `items` of None: those of the template.
    """

    order: int | None = None
    site_id: int | None = None
    customer_id: int | None = None
    new_customer: NewCustomer | None = None
    unit_id: int | None = None
    new_unit: NewUnit | None = None
    service_type_id: int | None = None
    template_id: int | None = None
    type: str = ""
    title: str = ""
    description: str = ""
    instructions: str = ""
    customer_note: str = ""
    priority: Priority = Priority.NORMAL
    due_at: datetime | None = None
    window: Window | None = None
    technician_id: int | None = None
    minutes: int | None = None
    price: Decimal | None = None
    """Of the service type, when it is not the usual one (S3.8)."""
    items: tuple[NewItem, ...] | None = None
    quotation: str = ""
    """Made from this accepted quotation, once for each unit (S1.25)."""


@dataclass(frozen=True, kw_only=True)
class Open(Command):
    """L5: a draft becomes real work; now people are told."""


@dataclass(frozen=True, kw_only=True)
class Note(Command):
    """L9. Internal notes never reach a customer (S3.13); the others are mailed to them (S3.12)."""

    text: str
    internal: bool = True


@dataclass(frozen=True, kw_only=True)
class Cancel(Command):
    """L65–L68."""

    reason: str
