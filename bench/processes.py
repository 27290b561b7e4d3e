"""Programs under measurement: each is a process of its own, ready when it says so, and stopped or killed by name."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

from core.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 60.0  # seconds for a program to become ready or to end
TAIL = 2_000  # characters of a log that explain an early end


class Failed(Exception):
    """A program did not start or ended by itself; the text ends with its last words."""


class Process(Protocol):
    """What is asked of a process: `subprocess.Popen`, or what stands in for one that was forked."""

    def poll(self) -> int | None:
        """The exit code, negative for a signal; None while it runs."""

    def kill(self) -> None: ...

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, when it has ended. Raises TimeoutExpired."""

    def send_signal(self, sig: int, /) -> None: ...


@dataclass
class Program:
    """A running process. Its log is a file, so that nothing ever waits for us to read it."""

    process: Process
    log: IO[Any]

    def wait_ready(self) -> None:
        """Return when the log says `ready`. Raises Failed."""
        deadline = time.monotonic() + PATIENCE
        while not self._is_ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"not ready, exit code {self.process.poll()}: {self.words()[-TAIL:]}")
            time.sleep(0.02)

    def _is_ready(self) -> bool:
        return any('"ready"' in line for line in self.words().splitlines())

    def words(self) -> str:
        """Everything the program logged."""
        return Path(self.log.name).read_text(encoding="utf-8", errors="replace")

    def complaints(self) -> list[str]:
        """Log lines of errors and bugs."""
        return [line for line in self.words().splitlines() if _is_complaint(line)]

    def kill(self) -> None:
        """SIGKILL: no warning, no clean-up."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """SIGTERM, and wait for the end. Raises Failed when it does not come."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed(f"did not stop: {self.words()[-TAIL:]}") from None


def _is_complaint(line: str) -> bool:
    try:
        said = json.loads(line)
    except ValueError:
        return "Traceback" in line
    return isinstance(said, dict) and said.get("level") in {"error", "critical"}


@contextlib.contextmanager
def program(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[Program]:
    """`command` running and ready for the length of the block; it may be killed inside."""
    started = start(command, environment)
    try:
        started.wait_ready()
        yield started
    finally:
        if started.process.poll() is None:
            started.stop()
        started.log.close()


def start(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Program:
    """`command` started from the repository, with none of our own settings from outside."""
    log = new_log()
    process = subprocess.Popen(
        [*command],
        cwd=ROOT,
        env={**outside_settings(), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
    )
    return Program(process, log)


def outside_settings() -> dict[str, str]:
    """The environment without any setting of ours."""
    ours = {name.upper() for name in Settings.model_fields}
    return {name: value for name, value in os.environ.items() if name not in ours}


def new_log() -> IO[Any]:
    """A file for what a program says; it is gone when it is closed."""
    return tempfile.NamedTemporaryFile(prefix="truckroll-bench-", suffix=".log")


def serve(role: str) -> list[str]:
    """The command that runs one role of Truckroll."""
    return [str(Path(sys.executable).with_name("truckroll")), "serve", "--roles", role]


def script(module: str, *arguments: object) -> list[str]:
    """The command that runs one of our own baselines."""
    return [sys.executable, "-m", module, *map(str, arguments)]


def free_port() -> int:
    """A port of this machine that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
