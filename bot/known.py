"""What reading somebody's words or form needs to know: loaded in one read, handed to pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.times import Clock
from bot.words import Word
from core import queries
from core.queries.reading import Query, Reading
from core.queries.views import (
    CompanyView,
    CustomerView,
    DeviceTypeView,
    OrderView,
    PersonView,
    ServiceTypeView,
    SiteView,
    TemplateView,
    UnitView,
)
from core.refusals import Missing

MOST_SITES = 6


@dataclass(frozen=True)
class Known:
    """What reading the words needs: the moment, the company, its technicians, the work order or the sites named."""

    now: datetime
    company: CompanyView
    technicians: tuple[PersonView, ...]
    order: OrderView | None = None
    other: OrderView | None = None
    """The second work order of a swap."""
    sites: tuple[SiteView, ...] = ()
    units: tuple[UnitView, ...] = ()
    customers: tuple[CustomerView, ...] = ()
    services: tuple[ServiceTypeView, ...] = ()
    templates: tuple[TemplateView, ...] = ()
    device_types: tuple[DeviceTypeView, ...] = ()
    colleagues: tuple[PersonView, ...] = ()
    """Everybody on the staff, where that is asked for."""
    me: int | None = None
    """The reader's own staff id."""
    converted: Mapping[int, int] = field(default_factory=dict)
    """Unit id → the work order that a quotation was made into for it."""

    def clock(self) -> Clock:
        assert self.order is not None
        return Clock.at(self.now, self.order.site, self.company, self.order.window)

    def technician(self, word: Word) -> PersonView:
        """The technician that a mention, @name or "me" names. Missing says whom there is."""
        return self._one_of(self.technicians, word, "technicians")

    def colleague(self, word: Word) -> PersonView:
        """The same of everybody on the staff."""
        return self._one_of(self.colleagues, word, "people")

    def _one_of(self, people: tuple[PersonView, ...], word: Word, called: str) -> PersonView:
        if word.text.casefold() == "me":
            found = [each for each in people if each.id == self.me]
        elif word.user is not None:
            found = [each for each in people if each.slack_user_id == word.user]
        else:
            found = [each for each in people if _goes_by(each, word.text)]
        if len(found) == 1:
            return found[0]
        names = ", ".join(each.name for each in found or people)
        problem = "could be several people" if found else f"is not one of your {called}"
        raise Missing(f"{word.text} {problem}: {names}.", field="technician")


def known(
    *,
    order: int | None = None,
    site_words: str | None = None,
    site_id: int | None = None,
    services: bool = False,
    colleagues: bool = False,
) -> Query[Known]:
    """Everything at once; `order`, `site_words` and `site_id` say what it is about, `services` that one may be named. Raises Unknown for a wrong order."""

    def read(at: Reading) -> Known:
        named = queries.sites(site_words, limit=MOST_SITES)(at) if site_words else ()
        by_subject = site_words is not None and order is None
        chosen = (queries.site(site_id)(at),) if site_id is not None else ()
        return Known(
            now=at.now,
            company=queries.company()(at),
            technicians=queries.technicians()(at),
            order=queries.order(order)(at) if order is not None else None,
            sites=(*chosen, *named),
            units=queries.units(site_words or "", limit=MOST_SITES)(at) if by_subject else (),
            customers=queries.customers(site_words or "", limit=MOST_SITES)(at) if by_subject else (),
            services=queries.service_types()(at) if by_subject or services else (),
            templates=queries.templates()(at) if by_subject else (),
            device_types=queries.device_types()(at) if by_subject else (),
            colleagues=queries.staff()(at) if colleagues else (),
            me=at.actor.id,
        )

    return read


def known_pair(order: int | None, other: int | None) -> Query[Known]:
    """For words about two work orders; the second may not have been named."""

    def read(at: Reading) -> Known:
        second = queries.order(other)(at) if other is not None else None
        return replace(known(order=order)(at), other=second)

    return read


def known_units(words: Sequence[str], quotation: str) -> Query[Known]:
    """For words that name several units, and the quotation that is made into work orders for them."""

    def read(at: Reading) -> Known:
        found = {unit.id: unit for each in words for unit in queries.units(each, limit=MOST_SITES)(at)}
        return Known(
            now=at.now,
            company=queries.company()(at),
            technicians=(),
            units=tuple(found.values()),
            me=at.actor.id,
            converted=queries.converted(quotation)(at),
        )

    return read


def known_to_all() -> Query[Known]:
    """For words that mean the same whatever the work order and the people are."""

    def read(at: Reading) -> Known:
        return Known(now=at.now, company=queries.company()(at), technicians=(), me=at.actor.id)

    return read


def _goes_by(person: PersonView, text: str) -> bool:
    name, said = person.name.casefold(), text.lstrip("@").casefold()
    return said in {name, name.split()[0], name.replace(" ", ""), name.replace(" ", ".")}
