"""Commands that a mail leads to, in a form that is kept before they are given (I12) or until a person applies them."""

from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import TypeAdapter

from core.commands import (
    AcceptOffer,
    AnswerTechnician,
    ApproveQuote,
    ApproveWithCode,
    AskForCode,
    AskWhich,
    Command,
    Confirm,
    DeclineOffer,
    DeclineVisit,
    KeepMessage,
    NoteDelivery,
    NoteLanguage,
    PickSlot,
    RejectQuote,
    RequestCancel,
    RequestReschedule,
    StartMail,
    StopMail,
    WithdrawReschedule,
)
from core.model import JsonObject

UNPROVEN, STRANGER = "unproven", "stranger"
APPLY = "apply"
"""The outcome of a decision that did what the message said."""
"""Keys of a kept decision: what would be done were it proven, and who could be added to the customer."""

# What a mail may lead to, and nothing else: what is stored cannot name another command.
BY_NAME: dict[str, TypeAdapter[Command]] = {
    kind.__name__: TypeAdapter(kind)
    for kind in (
        AcceptOffer,
        AnswerTechnician,
        DeclineOffer,
        ApproveQuote,
        ApproveWithCode,
        AskForCode,
        AskWhich,
        Confirm,
        DeclineVisit,
        KeepMessage,
        NoteDelivery,
        NoteLanguage,
        PickSlot,
        RejectQuote,
        RequestCancel,
        RequestReschedule,
        StartMail,
        StopMail,
        WithdrawReschedule,
    )
}


def stored_commands(commands: Iterable[Command]) -> list[JsonObject]:
    """As JSON."""
    return [
        {
            "command": type(command).__name__,
            "with": BY_NAME[type(command).__name__].dump_python(command, mode="json"),
        }
        for command in commands
    ]


def read_commands(stored: Sequence[dict[str, Any]]) -> tuple[Command, ...]:
    """The commands that were kept. Raises KeyError or ValidationError for what this version does not know."""
    return tuple(BY_NAME[each["command"]].validate_python(each["with"]) for each in stored)
