"""The jobs that send one mail and read one message, and where they queue.

One lane per recipient keeps their mail in order; one per sender, of a few that a company has, what they write.
"""

from typing import Final
from zlib import crc32

from core.jobs import Job

MAIL_TASK: Final = "mail.send"
READ_TASK: Final = "mail.read"
LANES = 4
OPTIONAL: Final = frozenset(
    {"confirmation-reminder", "technician-named", "on-the-way", "running-late", "work-completed"}
)
"""Mail that need not be: reminders, and news on how it goes. Whoever says STOP gets none of it."""


def mail_job(company_id: int, notification_id: int, recipient: str) -> Job:
    """`recipient`: the notification's, e.g. `contact:7`."""
    return Job(
        MAIL_TASK,
        {"company_id": company_id, "notification_id": notification_id},
        lane=f"mail:{company_id}:{recipient}",
    )


def read_job(company_id: int, message_id: int, sender: str) -> Job:
    """The job that reads a message. Messages of one sender keep their order; a company has `LANES` lanes."""
    lane = crc32(sender.lower().encode("utf-8", "replace")) % LANES
    return Job(
        READ_TASK, {"company_id": company_id, "message_id": message_id}, lane=f"mail:{company_id}:{lane}"
    )
