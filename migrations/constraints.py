"""Named CHECK and EXCLUDE constraints that a model has and its table lacks: Alembic compares neither by itself."""

from typing import Any

from alembic.autogenerate import comparators
from alembic.autogenerate.api import AutogenContext
from alembic.ddl.postgresql import CreateExcludeConstraintOp
from alembic.operations.ops import CreateCheckConstraintOp, ModifyTableOps
from alembic.util import PriorityDispatchResult
from sqlalchemy import CheckConstraint, Table, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint

_THERE = text("select conname from pg_constraint where conrelid = cast(:table as regclass)")


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
    there = set(context.connection.scalars(_THERE, {"table": table}))
    for constraint in sorted(in_models.constraints, key=lambda each: str(each.name)):
        of_a_type: Any = getattr(constraint, "_type_bound", False)
        if constraint.name in there or of_a_type:
            continue
        if isinstance(constraint, CheckConstraint):
            changes.ops.append(CreateCheckConstraintOp.from_constraint(constraint))
        elif isinstance(constraint, ExcludeConstraint):
            changes.ops.append(CreateExcludeConstraintOp.from_constraint(constraint))
    return PriorityDispatchResult.CONTINUE


comparators.dispatch_for("table")(compare)
