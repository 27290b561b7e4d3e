"""Writes a file into migrations/versions: what the models have and the newest revision lacks.

    python -m app.revise "Let a site have two gates"     the next revision
    python -m app.revise --first                         0001 anew, as long as nothing is released

The file is a proposal: read it, tidy it, run `make fix`. It works on a throw-away server of its own.
"""

import argparse
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import migrations
from app.postgres import FOR_TESTS, EmbeddedPostgres


def write(url: str, message: str, number: str) -> None:
    """Compares the models with the database at `url`, which is at head, and writes the difference."""
    engine = create_engine(url)
    with engine.begin() as connection:
        written = command.revision(migrations.config(connection), message, autogenerate=True, rev_id=number)
    engine.dispose()
    assert written is not None
    assert not isinstance(written, list)
    script = Path(written.path)
    lines = script.read_text().splitlines(keepends=True)
    script.write_text("".join(line for line in lines if "# ### " not in line))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app.revise", description="Write a migration.")
    parser.add_argument("message", nargs="?", help="what changes, in words")
    parser.add_argument(
        "--first", action="store_true", help="write 0001 anew instead, before the first release"
    )
    asked = parser.parse_args()
    if asked.first == bool(asked.message):
        parser.error('say what changes, as in "Let a site have two gates", or --first')
    scripts = Path(migrations.__file__).parent / "versions"
    if asked.first:
        for script in scripts.glob("*.py"):
            script.unlink()
    known = len(list(ScriptDirectory.from_config(migrations.config()).walk_revisions()))
    with tempfile.TemporaryDirectory(prefix="truckroll-revise-") as scratch:
        Path(scratch).chmod(0o711)  # our own; the server's account passes through it
        with EmbeddedPostgres(Path(scratch) / "data", FOR_TESTS) as server:
            if known:
                migrations.upgrade(server.url())
            write(server.url(), asked.message or "Everything Truckroll starts with", f"{known + 1:04d}")


if __name__ == "__main__":
    main()
