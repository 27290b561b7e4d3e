"""Quotes and their answers."""

from dataclasses import dataclass
from decimal import Decimal

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class SendQuote(Command):
    """L11: one total in the company's currency. Replaces a version that is not approved."""

    total: Decimal
    summary: str = ""


@dataclass(frozen=True, kw_only=True)
class ApproveQuote(Command):
    """L14: the customer approves exactly this version and total (S2.47, I15)."""

    version: int
    total: Decimal
    words: str


@dataclass(frozen=True, kw_only=True)
class AskForCode(Command):
    """§6: an approver says yes, but nothing beyond their address proves it: a one-time code is mailed to them."""

    version: int
    total: Decimal
    words: str


@dataclass(frozen=True, kw_only=True)
class ApproveWithCode(Command):
    """L14 at E3: the approver typed a code. `right` is whether it is the one that was mailed; wrong ones count."""

    code_id: int
    right: bool


@dataclass(frozen=True, kw_only=True)
class RejectQuote(Command):
    """L17."""

    version: int
    words: str
