"""Processes of Truckroll that die at a step: `truckroll serve` as it is, killed by the line of its log that names the step.

The process kills itself, by SIGKILL and in the thread that is at the step: nothing of it runs a moment longer. All are
forked from one that has loaded the program, because hundreds of them are started.
"""

import functools
import logging
import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext, ForkServerProcess

import psycopg

from app.engine.store import CRASHES
from bench.processes import Program, new_log, outside_settings
from core.db import driver_url
from inbound import steps
from inbound.steps import Step

LOADED = ("bench.soak.doomed", "app.cli", "app.serve", "bot.slash", "icalendar", "dkim", "spf")

MOST_DEATHS = CRASHES - 2
"""Of one job; two workers may die of it at once."""
DIED_ENOUGH = """
select 1 from procrastinate_jobs job join truckroll_job_failures failure on failure.job_id = job.id
 where job.status = 'doing' and failure.crashes >= %s limit 1
"""


@dataclass(frozen=True)
class Doom:
    """A process dies when it is at the step for this many-th time, or the next that will do. Without a step it is killed from outside: after so many more things are done."""

    step: Step | None
    time: int = 1


class Executioner(logging.Handler):
    """Kills its own process when the doom's line is logged, unless that would be the end of a job for good."""

    def __init__(self, doom: Doom, database_url: str) -> None:
        super().__init__()
        self.doom = doom
        self.database_url = database_url
        self.times = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.args == (self.doom.step,):
            self.times += 1
            if self.times >= self.doom.time and not somebody_died_enough(self.database_url):
                os.kill(os.getpid(), signal.SIGKILL)


def somebody_died_enough(database_url: str) -> bool:
    """Whether a job that runs now has taken so many workers with it that the engine may not forgive one more."""
    with psycopg.connect(driver_url(database_url)) as connection:
        return connection.execute(DIED_ENOUGH, [MOST_DEATHS]).fetchone() is not None


@dataclass(frozen=True)
class Forked:
    """A forked process, with what `Program` asks of one."""

    process: ForkServerProcess

    def poll(self) -> int | None:
        return self.process.exitcode

    def kill(self) -> None:
        self.process.kill()

    def wait(self, timeout: float | None = None) -> int:
        self.process.join(timeout)
        if self.process.exitcode is None:
            raise subprocess.TimeoutExpired(self.process.name, timeout or 0)
        return self.process.exitcode

    def send_signal(self, sig: int) -> None:
        assert self.process.pid is not None
        os.kill(self.process.pid, sig)


def forked(role: str, settings: Mapping[str, str], doom: Doom | None = None) -> Program:
    """One role of Truckroll, started with these settings and none from outside."""
    log = new_log()
    process = _nursery().Process(target=_serve, args=(role, dict(settings), log.name, doom), daemon=True)
    process.start()
    return Program(Forked(process), log)


@functools.cache
def _nursery() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    return context


def _serve(role: str, settings: Mapping[str, str], log: str, doom: Doom | None) -> None:
    """In the child: what the command line does, with the log in a file."""
    environment = {**outside_settings(), **settings}
    os.environ.clear()
    os.environ.update(environment)
    file = os.open(log, os.O_WRONLY | os.O_APPEND)
    os.dup2(file, sys.stdout.fileno())
    os.dup2(file, sys.stderr.fileno())
    if doom is not None and doom.step is not None:
        watched = logging.getLogger(steps.__name__)
        watched.setLevel(logging.DEBUG)
        watched.addHandler(Executioner(doom, settings["DATABASE_URL"]))
        watched.propagate = False
    sys.argv = ["truckroll", "serve", "--roles", role]
    from app.cli import main  # noqa: PLC0415 - only the child becomes Truckroll

    main()
