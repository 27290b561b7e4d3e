"""Files that came by mail: their names for whoever may see the work order, and their bytes for the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import undefer

from core.model import Attachment, InboundMessage, size_words
from core.orders import load_order, read_order
from core.people import Kind, Permission
from core.queries.orders import may_see
from core.queries.reading import Query, Reading
from core.refusals import Missing, Unknown


@dataclass(frozen=True, kw_only=True)
class FileView:
    """`sender` is the address it came from."""

    id: int
    name: str
    size: int
    is_photo: bool
    sender: str

    @property
    def words(self) -> str:
        """As in "leak.jpg (1.2 MB)"."""
        return f"{self.name} ({size_words(self.size)})"


@dataclass(frozen=True, kw_only=True)
class FileContent:
    name: str
    content: bytes


def files(number: int) -> Query[tuple[FileView, ...]]:
    """Of a work order, oldest first; Unknown when it is not the reader's to see."""

    def read(at: Reading) -> tuple[FileView, ...]:
        found = read_order(at.session, at.company_id, number)
        if found is None or not may_see(at, found):
            raise Unknown(f"There is no WO-{number}. `/wo find` looks one up.")
        return _views(at, _files(at).where(Attachment.work_order_id == found.work.id))

    return read


def message_files(message_id: int) -> Query[tuple[FileView, ...]]:
    """Of a mail, for whoever looks after triage."""

    def read(at: Reading) -> tuple[FileView, ...]:
        if not _reads_triage(at):
            raise Missing("There is no such message.")
        return _views(at, _files(at).where(Attachment.inbound_message_id == message_id))

    return read


def contents(file_ids: Sequence[int]) -> Query[tuple[FileContent, ...]]:
    """The bytes of those of the files that the reader may see now, in that order."""

    def read(at: Reading) -> tuple[FileContent, ...]:
        asked = select(Attachment).where(Attachment.company_id == at.company_id, Attachment.id.in_(file_ids))
        rows = at.session.scalars(asked.options(undefer(Attachment.content)).order_by(Attachment.id)).all()
        visible = _visible_orders(at, {row.work_order_id for row in rows if row.work_order_id is not None})
        return tuple(
            FileContent(name=row.name, content=row.content)
            for row in rows
            if (row.work_order_id in visible if row.work_order_id is not None else _reads_triage(at))
        )

    return read


def _visible_orders(at: Reading, order_ids: Iterable[int]) -> set[int]:
    return {each for each in order_ids if may_see(at, load_order(at.session, at.company_id, each))}


def _reads_triage(at: Reading) -> bool:
    return at.actor.may(Permission.EDIT) or at.actor.kind is Kind.SYSTEM


def _files(at: Reading) -> Select[Attachment, InboundMessage]:
    return (
        select(Attachment, InboundMessage)
        .join(
            InboundMessage,
            (InboundMessage.company_id == Attachment.company_id)
            & (InboundMessage.id == Attachment.inbound_message_id),
        )
        .where(Attachment.company_id == at.company_id)
        .order_by(Attachment.id)
    )


def _views(at: Reading, asked: Select[Attachment, InboundMessage]) -> tuple[FileView, ...]:
    return tuple(
        FileView(id=row.id, name=row.name, size=row.size, is_photo=row.is_photo, sender=message.sender or "")
        for row, message in at.session.execute(asked)
    )
