"""Reads: one work order, its history, lists and searches, and the next page of a list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.blocks.files import file_list
from bot.blocks.history import history
from bot.blocks.items import item_detail, item_list
from bot.blocks.kit import Block
from bot.blocks.lists import PAGE, nothing_like, nothing_listed, order_list
from bot.blocks.order import headline, order_card
from bot.blocks.plans import absence_list, plan_detail, plan_list
from bot.blocks.slots import slot_list
from bot.blocks.who import fairness_list, who_list
from bot.blocks.windows import Reader
from bot.calls import actor_of
from bot.intents import Look
from bot.listeners.errors import tell
from core import queries
from core.desk import AsyncDesk
from core.people import Actor, Permission
from core.queries.reading import Query, Reading
from core.queries.views import OrderLine


@dataclass(frozen=True)
class Shown:
    text: str
    blocks: list[Block]


async def show(desk: AsyncDesk, actor: Actor, number: int | None, look: Look) -> Shown:
    """What `look` asks for, in one read."""
    if look.what == "list":
        return await desk.read(actor, _listed(look.status, _id_of(look), None))
    if look.what == "find":
        return await desk.read(actor, _found(look.words))
    if look.what in OF_COMPANY:
        return await desk.read(actor, OF_COMPANY[look.what](look.words))
    assert number is not None
    if look.what == "items":
        return await desk.read(actor, _items(number, look.words))
    return await desk.read(actor, OF_ORDER.get(look.what, _order)(number))


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def more(
        ack: AsyncAck,
        body: dict[str, Any],
        action: dict[str, Any],
        context: AsyncBoltContext,
        client: AsyncWebClient,
    ) -> None:
        """The button's value is "before:technician:status"."""
        before, technician, status = action["value"].split(":", 2)
        query = _listed(status or None, int(technician) or None, int(before))
        shown = await desk.read(actor_of(context), query)
        await ack()
        await tell(body, client, shown.text, shown.blocks, replace=True)

    app.action("list.more")(more)


def _id_of(look: Look) -> int | None:
    return look.technician.technician_id if look.technician else None


def _order(number: int) -> Query[Shown]:
    def read(at: Reading) -> Shown:
        order, reader = queries.order(number)(at), Reader.of(queries.company()(at))
        return Shown(headline(order, reader), order_card(order, reader))

    return read


def _slots(number: int) -> Query[Shown]:
    def read(at: Reading) -> Shown:
        order, reader = queries.order(number)(at), Reader.of(queries.company()(at))
        return Shown(f"Free times of {order.reference}", slot_list(order, queries.slots(number)(at), reader))

    return read


def _who(number: int) -> Query[Shown]:
    def read(at: Reading) -> Shown:
        order, reader = queries.order(number)(at), Reader.of(queries.company()(at))
        return Shown(f"Who could go to {order.reference}", who_list(order, queries.who(number)(at), reader))

    return read


def _fairness(at: Reading) -> Shown:
    return Shown("Offers lately", fairness_list(queries.fairness()(at)))


def _history(number: int) -> Query[Shown]:
    def read(at: Reading) -> Shown:
        order, reader = queries.order(number)(at), Reader.of(queries.company()(at))
        return Shown(f"History of {order.reference}", history(order, queries.history(number)(at), reader))

    return read


def _files(number: int) -> Query[Shown]:
    def read(at: Reading) -> Shown:
        order = queries.order(number)(at)
        return Shown(f"Files of {order.reference}", file_list(order, queries.files(number)(at)))

    return read


def _items(number: int, words: str) -> Query[Shown]:
    """All of them, or the one whose number `words` is."""

    def read(at: Reading) -> Shown:
        order = queries.order(number)(at)
        if words.isdigit():
            return Shown(f"Item {words} of {order.reference}", item_detail(order, int(words)))
        return Shown(f"Items of {order.reference}", item_list(order, queries.records(number)(at)))

    return read


def _plans(_words: str) -> Query[Shown]:
    return lambda at: Shown("Plans", plan_list(queries.plans()(at)))


def _plan(words: str) -> Query[Shown]:
    return lambda at: Shown(f"Plan {words}", plan_detail(queries.plan(int(words))(at)))


def _absences(_words: str) -> Query[Shown]:
    return lambda at: Shown("Time off", absence_list(queries.absences()(at)))


OF_COMPANY: Mapping[str, Callable[[str], Query[Shown]]] = MappingProxyType(
    {"offers": lambda _words: _fairness, "plans": _plans, "plan": _plan, "absences": _absences}
)
"""What can be looked at apart from work orders."""


OF_ORDER: Mapping[str, Callable[[int], Query[Shown]]] = MappingProxyType(
    {"slots": _slots, "who": _who, "history": _history, "files": _files}
)
"""What can be looked at of one work order by its number alone."""


def _listed(status: str | None, technician_id: int | None, before: int | None) -> Query[Shown]:
    def read(at: Reading) -> Shown:
        found = queries.orders(status=status, technician_id=technician_id, before=before, limit=PAGE + 1)(at)
        page: tuple[OrderLine, ...] = found[:PAGE]
        again = f"{page[-1].number}:{technician_id or 0}:{status or ''}" if len(found) > PAGE else None
        title = f"Work orders: {status}" if status else "Work orders"
        narrowed = technician_id is not None or before is not None
        nothing = nothing_listed(status, narrowed=narrowed, may_create=at.actor.may(Permission.CREATE))
        reader = Reader.of(queries.company()(at))
        return Shown(title, order_list(page, reader, title=title, nothing=nothing, again=again))

    return read


def _found(words: str) -> Query[Shown]:
    def read(at: Reading) -> Shown:
        found, title = queries.find(words, limit=PAGE)(at), f"Found for “{words}”"
        reader = Reader.of(queries.company()(at))
        return Shown(title, order_list(found, reader, title=title, nothing=nothing_like(words)))

    return read
