"""How long the raw bytes of mail are kept (RAW_MAIL_DAYS). What was understood and decided, and the history, stay."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.model import InboundMessage, MessageStatus, Notification, NotificationStatus

OVER = (MessageStatus.APPLIED, MessageStatus.KEPT, MessageStatus.SETTLED, MessageStatus.IGNORED)
"""Nobody will read these again; what waits for a person, or could not be read, keeps its bytes."""
STEP = 500


def forget_raw(session: Session, before: datetime) -> int:
    """Delete raw bytes of at most `STEP` messages received and as many sent before that time; how many there were."""
    received = (
        select(InboundMessage.id)
        .where(
            InboundMessage.finished_at < before,
            InboundMessage.status.in_(OVER),
            func.octet_length(InboundMessage.raw) > 0,
        )
        .limit(STEP)
        .with_for_update(skip_locked=True)
    )
    sent = (
        select(Notification.id)
        .where(
            Notification.sent_at < before,
            Notification.status == NotificationStatus.SENT,
            Notification.raw.is_not(None),
        )
        .limit(STEP)
        .with_for_update(skip_locked=True)
    )
    gone = [
        *session.scalars(
            update(InboundMessage)
            .where(InboundMessage.id.in_(received))
            .values(raw=b"")
            .returning(InboundMessage.id)
        ),
        *session.scalars(
            update(Notification).where(Notification.id.in_(sent)).values(raw=None).returning(Notification.id)
        ),
    ]
    return len(gone)
