"""The job engine on a real database: order, attempts, death, drains."""

import asyncio
from datetime import timedelta

import pytest

from app.engine import Engine, Task
from core.db import Sessions, transaction
from core.jobs import GiveUp, Job, TryAgain, counts, dead, defer, resend
from tests.app.support import Deferred, Diary, Run, count, until, wrote


async def test_a_committed_job_runs_and_is_gone(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    async with running({"write": Task(diary.write)}):
        deferred(Job("write", {"line": "hello"}))
        await until(wrote(diary, "hello"))
        await until(lambda: count(sessions, "true") == 0)


async def test_a_rolled_back_job_never_runs(running: Run, sessions: Sessions, diary: Diary) -> None:
    async with running({"write": Task(diary.write)}):
        with transaction(sessions) as session:
            defer(session, Job("write", {"line": "never"}))
            session.rollback()
        with transaction(sessions) as session:
            defer(session, Job("write", {"line": "after"}))
        await until(wrote(diary, "after"))


async def test_a_lane_runs_in_the_order_of_deferral(running: Run, deferred: Deferred, diary: Diary) -> None:
    expected = [str(number) for number in range(50)]
    async with running({"write": Task(diary.write)}):
        deferred(*(Job("write", {"line": line}, lane="card:1") for line in expected[:25]))
        deferred(*(Job("write", {"line": line}, lane="card:1") for line in expected[25:]))
        await until(lambda: len(diary.lines) == len(expected))
    assert diary.lines == expected


async def test_a_job_tried_again_holds_up_its_lane_and_no_other(
    running: Run, deferred: Deferred, diary: Diary
) -> None:
    fails_once = Task(diary.fails(TryAgain("busy", timedelta(seconds=0.2)), times=1))
    async with running({"fails": fails_once, "write": Task(diary.write)}):
        deferred(
            Job("fails", {"line": "first"}, lane="a"),
            Job("write", {"line": "second"}, lane="a"),
        )
        await until(lambda: "first" in diary.lines)
        deferred(Job("write", {"line": "elsewhere"}, lane="b"))
        await until(lambda: len(diary.lines) == 4)
    assert diary.lines == ["first", "elsewhere", "first", "second"]


async def test_different_lanes_run_side_by_side(running: Run, deferred: Deferred) -> None:
    both = asyncio.Barrier(2)

    met: list[int] = []

    async def meet() -> None:
        met.append(await both.wait())

    async with running({"meet": Task(meet)}):
        deferred(Job("meet", {}, lane="a"), Job("meet", {}, lane="b"))
        await until(lambda: len(met) == 2)
    assert sorted(met) == [0, 1], "each waited for the other"


async def test_a_job_of_higher_priority_overtakes_in_its_lane(
    running: Run, deferred: Deferred, diary: Diary
) -> None:
    deferred(
        Job("write", {"line": "usual"}, lane="a"),
        Job("write", {"line": "urgent"}, lane="a", priority=5),
    )
    async with running({"write": Task(diary.write)}):
        await until(wrote(diary, "urgent", "usual"))


async def test_a_failing_job_is_tried_as_often_as_its_task_says_and_then_dead(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    task = Task(
        diary.fails(ValueError("no such card")), attempts=3, on_dead=diary.bury, longest_wait=timedelta(0)
    )
    async with running({"fails": task}):
        deferred(Job("fails", {"line": "x"}))
        await until(lambda: count(sessions, "status = 'failed'") == 1)
    assert diary.lines == ["x", "x", "x"]
    assert [(job.attempts, job.why) for job in diary.buried] == [(3, "ValueError: no such card")]
    with transaction(sessions) as session:
        (job,) = dead(session)
    assert (job.task, job.args, job.attempts, job.why) == (
        "fails",
        {"line": "x"},
        3,
        "ValueError: no such card",
    )
    assert job.at is not None


async def test_a_job_that_gives_up_is_dead_at_once(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    async with running({"fails": Task(diary.fails(GiveUp("channel_not_found")))}):
        deferred(Job("fails", {"line": "x"}, lane="a"))
        await until(lambda: count(sessions, "status = 'failed'") == 1)
    assert diary.lines == ["x"]
    deferred(Job("fails", {"line": "waiting"}))
    with transaction(sessions) as session:
        assert [job.why for job in dead(session)] == ["channel_not_found"]
        assert counts(session) == {"waiting": 1, "running": 0, "dead": 1}


async def test_a_dead_job_does_not_hold_up_its_lane(running: Run, deferred: Deferred, diary: Diary) -> None:
    async with running({"fails": Task(diary.fails(GiveUp("no"))), "write": Task(diary.write)}):
        deferred(Job("fails", {"line": "x"}, lane="a"), Job("write", {"line": "y"}, lane="a"))
        await until(wrote(diary, "x", "y"))


async def test_a_job_of_an_unknown_task_is_dead_at_once_and_says_so(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    async with running({"write": Task(diary.write)}):
        deferred(Job("from-the-future", {}))
        await until(lambda: count(sessions, "status = 'failed'") == 1)
    with transaction(sessions) as session:
        (job,) = dead(session)
    assert "No task is called from-the-future" in job.why


async def test_a_dead_job_can_be_sent_again(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    async with running({"fails": Task(diary.fails(GiveUp("no"), times=1))}):
        deferred(Job("fails", {"line": "x"}, lane="a"))
        await until(lambda: count(sessions, "status = 'failed'") == 1)
        with transaction(sessions) as session:
            (job,) = dead(session)
            assert resend(session, job.id)
            assert not resend(session, job.id)
        await until(lambda: count(sessions, "true") == 0)
    assert diary.lines == ["x", "x"]


ONCE = (None, "x")


@pytest.mark.parametrize("once", ONCE)
async def test_a_drain_lets_jobs_finish_and_cuts_short_what_takes_too_long(
    running: Run, deferred: Deferred, sessions: Sessions, once: str | None
) -> None:
    finished: list[str] = []
    started: list[str] = []

    async def work(name: str, seconds: float) -> None:
        started.append(name)
        await asyncio.sleep(seconds)
        finished.append(name)

    async with running({"work": Task(work)}):
        deferred(
            Job("work", {"name": "short", "seconds": 0.1}),
            Job("work", {"name": "long", "seconds": 600}, once=once),
        )
        await until(lambda: len(started) == 2)
    assert finished == ["short"]
    assert count(sessions, "status = 'todo' and args->>'name' = 'long'") == 1
    assert count(sessions, "true") == 1


async def test_a_task_is_told_of_its_runs(database_url: str, deferred: Deferred, diary: Diary) -> None:
    seen: list[tuple[str, str]] = []
    tasks = {"fails": Task(diary.fails(TryAgain("busy", timedelta(0)), times=1))}
    engine = Engine(
        database_url, tasks, concurrency=1, observe=lambda task, outcome, _: seen.append((task, outcome))
    )
    work = asyncio.create_task(engine.run())
    deferred(Job("fails", {"line": "x"}))
    await until(lambda: len(seen) == 2)
    engine.stop()
    await work
    assert seen == [("fails", "again"), ("fails", "done")]


async def test_many_jobs_of_many_lanes_each_run_once(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    lines = [f"{lane}-{number}" for number in range(20) for lane in "abcde"]
    async with running({"write": Task(diary.write)}), running({"write": Task(diary.write)}):
        deferred(*(Job("write", {"line": line}, lane=line[0]) for line in lines))
        await until(lambda: count(sessions, "true") == 0)
    for lane in "abcde":
        assert [line for line in diary.lines if line[0] == lane] == [x for x in lines if x[0] == lane]
