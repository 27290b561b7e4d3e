"""One reader per subcommand: its words → an intent. Pure; bot/slash.py has the table."""

from collections.abc import Callable

from bot.intents import Act, Asked, Intent, Look, Open
from bot.known import Known
from bot.money import amount
from bot.times import Clock
from bot.words import Word, joined
from core import commands as c
from core.model import HoldReason
from core.queries.views import PersonView, SiteView
from core.refusals import Missing

MOST_NAMED = 5


def new(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("new")
    mentions = tuple(word for word in asked.words if word.is_mention)
    others = tuple(word for word in asked.words if not word.is_mention)
    has_title = len(others) > 1 and others[-1].is_quoted
    title, others = (others[-1].text, others[:-1]) if has_title else ("", others)
    site_words, kind, when = others[:1], others[1:2], others[2:]
    parts = (("site", site_words), ("type", kind), ("title in quotes", title))
    if missing := [name for name, given in parts if not given]:
        raise Missing(f"Missing: {', '.join(missing)}. `{asked.usage}`, or `/wo new` alone for a form.")
    site = _one_site(site_words[0].text, known)
    commands: list[c.Command] = [c.Create(site_id=site.id, type=kind[0].text.casefold(), title=title)]
    if when:
        commands.append(c.Schedule(window=Clock.at(known.now, site, known.company).window(joined(when))))
    if mentions:
        commands.append(_assign_or_offer(mentions, known, c.NEW))
    return Act(tuple(commands))


def _assign_or_offer(mentions: tuple[Word, ...], known: Known, order: int) -> c.Command:
    """One name is an assignment; several are asked who can."""
    ids = tuple(_technician_id(known.technician(word)) for word in mentions)
    if len(ids) == 1:
        return c.Assign(order=order, technician_id=ids[0])
    return c.OfferVisit(order=order, technician_ids=ids)


def _one_site(words: str, known: Known) -> SiteView:
    exact = [site for site in known.sites if site.name.casefold() == words.casefold()]
    found = exact or list(known.sites)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Missing(
            f"No site matches “{words}”. `/wo new` alone opens a form with all sites.", field="site"
        )
    names = ", ".join(f"“{site.name}”" for site in found[:MOST_NAMED])
    raise Missing(f"Several sites match “{words}”: {names}. Write the name in quotes.", field="site")


def schedule(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("schedule")
    return Act((c.Schedule(order=asked.number, window=known.clock().window(asked.text)),))


def reschedule(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("reschedule")
    texts = [text for word in asked.words for text in word.text.split()]
    window, reason = known.clock().window_and_rest(texts)
    return Act((c.Reschedule(order=asked.number, window=window, reason=reason),))


def assign(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("assign")
    technician = known.technician(asked.words[0])
    return Act((c.Assign(order=asked.number, technician_id=_technician_id(technician)),))


def offer(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("offer")
    if asked.text.casefold() == "all":
        people = known.technicians
    else:
        people = tuple(known.technician(word) for word in asked.words)
    ids = tuple(_technician_id(each) for each in people)
    return Act((c.OfferVisit(order=asked.number, technician_ids=ids),))


def _technician_id(person: PersonView) -> int:
    assert person.technician_id is not None
    return person.technician_id


def quote(asked: Asked, _known: Known) -> Intent:
    if not asked.words:
        return Open("quote")
    total = amount(asked.words[0].text)
    return Act((c.SendQuote(order=asked.number, total=total, summary=joined(asked.words[1:])),))


def cancel(asked: Asked, _known: Known) -> Intent:
    return Act((c.Cancel(order=asked.number, reason=asked.text),)) if asked.words else Open("cancel")


def note(asked: Asked, _known: Known) -> Intent:
    return Act((c.Note(order=asked.number, text=asked.text),)) if asked.words else Open("note")


def confirmed(asked: Asked, _known: Known) -> Intent:
    return Act((c.ConfirmOnBehalf(order=asked.number, how=asked.text),)) if asked.words else Open("confirmed")


def list_(asked: Asked, known: Known) -> Intent:
    """Each word narrows: a technician, "mine", or a status, also as status:pending."""
    people = [word for word in asked.words if word.is_mention]
    status = [
        word.text.removeprefix("status:")
        for word in asked.words
        if not word.is_mention and word.text != "mine"
    ]
    mine = (Word("me"),) if any(word.text == "mine" for word in asked.words) else ()
    technician = known.technician((*people, *mine)[0]) if people or mine else None
    return Look("list", asked.text, technician, " ".join(status) or None)


def find(asked: Asked, _known: Known) -> Intent:
    if not asked.words:
        raise Missing(f"Missing: what to look for. `{asked.usage}`")
    return Look("find", asked.text)


def look(what: str) -> Callable[[Asked, Known], Intent]:
    return lambda asked, _known: Look(what, asked.text)


def act(make: Callable[[Asked], c.Command]) -> Callable[[Asked, Known], Intent]:
    return lambda asked, _known: Act((make(asked),))


def hold(asked: Asked, known: Known) -> Intent:
    """The first word may be the reason; the rest says it in words."""
    first = asked.words[0].text.casefold() if asked.words else ""
    if first in {*HoldReason}:
        return Act((c.Hold(order=asked.number, reason=HoldReason(first), words=joined(asked.words[1:])),))
    if not asked.words:
        raise Missing(f"Missing: why. One of {', '.join(HoldReason)}, or your own words. `{asked.usage}`")
    del known
    return Act((c.Hold(order=asked.number, reason=HoldReason.OTHER, words=asked.text),))


def rebook(asked: Asked, known: Known) -> Intent:
    """A window, a technician, both, or neither yet."""
    mentions = tuple(word for word in asked.words if word.is_mention)
    when = tuple(word for word in asked.words if not word.is_mention)
    window = known.clock().window(joined(when)) if when else None
    technician = _technician_id(known.technician(mentions[0])) if mentions else None
    return Act((c.Rebook(order=asked.number, window=window, technician_id=technician),))


def late(asked: Asked, _known: Known) -> Intent:
    digits = asked.words[0].text.removesuffix("min") if asked.words else ""
    if not digits.isdigit():
        raise Missing(f"Missing: by how many minutes. `{asked.usage}`")
    return Act((c.ReportLate(order=asked.number, minutes=int(digits), reason=joined(asked.words[1:])),))
