"""In which language somebody writes to us."""

from dataclasses import dataclass

from core.commands.base import Command


@dataclass(frozen=True, kw_only=True)
class NoteLanguage(Command):
    """The contact writes in `language`, two letters; what we send them from now on is in it where we have the words."""

    language: str
