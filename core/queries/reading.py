"""What a query gets: a session, the company through the actor, and the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from core.people import Actor

T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    session: Session
    actor: Actor
    now: datetime

    @property
    def company_id(self) -> int:
        return self.actor.company_id


Query = Callable[[Reading], T]
