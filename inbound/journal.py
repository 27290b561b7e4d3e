"""The journal: nothing is accepted that is not in it, and everything in it ends in one outcome.

One call stores a batch in one transaction, together with the job that reads each message. A message that came before
(same dedupe key, or the same place of a mailbox) is there already and is not read twice (I12). Mail for two companies becomes a row of each.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from core.db import DatabaseDown, Sessions, transaction
from core.jobs import defer
from core.mailing import read_job
from core.model import Company, InboundMessage, JsonObject
from core.tokens import ReplyTokens
from inbound.addresses import claimed_company, mailbox_of
from inbound.dedupe import dedupe_key
from inbound.envelope import Envelope
from inbound.intake.batches import NoSuchMailbox, StoreUnavailable
from inbound.steps import Step, reached

# One statement of fixed text for any number of messages: building one for each size costs more than it takes.
KEEP = text("""
insert into inbound_messages
  (company_id, dedupe_key, received_at, way_in, peer, envelope_from, envelope_to, raw, place, status, steps)
select mail.company_id, mail.dedupe_key, mail.received_at, mail.way_in, nullif(mail.peer, ''), mail.envelope_from,
       array(select jsonb_array_elements_text(cast(mail.envelope_to as jsonb))), mail.raw, nullif(mail.place, ''),
       'received', '{}'
  from unnest(cast(:company_id as bigint[]), cast(:dedupe_key as text[]), cast(:received_at as timestamptz[]),
              cast(:way_in as text[]), cast(:peer as text[]), cast(:envelope_from as text[]),
              cast(:envelope_to as text[]), cast(:raw as bytea[]), cast(:place as text[]))
       as mail(company_id, dedupe_key, received_at, way_in, peer, envelope_from, envelope_to, raw, place)
on conflict do nothing
returning id, company_id, envelope_from
""")


@dataclass(frozen=True, slots=True)
class Journal:
    """The listener's store. `only_company` takes mail that is addressed to nobody we know, as files may be."""

    sessions: Sessions
    tokens: ReplyTokens
    only_company: int | None = None
    known: dict[int | str, int] = field(default_factory=dict)
    """Company ids by id and by mailbox, as far as mail named them: a company keeps both."""

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        """Keep all of them or none. Raises `StoreUnavailable`, or `NoSuchMailbox` when one belongs to no company."""
        try:
            with transaction(self.sessions) as session:
                self.keep(session, envelopes)
        except DatabaseDown as away:
            raise StoreUnavailable from away
        reached(Step.JOURNALED)

    def keep(self, session: Session, envelopes: Sequence[Envelope]) -> list[int]:
        """The same within a transaction of the caller's; the ids of the messages that are new."""
        self._learn(session, envelopes)
        rows = [_row(company, each) for each in envelopes for company in self._owners(each)]
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        stored = session.execute(KEEP, columns).all()
        defer(session, *(read_job(company_id, id_, sender) for id_, company_id, sender in stored))
        return [id_ for id_, _company, _sender in stored]

    def came_from(self, places: Sequence[str]) -> set[str]:
        """Those of the mailbox places whose messages are in the journal. Raises `StoreUnavailable`."""
        if not places:
            return set()
        try:
            with transaction(self.sessions) as session:
                known = select(InboundMessage.place).where(InboundMessage.place.in_(places))
                return {place for place in session.scalars(known) if place}
        except DatabaseDown as away:
            raise StoreUnavailable from away

    def _learn(self, session: Session, envelopes: Sequence[Envelope]) -> None:
        recipients = {recipient for envelope in envelopes for recipient in envelope.recipients}
        named = {self._company_key(recipient) for recipient in recipients} - {None, *self.known}
        if not named:
            return
        found = session.execute(
            select(Company.id, Company.mailbox).where(
                Company.id.in_([key for key in named if isinstance(key, int)])
                | Company.mailbox.in_([key for key in named if isinstance(key, str)])
            )
        )
        for id_, mailbox in found:
            self.known[id_] = self.known[mailbox] = id_

    def _company_key(self, recipient: str) -> int | str | None:
        claimed = claimed_company(recipient, self.tokens.domain)
        return mailbox_of(recipient, self.tokens.domain) if claimed is None else claimed

    def _owners(self, envelope: Envelope) -> Iterable[int]:
        keys = (self._company_key(recipient) for recipient in envelope.recipients)
        owners = dict.fromkeys(self.known[key] for key in keys if key in self.known)
        if not owners and self.only_company is not None:
            owners[self.only_company] = None
        if not owners:
            raise NoSuchMailbox
        return owners


def _row(company_id: int, envelope: Envelope) -> JsonObject:
    return {
        "company_id": company_id,
        "dedupe_key": dedupe_key(envelope),
        "received_at": envelope.received_at,
        "way_in": envelope.way_in,
        "peer": envelope.peer,
        "envelope_from": envelope.sender,
        "envelope_to": json.dumps(envelope.recipients),
        "raw": envelope.raw,
        "place": envelope.place,
    }
