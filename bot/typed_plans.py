"""Readers of `/wo plans`: work that comes again. Pure; bot/slash.py has the table.

    /wo plans new every 3 months at "Acme HQ" "Filter change" from 2027-01-15 as maintenance hours 9-11 @tom
    /wo plans new 30-60 days after installation "First service" as service ahead 10
    /wo plans list · show 3 · pause 3 · resume 3 · stop 3 · skip 3 2027-07-05

After the rule, in any order: at, from, as (a type, or a template), hours (9-11, or day), of (a model), doing (a service type), ahead,
early, late (days), except (days), holidays (skip, or next), @technician, and the title in quotes.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from bot.intents import Act, Asked, Intent, Look
from bot.known import Known
from bot.times import MONTH_FIRST
from bot.typed_new import found_one, one_of, technician_id
from bot.words import Word, joined
from core import commands as c
from core.language.times import Frame, Grain, read_times
from core.model import HolidayRule
from core.queries.views import SiteView, UnitView
from core.recurrence import BadRule, read_rule
from core.refusals import Missing, Time

KEYS = ("at", "from", "as", "hours", "of", "doing", "ahead", "early", "late", "except", "holidays")
SEVERAL = frozenset({"except", "from", "hours"})
"""Keys that take words up to the next key."""
USUAL_TYPE = "maintenance"
"""What work that comes again is, if nobody says otherwise."""
ANY_DAY = frozenset({"day", "any", "anytime"})
_AFTER = re.compile(
    r"(?P<days>\d{1,3})(?:\s?[-–]\s?(?P<latest>\d{1,3}))? days? after (?:the )?installation", re.IGNORECASE
)


@dataclass(frozen=True)
class Said:
    """The words of `/wo plans new`, sorted."""

    rule: str
    title: str = ""
    technician: Word | None = None
    keys: Mapping[str, tuple[Word, ...]] = field(default_factory=dict)

    def text(self, key: str) -> str:
        return joined(self.keys.get(key, ()))


def plans(asked: Asked, known: Known) -> Intent:
    what = asked.words[0].text.casefold() if asked.words else "list"
    if what == "list":
        return Look("plans")
    if what == "new":
        return _new(replace(asked, words=asked.words[1:]), known)
    if what in MADE:
        return Act((MADE[what](_number(asked, what)),))
    if what == "show":
        return Look("plan", str(_number(asked, what)))
    if what == "skip":
        days = _days(asked.words[2:], _frame(known, None))
        if len(days) != 1:
            raise Missing("Missing: which day. `/wo plans skip 3 2027-07-05`", field="day")
        return Act((c.SkipOccurrence(plan=_number(asked, what), day=days[0]),))
    raise Missing(f"`/wo plans {what}` is not known. Say new, list, show, pause, resume, stop or skip.")


MADE: Mapping[str, Callable[[int], c.Command]] = MappingProxyType(
    {
        "pause": lambda number: c.PausePlan(plan=number),
        "resume": lambda number: c.ResumePlan(plan=number),
        "stop": lambda number: c.StopPlan(plan=number),
    }
)


def place_words(words: Sequence[Word]) -> str | None:
    """What is to be looked up: the site or unit after “at”; "" where a plan is about none."""
    if not words or words[0].text.casefold() != "new":
        return None
    return sort(tuple(words[1:])).text("at")


def sort(words: tuple[Word, ...]) -> Said:
    said, rule, key = Said(""), [], ""
    keys: dict[str, tuple[Word, ...]] = {}
    for word in words:
        if word.is_mention:
            said = replace(said, technician=word)
        elif not word.is_quoted and word.text.casefold() in KEYS:
            key = word.text.casefold()
        elif key and ((key in SEVERAL and not word.is_quoted) or key not in keys):
            keys[key] = (*keys.get(key, ()), word)
        elif word.is_quoted:
            said = replace(said, title=word.text)
        else:
            rule.append(word.text)
    return replace(said, rule=" ".join(rule), keys=keys)


def _new(asked: Asked, known: Known) -> Intent:
    said = sort(asked.words)
    if not said.rule:
        raise Missing(f"Missing: how often. `{asked.usage}`", field="rule")
    site, unit = _place(said, known)
    frame = _frame(known, site or (unit.site if unit else None))
    template = next(
        (each for each in known.templates if each.name.casefold() == said.text("as").casefold()), None
    )
    service = one_of(known.services, said.text("doing"), "service type") if said.text("doing") else None
    content = c.Create(
        site_id=site.id if site else None,
        unit_id=unit.id if unit else None,
        template_id=template.id if template else None,
        service_type_id=service.id if service else None,
        type="" if template else said.text("as") or USUAL_TYPE,
        title=said.title,
        technician_id=technician_id(known.technician(said.technician)) if said.technician else None,
    )
    recurrence, latest = _recurrence(said, known, frame)
    late = _count(said, "late", 0) if "late" in said.keys else latest
    room = c.Room(days_ahead=_count(said, "ahead", 14), early_days=_count(said, "early", 0), late_days=late)
    return Act((c.MakePlan(content=content, recurrence=recurrence, hours=_hours(said, frame), room=room),))


def _place(said: Said, known: Known) -> tuple[SiteView | None, UnitView | None]:
    """A site, or else a unit: where people say “at” for both."""
    words = said.text("at")
    if not words:
        return None, None
    exact = [
        each
        for each in known.units
        if words.casefold() in {each.name.casefold(), (each.serial or "").casefold()}
    ]
    if exact or not known.sites:
        return None, found_one(known.units, words, "site or unit", lambda unit: unit.serial)
    return found_one(known.sites, words, "site"), None


def _recurrence(said: Said, known: Known, frame: Frame) -> tuple[c.Recurrence, int]:
    """When, and how many days late “30-60 days” allows."""
    after = _AFTER.fullmatch(said.rule)
    if after is not None:
        model = (
            one_of(known.device_types, said.text("of"), "device type", lambda each: each.model)
            if said.text("of")
            else None
        )
        days = int(after["days"])
        of_model = f" of {said.text('of')}" if model else ""
        made = c.Recurrence(
            said=f"{said.rule}{of_model}", after_days=days, device_type_id=model.id if model else None
        )
        return made, max(int(after["latest"] or days) - days, 0)
    starts = _days(said.keys.get("from", ()), frame)[:1] or [frame.today]
    try:
        rule = read_rule(said.rule, starts[0])
    except BadRule as why:
        raise Time(str(why), field="rule") from why
    skips = said.text("holidays").casefold() == "skip"
    return c.Recurrence(
        said=said.rule,
        rule=rule,
        starts_on=starts[0],
        exclusions=tuple(_days(said.keys.get("except", ()), frame)),
        on_holiday=HolidayRule.SKIP if skips else HolidayRule.NEXT,
    ), 0


def _hours(said: Said, frame: Frame) -> c.PlanHours | None:
    text = said.text("hours")
    if not text:
        return None
    if text.casefold() in ANY_DAY:
        return c.PlanHours(start="08:00", end="17:00", date_only=True)
    reading = read_times(f"tomorrow {text}", frame)
    if reading.unread or [each.grain for each in reading.offers] != [Grain.RANGE]:
        raise Time(
            f"“{text}” are no hours. Write them like `hours 9-11`, or `hours day` for any time that day.",
            field="hours",
        )
    (found,) = reading.offers
    assert found.start is not None
    assert found.end is not None
    return c.PlanHours(start=f"{found.start:%H:%M}", end=f"{found.end:%H:%M}")


def _days(words: Sequence[Word], frame: Frame) -> list[date]:
    """2027-01-15, or a day that is still to come in words; commas and “and” separate several."""
    text = joined(tuple(words))
    parts = [part.strip() for part in re.split(r",|\band\b", text) if part.strip()]
    return [_day(part, frame) for part in parts]


def _day(text: str, frame: Frame) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    reading = read_times(text, frame)
    if (
        reading.unread
        or [each.grain for each in reading.offers] != [Grain.DAY]
        or reading.offers[0].day is None
    ):
        raise Time(f"“{text}” is no day. Write it like 2027-01-15, and hours as `hours 9-11`.", field="day")
    return reading.offers[0].day


def _number(asked: Asked, what: str) -> int:
    text = asked.words[1].text.lstrip("#") if len(asked.words) > 1 else ""
    if not text.isdigit():
        raise Missing(
            f"Missing: which plan. `/wo plans {what} 3`; `/wo plans list` shows the numbers.", field="plan"
        )
    return int(text)


def _count(said: Said, key: str, usual: int) -> int:
    text = said.text(key)
    if not text:
        return usual
    if not text.isdigit():
        raise Missing(f"“{key} {text}”: say how many days, like `{key} 7`.", field=key)
    return int(text)


def _frame(known: Known, site: SiteView | None) -> Frame:
    """The site's clock, or the company's where there is none."""
    return Frame(
        now=known.now,
        zone=ZoneInfo(site.zone if site else known.company.zone),
        date_order="MDY" if known.company.locale in MONTH_FIRST else "DMY",
    )
