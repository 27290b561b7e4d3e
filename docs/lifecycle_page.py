"""docs/lifecycle.md, from the rows of the lifecycle table."""

from collections.abc import Iterable

from core.lifecycle import LABELS, TABLE, Back, Rule
from core.model import Main

TOP = """# Lifecycle

*Printed by `make docs` from `core/lifecycle.py`; change it there.*

What can be done to a work order, by whom, from where, and where it leads. The same rows decide what the Desk carries
out, which buttons are shown and what a refusal offers instead. A command without a row cannot be given. Where a row
leads nowhere else, the work order stays where it is; only the facets (confirmation, offer, quote) change.

## How the work moves

```mermaid
stateDiagram-v2
"""

ROWS = """```

## Every row

| command | who | from | leads to | only when |
| --- | --- | --- | --- | --- |
"""


HELD_FROM = (Main.READY, Main.EN_ROUTE, Main.ON_SITE, Main.IN_PROGRESS)


def text() -> str:
    """The page."""
    moves = dict.fromkeys(line for rule in TABLE for line in _moves(rule))
    return TOP + "".join(moves) + ROWS + "".join(_row(rule) for rule in TABLE)


def _moves(rule: Rule) -> Iterable[str]:
    targets = HELD_FROM if isinstance(rule.then, Back) else (rule.then,)
    for target in targets:
        if target is not None:
            for origin in _ordered(rule.when):
                yield f"    {origin} --> {target}: {LABELS[rule.command]}\n"


def _row(rule: Rule) -> str:
    cells = (
        LABELS[rule.command],
        "; ".join(who.words for who in rule.who),
        _from(rule.when),
        _leads_to(rule),
        "; ".join(guard.__name__.replace("_", " ") for guard in rule.guards),
    )
    return f"| {' | '.join(cells)} |\n"


def _leads_to(rule: Rule) -> str:
    if rule.then is None:
        return ""
    return rule.then.value if isinstance(rule.then, Back) else _words(rule.then)


def _from(states: frozenset[Main]) -> str:
    if not states:
        return "outside any work order"
    missing = _ordered(frozenset(Main) - states)
    if not missing:
        return "anywhere"
    if len(missing) == 1:
        return f"anywhere but {_words(missing[0])}"
    return ", ".join(_words(state) for state in _ordered(states))


def _ordered(states: frozenset[Main]) -> list[Main]:
    return [state for state in Main if state in states]


def _words(state: Main) -> str:
    return state.replace("_", " ")
