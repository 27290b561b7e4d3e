"""In which language somebody writes to us."""

from core import commands as c
from core import events as e
from core.model import Contact
from core.turn import Events, Turn


def note_language(turn: Turn, command: c.NoteLanguage) -> Events:
    """N.26: they are answered in the language they write."""
    contact = turn.find(Contact, turn.actor.id)
    if contact is None or contact.language == command.language:
        return
    contact.language = command.language
    yield e.LanguageNoted(contact=contact.name, language=command.language)
