"""What a reply is taken to ask for. Anything not surely understood goes to a person."""

from dataclasses import replace

import pytest

from core.language.replies import Intent, read_reply
from tests.core.language.support import FRAME, shown

# fmt: off
CONFIRMS_THE_VISIT = [
    "yes", "Y", "YES!", "ok", "Ok thanks", "👍", "Confirmed", "I confirm.", "sure thing", "Great, thanks!",
    "Yes, that works for us. Thanks, Cara",
    "Hi Dora,\n\nYes that works great.\n\nThanks,\nCara Smith",
    "Hi Dora, yes confirmed. Best regards, Cara",
    "Good morning! Yes, that's fine.",
    "Thank you for the reminder. We confirm the appointment.",
    "No problem, see you then",
    "Yes, someone will be home",
    "yes\n\nSent from my iPhone",
    "Yes\n\n--\nCara",
    "Yes, that's fine. Thanks, April",       # somebody called April
    # naming the booked Thursday, 14:00-16:00
    "See you Thursday!",
    "Thursday works",
    "Thursday afternoon works",
    "Thursday at 2 is fine",
    "Thursday 2-4pm works",
    "Yes, Thursday the 5th at 2pm",
    "Confirmed for 3/5 at 2:00 PM",
    "Yes we will be there at 2",
]

NEEDS_A_PERSON = [
    "", "No", "nope", "no thanks", "maybe", "thanks", "I'm not sure", "I guess", "hopefully", "Yes I think so",
    "No, that's fine",                       # no or fine?
    "yes?", "ok?", "yes no",
    "yes but can you come earlier",
    "yes if it's before noon",
    "yes, unless it rains",
    "Yes, except the basement",
    "Yes, but I won't be home",
    "Yes\nUnavailable",
    "Yes, 3pm works",                        # yes, but it is booked at two
    "Yes March 6 works",
    "Yes please cancel",
    "Yes, reschedule",
    "He said yes", "I never said yes", "the answer is no",
    "not confirmed", "I haven't confirmed", "I can't confirm", "can't wait!",
    "don't cancel", "no need to cancel", "No need to cancel my appointment", "Please cancel. No wait", "do not cancel my appointment", "I did not cancel", "Cancel and reschedule for Friday",
    "I can't make it", "I can't make it Thursday", "I will not be home", "I'm away this week",
    "please stop calling", "please stop by thursday", "wrong address", "I work Friday", "Happy Friday!", "I'll call you tomorrow", "The tenant said Friday is fine", "My kid is sick",
    "Please cancel. We can do it another time maybe", "Noted", "Got it, thanks", "Done", "leave it", "I'm home", "no?",
    "Ok, what should I prepare?",            # "ok" before a question answers nothing
    "Yes, let me check with my husband",
    "Approve the quote",                     # an answer to another question
    "Friday if it's dry",
    "Friday at 2 but call me first",
]

CANCELS = [
    "Cancel", "please cancel", "cancel my appointment", "I'd like to cancel", "Please cancel Thursday's appointment",
    "Please cancel the visit, we no longer need it", "don't come", "no need to come, thanks", "can you cancel the visit",
]

WANTS_ANOTHER_TIME = [
    # what Cara writes                                       what she proposes; nothing: just another time
    ("Can we do Friday instead?",                            ["day 03-06"]),
    ("Could we move it to Friday at 10?",                    ["time 03-06 10:00"]),
    ("Something came up. Can we do Friday morning?",         ["daypart 03-06 morning"]),
    ("Thursday after 2 would be better",                     ["after 03-05 14:00"]),
    ("Thursday at 3 works",                                  ["time 03-05 15:00"]),
    ("I have a conflict. Friday 9-11?",                      ["range 03-06 09:00-11:00"]),
    ("Thursday doesn't work, Friday does",                   ["day 03-06"]),
    ("either Friday or Saturday",                            ["day 03-06", "day 03-07"]),
    ("Sorry, I have to work. Can you come Saturday?",        ["day 03-07"]),
    ("any time next week",                                   ["week 03-09..03-15"]),
    ("No, make it Friday",                                   ["day 03-06"]),
    ("10am please",                                          ["time 03-05 10:00"]),
    ("Can we reschedule?",                                   []),
    ("I need to reschedule",                                 []),
    ("Could you come another day?",                          []),
    ("What other times do you have?",                        []),
    ("That time doesn't work for me",                        []),
    ("Thursday is not good",                                 []),
]

APPROVES_THE_QUOTE = [
    "yes", "Yes please", "Approved", "approved!", "go ahead", "Yes, go ahead", "please proceed", "I approve the quote",
    "Please go ahead with the repair", "we accept the estimate", "Looks good, let's do it", "ok go ahead", "OK to proceed",
    "Yes, I approve. Thanks, Bill",
]

DECLINES_THE_QUOTE = [
    "no", "No thanks", "we decline the quote", "rejected", "Not approved", "please do not go ahead", "we'll pass",
]

LEAVES_THE_QUOTE_OPEN = [
    "ok", "great, thanks!", "sounds good", "Looks good", "fine", "got it, thanks", "Thanks",
    "yes but only the first item", "approved except the filter", "Approved up to $500", "not at this price",
    "Approved if you can do it this week", "I'll approve tomorrow", "I would approve", "I have not approved",
    "Is it approved?", "pending approval", "hold off", "yes wait", "too expensive", "go ahead and cancel",
    "Approved. Does that include tax?",      # the question opens the approval again
    "Yes, can you lower the price?",
    "yes how much is it",
    "Yes I am available",                    # agrees to a visit
    "Approved, please come Thursday",
    "cancel",
]
# fmt: on


