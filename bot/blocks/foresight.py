"""What would happen: who would be told what, and that nothing was done. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.blocks.kit import Block, Part, bold, context, cut, lines
from core.audience import EMAIL
from core.foresight import Foreseen, Foresight
from core.model import CardKind
from templates import render

LINE_LIMIT = 300
NOTHING_DONE = "Nothing was changed. Send it again without --what-if to do it."
CARDS: Mapping[CardKind, str] = MappingProxyType(
    {
        CardKind.ORDER: "gets its card",
        CardKind.OFFER: "gets the offer",
        CardKind.ASSIGNMENT: "gets the assignment",
        CardKind.REQUEST: "gets the customer's wish as a card",
        CardKind.ESCALATION: "gets a card that asks to decide",
        CardKind.TRIAGE: "gets the message as a card",
    }
)


def foresight(about: str, found: Foresight) -> list[Block]:
    """One line for each message and each new card."""
    rows: list[tuple[Part, ...]] = [_told(each) for each in found.told]
    rows += [(bold(_start(name)), f" {CARDS[kind]}.") for kind, name in found.cards]
    nobody: tuple[Part, ...] = ("Nobody would be told.",)
    return [lines((bold(about),), *(rows or [nobody])), context(NOTHING_DONE)]


def _told(each: Foreseen) -> tuple[Part, ...]:
    by_mail = each.channel == EMAIL
    said = render(f"email/{each.name}/subject.txt" if by_mail else f"slack/{each.name}.txt", each.context)
    verb = " gets the mail" if by_mail else " reads"
    return (bold(_start(each.to)), f"{verb}: “{cut(said, LINE_LIMIT)}”")


def _start(name: str) -> str:
    return name[:1].upper() + name[1:]
