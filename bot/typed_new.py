"""Readers of `/wo new`: what it takes differs by profile, and the words stay one line. Pure.

    visit        /wo new "Acme HQ" repair tomorrow 2-4pm @tom "Leaking pump"      or a template in place of the type
    quote        the same; it becomes a draft that keeps time and technician until it is opened
    unit         /wo new "NF320-88412" repair friday "Leaking pump" @tom          the time is the due date
    appointment  /wo new Cara "Ford Transit" "Oil change" tomorrow 2-4pm @tom     at: names one of several addresses

A new customer or unit is said with `customer:`, `email:`, `phone:`, `address:`, `model:` and `serial:` (S1.9, S1.10).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol, TypeVar

from bot.intents import Act, Asked, Intent, Open
from bot.known import Known
from bot.times import Clock
from bot.words import Word, joined
from core import commands as c
from core.queries.views import PersonView, SiteView, TemplateView, UnitView
from core.refusals import Missing

MOST_NAMED = 5
KEYS = ("customer", "email", "phone", "address", "model", "serial", "at")


class Named(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...


Thing = TypeVar("Thing", bound=Named)


@dataclass(frozen=True)
class Said:
    """The words of `/wo new`, sorted: `plain` in their order, the title, who, and `key: value` pairs."""

    usage: str
    plain: tuple[Word, ...]
    title: str
    mentions: tuple[Word, ...]
    pairs: Mapping[str, str]

    @property
    def new_customer(self) -> c.NewCustomer | None:
        if "customer" not in self.pairs:
            return None
        first, _, last = self.pairs["customer"].rpartition(" ")
        said = {key: self.pairs.get(key, "") for key in ("email", "phone", "address")}
        return c.NewCustomer(first_name=first, last_name=last, **said)

    @property
    def new_unit(self) -> c.NewUnit | None:
        if not {"model", "serial"} & self.pairs.keys():
            return None
        return c.NewUnit(model=self.pairs.get("model", ""), serial=self.pairs.get("serial", ""))

    def missing(self, *fields: tuple[str, object]) -> None:
        """Raises Missing with the names of those that are not there."""
        if names := [name for name, given in fields if not given]:
            raise Missing(f"Missing: {', '.join(names)}. `{self.usage}`, or `/wo new` alone for a form.")


def new(asked: Asked, known: Known) -> Intent:
    if not asked.words:
        return Open("new")
    usage = f"/wo new {EXAMPLES[known.company.profile.name]}"
    return Act(READERS[known.company.profile.name](sort(usage, asked.words), known))


def subject_words(words: Sequence[Word]) -> str | None:
    """What the first word that is no mention and no pair names: a site, a unit or a customer, to be looked up."""
    plain = sort("", tuple(words)).plain
    return plain[0].text if plain else None


def sort(usage: str, words: tuple[Word, ...]) -> Said:
    mentions = tuple(word for word in words if word.is_mention)
    pairs, plain = _pairs([word for word in words if not word.is_mention])
    has_title = len(plain) > 1 and plain[-1].is_quoted
    return Said(
        usage, plain[:-1] if has_title else plain, plain[-1].text if has_title else "", mentions, pairs
    )


def _pairs(words: Sequence[Word]) -> tuple[dict[str, str], tuple[Word, ...]]:
    """`email:jane@x.example`, `customer: "Jane Doe"`, and the words that are neither."""
    pairs: dict[str, str] = {}
    plain: list[Word] = []
    waiting = ""
    for word in words:
        key, colon, value = word.text.partition(":")
        if waiting:
            pairs[waiting], waiting = word.text, ""
        elif colon and not word.is_quoted and key.casefold() in KEYS:
            waiting = "" if value else key.casefold()
            pairs |= {key.casefold(): value} if value else {}
        else:
            plain.append(word)
    return pairs, tuple(plain)


def _at_a_site(said: Said, known: Known) -> tuple[c.Command, ...]:
    """Profiles visit and quote: the site unless the customer is new, type or template, time."""
    first = 0 if said.new_customer is not None else 1
    kind, when = said.plain[first : first + 1], said.plain[first + 1 :]
    template = _template(joined(kind) or said.title, known)
    if template is None:
        place = (("site", said.plain[:1]),) if first else ()
        said.missing(*place, ("type", kind), ("title in quotes", said.title))
    create = c.Create(
        new_customer=said.new_customer,
        template_id=template.id if template else None,
        type="" if template else joined(kind).casefold(),
        title=said.title if kind else "",
    )
    site = found_one(known.sites, said.plain[0].text, "site") if first else None
    return _planned(replace(create, site_id=site.id if site else None), when, said, known, site)


def _of_a_unit(said: Said, known: Known) -> tuple[c.Command, ...]:
    """Profile unit: the unit, or a new one; the type; by when."""
    if said.new_unit is not None:
        kind, when = said.plain[:1], said.plain[1:]
        create = c.Create(new_unit=said.new_unit, new_customer=said.new_customer)
        if said.new_customer is None:
            kind, when = said.plain[1:2], said.plain[2:]
            said.missing(("customer", said.plain))
            create = replace(
                create, customer_id=found_one(known.customers, said.plain[0].text, "customer").id
            )
        site = None
    else:
        said.missing(("unit", said.plain), ("type", said.plain[1:2]))
        unit = found_one(known.units, said.plain[0].text, "unit", _serial)
        create, kind, when = c.Create(unit_id=unit.id), said.plain[1:2], said.plain[2:]
        site = unit.site
    said.missing(("type", kind))
    create = replace(create, type=kind[0].text.casefold(), title=said.title)
    if when:
        create = replace(create, due_at=_clock(known, site).window(joined(when)).end)
    return (create, *_people(said, known))


def _appointment(said: Said, known: Known) -> tuple[c.Command, ...]:
    """Profile appointment: customer, vehicle, service, window, technician; the core says what is missing (S1.28)."""
    words = said.plain if len(said.plain) > 2 or not said.title else (*said.plain, Word(said.title))  # noqa: PLR2004  customer and vehicle
    title = said.title if words is said.plain else ""
    said.missing(("customer", words[:1]), ("vehicle", words[1:2]), ("service type", words[2:3]))
    customer = found_one(known.customers, words[0].text, "customer")
    vehicle = one_of(customer.units, words[1].text, "vehicle", _serial)
    service = one_of(known.services, words[2].text, "service type")
    at = said.pairs.get("at") or said.pairs.get("address")
    site = one_of(customer.sites, at, "address") if at else None
    people = tuple(known.technician(word) for word in said.mentions[:1])
    clock = _clock(known, site or (customer.sites[0] if customer.sites else None))
    return (
        c.Create(
            customer_id=customer.id,
            unit_id=vehicle.id,
            service_type_id=service.id,
            site_id=site.id if site else None,
            title=title,
            window=clock.window(joined(words[3:])) if words[3:] else None,
            technician_id=technician_id(people[0]) if people else None,
        ),
    )


def _planned(
    create: c.Create, when: Sequence[Word], said: Said, known: Known, site: SiteView | None
) -> tuple[c.Command, ...]:
    """A draft keeps the time and one name as its own; real work is scheduled and assigned or offered at once."""
    window = _clock(known, site).window(joined(tuple(when))) if when else None
    if known.company.profile.name != "quote":
        return (create, *((c.Schedule(window=window),) if window else ()), *_people(said, known))
    if len(said.mentions) > 1:
        raise Missing("A draft has one technician or none; offer it to several once it is open.")
    people = [known.technician(word) for word in said.mentions]
    return (replace(create, window=window, technician_id=technician_id(people[0]) if people else None),)


def _people(said: Said, known: Known) -> tuple[c.Command, ...]:
    return (assign_or_offer(said.mentions, known, c.NEW),) if said.mentions else ()


def assign_or_offer(mentions: tuple[Word, ...], known: Known, order: int) -> c.Command:
    """One name is an assignment; several are asked who can."""
    ids = tuple(technician_id(known.technician(word)) for word in mentions)
    if len(ids) == 1:
        return c.Assign(order=order, technician_id=ids[0])
    return c.OfferVisit(order=order, technician_ids=ids)


def technician_id(person: PersonView) -> int:
    assert person.technician_id is not None
    return person.technician_id


def found_one(things: Sequence[Thing], words: str, what: str, *also: Callable[[Thing], str | None]) -> Thing:
    """Of things that were looked up by `words`: the one of exactly that name, or the only one there is."""
    return _exactly_one(_named(things, words, also) or list(things), words, what)


def one_of(things: Sequence[Thing], words: str, what: str, *also: Callable[[Thing], str | None]) -> Thing:
    """Of all there are: the one of exactly that name, or the only one whose name has the words in it."""
    asked = words.casefold()
    near = [each for each in things if any(asked in name for name in _names(each, also))]
    return _exactly_one(_named(things, words, also) or near, words, what)


def _exactly_one(found: list[Thing], words: str, what: str) -> Thing:
    if len(found) == 1:
        return found[0]
    if not found:
        raise Missing(
            f"No {what} matches “{words}”. `/wo new` alone opens a form with all {_plural(what)}.", field=what
        )
    names = ", ".join(f"“{each.name}”" for each in found[:MOST_NAMED])
    raise Missing(f"Several {_plural(what)} match “{words}”: {names}. Write the name in quotes.", field=what)


def _named(
    things: Sequence[Thing], words: str, also: tuple[Callable[[Thing], str | None], ...]
) -> list[Thing]:
    return [each for each in things if words.casefold() in _names(each, also)]


def _names(thing: Thing, also: tuple[Callable[[Thing], str | None], ...]) -> set[str]:
    return {thing.name.casefold(), *(name.casefold() for read in also if (name := read(thing)))}


def _plural(what: str) -> str:
    return f"{what}es" if what.endswith("s") else f"{what}s"


def _serial(unit: UnitView) -> str | None:
    return unit.serial


def _template(words: str, known: Known) -> TemplateView | None:
    return next((each for each in known.templates if each.name.casefold() == words.casefold()), None)


def _clock(known: Known, site: SiteView | None) -> Clock:
    """Where no site is known yet, the company's own time counts."""
    nowhere = SiteView(id=0, name="", address="", zone=known.company.zone, access_notes=None, customer="")
    return Clock.at(known.now, site or nowhere, known.company)


EXAMPLES: Mapping[str, str] = MappingProxyType(
    {
        "visit": '"Acme HQ" repair tomorrow 2-4pm @tom "Leaking pump"',
        "quote": '"Acme HQ" repair tomorrow 2-4pm @tom "Leaking pump"',
        "unit": '"NF320-88412" repair friday "Leaking pump"',
        "appointment": 'Cara "Ford Transit" "Oil change" tomorrow 2-4pm @tom',
    }
)
READERS: Mapping[str, Callable[[Said, Known], tuple[c.Command, ...]]] = MappingProxyType(
    {"visit": _at_a_site, "quote": _at_a_site, "unit": _of_a_unit, "appointment": _appointment}
)
