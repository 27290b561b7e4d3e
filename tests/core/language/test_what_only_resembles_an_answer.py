"""Replies made of the words of an answer that answer something else, or nothing: a person reads them.

It is Monday 2 March 2026; the visit is on Thursday 5 March, 14:00-16:00, unless a row says otherwise.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.language.replies import Asked, Intent, Understood, read_reply
from core.language.times import Frame
from tests.core.language.support import FRAME, frame_in, shown

VISIT: Asked = "confirm_visit"
QUOTE: Asked = "approve_quote"
LEFT_OPEN = frozenset({Intent.HUMAN, Intent.QUESTION})

TUESDAY, THURSDAY, FRIDAY = 3, 5, 6


def booked_on(day: int, lang: str) -> Frame:
    """The week of the tests with the visit on that day of March."""
    frame = FRAME if lang == "en" else frame_in(lang)
    assert frame.booked
    booked = frame.booked + timedelta(days=day - THURSDAY)
    return replace(frame, booked=booked, booked_end=booked + timedelta(hours=2))


def answered(lang: str, words: str, asked: Asked = VISIT, day: int = THURSDAY) -> Understood:
    return read_reply(words, booked_on(day, lang), asked)


# fmt: off
ASKED_BACK = (
    "Is it ok", "Is it approved", "Is it confirmed", "is it correct", "Is it accepted", "Is it ok with you", "Is it fair",
    "Thanks. Is it ok", "Yes, is it approved", "is it", "Is it still on", "is it confirmed for thursday", "Is it good",
    "Yes, is it ok", "Yes is it fair", "Great, is it confirmed", "Great. Does it work", "Yes. Is this fine", "is that ok",
    "Yes, are we still on", "ok are you all set", "so is it ok", "and is it confirmed", "Are they confirmed", "will that do",
    "Has it been confirmed", "Was it approved", "Is the appointment confirmed", "Yes, is the price agreed", "Isn't it confirmed",
    "Does that work for you", "Yes. Do you agree", "Ok, is that right", "Would it be ok", "Is it ok now", "Is it a yes",
    "Yes, can we proceed", "Yes. Shall we start", "Yes can I approve", "Yes, should I go ahead",
    "It is approved right", "It is confirmed, right", "That works right", "Approved, correct", "Yes that is fine, right",
)
ASKED_BACK_ELSEWHERE = (
    ("de", "Ok, ist das ok"), ("de", "Passt das?"), ("nl", "Is dat akkoord"), ("nl", "Ok, is it ok"), ("es", "Está confirmado?"),
    ("es", "De acuerdo?"), ("fr", "C'est bon ?"), ("fr", "D'accord ?"), ("it", "Va bene?"), ("it", "Confermato?"),
    ("pt", "Está confirmado?"), ("pt", "Pode ser?"),
)
STILL_AGREES = (
    "That is it", "Yes, right", "Yes, that's right", "Yes, correct", "That is correct.", "All the details are correct",
    "Absolutely right", "It is ok", "It is what I wanted", "Yes it is",
)
# fmt: on


@pytest.mark.parametrize("asked", [VISIT, QUOTE])
@pytest.mark.parametrize("words", ASKED_BACK)
def test_whoever_asks_whether_it_is_agreed_agrees_to_nothing(words: str, asked: Asked) -> None:
    assert read_reply(words, FRAME, asked).intent in LEFT_OPEN


@pytest.mark.parametrize(("lang", "words"), ASKED_BACK_ELSEWHERE)
def test_so_does_nobody_who_asks_in_another_language(lang: str, words: str) -> None:
    assert answered(lang, words).intent in LEFT_OPEN


@pytest.mark.parametrize("words", STILL_AGREES)
def test_the_same_words_as_a_statement_agree(words: str) -> None:
    assert read_reply(words, FRAME, VISIT).intent is Intent.CONFIRM


# fmt: off
PRAISE_FOR_THE_LAST_VISIT = (
    ("en", "Thanks, the visit was great"), ("en", "Your service was excellent"), ("en", "The appointment was fine, thanks"),
    ("en", "It was great, thank you!"), ("en", "Thursday was fine"), ("en", "Great service, thank you"), ("en", "Excellent work"),
    ("en", "Great, thanks for coming"), ("en", "Perfect, thank you for the visit"), ("en", "Thanks for the fix, all good"),
    ("en", "Great job, thanks"), ("en", "Ok, thanks for the great work"), ("en", "Thanks for the quick repair, everything works"),
    ("en", "Very happy with the service"), ("en", "We are pleased with the visit"), ("en", "Happy with everything, thanks"),
    ("en", "Thanks for repairing it, all good"), ("en", "Everything was fine, thanks"), ("en", "That was perfect"), ("en", "Your service is excellent"), ("en", "Service great"),
    ("en", "Ok great, thanks for coming out so quickly"), ("en", "The day and time were fine"),
    ("de", "Der Besuch war super, danke"), ("de", "Super, danke für den Besuch"), ("de", "Donnerstag war ok"),
    ("nl", "Het bezoek was prima"), ("nl", "Donderdag was perfect"), ("es", "La visita fue perfecta"), ("es", "Gracias por la visita"),
    ("fr", "La visite était parfaite"), ("fr", "Super, merci pour la visite"), ("it", "La visita era perfetta"),
    ("it", "Ok, grazie per la visita"), ("pt", "A visita foi perfeita"), ("pt", "Obrigado pela visita"),
)
RECEIPTS = (
    ("en", "Yes, received, thanks"), ("en", "Yes, got it, thank you"), ("en", "Yes, thank you for sending it"),
    ("en", "Yes many thanks for the info"), ("en", "Yes, noted"), ("en", "Yes thanks for the quote"), ("en", "Yes, understood"),
    ("en", "Yes, thanks for getting back to me"), ("en", "Yes. Acknowledged."), ("en", "Yes, thanks for your email"),
    ("en", "Received, yes"), ("en", "Got it, correct"), ("en", "Please approve the quote"), ("en", "Please accept the quote"),
    ("en", "Approve the quote please"), ("en", "Kindly approve"), ("en", "We can approve"), ("en", "I can accept the estimate"),
    ("de", "Ja, erhalten, danke"), ("nl", "Ja, ontvangen, bedankt"), ("es", "Sí, recibido, gracias"), ("fr", "Oui, bien reçu, merci"),
    ("it", "Sì, ricevuto, grazie"), ("pt", "Sim, recebido, obrigado"),
)
# fmt: on


@pytest.mark.parametrize(("lang", "words"), PRAISE_FOR_THE_LAST_VISIT)
def test_praise_for_the_last_visit_confirms_not_the_next_one(lang: str, words: str) -> None:
    assert answered(lang, words).intent is Intent.HUMAN


@pytest.mark.parametrize(("lang", "words"), RECEIPTS)
def test_to_have_received_a_quote_is_not_to_approve_it(lang: str, words: str) -> None:
    assert answered(lang, words, QUOTE).intent in LEFT_OPEN


def test_thanks_for_what_came_leave_an_answer_what_it_is() -> None:
    assert read_reply("Approved, thanks for sending it", FRAME, QUOTE).intent is Intent.APPROVE
    assert read_reply("No, thanks for the quote", FRAME, QUOTE).intent is Intent.DECLINE
    assert read_reply("Yes, got it, thanks for coming", FRAME, VISIT).intent is Intent.CONFIRM


# fmt: off
SEE_YOU_THEN = (
    # booked on  the customer writes
    (THURSDAY, "de", "Ja, bis Donnerstag"), (THURSDAY, "de", "Ja, gerne, bis Donnerstag!"), (THURSDAY, "de", "Super, bis Donnerstag"),
    (THURSDAY, "de", "Ja, passt. Bis Donnerstag um 14 Uhr"), (FRIDAY, "de", "Ja, passt. Bis Freitag"), (TUESDAY, "de", "Ja, bis morgen"),
    (THURSDAY, "de", "Ok bis Donnerstag"), (TUESDAY, "de", "Ok, bis morgen!"), (THURSDAY, "nl", "Ja prima, tot donderdag"),
    (THURSDAY, "nl", "Ok, tot donderdag"), (TUESDAY, "nl", "Ja graag, tot morgen"), (THURSDAY, "es", "Sí, de acuerdo, hasta el jueves"),
    (THURSDAY, "es", "Ok, hasta el jueves"), (TUESDAY, "es", "Vale, hasta mañana"), (THURSDAY, "pt", "Ok, até quinta"),
    (THURSDAY, "pt", "Sim, combinado. Até quinta-feira!"), (TUESDAY, "pt", "Sim, até amanhã"), (THURSDAY, "fr", "Oui, à jeudi"),
    (TUESDAY, "fr", "Parfait, à demain !"), (THURSDAY, "it", "Sì, va bene, a giovedì"), (TUESDAY, "it", "Perfetto, a domani"),
    (THURSDAY, "en", "Great, until Thursday then"),
)
LEAVE_TAKEN = (
    # a farewell alone, or one until another day
    (FRIDAY, "de", "Ja, bis Donnerstag"), (FRIDAY, "de", "Ja, gerne, bis Donnerstag!"), (FRIDAY, "de", "Ja, passt. Bis Donnerstag"),
    (THURSDAY, "de", "Bis Donnerstag!"), (THURSDAY, "de", "Bis morgen"), (THURSDAY, "de", "Super, bis Freitag"),
    (THURSDAY, "de", "Ja, passt. Bis Donnerstag um 15 Uhr"), (THURSDAY, "de", "Ok, bis 15 Uhr"), (THURSDAY, "de", "Nein, bis Donnerstag"),
    (THURSDAY, "nl", "Tot donderdag!"), (THURSDAY, "nl", "Ok, tot vrijdag"), (TUESDAY, "nl", "Tot morgen"),
    (THURSDAY, "es", "Hasta el jueves"), (THURSDAY, "es", "Hasta mañana"), (THURSDAY, "es", "Ok, hasta el viernes"),
    (THURSDAY, "pt", "Até quinta!"), (THURSDAY, "pt", "Ok, até amanhã"), (THURSDAY, "fr", "À jeudi !"), (THURSDAY, "fr", "Ok à vendredi"),
    (THURSDAY, "fr", "Oui, à demain"),
    (THURSDAY, "fr", "Ok, jusqu'à jeudi"), (THURSDAY, "it", "Ok, fino a giovedì"), (THURSDAY, "it", "A giovedì!"), (THURSDAY, "it", "Ok a venerdì"), (THURSDAY, "it", "Sì, a domani"),
    (THURSDAY, "en", "Until Thursday!"), (THURSDAY, "en", "Ok, until Friday"), (THURSDAY, "en", "Fine until Thursday"),
    (THURSDAY, "en", "I am available until Thursday"), (THURSDAY, "en", "Until Friday please"), (THURSDAY, "en", "No, until Thursday"),
)
# fmt: on


@pytest.mark.parametrize(("day", "lang", "words"), SEE_YOU_THEN)
def test_agreement_that_takes_leave_until_the_booked_day_agrees(day: int, lang: str, words: str) -> None:
    assert answered(lang, words, day=day).intent is Intent.CONFIRM


@pytest.mark.parametrize(("day", "lang", "words"), LEAVE_TAKEN)
def test_taking_leave_offers_no_time_and_agrees_to_none(day: int, lang: str, words: str) -> None:
    assert answered(lang, words, day=day).intent is Intent.HUMAN


def test_until_a_day_is_an_offer_where_more_is_said() -> None:
    understood = answered("en", "Any time until Friday works")
    assert [shown(when) for when in understood.times] == ["before 03-06"]
    assert understood.intent is Intent.RESCHEDULE


def test_a_farewell_to_nobodys_question_is_a_courtesy() -> None:
    assert answered("de", "Danke, bis Donnerstag!", None).intent is Intent.HUMAN
    assert answered("es", "Hasta el jueves", None).intent is Intent.IGNORE


# fmt: off
SPEAKS_OF_A_DAY = (
    # turned down
    ("en", "Friday, no"), ("en", "No to Friday"), ("en", "Friday? Never"), ("en", "Friday? No way"), ("en", "Friday, not really"),
    ("en", "Never on Friday"), ("en", "Friday at 10. No."), ("en", "Friday or Monday, no"), ("it", "Venerdì, no"),
    ("es", "Viernes, no"), ("es", "¿Viernes? No"), ("de", "Freitag, nein"), ("de", "Freitag? Nie"), ("nl", "Vrijdag, nee"),
    ("fr", "Vendredi, non"), ("pt", "Sexta, não"), ("pt", "Sexta? Nunca"),
    # another matter
    ("en", "Please get back to me by Friday"), ("en", "Could you get back to me by Friday?"), ("en", "Can I get it back by Friday?"),
    ("en", "Can I have it back on Friday"), ("en", "Please come back to me on Friday"), ("en", "Can I have the date by Friday"),
    ("en", "I want my money back by Friday"),
    ("en", "I could change my mind by Friday"), ("en", "Can you make the other appointment Friday"),
    ("en", "Can you confirm it is Friday"), ("en", "Does anyone work Friday"), ("de", "Bitte um Antwort bis Freitag"), ("nl", "Graag antwoord voor vrijdag"),
    ("es", "Respuesta antes del viernes por favor"), ("fr", "Réponse avant vendredi svp"), ("it", "Risposta entro venerdì"),
    ("pt", "Resposta até sexta"),
    # asked about
    ("en", "What time do you open on Friday?"), ("en", "When are you open Friday"), ("en", "Do you work on Saturday"),
    ("en", "Is it on Friday?"), ("en", "Is it Friday"), ("en", "Are you open Friday"), ("en", "Open Friday?"), ("en", "Open until Friday?"), ("en", "When do you come Friday"),
    ("en", "What time on Friday?"), ("de", "Freitag open?"), ("de", "Ist es Freitag?"), ("nl", "Vrijdag open?"), ("nl", "Is it vrijdag"),
    ("es", "¿Abren el viernes?"), ("fr", "C'est vendredi ?"), ("it", "È venerdì?"), ("pt", "É na sexta?"),
    # perhaps the day to move away from
    ("en", "Please move my Friday appointment"), ("en", "Can I change Friday's appointment"), ("en", "Can we move Friday"),
    ("en", "Can we move Friday's visit to Monday"), ("en", "Can we swap Friday for Monday"), ("en", "Can we change the visit on Friday"),
    ("en", "I need to reschedule my Friday slot"), ("en", "Can it wait until Friday"), ("en", "Postpone until Friday please"),
    ("fr", "On change vendredi"), ("fr", "Change vendredi"), ("de", "Termin Freitag"),
    # what was, or might have been
    ("en", "Friday would have been better"), ("en", "Should have been Friday"), ("en", "It should have been Friday"),
    ("en", "You changed it to Friday"), ("en", "We changed it to Friday"), ("en", "Could have been Friday"), ("en", "Friday was good"),
    ("en", "Great work on Friday"), ("en", "You said it would be Friday"), ("nl", "Vrijdag was best"), ("de", "Freitag war besser"),
    ("es", "Viernes era mejor"), ("fr", "Vendredi était mieux"), ("it", "Venerdì era meglio"), ("pt", "Sexta era melhor"),
    # money
    ("en", "ok for 300"), ("en", "Fine for 250"), ("en", "ok up to 500"), ("en", "how about 250"), ("en", "ok for 1200"),
    ("de", "ok für 300"), ("de", "ok bis 500"), ("nl", "ok voor 300"), ("es", "ok por 300"), ("es", "ok hasta 500"),
    ("fr", "ok pour 300"), ("it", "ok per 300"), ("pt", "ok até 500"),
)
OFFERS_IT = (
    ("No, make it Friday", "day 03-06"), ("Could you come back on Friday", "day 03-06"), ("Can you push it back to Friday", "day 03-06"),
    ("Do you have anything open Friday", "day 03-06"), ("Is Friday ok", "day 03-06"), ("Is it possible on Friday", "day 03-06"),
    ("Can we move it from Friday to Monday", "day 03-09"), ("Please change it to Friday at 10", "time 03-06 10:00"),
    ("Can we move Thursday to Friday", "day 03-06"), ("It would have to be Friday", "day 03-06"),
    ("Friday would be better", "day 03-06"), ("Can it be changed to Friday", "day 03-06"), ("Friday at 930", "time 03-06 09:30"),
    ("Can we move it to 930", "time 03-05 09:30"), ("When can you come Friday", "day 03-06"), ("Friday please, not Thursday", "day 03-06"),
)
# fmt: on


@pytest.mark.parametrize(("lang", "words"), SPEAKS_OF_A_DAY)
def test_who_only_speaks_of_a_day_proposes_none(lang: str, words: str) -> None:
    assert answered(lang, words).intent in LEFT_OPEN


@pytest.mark.parametrize(("words", "proposed"), OFFERS_IT)
def test_who_offers_a_day_in_nearly_the_same_words_proposes_it(words: str, proposed: str) -> None:
    understood = answered("en", words)
    assert [shown(when) for when in understood.times] == [proposed], understood.why
    assert understood.intent is Intent.RESCHEDULE
