"""What of a mail outlives its raw bytes: the files a person sent.

They are written down with the decision, in its transaction. With the work order they come by a call of their own, so
that the office reads of them by themselves; until then they belong to the message alone, and go when its bytes go.
"""

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.commands import AskWhich
from core.model import Attachment, InboundMessage, JsonObject
from core.people import Proof
from inbound.attachments import Files
from inbound.decision import Decision

LEFT_OUT = "left_out"
"""Among a message's steps: the files that somebody sent and that are not kept, each with the reason."""


def keep_files(session: Session, company_id: int, message_id: int, files: Files) -> None:
    """Once per message, however often it is read."""
    if not files.kept and not files.left_out:
        return
    left_out = {LEFT_OUT: list(files.left_out)} if files.left_out else {}
    row = session.execute(
        update(InboundMessage)
        .where(InboundMessage.company_id == company_id, InboundMessage.id == message_id)
        .values(steps=InboundMessage.steps.op("||")(left_out))
        .returning(InboundMessage.received_at)
    ).one()
    rows = [{"received_at": row.received_at, **each} for each in _rows(company_id, message_id, files)]
    if rows:
        session.execute(insert(Attachment).on_conflict_do_nothing(), rows)


def come_along(decision: Decision) -> bool:
    """Files go where the words go: only somebody we know there puts anything onto a work order, and only if it is clear
    which one is meant.
    """
    known = decision.by_contact and decision.proof >= Proof.KNOWN_ADDRESS
    return decision.has_files and known and not _asks_which(decision)


def would_go_unseen(decision: Decision) -> bool:
    """Whether a person has to see the message for its files alone: the writer is asked which work order they mean."""
    return decision.has_files and _asks_which(decision)


def _asks_which(decision: Decision) -> bool:
    return any(isinstance(each, AskWhich) for each in decision.commands)


def _rows(company_id: int, message_id: int, files: Files) -> list[JsonObject]:
    return [
        {
            "company_id": company_id,
            "inbound_message_id": message_id,
            "name": each.name,
            "content_type": each.content_type,
            "size": len(each.content),
            "sha256": each.sha256,
            "is_photo": each.is_photo,
            "content": each.content,
        }
        for each in files.kept
    ]
