"""Days and months as the six further languages write them: a table per language, in the order of the calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True)
class DayNames:
    """`long` and `short` put a day together from {weekday}, {day} and {month}; `year` follows where it is named."""

    weekdays: tuple[str, ...]
    months: tuple[str, ...]
    short_weekdays: tuple[str, ...]
    short_months: tuple[str, ...]
    long: str
    short: str
    year: str

    def say(self, day: date, *, short: bool, with_year: bool) -> str:
        """“Donnerstag, 26. November”, “jeu. 26 nov.”, with its year if asked."""
        weekdays, months = (self.short_weekdays, self.short_months) if short else (self.weekdays, self.months)
        form = self.short if short else self.long
        words = form.format(weekday=weekdays[day.weekday()], day=day.day, month=months[day.month - 1])
        return words + self.year.format(year=day.year) if with_year else words


def _names(written: str) -> tuple[str, ...]:
    return tuple(written.split())


# fmt: off
DAY_NAMES: Mapping[str, DayNames] = MappingProxyType({
    "de": DayNames(
        _names("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag"),
        _names("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
        _names("Mo. Di. Mi. Do. Fr. Sa. So."),
        _names("Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
        "{weekday}, {day}. {month}", "{weekday}, {day}. {month}", " {year}"),
    "nl": DayNames(
        _names("maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"),
        _names("januari februari maart april mei juni juli augustus september oktober november december"),
        _names("ma di wo do vr za zo"),
        _names("jan. feb. mrt. apr. mei jun. jul. aug. sep. okt. nov. dec."),
        "{weekday} {day} {month}", "{weekday} {day} {month}", " {year}"),
    "fr": DayNames(
        _names("lundi mardi mercredi jeudi vendredi samedi dimanche"),
        _names("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
        _names("lun. mar. mer. jeu. ven. sam. dim."),
        _names("janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
        "{weekday} {day} {month}", "{weekday} {day} {month}", " {year}"),
    "es": DayNames(
        _names("lunes martes miércoles jueves viernes sábado domingo"),
        _names("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
        _names("lun mar mié jue vie sáb dom"),
        _names("ene feb mar abr may jun jul ago sept oct nov dic"),
        "{weekday}, {day} de {month}", "{weekday}, {day} {month}", " de {year}"),
    "it": DayNames(
        _names("lunedì martedì mercoledì giovedì venerdì sabato domenica"),
        _names("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
        _names("lun mar mer gio ven sab dom"),
        _names("gen feb mar apr mag giu lug ago set ott nov dic"),
        "{weekday} {day} {month}", "{weekday} {day} {month}", " {year}"),
    "pt": DayNames(
        _names("segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo"),
        _names("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
        _names("seg. ter. qua. qui. sex. sáb. dom."),
        _names("jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez."),
        "{weekday}, {day} de {month}", "{weekday}, {day} {month}", " de {year}"),
})
# fmt: on
