"""Programs some tests need beside Python. A missing one is said by name, with what to do; in CI it is a failure.

`peer("postfix")` is the program's path; it skips the test where the program is not installed.
"""

import os
import shutil
from pathlib import Path

import pytest

POSTGRES_15 = Path("/usr/lib/postgresql/15/bin")
PEERS = {
    "chromium": Path("/usr/bin/chromium"),
    "dovecot-imapd": Path("/usr/sbin/dovecot"),
    "postfix": Path("/usr/sbin/postfix"),
    "postgresql-15": POSTGRES_15 / "postgres",
    "swaks": Path("/usr/bin/swaks"),
}


def peer(package: str) -> Path:
    """Where the program of a Debian package is; skips the test without it, or fails it with REQUIRE_PEERS=1."""
    program = PEERS[package]
    if program.exists():
        return program
    if elsewhere := shutil.which(program.name):
        return Path(elsewhere)
    missing = f"needs Debian's {package} ({program} is missing): run `make peers`"
    if os.environ.get("REQUIRE_PEERS") == "1":
        pytest.fail(missing, pytrace=False)
    pytest.skip(missing)
