"""The engine's own statements: taking back the jobs of dead workers, and writing down why a run failed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from procrastinate.jobs import Job as Row
from procrastinate.psycopg_connector import PsycopgConnector

from core.jobs import DeadJob

STALE = 8.0  # seconds without a heartbeat, after which a worker is dead
CRASHES = 5  # a job that took so many workers with it is not tried again
FIRST = 1_000
"""The priority of a job that carries on with what another one began: nothing in its lane overtakes it."""
CRASHED = "Its worker died while running it."

BEAT = """
with beat as (update procrastinate_workers set last_heartbeat = now() where id = %(worker)s::bigint)
select id from procrastinate_jobs where status = 'doing' and worker_id = %(worker)s::bigint
"""

# In one statement, so that of several workers sweeping at once only one takes a job back. A job with a waiting twin
# (same `once`) leaves the work to it, and its place in the lane.
SWEEP = """
with lost as (
  select job.id, job.task_name, job.args, job.lock, job.attempts, job.queueing_lock
    from procrastinate_jobs job left join procrastinate_workers worker on worker.id = job.worker_id
   where job.status = 'doing'
     and (worker.id is null or worker.last_heartbeat < now() - make_interval(secs => %(stale)s)
          or job.id = any(%(orphans)s::bigint[]))
     for update of job skip locked
), noted as (
  insert into truckroll_job_failures as failure (job_id, why, crashes) select id, %(why)s, 1 from lost
  on conflict (job_id) do update set why = excluded.why, at = excluded.at, crashes = failure.crashes + 1
  returning job_id, crashes
), twins as (
  update procrastinate_jobs twin set priority = greatest(twin.priority, %(first)s)
    from lost where twin.status = 'todo' and twin.queueing_lock = lost.queueing_lock
  returning twin.queueing_lock
)
select lost.id, lost.task_name, lost.args, lost.lock, lost.attempts,
       case when crashes >= %(crashes)s
            then 'dead' || procrastinate_finish_job_v1(lost.id, 'failed', false)::text
            when exists (select from twins where twins.queueing_lock = lost.queueing_lock)
            then 'joined' || procrastinate_finish_job_v1(lost.id, 'aborted', true)::text
            else 'requeued' || procrastinate_retry_job_v2(lost.id, now(), null, null, null)::text
       end as outcome
  from lost join noted on noted.job_id = lost.id
"""

NOTE = """
insert into truckroll_job_failures as failure (job_id, why) values (%(job)s, %(why)s)
on conflict (job_id) do update set why = excluded.why, at = excluded.at
"""

# A `once` job must not go back to waiting by itself: a twin may be waiting already, and the two would collide for
# ever. It is deferred anew instead, or joins the twin, and takes its count of attempts and its wait along.
AGAIN_ONCE = """
with again as (
  insert into procrastinate_jobs as waiting
    (queue_name, task_name, priority, lock, queueing_lock, args, attempts, scheduled_at)
  values (%(queue)s, %(task)s, %(priority)s, %(lock)s, %(once)s, %(args)s, %(attempts)s,
          now() + make_interval(secs => %(after)s))
  on conflict (queueing_lock) where status = 'todo'
    do update set attempts = greatest(waiting.attempts, excluded.attempts),
                  priority = greatest(waiting.priority, excluded.priority),
                  scheduled_at = greatest(waiting.scheduled_at, excluded.scheduled_at)
  returning id
)
insert into truckroll_job_failures as failure (job_id, why) select id, %(why)s from again
on conflict (job_id) do update set why = excluded.why, at = excluded.at
"""


@dataclass(frozen=True)
class Swept:
    """A job taken from a dead worker, and what became of it: requeued, joined or dead."""

    job: DeadJob
    outcome: str


class Store:
    """The engine's statements on the connections of its worker."""

    def __init__(self, connector: PsycopgConnector) -> None:
        self._connector = connector

    async def beat(self, worker: int | None) -> set[int]:
        """Says that `worker` lives, None before it has begun; the ids of the jobs the database thinks it runs."""
        rows = await self._connector.execute_query_all_async(BEAT, worker=worker)
        return {row["id"] for row in rows}

    async def sweep(self, orphans: Iterable[int]) -> list[Swept]:
        """Takes back the jobs of dead workers, and `orphans`, which no worker runs though they look like it."""
        rows = await self._connector.execute_query_all_async(
            SWEEP, stale=STALE, crashes=CRASHES, why=CRASHED, first=FIRST, orphans=list(orphans)
        )
        return [_swept(row) for row in rows]

    async def note(self, row: Row, why: str) -> None:
        """Writes down why a run of the job failed."""
        await self._connector.execute_query_async(NOTE, job=row.id, why=why)

    async def again_once(self, row: Row, why: str, after: timedelta, *, first: bool) -> None:
        """Defers a `once` job anew, to run after a while; joins the one that waits already.

        `first`: it keeps its place, and its lane waits for it; otherwise it goes to the end.
        """
        await self._connector.execute_query_async(
            AGAIN_ONCE,
            queue=row.queue,
            task=row.task_name,
            priority=max(row.priority, FIRST) if first else row.priority,
            lock=row.lock,
            once=row.queueing_lock,
            args=row.task_kwargs,
            attempts=row.attempts + 1,
            after=after.total_seconds(),
            why=why,
        )


def _swept(row: dict[str, Any]) -> Swept:
    job = DeadJob(
        id=row["id"],
        task=row["task_name"],
        args=row["args"],
        lane=row["lock"],
        attempts=row["attempts"] + 1,
        why=CRASHED,
        at=None,
    )
    return Swept(job, row["outcome"])
