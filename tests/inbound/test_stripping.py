"""What is taken for newly written, and what for somebody else's: the rules about plain text and pages."""

import pytest

from inbound.mail import InboundMail
from inbound.mime.html import html_to_text
from inbound.strip import Stripped, strip, strip_text

ASKED = "Dear Cara, we come on Thursday.\nDoes it suit you?"
HEADERS = (
    "On Mon, 2 Nov 2026 at 09:00, Northside <desk@desk.example> wrote:",
    "On Mon, 2 Nov 2026 at 09:00, Northside Heating and Cooling\n<desk@desk.example> wrote:",
    "Am 02.11.2026 um 09:00 schrieb Northside:",
    "Le lun. 2 nov. 2026 à 09:00, Northside <desk@desk.example> a écrit :",
    "El lun, 2 nov 2026 a las 9:00, Northside (<desk@desk.example>) escribió:",
    "Il giorno lun 2 nov 2026 alle ore 09:00 Northside <desk@desk.example> ha scritto:",
    "Em seg., 2 de nov. de 2026 às 09:00, Northside <desk@desk.example> escreveu:",
    "Op ma 2 nov 2026 om 09:00 schreef Northside <desk@desk.example>:",
    "Den mån 2 nov. 2026 kl 09:00 skrev Northside <desk@desk.example>:",
    "pon., 2 lis 2026 o 09:00 Northside <desk@desk.example> napisał(a):",
    "2026年11月2日(月) 9:00 Northside <desk@desk.example>:",
    "From: Northside <desk@desk.example>\nSent: Monday\nTo: Cara\nSubject: Your visit",
    "Od: Northside\nWysłano: poniedziałek\nDo: Cara\nTemat: Wizyta",
    "Feladó: Northside\nKüldve: hétfő\nCímzett: Cara\nTárgy: Látogatás",
    "De la: Northside\nTrimis: luni\nCătre: Cara\nSubiect: Vizita",
    "-----Original Message-----\nFrom: Northside",
    "-------- Ursprüngliche Nachricht --------\nVon: Northside",
    "________________________________\nDe : Northside\nEnvoyé : lundi\nÀ : Cara\nObjet : Visite",
    "— Please reply above this line —",
    "---- On Mon, 02 Nov 2026 09:00:12 +0100 Northside <desk@desk.example> wrote ----",
    "---- Northside schrieb ----",
    "Quoting Northside <desk@desk.example>:",
    "Zitat von Northside <desk@desk.example>:",
    "In a message dated 11/2/2026 9:00:12 AM Eastern Standard Time, desk@desk.example writes:",
    "po 2. 11. 2026 v 9:00 odesílatel Northside <desk@desk.example> napsal:",
    "Στις Δευ 2 Νοε 2026 στις 9:00, ο χρήστης Northside <desk@desk.example> έγραψε:",
)


@pytest.mark.parametrize("header", HEADERS)
def test_what_stands_below_a_header_is_not_new(header: str) -> None:
    assert strip_text(f"Yes, come by.\n\n{header}\n\n{ASKED}\n").text == "Yes, come by."


def test_a_name_alone_announces_what_is_marked_as_quoted() -> None:
    assert (
        strip_text(f"Yes, come by.\n\nNorthside wrote:\n> {ASKED}\n").text.splitlines()[0] == "Yes, come by."
    )
    assert strip_text("Yes.\n\nNorthside wrote:\n\n> Does it suit you?\n").text == "Yes."


def test_an_answer_that_shares_its_line_with_the_header_is_kept() -> None:
    shared = (
        "Come at nine --- On Mon, Nov 2, 2026 at 9:00 AM, desk@desk.example wrote:\n> Does it suit you?\n"
    )
    assert strip_text(shared).text == "Come at nine"


HANDED_ON = (
    "---------- Forwarded message ----------\nFrom: Tom <tom@else.example>\nSubject: Pump\n\nYes, approved.\n",
    "Begin forwarded message:\n\nFrom: Tom <tom@else.example>\n\nYes, approved.\n",
    "Von: Tom <tom@else.example>\nGesendet: Montag\nBetreff: Pumpe\n\nYes, approved.\n",
    "On 2 Nov 2026, Tom <tom@else.example> wrote:\n\nYes, approved.\n",
)


