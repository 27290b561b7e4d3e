"""The aims of CONTRIBUTING.md that a machine can measure."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rules.places import short, sources, texts

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
MOST_PARAMETERS = 6

UNWANTED = {
    "work left for later": re.compile(r"\b(TODO|FIXME|XXX)\b"),
    "a path of one machine": re.compile(r"(?<![\w./-])/(home|root|Users|work)/\w"),
    "a mock instead of wires": re.compile(r"\bunittest\.mock\b|\bMagicMock\b|\bmonkeypatch\b"),
}


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from `def` to the end, docstring not counted."""
    docstring = function.body[0] if ast.get_docstring(function) is not None else None
    return _lines(function) - (_lines(docstring) if docstring else 0)


def _lines(node: ast.stmt) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno + 1


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def test_no_file_is_longer_than_a_person_keeps_in_mind() -> None:
    lengths = {short(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    lengths = {
        f"{short(path)}:{function.name}": length(function)
        for path in sources()
        for function in functions(path)
    }
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_no_function_takes_more_than_a_handful() -> None:
    counts = {
        f"{short(path)}:{function.name}": parameters(function)
        for path in sources()
        for function in functions(path)
    }
    assert {name: count for name, count in counts.items() if count > MOST_PARAMETERS} == {}


def test_every_file_says_what_it_promises() -> None:
    assert [short(path) for path in sources() if not _is_explained(path)] == []


@pytest.mark.parametrize("what", UNWANTED)
def test_nothing_is_left_lying_around(what: str) -> None:
    found = [
        f"{short(path)}:{number}: {line.strip()}"
        for path in texts()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if UNWANTED[what].search(line) and path != Path(__file__)
    ]
    assert found == []


def _is_explained(path: Path) -> bool:
    tree = _parsed(path)
    return not tree.body or ast.get_docstring(tree) is not None


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=short(path))
