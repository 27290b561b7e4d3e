"""What a measurement is: ours beside a named baseline of the same run, and their ratio."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"


@dataclass(frozen=True)
class Result:
    """`unit` says what the numbers count; for times a smaller ratio is better, for rates a larger one."""

    name: str
    ours: float
    baseline: float
    unit: str

    @property
    def ratio(self) -> float:
        return self.ours / self.baseline


def table(results: Iterable[Result]) -> str:
    """For people."""
    lines = [f"{'what':<46} {'ours':>10} {'baseline':>10} {'ratio':>6}  unit"]
    lines += [f"{r.name:<46} {r.ours:>10.1f} {r.baseline:>10.1f} {r.ratio:>6.2f}  {r.unit}" for r in results]
    return "\n".join(lines)


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
