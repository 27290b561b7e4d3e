"""The job that sends one mail, and where it queues: one lane per recipient keeps their mail in order."""

from typing import Final

from core.jobs import Job

MAIL_TASK: Final = "mail.send"


def mail_job(company_id: int, notification_id: int, recipient: str) -> Job:
    """`recipient`: the notification's, e.g. `contact:7`."""
    return Job(
        MAIL_TASK,
        {"company_id": company_id, "notification_id": notification_id},
        lane=f"mail:{company_id}:{recipient}",
    )
