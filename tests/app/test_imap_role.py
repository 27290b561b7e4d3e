"""The imap role of a process: from the settings' file to the journal, with a real Dovecot."""

import asyncio
from pathlib import Path

from sqlalchemy import text

from app import doctor
from app.house import House
from app.roles.imap import imap
from app.secret_key import secret_key
from app.setup import run as setup
from core.db import make_engine
from core.settings import load
from tests.app.support import until
from tests.inbound.dovecot import PASSWORD, USER, dovecot
from tests.rules.places import ROOT

MAIL = b"From: Cara Cole <cara@acmefoods.example>\r\nTo: service@wo.example\r\nSubject: Hello\r\n\r\nThe gate code is 9921.\r\n"
MAILBOX = '[[mailbox]]\nhost = "127.0.0.1"\nport = {port}\nuser = "{user}"\npassword = "{password}"\nsecurity = "none"\n'
FILE = f'{MAILBOX}\n{MAILBOX}folder = "Second"\n'
"""Two mailboxes, each with a reader of its own."""


async def test_a_process_reads_the_mailboxes_of_its_settings(database_url: str, tmp_path: Path) -> None:
    with dovecot() as server:
        file = tmp_path / "mailboxes.toml"
        file.write_text(FILE.format(port=server.port, user=USER, password=PASSWORD))
        settings = load(
            database_url=database_url, secret_key="k" * 32, truckroll_data=tmp_path, mail_domain="wo.example",
            imap_mailboxes=str(file), roles="imap",
        )  # fmt: skip
        assert setup(settings, ROOT / "docs" / "company.example.toml") == 0
        with server.session() as client:
            client.create("Second")
        await asyncio.to_thread(server.put, MAIL.replace(b"9921", b"9922"))
        found = await doctor._mailboxes(settings)
        assert (found.state, found.said) == (doctor.State.OK, "all can be read; 1 messages wait in them")
        house = House(settings, database_url, secret_key(settings))
        async with imap(house):
            await asyncio.to_thread(server.put, MAIL)
            await asyncio.to_thread(server.put, MAIL.replace(b"9921", b"9923"), "Second")
            await until(lambda: kept(database_url) == ["imap"] * 3)
        assert house.metrics.mail_accepted.labels("imap")._value.get() == 3
        assert await asyncio.to_thread(server.mails, "INBOX") == []


def kept(url: str) -> list[str]:
    engine = make_engine(url, pool_size=1, role="test")
    try:
        with engine.connect() as connection:
            return list(connection.scalars(text("select way_in from inbound_messages")))
    finally:
        engine.dispose()
