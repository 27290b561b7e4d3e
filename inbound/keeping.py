"""What of a mail outlives its raw bytes: the files a person sent, and what its conversation is called.

They are written down with the decision, in its transaction. With the work order they come by a call of their own, so
that the office reads of them by themselves; until then they belong to the message alone, and go when its bytes go.
"""

from sqlalchemy import exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.commands import AskWhich
from core.model import Attachment, InboundMessage, JsonObject
from core.people import Proof
from inbound.attachments import Files, files_of
from inbound.decision import Decision, Outcome
from inbound.own_thread import own_identifier, thread_of
from inbound.pipeline import Prepared

LEFT_OUT = "left_out"
"""Among a message's steps: the files that somebody sent and that are not kept, each with the reason."""


def keep_parts(
    session: Session, company_id: int, message_id: int, prepared: Prepared, outcome: Outcome
) -> None:
    """Once per message, however often it is read. Of what no person reads nothing is kept."""
    if outcome is Outcome.IGNORE:
        return
    files = files_of(prepared.mail)
    values: JsonObject = {"message_id": own_identifier(prepared.mail), "thread": thread_of(prepared.mail)}
    if files.left_out:
        values["steps"] = InboundMessage.steps.op("||")({LEFT_OUT: list(files.left_out)})
    row = session.execute(
        update(InboundMessage)
        .where(InboundMessage.company_id == company_id, InboundMessage.id == message_id)
        .values(values)
        .returning(InboundMessage.received_at)
    ).one()
    rows = _rows(company_id, message_id, files)
    if rows:
        at = {"received_at": row.received_at}
        session.execute(insert(Attachment).on_conflict_do_nothing(), [each | at for each in rows])


def has_files(session: Session, company_id: int, message_id: int) -> bool:
    """Whether something waits to be carried onto a work order."""
    waiting = exists().where(
        Attachment.company_id == company_id,
        Attachment.inbound_message_id == message_id,
        Attachment.work_order_id.is_(None),
    )
    return bool(session.scalar(select(waiting)))


def come_along(decision: Decision) -> bool:
    """Files go where the words go: only somebody we know there puts anything onto a work order, and only if it is clear
    which one is meant.
    """
    return decision.by_contact and decision.proof >= Proof.KNOWN_ADDRESS and not _asks_which(decision)


def would_go_unseen(session: Session, company_id: int, message_id: int, decision: Decision) -> bool:
    """Whether a person has to see the message for its files alone: the writer is asked which work order they mean."""
    return _asks_which(decision) and has_files(session, company_id, message_id)


def _asks_which(decision: Decision) -> bool:
    return any(isinstance(each, AskWhich) for each in decision.commands)


def _rows(company_id: int, message_id: int, files: Files) -> list[dict[str, object]]:
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
