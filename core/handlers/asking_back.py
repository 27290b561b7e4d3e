"""Asking back what an answer is about, and saying why one led to nothing; nothing else changes."""

from core import commands as c
from core import events as e
from core.handlers.mail import WORDS_LIMIT
from core.model import InboundMessage, JsonObject, Notification
from core.refusals import Missing
from core.turn import Events, Turn


def ask_which(turn: Turn, command: c.AskWhich) -> Events:
    """L29, L14: a bare yes of somebody who owes several answers counts for none of them until they say which."""
    message = turn.find(InboundMessage, command.message_id)
    if message is None:
        raise Missing("There is no such message.")
    message.work_order_id = turn.order.work.id
    asked = [turn.find(Notification, each) for each in command.asked_in]
    yield e.MatterAsked(
        message_id=message.id,
        words=" ".join(command.words.split())[:WORDS_LIMIT],
        matters=tuple(_matter(told) for told in asked if told is not None),
    )


def answer_technician(turn: Turn, command: c.AnswerTechnician) -> Events:
    """L37, L38: an answer to an offer that could not be taken is recorded as a message only."""
    message = turn.find(InboundMessage, command.message_id)
    if message is None:
        raise Missing("There is no such message.")
    message.work_order_id = turn.order.work.id
    yield e.TechnicianAnswered(
        message_id=message.id,
        why=command.why,
        answer=command.answer,
        for_person=command.for_person,
        words=(message.new_text or "").strip()[:WORDS_LIMIT],
    )


def _matter(told: Notification) -> JsonObject:
    """As the mail said it that asked: they answer what they read."""
    order, visit = told.context["order"], told.context["visit"]
    return {
        "notification_id": told.id,
        "asks": told.asks.value if told.asks else None,
        "number": order["number"],
        "reference": order["reference"],
        "title": order["title"],
        "start": visit["start"],
        "end": visit["end"],
        "date_only": visit["date_only"],
        "zone": told.context["site"]["zone"],
        "version": told.quote_version,
        "total": str(told.quote_total) if told.quote_total is not None else None,
    }
