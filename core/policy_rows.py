"""What a row of the policies table can be: a message, a card, a timer, or the end of timers (lifecycle §14)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.audience import Whom
from core.model import Asks, CardKind
from core.orders import Order
from core.turn import Turn


@dataclass(frozen=True)
class Tell:
    """One message. `when` looks at the work order and the event; `asks` is the question it puts."""

    whom: Whom
    name: str
    asks: Asks | None = None
    ping: bool = False
    when: Callable[[Order, Any], bool] = lambda _order, _event: True


@dataclass(frozen=True)
class Show:
    """One card, named by the attribute of the event that says what it is about (None: the order)."""

    kind: CardKind
    about: str | None = None
    when: Callable[[Order, Any], bool] = lambda _order, _event: True


@dataclass(frozen=True)
class Arm:
    """A timer per key, due when `due` says; none when it says nothing or the time has passed."""

    kind: str
    keys: Callable[[Order, Any], tuple[int, ...]]
    due: Callable[[Order, Any], datetime | None]


@dataclass(frozen=True)
class ArmEach:
    """A timer per key, each due at its own time."""

    kind: str
    due: Callable[[Order, Any], Mapping[int, datetime]]


@dataclass(frozen=True)
class Disarm:
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """One line that is about no single work order."""

    whom: Whom
    name: str
    ping: bool = False
    when: Callable[[Turn, Any], bool] = lambda _turn, _event: True


@dataclass(frozen=True)
class Wake:
    """A timer of the company per key, none when `due` says nothing. One that is set rings no later than before."""

    kind: str
    keys: Callable[[Any], tuple[str, ...]]
    due: Callable[[Any], datetime | None]


Row = Tell | Show | Arm | ArmEach | Disarm | Report | Wake
