"""What the mailboxes need to be told: who owns them, where Truckroll listens, where to keep the mail."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sandbox import sample
from sandbox.mail.shapes.wire import Sender
from sandbox.mail.signing import Signer, SigningKey


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Owner:
    """The person a mailbox belongs to, as mail programs sign them, and for whom they work."""

    sender: Sender
    title: str
    customer: str

    @property
    def address(self) -> str:
        return self.sender.email


def sample_owners() -> tuple[Owner, ...]:
    """One owner for each primary contact of the sample customers, in the zone of their first site."""
    return tuple(
        Owner(
            sender=Sender(
                customer.primary_contact.name, customer.primary_contact.email, customer.sites[0].zone
            ),
            title=customer.primary_contact.title,
            customer=customer.name,
        )
        for customer in sample.CUSTOMERS
    )


@dataclass(frozen=True)
class MailConfig:
    """`inbound_host` and `inbound_port` are Truckroll's mail listener, where everything written here goes.

    `folder` keeps the mail over a restart; None keeps it in memory only. `smtp_port` 0 takes any free port.
    `retry_seconds` is how long a message that the listener put off (4xx, or not there) waits for its next try.
    `key` signs what the owners write (DKIM); without it their mail goes unsigned. The domains in `unsigned` have a
    provider that does not sign and publish nothing, as many small firms.
    """

    inbound_host: str
    inbound_port: int
    folder: Path | None = None
    smtp_host: str = "127.0.0.1"
    smtp_port: int = 0
    owners: tuple[Owner, ...] = field(default_factory=sample_owners)
    office_email: str = sample.COMPANY.office_email
    clock: Callable[[], datetime] = utc_now
    retry_seconds: float = 5.0
    key: SigningKey | None = None
    unsigned: frozenset[str] = frozenset({sample.PRAIRIE_SCHOOLS.primary_contact.domain})

    @property
    def signer(self) -> Signer | None:
        """Signs what owners write; not what is sent byte by byte."""
        return Signer(self.key, self.domains - self.unsigned) if self.key else None

    @property
    def domains(self) -> frozenset[str]:
        """The domains whose mail is accepted: any local part of them has a mailbox."""
        return frozenset(domain_of(owner.address) for owner in self.owners)

    def owner(self, address: str) -> Owner:
        """The owner of an address; a colleague nobody listed is named after the local part of it."""
        for owner in self.owners:
            if owner.address == address:
                return owner
        local, _, domain = address.partition("@")
        colleague = next((owner for owner in self.owners if domain_of(owner.address) == domain), None)
        zone = colleague.sender.zone if colleague else sample.COMPANY.zone
        name = local.replace(".", " ").title()
        return Owner(Sender(name, address, zone), title="", customer=colleague.customer if colleague else "")


def domain_of(address: str) -> str:
    """The part after the @, in lower case: what decides where mail goes."""
    return address.rpartition("@")[2].casefold()
