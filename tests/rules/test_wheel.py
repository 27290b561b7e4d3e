"""What `pip install` brings is whole, and runs from any directory."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.rules.places import PACKAGES, ROOT

RUN = [sys.executable, "-c", "from app.cli import main; main()"]


def uv(*arguments: str | Path) -> None:
    """Run uv with the clone's cache: first without network, which is enough where `make` has run."""
    program = shutil.which("uv") or ROOT / ".uv" / "bin" / "uv"
    cache = {"UV_CACHE_DIR": str(ROOT / ".uv" / "cache")} | os.environ
    for more in (["--offline"], []):
        done = subprocess.run(
            [program, *arguments, *more], cwd=ROOT, env=cache, capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return
    raise AssertionError(done.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    uv("build", "--wheel", "--quiet", "--python", sys.executable, "--out-dir", folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with nothing but the wheel's content; first on the path, it goes before the clone."""
    folder = tmp_path_factory.mktemp("installed")
    uv("pip", "install", "--quiet", "--no-deps", "--python", sys.executable, "--target", folder, wheel)
    return folder


def test_the_wheel_has_everything_the_program_reads(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert needed - inside == set()
    assert "bot/manifest.yml" in inside
    assert any(name.endswith("/licenses/LICENSE") for name in inside)


def test_the_wheel_has_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_installed_program_runs_from_any_directory(
    installed: Path, database_url: str, tmp_path: Path
) -> None:
    chosen = {"PYTHONPATH": str(installed), "DATABASE_URL": database_url, "SECRET_KEY": "s" * 32}
    asked = [[sys.executable, "-c", "import app; print(app.__file__)"], [*RUN, "migrate"]]
    where, said = (
        subprocess.run(
            command, cwd=tmp_path, env=os.environ | chosen, capture_output=True, text=True, check=True
        ).stdout
        for command in asked
    )
    assert where.startswith(str(installed))
    assert said.startswith("The schema is ")
    assert list(tmp_path.iterdir()) == []


def test_the_console_script_runs_from_any_directory(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("truckroll")
    said = subprocess.run(
        [script, "--version"], cwd=tmp_path, capture_output=True, text=True, check=True
    ).stdout
    assert said.startswith("truckroll ")
