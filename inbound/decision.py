"""What is to be done about a message, and why, in a form that is stored before it is carried out."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from core.commands import AnswerTechnician, AskWhich, Command, KeepMessage
from core.model import JsonObject, MessageStatus
from core.people import Proof
from core.stored import APPLY, STRANGER, UNPROVEN, read_commands, stored_commands


class Outcome(StrEnum):
    """Exactly one per message."""

    APPLY = APPLY
    KEEP = "keep"
    TRIAGE = "triage"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """`commands` go to the Desk together. `by_contact`: the contact gives them, proven; otherwise Truckroll does.

    `bounced` is the address to mark as unreachable. `contact_id`, `sender`, `proof` and `authenticated_by` say who
    wrote and how that is known. `unproven` is what would be done were it proven, for a person to apply; `stranger` and
    `stranger_name` are whom they could add to the customer.
    """

    outcome: Outcome
    why: str
    commands: tuple[Command, ...] = ()
    by_contact: bool = False
    bounced: str = ""
    contact_id: int | None = None
    staff_id: int | None = None
    """Of the technician who gives the commands instead."""
    sender: str = ""
    proof: Proof = Proof.NOTHING
    authenticated_by: str = ""
    unproven: tuple[Command, ...] = ()
    stranger: str = ""
    stranger_name: str = ""
    has_files: bool = False
    """Files worth keeping came with it."""

    @property
    def status(self) -> MessageStatus:
        """Where the message ends when this has been carried out: with a person, whatever else was done."""
        return MessageStatus.TRIAGE if self._for_person() else STATUS[self.outcome]

    @property
    def shown_why(self) -> str:
        """The reason as people read it: where something was done, why the rest waits for them."""
        waiting = self._for_person() if self.outcome is Outcome.APPLY else ()
        return waiting[0].why if waiting else self.why

    def _for_person(self) -> tuple[KeepMessage | AnswerTechnician, ...]:
        return tuple(
            each
            for each in self.commands
            if isinstance(each, KeepMessage | AnswerTechnician) and each.for_person
        )

    def for_message(self, message_id: int) -> "Decision":
        """The same with the message's own id in what is kept of it."""

        def own(commands: tuple[Command, ...]) -> tuple[Command, ...]:
            return tuple(
                replace(each, message_id=message_id)
                if isinstance(each, KeepMessage | AskWhich | AnswerTechnician)
                else each
                for each in commands
            )

        return replace(self, commands=own(self.commands), unproven=own(self.unproven))


STATUS = {
    Outcome.APPLY: MessageStatus.APPLIED,
    Outcome.KEEP: MessageStatus.KEPT,
    Outcome.TRIAGE: MessageStatus.TRIAGE,
    Outcome.IGNORE: MessageStatus.IGNORED,
}


def to_json(decision: Decision) -> JsonObject:
    """The decision as the journal keeps it."""
    return {
        "outcome": decision.outcome.value,
        "why": decision.why,
        "by_contact": decision.by_contact,
        "bounced": decision.bounced,
        "commands": stored_commands(decision.commands),
        "contact": decision.contact_id,
        "staff": decision.staff_id,
        "sender": decision.sender,
        "proof": int(decision.proof),
        "authenticated_by": decision.authenticated_by,
        "has_files": decision.has_files,
        UNPROVEN: stored_commands(decision.unproven),
        STRANGER: {"address": decision.stranger, "name": decision.stranger_name}
        if decision.stranger
        else None,
    }


def from_json(stored: dict[str, Any]) -> Decision:
    """The decision that was kept; of an older version, without what that did not keep."""
    stranger = stored.get(STRANGER) or {"address": "", "name": ""}
    return Decision(
        outcome=Outcome(stored["outcome"]),
        why=stored["why"],
        commands=read_commands(stored["commands"]),
        by_contact=stored["by_contact"],
        bounced=stored["bounced"],
        contact_id=stored.get("contact"),
        staff_id=stored.get("staff"),
        sender=stored.get("sender", ""),
        proof=Proof(stored.get("proof", Proof.KNOWN_ADDRESS)),
        authenticated_by=stored.get("authenticated_by", ""),
        unproven=read_commands(stored.get(UNPROVEN, ())),
        stranger=stranger["address"],
        stranger_name=stranger["name"],
        has_files=stored.get("has_files", False),
    )
