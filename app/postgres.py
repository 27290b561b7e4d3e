"""The embedded PostgreSQL: a server in a data directory of ours, for whoever has set no DATABASE_URL.

It promises that
- the directory is either absent or usable: it is created aside and renamed into place;
- several processes share one server, and the last one to leave stops it;
- a process killed without warning leaves a usable directory; the next one joins the server it left running;
- nobody else can connect: the only door is a socket in a directory of mode 0700;
- no file or directory that we did not create changes its mode or owner.

Layout of the data directory: `postgres/` (PostgreSQL's own, with server.log), `lock` (held shared by every user),
`gate` (held by whoever starts or stops), `socket` (where the socket is, when the path is too long for one),
`programs-…/` (a copy of the programs, only as root and only when needed).
"""

import contextlib
import fcntl
import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import quote

from psycopg import pq

from app.postgres_programs import (
    MAJOR,
    OWN_DATABASE,
    PostgresUnavailable,
    may_enter,
    programs,
    run_as,
    server_account,
)

PORT = "5432"  # part of the socket's name; stated everywhere so that PGPORT does not change it
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "jit": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "512MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "io_method": "sync",
    "autovacuum_naptime": "30s",
}
FOR_TESTS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
"""Fast and not durable: for a server that is thrown away."""

LONGEST_SOCKET_DIR = 103 - len("/.s.PGSQL.5432.lock")  # a socket's path has 104 bytes on macOS, 108 on Linux
START_SECONDS = 300  # recovery after a crash may take long; a person waiting can stop us
LARGE_LOG = 10_000_000  # bytes


