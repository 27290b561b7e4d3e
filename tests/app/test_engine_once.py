"""Jobs of which one waits at most: joined, never lost, never wedged."""

import asyncio
from datetime import timedelta

from app.engine import Task
from core.db import Sessions, transaction
from core.jobs import Job, TryAgain, dead, defer
from tests.app.support import Deferred, Diary, Run, count, until, wrote


async def test_of_jobs_deferred_once_a_single_one_waits(deferred: Deferred, sessions: Sessions) -> None:
    for priority in (0, 3, 1):
        deferred(Job("refresh", {}, once="card:1", priority=priority), Job("refresh", {}, once="card:2"))
    deferred(Job("refresh", {}, once="card:1"), Job("refresh", {}, once="card:1"))
    assert count(sessions, "true") == 2
    assert count(sessions, "priority = 3") == 1


async def test_a_wake_up_during_the_run_leads_to_another_run(
    running: Run, deferred: Deferred, sessions: Sessions
) -> None:
    runs = 0
    proceed = asyncio.Event()

    async def refresh() -> None:
        nonlocal runs
        runs += 1
        await proceed.wait()

    async with running({"refresh": Task(refresh)}):
        deferred(Job("refresh", {}, lane="card:1", once="card:1"))
        await until(lambda: runs == 1)
        deferred(Job("refresh", {}, lane="card:1", once="card:1"))
        deferred(Job("refresh", {}, lane="card:1", once="card:1"))
        proceed.set()
        await until(lambda: count(sessions, "true") == 0)
    assert runs == 2


async def test_a_wake_up_that_joins_a_waiting_job_is_not_slept_through(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    deferred(Job("write", {"line": "card"}, once="card:1"))
    with transaction(sessions) as session:  # holds the waiting job, so that the worker passes it over
        defer(session, Job("write", {"line": "card"}, once="card:1"))
        async with running({"write": Task(diary.write)}):
            await until(lambda: count(sessions, "true") == 1)
            session.commit()
            await until(wrote(diary, "card"))


async def test_a_once_job_that_fails_while_its_twin_waits_does_not_wedge(
    running: Run, deferred: Deferred, sessions: Sessions
) -> None:
    runs = 0
    proceed = asyncio.Event()

    async def refresh() -> None:
        nonlocal runs
        runs += 1
        await proceed.wait()
        if runs < 3:
            raise TryAgain("busy", timedelta(0))

    async with running({"refresh": Task(refresh)}):
        deferred(Job("refresh", {}, lane="card:1", once="card:1"))
        await until(lambda: runs == 1)
        deferred(Job("refresh", {}, lane="card:1", once="card:1"))
        proceed.set()
        await until(lambda: count(sessions, "true") == 0)
    assert runs == 3


async def test_a_once_job_that_is_tried_again_keeps_its_place_in_the_lane(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    task = Task(diary.fails(TryAgain("busy", timedelta(0)), times=2))
    deferred(Job("write", {"line": "card"}, lane="dispatch", once="card:1"))
    deferred(Job("write", {"line": "next"}, lane="dispatch", once="card:2"))
    async with running({"write": task}):
        await until(lambda: diary.lines[:3] == ["card"] * 3)
        await until(lambda: count(sessions, "true") == 0)
    assert diary.lines[3:] == ["next"] * 3


async def test_a_once_job_keeps_count_of_its_attempts(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    task = Task(diary.fails(ValueError("no")), attempts=3, longest_wait=timedelta(0))
    async with running({"fails": task}):
        deferred(Job("fails", {"line": "x"}, once="x"))
        await until(lambda: count(sessions, "status = 'failed'") == 1)
    assert diary.lines == ["x", "x", "x"]
    with transaction(sessions) as session:
        assert [(job.attempts, job.why) for job in dead(session)] == [(3, "ValueError: no")]
