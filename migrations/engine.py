"""The job engine's part of the schema: Procrastinate's own tables and what we add to them.

Alembic never compares these tables with the models. Procrastinate's schema is read from the installed 3.10 (the pin
`<3.11` keeps it there); moving the pin takes a revision of its own that runs Procrastinate's migrations.
"""

from typing import Any

from procrastinate.schema import SchemaManager
from sqlalchemy import Connection

ADDITIONS = """
-- A released lane wakes nobody by itself: without this a lane runs 0.3 jobs a second, with it more than a hundred.
create function truckroll_lane_released() returns trigger language plpgsql as $$
begin
  perform pg_notify('procrastinate_any_queue_v1',
                    json_build_object('type', 'job_inserted', 'job_id', old.id)::text);
  return null;
end $$;
create trigger truckroll_lane_released_by_update after update of status on procrastinate_jobs for each row
  when (old.status = 'doing' and new.status <> 'doing' and old.lock is not null)
  execute function truckroll_lane_released();
create trigger truckroll_lane_released_by_delete after delete on procrastinate_jobs for each row
  when (old.status = 'doing' and old.lock is not null)
  execute function truckroll_lane_released();

-- With 20,000 jobs waiting behind one another, fetching the next takes 26 ms instead of 240.
create index truckroll_jobs_by_lane on procrastinate_jobs (lock, priority desc, id)
  where status in ('todo', 'doing') and lock is not null;

-- Why a job failed the last time it ran; goes with the job.
create table truckroll_job_failures (
  job_id bigint primary key references procrastinate_jobs on delete cascade,
  why text not null,
  at timestamptz not null default now(),
  crashes int not null default 0  -- how often its worker died while running it
);
"""


def install(connection: Connection) -> None:
    """Creates the engine's tables. The driver's cursor takes many statements at once and leaves `%` alone."""
    driver = connection.connection.driver_connection
    assert driver is not None
    with driver.cursor() as cursor:
        cursor.execute(SchemaManager.get_schema())
        cursor.execute(ADDITIONS)


def is_ours(name: str | None, kind: str, _parents: Any) -> bool:
    """Whether Alembic is to look at it: the engine's tables are not the models' business."""
    return not (
        kind == "table" and name is not None and name.startswith(("procrastinate_", "truckroll_job_"))
    )
