"""`python -m bench`: one run, one table, bench/results.json. Everything is measured against a baseline of the same run."""

import os
import time
from collections.abc import Callable, Iterator

from bench import desk, dispatch, language, mail, pages, reading, slack
from bench.ground import fresh_database, own_server
from bench.measure import HEAD, RESULTS, Aim, Result, judged, line, write

PARTS: tuple[Callable[[str], Iterator[Result]], ...] = (
    slack.results,
    mail.results,
    reading.results,
    desk.results,
    dispatch.results,
)
AIMS = (
    *(
        Aim(
            f"slack: {typed}, 1 client, p50",
            f"{typed}: within 10 ms of a bolt app that only acks",
            lambda result: result.ours - result.baseline <= 10,
        )
        for typed in (slack.READ, slack.WRITE)
    ),
    Aim(
        "mail: 10 connections",
        "mail in: at least half of a sink that stores nothing",
        lambda result: result.ratio >= 0.5,
    ),
    Aim(
        reading.ALONE,
        "mail read: at least as quick as Roundup's gateway",
        lambda result: result.ratio >= 1,
    ),
    Aim(
        language.ONE_REPLY,
        "a reply understood within 1 ms",
        lambda result: result.ours <= 1,
    ),
    Aim(
        pages.SLOWEST,
        "64 KB of HTML of any shape stripped within 20 ms",
        lambda result: result.ours <= 20,
    ),
    Aim(
        dispatch.RANKING,
        f"dispatch: {dispatch.PEOPLE} candidates ranked within 50 ms",
        lambda result: result.ours <= 50,
    ),
    *(
        Aim(
            f"desk: {command}, {clients}",
            f"desk: {command} at {clients}, at least half of its bare SQL",
            lambda result: result.ratio >= 0.5,
        )
        for command in ("note", "reschedule")
        for clients in ("1 client", "8 clients")
    ),
)


def main() -> None:
    began = time.monotonic()
    results: list[Result] = []
    print(HEAD)
    for result in measured():
        results.append(result)
        print(line(result), flush=True)
    print("", *judged(results, AIMS), "", sep="\n")
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"{time.monotonic() - began:.0f} s on {os.cpu_count()} cores; load average {load}; {RESULTS.name} written"
    )
    write(results)


def measured() -> Iterator[Result]:
    """Everything, each part on a database of its own."""
    with own_server() as server:
        for part in PARTS:
            with fresh_database(server) as url:
                yield from part(url)
    yield from language.results()
    yield from pages.results()


if __name__ == "__main__":
    main()
