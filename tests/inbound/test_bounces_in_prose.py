"""Bounces as the mail systems in use write them, without any machine-readable report."""

import pytest

from inbound.parse import parse_here
from inbound.screen import Kind, screen

GONE = "gone@harbour.example"
# fmt: off
BOUNCES = {
    "postfix prose": (
        "From: MAILER-DAEMON@mx.example (Mail Delivery System)",
        "Subject: Undelivered Mail Returned to Sender",
        "",
        "This is the mail system at host mx.example.",
        "",
        "I'm sorry to have to inform you that your message could not",
        "be delivered to one or more recipients.",
        "",
        "<gone@harbour.example>: host mail.harbour.example[192.0.2.1] said: 550 5.1.1 User unknown",
    ),
    "exim": (
        "From: Mail Delivery System <Mailer-Daemon@mx.example>",
        "Subject: Mail delivery failed: returning message to sender",
        "X-Failed-Recipients: gone@harbour.example",
        "Auto-Submitted: auto-replied",
        "",
        "This message was created automatically by mail delivery software.",
        "",
        "  gone@harbour.example",
        "    SMTP error from remote mail server after RCPT TO:<gone@harbour.example>: 550 No such user",
    ),
    "exim no header": (
        "From: Mail Delivery System <Mailer-Daemon@mx.example>",
        "Subject: Mail delivery failed: returning message to sender",
        "",
        "A message that you sent could not be delivered to one or more of its",
        "recipients. The following address(es) failed:",
        "",
        "  gone@harbour.example",
        "    Unrouteable address",
    ),
    "qmail": (
        "From: MAILER-DAEMON@mx.example",
        "Subject: failure notice",
        "",
        "Hi. This is the qmail-send program at mx.example.",
        "I'm afraid I wasn't able to deliver your message to the following addresses.",
        "",
        "<gone@harbour.example>:",
        "Sorry, no mailbox here by that name. (#5.1.1)",
    ),
    "sendmail": (
        "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>",
        "Subject: Returned mail: see transcript for details",
        "",
        "   ----- The following addresses had permanent fatal errors -----",
        "<gone@harbour.example>",
        "    (reason: 550 5.1.1 <gone@harbour.example>... User unknown)",
    ),
    "gmail": (
        "From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>",
        "Subject: Delivery Status Notification (Failure)",
        "",
        "** Address not found **",
        "",
        "Your message wasn't delivered to gone@harbour.example because the address couldn't be found, or is unable to receive mail.",
    ),
    "exchange en": (
        "From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@harbour.example>",
        "Subject: Undeliverable: Your visit",
        "",
        "Your message to gone@harbour.example couldn't be delivered.",
        "gone wasn't found at harbour.example.",
        "550 5.1.10 RESOLVER.ADR.RecipientNotFound",
    ),
    "exchange de": (
        "From: Microsoft Outlook <postmaster@harbour.example>",
        "Subject: Unzustellbar: Ihr Termin",
        "",
        "Ihre Nachricht an gone@harbour.example konnte nicht zugestellt werden.",
    ),
    "exchange fr": (
        "From: postmaster@harbour.example",
        "Subject: Non remis : Votre visite",
        "",
        "Votre message à gone@harbour.example n'a pas pu être remis.",
    ),
    "exchange es": (
        "From: postmaster@harbour.example",
        "Subject: No se puede entregar: Su visita",
        "",
        "No se pudo entregar el mensaje a gone@harbour.example.",
    ),
    "exchange it": (
        "From: postmaster@harbour.example",
        "Subject: Non recapitabile: Visita",
        "",
        "Impossibile recapitare il messaggio a gone@harbour.example.",
    ),
    "exchange nl": (
        "From: postmaster@harbour.example",
        "Subject: Niet te bezorgen: Bezoek",
        "",
        "Uw bericht aan gone@harbour.example kan niet worden bezorgd.",
    ),
    "exchange pt": (
        "From: postmaster@harbour.example",
        "Subject: Não é possível entregar: Visita",
        "",
        "Sua mensagem para gone@harbour.example não pôde ser entregue.",
    ),
    "yahoo": (
        "From: MAILER-DAEMON@yahoo.com",
        "Subject: Failure Notice",
        "",
        "Sorry, we were unable to deliver your message to the following address.",
        "",
        "<gone@harbour.example>:",
        "554: delivery error: dd This user doesn't have a yahoo.com account",
    ),
    "gmx": (
        "From: GMX Mailer Daemon <mailer-daemon@gmx.de>",
        "Subject: Mail delivery failed: returning message to sender",
        "",
        "This message was created automatically by mail delivery software.",
        "",
        "A message that you sent could not be delivered to",
        "one or more of its recipients. This is a permanent error.",
        "",
        "gone@harbour.example:",
        "Requested action not taken: mailbox unavailable",
    ),
    "icloud full": (
        "From: Mail Delivery System <MAILER-DAEMON@mx.example>",
        "Subject: Undelivered Mail Returned to Sender",
        "",
        "<gone@harbour.example>: user is over quota",
    ),
    "zimbra over quota": (
        "From: MAILER-DAEMON@mx.example",
        "Subject: Undelivered Mail",
        "",
        "gone@harbour.example: Mailbox is full",
    ),
    "mailgun": (
        "From: postmaster@mg.example",
        "Subject: Delivery has failed to these recipients",
        "",
        "Delivery has failed to these recipients or groups:",
        "gone@harbour.example",
        "The email address you entered couldn't be found.",
    ),
    "forcepoint": (
        "From: System Administrator <admin@harbour.example>",
        "Subject: Undeliverable: Visit",
        "",
        "Your message did not reach some or all of the intended recipients.",
        "",
        "The following recipient(s) could not be reached:",
        "  gone@harbour.example on 02/11/2026",
        "  The e-mail account does not exist",
    ),
    "lotus": (
        "From: Mail Router <postmaster@harbour.example>",
        "Subject: DELIVERY FAILURE: User gone (gone@harbour.example) not listed in Domino Directory",
        "",
        "Your message",
        "  Subject: Visit",
        "was not delivered to:",
        "  gone@harbour.example",
        "because:",
        "  User gone not listed in Domino Directory",
    ),
    "groupwise": (
        "From: Mailer-Daemon <postmaster@harbour.example>",
        "Subject: Message status - undeliverable",
        "",
        "The message that you sent was undeliverable to the following:",
        "\tgone (gone@harbour.example) (user not found)",
    ),
    "mdaemon": (
        "From: MDaemon@harbour.example",
        "Subject: Warning: gone@harbour.example - User unknown!",
        "",
        "The following recipient could not be delivered: gone@harbour.example - 550 unknown user",
    ),
    "spam blocked": (
        "From: MAILER-DAEMON@mx.example",
        "Subject: Undelivered Mail Returned to Sender",
        "",
        "<gone@harbour.example>: host mx said: 554 5.7.1 Message rejected as spam",
    ),
    "sieve reject": (
        "From: MAILER-DAEMON@harbour.example",
        "Subject: Automatically rejected mail",
        "",
        "Your message to <gone@harbour.example> was automatically rejected:",
        "I no longer work here.",
    ),
    "moved": (
        "From: postmaster@harbour.example",
        "Subject: Rejected: Your visit",
        "",
        "The mail to gone@harbour.example has been rejected. The account has been disabled.",
    ),
}
ABOUT_MAIL = (
    "Your mail was returned to me, please resend", "I could not deliver the key", "Delivery problem with my parcel", "Undelivered parcel",
    "Failure of the boiler: notice", "Could not reach you", "The message was not sent",
)
# fmt: on


@pytest.mark.parametrize("lines", BOUNCES.values(), ids=BOUNCES)
def test_every_mail_systems_bounce_names_the_address_that_failed(lines: tuple[str, ...]) -> None:
    screened = screen(parse_here("\n".join(("To: desk@desk.example", *lines)).encode()))
    assert (screened.kind, screened.bounced_recipient) == (Kind.BOUNCE, GONE)


@pytest.mark.parametrize("title", ABOUT_MAIL)
def test_a_person_may_write_about_mail_that_did_not_arrive(title: str) -> None:
    words = f"Hello, the mailbox is full and your letter could not be delivered to {GONE}. Please call."
    raw = f"From: Cara <cara@harbour.example>\nTo: desk@desk.example\nSubject: {title}\n\n{words}\n"
    assert screen(parse_here(raw.encode())).kind is Kind.PERSON
