"""Jobs: work that is done after the commit, in the background, at least once. The only seam to the job engine.

A job is deferred inside the transaction that causes it: it exists exactly when that transaction commits, and it runs
only afterwards. Jobs carry what is due now; what is due later is a timer.

- Jobs of one `lane` run one after the other, higher priority first and otherwise in the order they were deferred. A
  job that is tried again keeps its place, so its lane waits for it. Different lanes, and jobs without one, run side
  by side.
- Of the jobs with one `once` at most one waits: deferring it again joins the waiting one (which keeps its arguments
  and takes the higher priority). One that is already running does not count as waiting, so a wake-up is never lost:
  whatever is committed before a job starts to run is seen by that run or by a later one.
- A job may run twice (its worker died after doing the work and before saying so). Tasks make that harmless.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import text
from sqlalchemy.orm import Session

Json: TypeAlias = bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"] | None

QUEUE = "default"
CHANNEL = "procrastinate_any_queue_v1"


@dataclass(frozen=True)
class Job:
    """`task` names an entry of the engine's table, `args` are its keyword arguments."""

    task: str
    args: Mapping[str, Json]
    lane: str | None = None
    once: str | None = None
    priority: int = 0


@dataclass(frozen=True)
class DeadJob:
    """A job that nobody will try again by itself; `why` is what its last run said, `at` when."""

    id: int
    task: str
    args: Mapping[str, Json]
    lane: str | None
    attempts: int
    why: str
    at: datetime | None


class TryAgain(Exception):
    """Raised by a task that expects to succeed later: `after` that time, or when the engine thinks best."""

    def __init__(self, why: str, after: timedelta | None = None) -> None:
        super().__init__(why)
        self.after = after


class GiveUp(Exception):
    """Raised by a task that cannot succeed however often it is tried: the job is dead at once."""


DEFER = text("""
select procrastinate_defer_jobs_v1(array_agg(
         row(:queue, job.task, job.priority, job.lane, null, job.args, null)::procrastinate_job_to_defer_v1
         order by job.place))
  from rows from (jsonb_to_recordset(cast(:jobs as jsonb)) as (task text, priority int, lane text, args jsonb))
       with ordinality as job(task, priority, lane, args, place)
""")

# Joining locks the waiting row until our commit, and a worker that comes by meanwhile skips it; so it is called
# again on commit.
DEFER_ONCE = text("""
with joined as (
  insert into procrastinate_jobs as waiting (queue_name, task_name, priority, lock, queueing_lock, args)
  select :queue, job.task, job.priority, job.lane, job.once, job.args
    from jsonb_to_recordset(cast(:jobs as jsonb)) as job(task text, priority int, lane text, once text, args jsonb)
   order by job.once
  on conflict (queueing_lock) where status = 'todo'
    do update set priority = greatest(waiting.priority, excluded.priority)
  returning id, xmax <> 0 as waited
)
select pg_notify(:channel, json_build_object('type', 'job_inserted', 'job_id', id)::text) from joined where waited
""")

DEAD = text("""
select job.id, job.task_name, job.args, job.lock, job.attempts, failure.why, failure.at
  from procrastinate_jobs job left join truckroll_job_failures failure on failure.job_id = job.id
 where job.status = 'failed' and job.id < :before
 order by job.id desc limit :limit
""")
TAKE_DEAD = text("""
delete from procrastinate_jobs where id = :id and status = 'failed'
returning task_name, args, lock, queueing_lock, priority
""")
FORGET_DEAD = text("""
delete from procrastinate_jobs where status = 'failed' and task_name = :task and args = cast(:args as jsonb)
""")
COUNTS = text("select status::text, count(*) as number from procrastinate_jobs group by status")
NO_SUCH_TASK = "No task is called {task}: a newer version deferred it, or an older one did."
NEWEST = 2**63 - 1


def defer(session: Session, *jobs: Job) -> None:
    """Adds jobs to the transaction of `session`, in this order: one statement, and one more for those with `once`."""
    plain = [job for job in jobs if job.once is None]
    once = {job.once: job for job in reversed(jobs) if job.once is not None}
    if plain:
        session.execute(DEFER, {"queue": QUEUE, "jobs": _written(plain)})
    if once:
        session.execute(DEFER_ONCE, {"queue": QUEUE, "channel": CHANNEL, "jobs": _written(once.values())})


def dead(session: Session, limit: int = 50, before: int = NEWEST) -> list[DeadJob]:
    """The dead jobs with ids under `before`, newest first."""
    rows = session.execute(DEAD, {"limit": limit, "before": before})
    return [
        DeadJob(id_, task, args, lane, attempts, why or NO_SUCH_TASK.format(task=task), at)
        for id_, task, args, lane, attempts, why, at in rows
    ]


def counts(session: Session) -> dict[str, int]:
    """How many jobs wait, run and are dead."""
    rows = {row.status: row.number for row in session.execute(COUNTS)}
    return {"waiting": rows.get("todo", 0), "running": rows.get("doing", 0), "dead": rows.get("failed", 0)}


def resend(session: Session, job_id: int) -> bool:
    """Defers a dead job anew, at the end of its lane and with all its attempts. False when there is none."""
    row = session.execute(TAKE_DEAD, {"id": job_id}).one_or_none()
    if row is None:
        return False
    task, args, lane, once, priority = row
    defer(session, Job(task, args, lane, once, priority))
    return True


def revive(session: Session, job: Job) -> None:
    """Defers a job in the place of dead ones with the same task and arguments, if there are any."""
    session.execute(FORGET_DEAD, {"task": job.task, "args": json.dumps(job.args)})
    defer(session, job)


def _written(jobs: Iterable[Job]) -> str:
    return json.dumps(
        [
            {"task": job.task, "priority": job.priority, "lane": job.lane, "once": job.once, "args": job.args}
            for job in jobs
        ]
    )
