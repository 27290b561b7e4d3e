"""docs/traceability.md: which tests prove which promise, read from the docstrings of the tests.

A test proves a number by naming it (`S0.12, L6: in any words`); only functions that pytest runs count. Every number
has at least one test or waits for later work, never both, and no test names a number that does not exist.
"""

import ast
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from docs.lifecycle_rules import HARD_CASES, INVARIANTS, ROWS
from docs.promised import Promised, numbers_in
from docs.source_rules import SOURCE_RULES

ROOT = Path(__file__).parents[1]
TABLES: dict[str, tuple[Promised, ...]] = {
    "Rules of the source systems": SOURCE_RULES,
    "Rows of the lifecycle": ROWS,
    "Invariants": INVARIANTS,
    "Hard cases": HARD_CASES,
}
PROMISES: dict[str, Promised] = {each.number: each for each in chain.from_iterable(TABLES.values())}

TOP = """# Traceability

*Printed by `make docs` from the docstrings of `tests/` and from `docs/source_rules.py` and `docs/lifecycle_rules.py`.*

Truckroll grew out of five systems, each with rules of its own: S0 plans inspections by site, S1 work on units, S2 quotes
before work, S3 appointments with vehicles, S4 invoices. One lifecycle carries them all. Here is, for each rule and for
each row, invariant and hard case of the lifecycle, which tests prove it, or which later work it waits for.
"""

HEAD = "\n## {title}\n\n| | in short | proof |\n| --- | --- | --- |\n"


def text() -> str:
    """The page."""
    proof = proofs()
    return TOP + "".join(
        HEAD.format(title=title) + "".join(_row(each, proof.get(each.number, ())) for each in table)
        for title, table in TABLES.items()
    )


def problems() -> list[str]:
    """What is wrong between promises and tests, a line each; empty when all is well."""
    proof = proofs()
    unknown = [
        f"{number} does not exist, but {', '.join(tests)} names it.\n"
        for number, tests in proof.items()
        if number not in PROMISES
    ]
    return unknown + [line for each in PROMISES.values() for line in _fault(each, proof.get(each.number, ()))]


def _fault(promise: Promised, tests: tuple[str, ...]) -> Iterator[str]:
    if not tests and promise.later is None:
        yield f"{promise.number} has no test: {promise.words}.\n"
    if tests and promise.later is not None:
        yield f"{promise.number} waits for {promise.later}, but {', '.join(tests)} names it.\n"


@cache
def proofs() -> dict[str, tuple[str, ...]]:
    """Number → the tests that name it, as `path::name`."""
    known = tuple(PROMISES)
    found: dict[str, list[str]] = {}
    for test, docstring in _documented_tests():
        try:
            named = dict.fromkeys(numbers_in(docstring, known))
        except ValueError as wrong:
            raise ValueError(f"{test}: {wrong}") from wrong
        for number in named:
            found.setdefault(number, []).append(test)
    return {number: tuple(tests) for number, tests in found.items()}


def _documented_tests() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
                yield f"{path.relative_to(ROOT)}::{node.name}", ast.get_docstring(node) or ""


def _row(promise: Promised, tests: tuple[str, ...]) -> str:
    proof = [f"`{test}`" for test in tests] + ([f"later: {promise.later}"] if promise.later else [])
    return f"| {promise.number} | {promise.words} | {'<br>'.join(proof)} |\n"
