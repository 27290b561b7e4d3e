"""What the engine relies on in Procrastinate beside its documented surface. Read these before moving the pin."""

import inspect
from importlib.metadata import version

import procrastinate.worker
from procrastinate import jobs, schema
from procrastinate.manager import QUEUEING_LOCK_CONSTRAINT

from core.db import Sessions
from core.jobs import CHANNEL, QUEUE
from tests.app.support import answer

# What our statements name, and what it has to say of them.
FUNCTIONS = (
    ("procrastinate_defer_jobs_v1", "jobs procrastinate_job_to_defer_v1[]"),
    ("procrastinate_finish_job_v1", "job_id bigint, end_status procrastinate_job_status, delete_job boolean"),
    (
        "procrastinate_retry_job_v2",
        (
            "job_id bigint, retry_at timestamp with time zone, new_priority integer, "
            "new_queue_name character varying, new_lock character varying"
        ),
    ),
)
JOB_COLUMNS = {
    "id", "queue_name", "task_name", "priority", "lock", "queueing_lock", "args", "status", "scheduled_at",
    "attempts", "abort_requested", "worker_id",
}  # fmt: skip
OVERRIDDEN = ("_start_side_tasks", "run", "stop")
READ = ("_running_jobs", "_new_job_event", "worker_id")
OPTIONS = {
    "concurrency", "fetch_job_polling_interval", "shutdown_graceful_timeout", "delete_jobs",
    "install_signal_handlers", "update_heartbeat_interval",
}  # fmt: skip


def test_the_version_is_the_one_that_was_read() -> None:
    assert version("procrastinate").startswith("3.10.")


def test_the_functions_our_statements_call_take_what_we_give(sessions: Sessions) -> None:
    for name, arguments in FUNCTIONS:
        found = answer(sessions, f"select pg_get_function_arguments('{name}'::regproc)")
        assert found == arguments


def test_a_job_has_the_columns_our_statements_name(sessions: Sessions) -> None:
    columns = answer(
        sessions,
        "select array_agg(column_name::text) from information_schema.columns"
        " where table_name = 'procrastinate_jobs'",
    )
    assert set(columns) == JOB_COLUMNS


def test_at_most_one_job_of_a_queueing_lock_waits(sessions: Sessions) -> None:
    definition = answer(sessions, f"select pg_get_indexdef('{QUEUEING_LOCK_CONSTRAINT}'::regclass)")
    assert "UNIQUE" in definition
    assert definition.endswith("(queueing_lock) WHERE (status = 'todo'::procrastinate_job_status)")


def test_workers_listen_where_we_notify() -> None:
    assert CHANNEL in schema.SchemaManager.get_schema()
    assert jobs.DEFAULT_QUEUE == QUEUE


def test_the_worker_still_has_what_ours_overrides_and_reads() -> None:
    source = inspect.getsource(procrastinate.worker.Worker)
    assert set(OVERRIDDEN) <= vars(procrastinate.worker.Worker).keys()
    assert all(f"self.{name}" in source for name in READ)
    assert set(inspect.signature(procrastinate.worker.Worker.__init__).parameters) >= OPTIONS
    assert "self._start_side_tasks()" in source
    assert "self.app.job_manager.fetch_job(" in source
    assert "self._new_job_event.clear()" in source
