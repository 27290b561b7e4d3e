"""Mailboxes that misbehave on demand: put off, refuse, or accept and then bounce."""

from dataclasses import dataclass, replace
from typing import Literal

from sandbox.mail.changes import Changes

FaultKind = Literal["defer", "refuse", "bounce"]

ANSWERS: dict[FaultKind, str] = {
    # at RCPT time; a bounce is accepted first and reported afterwards
    "defer": "451 4.2.1 The mailbox is busy, try again later",
    "refuse": "550 5.1.1 The email account that you tried to reach does not exist",
    "bounce": "550 5.2.2 The recipient's mailbox is full",
}


@dataclass(frozen=True)
class Fault:
    """`left` is how many messages it still happens to; None until removed."""

    kind: FaultKind
    left: int | None


class Faults:
    """At most one fault per mailbox."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._faults: dict[str, Fault] = {}

    def set(self, address: str, fault: Fault | None) -> None:
        if fault is None:
            self._faults.pop(address, None)
        else:
            self._faults[address] = fault
        self._changes.publish("fault", address)

    def of(self, address: str) -> Fault | None:
        return self._faults.get(address)

    def take(self, address: str, *kinds: FaultKind) -> Fault | None:
        """The fault of this mailbox if it is one of these kinds, counted as having happened once."""
        fault = self._faults.get(address)
        if fault is None or fault.kind not in kinds:
            return None
        if fault.left is not None:
            self.set(address, replace(fault, left=fault.left - 1) if fault.left > 1 else None)
        return fault
