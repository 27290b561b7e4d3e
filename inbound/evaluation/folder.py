"""Finds the cases below a folder and has each judged.

A kind of case is a folder of its name with an `expectations.jsonl`; any other `.jsonl` is taken for language cases.
A line that cannot be understood is reported with its number and the rest is judged all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from inbound.evaluation.calendars import CALENDARS
from inbound.evaluation.language import LANGUAGE
from inbound.evaluation.machines import MACHINES
from inbound.evaluation.parsing import PARSING
from inbound.evaluation.reply_text import REPLY_TEXT
from inbound.evaluation.threads import THREADS
from inbound.evaluation.verdicts import CRASH, Judged, Kind, Verdict

EXPECTATIONS = "expectations.jsonl"
IN_FOLDERS = {kind.name: kind for kind in (REPLY_TEXT, MACHINES, PARSING, THREADS, CALENDARS)}


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that could not be judged, and why. Lines count from 1; 0 is the file itself."""

    line: int
    why: str


@dataclass(slots=True)
class Measured:
    """One file of cases, judged."""

    file: Path
    kind: Kind
    judged: list[tuple[int, Judged]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def measure(folder: Path) -> list[Measured]:
    """Every file of cases below `folder`, judged; empty when there is none."""
    return [_judged(file, kind) for file, kind in _files(folder)]


def _files(folder: Path) -> Iterator[tuple[Path, Kind]]:
    for file in sorted({*folder.glob("*.jsonl"), *folder.glob("*/*.jsonl")}):
        if file.name != EXPECTATIONS:
            yield file, LANGUAGE
        elif file.resolve().parent.name in IN_FOLDERS:
            yield file, IN_FOLDERS[file.resolve().parent.name]


def _judged(file: Path, kind: Kind) -> Measured:
    measured = Measured(file, kind)
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        measured.faults.append(Fault(0, f"cannot be read: {error.strerror}"))
        return measured
    for number, line in enumerate(lines, start=1):
        if line.strip():
            _judge_line(line, number, measured)
    return measured


def _judge_line(line: bytes, number: int, measured: Measured) -> None:
    kind = measured.kind
    try:
        case = kind.adapter.validate_json(line)
    except ValidationError as error:
        measured.faults.append(Fault(number, _first(error)))
        return
    try:
        judged = kind.judge(case, measured.file.parent)
    except (OSError, KeyError) as error:  # a file or a zone that the row names and nobody has
        measured.faults.append(Fault(number, f"cannot be judged: {error}"))
        return
    except Exception as error:  # noqa: BLE001 - whatever our reader raises is what is being measured
        judged = Judged((Verdict(CRASH, (CRASH,), good=False, got=repr(error)),))
    measured.judged.append((number, judged))


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])
