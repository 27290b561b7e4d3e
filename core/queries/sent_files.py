"""How many files customers sent about a work order by mail."""

from sqlalchemy import BigInteger, bindparam, func, select
from sqlalchemy.orm import Session

from core.model import Attachment, WorkOrder

_COUNT = select(func.count(), func.count().filter(Attachment.is_photo)).where(
    Attachment.company_id == bindparam("company_id", type_=BigInteger),
    Attachment.work_order_id == bindparam("work_order_id", type_=BigInteger),
)


def sent_files(session: Session, work: WorkOrder) -> tuple[int, int]:
    """All of them, and how many are photos."""
    about = {"company_id": work.company_id, "work_order_id": work.id}
    row = session.execute(_COUNT, about).one()
    return int(row[0]), int(row[1])
