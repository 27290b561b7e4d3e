"""Forms: opened by words or a button, answered by their submission."""

import re
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sentences
from bot.blocks.kit import modal
from bot.blocks.order import answer
from bot.blocks.windows import Reader
from bot.calls import actor_of, delivery_key
from bot.forms import FORMS, Filled, Form, build, values_of
from bot.ids import Ref
from bot.known import Known, known
from core import queries
from core.desk import AsyncDesk
from core.people import Actor
from core.refusals import Stale

FORM = re.compile(r"form\.(?P<name>\w+)")


async def open_form(
    client: AsyncWebClient, desk: AsyncDesk, actor: Actor, what: tuple[str, Ref], trigger: str
) -> None:
    """Opens the form `what` names within the three seconds its trigger lives."""
    name, ref = what
    order = await desk.read(actor, queries.order(ref.order)) if ref.order else None
    if order is not None and not ref.rev:
        ref = Ref(ref.order, order.schedule_rev, ref.id)
    await client.views_open(trigger_id=trigger, view=build(name, order, ref))


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def opened(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        actor = actor_of(context)
        name = action["action_id"].removeprefix("form.")
        await open_form(client, desk, actor, (name, Ref.read(action["value"])), body["trigger_id"])
        await ack()

    async def shortcut(
        ack: AsyncAck, shortcut: dict[str, Any], context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        await open_form(client, desk, actor_of(context), ("new", Ref()), shortcut["trigger_id"])
        await ack()

    async def submitted(
        ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        actor = actor_of(context)
        name = view["callback_id"].removeprefix("form.")
        form, ref = FORMS[name], Ref.read(view["private_metadata"])
        values = values_of(view["state"]["values"])
        about = await desk.read(actor, known(order=ref.order or None, site_id=_number(values.get("site"))))
        _check_window(form, ref, about)
        commands = form.commands(Filled(ref, values, about))
        done = await desk.do(actor, commands, delivery_key(body))
        if not form.shows_result or done.order is None:
            await ack()
            return
        order = await desk.read(actor, queries.order(done.order))
        reader = Reader.of(about.company)
        said = answer(sentences(commands, order, reader), order, reader)
        await ack(response_action="update", view=modal("done", order.reference, said))

    app.action(re.compile(rf"^form\.({'|'.join(FORMS)})$"))(opened)
    app.shortcut("new_work_order")(shortcut)
    app.view(re.compile(rf"^form\.({'|'.join(FORMS)})$"))(submitted)


def _check_window(form: Form, ref: Ref, about: Known) -> None:
    """R-STALE: what was decided with one window in view must not hit another."""
    order = about.order
    if form.same_window and order is not None and order.schedule_rev != ref.rev:
        raise Stale(f"{order.reference} was moved since you opened this. Close it and look again.")


def _number(value: object) -> int | None:
    return int(str(value)) if value else None
