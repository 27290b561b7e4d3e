"""Who acts: the actor built once at the edge, what roles may do, and who a rule speaks of (lifecycle §6)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum, auto


class Permission(StrEnum):
    VIEW = "work_orders.view"
    CREATE = "work_orders.create"  # S1.2
    EDIT = "work_orders.edit"
    SUPERVISE = "work_orders.supervise"  # S1.16
    SEE_PRICES = "pricing.view"  # S1.14
    SEND_QUOTES = "quotes.send"
    MARK_APPROVED = "quotes.mark_approved"
    OFFER = "dispatch.offer"
    OVERRIDE = "dispatch.override"
    CREATE_INVOICES = "invoices.create"  # S4.6
    EDIT_INVOICES = "invoices.edit"
    EDIT_CUSTOMERS = "customers.edit"
    AUDIT = "audit.view"
    MANAGE = "settings.manage"


class Role(StrEnum):
    DISPATCHER = auto()
    SUPERVISOR = auto()
    TECHNICIAN = auto()
    BILLING = auto()
    ADMIN = auto()


_DISPATCHER = frozenset(
    {
        Permission.VIEW,
        Permission.CREATE,
        Permission.EDIT,
        Permission.SEND_QUOTES,
        Permission.MARK_APPROVED,
        Permission.OFFER,
        Permission.EDIT_CUSTOMERS,
        Permission.SEE_PRICES,  # who sends quotes sees their totals
    }
)

ROLES: dict[Role, frozenset[Permission]] = {
    Role.DISPATCHER: _DISPATCHER,
    Role.SUPERVISOR: _DISPATCHER | {Permission.SUPERVISE, Permission.OVERRIDE, Permission.AUDIT},
    Role.TECHNICIAN: frozenset(),  # acts through being assigned or offered, not through a key
    Role.BILLING: frozenset(
        {Permission.VIEW, Permission.CREATE_INVOICES, Permission.EDIT_INVOICES, Permission.SEE_PRICES}
    ),
    Role.ADMIN: frozenset({Permission.VIEW, Permission.MANAGE}),
}


def permissions_of(
    roles: Collection[str], extra: Iterable[str] = (), *, office_supervises: bool = True
) -> frozenset[Permission]:
    """Keys of a person's roles plus the extra keys they hold (S1.29).

    Where the profile says so, dispatchers supervise too (§6).
    """
    keys = {Permission(key) for key in extra}
    if office_supervises and Role.DISPATCHER in roles:
        keys.add(Permission.SUPERVISE)
    return frozenset(keys.union(*(ROLES[Role(role)] for role in roles)))


class Proof(IntEnum):
    """Who a customer's message really is from (E0–E3)."""

    NOTHING = 0
    SECRET_ONLY = 1
    """Our secret, but from an address we do not know there, or one that its own domain disowns."""
    KNOWN_ADDRESS = 2
    """Our secret, from the address we asked or another contact's of the customer; nothing speaks against it."""
    AUTHENTICATED = 3
    """E2, and the sender's domain vouches for it or a one-time code was given."""


class Kind(StrEnum):
    STAFF = auto()
    CONTACT = auto()
    SYSTEM = auto()


class Channel(StrEnum):
    SLACK = auto()
    EMAIL = auto()
    PORTAL = auto()
    TIMER = auto()
    CLI = auto()


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Somebody of one company doing something through one channel.

    `id` is the staff or contact id; `technician_id` is set for staff who go out to customers;
    `customer_id`, `proof` and the approval fields are set for contacts. `authenticated_by` says how a contact was
    proven (I15). `speaks_for` is the contact for whom a member of staff applies what came in unproven.
    """

    company_id: int
    kind: Kind
    id: int | None
    name: str
    channel: Channel
    permissions: frozenset[Permission] = frozenset()
    technician_id: int | None = None
    customer_id: int | None = None
    is_approver: bool = False
    approval_limit: Decimal | None = None
    proof: Proof = Proof.NOTHING
    authenticated_by: str = ""
    speaks_for: int | None = None
    address: str | None = None

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def system(company_id: int) -> Actor:
    """Timers and other work nobody clicked for."""
    return Actor(
        company_id=company_id,
        kind=Kind.SYSTEM,
        id=None,
        name="Truckroll",
        channel=Channel.TIMER,
        permissions=frozenset(Permission),
    )
