"""Mail comes in: mailboxes read by IMAP, for installations that no mail server delivers to.

Per message: fetched without being marked as read, committed to the journal, and only then moved to the processed
folder. A crash in between costs nothing: what the journal knows by its place (mailbox, UIDVALIDITY, UID; RFC 3501
2.3.1.1) is moved and not fetched again, and a copy under another UID is the same message by its dedupe key. New mail is
waited for by IDLE (RFC 2177) or, where a server has none, by looking again; either way the folder is looked through
before and after each wait. A connection that breaks is opened again after a growing pause; one bad message stays where
it is and stops no other.
"""

import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from imaplib import IMAP4
from typing import Protocol

import structlog
from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox

from inbound.envelope import Envelope
from inbound.intake.batches import NoSuchMailbox, StoreUnavailable
from inbound.intake.files import envelope_of
from inbound.intake.mailboxes import FAILURES, Mailbox, opened

log = structlog.get_logger(__name__)

LOOK_AGAIN = 60.0
"""Seconds after which the folder is looked through, whatever IDLE said: a notice may have been missed."""
STOP_WITHIN = 0.5
"""Seconds after which a waiting reader notices that it shall stop."""
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 300.0
"""Seconds between attempts: doubled from the first to the longest, until the folder has been looked through."""
STEP = 500
"""Messages looked up at once."""


class Journal(Protocol):
    """Where messages are kept; what it raises besides `StoreUnavailable` and `NoSuchMailbox` is a message's own fault."""

    def __call__(self, envelopes: Sequence[Envelope]) -> None:
        """Keep them."""

    def came_from(self, places: Sequence[str]) -> set[str]:
        """Which of these places it has messages of."""


@dataclass(kw_only=True)
class MailboxReader:
    """Reads one mailbox until `stopping` is set. `first_pause` in seconds."""

    mailbox: Mailbox
    journal: Journal
    clock: Callable[[], datetime]
    max_bytes: int
    stopping: threading.Event = field(default_factory=threading.Event)
    first_pause: float = FIRST_PAUSE
    _left_alone: set[str] = field(default_factory=set)
    _pause: float = field(init=False)

    def run(self) -> None:
        """Blocks; belongs into a thread of its own."""
        self._pause = self.first_pause
        while not self.stopping.is_set():
            try:
                with opened(self.mailbox) as connection:
                    log.info("imap.connected", mailbox=self.mailbox.name)
                    self._left_alone.clear()
                    self._attend(connection)
            except StoreUnavailable:
                log.warning("imap.waits_for_the_database", mailbox=self.mailbox.name)
            except FAILURES as failure:
                log.warning("imap.lost", mailbox=self.mailbox.name, why=_said(failure), pause=self._pause)
            except Exception:
                log.exception("imap.failed", mailbox=self.mailbox.name)
            self.stopping.wait(self._pause * random.uniform(0.8, 1.2))  # noqa: S311 - spreads reconnections, guards nothing
            self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _attend(self, connection: BaseMailBox) -> None:
        """For as long as the connection lasts: look, wait, look."""
        can_idle = "IDLE" in connection.client.capabilities
        while not self.stopping.is_set():
            moved = self.look(connection)
            self._pause = self.first_pause  # not before: who can only log in shall not do so all the time
            if moved:
                continue  # mail that came meanwhile may have been announced while nobody listened
            self._idle(connection) if can_idle else self.stopping.wait(LOOK_AGAIN)

    def look(self, connection: BaseMailBox) -> int:
        """Take what is there; how many messages left the folder."""
        validity = _validity(connection)
        uids = [uid for uid in connection.uids() if uid not in self._left_alone]
        moved = 0
        for first in range(0, len(uids), STEP):
            step = uids[first : first + STEP]
            places = {uid: self.mailbox.place(validity, uid) for uid in step}
            known = self.journal.came_from(list(places.values()))
            for uid in step:
                if self.stopping.is_set():
                    return moved
                moved += self._settle(connection, uid, places[uid], is_kept=places[uid] in known)
        return moved

    def _settle(self, connection: BaseMailBox, uid: str, place: str, *, is_kept: bool) -> bool:
        """Take and move one message; whether it left the folder. What the server will not do with it is left alone."""
        try:
            folder = self.mailbox.processed if is_kept else self._take(connection, uid, place)
            if folder:
                connection.move(uid, folder)
        except IMAP4.abort:
            raise  # the connection is lost, whatever the message
        except (IMAP4.error, ImapToolsError) as failure:
            self._left_alone.add(uid)
            log.warning("imap.not_moved", mailbox=self.mailbox.name, uid=uid, why=_said(failure))
            return False
        return bool(folder)

    def _take(self, connection: BaseMailBox, uid: str, place: str) -> str:
        """Keep one message; the folder it belongs into now, or an empty string when it stays."""
        size, raw = _size(connection, uid), None
        if size is not None and size <= self.max_bytes:
            raw = _fetched(connection, uid)
        if size is None or (size <= self.max_bytes and raw is None):
            return ""  # gone meanwhile
        if raw is None:
            log.warning("imap.too_large", mailbox=self.mailbox.name, uid=uid, bytes=size)
            return self.mailbox.refused
        try:
            self.journal([_envelope(raw, self.clock(), place)])
        except NoSuchMailbox:
            log.warning("imap.for_nobody", mailbox=self.mailbox.name, uid=uid)
            return self.mailbox.refused
        except StoreUnavailable:
            raise
        except Exception:
            self._left_alone.add(uid)
            log.exception("imap.not_stored", mailbox=self.mailbox.name, uid=uid)
            return ""
        return self.mailbox.processed

    def _idle(self, connection: BaseMailBox) -> None:
        """Wait until the server says something, it is time to look, or we shall stop."""
        with connection.idle as idle:
            for _ in range(int(LOOK_AGAIN / STOP_WITHIN)):
                if self.stopping.is_set() or idle.poll(timeout=STOP_WITHIN):
                    return


def _envelope(raw: bytes, now: datetime, place: str) -> Envelope:
    found = envelope_of(raw, now)
    return Envelope(found.sender, found.recipients, raw, peer="", way_in="imap", received_at=now, place=place)


def _validity(connection: BaseMailBox) -> str:
    """The selected folder's UIDVALIDITY; a server that names none has UIDs that mean nothing later."""
    _, said = connection.client.response("UIDVALIDITY")
    if said and said[-1]:
        value: str = said[-1].decode()
        connection.client.untagged_responses["UIDVALIDITY"] = [said[-1]]  # asking took it away
        return value
    return "0"


def _size(connection: BaseMailBox, uid: str) -> int | None:
    _, answer = connection.client.uid("FETCH", uid, "(RFC822.SIZE)")
    for line in answer or ():
        if isinstance(line, bytes) and b"RFC822.SIZE" in line:
            with suppress(ValueError, IndexError):
                return int(line.partition(b"RFC822.SIZE")[2].strip(b" )").split()[0])
    return None


def _fetched(connection: BaseMailBox, uid: str) -> bytes | None:
    """The bytes as the server has them; PEEK leaves the message unread."""
    _, answer = connection.client.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((bytes(part[1]) for part in answer or () if isinstance(part, tuple)), None)


def _said(failure: BaseException) -> str:
    return f"{type(failure).__name__}: {failure}"[:200]
