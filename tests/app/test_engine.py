"""The job engine on a real database: order, attempts, death, coalescing, drains."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest

from app.engine import Engine, Task
from app.engine.worker import Wakeups
from core.db import Sessions, transaction
from core.jobs import DeadJob, GiveUp, Job, TryAgain, dead, defer, resend
from tests.app.support import Run, count, execute, until

Deferred = Callable[..., None]


class Diary:
    """What the tasks of a test did, in order."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.buried: list[DeadJob] = []

    async def write(self, line: str) -> None:
        self.lines.append(line)

    async def bury(self, job: DeadJob) -> None:
        self.buried.append(job)

    def fails(self, error: Exception, times: int = 1_000) -> Callable[..., "asyncio.Future[None]"]:
        """A task that notes its runs and raises `error` in the first so many."""

        async def run(line: str) -> None:
            self.lines.append(line)
            if self.lines.count(line) <= times:
                raise error

        return run  # type: ignore[return-value]


@pytest.fixture
def diary() -> Diary:
    return Diary()


def wrote(diary: Diary, *lines: str) -> Callable[[], bool]:
    return lambda: diary.lines == list(lines)


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

    async def meet() -> None:
        await both.wait()

    async with running({"meet": Task(meet)}):
        deferred(Job("meet", {}, lane="a"), Job("meet", {}, lane="b"))
        async with asyncio.timeout(10):
            await until(lambda: both.n_waiting == 0 and not both.broken)


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
    with transaction(sessions) as session:
        assert [job.why for job in dead(session)] == ["channel_not_found"]


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


def lose_a_worker(sessions: Sessions) -> None:
    """As if the worker that fetched every job had been silent for a minute."""
    execute(
        sessions,
        """
        with worker as (insert into procrastinate_workers (last_heartbeat)
                        values (now() - interval '1 minute') returning id)
        update procrastinate_jobs set status = 'doing', worker_id = worker.id from worker
        """,
    )


async def test_a_lost_once_job_leaves_the_work_to_its_waiting_twin(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    deferred(Job("write", {"line": "lost"}, lane="card:1", once="card:1"))
    lose_a_worker(sessions)
    deferred(Job("write", {"line": "twin"}, lane="card:1", once="card:1"))
    async with running({"write": Task(diary.write)}):
        await until(lambda: count(sessions, "true") == 0)
    assert diary.lines == ["twin"]


async def test_a_job_that_keeps_killing_its_worker_ends_up_dead(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    deferred(Job("write", {"line": "poison"}, lane="a"), Job("write", {"line": "next"}, lane="a"))
    execute(
        sessions,
        "insert into truckroll_job_failures (job_id, why, crashes)"
        " select min(id), 'died', 4 from procrastinate_jobs",
    )
    execute(
        sessions,
        "update procrastinate_jobs set status = 'doing' where id = (select min(id) from procrastinate_jobs)",
    )
    async with running({"write": Task(diary.write, on_dead=diary.bury)}):
        await until(wrote(diary, "next"))
        await until(lambda: [job.args["line"] for job in diary.buried] == ["poison"])
    with transaction(sessions) as session:
        assert [job.why for job in dead(session)] == ["Its worker died while running it."]


async def test_two_engines_sweeping_at_once_rerun_a_lost_job_once(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    deferred(Job("write", {"line": "lost"}))
    lose_a_worker(sessions)
    async with running({"write": Task(diary.write)}), running({"write": Task(diary.write)}):
        await until(lambda: count(sessions, "true") == 0)
    assert diary.lines == ["lost"]


async def test_a_job_whose_end_could_not_be_written_down_is_run_again(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    async with running({"write": Task(diary.write)}):
        deferred(Job("write", {"line": "x"}))
        await until(wrote(diary, "x"))
        await until(lambda: count(sessions, "true") == 0)
        execute(  # what a lost "finished" leaves: a job that a living worker seems to be running
            sessions,
            """
            insert into procrastinate_jobs (queue_name, task_name, args, status, worker_id)
            select 'default', 'write', '{"line": "y"}', 'doing', max(id) from procrastinate_workers
            """,
        )
        await until(wrote(diary, "x", "y"))


async def test_the_engine_outlives_the_loss_of_every_connection(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    async with running({"write": Task(diary.write)}):
        deferred(Job("write", {"line": "before"}))
        await until(wrote(diary, "before"))
        execute(
            sessions,
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'truckroll engine' and datname = current_database()",
        )
        deferred(Job("write", {"line": "after"}))
        await until(wrote(diary, "before", "after"))


async def test_many_jobs_of_many_lanes_each_run_once(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    lines = [f"{lane}-{number}" for number in range(20) for lane in "abcde"]
    async with running({"write": Task(diary.write)}), running({"write": Task(diary.write)}):
        deferred(*(Job("write", {"line": line}, lane=line[0]) for line in lines))
        await until(lambda: count(sessions, "true") == 0)
    for lane in "abcde":
        assert [line for line in diary.lines if line[0] == lane] == [x for x in lines if x[0] == lane]


def test_a_notification_during_a_fetch_is_not_forgotten_when_the_fetch_ends() -> None:
    wakeups = Wakeups()
    wakeups.fetching()
    wakeups.set()
    wakeups.clear()
    assert wakeups.is_set()
    wakeups.fetching()
    wakeups.clear()
    assert not wakeups.is_set()
