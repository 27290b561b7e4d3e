"""The lowest server we support, PostgreSQL 15: the schema, the Desk, search, timers and the job engine's functions."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

import migrations
from core import commands as c
from core import queries
from core.db import make_engine, make_sessions
from tests.cast import FRIDAY, Cast, TestClock, assemble
from tests.peers import peer

ACCOUNTS = ("postgres", "nobody")


def _account() -> dict[str, Any]:
    """PostgreSQL does not run as root: then as whom."""
    if os.geteuid() != 0:
        return {}
    entry = next(pwd.getpwnam(name) for name in ACCOUNTS if _exists(name))
    return {"user": entry.pw_uid, "group": entry.pw_gid}


def _exists(name: str) -> bool:
    return any(entry.pw_name == name for entry in pwd.getpwall())


@pytest.fixture(scope="module")
def oldest_url() -> Iterator[str]:
    programs = peer("postgresql-15").parent
    account = _account()
    with tempfile.TemporaryDirectory(prefix="truckroll-pg15-") as home:
        data = Path(home) / "data"
        data.mkdir()
        for each in (Path(home), data):
            os.chown(each, account.get("user", -1), account.get("group", -1))

        def run(program: str, *words: str) -> None:
            subprocess.run(
                [programs / program, "-D", data, *words],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd="/",
                **account,
            )

        run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-c listen_addresses='' -c fsync=off -k {home}"
        run("pg_ctl", "-w", "-l", f"{home}/log", "-o", options, "start")
        try:
            yield f"postgresql://postgres@/postgres?host={home}"
        finally:
            run("pg_ctl", "-m", "immediate", "-w", "stop")


@pytest.fixture
def cast_there(oldest_url: str) -> Iterator[Cast]:
    migrations.upgrade(oldest_url)
    engine = make_engine(oldest_url, pool_size=4, role="test")
    yield assemble(make_sessions(engine), TestClock())
    engine.dispose()


def test_a_work_order_walks_through_on_postgresql_15(cast_there: Cast) -> None:
    cast = cast_there
    assert cast.run(lambda session: session.scalar(text("show server_version"))).startswith("15.")
    number = cast.scheduled_order()
    cast.do(cast.cara, c.RequestReschedule(order=number, for_rev=1, words="Friday 9-11", proposals=(FRIDAY,)))
    cast.do(cast.dora, c.AcceptProposal(order=number))
    offer = c.OfferVisit(
        order=number, technician_ids=(cast.tom.technician_id or 0, cast.tina.technician_id or 0)
    )
    cast.do(cast.dora, offer)
    cast.clock.forward(hours=1)
    assert cast.desk.run_timers() >= 2
    view = cast.read(cast.dora, queries.order(number))
    assert (view.status, view.offers[0].status) == ("Confirmed", "expired")
    assert [line.number for line in cast.read(cast.dora, queries.find("fulton"))] == [number]
    waiting = cast.run(lambda session: session.scalar(text("select count(*) from procrastinate_jobs")))
    assert waiting > 0
