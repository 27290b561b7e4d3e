"""Who can go when: pure rules over loaded facts, and the queries that load them."""

from core.availability.eligible import eligible, why_not
from core.availability.facts import Booking, Declined, Exclusion, Need, Off, Skill, Why, Worker
from core.availability.slots import Search, open_slots
from core.availability.spans import Span
from core.availability.week import BadWeek, at_work, read_week

__all__ = [
    "BadWeek",
    "Booking",
    "Declined",
    "Exclusion",
    "Need",
    "Off",
    "Search",
    "Skill",
    "Span",
    "Why",
    "Worker",
    "at_work",
    "eligible",
    "open_slots",
    "read_week",
    "why_not",
]
