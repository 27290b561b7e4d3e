"""`python -m bench.soak [--messages 1000] [--kills 10] [--seed N]`: exit code 1 when a promise is broken."""

import argparse
import asyncio
import secrets
import sys

from bench.ground import fresh_database, own_server
from bench.soak.run import Plan, Report, soak


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    options.add_argument("--messages", type=int, default=1000, help="how many different mails")
    options.add_argument("--kills", type=int, default=10, help="how often the worker is killed")
    options.add_argument("--seed", type=int, help="draws the same mails and moments again")
    given = options.parse_args()
    plan = Plan(given.messages, given.kills, secrets.randbelow(10**6) if given.seed is None else given.seed)
    print(f"{plan.messages} mails, {plan.kills} kills, seed {plan.seed}", flush=True)
    with own_server() as server, fresh_database(server) as url:
        report = asyncio.run(soak(url, plan))
    print(described(report))
    return 1 if report.broken else 0


def described(report: Report) -> str:
    """For people."""
    totals = {"handed over": report.handed_over, "worker killed": report.kills, **report.verdict.totals}
    lines = [f"{number:>8}  {name}" for name, number in totals.items()]
    broken = [f"  BROKEN  {line}" for line in report.broken]
    end = f"{report.seconds:.0f} s; {len(broken) or 'no'} promise{'s' * (len(broken) != 1)} broken"
    return "\n".join((*lines, *broken, end))


if __name__ == "__main__":
    sys.exit(main())
