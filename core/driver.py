"""Connections that keep what PostgreSQL has prepared when a transaction is rolled back."""

from typing import Any

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from sqlalchemy import Engine, ExceptionContext, event

PREPARED = 500
"""Statements kept on a connection. psycopg's own hundred is fewer than a day's work asks for, and then none of them stays."""
STALE = frozenset({"0A000", "26000"})
"""“cached plan must not change result type”, and a statement that does not exist."""


class SteadyConnection(psycopg.Connection[Any]):
    """psycopg drops every prepared statement at a rollback, for one may name a table that this took away.

    No table of ours is made beside such statements. A refusal is a rollback, and after each of them PostgreSQL would
    plan the same joins again.
    """

    def rollback(self) -> None:
        """Ends the transaction, if there is one. Raises OperationalError when the connection is lost."""
        if self.pgconn.transaction_status == TransactionStatus.IDLE:
            return
        result = self.pgconn.exec_(b"ROLLBACK")
        if result.status != ExecStatus.COMMAND_OK:
            raise psycopg.OperationalError(result.error_message.decode(errors="replace"))


def steadily(engine: Engine) -> Engine:
    """The engine, with such connections."""
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "handle_error", _replace_what_has_stale_statements)
    return engine


def _replace_what_has_stale_statements(context: ExceptionContext) -> None:
    """A migration changed what a prepared statement reads, or a pooler lost it: only new connections know better."""
    if getattr(context.original_exception, "sqlstate", None) in STALE:
        context.is_disconnect = True


def _connect(
    _dialect: object, _record: object, args: tuple[Any, ...], options: dict[str, Any]
) -> SteadyConnection:
    connection = SteadyConnection.connect(*args, **options)
    connection.prepared_max = PREPARED
    return connection