@pytest.mark.parametrize("words", CONFIRMS_THE_VISIT)
def test_a_clear_yes_confirms_the_visit(words: str) -> None:
    assert read_reply(words, FRAME, "confirm_visit").intent is Intent.CONFIRM


@pytest.mark.parametrize("words", NEEDS_A_PERSON)
def test_anything_unclear_goes_to_a_person_with_a_reason(words: str) -> None:
    understood = read_reply(words, FRAME, "confirm_visit")
    assert understood.intent is Intent.HUMAN
    assert understood.why.endswith(".")


@pytest.mark.parametrize("words", CANCELS)
def test_a_clear_cancellation_cancels(words: str) -> None:
    assert read_reply(words, FRAME, "confirm_visit").intent is Intent.CANCEL


@pytest.mark.parametrize(("words", "proposed"), WANTS_ANOTHER_TIME)
def test_another_time_is_a_proposal_with_every_alternative(words: str, proposed: list[str]) -> None:
    understood = read_reply(words, FRAME, "confirm_visit")
    assert understood.intent is Intent.RESCHEDULE, understood.why
    assert [shown(when) for when in understood.times] == proposed


@pytest.mark.parametrize("words", APPROVES_THE_QUOTE)
def test_an_explicit_approval_approves_the_quote(words: str) -> None:
    assert read_reply(words, FRAME, "approve_quote").intent is Intent.APPROVE


@pytest.mark.parametrize("words", DECLINES_THE_QUOTE)
def test_an_explicit_refusal_declines_the_quote(words: str) -> None:
    assert read_reply(words, FRAME, "approve_quote").intent is Intent.DECLINE


@pytest.mark.parametrize("words", LEAVES_THE_QUOTE_OPEN)
def test_courtesy_conditions_and_haggling_approve_nothing(words: str) -> None:
    assert read_reply(words, FRAME, "approve_quote").intent is Intent.HUMAN


@pytest.mark.parametrize(
    "words", ["Yes, what time will you arrive?", "That works. Do you accept credit cards?"]
)
def test_a_question_rides_along_with_a_yes(words: str) -> None:
    understood = read_reply(words, FRAME, "confirm_visit")
    assert understood.intent is Intent.CONFIRM
    assert understood.also_question


@pytest.mark.parametrize("words", ["What time will you be here?", "Who is coming?"])
def test_a_question_alone_is_a_question(words: str) -> None:
    assert read_reply(words, FRAME, "confirm_visit").intent is Intent.QUESTION


@pytest.mark.parametrize("words", ["STOP", "unsubscribe", "Please unsubscribe me."])
def test_only_a_whole_message_unsubscribes(words: str) -> None:
    assert read_reply(words, FRAME, "confirm_visit").intent is Intent.UNSUBSCRIBE
    assert read_reply(f"{words} Yes that works", FRAME, "confirm_visit").intent is Intent.HUMAN


def test_a_yes_answers_nothing_when_nothing_was_asked() -> None:
    assert read_reply("yes", FRAME, None).intent is Intent.HUMAN


def test_thanks_need_nobody_when_nothing_was_asked() -> None:
    assert read_reply("Thank you!", FRAME, None).intent is Intent.IGNORE


def test_another_time_can_be_asked_for_when_nothing_was_asked() -> None:
    understood = read_reply("Can we move my appointment to Friday at 10?", FRAME, None)
    assert understood.intent is Intent.RESCHEDULE
    assert [shown(when) for when in understood.times] == ["time 03-06 10:00"]


def test_the_booked_range_confirms_only_when_its_end_is_known_to_match() -> None:
    assert read_reply("Thursday 2-4pm works", FRAME, "confirm_visit").intent is Intent.CONFIRM
    unknown_end = replace(FRAME, booked_end=None)
    assert read_reply("Thursday 2-4pm works", unknown_end, "confirm_visit").intent is Intent.RESCHEDULE


def test_a_wrapped_line_is_one_sentence() -> None:
    words = "Sorry, something came up, I have to work then. Could we do Friday\nat 10 instead?"
    wrapped = read_reply(words, FRAME, "confirm_visit")
    assert [shown(when) for when in wrapped.times] == ["time 03-06 10:00"]


def test_the_words_and_the_reason_are_kept_for_the_explanation() -> None:
    understood = read_reply("Yes, gate code 4411", FRAME, "confirm_visit")
    assert understood.intent is Intent.HUMAN
    assert understood.why == "“gate code 4411” is not a phrase we act on."


# fmt: off
AS_BOOKED = (
    "Please keep the original time", "Let's keep the old time after all.", "We can keep the original appointment, thanks",
    "Please ignore my request to reschedule", "The original time works after all", "I'd like to keep the current slot",
    "We don't need another time after all", "No need to reschedule after all",
)
NOT_AS_BOOKED = (
    "I don't want to keep the original time", "Please do not keep the old time", "Keep the old part",
    "Keep the original time unless Friday is free", "Could you keep the original time?", "Keep the original time or Friday",
    "Please ignore my last message", "Keep the current quote",
)
# fmt: on


@pytest.mark.parametrize("words", AS_BOOKED)
def test_a_wish_for_another_time_is_taken_back_where_no_window_was_asked_about(words: str) -> None:
    assert read_reply(words, FRAME, None).intent is Intent.WITHDRAW
    assert read_reply(words, FRAME, "confirm_visit").intent is Intent.HUMAN


@pytest.mark.parametrize("words", NOT_AS_BOOKED)
def test_what_only_sounds_like_taking_it_back_does_not(words: str) -> None:
    assert read_reply(words, FRAME, None).intent is not Intent.WITHDRAW
