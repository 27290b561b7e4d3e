"""The database of this installation: DATABASE_URL, or the embedded server for as long as somebody uses it."""

import contextlib
from collections.abc import Iterator

from app.postgres import EmbeddedPostgres
from core.settings import Settings


@contextlib.contextmanager
def database(settings: Settings) -> Iterator[str]:
    """The address to connect to. Raises PostgresUnavailable where the embedded server does not start."""
    if settings.database_url:
        yield settings.database_url.get_secret_value()
        return
    with EmbeddedPostgres(settings.truckroll_data) as server:
        yield server.url()
