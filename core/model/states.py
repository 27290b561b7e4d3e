"""The words a work order's rows can hold: main status and facets (lifecycle §2)."""

from enum import StrEnum, auto


class Main(StrEnum):
    """Where the work is. Changed only by the Desk, by rows of the lifecycle table."""

    DRAFT = auto()
    READY = auto()
    EN_ROUTE = auto()
    ON_SITE = auto()
    IN_PROGRESS = auto()
    ON_HOLD = auto()
    REVIEW = auto()
    COMPLETED = auto()
    NO_SHOW = auto()
    CANCELLED = auto()


class Confirmation(StrEnum):
    """What the customer said about the window; counts only for the revision it answers (I4)."""

    NONE = auto()
    REQUESTED = auto()
    CONFIRMED = auto()
    CHANGE_REQUESTED = auto()
    DECLINED = auto()


class Ack(StrEnum):
    """Whether the technician has seen the assignment as it now stands."""

    NONE = auto()
    PENDING = auto()
    ACKED = auto()


class HoldReason(StrEnum):
    """Why work rests (S2.31)."""

    PARTS = auto()
    CUSTOMER = auto()
    WEATHER = auto()
    ACCESS = auto()
    OTHER = auto()


class Priority(StrEnum):
    """S2.7, lifecycle §8."""

    LOW = auto()
    NORMAL = auto()
    HIGH = auto()
    EMERGENCY = auto()


class OffReason(StrEnum):
    """Why somebody is not there (lifecycle §8)."""

    PTO = auto()
    TRAINING = auto()
    SICK = auto()
    OTHER = auto()


class PlanStatus(StrEnum):
    ACTIVE = auto()
    PAUSED = auto()
    STOPPED = auto()  # for good


class HolidayRule(StrEnum):
    """What becomes of an occurrence on a holiday."""

    NEXT = auto()  # the next working day
    SKIP = auto()


class OccurrenceStatus(StrEnum):
    WAITING = auto()  # its unit is installed, its day has not come
    CREATED = auto()
    SKIPPED = auto()


class VisitOutcome(StrEnum):
    OPEN = auto()
    DONE = auto()
    PARTIAL = auto()
    NO_SHOW = auto()
    CANCELLED = auto()


class RequestStatus(StrEnum):
    """A customer's wish for another time."""

    OPEN = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    CLOSED = auto()  # by an office reschedule or a cancellation
    OVERTAKEN = auto()  # the work began all the same (L51)


class RoundStatus(StrEnum):
    OPEN = auto()
    ACCEPTED = auto()
    EXHAUSTED = auto()
    WITHDRAWN = auto()
    SUPERSEDED = auto()


class Chain(StrEnum):
    """Who is asked to decide when nobody took a visit; the next one when the one before says nothing (P.42)."""

    COORDINATOR = auto()
    SUPERVISOR = auto()
    GROUP = auto()


class DeclineReason(StrEnum):
    """Why a technician says no (P.2). Reported, never held against anybody by itself."""

    SCHEDULE_CONFLICT = "schedule conflict"
    SKILLS_MISMATCH = "skills mismatch"
    TOO_FAR = "too far"
    PARTS_UNAVAILABLE = "parts unavailable"
    DUPLICATE = "duplicate"
    CUSTOMER_ISSUE = "customer issue"
    SAFETY = "safety"
    VEHICLE = "vehicle"
    OTHER = "other"  # said in words


class OfferStatus(StrEnum):
    OPEN = auto()
    ACCEPTED = auto()
    DECLINED = auto()
    EXPIRED = auto()
    WITHDRAWN = auto()
    LOST = auto()
    RELEASED = auto()  # accepted once, the technician was taken off again


class QuoteStatus(StrEnum):
    SENT = auto()
    REVISING = auto()  # what it was for has changed; it counts no more, and the next version is not sent yet
    APPROVED = auto()
    REJECTED = auto()
    EXPIRED = auto()
    SUPERSEDED = auto()
    VOID = auto()  # the work order was cancelled


class Asks(StrEnum):
    """The question a message puts to its recipient."""

    CONFIRM_VISIT = auto()
    APPROVE_QUOTE = auto()
    PICK_SLOT = auto()


class NotificationStatus(StrEnum):
    QUEUED = auto()
    SENT = auto()
    FAILED = auto()
    DROPPED = auto()  # what it says was no longer true when its turn came


class ItemKind(StrEnum):
    """S0.15: one work order may have all of them."""

    INSPECTION = auto()
    SERVICE = auto()
    PART = auto()


class ItemStatus(StrEnum):
    """S0.32: inspections run to submitted (and reviewed), everything else to done (S0.33)."""

    OPEN = auto()
    IN_PROGRESS = auto()
    SUBMITTED = auto()
    REVIEWED = auto()
    DONE = auto()
    SKIPPED = auto()


class RecordKind(StrEnum):
    """What a technician records at the site."""

    PHOTO = auto()
    SIGNATURE = auto()
    CUSTOMER_ABSENT = auto()  # instead of a signature (P.20)
    TIME = auto()
    PART = auto()


class TimeKind(StrEnum):
    """What a technician's time went into (S2.19)."""

    TRAVEL = auto()
    WORK = auto()
    BREAK = auto()


class CardStatus(StrEnum):
    """`posting` is committed before the call, so that an unknown outcome is known to be unknown."""

    NONE = auto()
    POSTING = auto()
    POSTED = auto()
    GONE = auto()


class CardKind(StrEnum):
    ORDER = auto()
    OFFER = auto()
    ASSIGNMENT = auto()
    REQUEST = auto()
    ESCALATION = auto()
    LATE_ACCEPT = auto()
    TRIAGE = auto()


class MessageStatus(StrEnum):
    """An inbound message: received → decided → exactly one of the outcomes."""

    RECEIVED = auto()
    DECIDED = auto()
    APPLIED = auto()
    KEPT = auto()  # with its work order, a person looks or has been told; nothing changed
    TRIAGE = auto()  # waits for a person
    SETTLED = auto()  # a person dealt with it
    IGNORED = auto()  # an auto-reply, a bounce, a loop
    DEAD = auto()  # reading it failed again and again; visible and can be read again
