"""What the fields with typeahead offer: sites, technicians, work orders."""

from collections.abc import Sequence
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from bot.blocks.kit import option
from bot.calls import actor_of
from core import queries
from core.desk import AsyncDesk
from core.queries.views import OrderLine, PersonView, SiteView

MOST = 50


def register(app: AsyncApp, desk: AsyncDesk) -> None:
    async def sites(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        found = await desk.read(actor_of(context), queries.sites(_typed(body), limit=MOST))
        await ack(options=[_site(each) for each in found])

    async def technicians(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        everybody = await desk.read(actor_of(context), queries.technicians())
        words = _typed(body).casefold().split()
        found = [each for each in everybody if all(word in each.name.casefold() for word in words)]
        await ack(options=[_person(each) for each in found[:MOST]])

    async def work_orders(ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        words = _typed(body).strip()
        asked = queries.find(words, limit=MOST) if words else queries.orders(status="open", limit=MOST)
        await ack(options=_orders(await desk.read(actor_of(context), asked)))

    app.options("site")(sites)
    app.options("technician")(technicians)
    app.options("technicians")(technicians)
    app.options("work_order")(work_orders)


def _typed(body: dict[str, Any]) -> str:
    return str(body.get("value") or "")


def _site(site: SiteView) -> dict[str, Any]:
    return option(f"{site.name} – {site.customer}", str(site.id), site.address)


def _person(person: PersonView) -> dict[str, Any]:
    return option(person.name, str(person.technician_id))


def _orders(found: Sequence[OrderLine]) -> list[dict[str, Any]]:
    return [
        option(f"WO-{each.number} {each.title}", str(each.number), f"{each.status}, {each.site}")
        for each in found
    ]
