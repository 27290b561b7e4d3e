"""`truckroll evaluate`, as a person types it: no database, no settings, an honest exit code."""

import json
from pathlib import Path

from tests.app.test_cli import truckroll

YES = {
    "text": "Yes, that works.",
    "context": {"now": "2026-11-02T09:00", "timezone": "UTC", "asked": "confirm_visit"},
    "expect": {"intent": "confirm"},
}


def test_the_figures_are_printed_without_any_database(tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text(json.dumps(YES))
    said = truckroll("evaluate", str(tmp_path), DATABASE_URL="postgresql://nobody@127.0.0.1:1/nothing")
    assert said.returncode == 0, said.stderr
    assert "right 1 (100.0 %)" in said.stdout


def test_json_names_the_file_and_its_format(tmp_path: Path) -> None:
    (tmp_path / "mine.jsonl").write_text(json.dumps(YES))
    told = json.loads(truckroll("evaluate", str(tmp_path), "--as-json").stdout)
    assert told["format"] == 1
    assert told["files"][0]["figures"]["intents"]["outcomes"]["right"] == {"count": 1, "percent": 100.0}


def test_a_folder_without_cases_is_answered_with_code_2(tmp_path: Path) -> None:
    said = truckroll("evaluate", str(tmp_path))
    assert said.returncode == 2
    assert "There is nothing to measure" in said.stdout


def test_a_folder_that_is_not_there_is_answered_with_code_2(tmp_path: Path) -> None:
    assert truckroll("evaluate", str(tmp_path / "gone")).returncode == 2
