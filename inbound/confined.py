"""Run one pure function of ours on untrusted bytes in a process of its own, with limits it cannot escape.

The child is a fresh interpreter, told the function's name; it limits its own processor time, memory and files before
it reads anything. The parent waits no longer than `WALL_SECONDS`.
"""

import contextlib
import importlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

CPU_SECONDS = 5
WALL_SECONDS = 10
MEMORY_BYTES = 512 * 2**20
ROOT = Path(__file__).resolve().parent.parent


class Beyond(Exception):
    """The function did not finish within its limits, or died."""


def run_confined(function: str, payload: bytes, wall_seconds: float = WALL_SECONDS) -> object:
    """The result of `function`, named as "package.module:name" and taking the bytes. Raises `Beyond`."""
    path = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    try:
        child = subprocess.run(  # noqa: S603 - our own interpreter, our own module
            [sys.executable, "-m", "inbound.confined", function],
            input=payload,
            capture_output=True,
            timeout=wall_seconds,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        raise Beyond(f"took longer than {wall_seconds:g} seconds to read") from None
    if child.returncode != 0:
        raise Beyond(f"reading it ended with status {child.returncode}")
    try:
        return pickle.loads(child.stdout)  # noqa: S301 - written by our own function in the child
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError):
        raise Beyond("reading it gave no result") from None


def _limit_myself() -> None:
    with contextlib.suppress(ImportError):  # no such thing on Windows; the wall clock still holds there
        import resource  # noqa: PLC0415 - see above

        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main() -> None:
    module, _, name = sys.argv[1].partition(":")
    function = getattr(importlib.import_module(module), name)
    _limit_myself()
    result = function(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pickle.dumps(result))
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    _main()
