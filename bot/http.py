"""Slack's requests over HTTP, by bolt's own ASGI adapter, with one word put right."""

from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.adapter.asgi.http_request import AsgiHttpRequest
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

FIELD = "payload"
ENCODED = "%70ayload"


class SlackRequests(AsyncSlackRequestHandler):
    """Takes a form for a click only if it has that field.

    Bolt looks for the word anywhere in it: `/wo note 12 payload is here` was a request without a body, and a 404.
    """

    async def dispatch(self, request: AsgiHttpRequest) -> BoltResponse:
        body = await request.get_raw_body()
        made = AsyncBoltRequest(
            body=unmistakable(body), query=request.query_string, headers=request.get_headers()
        )
        made.raw_body = body  # what Slack signed
        return await self.app.async_dispatch(made)


def unmistakable(body: str) -> str:
    """The same request; in a form without the field, the word is written so that nobody takes it for one."""
    is_form = not body.startswith("{")
    return body.replace(FIELD, ENCODED) if is_form and f"&{FIELD}=" not in f"&{body}" else body
