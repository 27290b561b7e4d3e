"""A customer's address is put right: N.13."""

import re

from sqlalchemy import select

from core import commands as c
from core import events as e
from core.model import Contact
from core.refusals import Missing, State
from core.turn import Events, Turn

ADDRESS = re.compile(r"[^\s@<>()\[\],;:\"]{1,64}@[^\s@<>()\[\],;:\"]{1,189}\.[^\s@<>()\[\],;:\".]{2,63}")
HOW = "`/wo address {order} old@example.com new@example.com`"


def correct_address(turn: Turn, command: c.CorrectAddress) -> Events:
    """Mail goes out to the contact again. The same address counts as working again, unless they reported our mail."""
    email = command.email.strip().lower()
    if not ADDRESS.fullmatch(email):
        raise Missing(f"“{command.email.strip()}” is no address like cara@example.com.", field="email")
    contacts = _contacts(turn)
    contact = _meant(turn, contacts, command.instead_of)
    if any(each is not contact and (each.email or "").lower() == email for each in contacts):
        raise State(f"{email} is somebody else's at {turn.order.customer.name} already.", field="email")
    old = (contact.email or "").lower()
    if old == email and contact.complained_at is not None:
        raise State(
            f"{contact.name} reported our mail there as spam. Call them, and give another address.",
            field="email",
        )
    if old == email and contact.bounced_at is None:
        return
    contact.email, contact.bounced_at, contact.complained_at = email, None, None
    yield e.AddressCorrected(contact_id=contact.id, contact=contact.name, old=old, email=email)


def _contacts(turn: Turn) -> list[Contact]:
    """Those of the customer, held until the end: two people may correct the same one."""
    asked = select(Contact).where(
        Contact.company_id == turn.actor.company_id, Contact.customer_id == turn.order.work.customer_id
    )
    locked = asked.order_by(Contact.id).with_for_update().execution_options(populate_existing=True)
    return list(turn.session.scalars(locked))


def _meant(turn: Turn, contacts: list[Contact], address: str | None) -> Contact:
    """Whoever has that address; without one whoever mail does not reach, else the work order's own contact."""
    order = turn.order
    if address is not None:
        found = [each for each in contacts if (each.email or "").lower() == address.strip().lower()]
        if not found:
            raise Missing(
                f"Nobody at {order.customer.name} has the address {address.strip()}.", field="email"
            )
        return found[0]
    unreached = [each for each in contacts if each.bounced_at or each.complained_at]
    if len(unreached) > 1:
        named = " or ".join(f"{each.name} ({each.email})" for each in unreached)
        raise Missing(
            f"Whose: {named}? Name both addresses: {HOW.format(order=order.reference)}.", field="email"
        )
    meant = unreached[0] if unreached else order.contact
    if meant is None:
        raise Missing(f"{order.customer.name} has no contact yet. `truckroll setup` adds one.", field="email")
    return next(each for each in contacts if each.id == meant.id)
