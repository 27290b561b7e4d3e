"""The baseline of reading mail: Roundup's mail gateway with a classic tracker on SQLite, in this process.

Roundup files a mail with the issue it answers, known by In-Reply-To, without quotations, in one transaction. It
does not judge who wrote or what the words mean. Its mail out is switched off.
"""

import contextlib
import email
import logging
import sys
import tempfile
import warnings
from argparse import Namespace
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roundup import configuration, init, instance, mailgw, password

TEMPLATE = Path(sys.prefix) / "share" / "roundup" / "templates" / "classic"
SENDS_MAIL = "nosyreaction.py"
DOMAIN = "desk.example"
ASKED_FOR = Namespace(default_class="", set_value=[])
"""What its command line would have asked for: nothing."""


@dataclass(frozen=True)
class Known:
    """An order as an issue: who was written to, and the Message-ID of that mail in angle brackets."""

    address: str
    message_id: str


@dataclass(frozen=True)
class Tracker:
    """`issues` are the ids by Message-ID of the mail that began each."""

    instance: Any
    issues: dict[str, str]

    def handle(self, raw: bytes) -> str:
        """Files one mail; the id of its issue. Raises whatever the gateway raises."""
        gateway = mailgw.MailGW(self.instance, ASKED_FOR)
        return str(gateway.handle_message(email.message_from_bytes(raw, mailgw.RoundupMessage)))


@contextlib.contextmanager
def tracker(known: Sequence[Known]) -> Iterator[Tracker]:
    """A tracker in a temporary folder with a user and an issue for each."""
    logging.getLogger("roundup").setLevel(logging.WARNING)
    with tempfile.TemporaryDirectory(prefix="truckroll-roundup-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        home = Path(folder) / "tracker"
        _install(home)
        opened = instance.open(str(home))
        opened.init(password.Password("bench", config=opened.config))
        yield Tracker(opened, _issues(opened, known))


def _install(home: Path) -> None:
    config = configuration.CoreConfig()
    for name, value in {
        "TRACKER_HOME": str(home),
        "TRACKER_WEB": f"https://{DOMAIN}/",
        "MAIL_DOMAIN": DOMAIN,
        "DATABASE": "db",
        "RDBMS_BACKEND": "sqlite",
        "MAILGW_SUBJECT_SUFFIX_PARSING": "none",  # our subjects end with the number in brackets
    }.items():
        config[name] = value
    init.install(str(home), str(TEMPLATE))
    (home / "detectors" / SENDS_MAIL).unlink()
    config.save(str(home / "config.ini"))


def _issues(opened: Any, known: Sequence[Known]) -> dict[str, str]:
    database = opened.open("admin")
    secret = password.Password("bench", scheme="plaintext")
    try:
        for address in dict.fromkeys(each.address for each in known):
            database.user.create(username=address, address=address, roles="User", password=secret)
        found = {each.message_id: _issue(database, each) for each in known}
        database.commit()
    finally:
        database.close()
    return found


def _issue(database: Any, known: Known) -> str:
    author = database.user.lookup("admin")
    asked = database.msg.create(author=author, content="When may we come?", messageid=known.message_id)
    return str(database.issue.create(title=f"Visit {known.message_id}", messages=[asked]))
