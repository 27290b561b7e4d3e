"""`truckroll` as operators run it: the installed console script in a process of its own, told everything by environment."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from tests.flows.town import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET, Town

SECRET_KEY = "of the flows, and longer than thirty-two characters"
MAIL_DOMAIN = "northgate.example"
PATIENCE = 60.0
"""Seconds before something that is bound to come is a failure; far more than it takes."""
LOOK_EVERY = 0.02
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "COVERAGE_PROCESS_START")
SCRIPT = Path(sys.executable).with_name("truckroll")


@dataclass
class Program:
    """One process. `log` is what it has printed so far."""

    process: subprocess.Popen[bytes]
    output: Path
    seconds_to_ready: float = 0.0

    @classmethod
    def start(cls, arguments: tuple[str, ...], settings: Mapping[str, str], output: Path) -> Self:
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        with output.open("ab") as log:
            process = subprocess.Popen(
                [SCRIPT, *arguments],
                env={**environment, "PYTHONUNBUFFERED": "1", **settings},
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=output.parent,
            )
        return cls(process, output)

    @property
    def log(self) -> str:
        return self.output.read_text(encoding="utf-8", errors="replace")

    def says(self, pattern: str) -> re.Match[str]:
        """Waits until it has printed what matches."""
        found: list[re.Match[str]] = []

        def look() -> bool:
            found.extend(re.finditer(pattern, self.log))
            return bool(found) or not self._must_live()

        self._until(look, f"never printed {pattern!r}")
        return found[0]

    def answers(self, url: str) -> None:
        """Waits until `url` answers 200."""
        self._until(lambda: self._must_live() and _is_ok(url), f"{url} never answered")

    def megabytes(self) -> float:
        """Resident memory of the process; an embedded database is a process of its own and not counted."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 2**20

    def kill(self) -> None:
        """SIGKILL: no chance to finish anything."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, and its exit code once it has gone."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def _must_live(self) -> bool:
        assert self.process.poll() is None, f"it ended with {self.process.returncode}:\n{self.log}"
        return True

    def _until(self, condition: Callable[[], bool], problem: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < deadline, f"{problem}:\n{self.log}"
            time.sleep(LOOK_EVERY)


def settings_for(town: Town, database_url: str, **more: str) -> dict[str, str]:
    """The environment of a Truckroll that stands in `town`."""
    by_socket = {"SLACK_APP_TOKEN": APP_TOKEN} if town.by_socket else {"SLACK_SIGNING_SECRET": SIGNING_SECRET}
    return {
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "PORT": str(town.web),
        "MAIL_DOMAIN": MAIL_DOMAIN,
        "SMTP_LISTEN_PORT": str(town.smtp),
        "DNS_ZONE_FILE": str(town.zone),
        "PUBLIC_URL": f"http://127.0.0.1:{town.web}",
        "SMTP_RELAY_HOST": "127.0.0.1",
        "SMTP_RELAY_PORT": str(town.relay),
        "SMTP_RELAY_STARTTLS": "false",
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_API_URL": f"{town.slack}/api/",
        **by_socket,
        **more,
    }


@contextlib.contextmanager
def serving(settings: Mapping[str, str], *arguments: str) -> Iterator[Program]:
    """`truckroll serve` for the length of the block, ready; ended by SIGTERM if it still runs."""
    before = time.monotonic()
    with running(("serve", *arguments), {"LOG_FORMAT": "json", **settings}) as program:
        program.says('"event": "ready"')
        program.seconds_to_ready = time.monotonic() - before
        yield program


@contextlib.contextmanager
def running(arguments: tuple[str, ...], settings: Mapping[str, str]) -> Iterator[Program]:
    """A program for the length of the block; its output is kept beside, and told when a test fails."""
    with tempfile.TemporaryDirectory(prefix="truckroll-flow-") as folder:
        program = Program.start(arguments, settings, Path(folder) / "log.txt")
        try:
            yield program
        except BaseException:
            print(program.log)  # noqa: T201 - pytest shows it with the failure
            raise
        finally:
            if program.process.poll() is None:
                _end(program)


def _end(program: Program) -> None:
    try:
        program.stop()
    except subprocess.TimeoutExpired:
        program.kill()


def _is_ok(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
