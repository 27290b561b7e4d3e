"""The grammar of days: one row per way of saying one."""

from dataclasses import replace

from core.language.drafts import Draft
from core.language.numeric_dates import (
    dashed,
    dashed_range,
    days_or_hours,
    dotted,
    full,
    next_slashed,
    slashed,
    slashed_range,
    spaced,
    whole,
)
from core.language.patterns import Bound, rules
from core.language.tokens import Kind
from core.language.when import DateOrder

FUZZY = "it names only a rough part of a week or month"
RECURRING = "it names a recurring day"
PAST = "it speaks of the past"
_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def _month_day(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(month=whole(bound["m"]), day=whole(bound["d"]), year=whole(bound.get("y")))


def _next_month_day(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(month=whole(bound["m"]), day=whole(bound["d"]), mod="next")


def _month_days(bound: Bound, _order: DateOrder) -> Draft | None:
    first = Draft(month=whole(bound["m"]), day=whole(bound["d"]), year=whole(bound.get("y")))
    month_end = whole(bound.get("n")) or first.month
    return replace(first, until=replace(first, month=month_end, day=whole(bound["e"])))


def _day(bound: Bound, _order: DateOrder) -> Draft | None:
    """“the 14th”: only its neighbours tell it from “the 3rd floor”."""
    spelled = bound["d"].kind is Kind.ORDINAL and not bound["d"].text[:1].isdigit()
    return Draft(day=whole(bound["d"]), weak=True, digits=0 if spelled and "sure" not in bound else 1)


def _days(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(day=whole(bound["d"]), until=Draft(day=whole(bound["e"])))


def _month(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(month=whole(bound["m"]), year=whole(bound.get("y")))


def _month_later(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(month=whole(bound["m"]), mod="afternext")


_MONTHS = {"this": 0, "next": 1, "coming": 1, "last": -1}
_WEEKS = {"this": 0, "next": 1, "coming": 1, "following": 1, "last": -1, "afternext": 2}


def _day_of_month(bound: Bound, _order: DateOrder) -> Draft | None:
    mod = str(bound["m"].value) if "m" in bound else "this"
    return Draft(day=whole(bound["d"]), months=_MONTHS[mod]) if mod in _MONTHS else None


def _weekday(bound: Bound, _order: DateOrder) -> Draft | None:
    token = bound["w"]
    mod = str(bound["m"].value) if "m" in bound else None
    day = whole(bound.get("d"))
    past = Draft(problem=PAST)
    weak = token.weak and day is None
    return past if mod == "last" else Draft(weekday=int(token.value), mod=mod, day=day, weak=weak)


def _weekday_date(bound: Bound, order: DateOrder) -> Draft | None:
    """“mardi le 3 mars”: weekday and date with an article between them."""
    found = _month_day(bound, order)
    return replace(found, weekday=int(bound["w"].value)) if found else None


def _weekday_of_week(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(weekday=int(bound["w"].value), week=_WEEKS[str(bound["m"].value)])


def _weekdays_on(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(weekday=int(bound["w"].value), nth=whole(bound["n"]))


def _nth_weekday(bound: Bound, _order: DateOrder) -> Draft | None:
    months = _MONTHS.get(str(bound["o"].value)) if "o" in bound else None
    return Draft(
        weekday=int(bound["w"].value), nth=whole(bound["n"]), month=whole(bound.get("m")), months=months
    )


def _last_weekday(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(weekday=int(bound["w"].value), nth=-1, month=whole(bound["m"]))


def _rel(bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(rel=int(bound["r"].value))


def _day_after_visit(_bound: Bound, _order: DateOrder) -> Draft | None:
    return Draft(span="day after")


def _week(bound: Bound, _order: DateOrder) -> Draft | None:
    mod = str(bound["m"].value)
    return (
        Draft(problem=PAST)
        if mod == "last"
        else Draft(week=_WEEKS[mod], mod="visit" if mod == "following" else None)
    )


def _in_month(bound: Bound, _order: DateOrder) -> Draft | None:
    mod = str(bound["m"].value)
    return Draft(problem=PAST) if mod == "last" else Draft(months=_MONTHS.get(mod, 1))


def _weekend(bound: Bound, _order: DateOrder) -> Draft | None:
    mod = str(bound["m"].value) if "m" in bound else "this"
    return Draft(problem=PAST) if mod == "last" else Draft(week=0 if mod != "next" else 1, span="weekend")


def _shift(bound: Bound, _order: DateOrder) -> Draft | None:
    """“in two weeks”, “three weeks from tomorrow”."""
    count, unit = whole(bound["n"]) or 1, str(bound["u"].value)
    start = int(bound["r"].value) if "r" in bound else 0
    return Draft(rel=start + count * _DAYS[unit]) if unit in _DAYS else None


def _shift_months(bound: Bound, _order: DateOrder) -> Draft | None:
    """“in two months”: today's day of the month, or the last one that month has."""
    return Draft(months=whole(bound["n"]) or 1, span="month")


def _within(bound: Bound, order: DateOrder) -> Draft | None:
    shifted = _shift(bound, order)
    return replace(shifted, bound="before") if shifted else None


def _before_units(bound: Bound, order: DateOrder) -> Draft | None:
    """German “vor zwei Wochen” is past, French “d'ici deux semaines” lies ahead."""
    return _within(bound, order) if bound["p"].text.lower().endswith("ici") else Draft(problem=PAST)


def _coming_days(bound: Bound, _order: DateOrder) -> Draft | None:
    count = whole(bound["n"]) or 1
    if str(bound["u"].value) == "day":
        return Draft(rel=1, until=Draft(rel=count))
    return Draft(weekday=0, week=1, until=Draft(weekday=6, week=count))


def _by_month_end(bound: Bound, _order: DateOrder) -> Draft | None:
    mod = str(bound["m"].value) if "m" in bound else "this"
    return Draft(months=_MONTHS[mod], day=-1, bound="before") if mod in _MONTHS else None


def _past_or_in(bound: Bound, order: DateOrder) -> Draft | None:
    """English "past two weeks"; Dutch "over twee weken" lies ahead."""
    return Draft(problem=PAST) if bound["p"].text.lower() == "past" else _shift(bound, order)


def _weekday_plus(bound: Bound, _order: DateOrder) -> Draft | None:
    """“Dienstag in einer Woche”, "a week on Tuesday", "mardi en huit": counted from the coming one."""
    days = whole(bound["p"]) if "p" in bound else (whole(bound["n"]) or 1) * _DAYS[str(bound["u"].value)]
    return Draft(weekday=int(bound["w"].value), plus=days)


def _weekday_week(bound: Bound, _order: DateOrder) -> Draft | None:
    """British “Tuesday week”: the Tuesday after the coming one."""
    return Draft(weekday=int(bound["w"].value), plus=7) if bound["u"].text.lower() == "week" else None


def _week_of(bound: Bound, order: DateOrder) -> Draft | None:
    """“the week of March 16”."""
    found = (
        slashed(bound, order)
        if bound["d"].kind is Kind.SLASHED
        else _month_day(bound, order)
        if "m" in bound
        else _day(bound, order)
    )
    return replace(found, span="week", weak=False, digits=0) if found else None


class _Problem:
    """A maker for phrases that are understood but must not be acted on."""

    def __init__(self, words: str) -> None:
        self.words = words

    def __call__(self, _bound: Bound, _order: DateOrder) -> Draft:
        return Draft(problem=self.words)


_THIS_NEXT = "Mod:this|next|coming|following|last|afternext"

DATE_RULES = rules(
    [
        ("d=DATE", full),
        ("d=SLASHED", slashed),
        ("d=SLASHED comma? y=YEAR", slashed),
        ("Mod:next d=SLASHED", next_slashed),
        ("Mod:next d=DAYNUM of|from? the? m=MONTH", _next_month_day),
        ("d=SLASHED dash|to|until e=SLASHED comma? y=YEAR", slashed_range),
        ("d=DOTTED", dotted),
        ("m=MONTH the? d=DAYNUM !oclock", _month_day),
        ("m=MONTH slash d=NUM31", _month_day),
        ("d=NUM31 slash m=MONTH", _month_day),
        ("d=NUM31 slash m=MONTH slash y=YEAR", _month_day),
        ("m=MONTH the? d=DAYNUM comma? of|in? y=YEAR", _month_day),
        ("the|daythe? d=DAYNUM of|from? the? m=MONTH", _month_day),
        ("d=NUM31 n=NUM31 y=YEAR", spaced),
        ("on|in|daythe d=NUM31 dash n=NUM31", spaced),
        ("d=NUM31 dash n=NUM31", dashed),
        ("on|daythe? d=ORD n=ORD", spaced),
        ("from|between? d=NUM31 dash NUM31 and d=NUM31 dash NUM31", days_or_hours),
        ("from? d=NUM31 dash n=NUM31 to|until e=NUM31 dash l=NUM31", dashed_range),
        ("daythe d=NUM31 n=NUM31 !dash|to|until|oclock|slash", spaced),
        ("the? Unit:week of|commencing|from? the|daythe? m=MONTH the? d=DAYNUM", _week_of),
        ("the? Unit:week of|commencing|from? the|daythe? d=DAYNUM of? m=MONTH", _week_of),
        ("the? Unit:week of|commencing the? d=ORD", _week_of),
        ("the? Unit:week fromday d=DAYNUM", _week_of),
        ("the? Unit:week fromday d=DAYNUM of? m=MONTH", _week_of),
        ("the? Unit:week of|commencing|from d=SLASHED", _week_of),
        ("the|daythe? d=DAYNUM of|from? the? m=MONTH comma|dash? of|in|from? y=YEAR", _month_day),
        ("d=DAYNUM dash m=MONTH dash y=YEAR", _month_day),
        ("d=ORD Unit:day of m=MONTH", _month_day),
        ("m=MONTH the? d=DAYNUM dash|to|until the? e=DAYNUM", _month_days),
        ("m=MONTH the? d=DAYNUM dash|to|until the? e=DAYNUM comma? of|in? y=YEAR", _month_days),
        ("from|between|fromday? the|daythe? d=DAYNUM dash|to|until|and|plus the|daythe? e=DAYNUM of? m=MONTH", _month_days),
        ("from|between|fromday? the|daythe? d=DAYNUM dash|to|until|and|plus the|daythe? e=DAYNUM of? m=MONTH comma? of|in? y=YEAR", _month_days),
        ("d=ORD dash|to|until|and|plus the? e=ORD", _days),
        ("fromday the? d=NUM31 to|until e=NUM31", _days),
        ("sure=daythe the? d=DAYNUM", _day),
        ("d=ORD", _day),
        ("sure=the d=ORD", _day),
        ("the|daythe? d=DAYNUM Unit:day? of|from m=Mod:this|next|coming|last Unit:month", _day_of_month),
        ("the|daythe? d=DAYNUM fromday Unit:month m=Mod:this|next|coming|last", _day_of_month),
        ("the? d=ORD Unit:day? of the|a Unit:month", _day_of_month),
        ("m=STRONGMONTH", _month),
        ("in|of|on m=MONTH !DAYNUM", _month),
        ("Mod:this|next|coming m=STRONGMONTH", _month),
        ("m=MONTH of|in|comma? y=YEAR", _month),
        ("m=MONTH in a Unit:year", _month_later),
        ("m=MONTH Mod:afternext", _month_later),
        ("w=WEEKDAY", _weekday),
        ("m=Mod:this|next|coming|following|last w=WEEKDAY", _weekday),
        ("w=WEEKDAY m=Mod:next|coming|following|last|afternext", _weekday),
        ("w=WEEKDAY p=PLUS", _weekday_plus),
        ("w=WEEKDAY in|past n=COUNT u=Unit:week", _weekday_plus),
        ("n=COUNT u=Unit:week on w=WEEKDAY", _weekday_plus),
        ("n=COUNT u=Unit:day|week from|after w=WEEKDAY", _weekday_plus),
        ("w=WEEKDAY comma? on? the|daythe? d=ORD", _weekday),
        ("w=WEEKDAY comma? daythe d=DAYNUM", _weekday),
        ("w=WEEKDAY comma? the|daythe d=DAYNUM of? m=MONTH", _weekday_date),
        ("w=WEEKDAY comma? the|daythe d=DAYNUM of? m=MONTH of|comma? y=YEAR", _weekday_date),
        ("w=WEEKDAY Mod:next|coming comma? the|daythe? d=DAYNUM of? m=MONTH", _weekday_date),
        ("w=WEEKDAY Mod:next|coming comma? daythe d=DAYNUM", _weekday),
        ("w=WEEKDAY u=Unit:week", _weekday_week),
        (f"w=WEEKDAY of|in|on|from? the|daythe? m={_THIS_NEXT} Unit:week", _weekday_of_week),
        (f"w=WEEKDAY of|in|on|from? the|daythe? Unit:week m={_THIS_NEXT}", _weekday_of_week),
        (f"m={_THIS_NEXT} Unit:week comma? on|daythe|the? w=WEEKDAY", _weekday_of_week),
        (f"Unit:week m={_THIS_NEXT} comma? on|daythe|the? w=WEEKDAY", _weekday_of_week),
        ("n=COUNT w=WEEKDAY Mod:each? hence", _weekdays_on),
        ("the|daythe? n=ORD w=WEEKDAY of|in|from the? m=MONTH", _nth_weekday),
        ("the|daythe? n=ORD w=WEEKDAY of|in|from o=Mod:this|next|last Unit:month", _nth_weekday),
        ("the|daythe? Mod:last w=WEEKDAY of|in|from the? m=MONTH !DAYNUM", _last_weekday),
        ("w=WEEKDAY of|in|from the? m=MONTH !DAYNUM", _Problem(FUZZY)),
        ("Mod:each w=WEEKDAY", _Problem(RECURRING)),
        ("w=WEEKDAY Mod:each", _Problem(RECURRING)),
        ("Mod:each n=COUNT? UNIT", _Problem(RECURRING)),
        ("r=REL", _rel),
        ("the? Mod:following Unit:day", _day_after_visit),
        ("the? m=Mod:this|next|coming|following|last|afternext Unit:week", _week),
        ("the? Unit:week m=Mod:this|next|coming|following|last|afternext", _week),
        ("the? m=Mod:this|next|coming|last Unit:month", _in_month),
        ("the? Unit:month m=Mod:this|next|coming|last", _in_month),
        ("the? m=Mod:this|next|coming|last Unit:weekend", _weekend),
        ("the|daythe Unit:weekend", _weekend),
        ("on|in the|daythe? Unit:weekend", _weekend),
        ("the|daythe? Unit:weekend m=Mod:this|next|coming|last", _weekend),
        ("in|between n=COUNT u=UNIT", _shift),
        ("n=COUNT u=UNIT hence", _shift),
        ("in|between n=COUNT Unit:month", _shift_months),
        ("past n=COUNT Unit:month", _shift_months),
        ("n=COUNT Unit:month hence", _shift_months),
        ("in? n=COUNT u=UNIT from|after r=REL", _shift),
        ("r=REL in|past n=COUNT u=UNIT", _shift),
        ("within n=COUNT u=UNIT", _within),
        ("the? Mod:next|coming n=COUNT u=Unit:day|week", _coming_days),
        ("n=COUNT u=Unit:day|week Mod:next|coming", _coming_days),
        ("the? n=COUNT Mod:next|coming u=Unit:day", _coming_days),
        ("the? COUNT Mod:next|coming Unit:week", _Problem("it may count from today or from Monday")),
        ("ago n=COUNT UNIT", _Problem(PAST)),
        ("n=COUNT UNIT ago", _Problem(PAST)),
        ("Mod:last UNIT", _Problem(PAST)),
        ("past UNIT", _Problem(PAST)),
        ("Mod:last n=COUNT UNIT", _Problem(PAST)),
        ("n=COUNT UNIT Mod:last", _Problem(PAST)),
        ("n=COUNT Mod:last UNIT", _Problem(PAST)),
        ("p=past n=COUNT u=UNIT", _past_or_in),
        ("p=before n=COUNT u=UNIT", _before_units),
        ("before Mod:end the? m=Mod:this|next|coming? Unit:month", _by_month_end),
        ("Mod:edge|end the|a? Mod:this|next|coming|following|last? UNIT", _Problem(FUZZY)),
        ("Mod:edge|end dash? the? Unit:month? of? m=MONTH", _Problem(FUZZY)),
        ("Mod:edge|end past UNIT", _Problem(FUZZY)),
        ("halfto m=MONTH", _Problem(FUZZY)),
    ]
)  # fmt: skip
