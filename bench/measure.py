"""What a measurement is: ours beside a named baseline of the same run, and their ratio."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent / "results.json"
ROUNDS = 5
"""Ours and the baseline take turns, so that a busy minute of the machine is shared by both."""


@dataclass(frozen=True)
class Result:
    """`unit` says what the numbers count; for times a smaller ratio is better, for rates a larger one."""

    name: str
    ours: float
    baseline: float
    unit: str

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline if self.baseline else float("inf")


@dataclass(frozen=True)
class Aim:
    """What a result should be. `holds` judges it, `words` say it."""

    name: str
    words: str
    holds: Callable[[Result], bool]


def in_turns(
    ours: Callable[[], float], baseline: Callable[[], float], rounds: int = ROUNDS
) -> tuple[float, float]:
    """The medians of both, measured alternately."""
    pairs = [(ours(), baseline()) for _ in range(rounds)]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def table(results: Iterable[Result]) -> str:
    """For people."""
    lines = [f"{'what':<52} {'ours':>10} {'baseline':>10} {'ratio':>7}  unit"]
    lines += [f"{r.name:<52} {r.ours:>10.1f} {r.baseline:>10.1f} {r.ratio:>7.2f}  {r.unit}" for r in results]
    return "\n".join(lines)


def judged(results: Iterable[Result], aims: Iterable[Aim]) -> list[str]:
    """One line per aim: met or missed."""
    by_name = {result.name: result for result in results}
    return [
        f"{'met   ' if aim.holds(by_name[aim.name]) else 'MISSED'}  {aim.words}"
        for aim in aims
        if aim.name in by_name
    ]


def write(results: Iterable[Result], path: Path = RESULTS) -> None:
    """For machines: a list of objects with name, ours, baseline, ratio, unit."""
    rows = [
        {
            **{k: round(v, 3) if isinstance(v, float) else v for k, v in asdict(r).items()},
            "ratio": round(r.ratio, 3),
        }
        for r in results
    ]
    path.write_text(json.dumps(rows, indent=2) + "\n", encoding="utf-8")
