"""`/wo` in words: one table from subcommands to what they mean. Pure: words and what is known in, an intent out.

A work order is named by WO-12, wo12, #12 or 12. Help, did-you-mean and refusals are made from the same table.
"""

import difflib
from collections.abc import Callable
from dataclasses import dataclass

from bot.known import Known
from bot.money import amount
from bot.times import Clock
from bot.words import Word, joined, split
from core import commands as c
from core.queries.views import PersonView, SiteView
from core.refusals import Missing, Refusal

MOST_NAMED = 5


class Unclear(Refusal):
    """`/wo help` lists everything `/wo` can do."""


@dataclass(frozen=True)
class Act:
    """Give these commands to the Desk, all in one call."""

    commands: tuple[c.Command, ...]


@dataclass(frozen=True)
class Open:
    """Ask for the rest with a form."""

    form: str


@dataclass(frozen=True)
class Look:
    """Show something: `what` is order, history, list, find or help; `words` narrows it."""

    what: str
    words: str = ""
    technician: PersonView | None = None
    status: str | None = None


Intent = Act | Open | Look


@dataclass(frozen=True)
class Asked:
    """A typed command: its row, the work order it names and the words after that."""

    sub: "Sub"
    order: int | None = None
    words: tuple[Word, ...] = ()

    @property
    def number(self) -> int:
        assert self.order is not None
        return self.order

    @property
    def text(self) -> str:
        return joined(self.words)


@dataclass(frozen=True)
class Sub:
    """One row. `example` completes "/wo <name> …"; `read` turns the words into an intent."""

    name: str
    example: str
    does: str
    read: Callable[[Asked, Known], Intent]
    takes_order: bool = True
    aliases: tuple[str, ...] = ()

    @property
    def usage(self) -> str:
        return f"/wo {self.name} {self.example}".rstrip()


def parse(text: str) -> Asked:
    """The row that `text` asks for, with the work order it names. Raises Unclear with the next step."""
    words = split(text)
    if not words:
        return Asked(HELP)
    if len(words) == 1 and words[0].order is not None:
        return Asked(BY_NAME["show"], words[0].order)
    sub = BY_NAME.get(words[0].text.casefold())
    if sub is None:
        raise Unclear(_did_you_mean(words[0].text))
    if not sub.takes_order:
        return Asked(sub, None, words[1:])
    number = words[1].order if len(words) > 1 else None
    if number is None:
        raise Unclear(f"Which work order? For example `{sub.usage}`. `/wo list open` shows the open ones.")
    return Asked(sub, number, words[2:])


def intent(asked: Asked, known: Known) -> Intent:
    """What is to be done. Raises Refusal when the words say too little or something else."""
    return asked.sub.read(asked, known)


def _did_you_mean(word: str) -> str:
    near = difflib.get_close_matches(word.casefold(), BY_NAME, n=1)
    hint = f" Did you mean `{BY_NAME[near[0]].usage}`?" if near else ""
    return f"There is no `/wo {word}`.{hint} `/wo help` lists everything."


