"""Readers of the subcommands about items and field records: words → an intent. Pure; bot/slash.py has the table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from bot.intents import Act, Asked, Intent, Look
from bot.known import Known
from bot.money import amount
from bot.words import Word, joined
from core import commands as c
from core.model import ItemKind, TimeKind
from core.refusals import Missing

_POINT = re.compile(r"(?P<item>\d{1,4})\.(?P<point>\d{1,4})")
_QUANTITY = re.compile(r"\d{1,6}(?:\.\d{1,3})?")
_OPTIONAL = "(optional)"

STEPS: Mapping[str, Callable[[int, int, str], c.Command]] = MappingProxyType(
    {
        "start": lambda order, item, _words: c.StartItem(order=order, item=item),
        "submit": lambda order, item, _words: c.SubmitItem(order=order, item=item),
        "done": lambda order, item, _words: c.FinishItem(order=order, item=item),
        "reopen": lambda order, item, _words: c.ReopenItem(order=order, item=item),
        "skip": lambda order, item, words: c.SkipItem(order=order, item=item, reason=words),
    }
)


AMOUNTS: Mapping[str, str] = MappingProxyType(
    {"qty": "quantity", "quantity": "quantity", "price": "unit_price"}
)
"""What can be said of an item's amount, and the command's word for it."""


def ending(make: type[c.Complete | c.Submit]) -> Callable[[Asked, Known], Intent]:
    """The word "anyway" in the first place leaves optional items open (P.19); the rest is the summary."""

    def read(asked: Asked, _known: Known) -> Intent:
        anyway = bool(asked.words) and asked.words[0].text.casefold() == "anyway"
        summary = joined(asked.words[anyway:])
        return Act((make(order=asked.number, summary=summary, acknowledged=anyway),))

    return read


def add(asked: Asked, _known: Known) -> Intent:
    """Kind, name, then what is asked about it: `inspection Rack A3: bolts tight; labels readable (optional)`."""
    kind = asked.words[0].text.casefold() if asked.words else ""
    if kind not in set(ItemKind):
        raise Missing(f"Missing: {', '.join(ItemKind)}? `{asked.usage}`")
    words, optional = asked.words[1:], False
    if words and words[-1].text.casefold() == "optional":
        words, optional = words[:-1], True
    quantity, name, price = _counted(words)
    name, _, questions = name.partition(":")
    return Act(
        (
            c.AddItem(
                order=asked.number,
                kind=ItemKind(kind),
                name=name.strip(),
                quantity=quantity,
                unit_price=price,
                required=False if optional else None,
                checklist=tuple(_question(each) for each in questions.split(";") if each.strip()),
            ),
        )
    )


def remove(asked: Asked, _known: Known) -> Intent:
    return Act((c.RemoveItem(order=asked.number, item=_number(asked)),))


def item(asked: Asked, _known: Known) -> Intent:
    """`3` shows it, `3 done` does something about it."""
    number = _number(asked)
    if len(asked.words) == 1:
        return Look("items", str(number))
    if asked.words[1].text.casefold() in AMOUNTS:
        return Act((c.ChangeItem(order=asked.number, item=number, **_amounts(asked.words[1:], asked)),))
    step = STEPS.get(asked.words[1].text.casefold())
    if step is None:
        raise Missing(f"Say what about it: {', '.join((*STEPS, 'qty', 'price'))}. `{asked.usage}`")
    return Act((step(asked.number, number, joined(asked.words[2:])),))


def amend(asked: Asked, _known: Known) -> Intent:
    """`item 3 qty 2 price 14.50`; the word "item" may be left out."""
    words = asked.words
    if words and words[0].text.casefold() == "item":
        words = words[1:]
    number = _number(replace(asked, words=words))
    return Act((c.AmendItem(order=asked.number, item=number, **_amounts(words[1:], asked)),))


def _amounts(words: tuple[Word, ...], asked: Asked) -> dict[str, Decimal]:
    """`qty 2 price 14.50`, in either order, either alone."""
    said: dict[str, Decimal] = {}
    for what, value in zip(words[::2], words[1::2], strict=False):
        name = AMOUNTS.get(what.text.casefold())
        if name == "quantity" and _QUANTITY.fullmatch(value.text):
            said[name] = Decimal(value.text)
        elif name == "unit_price":
            said[name] = amount(value.text)
    if not said or 2 * len(said) != len(words):
        raise Missing(f"Missing: how much, as in `qty 2` or `price 14.50`. `{asked.usage}`", field="quantity")
    return said


def tick(asked: Asked, _known: Known) -> Intent:
    """One answer for all the points named: `3.1 3.2 ok`."""
    points = []
    for word in asked.words:
        found = _POINT.fullmatch(word.text)
        if found is None or word.is_quoted:
            break
        points.append((int(found["item"]), int(found["point"])))
    if not points:
        raise Missing(f"Missing: which checklist item, as item.point. `{asked.usage}`")
    answer = joined(asked.words[len(points) :]) or "ok"
    return Act(tuple(c.TickPoint(order=asked.number, item=i, point=p, answer=answer) for i, p in points))


def part(asked: Asked, _known: Known) -> Intent:
    quantity, name, price = _counted(asked.words)
    return Act((c.UsePart(order=asked.number, name=name, quantity=quantity, unit_price=price),))


def time(asked: Asked, _known: Known) -> Intent:
    """`work 45` or `45 work`."""
    said = [word.text.casefold().removesuffix("min") for word in asked.words]
    kinds = [word for word in said if word in set(TimeKind)]
    minutes = [word for word in said if word.isdigit()]
    if len(kinds) != 1 or len(minutes) != 1:
        raise Missing(f"Missing: {', '.join(TimeKind)}, and how many minutes. `{asked.usage}`")
    return Act((c.LogTime(order=asked.number, kind=TimeKind(kinds[0]), minutes=int(minutes[0])),))


def photo(asked: Asked, _known: Known) -> Intent:
    reference = asked.words[0].text if asked.words else ""
    return Act((c.AddPhoto(order=asked.number, reference=reference, caption=joined(asked.words[1:])),))


def _number(asked: Asked) -> int:
    digits = asked.words[0].text if asked.words else ""
    if not digits.isdigit():
        raise Missing(f"Missing: which item, by its number. `{asked.usage}`; `/wo items WO-12` lists them.")
    return int(digits)


def _counted(words: tuple[Word, ...]) -> tuple[Decimal, str, Decimal | None]:
    """Quantity, name and price of `2 filters $14.50`; a number alone is a name."""
    price = None
    if len(words) > 1 and words[-1].text[:1] in "$€£" and not words[-1].is_quoted:
        price, words = amount(words[-1].text), words[:-1]
    if len(words) > 1 and _QUANTITY.fullmatch(words[0].text) and not words[0].is_quoted:
        return Decimal(words[0].text), joined(words[1:]), price
    return Decimal(1), joined(words), price


def _question(text: str) -> c.Point:
    text = text.strip()
    return c.Point(text=text.removesuffix(_OPTIONAL).strip(), required=not text.endswith(_OPTIONAL))
