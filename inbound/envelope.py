"""What the world handed us: one message with its envelope, before anybody has looked inside."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Envelope:
    """One received message. `sender` is empty for the null sender of bounces (RFC 5321 4.5.5).

    `place` is where a mailbox had it, as its address (RFC 5092) with UIDVALIDITY and UID; empty for every other way in.
    """

    sender: str
    recipients: tuple[str, ...]
    raw: bytes
    peer: str
    way_in: str
    received_at: datetime
    place: str = ""
