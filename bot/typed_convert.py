"""`/wo convert Q-2041 repair NF320-88412 VK-20117`: one work order for each unit of a quotation (L3, S1.25). Pure.

Whoever types it vouches for the quotation being accepted. Typing it again makes work orders only for the units that
have none from it yet (C15).
"""

from bot.intents import Act, Asked, Intent
from bot.known import Known
from bot.typed_new import one_of
from bot.words import Word
from core import commands as c
from core.queries.views import UnitView
from core.refusals import Missing, State


def convert(asked: Asked, known: Known) -> Intent:
    if len(asked.words) < 3:  # noqa: PLR2004  reference, type, a unit
        raise Missing(
            f"Missing: the quotation, the type of work and its units. `{asked.usage}`", field="units"
        )
    reference, kind = quotation(asked), asked.words[1].text.casefold()
    units = {unit.id: unit for unit in (_unit(word, known) for word in asked.words[2:])}
    left = [unit for unit in units.values() if unit.id not in known.converted]
    if not left:
        made = ", ".join(f"WO-{known.converted[unit_id]}" for unit_id in units)
        raise State(f"{reference} was made into {made} already. Nothing was changed.")
    return Act(tuple(_create(unit, kind, reference) for unit in left))


def quotation(asked: Asked) -> str:
    """The reference as it is kept."""
    return " ".join(asked.words[0].text.split()) if asked.words else ""


def unit_words(asked: Asked) -> tuple[str, ...]:
    """What names the units, to be looked up."""
    return tuple(word.text for word in asked.words[2:])


def _unit(word: Word, known: Known) -> UnitView:
    return one_of(known.units, word.text, "unit", lambda unit: unit.serial)


def _create(unit: UnitView, kind: str, reference: str) -> c.Create:
    return c.Create(
        unit_id=unit.id, type=kind, title=f"{kind.capitalize()}: {unit.name}", quotation=reference
    )
