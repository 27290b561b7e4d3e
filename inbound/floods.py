"""One address that writes more than people read: what comes too fast and leads to nothing waits in the journal only.

Machines answer without saying that they are machines, and a card for each of a thousand messages buries everybody
else's. What is clear and proven is done however much came before it, and what anybody can write in somebody's name
takes nothing from what is better proven to be theirs.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, false, func, not_, select, true
from sqlalchemy.orm import Session

from core.model import InboundMessage, MessageStatus
from inbound.decision import Decision, Outcome
from inbound.pipeline import Prepared
from inbound.screen import HEARD

MOST_WAITING = 30
"""Messages of one address that came within an hour and wait for a person."""
AN_HOUR = timedelta(hours=1)
LOOKED_AT = 5000
"""How far back in the journal is looked; with more mail than that in an hour, the count is a little low."""
DISOWNED = func.coalesce(InboundMessage.steps["authenticate"]["failed"].as_boolean(), false())
"""The domain in its From says that it did not send it."""
LAST_CARD = (
    f"It is number {MOST_WAITING} of this address within an hour: what follows is kept in the journal only, and listed by"
    " `truckroll mail list --status ignored`."
)


def unless_flood(
    session: Session, found: tuple[int, int], prepared: Prepared, decision: Decision, now: datetime
) -> Decision:
    """The decision about a message, or that it is only kept. `found` are the ids of its company and its own.

    News about our own mail is never too much: one server sends the bounces of many addresses.
    """
    waits = decision.status is MessageStatus.TRIAGE and decision.outcome is not Outcome.APPLY
    about_ours = prepared.screened.kind not in HEARD and decision.outcome is not Outcome.TRIAGE
    if not waits or about_ours:
        return decision
    sender = prepared.mail.sender
    alike = (
        InboundMessage.sender == (sender.email or sender.name or None),
        InboundMessage.decision["proof"].as_integer() >= int(decision.proof),
        true() if prepared.authentication.failed else not_(DISOWNED),
    )
    waiting = _waiting(session, found, alike, now)
    if waiting < MOST_WAITING - 1:
        return decision
    if waiting == MOST_WAITING - 1:
        return replace(decision, why=f"{decision.why} {LAST_CARD}")
    who = sender.email or "Nobody we could name"
    why = f"{who} has {waiting} messages waiting that came within an hour; this one is kept in the journal only."
    return Decision(outcome=Outcome.IGNORE, why=why, sender=decision.sender, proof=decision.proof)


def _waiting(
    session: Session, found: tuple[int, int], alike: tuple[ColumnElement[bool], ...], now: datetime
) -> int:
    company_id, message_id = found
    counted = session.scalar(
        select(func.count()).where(
            InboundMessage.company_id == company_id,
            InboundMessage.status == MessageStatus.TRIAGE,
            InboundMessage.id > message_id - LOOKED_AT,
            InboundMessage.received_at > now - AN_HOUR,
            *alike,
        )
    )
    return counted or 0
