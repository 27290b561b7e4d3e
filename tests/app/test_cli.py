"""The command line, as a person types it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(sys.executable).with_name("truckroll")
COMMANDS = ("demo", "serve", "explain", "ingest", "evaluate", "migrate", "doctor", "resend")


def truckroll(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPT, *words], env=os.environ | settings, capture_output=True, text=True, check=False, timeout=60
    )


def test_help_names_every_command() -> None:
    said = truckroll("--help")
    assert said.returncode == 0
    assert [command for command in COMMANDS if f" {command} " not in said.stdout] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command: str) -> None:
    assert truckroll(command, "--help").returncode == 0


def test_help_does_not_load_the_servers_libraries() -> None:
    loaded = "import sys, app.cli; print(*(name for name in sys.modules if '.' not in name))"
    names = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    ).stdout.split()
    assert {"sqlalchemy", "slack_bolt", "pydantic", "aiosmtpd"} & set(names) == set()


def test_a_command_that_does_not_exist_is_answered_with_one_that_does() -> None:
    said = truckroll("serv")
    assert said.returncode == 2
    assert "Did you mean 'serve'?" in said.stderr


def test_a_wrong_setting_ends_with_one_line_and_code_2() -> None:
    said = truckroll("migrate", PORT="eighty")
    assert said.returncode == 2
    (line,) = said.stderr.splitlines()
    assert line.startswith("PORT: Input should be a valid integer")
    assert line.endswith("Port the web server listens on; 0 takes a free one.")


def test_an_option_for_a_setting_is_checked_like_the_setting() -> None:
    said = truckroll("serve", "--roles", "web,mail")
    assert said.returncode == 2
    assert said.stderr.startswith("ROLES: does not know mail; write some of web,")


def test_migrate_says_which_schema_it_reached(empty_database_url: str) -> None:
    chosen = {"DATABASE_URL": empty_database_url, "SECRET_KEY": "k" * 32}
    first, second = truckroll("migrate", **chosen), truckroll("migrate", **chosen)
    assert (first.returncode, second.returncode) == (0, 0)
    assert first.stdout.endswith(" now.\n")
    assert second.stdout.endswith(", as before.\n")


def test_a_database_that_is_away_is_a_sentence_not_a_bug() -> None:
    said = truckroll("migrate", DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/x", SECRET_KEY="k" * 32)
    assert said.returncode == 1
    assert said.stderr.startswith("The database cannot be reached at the moment.")
    assert len(said.stderr.splitlines()) == 1


def test_a_data_directory_of_somebody_else_is_a_sentence_not_a_bug(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, where a directory is wanted")
    said = truckroll("migrate", TRUCKROLL_DATA=str(tmp_path / "data"))
    assert said.returncode == 1
    assert "TRUCKROLL_DATA" in said.stderr
