"""`truckroll ingest FILE.eml…`: messages from files into the journal, as if they had come by SMTP.

A running worker reads them; one that came before is recognised and not read twice.
"""

from collections.abc import Iterable
from pathlib import Path

from app.offline import at_hand, only_company
from core.clock import system_clock
from core.db import transaction
from core.settings import Settings
from inbound.intake.batches import NoSuchMailbox
from inbound.intake.files import envelopes_from
from inbound.journal import Journal


def run(settings: Settings, files: Iterable[Path]) -> int:
    """Prints what became of each file; the exit code is 1 when one was for nobody we know."""
    unknown = 0
    with at_hand(settings, "ingest") as (sessions, tokens):
        journal = Journal(sessions, tokens, only_company(sessions))
        for file in files:
            for envelope in envelopes_from([file], system_clock):
                try:
                    with transaction(sessions) as session:
                        kept = journal.keep(session, [envelope])
                except NoSuchMailbox:
                    unknown += 1
                    _say(
                        f"{file}: for nobody we know ({', '.join(envelope.recipients) or 'no recipient'}); not kept"
                    )
                    continue
                _say(f"{file}: kept as message {kept[0]}" if kept else f"{file}: came before; not read again")
    return 1 if unknown else 0


def _say(line: str) -> None:
    print(line)  # noqa: T201 - for the person who typed it
