"""On the road and at the site."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class Depart(Command):
    """L49."""


@dataclass(frozen=True, kw_only=True)
class Arrive(Command):
    """L50."""


@dataclass(frozen=True, kw_only=True)
class Start(Command):
    """L51."""


@dataclass(frozen=True, kw_only=True)
class Complete(Command):
    """L60."""

    summary: str = ""
