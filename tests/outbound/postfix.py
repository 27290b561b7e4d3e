"""A Postfix of the test's own: takes mail on a free port of this machine and hands all of it to one next server."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.peers import peer

PATIENCE = 20.0  # seconds
MAIN = """
compatibility_level = 3.6
queue_directory = {home}/queue
data_directory = {home}/data
maillog_file = {home}/mail.log
maillog_file_prefixes = {home}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = relay.test
mydestination =
mynetworks = 127.0.0.0/8
relayhost = [127.0.0.1]:{next_port}
{more}
"""
MASTER = """
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
lmtp unix - - n - - lmtp
relay unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
"""


@contextmanager
def postfix(next_port: int, lmtp: tuple[str, int] | None = None) -> Iterator[int]:
    """The port it listens on; with `lmtp` mail for that domain goes to that port instead, by LMTP.

    Skips the test where Postfix is missing or may not be started.
    """
    program = peer("postfix")
    if os.geteuid() != 0:
        pytest.skip("needs root: Postfix starts for nobody else")
    home = Path(tempfile.mkdtemp(prefix="truckroll-postfix-"))
    home.chmod(0o711)  # its own unprivileged account passes through
    for name in ("conf", "queue", "data"):
        (home / name).mkdir()
    shutil.chown(home / "data", "postfix")
    port = _free_port()
    (home / "conf" / "main.cf").write_text(
        MAIN.format(home=home, next_port=next_port, more=_handed_over(lmtp))
    )
    (home / "conf" / "master.cf").write_text(MASTER.format(port=port))
    try:
        _control(program, home, "start")
        try:
            yield port
        finally:
            _control(program, home, "stop")
            _wait_until_gone(home / "queue" / "pid" / "master.pid")
    finally:
        shutil.rmtree(home)


def _handed_over(lmtp: tuple[str, int] | None) -> str:
    if lmtp is None:
        return ""
    domain, port = lmtp
    return f"transport_maps = inline:{{ {{{domain} = lmtp:inet:127.0.0.1:{port}}} }}"


def _control(program: Path, home: Path, what: str) -> None:
    done = subprocess.run(
        [program, "-c", home / "conf", what], capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    assert done.returncode == 0, done.stderr


def _wait_until_gone(pid_file: Path) -> None:
    pid = int(pid_file.read_text())
    deadline = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline, "Postfix did not stop"
        time.sleep(0.01)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
