"""Where things are, for tests that look at the repository itself."""

import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = sorted(init.parent.name for init in ROOT.glob("*/__init__.py"))


def sources() -> list[Path]:
    """The program's own Python files, without tests and the steps of the schema."""
    folders = [*PACKAGES, "bench", "docs"]
    files = (file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return sorted(file for file in files if "versions" not in file.parts)


def texts() -> list[Path]:
    """Every file of the repository that people read or write."""
    kinds = {".py", ".md", ".toml", ".yml", ".html", ".txt", ".css", ".js", ".json", ".mako"}
    folders = [*PACKAGES, "bench", "docs", "tests", ".ci"]
    files = [file for folder in folders for file in (ROOT / folder).rglob("*")] + list(ROOT.glob("*"))
    return sorted(
        file
        for file in files
        if file.is_file() and (file.suffix in kinds or file.name in {"Makefile", "run"})
    )


def short(path: Path) -> str:
    """The path as people write it."""
    return str(path.relative_to(ROOT))
