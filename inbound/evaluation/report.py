"""Counts the verdicts of each file and says them: as a table for people, as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from inbound.evaluation.folder import Measured
from inbound.evaluation.verdicts import CRASH, Figure, Verdict

FORMAT = 1
"""Raised whenever a key of the JSON changes its meaning; described in docs/evaluate.md."""
MOST_GROUPS = 1
"""A single group says no more than its file."""


def as_json(found: Sequence[Measured], *, failures: bool) -> str:
    """Every file with its figures; with its failing cases when asked for."""
    files = [_file(measured, failures=failures) for measured in found]
    return json.dumps({"format": FORMAT, "files": files}, ensure_ascii=False, indent=2)


def lines(found: Sequence[Measured], *, failures: bool) -> Iterator[str]:
    """The same as a table."""
    for measured in found:
        told = _file(measured, failures=failures)
        speed = f", {told['median_ms']} ms each (median)" if told["median_ms"] is not None else ""
        yield f"{told['file']}: {told['measured']} cases{speed}"
        for name, counted in told["figures"].items():
            yield _row(name, counted)
            for group, part in counted.get("groups", {}).items():
                yield _row(f"  {group}", part)
        yield from (f"  line {fault['line']} not measured: {fault['why']}" for fault in told["faults"])
        for failure in told.get("failures", ()):
            yield f"  line {failure['line']}, {failure['figure']}: {', '.join(failure['outcomes'])}"
            yield f"    wanted: {failure['wanted']}"
            yield f"    got:    {failure['got']}"
        yield ""


def _row(name: str, counted: dict[str, Any]) -> str:
    shares = "  ".join(
        f"{outcome} {share['count']} ({share['percent']} %)" for outcome, share in counted["outcomes"].items()
    )
    return f"  {name:<28} of {counted['of']:>4}   {shares}"


def _file(measured: Measured, *, failures: bool) -> dict[str, Any]:
    times = [judged.seconds for _, judged in measured.judged if judged.seconds is not None]
    numbered = [(line, verdict) for line, judged in measured.judged for verdict in judged.verdicts]
    told: dict[str, Any] = {
        "file": "/".join(measured.file.parts[-2:]),
        "kind": measured.kind.name,
        "measured": len(measured.judged),
        "median_ms": round(1000 * median(times), 3) if times else None,
        "figures": dict(_figures(measured.kind.figures, [verdict for _, verdict in numbered])),
        "faults": [{"line": fault.line, "why": fault.why} for fault in measured.faults],
    }
    if failures:
        told["failures"] = [_failure(line, verdict) for line, verdict in numbered if not verdict.good]
    return told


def _failure(line: int, verdict: Verdict) -> dict[str, Any]:
    return {
        "line": line,
        "figure": verdict.figure,
        "group": verdict.group,
        "outcomes": list(verdict.outcomes),
        "wanted": verdict.want,
        "got": verdict.got,
    }


def _figures(figures: Sequence[Figure], verdicts: Sequence[Verdict]) -> Iterator[tuple[str, dict[str, Any]]]:
    for figure in (*figures, Figure(CRASH, (CRASH,))):
        mine = [verdict for verdict in verdicts if verdict.figure == figure.name]
        if not mine:
            continue
        counted = _counted(figure, mine)
        groups = sorted({verdict.group for verdict in mine})
        if len(groups) > MOST_GROUPS:
            counted["groups"] = {
                group: _counted(figure, [verdict for verdict in mine if verdict.group == group])
                for group in groups
            }
        yield figure.name, counted


def _counted(figure: Figure, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """How many verdicts, and each outcome's share of them; outcomes may overlap."""
    counts = Counter(outcome for verdict in verdicts for outcome in verdict.outcomes)
    return {
        "of": len(verdicts),
        "outcomes": {
            name: {"count": counts[name], "percent": round(100 * counts[name] / len(verdicts), 1)}
            for name in figure.outcomes
        },
    }
