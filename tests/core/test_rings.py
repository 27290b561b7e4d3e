"""What a call says of timers, written at once, leaves the timers that saying it one by one would."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from core.db import transaction
from core.timers import Rings
from tests.cast import Cast

KINDS = ("unanswered", "unacked", "arrival_watch")
KEYS = st.sampled_from(("1", "2"))
SET = st.tuples(st.sampled_from(KINDS), st.dictionaries(KEYS, st.integers(1, 9), max_size=2))
CLEAR = st.frozensets(st.sampled_from(KINDS), max_size=2)
Said = tuple[str, dict[str, int]] | frozenset[str]
CALLS = st.lists(st.lists(st.one_of(SET, CLEAR), max_size=6), max_size=3)
ROWS = text(
    "select kind, key, due_at from timers where company_id = :company and work_order_id = :order and kind = any(:kinds)"
)


def test_timers_of_a_call_are_as_if_set_and_cleared_one_by_one(cast: Cast) -> None:
    number = cast.scheduled_order()
    order_id = cast.run(
        lambda session: session.scalar(text("select id from work_orders where number = :n"), {"n": number})
    )
    about = {"company": cast.company_id, "order": order_id, "kinds": [*KINDS]}

    @settings(max_examples=60, deadline=None)
    @given(calls=CALLS)
    def as_one_by_one(calls: list[list[Said]]) -> None:
        expected: dict[tuple[str, str], datetime] = {}
        with transaction(cast.desk.sessions) as session:
            session.execute(text("delete from timers where work_order_id = :order"), about)
            for call in calls:
                rings = Rings()
                for said in call:
                    if isinstance(said, frozenset):
                        rings.clear(order_id, said)
                        expected = {each: at for each, at in expected.items() if each[0] not in said}
                    else:
                        kind, hours = said
                        due = {key: cast.clock() + timedelta(hours=number) for key, number in hours.items()}
                        rings.set(order_id, kind, due)
                        expected |= {(kind, key): at for key, at in due.items()}
                rings.write(session, cast.company_id)
            found = {(row.kind, row.key): row.due_at for row in session.execute(ROWS, about)}
        assert found == expected

    as_one_by_one()
