"""What programs put under a person's words is taken off; what only begins like it is the person's and is kept."""

import pytest

from inbound.strip import strip_text

# fmt: off
WRITTEN_BY_A_PERSON = (
    "Important note: the gate is closed on Fridays.", "Please note the following.\nSecurity: ring the bell twice",
    "Security notice: dog in the yard", "Date: Friday\nFrom: 9am\nTo: 11am\nPlease confirm",
    "When: Friday\nFrom: 9:00\nTo: 11:00\nDate: 6 March\nSubject: boiler", "Confidential: the code is 4711",
    "Sent from Tom's office were two invoices, which is right?", "Sent by post yesterday",
    "Sent it by post yesterday", "From my phone I can't see the quote, please resend", "From my side all is fine",
    "Get Outlook for free?", "To unsubscribe from the service plan I need your help",
    "Consider the environment, please bring reusable filters", "He wrote:\nplease come earlier",
    "You wrote that Friday is possible: yes please", "My wife wrote: yes",
    "This message is confidential between us: the key is under the mat", "This email is to confirm Friday.",
    "This message is intended for Tom: please come at 3",
    "The information in this email was wrong, the address is Harbour Street 12",
    "If you have received this, please call me", "If you are not the technician, please forward it",
    "Think before you print lol", "Caution: external door is broken", "CAUTION - external wiring exposed",
    "External message board is down", "--- \nYes, come", "Yes\n---\nBut ring first",
    "Yes\n\n- bring the part\n- ring the bell", "1. yes\n2. no\n3. maybe", "Friday > Thursday",
    "> is the new price ok?\nYes", "Questions:\n- price?\n- time?", "From: me\nTo: you\nWith love", "Re: price: ok",
    "Subject: boiler\nThe boiler leaks", "Typed on my old keyboard, sorry", "typed with one hand",
    "Please excuse my brevity: yes", "Please excuse my typos", "Gesendet mit der Post",
    "Von meiner Seite passt das, gesendet habe ich alles", "Diese Nachricht ist nicht für den Kessel bestimmt",
    "Envoyé par la poste hier", "Envoyé avec retard, désolé", "Enviado por correo ayer", "Enviado con retraso",
    "Inviato da mio marito", "Verzonden met de post", "Verstuurd vanaf kantoor is de brief", "Lähetetty eilen",
    "the following people will attend:\nTom\nCara", "Original message was lost, please resend",
    "Forwarded message: see below", "Begin forwarded message handling", "____\nok",
    "To: the technician\nPlease ring", "An: Herrn Meier\nBitte klingeln", "A: yes\nB: no",
    "De: 9h\nA: 11h\nDate: vendredi", "Von: 9 Uhr\nBis: 11 Uhr\nDatum: Freitag\nAn: Tom",
)
PUT_THERE_BY_A_PROGRAM = (
    "Sent from my iPhone", "Sent from my Samsung Galaxy smartphone.",
    "Sent from Outlook for iOS<https://aka.ms/o0ukef0123456789>", "Sent from Yahoo Mail on Android",
    "Sent via Superhuman", "Get Outlook for Android", "Gesendet mit der GMX Mail App", "Von meinem iPhone gesendet",
    "Gesendet von Outlook für iOS", "Gesendet von meinem Huawei-Mobiltelefon", "Envoyé de mon iPhone",
    "Envoyé depuis l'application Mail Orange", "Envoyé à partir de Outlook pour iOS", "Enviado desde mi iPhone",
    "Enviado do meu iPhone", "Enviado desde Yahoo Mail", "Inviato da iPhone", "Inviato dal mio telefono Huawei",
    "Inviato da Libero Mail", "Verzonden vanaf mijn iPhone", "Verstuurd vanaf mijn iPad", "Skickat från min iPhone",
    "Sendt fra min iPhone", "Lähetetty iPhonesta", "Wysłane z iPhone'a", "Отправлено с iPhone", "Odesláno z iPhonu",
    "please excuse typos", "Typed with thumbs",
    "Confidentiality Notice: This e-mail is intended only for the recipient and may be privileged.",
    "CONFIDENTIALITY NOTICE\nThis e-mail and any attachments are for the intended recipient.",
    "This message is intended solely for the addressee and may be confidential.",
    "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Empfänger sind, löschen Sie sie.",
    "Diese E-Mail ist vertraulich und nur für den Empfänger bestimmt.",
    "Ce message est confidentiel et destiné au seul destinataire.",
    "Este mensaje es confidencial y va dirigido a su destinatario.", "Questo messaggio è riservato al destinatario.",
    "Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde.",
    "Esta mensagem é confidencial e destina-se ao destinatário.",
    "[EXTERNAL EMAIL] Do not click links or open attachments",
    "CAUTION: This email originated from outside, external to the organization.",
    "Please consider the environment before printing this e-mail", "Virus-free. www.avast.com",
    "You received this message because you are subscribed", "This email has been scanned for viruses",
)
# fmt: on


@pytest.mark.parametrize("words", WRITTEN_BY_A_PERSON)
def test_a_persons_line_is_kept_though_it_begins_like_a_programs(words: str) -> None:
    stripped = strip_text(words)
    assert stripped.text.split() == words.split()
    assert stripped.words


@pytest.mark.parametrize("appended", PUT_THERE_BY_A_PROGRAM)
def test_what_a_program_appends_is_taken_off(appended: str) -> None:
    assert strip_text(f"Yes, Friday is fine.\n\n{appended}\n").text == "Yes, Friday is fine."
