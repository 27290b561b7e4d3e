"""${message}."""

% if imports:
${imports}
% endif
import sqlalchemy as sa
from alembic import op

% if not down_revision:
from migrations.engine import install

% endif
# ruff: noqa: PLR0915 - as many statements as there are tables and indexes

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
% if not down_revision:
    install(op.get_bind())
% endif
