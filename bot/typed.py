"""One reader per subcommand: its words → an intent. Pure; bot/slash.py has the table."""

from collections.abc import Callable

from bot.flags import take_override
from bot.intents import Act, Asked, Intent, Look, Open, Unclear
from bot.known import Known
from bot.moments import HOW
from bot.money import amount
from bot.typed_new import technician_id
from bot.words import Word, joined
from core import commands as c
from core.model import HoldReason
from core.refusals import Missing


def reschedule(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("reschedule")
    asked, override = take_override(asked)
    texts = [text for word in asked.words for text in word.text.split()]
    window, reason = known.clock().window_and_rest(texts)
    return Act((c.Reschedule(order=asked.number, window=window, reason=reason, override=override),))


def assign(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("assign")
    asked, override = take_override(asked)
    if not asked.words:
        raise Missing(f"Missing: whom. `{asked.usage}`", field="technician")
    technician = technician_id(known.technician(asked.words[0]))
    reason = joined(asked.words[1:])
    return Act((c.Assign(order=asked.number, technician_id=technician, override=override, reason=reason),))


def unassign(asked: Asked, _known: Known) -> Intent:
    return Act((c.Unassign(order=asked.number, reason=asked.text),)) if asked.words else Open("unassign")


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


def alone(make: Callable[[Asked], c.Command]) -> Callable[[Asked, Known], Intent]:
    """For a command that takes no words of its own: what is left over was meant for something, so it is not ignored."""

    def read(asked: Asked, _known: Known) -> Intent:
        if asked.words:
            raise Unclear(f"“{asked.text}” says nothing that `/wo {asked.name}` takes. {HOW}")
        return Act((make(asked),))

    return read


def going(kind: type[c.Depart | c.Arrive | c.Start]) -> Callable[[Asked, Known], Intent]:
    """For the steps to the work, which may need a reason when the customer said something else (L49)."""

    def read(asked: Asked, known: Known) -> Intent:
        asked, override = take_override(asked)
        return alone(lambda each: kind(order=each.number, override=override))(asked, known)

    return read


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
    technician = technician_id(known.technician(mentions[0])) if mentions else None
    return Act((c.Rebook(order=asked.number, window=window, technician_id=technician),))


def late(asked: Asked, _known: Known) -> Intent:
    digits = asked.words[0].text.removesuffix("min") if asked.words else ""
    if not digits.isdigit():
        raise Missing(f"Missing: by how many minutes. `{asked.usage}`")
    return Act((c.ReportLate(order=asked.number, minutes=int(digits), reason=joined(asked.words[1:])),))
