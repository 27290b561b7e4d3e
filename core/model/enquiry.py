"""A mail that asked for work, and the one work order that a person made from it."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from core.model.base import Owned, owned, refers


class Enquiry(Owned):
    """The database lets a mail become one work order, however many people click at once."""

    __tablename__ = "enquiries"
    __table_args__ = owned(
        refers("inbound_message_id", "inbound_messages"),
        refers("work_order_id", "work_orders"),
        Index("uq_enquiries_message", "company_id", "inbound_message_id", unique=True),
        Index("uq_enquiries_work_order", "company_id", "work_order_id", unique=True),
    )

    inbound_message_id: Mapped[int]
    work_order_id: Mapped[int]
