"""What commands that look at the database for a moment share: sessions, tokens, and which company is meant."""

import contextlib
from collections.abc import Iterator

from sqlalchemy import select

import migrations
from app.database import database
from app.secret_key import secret_key
from core.db import Sessions, make_engine, make_sessions, transaction
from core.model import Company
from core.settings import Settings
from core.tokens import ReplyTokens


@contextlib.contextmanager
def at_hand(settings: Settings, role: str) -> Iterator[tuple[Sessions, ReplyTokens]]:
    """A database with the newest schema, and the key that reads reply addresses, for the length of the block."""
    with database(settings) as url:
        migrations.upgrade(url)
        engine = make_engine(url, pool_size=1, role=role)
        try:
            yield make_sessions(engine), ReplyTokens(secret_key(settings), settings.mail_domain)
        finally:
            engine.dispose()


def only_company(sessions: Sessions) -> int | None:
    """The company's id where there is exactly one: mail from a file to nobody we know is for it."""
    with transaction(sessions) as session:
        ids = session.scalars(select(Company.id).limit(2)).all()
    return ids[0] if len(ids) == 1 else None
