"""Server-sent events: one per change, so that a page follows without asking."""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse

from sandbox.slack.changes import CLOSED, Change
from sandbox.slack.parts import Parts

KEEP_ALIVE_SECONDS = 15.0


def stream(parts: Parts, user: str | None) -> Response:
    """All changes from now on; with `user`, without what only other people see."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(parts, user), media_type="text/event-stream", headers=headers)


async def _events(parts: Parts, user: str | None) -> AsyncIterator[str]:
    with parts.changes.watch() as queue:
        yield ": connected\n\n"
        while True:
            try:
                change = await asyncio.wait_for(queue.get(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield ": still here\n\n"
                continue
            if change is CLOSED:
                return
            if user is None or change.user in (None, user):
                yield _line(change)


def _line(change: Change) -> str:
    return f"id: {change.seq}\nevent: {change.type}\ndata: {json.dumps(change.to_json())}\n\n"
