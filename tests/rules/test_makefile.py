"""The Makefile is the first thing a newcomer asks."""

import re
import subprocess

from tests.rules.places import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE)
DOCUMENTS = ("README.md", "CONTRIBUTING.md")


def test_every_target_says_what_it_does() -> None:
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert [line.split()[0] for line in shown.splitlines()] == TARGETS
    assert all(len(line.split()) > 1 for line in shown.splitlines())


def test_no_target_is_mistaken_for_a_file() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert phony is not None
    assert sorted(phony[1].split()) == sorted(TARGETS)


def test_the_documents_name_targets_that_exist() -> None:
    named = {
        target
        for document in DOCUMENTS
        for target in re.findall(
            r"(?:^|`)make ([a-z]+)", (ROOT / document).read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert named
    assert named <= set(TARGETS)


def test_what_ci_runs_is_what_make_check_runs() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "REQUIRE_PEERS=1" in script
    assert "make peers check" in script