def _new(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("new")
    mentions = tuple(word for word in asked.words if word.is_mention)
    others = tuple(word for word in asked.words if not word.is_mention)
    has_title = len(others) > 1 and others[-1].is_quoted
    title, others = (others[-1].text, others[:-1]) if has_title else ("", others)
    site_words, kind, when = others[:1], others[1:2], others[2:]
    parts = (("site", site_words), ("type", kind), ("title in quotes", title))
    if missing := [name for name, given in parts if not given]:
        raise Missing(
            f"Missing: {', '.join(missing)}. `{BY_NAME['new'].usage}`, or `/wo new` alone for a form."
        )
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


def _schedule(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("schedule")
    return Act((c.Schedule(order=asked.number, window=known.clock().window(asked.text)),))


def _reschedule(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("reschedule")
    texts = [text for word in asked.words for text in word.text.split()]
    window, reason = known.clock().window_and_rest(texts)
    return Act((c.Reschedule(order=asked.number, window=window, reason=reason),))


def _assign(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("assign")
    technician = known.technician(asked.words[0])
    return Act((c.Assign(order=asked.number, technician_id=_technician_id(technician)),))


def _offer(asked: Asked, known: Known) -> Intent:
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


def _quote(asked: Asked, _known: Known) -> Intent:
    if not asked.words:
        return Open("quote")
    total = amount(asked.words[0].text)
    return Act((c.SendQuote(order=asked.number, total=total, summary=joined(asked.words[1:])),))


def _cancel(asked: Asked, _known: Known) -> Intent:
    return Act((c.Cancel(order=asked.number, reason=asked.text),)) if asked.words else Open("cancel")


def _note(asked: Asked, _known: Known) -> Intent:
    return Act((c.Note(order=asked.number, text=asked.text),)) if asked.words else Open("note")


def _confirmed(asked: Asked, _known: Known) -> Intent:
    return Act((c.ConfirmOnBehalf(order=asked.number, how=asked.text),)) if asked.words else Open("confirmed")


def _list(asked: Asked, known: Known) -> Intent:
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


def _find(asked: Asked, _known: Known) -> Intent:
    if not asked.words:
        raise Missing(f"Missing: what to look for. `{BY_NAME['find'].usage}`")
    return Look("find", asked.text)


def _look(what: str) -> Callable[[Asked, Known], Intent]:
    return lambda asked, _known: Look(what, asked.text)


def _do(make: Callable[[Asked], c.Command]) -> Callable[[Asked, Known], Intent]:
    return lambda asked, _known: Act((make(asked),))


# fmt: off
SUBS: tuple[Sub, ...] = (
    #   name          example                                              does                                              reads
    Sub("new",        '"Acme HQ" repair tomorrow 2-4pm @tom "Leaking pump"', "create a work order; alone, it opens a form",  _new, takes_order=False, aliases=("create",)),
    Sub("show",       "WO-12",                                             "what a work order says now",                      _look("order")),
    Sub("list",       "scheduled",                                         "newest first; by status, @technician or mine",    _list, takes_order=False, aliases=("ls",)),
    Sub("find",       "pump",                                              "by number, title, customer, site or address",     _find, takes_order=False, aliases=("search",)),
    Sub("history",    "WO-12",                                             "who did what, when",                              _look("history"), aliases=("log",)),
    Sub("schedule",   "WO-12 thursday 2-4pm",                              "promise the customer a window",                   _schedule),
    Sub("reschedule", "WO-12 fri 9-11 customer called",                    "move the visit: the new time, then the reason",   _reschedule, aliases=("move",)),
    Sub("assign",     "WO-12 @tom",                                        "give it to a technician",                         _assign),
    Sub("unassign",   "WO-12 sick today",                                  "take the technician off",                         _do(lambda a: c.Unassign(order=a.number, reason=a.text))),
    Sub("offer",      "WO-12 @tom @tina",                                  "ask who can take it; “all” asks everybody",       _offer),
    Sub("quote",      "WO-12 450.00 New pump",                             "send the customer a quote to approve",            _quote),
    Sub("ask",        "WO-12",                                             "ask the customer to confirm the window",          _do(lambda a: c.RequestConfirmation(order=a.number))),
    Sub("confirmed",  "WO-12 by phone",                                    "the customer confirmed some other way",           _confirmed),
    Sub("depart",     "WO-12",                                             "you are on your way",                             _do(lambda a: c.Depart(order=a.number))),
    Sub("arrive",     "WO-12",                                             "you are there",                                   _do(lambda a: c.Arrive(order=a.number))),
    Sub("start",      "WO-12",                                             "you begin the work",                              _do(lambda a: c.Start(order=a.number))),
    Sub("done",       "WO-12 replaced the seal",                           "the work is complete",                            _do(lambda a: c.Complete(order=a.number, summary=a.text)), aliases=("complete",)),
    Sub("cancel",     "WO-12 customer moved house",                        "end it without doing the work",                   _cancel),
    Sub("note",       "WO-12 key is at reception",                         "add an internal note",                            _note),
    Sub("help",       "",                                                  "this list",                                       _look("help"), takes_order=False, aliases=("?",)),
)
# fmt: on
BY_NAME: dict[str, Sub] = {name: sub for sub in SUBS for name in (sub.name, *sub.aliases)}
HELP = BY_NAME["help"]
