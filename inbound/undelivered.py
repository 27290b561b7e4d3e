"""What becomes of news about a mail of ours: it came back, or its reader reported it as spam.

The address is marked only when it is the one we wrote to, named or in a report; a person sees it either way, and nobody
is answered.
"""

from typing import Protocol

from core.commands import Fate, KeepMessage, NoteDelivery
from inbound.decision import Decision, Outcome
from inbound.screen import Screened

NO_MESSAGE = 0
"""In place of the message's id, which the journal knows and a decision does not need."""


class Sent(Protocol):
    """A mail of ours: the work order it is about, and whom we wrote to."""

    @property
    def order(self) -> int: ...
    @property
    def notification_id(self) -> int: ...
    @property
    def address(self) -> str: ...


def came_back(screened: Screened, sent: Sent, then: str = "") -> Decision:
    """N.13: the address is not written to any more until somebody corrects it. `then` is what is to be done."""
    named = screened.bounced_recipient.lower()
    if not screened.failed_for(sent.address):
        why = (
            f"Mail to {named} came back, which is not the address we wrote to ({sent.address})."
            if named
            else f"Perhaps our mail to {sent.address} came back ({screened.why}), but this names no address. Please read it."
        )
        return Decision(outcome=Outcome.KEEP, why=why, commands=(_keep(sent, why),))
    why = f"Our mail to {sent.address} came back: {screened.why}. {then}".rstrip()
    return _noted(sent, Fate.BOUNCED, why)


def complained(screened: Screened, sent: Sent) -> Decision:
    """RFC 5965: whoever pressed "this is spam" gets no more mail from us, and the office hears of it."""
    why = f"Our mail to {sent.address} was reported as spam: {screened.why}."
    return _noted(sent, Fate.COMPLAINED, why)


def perhaps_came_back(screened: Screened) -> Decision:
    """A bounce in prose about no question of ours: it may be a person who writes of such things."""
    why = f"Perhaps a mail of ours came back ({screened.why}), but it is about none that we can recognise. Please read it."
    return Decision(outcome=Outcome.TRIAGE, why=why)


def _noted(sent: Sent, fate: Fate, why: str) -> Decision:
    note = NoteDelivery(
        order=sent.order, notification_id=sent.notification_id, address=sent.address, fate=fate, why=why
    )
    bounced = sent.address if fate is Fate.BOUNCED else ""
    return Decision(outcome=Outcome.KEEP, why=why, commands=(_keep(sent, why), note), bounced=bounced)


def _keep(sent: Sent, why: str) -> KeepMessage:
    return KeepMessage(order=sent.order, message_id=NO_MESSAGE, why=why)
