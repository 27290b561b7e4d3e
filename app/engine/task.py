"""What a task is, and what happens to a job whose run failed: tried again after a while, or dead."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta

from core.jobs import DeadJob, GiveUp, TryAgain

FIRST_WAIT = timedelta(seconds=1)
LONGEST_REASON = 1_000  # characters


@dataclass(frozen=True)
class Task:
    """`run` takes the job's args as keywords and may raise TryAgain or GiveUp; anything else it raises counts as
    TryAgain. A job is run at most `attempts` times, the waits in between doubling from one second to `longest_wait`.

    `on_dead` is told when a job is dead, before that is written down; it may be told twice, like everything here.
    """

    run: Callable[..., Awaitable[None]]
    attempts: int = 12
    on_dead: Callable[[DeadJob], Awaitable[None]] | None = None
    longest_wait: timedelta = timedelta(minutes=5)


class Again(Exception):
    """The run failed and the job is to be tried again after a while."""

    def __init__(self, why: str, after: timedelta) -> None:
        super().__init__(why)
        self.why = why
        self.after = after


class Dead(Exception):
    """The run failed and the job is not tried again."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def verdict(error: BaseException, runs: int, task: Task, chance: float) -> Again | Dead:
    """What becomes of a job after `error` in its run number `runs` (from 1).

    `chance` in [0, 1) spreads the waits over their upper half, so that jobs that failed together do not come back
    together. A run that was cut short by a shutdown is always tried again.
    """
    if isinstance(error, asyncio.CancelledError):
        return Again("The worker was stopped before the job was done.", timedelta())
    why = _in_words(error)
    if isinstance(error, GiveUp) or runs >= task.attempts:
        return Dead(why)
    if isinstance(error, TryAgain) and error.after is not None:
        return Again(why, error.after)
    doubled = FIRST_WAIT * 2 ** min(runs - 1, 30)
    return Again(why, min(doubled, task.longest_wait) * (0.5 + chance / 2))


def _in_words(error: BaseException) -> str:
    said = str(error) if isinstance(error, TryAgain | GiveUp) else f"{type(error).__name__}: {error}"
    return said[:LONGEST_REASON]
