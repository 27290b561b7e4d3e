"""The journal: nothing is accepted that is not in it, and everything in it ends in one outcome.

One call stores a batch in one transaction, together with the job that reads each message. A message that came before
(same dedupe key) is there already and is not read twice (I12). Mail for two companies becomes a row of each.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from core.db import DatabaseDown, Sessions, transaction
from core.jobs import Job, defer
from core.model import Company, InboundMessage, JsonObject, MessageStatus
from core.tokens import ReplyTokens
from inbound.addresses import claimed_company, mailbox_of
from inbound.dedupe import dedupe_key
from inbound.envelope import Envelope
from inbound.intake.batches import NoSuchMailbox, StoreUnavailable

READ_TASK = "mail.read"
LANES = 4


@dataclass(frozen=True, slots=True)
class Journal:
    """The listener's store. `only_company` takes mail that is addressed to nobody we know, as files may be."""

    sessions: Sessions
    tokens: ReplyTokens
    only_company: int | None = None

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        """Keep all of them or none. Raises `StoreUnavailable`, or `NoSuchMailbox` when one belongs to no company."""
        try:
            with transaction(self.sessions) as session:
                self.keep(session, envelopes)
        except DatabaseDown as away:
            raise StoreUnavailable from away

    def keep(self, session: Session, envelopes: Sequence[Envelope]) -> list[int]:
        """The same within a transaction of the caller's; the ids of the messages that are new."""
        companies = self._companies(session, envelopes)
        rows = [_row(company, each) for each in envelopes for company in self._owners(each, companies)]
        table = InboundMessage.__table__
        stored = session.execute(
            insert(table)  # type: ignore[arg-type]  # a mapped class's table is a Table
            .values(rows)
            .on_conflict_do_nothing(index_elements=["company_id", "dedupe_key"])
            .returning(table.c.id, table.c.company_id, table.c.envelope_from)
        ).all()
        defer(session, *(read_job(company_id, id_, sender) for id_, company_id, sender in stored))
        return [id_ for id_, _company, _sender in stored]

    def _companies(self, session: Session, envelopes: Sequence[Envelope]) -> dict[int | str, int]:
        """Company ids by id and by mailbox, as far as these envelopes name them."""
        recipients = {recipient for envelope in envelopes for recipient in envelope.recipients}
        named = {claimed_company(recipient, self.tokens.domain) for recipient in recipients}
        mailboxes = {mailbox_of(recipient, self.tokens.domain) for recipient in recipients}
        found = session.execute(
            select(Company.id, Company.mailbox).where(
                Company.id.in_(named - {None}) | Company.mailbox.in_(mailboxes - {None})
            )
        ).all()
        return {id_: id_ for id_, _ in found} | {mailbox: id_ for id_, mailbox in found}

    def _owners(self, envelope: Envelope, companies: dict[int | str, int]) -> Iterable[int]:
        owners: dict[int, None] = {}
        for recipient in envelope.recipients:
            claimed = claimed_company(recipient, self.tokens.domain)
            key = mailbox_of(recipient, self.tokens.domain) if claimed is None else claimed
            if key in companies:
                owners[companies[key]] = None
        if not owners and self.only_company is not None:
            owners[self.only_company] = None
        if not owners:
            raise NoSuchMailbox
        return owners


def read_job(company_id: int, message_id: int, sender: str) -> Job:
    """The job that reads a message. Messages of one sender keep their order; a company has `LANES` lanes."""
    lane = crc32(sender.lower().encode("utf-8", "replace")) % LANES
    return Job(
        READ_TASK, {"company_id": company_id, "message_id": message_id}, lane=f"mail:{company_id}:{lane}"
    )


def _row(company_id: int, envelope: Envelope) -> JsonObject:
    return {
        "company_id": company_id,
        "dedupe_key": dedupe_key(envelope),
        "received_at": envelope.received_at,
        "way_in": envelope.way_in,
        "peer": envelope.peer or None,
        "envelope_from": envelope.sender,
        "envelope_to": list(envelope.recipients),
        "raw": envelope.raw,
        "status": MessageStatus.RECEIVED,
        "steps": {},
    }
