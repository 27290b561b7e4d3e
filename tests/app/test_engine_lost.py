"""Jobs whose worker was lost, and workers who lost their database."""

from app.engine import Task
from app.engine.worker import Wakeups
from core.db import Sessions, transaction
from core.jobs import Job, dead
from tests.app.support import Deferred, Diary, Run, count, execute, until, wrote


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


async def test_the_twin_of_a_lost_job_takes_its_place_in_the_lane(
    running: Run, deferred: Deferred, sessions: Sessions, diary: Diary
) -> None:
    """Nobody knows whether the lost one posted: whoever looks must do so before anything else is posted there."""
    deferred(Job("write", {"line": "lost"}, lane="dispatch", once="card:1"))
    lose_a_worker(sessions)
    deferred(Job("write", {"line": "next"}, lane="dispatch"))
    deferred(Job("write", {"line": "twin"}, lane="dispatch", once="card:1"))
    async with running({"write": Task(diary.write)}):
        await until(lambda: count(sessions, "true") == 0)
    assert diary.lines == ["twin", "next"]


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
        await until(lambda: count(sessions, "true") == 0)
        execute(
            sessions,
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where application_name = 'truckroll engine' and datname = current_database()",
        )
        deferred(Job("write", {"line": "after"}))
        await until(wrote(diary, "before", "after"))


def test_a_notification_during_a_fetch_is_not_forgotten_when_the_fetch_ends() -> None:
    wakeups = Wakeups()
    wakeups.fetching()
    wakeups.set()
    wakeups.clear()
    assert wakeups.is_set()
    wakeups.fetching()
    wakeups.clear()
    assert not wakeups.is_set()