@pytest.mark.parametrize("text", HANDED_ON)
def test_a_message_that_only_hands_on_is_shown_and_never_read_for_intent(text: str) -> None:
    assert strip_text(text) == Stripped(text.strip(), "", whole=True)


NOTHING_NEW = (
    "On 2 Nov 2026, Northside wrote:\n\n> Does it suit you?\n",
    "\n> Does it suit you?\n",
    f"— Please reply above this line —\n\n{ASKED}\n",
    "From: Northside\nSent: Monday\nSubject: Visit\n\n— Please reply above this line —\n\nDoes it suit you?\n",
    "Sent from my iPhone\n\n> Does it suit you?\n",
    "",
)


@pytest.mark.parametrize("text", NOTHING_NEW)
def test_an_empty_answer_to_us_shows_nothing(text: str) -> None:
    assert (strip_text(text).text, strip_text(text).words) == ("", "")


def page(source: str) -> Stripped:
    return strip(InboundMail(text=html_to_text(source), html=source, text_is_from_html=True))


PAGES = (
    '<p>Come by.</p><div class="gmail_quote">On Mon Tom wrote:<blockquote>Yes.</blockquote></div>',
    '<p>Come by.</p><blockquote type="cite">Yes.</blockquote>',
    '<p>Come by.</p><div class="gmail_signature">Yes.</div>',
    '<p>Come by.</p><div id="divRplyFwdMsg">From: Tom</div><p>Yes.</p>',
    '<p>Come by.</p><div style="BORDER-TOP: solid #E1E1E1 1.0pt">From: Tom</div><p>Yes.</p>',
    '<div class="gmail_extra"><blockquote class="gmail_quote">Yes.</blockquote></div><p>Come by.</p>',
)


@pytest.mark.parametrize("source", PAGES)
def test_the_marks_of_mail_programs_are_believed(source: str) -> None:
    assert page(source).words == "Come by."


def test_a_page_that_only_hands_on_is_shown_and_never_read_for_intent() -> None:
    source = '<div class="gmail_quote">---------- Forwarded message ----------<br>From: Tom<br><p>Approved</p></div>'
    assert page(source).text.endswith("Approved")
    assert page(source).words == ""


def test_an_empty_answer_above_a_page_of_ours_shows_nothing() -> None:
    source = (
        '<div><br></div><div class="gmail_quote">On Mon 2 Nov Northside wrote:<p>Does it suit you?</p></div>'
    )
    assert page(source).text == ""


ENDINGS = (
    "Sent from my iPhone", "Gesendet von meinem Galaxy", "Enviado desde mi iPhone", "Get Outlook for Android",
    "-- \nCara Cole\n0555 123", "CONFIDENTIALITY NOTICE: do not read", "To unsubscribe from this list write to us",
)  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_what_a_program_puts_below_is_not_the_writers(ending: str) -> None:
    assert strip_text(f"Yes, come by.\n\n{ending}\n").text == "Yes, come by."


CLOSINGS = (
    "Kind regards", "Mit freundlichen Grüßen", "Med venlig hilsen", "Kh", "Mvh", "Pozdrawiam", "S pozdravem",
    "Üdvözlettel", "С уважением", "Cordialement", "Un saludo", "Cordiali saluti", "Atenciosamente", "Groeten",
)  # fmt: skip


@pytest.mark.parametrize("closing", CLOSINGS)
def test_a_closing_stays_for_people_and_is_not_read_for_intent(closing: str) -> None:
    stripped = strip_text(f"Come by.\n\n{closing}\nCara\n")
    assert stripped.text == f"Come by.\n\n{closing}\nCara"
    assert stripped.words == "Come by."


def test_a_postscript_below_the_closing_is_read() -> None:
    assert "ring twice" in strip_text("Come by.\n\nRegards\nCara\n\nP.S. ring twice\n").words


def test_characters_that_no_page_should_hold_stop_nothing() -> None:
    source = "<p>Come by.</p>&#11;<blockquote>Yes.</blockquote>&#1;\x0b<div hidden>No.</div>&#xfffe; thanks"
    assert page(source).words.split()[:2] == ["Come", "by."]
    assert "Yes." not in page(source).words
