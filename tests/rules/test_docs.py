"""The documents say what the code does."""

import re
from pathlib import Path

import pytest

from app.engine import engine
from core import settings as settings_module
from core.settings import Settings
from docs import generate, settings_page
from tests.rules.places import ROOT, short, sources

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.parametrize("page", generate.PAGES)
def test_a_printed_page_is_current(page: str) -> None:
    assert "".join(generate.difference(page)) == "", "run `make docs`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_is_explained_and_read(name: str) -> None:
    assert Settings.model_fields[name].description
    assert f"`{name.upper()}`" in settings_page.text()
    readers = [
        short(path) for path in sources() if re.search(rf"\.{name}\b", path.read_text(encoding="utf-8"))
    ]
    assert readers, f"nothing reads {name}: remove it, or wire it"


@pytest.mark.parametrize("document", DOCUMENTS, ids=short)
def test_links_lead_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in DECISIONS]
    assert numbers == list(range(1, len(DECISIONS) + 1))


@pytest.mark.parametrize("decision", DECISIONS, ids=short)
def test_a_decision_has_its_three_parts(decision: Path) -> None:
    text = decision.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(decision.name[:4])}. ")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def test_the_glossary_is_in_order() -> None:
    words = re.findall(
        r"^\| \*\*(.+?)\*\*", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert len(words) > 20
    assert words == sorted(words, key=str.casefold)


def test_the_settings_page_counts_the_job_engines_connections() -> None:
    assert settings_module.ENGINE_CONNECTIONS == engine.CONNECTIONS
