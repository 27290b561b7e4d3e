"""`truckroll ingest FILE.eml…` and `--maildir DIR`: messages from files into the journal, as if they had come by SMTP.

A running worker reads them; one that came before is recognised and not read twice. What waits in a maildir is moved
from `new` to `cur` when it is in the journal, so that the command can be run again and again.
"""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from app.offline import at_hand, only_company
from core.clock import system_clock
from core.db import Sessions, transaction
from core.settings import Settings
from inbound.envelope import Envelope
from inbound.intake.batches import NoSuchMailbox
from inbound.intake.files import envelope_of, envelopes_from, taken, waiting_in
from inbound.journal import Journal


def run(settings: Settings, files: Iterable[Path], maildirs: Iterable[Path] = ()) -> int:
    """Prints what became of each message; the exit code is 1 when one was for nobody we know, or a folder no maildir."""
    failures = 0
    with at_hand(settings, "ingest") as (sessions, tokens):
        journal = Journal(sessions, tokens, only_company(sessions))
        for file in files:
            for envelope in envelopes_from([file], system_clock):
                failures += not _keep(sessions, journal, envelope, str(file))
        for maildir in maildirs:
            failures += _empty(sessions, journal, maildir)
    return 1 if failures else 0


def _empty(sessions: Sessions, journal: Journal, maildir: Path) -> int:
    """Take what waits in a maildir; what is for nobody stays there. How many things went wrong."""
    try:
        waiting = list(waiting_in(maildir))
    except (FileNotFoundError, NotADirectoryError):
        _say(f"{maildir}: is no maildir; there is no folder `new` in it")
        return 1
    failures = 0
    for file in waiting:
        try:
            kept = _keep(sessions, journal, envelope_of(file.read_bytes(), system_clock()), str(file))
        except FileNotFoundError:
            continue  # another run was quicker
        except Exception as fault:  # noqa: BLE001 - whatever is wrong with one, the others are taken
            _say(
                f"{file}: cannot be kept and stays there ({fault!r}); repair or remove it, then run this again"
            )
            kept = False
        failures += not kept
        if kept:
            with contextlib.suppress(FileNotFoundError):  # another run was quicker, or its owner
                taken(file)
    return failures


def _keep(sessions: Sessions, journal: Journal, envelope: Envelope, name: str) -> bool:
    try:
        with transaction(sessions) as session:
            kept = journal.keep(session, [envelope])
    except NoSuchMailbox:
        to = ", ".join(envelope.recipients) or "no recipient"
        _say(f"{name}: for nobody we know ({to}); not kept")
        return False
    _say(f"{name}: kept as message {kept[0]}" if kept else f"{name}: came before; not read again")
    return True


def _say(line: str) -> None:
    print(line)  # noqa: T201 - for the person who typed it
