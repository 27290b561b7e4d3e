"""Named CHECK and EXCLUDE constraints that a model has and its table lacks, and checks of words that have more words now:
Alembic compares neither by itself.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from alembic.autogenerate import comparators
from alembic.autogenerate.api import AutogenContext
from alembic.ddl.postgresql import CreateExcludeConstraintOp
from alembic.operations.ops import (
    CreateCheckConstraintOp,
    DropConstraintOp,
    MigrateOperation,
    ModifyTableOps,
)
from alembic.util import PriorityDispatchResult
from sqlalchemy import CheckConstraint, Enum, Table, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.sql.elements import conv

_THERE = text(
    "select conname, pg_get_constraintdef(oid) from pg_constraint where conrelid = cast(:table as regclass)"
)
_WORD = re.compile(r"'([^']*)'")


def compare(
    context: AutogenContext,
    changes: ModifyTableOps,
    _schema: str | None,
    table: str,
    in_database: Table | None,
    in_models: Table | None,
) -> PriorityDispatchResult:
    """Adds what is missing. Those of a column's own type come with their column; a new table brings its own."""
    if in_database is None or in_models is None or context.connection is None:
        return PriorityDispatchResult.CONTINUE
    there = {row.conname: row[1] for row in context.connection.execute(_THERE, {"table": table})}
    changes.ops.extend(_other_words(in_models, there))
    for constraint in sorted(in_models.constraints, key=lambda each: str(each.name)):
        of_a_type: Any = getattr(constraint, "_type_bound", False)
        if constraint.name in there or of_a_type:
            continue
        if isinstance(constraint, CheckConstraint):
            changes.ops.append(CreateCheckConstraintOp.from_constraint(constraint))
        elif isinstance(constraint, ExcludeConstraint):
            changes.ops.append(CreateExcludeConstraintOp.from_constraint(constraint))
    return PriorityDispatchResult.CONTINUE


def _other_words(table: Table, there: dict[str, str]) -> Iterator[MigrateOperation]:
    """A column that may hold other words than before gets its check anew."""
    for column in table.columns:
        kind = column.type
        name = conv(f"ck_{table.name}_{kind.name}" if isinstance(kind, Enum) else "")
        if not isinstance(kind, Enum) or name not in there:
            continue
        before = _WORD.findall(there[name])
        if set(before) != set(kind.enums):
            old, new = (
                CreateCheckConstraintOp(name, table.name, _one_of(column.name, words))
                for words in (before, kind.enums)
            )
            yield DropConstraintOp(name, table.name, type_="check", _reverse=old)
            yield new


def _one_of(column: str, words: Iterable[str]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


comparators.dispatch_for("table")(compare)
