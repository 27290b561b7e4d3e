"""Whatever no other listener takes. Registered last: an unanswered request counts as a failure with Slack."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import lines, modal
from bot.calls import Body
from bot.listeners.errors import tell

ANYTHING = re.compile(r".*", re.DOTALL)
OLD = "This comes from another version of Truckroll and no longer works. `/wo help` lists what does."


def register(app: AsyncApp) -> None:
    app.command(ANYTHING)(_command)
    app.action(ANYTHING)(_click)
    app.shortcut(ANYTHING)(_shortcut)
    app.view({"type": "view_submission", "callback_id": ANYTHING})(_view)
    app.view({"type": "view_closed", "callback_id": ANYTHING})(_view)
    app.options(ANYTHING)(_options)
    app.event(ANYTHING)(_event)


async def _command(ack: AsyncAck) -> None:
    await ack(text="Truckroll answers to `/wo`. Type `/wo help`.", response_type="ephemeral")


async def _click(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    if not _is_link(body):
        await tell(body, client, OLD)


async def _shortcut(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
    await ack()
    await tell(body, client, OLD)


async def _view(ack: AsyncAck, body: dict[str, Any]) -> None:
    if body["type"] == "view_closed":
        await ack()
        return
    await ack(response_action="update", view=modal("told", "Truckroll", [lines((OLD,))]))


async def _options(ack: AsyncAck) -> None:
    await ack(options=[])


async def _event(ack: AsyncAck) -> None:
    await ack()


def _is_link(body: Body) -> bool:
    """A button that opens a web page tells us of the click too."""
    return bool(body["actions"][0].get("url"))
