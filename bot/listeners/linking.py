"""Somebody Truckroll does not know links their Slack account to their name in the staff list, by their email address."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import lines, modal
from bot.jobs import link_job
from core.desk import AsyncDesk
from core.jobs import defer
from core.refusals import Perm

ASK = (
    "Truckroll looks up the email address of your Slack profile and links you to the person with that address in your "
    "company's staff list."
)
UNDER_WAY = "You will get a direct message from Truckroll in a moment."


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def asked(
        ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        if context.get("company_id") is None:
            raise Perm("This Slack workspace is not connected to a company yet. Ask whoever runs Truckroll.")
        view = modal("link_me", "Link my account", [lines((ASK,))], submit="Link")
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    async def agreed(ack: AsyncAck, context: AsyncBoltContext) -> None:
        job = link_job(str(context.team_id), str(context.user_id))
        await desk.run(lambda session: defer(session, job))
        await ack(response_action="update", view=modal("told", "Link my account", [lines((UNDER_WAY,))]))

    app.action("form.link_me")(asked)
    app.view("link_me")(agreed)
