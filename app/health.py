"""The three pages for machines that look after us: /healthz, /readyz, /metrics.

What this file promises: /healthz says that the process answers and asks nobody; /readyz asks every injected check,
all at once and each for two seconds at most, and names what is wrong with 503; /metrics brings the gauges that
belong to the whole installation up to date before it prints. None of them tells anything about customers.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from app.metrics import Metrics

CHECK_SECONDS = 2.0

log = structlog.stdlib.get_logger(__name__)


Check = Callable[[], Awaitable[str | None]]
"""Answers None when all is well, or a sentence that says what is wrong."""

Count = Callable[[], Awaitable[int]]


def routes(checks: Mapping[str, Check], metrics: Metrics, dead_jobs: Count) -> list[Route]:
    """The pages, over `checks` by name (database, migrations, worker, …) and a count of the dead jobs."""

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("Truckroll is running.\n")

    async def readyz(_request: Request) -> Response:
        answers = await asyncio.gather(*(_ask(name, check) for name, check in checks.items()))
        said = {name: answer or "ok" for name, answer in zip(checks, answers, strict=True)}
        return JSONResponse(said, status_code=503 if any(answers) else 200)

    async def scrape(_request: Request) -> Response:
        try:
            metrics.dead_jobs.set(await asyncio.wait_for(dead_jobs(), CHECK_SECONDS))
        except Exception:
            # The counters are still worth having while the database is away; an old number is not.
            metrics.dead_jobs.set(float("nan"))
            log.warning("dead jobs could not be counted", exc_info=True)
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", scrape)]


async def _ask(name: str, check: Check) -> str | None:
    try:
        return await asyncio.wait_for(check(), CHECK_SECONDS)
    except TimeoutError:
        return f"no answer within {CHECK_SECONDS:g} s"
    except Exception:
        # The page is public to whoever reaches the port: the error's own words stay in the log.
        log.warning("a readiness check failed", check=name, exc_info=True)
        return "failed; see the log"
