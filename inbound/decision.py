"""What is to be done about a message, and why, in a form that is stored before it is carried out."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from core.commands import (
    ApproveQuote,
    Command,
    Confirm,
    DeclineVisit,
    KeepMessage,
    PickSlot,
    RejectQuote,
    RequestCancel,
    RequestReschedule,
)
from core.model import JsonObject, MessageStatus


class Outcome(StrEnum):
    """Exactly one per message."""

    APPLY = "apply"
    KEEP = "keep"
    TRIAGE = "triage"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`commands` go to the Desk together. `by_contact`: the contact gives them, proven; otherwise Truckroll does.

    `bounced` is the address to mark as unreachable.
    """

    outcome: Outcome
    why: str
    commands: tuple[Command, ...] = ()
    by_contact: bool = False
    bounced: str = ""

    @property
    def status(self) -> MessageStatus:
        """Where the message ends when this has been carried out."""
        if self.outcome is Outcome.KEEP and any(
            isinstance(command, KeepMessage) and command.for_person for command in self.commands
        ):
            return MessageStatus.TRIAGE
        return STATUS[self.outcome]

    def for_message(self, message_id: int) -> "Decision":
        """The same with the message's own id in what is kept of it."""
        commands = tuple(
            replace(command, message_id=message_id) if isinstance(command, KeepMessage) else command
            for command in self.commands
        )
        return replace(self, commands=commands)


STATUS = {
    Outcome.APPLY: MessageStatus.APPLIED,
    Outcome.KEEP: MessageStatus.KEPT,
    Outcome.TRIAGE: MessageStatus.TRIAGE,
    Outcome.IGNORE: MessageStatus.IGNORED,
}

# What a mail may lead to, and nothing else: a stored decision cannot name another command.
BY_NAME: dict[str, TypeAdapter[Command]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        ApproveQuote,
        Confirm,
        DeclineVisit,
        KeepMessage,
        PickSlot,
        RejectQuote,
        RequestCancel,
        RequestReschedule,
    )
}


def to_json(decision: Decision) -> JsonObject:
    """The decision as the journal keeps it."""
    return {
        "outcome": decision.outcome.value,
        "why": decision.why,
        "by_contact": decision.by_contact,
        "bounced": decision.bounced,
        "commands": [
            {
                "command": type(command).__name__,
                "with": BY_NAME[type(command).__name__].dump_python(command, mode="json"),
            }
            for command in decision.commands
        ],
    }


def from_json(stored: dict[str, Any]) -> Decision:
    """The decision that was kept."""
    return Decision(
        outcome=Outcome(stored["outcome"]),
        why=stored["why"],
        commands=tuple(BY_NAME[each["command"]].validate_python(each["with"]) for each in stored["commands"]),
        by_contact=stored["by_contact"],
        bounced=stored["bounced"],
    )
