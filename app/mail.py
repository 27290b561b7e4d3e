"""`truckroll mail list|show|retry|discard`: the journal of received mail, and what became stuck in it."""

import json
import sys
from collections.abc import Callable, Sequence

import typer
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.offline import at_hand
from core import commands as c
from core.db import transaction
from core.desk import Desk
from core.model import Company, InboundMessage, MessageStatus
from core.people import system
from core.refusals import Refusal
from core.settings import Settings

STUCK = (MessageStatus.DEAD, MessageStatus.TRIAGE)
MOST = 100
DISCARDED = "discarded at the command line"


def show_list(settings: Settings, statuses: Sequence[MessageStatus], limit: int = MOST) -> int:
    """The newest messages of those statuses (none: what could not be read, and what waits for a person)."""
    with at_hand(settings, "mail") as (sessions, _tokens), transaction(sessions) as session:
        rows = session.execute(
            select(InboundMessage, Company.name)
            .join(Company, Company.id == InboundMessage.company_id)
            .where(InboundMessage.status.in_(tuple(statuses) or STUCK))
            .order_by(InboundMessage.id.desc())
            .limit(limit)
        ).all()
        for message, company in rows:
            typer.echo(
                f"{message.id}  {message.status:8}  {message.received_at:%Y-%m-%d %H:%M} UTC  {_about(message, company)}"
            )
    if not rows:
        typer.echo("No such message." if statuses else "No message is stuck.")
    return 0


def show(settings: Settings, number: int, *, raw: bool) -> int:
    """One message with each step's result, or with `raw` its bytes; 1 when there is none."""
    with at_hand(settings, "mail") as (sessions, _tokens), transaction(sessions) as session:
        message = session.scalars(
            select(InboundMessage).where(InboundMessage.id == number).options(undefer(InboundMessage.raw))
        ).one_or_none()
        if message is None:
            typer.echo(
                f"There is no message {number}; `truckroll mail list` names those that are stuck.", err=True
            )
            return 1
        if raw:
            return _write_raw(message)
        for line in _lines(message):
            typer.echo(line)
    return 0


def retry(settings: Settings, numbers: Sequence[int]) -> int:
    """Have messages read again that could not be read; 1 when one is none of those."""
    return _each(settings, numbers, "will be read again", lambda number: c.RetryMessage(message_id=number))


def discard(settings: Settings, numbers: Sequence[int]) -> int:
    """Settle messages without doing anything; they stay in the journal. 1 when one is settled already."""
    return _each(
        settings, numbers, "is discarded", lambda number: c.SettleMessage(message_id=number, how=DISCARDED)
    )


def _each(settings: Settings, numbers: Sequence[int], done: str, command: Callable[[int], c.Command]) -> int:
    failures = 0
    with at_hand(settings, "mail") as (sessions, _tokens):
        desk = Desk(sessions)
        for number in numbers:
            with transaction(sessions) as session:
                found = session.execute(
                    select(InboundMessage.company_id, InboundMessage.status).where(
                        InboundMessage.id == number
                    )
                ).one_or_none()
            said = _done(desk, found, command(number)) if found else "is not in the journal"
            failures += said is not None
            typer.echo(f"{number} {said or done}.")
    return 1 if failures else 0


def _done(desk: Desk, found: tuple[int, MessageStatus] | Sequence[object], command: c.Command) -> str | None:
    """Why it was not done; None when it was."""
    company_id = found[0]
    assert isinstance(company_id, int)
    key = f"cli:{type(command).__name__}:{getattr(command, 'message_id', '')}:{desk.clock().isoformat()}"
    try:
        desk.do(system(company_id), (command,), key)
    except Refusal as refusal:
        return f"is left as it is: {refusal.words.rstrip('.')}"
    return None


def _about(message: InboundMessage, company: str) -> str:
    who = message.sender or message.envelope_from or "nobody"
    return f"{company}: {who}: {message.subject or 'no subject'} – {message.why or 'not read yet'}"


def _lines(message: InboundMessage) -> list[str]:
    kept = f"{len(message.raw)} bytes" if message.raw else "deleted, its time was over"
    head = {
        "message": message.id,
        "status": message.status,
        "why": message.why or "",
        "received": f"{message.received_at:%Y-%m-%d %H:%M:%S} UTC by {message.way_in} from {message.peer or message.place or '?'}",
        "envelope": f"{message.envelope_from or '<>'} to {', '.join(message.envelope_to)}",
        "from": message.sender or "",
        "subject": message.subject or "",
        "raw": kept,
    }
    steps = [f"{name:13} {json.dumps(found, ensure_ascii=False)}" for name, found in message.steps.items()]
    return [*(f"{name:13} {value}" for name, value in head.items()), *steps]


def _write_raw(message: InboundMessage) -> int:
    if not message.raw:
        typer.echo("Its raw bytes have been deleted: their time was over (RAW_MAIL_DAYS).", err=True)
        return 1
    sys.stdout.buffer.write(message.raw)
    return 0
