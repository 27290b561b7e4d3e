"""The signing key of an installation that was not given one."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pydantic import SecretStr

from app.secret_key import FILE_NAME, secret_key
from core.settings import Settings


def test_a_key_that_was_set_is_the_one(tmp_path: Path) -> None:
    assert secret_key(Settings(truckroll_data=tmp_path, secret_key=SecretStr("k" * 32))) == b"k" * 32
    assert list(tmp_path.iterdir()) == []


def test_a_generated_key_is_kept_for_its_owner_only(tmp_path: Path) -> None:
    settings = Settings(truckroll_data=tmp_path / "data")
    assert secret_key(settings) == secret_key(settings)
    kept = tmp_path / "data" / FILE_NAME
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.iterdir()] == [FILE_NAME]


def test_processes_that_start_together_agree_on_a_key(tmp_path: Path) -> None:
    settings = Settings(truckroll_data=tmp_path)
    with ThreadPoolExecutor(8) as together:
        keys = set(together.map(lambda _: secret_key(settings), range(32)))
    assert len(keys) == 1
