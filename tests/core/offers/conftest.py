"""Only Tom and Tina go out here, so that every round can be followed by eye."""

import pytest
from sqlalchemy import update

from core.model import Technician
from tests.cast import Cast
from tests.core.offers.office import id_of


@pytest.fixture(autouse=True)
def _only_tom_and_tina(cast: Cast) -> None:
    others = Technician.id.not_in([id_of(cast.tom), id_of(cast.tina)])
    cast.run(lambda session: session.execute(update(Technician).where(others).values(active=False)))
