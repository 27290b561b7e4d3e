"""`python -m bench.simulate [--technicians 200] [--orders 2000] [--days 1] [--seed N]`: exit code 1 when a promise is broken.

`--orders` come in for each working day. The same seed draws the same days again. The database forgets what it wrote when
the machine fails, for this is about rules; with `--durable` it is as slow as production's.
"""

import argparse
import secrets
import sys
from statistics import quantiles

from app.postgres import FOR_TESTS
from bench.ground import fresh_database, own_server
from bench.simulate.run import Report, simulate
from bench.simulate.size import Size

SLOWEST = 6


def main() -> int:
    given = _given()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    size = Size(given.technicians, given.orders, given.days, seed)
    print(
        f"{size.technicians} technicians, {size.orders} orders a day, {size.days} days, seed {size.seed}",
        flush=True,
    )
    with own_server(None if given.durable else FOR_TESTS) as server, fresh_database(server) as url:
        report = simulate(url, size)
    print(described(report))
    return 1 if report.broken else 0


def described(report: Report) -> str:
    """For people."""
    lines = [f"{number:>8}  {name}" for name, number in totals(report).items()]
    broken = [f"  BROKEN  {line}" for line in report.broken]
    refused = ", ".join(f"{name} {times}" for name, times in report.tally.refused.most_common())
    end = f"seed {report.size.seed}; {len(broken) or 'no'} promise{'s' * (len(broken) != 1)} broken"
    return "\n".join((*lines, f"refused: {refused}", *_speed(report), *broken, end))


def totals(report: Report) -> dict[str, int]:
    """Everything that is counted, by name."""
    found, events = report.verdict, report.verdict.events
    return {
        "work orders": sum(found.standings.values()),
        "  of plans": found.planned,
        **{f"  {name}": number for name, number in sorted(found.standings.items())},
        "offers": sum(found.offers.values()),
        **{f"  {name}": number for name, number in sorted(found.offers.items())},
        "accepts": events["offer.accepted"],
        "declines": events["offer.declined"],
        "expiries": events["offer.expired"],
        "late accepts": events["offer.accepted-late"],
        "escalated": events["visit.escalated"],
        "  further": events["visit.escalated-further"],
        "  seen to": events["visit.escalation-acknowledged"],
        "displaced": events["visit.displaced"],
        "given back": events["visit.released"],
        "time off": events["staff.off"],
        "deliveries": report.tally.calls,
        "  applied": report.tally.applied.total(),
        "  came again": report.tally.repeated,
        "  refused": report.tally.refused.total(),
        "timers run": report.tally.timers,
    }


def _speed(report: Report) -> list[str]:
    tally = report.tally
    done = tally.calls + tally.timers
    accepts = quantiles(tally.accepts, n=100) if len(tally.accepts) > 1 else [0.0] * 99
    by_time = sorted(tally.seconds.items(), key=lambda each: -each[1])
    slowest = ", ".join(f"{name} {seconds:.0f} s" for name, seconds in by_time[:SLOWEST])
    return [
        f"{report.seconds:.0f} s, {done / report.seconds:.0f} commands/s; looked at afterwards in {report.looked_at:.0f} s",
        f"accepts: half within {accepts[49] * 1000:.0f} ms, 99 of 100 within {accepts[98] * 1000:.0f} ms",
        f"most time went into: {slowest}",
    ]


def _given() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m bench.simulate", description=__doc__)
    options.add_argument("--technicians", type=int, default=200)
    options.add_argument("--orders", type=int, default=2000, help="for each working day")
    options.add_argument("--days", type=int, default=1, help="of the calendar")
    options.add_argument("--seed", type=int, help="draws the same days again")
    options.add_argument("--durable", action="store_true", help="with production's durability")
    return options.parse_args()


if __name__ == "__main__":
    sys.exit(main())
