"""A file that came with a mail, its bytes included: it outlives the raw mail it came in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.model.base import Owned, owned, refers

KILOBYTE, MEGABYTE = 1024, 1024 * 1024


class Attachment(Owned):
    """It belongs to its message, and to a work order once somebody may put it there. What is the same file is decided by
    its bytes: a work order has each once.
    """

    __tablename__ = "attachments"
    __table_args__ = owned(
        refers("inbound_message_id", "inbound_messages"),
        refers("work_order_id", "work_orders"),
        CheckConstraint("size > 0 AND size = octet_length(content)", name="size_of_its_content"),
        Index("uq_attachments_message", "company_id", "inbound_message_id", "sha256", unique=True),
        Index(
            "uq_attachments_work_order",
            "company_id",
            "work_order_id",
            "sha256",
            unique=True,
            postgresql_where="work_order_id IS NOT NULL",
        ),
    )

    inbound_message_id: Mapped[int]
    work_order_id: Mapped[int | None]
    """None while nobody has said, and nothing proves, that it belongs to one."""
    name: Mapped[str]
    """Fit to be shown and to be a file's name anywhere, whatever the sender called it."""
    content_type: Mapped[str]
    size: Mapped[int]
    """Bytes."""
    sha256: Mapped[str]
    is_photo: Mapped[bool]
    content: Mapped[bytes] = mapped_column(deferred=True)
    received_at: Mapped[datetime]

    @property
    def words(self) -> str:
        """As in "leak.jpg (1.2 MB)"."""
        return f"{self.name} ({size_words(self.size)})"


def size_words(size: int) -> str:
    """A number of bytes as people say it: "812 bytes", "80 KB", "1.2 MB"."""
    if size < KILOBYTE:
        return f"{size} bytes"
    return f"{size / KILOBYTE:.0f} KB" if size < MEGABYTE else f"{size / MEGABYTE:.1f} MB"
