"""What was recorded at the site: photos, signatures, time, parts."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.model import FieldRecord, JsonObject, RecordKind, Staff, WorkItem
from core.orders import read_order
from core.queries.orders import may_see
from core.queries.reading import Query, Reading
from core.refusals import Unknown


@dataclass(frozen=True, kw_only=True)
class RecordView:
    """`data` by kind: reference, caption | signed_by | reason | kind, minutes | name, quantity."""

    kind: RecordKind
    data: JsonObject
    item: int | None
    by: str
    visit_no: int
    at: datetime
    effective_at: datetime


def records(number: int) -> Query[tuple[RecordView, ...]]:
    """Oldest first; Unknown when the work order is not the reader's to see."""

    def read(at: Reading) -> tuple[RecordView, ...]:
        found = read_order(at.session, at.company_id, number)
        if found is None or not may_see(at, found):
            raise Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
        rows = at.session.execute(
            select(FieldRecord, Staff.name, WorkItem.position)
            .join(Staff, (Staff.company_id == FieldRecord.company_id) & (Staff.id == FieldRecord.by_staff_id))
            .outerjoin(
                WorkItem,
                (WorkItem.company_id == FieldRecord.company_id) & (WorkItem.id == FieldRecord.item_id),
            )
            .where(FieldRecord.company_id == at.company_id, FieldRecord.work_order_id == found.work.id)
            .order_by(FieldRecord.id)
        )
        return tuple(_view(row, by, item) for row, by, item in rows)

    return read


def _view(row: FieldRecord, by: str, item: int | None) -> RecordView:
    return RecordView(
        kind=row.kind,
        data=row.data,
        item=item,
        by=by,
        visit_no=row.visit_no,
        at=row.at,
        effective_at=row.effective_at,
    )
