"""`truckroll explain FILE.eml`: what would be done with a message, step by step. Changes nothing."""

from pathlib import Path

from app.authentication import authenticator
from app.offline import at_hand
from core.clock import system_clock
from core.db import transaction
from core.settings import Settings
from core.tokens import ReplyTokens
from inbound.addresses import claimed_company
from inbound.envelope import Envelope
from inbound.explain import BadContext, Explanation, examine, explain, explain_in, read_context
from inbound.intake.files import envelopes_from
from inbound.question import DatabaseBook

NO_COMPANY = 0
"""No company has this id: a message to nobody we know is explained without knowing anybody."""


def run(settings: Settings, file: Path, context: Path | None, *, as_json: bool) -> int:
    """Prints each step's result; the exit code is 1 when the context cannot be used.

    With a context no database is needed: the file describes the order and question instead.
    """
    (envelope,) = envelopes_from([file], system_clock)
    try:
        explanation = (
            _in_context(settings, envelope, context) if context else _in_database(settings, envelope)
        )
    except BadContext as fault:
        print(fault)  # noqa: T201 - for the person who typed it
        return 1
    print(explanation.as_json() if as_json else "\n".join(explanation.lines()))  # noqa: T201 - as above
    return 0


def _in_context(settings: Settings, envelope: Envelope, context: Path) -> Explanation:
    described = read_context(context)
    prepared = examine(envelope, authenticator(settings))
    return explain_in(envelope, prepared, ReplyTokens(b"", settings.mail_domain), described)


def _in_database(settings: Settings, envelope: Envelope) -> Explanation:
    prepared = examine(envelope, authenticator(settings))
    with at_hand(settings, "explain") as (sessions, tokens), transaction(sessions) as session:
        named = (claimed_company(recipient, tokens.domain) for recipient in envelope.recipients)
        company_id = next((company for company in named if company is not None), NO_COMPANY)
        return explain(envelope, prepared, tokens, DatabaseBook(session, company_id, system_clock()))
