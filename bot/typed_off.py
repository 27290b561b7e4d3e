"""Readers of `/wo off`: who is not there, when and why. Pure; bot/slash.py has the table.

/wo off @tom thu-fri sick            their visits are offered to others
/wo off @tom thu sick move to monday their visits move to the same hours of that day
/wo off me tomorrow 13-17 training   one's own
/wo off list · /wo off cancel 7
"""

from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.intents import Act, Asked, Intent, Look
from bot.known import Known
from bot.periods import read_period, take_move
from bot.times import MONTH_FIRST
from bot.words import Word
from core import commands as c
from core.language.times import Frame
from core.model import OffReason
from core.queries.views import PersonView
from core.refusals import Missing

REASONS: Mapping[str, OffReason] = MappingProxyType(
    {
        **{reason.value: reason for reason in OffReason},
        "ill": OffReason.SICK,
        "vacation": OffReason.PTO,
        "holiday": OffReason.PTO,
        "holidays": OffReason.PTO,
        "leave": OffReason.PTO,
        "course": OffReason.TRAINING,
    }
)


def off(asked: Asked, known: Known) -> Intent:
    if not asked.words or asked.text.casefold() == "list":
        return Look("absences")
    if asked.words[0].text.casefold() == "cancel":
        return Act((_cancel(asked),))
    person, words = _who(asked, known)
    frame = Frame(
        now=known.now,
        zone=ZoneInfo(person.zone or known.company.zone),
        date_order="MDY" if known.company.locale in MONTH_FIRST else "DMY",
    )
    texts = [text.strip(",") for word in words for text in word.text.split()]
    said, moves_to = take_move(texts, frame)
    if not said:
        raise Missing(f"Missing: when. `{asked.usage}`", field="when")
    period, rest = read_period(said, frame)
    reason = REASONS.get(rest[0].casefold()) if rest else None
    return Act(
        (
            c.TakeTimeOff(
                staff_id=person.id,
                starts_at=period.starts_at,
                ends_at=period.ends_at,
                reason=reason or OffReason.OTHER,
                words=" ".join(rest[1:] if reason else rest),
                moves_to=moves_to,
            ),
        )
    )


def _who(asked: Asked, known: Known) -> tuple[PersonView, tuple[Word, ...]]:
    """Whoever is named, or the reader."""
    first = asked.words[0]
    if first.is_mention or first.text.casefold() == "me":
        return known.colleague(first), asked.words[1:]
    return known.colleague(Word("me")), asked.words


def _cancel(asked: Asked) -> c.Command:
    number = asked.words[1].text.lstrip("#") if len(asked.words) > 1 else ""
    if not number.isdigit():
        raise Missing("Missing: which. `/wo off list` shows the numbers, `/wo off cancel 7` takes one back.")
    return c.CancelTimeOff(time_off_id=int(number))
