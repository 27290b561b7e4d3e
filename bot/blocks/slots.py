"""Free times of a visit, and who could go. Pure."""

from bot.blocks.kit import Block, Part, bold, context, cut, lines
from bot.blocks.windows import Reader, in_words
from core.queries.slots import SlotsView
from core.queries.views import OrderView

MOST_PEOPLE = 30


def slot_list(order: OrderView, found: SlotsView, reader: Reader) -> list[Block]:
    zone = order.site.zone
    free: list[tuple[Part, ...]] = [
        (f"{number}.  {in_words(each, zone, reader)}",) for number, each in enumerate(found.slots, 1)
    ]
    none: tuple[Part, ...] = ("Nobody is free within the next three weeks.",)
    title: tuple[Part, ...] = (bold(f"{order.reference}  "), cut(order.title, 200))
    when = in_words(order.window, zone, reader)
    people: list[tuple[Part, ...]] = [
        (f"⛔  {why}",) if why else ("✓  ", bold(person.name)) for person, why in found.people[:MOST_PEOPLE]
    ]
    return [
        lines(title, ("Free times:",), *(free or [none])),
        lines((f"Who could go, {when}:",), *people),
        context(
            f"/wo propose {order.reference} sends free times to the customer, once they asked for another time."
        ),
    ]
