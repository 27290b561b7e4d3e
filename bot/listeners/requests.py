"""The office takes one of the times a customer proposed. Declining asks for the reason first, with a form."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.calls import actor_of, delivery_key
from bot.ids import Ref
from core import commands as c
from core.desk import AsyncDesk


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def accepted(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        actor, ref = actor_of(context), Ref.read(action["value"])
        choice = int(action["action_id"].rpartition(".")[2])
        command = c.AcceptProposal(order=ref.order, choice=choice, request_id=ref.id)
        await desk.do(actor, (command,), delivery_key(body))
        await ack()

    async def proposing(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """L24: for when none of their times will do, or they named none."""
        await desk.do(
            actor_of(context), (c.ProposeSlots(order=Ref.read(action["value"]).order),), delivery_key(body)
        )
        await ack()

    app.action("request.propose")(proposing)
    app.action(re.compile(r"^request\.accept\.\d+$"))(accepted)
