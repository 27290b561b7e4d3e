"""Prints the pages of docs/ that are the code in other words: `python -m docs.generate [--check]`.

What this file promises: docs/settings.md is the fields of `core.settings.Settings`, docs/lifecycle.md is the rows of
`core.lifecycle.TABLE`, docs/traceability.md is what the tests say they prove; nobody writes them by hand. With --check
nothing is written: the difference is printed, and so is every promise without a test; the exit code is 1.
"""

import argparse
import difflib
import sys
from collections.abc import Callable
from pathlib import Path

from docs import lifecycle_page, settings_page, traceability_page

DOCS = Path(__file__).parent
PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page.text,
    "lifecycle.md": lifecycle_page.text,
    "traceability.md": traceability_page.text,
}


def main(arguments: list[str] | None = None) -> int:
    """Write the pages, or with --check say which ones differ; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m docs.generate", description="Print the generated pages of docs/."
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing, fail where a page is out of date"
    )
    check = parser.parse_args(arguments).check
    differences = [line for name in PAGES for line in (difference(name) if check else write(name))]
    sys.stdout.writelines(differences)
    if differences:
        sys.stdout.write("docs/ is out of date: run `make docs` and commit what it wrote.\n")
    unproven = traceability_page.problems() if check else []
    sys.stdout.writelines(unproven)
    return 1 if differences or unproven else 0


def write(name: str) -> list[str]:
    """Write a page; nothing differs afterwards."""
    (DOCS / name).write_text(PAGES[name](), encoding="utf-8")
    return []


def difference(name: str) -> list[str]:
    """What the page lacks against the code, as the lines of a diff; empty when it is current."""
    path = DOCS / name
    written = path.read_text(encoding="utf-8") if path.exists() else ""
    return list(
        difflib.unified_diff(
            written.splitlines(keepends=True),
            PAGES[name]().splitlines(keepends=True),
            f"docs/{name} as it is",
            f"docs/{name} as the code says",
        )
    )


if __name__ == "__main__":
    sys.exit(main())
