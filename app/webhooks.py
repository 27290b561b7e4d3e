"""Which providers may post mail to us, from the settings."""

from starlette.routing import Route

from app.house import House, Pool
from app.roles.smtp import Counting
from core.settings import Settings
from inbound.intake.batches import Batches
from inbound.intake.providers import Provider
from inbound.intake.providers.mailgun import Mailgun
from inbound.intake.providers.postmark import Postmark
from inbound.intake.providers.sendgrid import SendGrid
from inbound.intake.providers.ses import Ses
from inbound.intake.webhooks import Webhooks
from inbound.journal import Journal


def webhook_routes(house: House, pool: Pool) -> list[Route]:
    """Their pages, also of those that are not set up: these are told so."""
    journal = Counting(Journal(pool.sessions, house.tokens), house.metrics)
    batches = Batches(journal, pool.threads)
    return Webhooks(_providers(house.settings), batches, house.clock, house.settings.smtp_max_bytes).routes()


def _providers(settings: Settings) -> dict[str, Provider]:
    providers: dict[str, Provider] = {}
    if settings.webhook_mailgun_key:
        providers["mailgun"] = Mailgun(settings.webhook_mailgun_key.get_secret_value())
    if settings.webhook_postmark_login:
        providers["postmark"] = Postmark(settings.webhook_postmark_login.get_secret_value())
    if settings.webhook_sendgrid_login or settings.webhook_sendgrid_key:
        login = settings.webhook_sendgrid_login
        providers["sendgrid"] = SendGrid(
            login.get_secret_value() if login else "", settings.webhook_sendgrid_key or ""
        )
    if settings.webhook_ses_topic:
        providers["ses"] = Ses(settings.webhook_ses_topic)
    return providers
