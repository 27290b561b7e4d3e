"""Which status name people see: every combination of facets in every profile, written out from lifecycle §5.

Rows do not overlap and none has precedence, so that this table can be wrong only in itself. `*` is anything, `|` is
or; `held` is where it was held from, `wants` another time or no visit, `again` is a second or later visit.
"""

from itertools import product

from core.model import Confirmation, Main
from core.orders import Order

Facets = tuple[str, str, str, str, str, str, str]
COLUMNS = ("main", "held", "window", "technician", "customer", "quote", "again")

MAINS = tuple(Main)
HELD_FROM = ("ready", "en_route", "on_site", "in_progress")
CUSTOMER = ("none", "requested", "confirmed", "wants")
QUOTES = ("none", "sent", "revising", "approved", "rejected", "expired")
YES_NO = ("yes", "no")

NAMES: dict[str, str] = {
    "visit": """
        main                              held                   window technician customer        quote again  name
        cancelled                         *                      *      *          *               *     *      Cancelled
        completed                         *                      *      *          *               *     *      Completed
        in_progress|review                *                      *      *          *               *     *      Started
        on_hold                           in_progress            *      *          *               *     *      Started
        no_show                           *                      *      *          *               *     *      Reschedule requested
        draft|ready|en_route|on_site      *                      *      *          wants           *     *      Reschedule requested
        on_hold                           ready|en_route|on_site *      *          wants           *     *      Reschedule requested
        draft|ready|en_route|on_site      *                      yes    yes        none|requested|confirmed * * Scheduled
        on_hold                           ready|en_route|on_site yes    yes        none|requested|confirmed * * Scheduled
        draft|ready|en_route|on_site      *                      yes    no         confirmed       *     *      Confirmed
        draft|ready|en_route|on_site      *                      no     *          confirmed       *     *      Confirmed
        on_hold                           ready|en_route|on_site yes    no         confirmed       *     *      Confirmed
        on_hold                           ready|en_route|on_site no     *          confirmed       *     *      Confirmed
        draft|ready|en_route|on_site      *                      yes    no         none|requested  *     *      Created
        draft|ready|en_route|on_site      *                      no     *          none|requested  *     *      Created
        on_hold                           ready|en_route|on_site yes    no         none|requested  *     *      Created
        on_hold                           ready|en_route|on_site no     *          none|requested  *     *      Created
    """,
    "unit": """
        main                              held                   window technician customer        quote again  name
        cancelled                         *                      *      *          *               *     *      cancelled
        completed                         *                      *      *          *               *     *      completed
        review                            *                      *      *          *               *     *      waiting_approval
        on_hold|no_show                   *                      *      *          *               *     *      paused
        in_progress                       *                      *      *          *               *     *      ongoing
        draft|ready|en_route|on_site      *                      *      yes        *               *     *      pending
        draft|ready|en_route|on_site      *                      *      no         *               *     *      unassigned
    """,
    "quote": """
        main                              held                   window technician customer        quote again  name
        draft                             *                      *      *          *               *     *      Draft
        cancelled                         *                      *      *          *               *     *      Cancelled
        completed                         *                      *      *          *               *     *      Completed
        on_hold|no_show                   *                      *      *          *               *     *      On Hold
        in_progress|review                *                      *      *          *               *     *      In Progress
        ready|en_route|on_site            *                      *      *          *               rejected *   Rejected
        ready|en_route|on_site            *                      *      *          *               sent|revising|expired * Quoted
        ready|en_route|on_site            *                      yes    *          *               none|approved * Scheduled
        ready|en_route|on_site            *                      no     *          *               approved *   Approved
        ready|en_route|on_site            *                      no     *          *               none  yes    Approved
        ready|en_route|on_site            *                      no     *          *               none  no     Draft
    """,
    "appointment": """
        main                              held                   window technician customer        quote again  name
        cancelled                         *                      *      *          *               *     *      Canceled
        completed                         *                      *      *          *               *     *      Completed
        no_show                           *                      *      *          *               *     *      No-show
        in_progress|review                *                      *      *          *               *     *      In progress
        on_hold                           in_progress            *      *          *               *     *      In progress
        on_site                           *                      *      *          *               *     *      On site
        on_hold                           on_site                *      *          *               *     *      On site
        en_route                          *                      *      *          *               *     *      En route
        on_hold                           en_route               *      *          *               *     *      En route
        draft|ready                       *                      *      *          *               *     *      Scheduled
        on_hold                           ready                  *      *          *               *     *      Scheduled
    """,
}


def rows(profile: str) -> list[tuple[tuple[str, ...], str]]:
    """The table's rows: a pattern for each facet, and the name."""
    lines = [line.split(maxsplit=len(COLUMNS)) for line in NAMES[profile].strip().splitlines()[1:]]
    return [(tuple(words[:-1]), words[-1]) for words in lines]


ROWS = {profile: rows(profile) for profile in NAMES}


def names_of(profile: str, facets: Facets) -> list[str]:
    """What the table says; one name, if it is whole."""
    return [
        name
        for patterns, name in ROWS[profile]
        if all(
            pattern == "*" or value in pattern.split("|")
            for pattern, value in zip(patterns, facets, strict=True)
        )
    ]


def every_combination() -> list[Facets]:
    """All facets there can be; `held` is `-` unless it is on hold."""
    return [
        (main, held, *rest)
        for main in MAINS
        for held in (HELD_FROM if main is Main.ON_HOLD else ("-",))
        for rest in product(YES_NO, YES_NO, CUSTOMER, QUOTES, YES_NO)
    ]


def facets_of(order: Order) -> Facets:
    """The facets of a loaded work order."""
    visit, wishes = order.visit, {Confirmation.DECLINED, Confirmation.CHANGE_REQUESTED}
    wants = order.request is not None or visit.confirmation in wishes
    return (
        order.work.status,
        order.work.held_from or "-",
        "yes" if visit.window_start else "no",
        "yes" if visit.technician_id else "no",
        "wants" if wants else visit.confirmation,
        order.quote.status if order.quote else "none",
        "yes" if visit.visit_no > 1 else "no",
    )
