"""`/wo`: words → intent → the Desk, a form or a read; the answer is in the ack."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.answers import sentences
from bot.blocks.foresight import foresight
from bot.blocks.guide import guide
from bot.blocks.kit import Block, escape, lines
from bot.blocks.order import answer, headline
from bot.blocks.plans import plan_detail
from bot.blocks.windows import Reader
from bot.calls import actor_of, delivery_key
from bot.company_answers import said
from bot.ids import Ref
from bot.intents import Act, Asked, Foresee, Look, Open
from bot.known import Known, known, known_pair, known_to_all, known_units
from bot.listeners.looking import Shown, show
from bot.listeners.opening import open_form
from bot.slash import HELP, intent, needs_nothing, parse
from bot.typed_convert import quotation, unit_words
from bot.typed_dispatch import swapped_with
from bot.typed_new import subject_words
from bot.typed_plans import place_words
from bot.words import joined
from core import queries
from core.desk import AsyncDesk
from core.people import Actor
from core.queries import Query, Reading


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def typed(
        ack: AsyncAck,
        command: dict[str, Any],
        body: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        actor = actor_of(context)
        asked = parse(command.get("text", ""))
        if asked.name == HELP.name:
            await _say(ack, "What /wo can do", guide())
            return
        about = await desk.read(actor, _needed(asked))
        match intent(asked, about):
            case Open(form):
                what = (form, Ref(asked.order or 0))
                await open_form(client, desk, actor, what, command["trigger_id"])
                await ack()
            case Look() as look:
                shown = await show(desk, actor, asked.order, look)
                await _say(ack, shown.text, shown.blocks)
            case Foresee(commands):
                would = await desk.what_if(actor, commands)
                about_it = f"If you did /wo {command['text']}:"
                await _say(ack, about_it, foresight(about_it, would))
            case Act(commands):
                done = await desk.do(actor, commands, delivery_key(body))
                if done.order is None:
                    shown = await desk.read(actor, _what_happened(delivery_key(body)))
                else:
                    shown = await _what_was_done(desk, actor, done.order, (commands, about))
                await _say(ack, shown.text, shown.blocks)

    app.command("/wo")(typed)


async def _what_was_done(desk: AsyncDesk, actor: Actor, number: int, did: tuple[Any, Known]) -> Shown:
    commands, about = did
    order = await desk.read(actor, queries.order(number))
    reader = Reader.of(about.company)
    said = sentences(commands, order, reader)
    return Shown(f"{said} {headline(order, reader)}", answer(said, order, reader))


def _what_happened(key: str) -> Query[Shown]:
    """The answer to a command that was about no single work order."""

    def read(at: Reading) -> Shown:
        events = queries.happened(key)(at)
        text = "\n".join(said(name, data) for name, data in events)
        made = [data["number"] for name, data in events if name == "plan.made"]
        plans = [block for number in made for block in plan_detail(queries.plan(number)(at))]
        return Shown(text, [lines((text,)), *plans])

    return read


def _needed(asked: Asked) -> Query[Known]:
    if asked.name == "convert":
        return known_units(unit_words(asked), quotation(asked))
    if asked.name == "swap":
        return known_pair(asked.order, swapped_with(asked))
    if needs_nothing(asked):
        return known_to_all()
    return known(
        order=asked.order,
        site_words=_site_words(asked),
        services=asked.name == "edit",
        colleagues=asked.name == "off",
    )


def _site_words(asked: Asked) -> str | None:
    """What `/wo new` is about is to be looked up, and the site of `/wo edit WO-12 site …`."""
    if asked.name == "edit" and asked.words and asked.words[0].text.casefold() == "site":
        return joined(asked.words[1:])
    if asked.name == "plans":
        return place_words(asked.words)
    return subject_words(asked.words) if asked.name == "new" else None


async def _say(ack: AsyncAck, text: str, blocks: list[Block]) -> None:
    await ack(text=escape(text), blocks=blocks, response_type="ephemeral")
