"""The grammar of times of day: one row per way of saying one."""

from dataclasses import replace

from core.language.drafts import Clock, Draft, hour_of
from core.language.patterns import Bound, rules
from core.language.tokens import Kind, Token
from core.language.when import DateOrder

_NOON = 12
_LAST_HOUR = 24
_ROUND = frozenset({15, 20, 25})


def _clock(token: Token, half: Token | None = None) -> Clock | None:
    """The time a number token names; None for 25:70."""
    text = str(token.value)
    if token.kind is Kind.NUMBER:
        clock = hour_of(int(token.value), token.digits)
        if token.digits <= 2 and token.value == 0:  # noqa: PLR2004 (two digits)
            clock = Clock(0, literal=True)
        literal = clock is not None and (clock.literal or token.text.startswith("0"))
        hour, minute = (clock.hour, clock.minute) if clock else (99, 0)
    else:
        hour, minute = (int(part) for part in text.replace(".", ":").split(":"))
        literal = text.startswith("0") or token.value == "12:00"
    if hour > _LAST_HOUR or minute > 59 or (hour == _LAST_HOUR and minute):  # noqa: PLR2004 (a clock)
        return None
    spoken = str(half.value) if half else None
    return Clock(hour % _LAST_HOUR, minute, spoken, literal or hour > _NOON or hour == 0)


def _plain(bound: Bound, _order: DateOrder) -> Draft | None:
    """“6:50 Uhr” is written the 24-hour way; "6:50" alone may be spoken."""
    clock = _clock(bound["h"], bound.get("a"))
    if clock and "o" in bound and not clock.half:
        clock = replace(clock, literal=True)
    if clock and "w" in bound and not clock.half:
        clock = replace(clock, written=True)
    return Draft(clock=clock) if clock else None


def _bare(bound: Bound, _order: DateOrder) -> Draft | None:
    """A number on its own: an hour or a day only if its neighbours say so."""
    token = bound["h"]
    return Draft(number=int(token.value), digits=max(token.digits, 1), weak=True)


def _hour_minute(bound: Bound, _order: DateOrder) -> Draft | None:
    hour, minute = _clock(bound["h"], bound.get("a")), int(bound["m"].value)
    spelled = bound["m"].digits == 0 and minute < 10  # noqa: PLR2004 ("two three" is not a time)
    if hour is None or hour.minute or spelled:
        return None
    return Draft(
        clock=Clock(hour.hour, minute, hour.half, hour.literal), weak="sure" not in bound and not hour.half
    )


