"""How long the raw bytes of mail are kept (RAW_MAIL_DAYS). What was understood and decided, the history, and the files
that were kept with a work order stay.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from core.model import Attachment, InboundMessage, MessageStatus, Notification, NotificationStatus

OVER = (MessageStatus.APPLIED, MessageStatus.KEPT, MessageStatus.SETTLED, MessageStatus.IGNORED)
"""Nobody will read these again; what waits for a person, or could not be read, keeps its bytes."""
STEP = 500


def forget_raw(session: Session, before: datetime) -> int:
    """Delete raw bytes of at most `STEP` messages received and as many sent before that time, and as many files that no
    work order has; how many there were.
    """
    gone = (*_unkept_files(session, before), *_received(session, before), *_sent(session, before))
    return len(gone)


def _unkept_files(session: Session, before: datetime) -> Sequence[int]:
    found = (
        select(Attachment.id)
        .join(InboundMessage, InboundMessage.id == Attachment.inbound_message_id)
        .where(
            Attachment.work_order_id.is_(None),
            InboundMessage.finished_at < before,
            InboundMessage.status.in_(OVER),
        )
        .limit(STEP)
        .with_for_update(skip_locked=True, of=Attachment)
    )
    return session.scalars(
        delete(Attachment)
        .where(Attachment.id.in_(found))
        .returning(Attachment.id)
        .execution_options(synchronize_session=False)
    ).all()


def _received(session: Session, before: datetime) -> Sequence[int]:
    found = (
        select(InboundMessage.id)
        .where(
            InboundMessage.finished_at < before,
            InboundMessage.status.in_(OVER),
            func.octet_length(InboundMessage.raw) > 0,
        )
        .limit(STEP)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(
        update(InboundMessage)
        .where(InboundMessage.id.in_(found))
        .values(raw=b"")
        .returning(InboundMessage.id)
    ).all()


def _sent(session: Session, before: datetime) -> Sequence[int]:
    found = (
        select(Notification.id)
        .where(
            Notification.sent_at < before,
            Notification.status == NotificationStatus.SENT,
            Notification.raw.is_not(None),
        )
        .limit(STEP)
        .with_for_update(skip_locked=True)
    )
    return session.scalars(
        update(Notification).where(Notification.id.in_(found)).values(raw=None).returning(Notification.id)
    ).all()
