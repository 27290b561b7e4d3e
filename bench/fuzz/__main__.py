"""`python -m bench.fuzz [--inputs 200000] [--seed N] [DIR…]`: exit code 1 when a message broke a promise.

Messages are drawn from the .eml files of DIR, or of the tests; what broke one is written beside the report.
"""

import argparse
import secrets
import sys
import tempfile
from pathlib import Path

from bench.fuzz.mutate import seeds
from bench.fuzz.run import Report, fuzz

OWN = Path(__file__).parent.parent.parent / "tests" / "inbound" / "messages"


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__)
    options.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="where messages are found")
    options.add_argument("--inputs", type=int, default=200_000, help="how many messages")
    options.add_argument("--seed", type=int, help="draws the same messages again")
    given = options.parse_args()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    messages = seeds(given.folders or [OWN])
    print(f"{given.inputs} inputs from {len(messages)} messages, seed {seed}", flush=True)
    report = fuzz(messages, given.inputs, seed)
    print(described(report))
    for broken in report.broken[:20]:
        print(f"  BROKEN  input {broken.number}: {broken.why}; kept as {_kept(broken.raw)}")
    return 1 if report.broken else 0


def described(report: Report) -> str:
    """For people."""
    lines = [
        f"{number:>8}  {name}"
        for counts in (report.kinds, report.intents)
        for name, number in counts.most_common()
    ]
    end = (
        f"{report.inputs} inputs in {report.seconds:.0f} s, the slowest in {1000 * report.slowest:.0f} ms; "
        f"{len(report.broken) or 'none'} broke a promise"
    )
    return "\n".join((*lines, end))


def _kept(raw: bytes) -> str:
    with tempfile.NamedTemporaryFile(prefix="fuzz-", suffix=".eml", delete=False) as file:
        file.write(raw)
    return file.name


if __name__ == "__main__":
    sys.exit(main())
