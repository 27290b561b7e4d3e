"""The mail that was received and written: raw bytes and a few facts beside them, kept in a folder if there is one.

A message is two files, `<mailbox>/<id>.eml` with the bytes as they came over the wire and `<id>.json` with the
facts. The facts are renamed into place last, so a crash leaves a whole message or none.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sandbox.mail.changes import Changes
from sandbox.mail.reading import Letter, read_letter

Box = Literal["inbox", "sent"]
DeliveryState = Literal["delivered", "deferred", "refused"]


@dataclass(frozen=True)
class Delivery:
    """What became of a mail written here, with the last answer of the server it was given to."""

    state: DeliveryState
    reply: str


@dataclass(frozen=True)
class StoredMail:
    """`sender` and `recipient` are the envelope's; `done` says what the owner did with it ("replied")."""

    id: int
    mailbox: str
    box: Box
    sender: str
    recipient: str
    at: datetime
    raw: bytes
    seen: bool = False
    done: tuple[str, ...] = ()
    delivery: Delivery | None = None

    @cached_property
    def letter(self) -> Letter:
        return read_letter(self.raw)


@dataclass(frozen=True)
class Arrival:
    """A mail that is about to be kept: everything about it but its id."""

    mailbox: str
    box: Box
    sender: str
    recipient: str
    raw: bytes


class MailStore:
    """All mailboxes. Ids count up over all of them, so a later message has a higher id."""

    def __init__(self, folder: Path | None, changes: Changes) -> None:
        self._folder = folder
        self._changes = changes
        self._mails: dict[int, StoredMail] = {}
        if folder is not None and folder.is_dir():
            self._mails = {mail.id: mail for mail in sorted(_load(folder), key=lambda mail: mail.id)}
        self._last_id = max(self._mails, default=0)

    def add(self, arrival: Arrival, at: datetime) -> StoredMail:
        seen = arrival.box == "sent"
        self._last_id += 1
        mail = StoredMail(self._last_id, at=at, seen=seen, **vars(arrival))
        self._keep(mail)
        self._changes.publish("message", mail.mailbox, mail.id)
        return mail

    def change(self, mail_id: int, **facts: Any) -> StoredMail:
        """Replaces facts of a message (seen, done, delivery) and tells everybody."""
        mail = replace(self._mails[mail_id], **facts)
        self._keep(mail)
        self._changes.publish("message_changed", mail.mailbox, mail.id)
        return mail

    def mark_done(self, mail_id: int, what: str) -> StoredMail:
        return self.change(mail_id, done=(*self._mails[mail_id].done, what), seen=True)

    def addresses(self) -> list[str]:
        """Every mailbox that holds something."""
        return sorted({mail.mailbox for mail in self._mails.values()})

    def mails(self, mailbox: str, after: int = 0) -> list[StoredMail]:
        """Oldest first."""
        return [mail for mail in self._mails.values() if mail.mailbox == mailbox and mail.id > after]

    def get(self, mailbox: str, mail_id: int) -> StoredMail | None:
        mail = self._mails.get(mail_id)
        return mail if mail and mail.mailbox == mailbox else None

    def deferred(self) -> list[StoredMail]:
        """What was written here and is still waiting for its next try."""
        return [mail for mail in self._mails.values() if mail.delivery and mail.delivery.state == "deferred"]

    def _keep(self, mail: StoredMail) -> None:
        self._mails[mail.id] = mail
        if self._folder is None:
            return
        path = self._folder / quote(mail.mailbox, safe="@+-._")
        path.mkdir(parents=True, exist_ok=True)
        bytes_file = path / f"{mail.id}.eml"
        if not bytes_file.exists():
            bytes_file.write_bytes(mail.raw)
        facts = {name: value for name, value in asdict(mail).items() if name != "raw"}
        unfinished = path / f"{mail.id}.json.new"
        unfinished.write_text(json.dumps(facts, default=datetime.isoformat, indent=1), encoding="utf-8")
        unfinished.replace(path / f"{mail.id}.json")


def _load(folder: Path) -> Iterator[StoredMail]:
    for facts_file in folder.glob("*/*.json"):
        facts = json.loads(facts_file.read_text(encoding="utf-8"))
        facts["at"] = datetime.fromisoformat(facts["at"])
        facts["done"] = tuple(facts["done"])
        facts["delivery"] = Delivery(**facts["delivery"]) if facts["delivery"] else None
        yield StoredMail(raw=facts_file.with_suffix(".eml").read_bytes(), **facts)
