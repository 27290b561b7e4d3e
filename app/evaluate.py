"""`truckroll evaluate DIR`: how well labelled cases are read. Asks no database and no network."""

from pathlib import Path

from inbound.evaluation.folder import measure
from inbound.evaluation.report import as_json, lines

NOTHING = (
    "There is nothing to measure in {folder}. It should hold a folder of a kind (reply_stripping, auto_bounce, "
    "parsing, correlation, itip) with an expectations.jsonl, or .jsonl files of language cases; see docs/evaluate.md."
)


def run(folder: Path, *, json_wanted: bool, failures: bool) -> int:
    """Prints the figures; the exit code is 2 when the folder holds no cases."""
    found = measure(folder)
    if not any(measured.judged for measured in found):
        for measured in found:
            for fault in measured.faults:
                print(f"{measured.file}:{fault.line}: {fault.why}")  # noqa: T201 - for the person who typed it
        print(NOTHING.format(folder=folder))  # noqa: T201 - as above
        return 2
    if json_wanted:
        print(as_json(found, failures=failures))  # noqa: T201 - as above
    else:
        print("\n".join(lines(found, failures=failures)))  # noqa: T201 - as above
    return 0
