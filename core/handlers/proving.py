"""One-time codes for quotes whose approval nothing else proves (§6: E3)."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from core import commands as c
from core import events as e
from core.handlers.quoting import approve, current_quote
from core.model import MOST_TRIES, ApprovalCode
from core.people import Channel, Proof
from core.refusals import Auth, JustDone
from core.turn import Events, Turn

VALID = timedelta(hours=1)
JUST_NOW = timedelta(minutes=2)
MOST_CODES = 5
"""To one contact about one work order within a day: 25 guesses at a million codes."""
BY_CODE = "one-time code"


def ask_for_code(turn: Turn, command: c.AskForCode) -> Events:
    """L14, §6: bound to the version and total their mail answered. The mail goes to the address on file."""
    quote = current_quote(turn, command.version, command.total)
    contact_id = _contact(turn)
    since = turn.now - timedelta(days=1)
    newest, codes = turn.session.execute(
        select(func.max(ApprovalCode.asked_at), func.count()).where(
            ApprovalCode.company_id == turn.actor.company_id,
            ApprovalCode.work_order_id == turn.order.work.id,
            ApprovalCode.contact_id == contact_id,
            ApprovalCode.asked_at > since,
        )
    ).one()
    if newest is not None and newest > turn.now - JUST_NOW:
        raise JustDone("We sent you a code a moment ago. Please answer that mail with it.")
    if codes >= MOST_CODES:
        raise Auth("We couldn't verify this approval. A person will get back to you.")
    code = turn.add(
        ApprovalCode(
            work_order_id=turn.order.work.id,
            contact_id=contact_id,
            quote_version=quote.version,
            quote_total=quote.total,
            words=command.words,
            asked_at=turn.now,
            expires_at=turn.now + VALID,
        )
    )
    yield e.CodeAsked(code_id=code.id, version=quote.version, total=quote.total)


def approve_with_code(turn: Turn, command: c.ApproveWithCode) -> Events:
    """A wrong code counts and is told; after `MOST_TRIES`, or an hour, no code of this mail is taken any more."""
    code = turn.find(ApprovalCode, command.code_id)
    if code is None or (code.work_order_id, code.contact_id) != (turn.order.work.id, _contact(turn)):
        raise Auth
    if code.expires_at <= turn.now or code.tries >= MOST_TRIES or code.accepted_at is not None:
        raise Auth("This code can't be used any more. Answer our quote again, and we will send a new one.")
    quote = current_quote(turn, code.quote_version, code.quote_total)
    code.tries += 1
    if not command.right:
        by_mail = turn.actor.channel == Channel.EMAIL
        yield e.CodeMistaken(code_id=code.id, left=MOST_TRIES - code.tries, by_mail=by_mail)
        return
    code.accepted_at = turn.now
    turn.actor = replace(turn.actor, proof=Proof.AUTHENTICATED, authenticated_by=BY_CODE)
    yield approve(turn, quote, code.words)


def _contact(turn: Turn) -> int:
    assert turn.actor.id is not None
    return turn.actor.id
