"""What a Desk call did that is about no single work order: for the answer to whoever made it."""

from sqlalchemy import select

from core.model import Change, Event, JsonObject
from core.queries.reading import Query, Reading


def happened(key: str) -> Query[tuple[tuple[str, JsonObject], ...]]:
    """(name, data) of those events of the call with that idempotency key, in order."""

    def read(at: Reading) -> tuple[tuple[str, JsonObject], ...]:
        rows = at.session.execute(
            select(Event.name, Event.data)
            .join(Change, (Change.company_id == Event.company_id) & (Change.id == Event.change_id))
            .where(Event.company_id == at.company_id, Change.key == key, Event.work_order_id.is_(None))
            .order_by(Event.id)
        )
        return tuple((row.name, row.data) for row in rows)

    return read
