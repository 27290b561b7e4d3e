"""A Dovecot of the test's own: IMAP on a free port of this machine, one user, mail in a temporary directory."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from imaplib import IMAP4
from pathlib import Path

import pytest

from tests.peers import peer

PATIENCE = 20.0  # seconds
USER, PASSWORD = "office", "an-app-password"
CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/dovecot.log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain xoauth2
mail_location = maildir:{home}/mail
first_valid_uid = 1
default_internal_user = dovecot
default_login_user = dovenull
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {home}/oauth2.conf
}}
passdb {{
  driver = static
  mechanisms = plain login
  args = user={user} password={password}
}}
userdb {{
  driver = static
  args = uid=dovecot gid=dovecot home={home}/mail
}}
protocol imap {{
  imap_idle_notify_interval = 2 mins
}}
"""
OAUTH2 = """
introspection_mode = auth
introspection_url = {introspection}
username_attribute = user
"""


@dataclass
class Dovecot:
    """The running server. `put` is somebody sending mail to the inbox."""

    program: Path
    home: Path
    port: int

    @contextmanager
    def session(self) -> Iterator[IMAP4]:
        client = IMAP4("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            client.login(USER, PASSWORD)
            yield client
        finally:
            client.logout()

    def put(self, raw: bytes, folder: str = "INBOX") -> None:
        with self.session() as client:
            said, answer = client.append(f'"{folder}"', None, None, raw)
            assert said == "OK", answer

    def mails(self, folder: str) -> list[bytes]:
        """What is in a folder, byte for byte."""
        with self.session() as client:
            if client.select(f'"{folder}"', readonly=True)[0] != "OK":
                return []
            _, found = client.uid("SEARCH", "ALL")
            uids = found[0].split()
            return [client.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1][0][1] for uid in uids]

    def unread(self, folder: str) -> int:
        with self.session() as client:
            client.select(f'"{folder}"', readonly=True)
            return len(client.search(None, "UNSEEN")[1][0].split())

    def start(self) -> None:
        self._control()
        deadline = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as line:
                if line.recv(64):
                    return
            assert time.monotonic() < deadline, (self.home / "dovecot.log").read_text()
            time.sleep(0.01)

    def stop(self) -> None:
        """Return when the server and all its processes have gone."""
        pid = int((self.home / "run" / "master.pid").read_text())
        self._control("stop")
        deadline = time.monotonic() + PATIENCE
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < deadline, "Dovecot did not stop"
            time.sleep(0.01)

    def _control(self, *words: str) -> None:
        """Its output goes to a file: the server would keep a pipe open."""
        command = [str(self.program), "-c", str(self.home / "dovecot.conf"), *words]
        with (self.home / "said.txt").open("wb") as said:
            done = subprocess.run(command, stdout=said, stderr=said, check=False, timeout=PATIENCE)
        assert done.returncode == 0, (self.home / "said.txt").read_text()


@contextmanager
def dovecot(introspection: str = "http://127.0.0.1:9/") -> Iterator[Dovecot]:
    """A running server; `introspection` is where it asks whom an access token belongs to. Skips where it is missing."""
    program = peer("dovecot-imapd")
    if os.geteuid() != 0:
        pytest.skip("needs root: Dovecot starts for nobody else")
    home = Path(tempfile.mkdtemp(prefix="truckroll-dovecot-"))
    try:
        home.chmod(0o711)  # its own unprivileged accounts pass through
        for name in ("run", "state", "mail"):
            (home / name).mkdir()
        shutil.chown(home / "mail", "dovecot", "dovecot")
        (home / "oauth2.conf").write_text(OAUTH2.format(introspection=introspection))
        server = Dovecot(program, home, _free_port())
        config = CONFIG.format(home=home, port=server.port, user=USER, password=PASSWORD.replace(" ", "\\ "))
        (home / "dovecot.conf").write_text(config)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
