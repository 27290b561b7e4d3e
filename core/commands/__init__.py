"""What can be asked of the Desk: imperative, frozen, one file per concept."""

from core.commands.base import NEW, Command
from core.commands.creating import Cancel, Create, Note
from core.commands.dispatching import (
    AcceptOffer,
    Assign,
    DeclineOffer,
    Escalate,
    ExpireOffer,
    OfferVisit,
    Unassign,
)
from core.commands.field import Arrive, Complete, Depart, Start
from core.commands.mail import KeepMessage, LinkMessage, SettleMessage
from core.commands.quoting import ApproveQuote, RejectQuote, SendQuote
from core.commands.scheduling import (
    AcceptProposal,
    Confirm,
    ConfirmOnBehalf,
    DeclineProposal,
    DeclineVisit,
    RequestConfirmation,
    RequestReschedule,
    Reschedule,
    Schedule,
    Window,
)

__all__ = [
    "NEW",
    "AcceptOffer",
    "AcceptProposal",
    "ApproveQuote",
    "Arrive",
    "Assign",
    "Cancel",
    "Command",
    "Complete",
    "Confirm",
    "ConfirmOnBehalf",
    "Create",
    "DeclineOffer",
    "DeclineProposal",
    "DeclineVisit",
    "Depart",
    "Escalate",
    "ExpireOffer",
    "KeepMessage",
    "LinkMessage",
    "Note",
    "OfferVisit",
    "RejectQuote",
    "RequestConfirmation",
    "RequestReschedule",
    "Reschedule",
    "Schedule",
    "SendQuote",
    "SettleMessage",
    "Start",
    "Unassign",
    "Window",
]