def _shifted(bound: Bound, minutes: int) -> Draft | None:
    """The hour plus or minus some minutes: "quarter past three", "halb acht"."""
    base = _clock(bound["h"], bound.get("a"))
    if base is None or base.minute:
        return None
    total = base.hour * 60 + minutes
    if total < 60 and not base.literal:  # noqa: PLR2004 ("half one" is 12:30)
        total += _NOON * 60
    return Draft(clock=Clock(total // 60 % _LAST_HOUR, total % 60, base.half, base.literal))


class _Shift:
    """A maker that shifts the hour by a fixed number of minutes."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes

    def __call__(self, bound: Bound, _order: DateOrder) -> Draft | None:
        return _shifted(bound, self.minutes)


def _minutes_past(bound: Bound, _order: DateOrder) -> Draft | None:
    return _shifted(bound, int(bound["n"].value))


def _minutes_to(bound: Bound, _order: DateOrder) -> Draft | None:
    """“20 to 2”; without “minutes” a number up to 12 would be the start of a range."""
    count = int(bound["n"].value)
    plain_to = bound["t"].value != "to" or bound["t"].text.lower() == "to"
    sure = "u" in bound or count in _ROUND or (bound["n"].digits == 0 and count != _NOON)
    return _shifted(bound, -count) if sure and plain_to else None


class _Around:
    """A maker for "five to half past": the hour shifted, and then some minutes more or fewer."""

    def __init__(self, minutes: int, sign: int) -> None:
        self.minutes = minutes
        self.sign = sign

    def __call__(self, bound: Bound, _order: DateOrder) -> Draft | None:
        return _shifted(bound, self.minutes + self.sign * int(bound["n"].value))


def _written_minutes(bound: Bound, _order: DateOrder) -> Draft | None:
    """“14 y 30”; minutes that may be an hour ("14 y 16") are two times."""
    return _shifted(bound, int(bound["n"].value)) if int(bound["n"].value) > _LAST_HOUR else None


def _written_zero(bound: Bound, _order: DateOrder) -> Draft | None:
    """“6 0 2 pm”: minutes dictated digit by digit."""
    digits = bound["z"].digits == bound["n"].digits == 1 and bound["z"].value == 0
    return _shifted(bound, int(bound["n"].value)) if digits else None


def _after_hour(bound: Bound, _order: DateOrder) -> Draft | None:
    count = int(bound["n"].value)
    sure = "u" in bound or count in _ROUND or (bound["n"].digits == 0 and count % 5 == 0)
    return _shifted(bound, count) if sure else None


def _minutes_less(bound: Bound, _order: DateOrder) -> Draft | None:
    return _shifted(bound, -int(bound["n"].value))


def _spoken_zero(bound: Bound, _order: DateOrder) -> Draft | None:
    """“six oh two”."""
    return _shifted(bound, int(bound["n"].value))


def _noon(bound: Bound, order: DateOrder) -> Draft | None:
    """“12 noon”, but not “giovedì 12 a mezzogiorno”."""
    plain = bound["h"].text.lower() in {"noon", "midday"}
    return _plain(bound, order) if plain and bound["n"].value == _NOON else None


def _part(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(part=str(bound["p"].value))


def _part_of_today(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(rel=0, part=str(bound["p"].value))


def _same(_bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(same=True)


def _half_day(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(part="morning" if bound["a"].value == "a" else "afternoon")


CLOCK_RULES = rules(
    [
        ("h=CLOCK a=AMPM?", _plain),
        ("h=CLOCK o=oclock a=AMPM?", _plain),
        ("h=HOUR a=AMPM", _plain),
        ("h=HOUR w=oclock a=AMPM?", _plain),
        ("h=HHMM a=AMPM", _plain),
        ("h=HHMM oclock", _plain),
        ("h=DOTTED oclock? a=AMPM", _plain),
        ("h=DOTTED oclock", _plain),
        ("at|around|hour|oclock h=DOTTED", _plain),
        ("n=HOUR h=Clock:12:00", _noon),
        ("oclock h=HOURISH", _plain),
        ("h=CLOCK Unit:minute", _plain),
        ("h=NUMBER", _bare),
        ("h=HOUR m=MIN a=AMPM", _hour_minute),
        ("h=HOUR oclock m=MIN a=AMPM?", _hour_minute),
        ("sure=at|hour h=HOUR m=MIN", _hour_minute),
        ("h=SPELLED m=SPELLED a=AMPM?", _hour_minute),
        ("half h=HOURISH oclock? a=AMPM?", _Shift(30)),
        ("halfto h=HOURISH oclock? a=AMPM?", _Shift(-30)),
        ("quarter h=HOURISH oclock? a=AMPM?", _Shift(15)),
        ("quarterto h=HOURISH oclock? a=AMPM?", _Shift(-15)),
        ("n=MIN u=Unit:minute? past h=HOURISH oclock? a=AMPM?", _minutes_past),
        ("n=MIN u=Unit:minute? after|from h=HOURISH oclock? a=AMPM?", _after_hour),
        ("n=MIN u=Unit:minute? t=to|before|tilhour h=HOURISH oclock? a=AMPM?", _minutes_to),
        ("n=MIN u=Unit:minute? past|after halfto h=HOURISH oclock?", _Around(-30, 1)),
        ("n=MIN u=Unit:minute? before halfto h=HOURISH oclock?", _Around(-30, -1)),
        ("h=HOURISH oclock? a=AMPM? plushalf", _Shift(30)),
        ("h=HOURISH oclock? a=AMPM? plusquarter", _Shift(15)),
        ("h=HOURISH oclock? a=AMPM? plusthree", _Shift(45)),
        ("h=CLOCK n=SPELLED", _minutes_past),
        ("h=HOURISH oclock? lessquarter", _Shift(-15)),
        ("h=HOURISH oclock? plus n=SPELLED a=AMPM?", _minutes_past),
        ("h=HOURISH oclock? plus n=MIN", _written_minutes),
        ("h=HOURISH oclock? less n=MIN a=AMPM?", _minutes_less),
        ("h=HOUR zero n=NUMBER a=AMPM?", _spoken_zero),
        ("h=HOUR z=HOUR n=HOUR a=AMPM", _written_zero),
        ("p=PART", _part),
        ("Mod:this p=PART", _part_of_today),
        ("SAME", _same),
        ("a=AMPM", _half_day),
    ]
)  # fmt: skip
