"""What has been delivered since somebody last looked: people know what they are told, and nothing else.

Jobs are taken from the queue as the worker would take them; what they say is read where the worker would read it. That
Slack and mail deliver it is what the other soak is for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from core.db import transaction
from core.desk import Desk
from core.model import CardKind

_TAKEN = text("""
with taken as (
  delete from procrastinate_jobs where status = 'todo' and task_name in ('mail.send', 'slack.line', 'slack.card')
  returning id, args
)
select (args->>'notification_id')::bigint as notification_id, (args->>'card_id')::bigint as card_id
  from taken order by id
""")
_READ = text("""
update notifications n set status = 'sent', sent_at = :now
 where id = any(:ids) and status = 'queued'
returning id, name, channel, contact_id, staff_id, schedule_rev as rev, context,
          (select w.number from work_orders w where w.id = n.work_order_id) as number
""")
_NEW_CARDS = text("""
select c.id, c.kind, c.subject, c.offer_id, c.staff_id, w.number, o.expires_at
  from cards c join work_orders w on w.id = c.work_order_id left join offers o on o.id = c.offer_id
 where c.id = any(:ids) order by c.id
""")


@dataclass(frozen=True)
class Letter:
    """A mail, or a line in Slack; without `number` it is about no single work order."""

    name: str
    channel: str
    number: int | None
    contact_id: int | None
    staff_id: int | None
    rev: int
    said: Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """A card somebody sees for the first time. `about`: the id of what it is about."""

    kind: CardKind
    about: int
    number: int
    staff_id: int | None
    expires_at: datetime | None


class Post:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen: set[int] = set()

    def collect(self) -> list[Letter | Shown]:
        """What is new, cards first."""
        with transaction(self._desk.sessions) as session:
            taken = session.execute(_TAKEN).all()
            cards = {row.card_id for row in taken if row.card_id is not None} - self._seen
            letters = [row.notification_id for row in taken if row.notification_id is not None]
            self._seen |= cards
            return [*self._shown(session, sorted(cards)), *self._letters(session, letters)]

    def _shown(self, session: Session, ids: list[int]) -> list[Shown]:
        if not ids:
            return []
        return [
            Shown(
                CardKind(row.kind),
                int(row.subject.split(":")[1]),
                row.number,
                row.staff_id,
                row.expires_at,
            )
            for row in session.execute(_NEW_CARDS, {"ids": ids})
        ]

    def _letters(self, session: Session, ids: list[int]) -> list[Letter]:
        if not ids:
            return []
        rows = session.execute(_READ, {"ids": ids, "now": self._desk.clock()}).all()
        return [
            Letter(row.name, row.channel, row.number, row.contact_id, row.staff_id, row.rev or 0, row.context)
            for row in sorted(rows, key=lambda row: row.id)
        ]
