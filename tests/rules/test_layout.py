"""The lists of packages agree with the folders: a forgotten package would go unseen by every other rule."""

import importlib
import inspect

import pytest

from core import commands
from core.handlers import HANDLERS
from core.lifecycle import LABELS, TABLE
from tests.rules.places import PACKAGES, PYPROJECT

COMMANDS = [
    thing
    for _name, thing in inspect.getmembers(commands, inspect.isclass)
    if issubclass(thing, commands.Command) and thing not in {commands.Command, commands.FieldCommand}
]


def test_the_import_contracts_know_every_package() -> None:
    assert sorted(PYPROJECT["tool"]["importlinter"]["root_packages"]) == PACKAGES


def test_the_wheel_carries_every_package() -> None:
    assert sorted(PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == PACKAGES


def test_the_type_checker_sees_every_package() -> None:
    assert sorted(PYPROJECT["tool"]["mypy"]["packages"]) == sorted([*PACKAGES, "bench", "docs", "tests"])


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_what_it_is_for(package: str) -> None:
    assert importlib.import_module(package).__doc__


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.__name__)
def test_a_command_has_a_row_a_name_for_people_and_a_handler(command: type[commands.Command]) -> None:
    assert command in {rule.command for rule in TABLE}
    assert LABELS[command]
    assert command in HANDLERS
