"""In which language somebody writes to us."""

from dataclasses import dataclass

from core.events.base import Happened


@dataclass(frozen=True, kw_only=True)
class LanguageNoted(Happened):
    name = "customer.language"
    contact: str
    language: str
