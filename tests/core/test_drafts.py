"""Drafts: written in silence, opened when they are ready (L5)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from core import commands as c
from core import queries
from core.model import Card, Company, Main
from core.people import Role, permissions_of
from core.queries.views import OrderView
from core.refusals import Perm, State
from tests.cast import THURSDAY, Cast, use_profile


def _create(cast: Cast, **said: Any) -> OrderView:
    done = cast.do(cast.dora, c.Create(**said))
    assert done.order is not None
    return cast.read(cast.dora, queries.order(done.order))


def test_a_draft_tells_nobody_until_it_is_opened(cast: Cast) -> None:
    """L5, S2.8, S2.10, S2.11: window and technician wait with it."""
    use_profile(cast, "quote")
    view = _create(cast, site_id=cast.site_id, window=THURSDAY, technician_id=cast.tom.technician_id)
    assert (view.main, view.status) == (Main.DRAFT, "Draft")
    assert (cast.told(), cast.count(Card)) == ([], 0)
    assert cast.read(cast.tom, queries.orders()) == ()
    cast.do(cast.dora, c.Open(order=view.number))
    opened = cast.read(cast.dora, queries.order(view.number))
    assert (opened.main, opened.status) == (Main.READY, "Scheduled")
    assert opened.technician is not None
    assert opened.technician.name == "Tom Tran"
    assert cast.count(Card) == 2, "the order's card and Tom's"


def test_sending_the_quote_opens_a_draft(cast: Cast) -> None:
    """L11 from a draft, S2.12."""
    use_profile(cast, "quote")
    view = _create(cast, site_id=cast.site_id)
    cast.do(cast.dora, c.SendQuote(order=view.number, total=Decimal(450)))
    assert cast.read(cast.dora, queries.order(view.number)).status == "Quoted"
    assert cast.count(Card) == 1


def test_a_cancelled_draft_was_never_heard_of(cast: Cast) -> None:
    use_profile(cast, "quote")
    view = _create(cast, site_id=cast.site_id)
    cast.do(cast.dora, c.Cancel(order=view.number, reason="typed twice"))
    assert cast.told() == []


def test_only_a_draft_can_be_opened(cast: Cast) -> None:
    with pytest.raises(State, match="isn't available while WO-1 is"):
        cast.do(cast.dora, c.Open(order=cast.new_order()))


def test_a_draft_is_dropped_by_whoever_may_create_one(cast: Cast) -> None:
    """L65: it takes no supervisor, for nobody was told; everything else does."""
    use_profile(cast, "quote")
    cast.run(
        lambda session: setattr(session.get(Company, cast.company_id), "policy", {"office_supervises": False})
    )
    draft, other = (_create(cast, site_id=cast.site_id) for _ in range(2))
    creates = replace(cast.dora, permissions=permissions_of([Role.DISPATCHER], office_supervises=False))
    cast.do(creates, c.Cancel(order=draft.number, reason="asked twice"))
    assert cast.read(cast.dora, queries.order(draft.number)).main is Main.CANCELLED
    cast.do(cast.dora, c.Open(order=other.number))
    with pytest.raises(Perm, match=r"work_orders\.supervise"):
        cast.do(creates, c.Cancel(order=other.number, reason="asked twice"))
