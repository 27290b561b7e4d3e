"""A person decides what mail meant that the machine left alone."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.blocks.kit import cut
from bot.blocks.triage import answers_the_visit
from bot.calls import actor_of, delivery_key
from bot.ids import Ref
from core import commands as c
from core import queries
from core.desk import AsyncDesk
from core.identity import speaking_for
from core.people import Actor
from core.refusals import Stale

WORDS_LIMIT = 500


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def confirmed(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Counts the message as the customer's yes, in their words, on behalf (L30)."""
        actor, ref = actor_of(context), Ref.read(action["value"])
        message = await desk.read(actor, queries.message(ref.id))
        order = await desk.read(actor, queries.order(ref.order))
        if message.settled is None and not answers_the_visit(message, order):
            raise Stale(
                f"{order.reference} has changed since this mail: it no longer answers an open question."
            )
        how = f"by mail: {cut(' '.join(message.text.split()), WORDS_LIMIT)}"
        settle = c.SettleMessage(message_id=ref.id, how="applied as confirmed")
        await _keep_files(desk, actor, ref, body)
        await desk.do(actor, (settle, c.ConfirmOnBehalf(order=ref.order, how=how)), delivery_key(body))
        await ack()

    app.action("triage.confirm")(confirmed)
    app.action("triage.apply")(_applying(desk, add=False))
    app.action("triage.apply_and_add")(_applying(desk, add=True))
    _register_plain(app, desk)


def _register_plain(app: AsyncApp, desk: AsyncDesk) -> None:
    """What needs nothing but the message."""

    async def dismissed(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        settle = c.SettleMessage(message_id=Ref.read(action["value"]).id, how="dismissed")
        await desk.do(actor_of(context), (settle,), delivery_key(body))
        await ack()

    async def carried_on(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """H12: the technician is told that the visit takes place."""
        actor, ref = actor_of(context), Ref.read(action["value"])
        await _keep_files(desk, actor, ref, body)
        await desk.do(actor, (c.CarryOn(order=ref.order, message_id=ref.id),), delivery_key(body))
        await ack()

    async def retried(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        again = c.RetryMessage(message_id=Ref.read(action["value"]).id)
        await desk.do(actor_of(context), (again,), delivery_key(body))
        await ack()

    app.action("triage.carry_on")(carried_on)
    app.action("triage.retry")(retried)
    app.action("triage.dismiss")(dismissed)


async def _keep_files(desk: AsyncDesk, actor: Actor, ref: Ref, body: dict[str, Any]) -> None:
    """What came with a mail that counts stays with its work order: raw mail is deleted one day.

    Before the act, so that whatever happens in between a second click finds both left to do; and in a change of its own,
    so that the thread tells of it.
    """
    carry = c.CarryAttachments(order=ref.order, message_id=ref.id)
    await desk.do(actor, (carry,), f"{delivery_key(body)}:files")


def _applying(desk: AsyncDesk, *, add: bool) -> Callable[..., Awaitable[None]]:
    """What the mail would have done were it proven, in both names; refused like any answer that comes too late."""

    async def applied(
        ack: AsyncAck, body: dict[str, Any], action: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        actor, ref = actor_of(context), Ref.read(action["value"])
        message = await desk.read(actor, queries.message(ref.id))
        found = message.unverified
        if found is None and message.settled is None:
            raise Stale("This mail no longer asks for anything that could be applied.")
        settle = c.SettleMessage(message_id=ref.id, how="applied")
        commands: tuple[c.Command, ...] = (settle,)
        if found is not None:
            adding = c.AddContact(order=ref.order, name=found.name, email=found.address)
            commands += ((adding,) if add and found.address else ()) + found.commands
            contact_id = found.contact_id
            actor = await desk.run(lambda session: speaking_for(session, actor, contact_id))
            await _keep_files(desk, actor, ref, body)
        await desk.do(actor, commands, delivery_key(body))
        await ack()

    return applied
