"""`python -m bench.soak [--messages 10000] [--each-step 20] [--anywhere 20] [--seed N]`: exit code 1 when a promise is broken."""

import argparse
import asyncio
import secrets
import sys

from bench.ground import fresh_database, own_server
from bench.soak.run import Plan, Report, soak


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    options.add_argument("--messages", type=int, default=10_000, help="how many different mails")
    options.add_argument("--each-step", type=int, default=20, help="how many processes die at each step")
    options.add_argument("--anywhere", type=int, default=20, help="how many workers are killed anywhere else")
    options.add_argument("--seed", type=int, help="draws the same mails and moments again")
    given = options.parse_args()
    seed = secrets.randbelow(10**6) if given.seed is None else given.seed
    plan = Plan(given.messages, given.each_step, given.anywhere, seed)
    print(f"{plan.messages} mails, {plan.each_step} deaths at each step, seed {plan.seed}", flush=True)
    with own_server() as server, fresh_database(server) as url:
        report = asyncio.run(soak(url, plan))
    print(described(report))
    return 1 if report.broken else 0


def described(report: Report) -> str:
    """For people."""
    totals = {
        "handed over": report.handed_over,
        "handed over again": report.again,
        **{f"killed: {step}": times for step, times in report.deaths.items()},
        **report.verdict.totals,
    }
    lines = [f"{number:>8}  {name}" for name, number in totals.items()]
    broken = [f"  BROKEN  {line}" for line in report.broken]
    end = f"{report.seconds:.0f} s; {len(broken) or 'no'} promise{'s' * (len(broken) != 1)} broken"
    return "\n".join((*lines, *broken, end))


if __name__ == "__main__":
    sys.exit(main())
