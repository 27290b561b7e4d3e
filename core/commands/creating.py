"""Making a work order, writing on it, ending it."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class Create(Command):
    """L1. The customer follows from the site; `title` says the work in a few words."""

    order: int | None = None
    site_id: int | None
    type: str
    title: str
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class Note(Command):
    """L9. Internal notes never reach a customer (S3.13)."""

    text: str
    internal: bool = True


@dataclass(frozen=True, kw_only=True)
class Cancel(Command):
    """L65–L68."""

    reason: str
