"""Minutes by road from a service on the network: asked outside any transaction, kept, and missed by nobody."""

from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select, text

from core import commands as c
from core import roads
from core.availability.travel import Place
from core.desk import AsyncDesk
from core.model import Site, TravelTime
from core.roads import Stop, Wanted
from outbound.roads import MOST_PLACES, RoadCourier, RoadService, minutes_of, questions
from tests.cast import FRIDAY, THURSDAY, Cast, window

SITES = ("Acme HQ", "Acme Cold Store", "Lakeview Clinic")


@dataclass
class Roads:
    """A road service on a port of its own: each way takes 600 s there and 900 s back, unless `broken` or `cut off`."""

    url: str = ""
    asked: list[Any] = field(default_factory=list)
    broken: Any = None
    cut_off: bool = False

    async def osrm(self, request: web.Request) -> web.StreamResponse:
        where = request.match_info["where"].split(";")
        self.asked.append([tuple(float(part) for part in each.split(",")) for each in where])
        assert request.query["annotations"] == "duration"
        return self._answer({"code": "Ok", "durations": self._table(len(where))})

    async def valhalla(self, request: web.Request) -> web.StreamResponse:
        said = await request.json()
        assert said["sources"] == said["targets"]
        self.asked.append([(each["lon"], each["lat"]) for each in said["sources"]])
        rows = [
            [{"time": each, "distance": 1.0} for each in row] for row in self._table(len(said["sources"]))
        ]
        return self._answer({"sources_to_targets": rows})

    def _answer(self, said: Any) -> web.StreamResponse:
        if isinstance(self.broken, int):
            return web.Response(status=self.broken)
        return web.json_response(said if self.broken is None else self.broken)

    def _table(self, size: int) -> list[list[float | None]]:
        def seconds(one: int, other: int) -> float | None:
            if one == other:
                return 0.0
            if self.cut_off and size - 1 in {one, other}:
                return None
            return 600.4 if one < other else 900.2

        return [[seconds(one, other) for other in range(size)] for one in range(size)]


@pytest.fixture
async def service() -> AsyncIterator[Roads]:
    standing_in, app = Roads(), web.Application()
    app.router.add_get("/table/v1/driving/{where}", standing_in.osrm)
    app.router.add_post("/sources_to_targets", standing_in.valhalla)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    standing_in.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield standing_in
    await runner.cleanup()


@pytest.fixture
def courier(cast: Cast, service: Roads) -> Iterator[RoadCourier]:
    with ThreadPoolExecutor(2) as threads:
        yield RoadCourier(AsyncDesk(cast.desk, threads), RoadService(service.url))


def ids(cast: Cast) -> dict[str, int]:
    found: dict[str, int] = cast.run(
        lambda session: {row.name: row.id for row in session.scalars(select(Site)) if row.name in SITES}
    )
    return found


def visits(cast: Cast, *names: str, at: c.Window = THURSDAY) -> None:
    for name in names:
        create = c.Create(site_id=ids(cast)[name], type="inspection", title="Yearly check")
        cast.do(cast.dora, create, c.Schedule(window=at))


def kept(cast: Cast) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = cast.run(
        lambda session: {
            (row.site_a_id, row.site_b_id): row.minutes for row in session.scalars(select(TravelTime))
        }
    )
    return found


@pytest.mark.parametrize("speaks", ["osrm", "valhalla"])
async def test_the_longer_of_both_directions_is_kept_with_parking(
    cast: Cast, service: Roads, speaks: Any
) -> None:
    visits(cast, "Acme HQ", "Lakeview Clinic")
    with ThreadPoolExecutor(2) as threads:
        await RoadCourier(AsyncDesk(cast.desk, threads), RoadService(service.url, speaks)).fetch()
    pair = tuple(sorted((ids(cast)["Acme HQ"], ids(cast)["Lakeview Clinic"])))
    assert kept(cast) == {pair: 21}
    assert service.asked == [[(-87.6573, 41.8867), (-87.6817, 42.0464)]]


