"""In here the sample company gives its people a minute to undo."""

from typing import Any

import pytest

from core.model import Company
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _a_minute_to_undo(cast: Cast) -> None:
    def change(session: Any) -> None:
        company = session.get(Company, cast.company_id)
        company.policy = {**company.policy, "undo_seconds": 60}

    cast.run(change)