class EmbeddedPostgres:
    """One process's use of the server in `data`. A context manager; start and stop may also be called by hand.

    `settings` are added to SETTINGS when this process is the one that starts the server. With `keep` the last
    process to leave lets the server run. All failures to start are PostgresUnavailable.
    """

    def __init__(self, data: Path, settings: Mapping[str, str] | None = None, *, keep: bool = False) -> None:
        self.data = data.absolute()
        self._settings = SETTINGS | dict(settings or {})
        self._keep = keep
        self._cluster = self.data / "postgres"
        self._log = self._cluster / "server.log"
        self._account = server_account()
        self._uid = self._account.pw_uid if self._account else os.geteuid()
        self._programs = Path()
        self._socket_dir = self._cluster
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def url(self, database: str = "postgres") -> str:
        """The address of a database on this server, as SQLAlchemy reads it."""
        return f"postgresql+psycopg://postgres@/{database}?host={quote(str(self._socket_dir), safe='')}&port={PORT}"

    def start(self) -> Self:
        """Joins the running server or starts one; creates the data directory on first use."""
        if self._lock:
            return self
        try:
            self._make_home()
            with self._gate():
                lock = (self.data / "lock").open("ab")
                try:
                    fcntl.flock(lock, fcntl.LOCK_SH)  # the kernel lets go of it when we are killed
                    self._serve()
                except BaseException:
                    lock.close()
                    raise
                self._lock = lock
        except PermissionError as error:
            raise PostgresUnavailable(
                f"The data directory {self.data} belongs to someone else ({error.strerror}: {error.filename}). "
                f"Choose your own with TRUCKROLL_DATA, or start Truckroll as its owner. {OWN_DATABASE}"
            ) from error
        return self

    def stop(self) -> bool:
        """Leaves the server, stopping it when nobody else uses it. True when it was stopped."""
        if self._lock is None:
            return False
        lock, self._lock = self._lock, None
        with self._gate(), lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return False
            if not self._keep and self._postmaster():
                self._stop_server()
            return not self._keep

    def _make_home(self) -> None:
        mode = 0o711 if self._account else 0o700  # the server's account passes through, and reads nothing
        missing = [path for path in (self.data, *self.data.parents) if not path.exists()]
        for path in reversed(missing):
            with contextlib.suppress(FileExistsError):  # another process was quicker
                path.mkdir()
                path.chmod(mode)
        if not may_enter(self.data, self._account):
            name = self._account.pw_name if self._account else "you"
            raise PostgresUnavailable(
                f"PostgreSQL would run as {name}, and {name} may not enter {self.data}. "
                f"Choose another directory with TRUCKROLL_DATA, such as /var/lib/truckroll. {OWN_DATABASE}"
            )

    @contextlib.contextmanager
    def _gate(self) -> Iterator[None]:
        """One process at a time starts or stops the server."""
        with (self.data / "gate").open("ab") as gate:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield

    def _serve(self) -> None:
        self._programs = programs(self.data, self._account)
        version = self._cluster / "PG_VERSION"
        if not version.exists():
            self._create()
        if (found := version.read_text().strip()) != MAJOR:
            raise PostgresUnavailable(
                f"{self.data} was written by PostgreSQL {found} and this Truckroll carries {MAJOR}. "
                f"Restore a dump of it into a new directory (TRUCKROLL_DATA). {OWN_DATABASE}"
            )
        self._socket_dir = self._find_socket_dir()
        if self._ping() != pq.Ping.OK:
            self._launch()

    def _create(self) -> None:
        for leftover in self.data.glob("unfinished-*"):  # an earlier creation that was interrupted
            shutil.rmtree(leftover)
        unfinished = self._mkdtemp("unfinished-", self.data)
        argv = ["initdb", "-D", str(unfinished), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        argv += ["--locale-provider=builtin", "--locale=C.UTF-8", "--no-instructions"]
        if self._settings.get("fsync") == "off":
            argv.append("--no-sync")
        self._run(*argv)
        unfinished.rename(self._cluster)

    def _launch(self) -> None:
        if self._postmaster():  # it runs and cannot be reached: its socket was cleaned away
            self._stop_server()
        # Nobody is there, and after a reboot the number in these files may be anybody's.
        for stale in (self._cluster / "postmaster.pid", self._socket_dir / f".s.PGSQL.{PORT}.lock"):
            stale.unlink(missing_ok=True)
        if self._log.exists() and self._log.stat().st_size > LARGE_LOG:
            self._log.rename(self._log.with_name("server.log.1"))
        deadline = time.monotonic() + START_SECONDS
        self._start_server(deadline)
        while self._ping() != pq.Ping.OK:
            if time.monotonic() > deadline:
                raise PostgresUnavailable(
                    f"The embedded PostgreSQL does not answer: see {self._log}. {OWN_DATABASE}"
                )
            time.sleep(0.05)

    def _start_server(self, deadline: float) -> None:
        settings = self._settings | {"unix_socket_directories": str(self._socket_dir)}
        options = shlex.join(word for key, value in settings.items() for word in ("-c", f"{key}={value}"))
        common = ("-D", str(self._cluster), "-w", "-t", str(START_SECONDS), "-l", str(self._log), "-s")
        while True:
            try:
                return self._run("pg_ctl", *common, "-o", options, "start")
            except PostgresUnavailable:
                # The children of a server that was killed live on for a moment, and PostgreSQL waits for nobody.
                said = self._log.read_text(errors="replace")[-1000:] if self._log.exists() else ""
                if "is still in use" not in said or time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def _stop_server(self) -> None:
        self._run("pg_ctl", "-D", str(self._cluster), "-m", "fast", "-w", "-s", "stop")

    def _ping(self) -> pq.Ping:
        address = f"host='{self._socket_dir}' port={PORT} user=postgres dbname=postgres connect_timeout=3"
        return pq.Ping(pq.PGconn.ping(address.encode()))

    def _postmaster(self) -> int | None:
        """The process id of the server on this data directory; None when there is none."""
        try:
            pid = int((self._cluster / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return None
        return pid if _is_postgres_in(self._cluster, pid) else None

    def _find_socket_dir(self) -> Path:
        if len(os.fsencode(self._cluster)) <= LONGEST_SOCKET_DIR:
            return self._cluster
        note = self.data / "socket"
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            remembered = Path(note.read_text())
            status = remembered.lstat()
            if remembered.is_dir() and status.st_uid == self._uid and not status.st_mode & 0o077:
                return remembered
        chosen = self._mkdtemp("truckroll-", Path(tempfile.gettempdir()))
        written = note.with_name("unfinished-socket")
        written.write_text(str(chosen))
        written.rename(note)
        return chosen

    def _mkdtemp(self, prefix: str, parent: Path) -> Path:
        made = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))  # mode 0700
        if self._account:
            os.chown(made, self._account.pw_uid, self._account.pw_gid)
        return made

    def _run(self, program: str, *arguments: str) -> None:
        status, said = run_as(self._account, str(self._programs / program), *arguments)
        if status:
            detail = said or f"see {self._log}"
            raise PostgresUnavailable(f"The embedded PostgreSQL's {program} failed: {detail} {OWN_DATABASE}")


def _is_postgres_in(cluster: Path, pid: int) -> bool:
    """Whether process `pid` is the server of this very data directory, as far as the system tells us."""
    if not Path("/proc/self").exists():
        return run_as(None, "/bin/ps", "-p", str(pid), "-o", "comm=")[1].endswith("postgres")
    process = Path(f"/proc/{pid}")
    with contextlib.suppress(FileNotFoundError):  # it ended, perhaps while we looked
        try:
            return (process / "cwd").readlink() == cluster.resolve()
        except PermissionError:  # root without the right to trace, as in a container: the name must do
            status = (process / "status").read_text()
            return status.startswith("Name:\tpostgres\n") and "State:\tZ" not in status
    return False
