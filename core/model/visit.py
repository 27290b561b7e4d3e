"""A visit: one promised window at the site, who goes, and what the customer said about it."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, Index, literal_column, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import JsonObject, Owned, owned, refers
from core.model.states import Ack, Confirmation, RequestStatus, VisitOutcome


class Visit(Owned):
    __tablename__ = "visits"
    __table_args__ = owned(
        refers("work_order_id", "work_orders"),
        refers("technician_id", "technicians"),
        CheckConstraint("(window_start IS NULL) = (window_end IS NULL)", name="window_whole"),
        CheckConstraint("window_start < window_end", name="window_forward"),
        CheckConstraint(
            "confirmation <> 'confirmed' OR (window_start IS NOT NULL AND confirmation_rev = schedule_rev)",
            name="confirmed_for_this_window",
        ),  # I4
        CheckConstraint("(planned_start IS NULL) = (planned_end IS NULL)", name="planned_whole"),
        CheckConstraint("planned_start < planned_end", name="planned_forward"),
        CheckConstraint(
            "planned_start IS NULL OR (window_start IS NOT NULL AND planned_start >= window_start"
            " AND planned_start < window_end)",
            name="planned_as_promised",
        ),
        # I5. Needs no extension: a range of one number is equal to itself alone. Deferrable, so that two technicians
        # can swap their visits.
        ExcludeConstraint(
            (literal_column("int8range(technician_id, technician_id, '[]')"), "="),
            (literal_column("tstzrange(planned_start, planned_end)"), "&&"),
            name="ex_visits_planned",
            using="gist",
            where=text(
                "technician_id IS NOT NULL AND planned_start IS NOT NULL AND outcome = 'open' AND NOT overridden"
            ),
            deferrable=True,
            initially="IMMEDIATE",
        ),
        Index("uq_visits_work_order_id_visit_no", "company_id", "work_order_id", "visit_no", unique=True),
        Index("ix_visits_window", "company_id", "window_start"),
        Index("ix_visits_technician", "company_id", "technician_id", "window_start"),
        # Everybody's days to come, however many years have gone by.
        Index(
            "ix_visits_ends",
            "company_id",
            text("coalesce(planned_end, window_end)"),
            postgresql_where="technician_id IS NOT NULL",
        ),
    )

    work_order_id: Mapped[int]
    visit_no: Mapped[int] = mapped_column(default=1)
    window_start: Mapped[datetime | None]
    window_end: Mapped[datetime | None]
    date_only: Mapped[bool] = mapped_column(default=False)
    schedule_rev: Mapped[int] = mapped_column(default=0)
    """Raised on every change of the window; what a confirmation, an offer or an invite answers."""
    planned_start: Mapped[datetime | None]
    planned_end: Mapped[datetime | None]
    """When exactly the technician's day has it, within what the customer was promised. Without, it only counts
    against the day's capacity (I5)."""
    overridden: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """A supervisor put it where the technician was not free."""
    technician_id: Mapped[int | None]
    preferred_technician_id: Mapped[int | None]
    """Who had the visit before this one."""
    assignment_ack: Mapped[Ack] = mapped_column(default=Ack.NONE, server_default=text("'none'"))
    late_minutes: Mapped[int | None]
    confirmation: Mapped[Confirmation] = mapped_column(default=Confirmation.NONE)
    confirmation_rev: Mapped[int | None]
    confirmed_at: Mapped[datetime | None]
    confirmation_evidence: Mapped[JsonObject | None]
    going_anyway: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    """The customer's last word was otherwise, and somebody said why the visit takes place (L49)."""
    departed_at: Mapped[datetime | None]
    arrived_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    """Since when work that had begun rests."""
    paused_seconds: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    """How long it rested before."""
    outcome: Mapped[VisitOutcome] = mapped_column(default=VisitOutcome.OPEN)

    @property
    def worked(self) -> timedelta | None:
        """How long the work took, pauses left out (S2.19); None until it has ended."""
        if self.started_at is None or self.ended_at is None:
            return None
        paused = timedelta(seconds=self.paused_seconds)
        if self.paused_at is not None:
            paused += self.ended_at - self.paused_at
        return self.ended_at - self.started_at - paused

    def pause(self, now: datetime) -> None:
        """The clock of work that had begun stops (L54)."""
        if self.started_at is not None and self.paused_at is None:
            self.paused_at = now

    def go_on(self, now: datetime) -> None:
        """The clock goes on where it stopped (L55)."""
        if self.paused_at is not None:
            self.paused_seconds += int((now - self.paused_at).total_seconds())
            self.paused_at = None


class RescheduleRequest(Owned):
    """The customer's wish for another time, as they said it and as it was understood."""

    __tablename__ = "reschedule_requests"
    __table_args__ = owned(
        refers("visit_id", "visits"),
        Index(
            "uq_reschedule_requests_open",
            "company_id",
            "visit_id",
            unique=True,
            postgresql_where="status = 'open'",
        ),
    )

    visit_id: Mapped[int]
    for_rev: Mapped[int]
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.OPEN)
    words: Mapped[str]
    proposals: Mapped[list[JsonObject]] = mapped_column(default=list)
    """[{"start": iso, "end": iso, "date_only": bool, "words": str}], UTC; empty when no time was named."""
    answer_reason: Mapped[str | None]
    created_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
