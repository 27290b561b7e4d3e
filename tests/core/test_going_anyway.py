"""Somebody sets off although the customer's last word was otherwise: only with a reason, which is kept (L49–L51)."""

import pytest

from bot.blocks.history import history
from bot.blocks.windows import Reader
from core import commands as c
from core import queries
from core.model import Confirmation, Main, RequestStatus, RescheduleRequest
from core.refusals import State
from tests.cast import FRIDAY, THURSDAY, Cast

WHY = "he rang, come at 9"

# fmt: off
WORDS: dict[str, tuple[c.Command, str]] = {
    # the customer says                                      and who is told to stay reads
    "another time": (c.RequestReschedule(for_rev=1, words="Friday?", proposals=(FRIDAY,)), "asked for another time"),
    "don't come":   (c.DeclineVisit(for_rev=1, words="no"),                                "said not to come"),
    "cancel":       (c.RequestCancel(words="please cancel"),                               "said not to come"),
}
STEPS = (c.Depart, c.Arrive, c.Start)
# fmt: on


def toms_order(cast: Cast) -> int:
    assert cast.tom.technician_id is not None
    return cast.new_order(c.Schedule(window=THURSDAY), c.Assign(technician_id=cast.tom.technician_id))


def says(cast: Cast, number: int, said: str) -> str:
    command, refused = WORDS[said]
    cast.do(cast.cara, type(command)(**{**vars(command), "order": number}))
    return refused


def told_of(cast: Cast, number: int) -> str:
    """The history as people read it."""
    order, reader = (
        cast.read(cast.dora, queries.order(number)),
        Reader.of(cast.read(cast.dora, queries.company())),
    )
    return str(history(order, cast.read(cast.dora, queries.history(number)), reader))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("said", WORDS)
def test_nobody_goes_against_the_customers_last_word_without_a_reason(
    cast: Cast, said: str, step: type[c.Depart | c.Arrive | c.Start]
) -> None:
    """L49, L50, L51: the refusal names the next step; a blank reason is none."""
    number = toms_order(cast)
    refused = says(cast, number, said)
    for blank in (None, "", "  "):
        with pytest.raises(State) as refusal:
            cast.do(cast.tom, step(order=number, override=blank))
        assert refused in refusal.value.words
        assert f"`/wo depart WO-{number} --override " in refusal.value.words
    cast.do(cast.tom, step(order=number, override=WHY))
    newest = cast.read(cast.dora, queries.history(number))[0]
    assert newest.data["override"] == WHY
    assert WHY in told_of(cast, number)


def test_one_reason_lasts_for_the_way_the_arrival_and_the_work(cast: Cast) -> None:
    """L49–L51: what was said once need not be said at every step."""
    number = toms_order(cast)
    says(cast, number, "don't come")
    cast.do(cast.tom, c.Depart(order=number, override=WHY))
    cast.do(cast.tom, c.Arrive(order=number))
    cast.do(cast.tom, c.Start(order=number))
    assert cast.read(cast.dora, queries.order(number)).status == "Started"


def test_a_reason_does_not_outlast_the_customers_next_word(cast: Cast) -> None:
    """L49, L31b."""
    number = toms_order(cast)
    says(cast, number, "another time")
    cast.do(cast.tom, c.Depart(order=number, override=WHY))
    says(cast, number, "cancel")
    with pytest.raises(State, match="said not to come"):
        cast.do(cast.tom, c.Arrive(order=number))


def test_the_work_overtakes_an_open_wish_for_another_time(cast: Cast) -> None:
    """L51: the wish is closed as overtaken, and the history says so."""
    number = toms_order(cast)
    says(cast, number, "another time")
    cast.do(cast.tom, c.Start(order=number, override=WHY))
    (status,) = cast.run(lambda session: [each.status for each in session.query(RescheduleRequest)])
    assert status is RequestStatus.OVERTAKEN
    assert cast.read(cast.dora, queries.order(number)).request is None
    assert "started the work, although the customer's wish for another time was open" in told_of(cast, number)


def test_where_the_customer_agrees_a_reason_is_not_kept(cast: Cast) -> None:
    """L49: nothing was overridden."""
    number = toms_order(cast)
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="yes"))
    cast.do(cast.tom, c.Depart(order=number, override=WHY))
    assert cast.read(cast.dora, queries.history(number))[0].data["override"] is None
    assert cast.read(cast.dora, queries.order(number)).confirmation is Confirmation.CONFIRMED


def test_the_customer_may_still_agree_and_then_no_reason_is_needed(cast: Cast) -> None:
    """L49, H13: the latest word counts."""
    number = toms_order(cast)
    says(cast, number, "don't come")
    cast.do(cast.cara, c.Confirm(order=number, for_rev=1, words="sorry, do come"))
    cast.do(cast.tom, c.Depart(order=number))
    assert cast.read(cast.dora, queries.order(number)).main is Main.EN_ROUTE
