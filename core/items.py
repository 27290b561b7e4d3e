"""What is to be done on a work order, as its rules look at it: which items are open, which stand in the way of the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from sqlalchemy import BigInteger, bindparam, select
from sqlalchemy.orm import Session

from core.model import ChecklistPoint, ItemKind, ItemStatus, WorkItem

OVER = frozenset({ItemStatus.SUBMITTED, ItemStatus.REVIEWED, ItemStatus.DONE, ItemStatus.SKIPPED})
UNFINISHED = MappingProxyType(
    {ItemKind.INSPECTION: "not submitted", ItemKind.SERVICE: "not done", ItemKind.PART: "not used"}
)
"""What each kind is while it is open, in the order in which a refusal names them (S0.36)."""


@dataclass(frozen=True)
class Item:
    """An item with its checklist in order. The rows are live ORM objects of the session they were loaded in."""

    row: WorkItem
    points: list[ChecklistPoint] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """A skipped one is over: whoever skipped it was allowed to."""
        return self.row.status in OVER

    def point(self, position: int) -> ChecklistPoint | None:
        return next((point for point in self.points if point.position == position), None)


def must_be_done(items: Iterable[Item]) -> list[Item]:
    """Required items that are not over (I8, S0.36)."""
    return [item for item in items if item.row.required and not item.is_over]


def may_be_left(items: Iterable[Item]) -> list[Item]:
    """Optional items that are not over: left open only with an explicit word (P.19). Parts of which nothing was planned
    ask nothing of anybody (S1.13).
    """
    return [
        item
        for item in items
        if not (item.row.required or item.is_over)
        and (item.row.kind is not ItemKind.PART or item.row.quantity)
    ]


def work_itself(items: Iterable[Item]) -> list[Item]:
    """What is done when the work order is: the service it was made for (S3.8)."""
    return [item for item in items if item.row.essential and not (item.row.required or item.is_over)]


def unanswered(items: Iterable[Item]) -> list[ChecklistPoint]:
    """Required checklist points without an answer, of items that count as done (P.19)."""
    return [
        point
        for item in items
        if item.is_over and item.row.status is not ItemStatus.SKIPPED
        for point in item.points
        if point.required and point.ticked_at is None
    ]


def in_words(items: Sequence[Item]) -> str:
    """Like "1 inspection not submitted (Rack A3), 2 services not done"; a single item is named."""
    groups = ((kind, [item for item in items if item.row.kind is kind]) for kind in UNFINISHED)
    return ", ".join(_group(kind, group) for kind, group in groups if group)


def _group(kind: ItemKind, group: Sequence[Item]) -> str:
    name = f" ({group[0].row.name})" if len(group) == 1 else ""
    return f"{counted(len(group), kind.value)} {UNFINISHED[kind]}{name}"


def counted(number: int, word: str) -> str:
    """One service, two services."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


_company_id, _id = (bindparam(name, type_=BigInteger) for name in ("company_id", "id"))
_ITEMS = (
    select(WorkItem, ChecklistPoint)
    .outerjoin(
        ChecklistPoint,
        (ChecklistPoint.company_id == WorkItem.company_id) & (ChecklistPoint.item_id == WorkItem.id),
    )
    .where(WorkItem.company_id == _company_id, WorkItem.work_order_id == _id, WorkItem.removed_at.is_(None))
    .order_by(WorkItem.position, ChecklistPoint.position)
    .execution_options(populate_existing=True)
)


def load_items(session: Session, company_id: int, work_order_id: int) -> list[Item]:
    """The work order's items by position, without removed ones, in one statement."""
    found: dict[int, Item] = {}
    for row, point in session.execute(_ITEMS, {"company_id": company_id, "id": work_order_id}):
        item = found.setdefault(row.id, Item(row))
        if point is not None:
            item.points.append(point)
    return list(found.values())