async def test_what_is_fresh_is_not_asked_again(cast: Cast, service: Roads, courier: RoadCourier) -> None:
    visits(cast, "Acme HQ", "Lakeview Clinic")
    await courier.fetch()
    await courier.fetch()
    assert len(service.asked) == 1
    visits(cast, "Acme Cold Store")
    await courier.fetch()
    assert len(service.asked) == 2
    assert len(kept(cast)) == 3
    cast.clock.forward(days=31)
    visits(cast, "Acme HQ", "Lakeview Clinic", at=_in_december())
    await courier.fetch()
    assert len(service.asked) == 3


def _in_december() -> c.Window:
    later = window(26, 9, 11)
    return c.Window(start=later.start.replace(month=12, day=28), end=later.end.replace(month=12, day=28))


async def test_only_sites_of_the_coming_days_are_asked_for(
    cast: Cast, service: Roads, courier: RoadCourier
) -> None:
    """One site has no ways, and a cancelled visit needs none."""
    visits(cast, "Acme HQ")
    await courier.fetch()
    visits(cast, "Lakeview Clinic")
    cast.do(cast.sue, c.Cancel(order=2, reason="x"))
    visits(cast, "Acme Cold Store", at=_in_december())
    await courier.fetch()
    assert service.asked == []


async def test_without_coordinates_nothing_is_asked(cast: Cast, service: Roads, courier: RoadCourier) -> None:
    def forget(session: Any) -> None:
        for each in session.scalars(select(Site)):
            each.latitude = each.longitude = None

    cast.run(forget)
    visits(cast, "Acme HQ", "Lakeview Clinic")
    await courier.fetch()
    assert service.asked == []


async def test_where_there_is_no_way_the_guess_stays(
    cast: Cast, service: Roads, courier: RoadCourier
) -> None:
    service.cut_off = True
    visits(cast, *SITES)
    await courier.fetch()
    assert len(kept(cast)) == 1


BROKEN = {
    "an error":         503,
    "no table":         {"code": "InvalidQuery"},
    "a smaller table":  {"code": "Ok", "durations": [[0]]},
    "no numbers":       {"code": "Ok", "durations": [["a", "b"], ["c", "d"]]},
    "no times":         {"code": "Ok", "durations": [[0, -5], [-5, 0]]},
    "no object":        ["durations"],
}  # fmt: skip


@pytest.mark.parametrize("how", BROKEN)
async def test_a_service_that_answers_nonsense_changes_nothing(
    cast: Cast, service: Roads, courier: RoadCourier, how: str
) -> None:
    service.broken = BROKEN[how]
    visits(cast, "Acme HQ", "Lakeview Clinic")
    await courier.fetch()
    assert kept(cast) == {}
    assert len(service.asked) == 1
    service.broken = None
    await courier.fetch()
    assert len(kept(cast)) == 1


async def test_a_service_that_is_away_changes_nothing(cast: Cast) -> None:
    visits(cast, "Acme HQ", "Lakeview Clinic", at=FRIDAY)
    with ThreadPoolExecutor(2) as threads:
        await RoadCourier(AsyncDesk(cast.desk, threads), RoadService("http://127.0.0.1:9")).fetch()
    assert kept(cast) == {}


def test_every_pair_of_many_sites_is_in_some_question() -> None:
    stops = tuple(Stop(at, Place(0.1 * at, 0.0)) for at in range(1, 181))
    asked = list(questions(Wanted(1, stops, frozenset())))
    assert all(len(each) <= MOST_PLACES for each in asked)
    pairs = {(a.site_id, b.site_id) for each in asked for a in each for b in each if a.site_id < b.site_id}
    assert len(pairs) == 180 * 179 // 2
    known = frozenset(pairs - {(1, 2)})
    assert len(list(questions(Wanted(1, stops, known)))) == 4


def test_minutes_are_whole_and_rounded_up() -> None:
    stops = [Stop(9, Place(0, 0)), Stop(4, Place(1, 1))]
    assert minutes_of(stops, [[0, 61.0], [59.0, 0]]) == {(4, 9): 7}
    assert minutes_of(stops, [[0, None], [59.0, 0]]) == {}


def test_asking_twice_at_once_asks_once(cast: Cast) -> None:
    def twice(session: Any) -> list[str]:
        roads.ask(session)
        roads.ask(session)
        return list(
            session.scalars(text("select task_name from procrastinate_jobs where task_name = 'roads.fetch'"))
        )

    assert cast.run(twice) == ["roads.fetch"]
