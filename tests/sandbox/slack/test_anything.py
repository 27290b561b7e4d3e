"""Whatever JSON an app sends as blocks or as a view, the checks answer with sentences and never fail themselves."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.slack.forms import fill_ids, first_state
from sandbox.slack.validation import message_problems, options_problems, view_problems
from sandbox.slack.validation.blocks import BLOCKS
from sandbox.slack.validation.elements import ELEMENTS
from tests.sandbox.slack.app import CARD, FORM

FIELDS = (  # noqa: SIM905  reads better than thirty quotes
    "type text fields accessory element elements options option_groups label value action_id block_id initial_option "
    "initial_options rows blocks title submit confirm placeholder image_url alt_text min_length max_selected_items"
).split()
WORDS = st.sampled_from([*BLOCKS, *ELEMENTS, "plain_text", "mrkdwn", "modal", "home", "raw_text", ""])
LEAVES = WORDS | st.text(max_size=5) | st.integers() | st.booleans() | st.none()
JSON_LIKE = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=5),
    max_leaves=25,
)
TYPED = st.builds(
    lambda kind, rest: {**rest, "type": kind}, WORDS, st.dictionaries(st.sampled_from(FIELDS), JSON_LIKE)
)


def _paths(part: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside."""
    inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    for name, value in inner:
        yield (*path, name)
        yield from _paths(value, (*path, name))


def _spoiled(whole: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with one value replaced."""
    copy = deepcopy(whole)
    place = copy
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    return copy


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([(whole, path) for whole in (CARD, FORM) for path in _paths(whole)]), JSON_LIKE)
def test_one_spoiled_value_anywhere_is_judged(where: tuple[Any, tuple[Any, ...]], value: Any) -> None:
    spoiled = _spoiled(*where, value)
    problems = message_problems(spoiled) if isinstance(spoiled, list) else view_problems(spoiled)
    assert all(isinstance(problem, str) for problem in problems)


@settings(max_examples=300, deadline=None)
@given(st.lists(TYPED, max_size=4) | JSON_LIKE)
def test_any_blocks_are_judged_and_those_that_pass_can_be_shown(blocks: Any) -> None:
    problems = message_problems(blocks)
    assert all(isinstance(problem, str) for problem in problems)
    if not problems:
        filled = fill_ids(blocks)
        assert all(block["block_id"] for block in filled)
        first_state(filled)


@settings(max_examples=200, deadline=None)
@given(TYPED | JSON_LIKE)
def test_any_view_and_any_answer_are_judged(sent: Any) -> None:
    for problems in (view_problems(sent), options_problems(sent)):
        assert all(isinstance(problem, str) for problem in problems)
