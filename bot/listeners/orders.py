"""Buttons of cards that act at once, and the menu behind the three dots."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.calls import actor_of, delivery_key
from bot.ids import Ref
from bot.listeners.opening import open_form
from core import commands as c
from core.desk import AsyncDesk

DIRECT: Mapping[str, Callable[[int], c.Command]] = MappingProxyType(
    {
        "ask": lambda number: c.RequestConfirmation(order=number),
        "depart": lambda number: c.Depart(order=number),
        "arrive": lambda number: c.Arrive(order=number),
        "start": lambda number: c.Start(order=number),
        "done": lambda number: c.Complete(order=number),
        "submit": lambda number: c.Submit(order=number),
        "accept": lambda number: c.ApproveCompletion(order=number),
        "resume": lambda number: c.Resume(order=number),
        "seen": lambda number: c.AckAssignment(order=number),
        "take": lambda number: c.Take(order=number),
    }
)
"""What one tap does. The card shows it a moment later."""


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def tapped(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        make = DIRECT[action["action_id"].removeprefix("do.")]
        command = make(Ref.read(action["value"]).order)
        await desk.do(actor_of(context), (command,), delivery_key(body))
        await ack()

    async def chosen(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        step, _, value = action["selected_option"]["value"].partition("|")
        what = (step.removeprefix("form."), Ref.read(value))
        await open_form(client, desk, actor_of(context), what, body["trigger_id"])
        await ack()

    app.action(re.compile(rf"^do\.({'|'.join(DIRECT)})$"))(tapped)
    app.action("order.more")(chosen)
