"""Offers in words: whom to ask and how many at a time, why not, and what gives way to an emergency. Pure."""

import re

from bot.flags import take_from
from bot.intents import Act, Asked, Intent
from bot.known import Known
from bot.typed_new import technician_id
from bot.words import joined
from core import commands as c
from core.model import DeclineReason
from core.refusals import Missing

_AT_A_TIME = re.compile(r"(\d{1,3}) at a time")
EVERYBODY = 0


def offer(asked: Asked, known: Known) -> Intent:
    """Names, "all", "2 at a time", or nothing: whoever can go, the best first."""
    people = tuple(word for word in asked.words if word.is_mention or word.text.casefold() == "me")
    rest = joined(tuple(word for word in asked.words if word not in people)).casefold()
    ids = tuple(technician_id(known.technician(word)) for word in people)
    return Act((c.OfferVisit(order=asked.number, technician_ids=ids, at_a_time=_at_a_time(rest, asked)),))


def decline(asked: Asked, _known: Known) -> Intent:
    """One of the reasons, with or without more words; any other words are the reason themselves (P.2)."""
    if not asked.words:
        reasons = ", ".join(each for each in DeclineReason if each is not DeclineReason.OTHER)
        raise Missing(f"Missing: why. One of {reasons}, or your own words. `{asked.usage}`")
    said = asked.text
    for reason in DeclineReason:
        begins, rest = said[: len(reason)].casefold(), said[len(reason) :]
        if begins == reason and not rest[:1].isalnum():
            return Act((c.DeclineOffer(order=asked.number, reason=reason, words=rest.strip(" ,:;-")),))
    return Act((c.DeclineOffer(order=asked.number, reason=DeclineReason.OTHER, words=said),))


def displace(asked: Asked, known: Known) -> Intent:
    """The emergency, its technician, and after --from the work order that gives way and where it moves."""
    asked, given = take_from(asked)
    number = given[0].order if given else None
    if not asked.words or number is None:
        raise Missing(f"Missing: who goes, and which work order gives way. `{asked.usage}`")
    technician = technician_id(known.technician(asked.words[0]))
    window = known.clock().window(joined(given[1:])) if given[1:] else None
    return Act(
        (
            c.Displace(order=number, emergency=asked.number, window=window),
            c.Assign(order=asked.number, technician_id=technician),
        )
    )


def _at_a_time(words: str, asked: Asked) -> int | None:
    if not words:
        return None
    if words == "all":
        return EVERYBODY
    found = _AT_A_TIME.fullmatch(words)
    if found is None or not int(found[1]):
        raise Missing(f"“{words}” names nobody. Write @names, “all”, or “2 at a time”: `{asked.usage}`")
    return int(found[1])
