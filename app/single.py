"""One demo to a data directory: a second would take the first one's jobs to its own, other sandbox."""

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path


class AlreadyRunning(Exception):
    """A demo is running on this data directory already."""


@contextlib.contextmanager
def only_one(directory: Path, address: str) -> Iterator[None]:
    """Holds the directory for the length of the block; the kernel lets go of it when the process dies.

    Raises AlreadyRunning, with the other's address, when another process holds it.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "running").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise AlreadyRunning(
                f"A demo is running already: {file.read().strip()}. Stop it, or set TRUCKROLL_DATA to another directory."
            ) from None
        file.truncate(0)
        file.write(address)
        file.flush()
        yield
