"""The key that signs reply addresses: the one that was set, or one of our own, made once and kept.

What this file promises: a generated key is complete or absent, readable by its owner only, and two processes that
start at the same moment end up with the same one.
"""

import os
import secrets
import tempfile
from pathlib import Path

from core.settings import Settings

FILE_NAME = "secret-key"


def secret_key(settings: Settings) -> bytes:
    """SECRET_KEY, or the one kept in the data directory, which is created for it where it does not exist."""
    if settings.secret_key:
        return settings.secret_key.get_secret_value().encode()
    kept = settings.truckroll_data / FILE_NAME
    if not kept.exists():
        settings.truckroll_data.mkdir(parents=True, exist_ok=True)
        _keep(kept, secrets.token_hex(32))
    return kept.read_bytes()


def _keep(path: Path, key: str) -> None:
    """Write beside, then link: unlike a rename, a link refuses to replace a key that was there first."""
    handle, beside = tempfile.mkstemp(dir=path.parent)  # 0600
    try:
        with os.fdopen(handle, "w") as file:
            file.write(key)
            file.flush()
            os.fsync(handle)
        os.link(beside, path)
    except FileExistsError:
        pass  # another process was quicker, and its key is the one
    finally:
        Path(beside).unlink()
