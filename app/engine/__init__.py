"""The job engine: runs what core.jobs defers. Procrastinate on our database, supervised, with its gaps closed."""

from app.engine.engine import Engine
from app.engine.task import Task

__all__ = ["Engine", "Task"]
