"""The office takes one of the times a customer proposed. Declining asks for the reason first, with a form."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.calls import actor_of, delivery_key
from bot.ids import Ref
from core import commands as c
from core import queries
from core.desk import AsyncDesk
from core.refusals import Stale


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def accepted(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        actor, ref = actor_of(context), Ref.read(action["value"])
        order = await desk.read(actor, queries.order(ref.order))
        if order.request is not None and order.request.id != ref.id:
            raise Stale(
                f"The customer of {order.reference} has written again since. Their newest wish has its own message."
            )
        choice = int(action["action_id"].rpartition(".")[2])
        await desk.do(actor, (c.AcceptProposal(order=ref.order, choice=choice),), delivery_key(body))
        await ack()

    app.action(re.compile(r"^request\.accept\.\d+$"))(accepted)
