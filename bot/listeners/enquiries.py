"""From a mail in triage to a work order; and the files that came by mail, for whoever asks for them."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sentences
from bot.blocks.enquiry import FORM, enquiry_form
from bot.blocks.kit import modal
from bot.blocks.order import answer
from bot.blocks.windows import Reader
from bot.calls import actor_of, delivery_key
from bot.enquiries import commands_of
from bot.files import file_jobs
from bot.forms import Filled, values_of
from bot.ids import Ref
from bot.known import known
from bot.listeners.errors import tell
from core import commands as c
from core import queries
from core.desk import AsyncDesk
from core.jobs import defer
from core.queries import FileView, Query

COMING = "They come as direct messages from Truckroll, in a moment."
NONE = "There are no files any more."


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def opened(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        enquiry = await desk.read(actor_of(context), queries.enquiry(Ref.read(action["value"]).id))
        await client.views_open(trigger_id=body["trigger_id"], view=enquiry_form(enquiry))
        await ack()

    async def created(
        ack: AsyncAck, body: dict[str, Any], view: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Whoever comes second reads which work order has the mail; the Desk would refuse them as well."""
        actor, ref = actor_of(context), Ref.read(view["private_metadata"])
        enquiry = await desk.read(actor, queries.enquiry(ref.id))
        values = values_of(view["state"]["values"])
        site = values.get("site")
        about = await desk.read(actor, known(site_id=int(site) if site else None))
        commands = commands_of(Filled(ref, values, about), enquiry)
        done = await desk.do(actor, commands, delivery_key(body))
        assert done.order is not None
        order, reader = await desk.read(actor, queries.order(done.order)), Reader.of(about.company)
        said = answer(sentences(commands, order, reader), order, reader)
        await ack(response_action="update", view=modal("done", order.reference, said))

    async def kept(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """The files of a mail that nothing proves, onto the work order it is about: a person says so (N.11)."""
        ref = Ref.read(action["value"])
        carry = c.CarryAttachments(order=ref.order, message_id=ref.id)
        await desk.do(actor_of(context), (carry,), delivery_key(body))
        await ack()

    app.action("triage.new")(opened)
    app.view(FORM)(created)
    app.action("triage.keep_files")(kept)
    _register_files(app, desk)


def _register_files(app: AsyncApp, desk: AsyncDesk) -> None:
    async def send(
        body: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
        asked: Query[tuple[FileView, ...]],
    ) -> None:
        actor = actor_of(context)
        found = await desk.read(actor, asked)
        jobs = file_jobs(actor, (str(context.team_id), str(context.user_id)), found)
        await desk.run(lambda session: defer(session, *jobs))
        await tell(body, client, COMING if found else NONE)

    async def of_order(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        await send(body, context, client, queries.files(Ref.read(action["value"]).order))
        await ack()

    async def of_message(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        await send(body, context, client, queries.message_files(Ref.read(action["value"]).id))
        await ack()

    app.action("files.send")(of_order)
    app.action("triage.files")(of_message)
