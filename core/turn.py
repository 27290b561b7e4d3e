"""One command's turn at the Desk: what a handler may use."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from core.events import Happened
from core.model import JsonObject, Owned
from core.orders import Order
from core.people import Actor

RowType = TypeVar("RowType", bound=Owned)
Events = Iterator[Happened]
"""Handlers are generators: they change rows and yield what that means."""


class NotYet(Exception):
    """A timer has nothing to say now, and is to look again at `until`. Nothing of its turn is kept."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until.isoformat()}")
        self.until = until


@dataclass(frozen=True)
class Elsewhere:
    """What a command did to another work order than its own, with the rows that changed there."""

    order: Order
    event: Happened
    changes: list[JsonObject]


@dataclass
class Turn:
    session: Session
    actor: Actor
    now: datetime
    loaded: Order | None = None
    elsewhere: list[Elsewhere] = field(default_factory=list)
    changing_hands: frozenset[int] = frozenset()
    """Work orders, by number, that later commands of the same call give to somebody: what a swap need not mind."""
    claimed: datetime | None = None
    """When it happened, if somebody says that this was before now (I16)."""

    @property
    def when(self) -> datetime:
        """When it happened."""
        return self.claimed or self.now

    @property
    def order(self) -> Order:
        """The work order of this turn; the lifecycle table has made sure that there is one."""
        assert self.loaded is not None
        return self.loaded

    def find(self, kind: type[RowType], row_id: int | None) -> RowType | None:
        """A row of the actor's company by id. Another company's row does not exist."""
        row = self.session.get(kind, row_id) if row_id is not None else None
        self.session.info.setdefault("found", set()).add(
            row
        )  # or it is forgotten at once, and asked for again
        return row if row is not None and row.company_id == self.actor.company_id else None

    def add(self, row: RowType) -> RowType:
        """Adds a row of the actor's company and gives it its id."""
        row.company_id = self.actor.company_id
        self.session.add(row)
        self.session.flush()
        return row
