"""Offers by buttons: a technician accepts, whoever dispatches assigns. Declining asks for the reason first, with a form."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.calls import actor_of, delivery_key
from bot.ids import Ref
from bot.listeners.errors import tell
from core import commands as c
from core.desk import AsyncDesk
from core.events import OfferAcceptedLate

LATE = "The offer of WO-{order} had run out. Your dispatcher is asked whether you should go."


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def accepted(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        """Accept is commit (L37): of two taps at once the second is refused with who and when."""
        ref = Ref.read(action["value"])
        command = c.AcceptOffer(order=ref.order, offer_id=ref.id)
        done = await desk.do(actor_of(context), (command,), delivery_key(body))
        await ack()
        if OfferAcceptedLate.name in done.events:
            await tell(body, client, LATE.format(order=ref.order))

    async def assigned(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """The button names the technician."""
        ref = Ref.read(action["value"])
        command = c.Assign(order=ref.order, technician_id=ref.id)
        await desk.do(actor_of(context), (command,), delivery_key(body))
        await ack()

    app.action("offer.accept")(accepted)
    app.action("offer.assign")(assigned)
