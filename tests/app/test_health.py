"""The pages for machines, over HTTP into the real application object."""

import asyncio

from httpx import ASGITransport, AsyncClient, Response
from starlette.applications import Starlette

from app import health
from app.health import Check
from app.metrics import Metrics


async def fine() -> str | None:
    return None


async def behind() -> str | None:
    return "the schema is 0001, not 0002: run `truckroll migrate`"


async def broken() -> str | None:
    raise LookupError("password=hunter2")


async def stuck() -> str | None:
    await asyncio.Event().wait()
    return None


async def three() -> int:
    return 3


async def away() -> int:
    raise ConnectionError("gone")


async def get(path: str, checks: dict[str, Check] | None = None, dead_jobs: health.Count = three) -> Response:
    metrics = Metrics()
    metrics.commands.labels("Confirm", "applied").inc()
    app = Starlette(routes=health.routes(checks or {}, metrics, dead_jobs))
    async with AsyncClient(transport=ASGITransport(app), base_url="http://truckroll.test") as client:
        return await client.get(path)


async def test_a_process_that_answers_is_healthy_whatever_else_is_wrong() -> None:
    answer = await get("/healthz", {"database": broken})
    assert (answer.status_code, answer.text) == (200, "Truckroll is running.\n")


async def test_ready_when_every_check_is() -> None:
    answer = await get("/readyz", {"database": fine, "worker": fine})
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "worker": "ok"})


async def test_not_ready_says_which_check_and_keeps_errors_to_the_log() -> None:
    answer = await get("/readyz", {"database": fine, "migrations": behind, "worker": broken})
    assert answer.status_code == 503
    assert answer.json() == {
        "database": "ok",
        "migrations": "the schema is 0001, not 0002: run `truckroll migrate`",
        "worker": "failed; see the log",
    }


async def test_a_check_that_hangs_is_not_waited_for() -> None:
    answer = await get("/readyz", {"database": stuck})
    assert (answer.status_code, answer.json()) == (503, {"database": "no answer within 2 s"})


async def test_metrics_count_what_the_process_did_and_what_waits_in_the_database() -> None:
    text = (await get("/metrics")).text
    assert 'truckroll_commands_total{command="Confirm",outcome="applied"} 1.0' in text
    assert "truckroll_dead_jobs 3.0" in text


async def test_metrics_are_still_shown_while_the_database_is_away() -> None:
    text = (await get("/metrics", dead_jobs=away)).text
    assert "truckroll_dead_jobs NaN" in text
    assert "truckroll_commands_total" in text
