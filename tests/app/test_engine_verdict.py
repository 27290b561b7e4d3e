"""What becomes of a job after a failed run, by the error and the number of the run."""

import asyncio
from datetime import timedelta

import pytest

from app.engine.task import Again, Dead, Task, verdict
from core.jobs import GiveUp, TryAgain


async def nothing() -> None:
    return


TASK = Task(nothing, attempts=5, longest_wait=timedelta(minutes=1))
LONG = Task(nothing, attempts=90, longest_wait=timedelta(minutes=1))
BUSY = TryAgain("busy", timedelta(seconds=30))
VERDICTS: tuple[tuple[Task, BaseException, int, float, float | None], ...] = (
    # task  error                     run  chance  seconds until the next run, None for dead
    (TASK,  ValueError("x"),            1,  0.0,   0.5),
    (TASK,  ValueError("x"),            1,  1.0,   1.0),
    (TASK,  ValueError("x"),            4,  1.0,   8.0),
    (LONG,  ValueError("x"),           20,  1.0,  60.0),
    (LONG,  ValueError("x"),           89,  0.0,  30.0),
    (TASK,  ValueError("x"),            5,  0.0,   None),
    (TASK,  TryAgain("later"),          2,  1.0,   2.0),
    (TASK,  BUSY,                       1,  0.0,  30.0),
    (TASK,  BUSY,                       5,  0.0,   None),
    (TASK,  GiveUp("never"),            1,  0.0,   None),
    (TASK,  asyncio.CancelledError(),   1,  0.0,   0.0),
    (TASK,  asyncio.CancelledError(),   9,  0.0,   0.0),
)  # fmt: skip


@pytest.mark.parametrize(("task", "error", "run", "chance", "seconds"), VERDICTS)
def test_a_failed_run_is_tried_again_or_dead(
    task: Task, error: BaseException, run: int, chance: float, seconds: float | None
) -> None:
    said = verdict(error, run, task, chance)
    if seconds is None:
        assert isinstance(said, Dead)
    else:
        assert isinstance(said, Again)
        assert said.after == timedelta(seconds=seconds)


REASONS: tuple[tuple[BaseException, str], ...] = (
    (GiveUp("channel_not_found"), "channel_not_found"),
    (TryAgain("the relay is away"), "the relay is away"),
    (KeyError("ts"), "KeyError: 'ts'"),
    (ValueError("x" * 5_000), "ValueError: " + "x" * 988),
)


@pytest.mark.parametrize(("error", "why"), REASONS)
def test_the_reason_is_in_words_and_not_endless(error: BaseException, why: str) -> None:
    assert verdict(error, 1, TASK, 0.0).why == why
