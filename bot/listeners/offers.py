"""A technician accepts an offer. Declining asks for the reason first, with a form."""

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
        """Accept is commit (L37): of two taps at once the second is refused with who and when."""
        ref = Ref.read(action["value"])
        command = c.AcceptOffer(order=ref.order, offer_id=ref.id)
        await desk.do(actor_of(context), (command,), delivery_key(body))
        await ack()

    app.action("offer.accept")(accepted)
