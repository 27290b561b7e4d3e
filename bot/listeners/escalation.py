"""The ways out of an escalation that one tap takes: somebody who is free, and another time with those who could go."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.kit import context as aside
from bot.calls import actor_of, delivery_key
from bot.forms import build
from bot.ids import Ref
from core import commands as c
from core import queries
from core.availability import why_not
from core.desk import AsyncDesk
from core.people import Actor
from core.queries.reading import Query, Reading
from core.refusals import Stale

REASON = "nobody was free at the earlier time"
"""Why the visit moves, as its history and those concerned read it."""


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def assigned(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Only for the window that was in view; whether they are still free is judged by the Desk (I5)."""
        actor, ref = actor_of(context), Ref.read(action["value"])
        await _same_window(desk, actor, ref)
        await desk.do(actor, (c.Assign(order=ref.order, technician_id=ref.id),), delivery_key(body))
        await ack()

    async def moved(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """H1: the window moves, whoever knew the old one is asked anew, and those who could go are offered it."""
        actor, ref = actor_of(context), Ref.read(action["value"])
        await _same_window(desk, actor, ref)
        time = (await desk.read(actor, queries.ways_out(ref.order))).time
        if time is None or int(time.start.timestamp()) != ref.id:
            raise Stale(f"That time is no longer free. `/wo slots WO-{ref.order}` shows what is.")
        window = c.Window(start=time.start, end=time.end)
        commands = (
            c.Reschedule(order=ref.order, window=window, reason=REASON),
            c.OfferVisit(order=ref.order),
        )
        await desk.do(actor, commands, delivery_key(body))
        await ack()

    async def anyway(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        """The form asks for the reason, and says whom it is about and what speaks against them now."""
        actor, ref = actor_of(context), Ref.read(action["value"])
        view = await desk.read(actor, _override_form(ref))
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    app.action("escalation.anyway")(anyway)
    app.action("escalation.assign")(assigned)
    app.action("escalation.time")(moved)


def _override_form(ref: Ref) -> Query[dict[str, Any]]:
    def read(at: Reading) -> dict[str, Any]:
        form = build("assign_anyway", queries.order(ref.order)(at), ref)
        about = (each for each in queries.who(ref.order)(at) if each.technician_id == ref.id)
        said = [aside(f"{each.name}. {why_not(each.exclusions)}".strip()) for each in about]
        return {**form, "blocks": [*said, *form["blocks"]]}

    return read


async def _same_window(desk: AsyncDesk, actor: Actor, ref: Ref) -> None:
    order = await desk.read(actor, queries.order(ref.order))
    if order.schedule_rev != ref.rev:
        raise Stale(f"{order.reference} was moved since. Look at it again.")
