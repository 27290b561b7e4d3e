"""Plain answers to “does this visit suit you?” and “do you approve this quote?”: what acts, and what must never.

The visit is on Thursday 5 March, 14:00-16:00; it is Monday. What is left alone goes to a person with its words.
"""

import pytest

from core.language.replies import Asked, read_reply
from tests.core.language.support import FRAME

VISIT: Asked = "confirm_visit"
QUOTE: Asked = "approve_quote"
NOTHING: Asked = None
ACTS = frozenset({"confirm", "approve", "decline", "cancel", "reschedule", "unsubscribe"})


# fmt: off
ANSWERS = {
    ("confirm", VISIT): (
        "Yes", "Yes, that works for us. Thank you!", "Yes that time is fine, thanks", "Confirmed, see you Thursday.",
        "Confirmed. Someone will be home.", "Thursday at 2 works for me", "Thursday works great, thanks for the quick reply",
        "Perfect, see you then!", "Sounds good. See you Thursday at 2pm.", "That's fine with us.", "OK thanks",
        "Okay, we'll be here.", "Great, I'll be there to let you in.", "I'll make sure someone is there to let them in.",
        "We will be expecting you.", "Works for me, thank you for arranging this.", "Yes please go ahead with the visit.",
        "Yes please, come by on Thursday", "Hi, yes, Thursday 5 March between 2 and 4 is good for us. Kind regards, Cara",
        "Hello, I confirm the appointment for Thursday. Regards, Tom Cole", "I'm happy with that.", "That suits me fine.",
        "Yes, someone will be there all day.", "All good, thanks!", "Lovely, thank you.", "Super, thanks a lot", "Yep, all good",
        "Sure, that works", "Sure thing, see you then", "Fine by me", "That'll be fine", "Yes I can confirm that",
        "Yes we are available", "Yes, we'll be in.", "We can do that.", "I am available at that time.",
        "Yes I'll be home that afternoon.", "Good morning, yes that is convenient. Thanks.",
        "Please proceed with the appointment.", "Yes, please keep the appointment as scheduled.", "Yes - see you on Thursday",
        "Thanks for letting me know. Thursday is fine.", "Thank you for the reminder, we will be there.",
        "That would be perfect, many thanks for your help.", "That's great news, thank you so much!",
        "Brilliant, thanks very much", "No problem, see you Thursday", "No worries, that works", "Not a problem, we'll be home",
        "Absolutely fine", "Absolutely, thanks", "Yes, confirmed for Thursday at 2pm.",
        "Confirming Thursday at 2 PM. Thanks, Cara", "This is to confirm our appointment on Thursday at 2pm.", "I'll be waiting.",
        "We look forward to seeing you on Thursday.", "Looking forward to it!", "Cool, see ya then", "Thanks! Works.",
        "Yes the tenant will be home.", "The tenant has been informed and will be home.", "My husband will be home.",
        "My daughter will be there to open the door.", "Yes, I have let the tenant know.", "Thumbs up from us", "Ok great.",
        "Ok perfect thanks", "Very good, thank you", "Good with me", "I accept", "We accept the appointment",
        "Yes, it does suit us", "Yes it suits. Thanks", "I can be there", "I can be home at that time",
        "Please confirm me for Thursday", "Put me down for Thursday please", "Yes, book me in", "Yes please book it",
        "Please schedule it", "👍", "Yes 👍 thanks", "yes pls", "ya thats fine", "yes thats ok", "ok sounds good",
        "okay sounds great see you then", "k thanks", "Sounds good to me.", "Sounds perfect", "That time works.",
        "The time works well for us.", "The date and time are fine.", "Date and time confirmed", "Agreed. Thank you.",
        "Thursday is perfect.", "2pm is perfect", "2 pm Thursday is good", "That is good for me, I'll see you then.",
    ),
    ("approve", QUOTE): (
        "Approved", "Yes", "Yes please go ahead", "Please go ahead", "Please proceed", "Please proceed with the repair",
        "Go ahead with the work, thanks", "We approve the quote.", "I approve the estimate. Please schedule the work.",
        "Quote approved, please proceed at your earliest convenience.", "Yes, approved. Thanks!", "OK to proceed",
        "Okay to proceed with the repair", "Looks good, please go ahead.", "Looks good. Approved.",
        "The quote looks good, please proceed.", "That price is fine, go ahead.", "Happy to proceed.",
        "Happy with the quote, please book it in.", "We accept your quotation.", "I accept the quote and would like to proceed.",
        "Please go ahead and order the parts.", "Please order the parts", "Yes, let's do it.", "Let's go ahead with it.",
        "You have my approval.", "You have our go-ahead.", "Approved on our side, thank you", "This is approved.",
        "The estimate is approved.", "Please move forward with the work", "I'd like to go ahead with this.",
        "We would like to proceed with the work as quoted.", "Yes do it please", "Yes, please do the work.",
        "Green light from us", "Accepted. Please schedule.", "I agree to the quote", "I agree with the price. Please proceed.",
        "Agreed, go ahead.", "All approved", "Yes that's approved, thank you.", "Go for it", "Sure, go ahead", "Fine, go ahead",
        "Ok go ahead please", "Please carry out the repair.", "Please carry out the work as quoted", "Please do proceed.",
        "Good to go", "We're good to go ahead", "I authorize the work", "I authorise the repair. Thanks, Cara",
        "Yes, we'd like to go ahead with the replacement", "Go ahead and fix it", "Yes please fix it", "Please get it done",
        "Yes, please get this scheduled", "Please get started", "Confirmed, please go ahead",
    ),
    ("decline", QUOTE): (
        "No thanks", "No", "No thank you", "We decline the quote", "I'd like to decline", "We won't be going ahead with this.",
        "We will not proceed with the work.", "We have decided not to proceed.", "I don't want to go ahead.",
        "Please do not proceed", "Not approved", "Not interested, thank you",
        "Thanks, but we have decided to go with another company.", "We've gone with someone else.",
        "We are going with another contractor", "I'll pass on this one.", "We'll pass", "Declined", "Rejected",
        "We can't approve this", "I do not approve this quote.", "No, we're not going ahead.", "No, please don't proceed.",
        "Sorry, we have decided not to go ahead with the repair", "Unfortunately we won't be proceeding.",
        "We don't want the work done.", "I don't want this work done", "That's too expensive, we decline.",
        "It is too expensive. No thanks.", "It's too much for us, so we won't go ahead.",
    ),
    ("cancel", VISIT): (
        "Please cancel", "Cancel", "Please cancel the appointment", "Please cancel my appointment, it's fixed.",
        "Please cancel the visit, the problem is resolved.", "Can you cancel please?", "Could you please cancel my appointment?",
        "I need to cancel", "I'd like to cancel the visit.", "I want to cancel this appointment",
        "We need to cancel our appointment for Thursday", "We no longer need the visit",
        "We no longer need this appointment, thanks.", "The appointment is no longer needed", "No longer needed, thanks",
        "The issue is resolved, please cancel", "We've fixed it ourselves, please cancel.",
        "The boiler is working again, please cancel the visit.", "Please cancel, we found someone else.",
        "Sorry, please cancel my booking", "Don't come, please. Cancel it.", "Please don't come", "Please do not send anyone",
        "Please cancel the work order", "Please cancel the job", "We don't need you to come anymore.",
        "I don't need the service anymore", "You don't need to come anymore", "No need to come, it's fixed",
        "Please cancel my appointment with Tom", "Please cancel the visit at 12 Harbour Street",
        "I have to cancel, sorry for the inconvenience.", "Unfortunately I have to cancel",
        "Unfortunately we have to cancel our appointment on Thursday.", "Kindly cancel the appointment.", "Cancel please, thanks",
    ),
    ("reschedule", VISIT): (
        "Can we do Friday instead?", "Could we make it Friday at 10?", "Friday would be better",
        "Friday morning works better for us", "Sorry, Thursday doesn't work. How about Friday?",
        "I can't do Thursday. Can you come Friday afternoon?", "Can we reschedule?", "Could we reschedule please?",
        "I need to reschedule", "Please reschedule", "Please reschedule to next week", "Can you come at 4pm instead?",
        "Could you come an hour later?", "Can we move it to 4?", "Any chance of Friday?", "Is Friday possible?",
        "Is there anything on Friday?", "Do you have anything Friday afternoon?", "Would Monday work?",
        "I'm not available Thursday, Friday is fine", "We're away on Thursday. Could you come on Monday the 9th?",
        "Thursday isn't good. Friday between 9 and 11?", "Not Thursday please, Friday", "Monday 9 March at 9am please",
        "10 March at 9am would suit us better", "Can you do the morning instead?", "Could you come in the morning?",
        "I'd prefer Friday", "We would prefer the morning", "We'd prefer Friday morning if possible",
        "Is it possible to come on Friday?", "Would it be possible to come Friday at 3?", "Please come Friday instead.",
        "Please change it to Friday 10am", "Can we change the appointment to Friday at 10am?",
        "I won't be home Thursday. Friday after 3pm is good.", "I have work on Thursday, can you come on Saturday?",
        "I have a doctor's appointment that day. Could we do Friday?", "We have something else that day. Next week works.",
        "Thursday does not work for us.", "That day doesn't work for me, can you offer another date?",
        "That time doesn't work. Do you have anything later?", "Can you offer another time?", "I need a different day",
        "Do you have another slot?", "Another day would be better", "Is there another day available?",
        "Sorry I can't make it on Thursday, can we rebook?", "I'm working on Thursday. Any time Friday is fine",
        "Could it be after 4pm?", "After 4 please", "Only after 4pm", "Before noon would be better",
        "Earlier in the day would be better", "Tuesday or Wednesday next week?", "Either Friday or Monday works for us",
        "Can we push it to next week?", "Let's do Friday at 10", "Let's make it Friday", "How about Friday at 10?",
        "What about Friday?", "Friday 10am?", "Friday?", "The 10th would be better", "Could someone come on the 10th?",
        "Can the technician come on Friday?", "Please move the appointment to Friday",
        "I'd like to move my appointment to Friday at 3pm.", "We need to move our appointment to the following week.",
        "We have to change the date, Friday would be good.",
        "Hi, unfortunately we are on holiday that week. Could you come on March 16th?",
    ),
    ("confirm+q", VISIT): (
        "Yes. What is the technician's name?", "Yes that works. How long will it take?", "That's fine. Do I need to be home?",
        "Yes, how much will it cost?", "Sounds good. Who is coming?",
        "Yes, that works for us. Could you let me know who will be coming?", "Confirmed. Do you need access to the garage?",
    ),
}

LEFT_ALONE = {
    VISIT: (
        "No", "Maybe", "I'm not sure yet", "I'll let you know", "Let me check with my wife", "Yes but only if it's before 3",
        "Yes if the part has arrived", "Only if you call first", "Yes, unless it rains", "We'll see", "Who are you?",
        "I think so", "Probably", "Should be fine, I'll confirm later", "Yes, but can you come earlier?",
        "Yes except the kitchen", "Please call me", "Call me back", "I already cancelled this", "I thought this was cancelled",
        "Did you cancel it?", "Is it confirmed?", "Is this still happening?", "Don't cancel", "Please do not cancel",
        "You cancelled last time", "Nobody showed up", "The technician did not show up", "I never asked for this", "Wrong person",
        "Wrong number, I don't live there anymore", "Not yet", "Never mind", "I have not decided", "Yes and no", "It depends",
        "Can you cancel or not?", "What happens if I cancel?", "I might cancel", "I may have to cancel", "Thanks", "Thank you",
        "Got it, thanks", "Yes, do the kitchen first", "Yes. Do the upstairs one instead", "OK but I won't be home",
        "Fine, whatever, but this is the third time", "Great, so you cancelled again", "Perfect timing, we moved out last week",
        "Yes I got your email", "Yes, I received this", "We will be there on Friday", "I will be home until 3",
        "I'll be home after 3", "I'll be home from 3 on", "My husband will be home until 2:30", "Someone will be home from 4",
        "The tenant will be home on Friday", "Yes, I have a question", "Yes I want to cancel", "Yes please cancel",
        "Yes, please reschedule", "Sure, if you must", "Sure, why not", "I guess so", "I suppose", "That's fine if Tom comes",
        "That works as long as it's before 4", "Works for me unless it rains", "See you never", "See you in court",
        "Looking forward to it being fixed finally", "Good luck", "Good question", "Not good", "It's fine, no need to come",
        "No need, it's fine now", "All good, it works again", "All good now, thanks, you don't need to come",
        "It's all good, the problem is gone", "Everything is fine now", "Everything is working fine", "We're good, thanks",
        "We're all set, thank you", "I'm good, thanks", "No thanks, we're good", "No thanks", "Thanks but no thanks",
        "I confirm that I cancelled", "I confirm I will not be there", "Please confirm", "Can you confirm?", "Confirm?",
        "Confirmed?", "Is Thursday confirmed?", "I haven't confirmed", "I never confirmed this", "I confirmed already",
        "I already confirmed by phone", "Yes for the boiler, no for the heater", "Yes to Thursday no to Friday",
        "Yes, 2pm Friday", "Yes Friday works", "Yes, Thursday at 3 works", "Next Thursday works",
        "Yes that works, but Friday would be even better", "Both work", "Either works", "Any day works", "Whenever", "ok?",
        "Really?", "Yes? Who is this", "You can come, but nobody will be there", "Come on Thursday or Friday", "Come on Friday",
        "Come earlier", "come when you want", "Please come as soon as possible", "Come now", "Go ahead and cancel",
        "Keep it but move to 4", "Keep the appointment but send someone else", "Please keep me updated",
        "I'd like to keep the Friday appointment", "I would like to keep my Tuesday slot", "We will make sure nobody is there",
        "I will make sure someone is there if you confirm the time", "I am waiting for you since 2pm", "I'm still waiting",
        "We waited all day", "Still waiting for you", "I will be waiting for your call", "We expect you to refund us",
        "Expecting a refund", "I look forward to your call", "Looking forward to your reply", "Put me down for Friday",
        "Put me on the cancellation list", "Book me for another day", "Book it for another day",
        "It is confirmed that the part is defective", "This is great, but what about the leak", "that's great news if true",
        "I'm happy with that as a temporary solution", "I am happy with that, however the price is wrong",
        "Agreed, subject to the price", "Don't confirm", "Do not book it", "Don't bother", "forget it", "Forget about it",
        "Leave it", "Leave it for now", "Let's leave it", "Hold off please", "Please hold", "Wait", "Please stop emailing me",
        "Cancel my subscription", "Cancel the other one", "Cancel the second appointment", "Cancel my Friday appointment",
        "Cancel the appointment and book a new one", "Cancel this one and give me Friday", "Cancel only the second one",
        "Please cancel my request to cancel", "Please ignore my cancellation", "I don't want to cancel",
        "I didn't want to cancel", "I do not want you to cancel", "Why did you cancel", "If it rains please cancel",
        "cancel if it rains", "Please cancel if you are late", "cancel unless you can come earlier",
        "You can cancel the other visit", "Cancel Tom and send Tina", "Cancel with Tom, keep Tina", "Cancel the invoice",
        "Cancel the order of parts", "Don't send Tom", "Do not send him, send Tina", "Do not send anyone before 3",
        "You don't need to come upstairs", "You do not need to come before 3", "Reschedule? No", "We don't need to reschedule",
        "No need to reschedule", "I don't want to reschedule", "Don't move it", "Please do not move the appointment",
        "Friday doesn't work", "Not Friday", "Friday is bad, Thursday is fine", "I'm away Friday so Thursday is good",
        "Thursday is fine, Friday is not", "We could do Friday but Thursday is better", "I have a meeting on Friday",
        "The last visit on Monday was great", "You were supposed to come on Monday", "Tom came on Monday, he did a great job",
        "I booked a holiday for Friday", "My birthday is on Friday", "I will call you on Friday", "Call me on Friday",
        "Send me the invoice on Friday", "I'll pay on Friday", "The part arrives on Friday", "I paid on Monday",
    ),
    QUOTE: (
        "Maybe", "Too expensive", "Can you do it for 400?", "Yes if you can do it for 400", "Yes but without the filter",
        "Approve the filter but not the pump", "How long is it valid?", "What does it include?", "I need to ask my landlord",
        "We're reviewing it", "Looks good", "Thanks, looks great", "Great, thanks!", "Why so much?", "I'll get back to you",
        "Not yet", "Can you explain the price?", "Please send a revised quote", "Approved up to 300",
        "Approved, but only the pump", "Ok, what about a discount?", "Yes, when can you start? and is the warranty included?",
        "I approve of your service", "Did I approve this?", "Who approved this?", "Do not approve", "Yes, do the filter",
        "Yes, do the kitchen only", "Yes please fix the pump", "Go ahead with the filter", "Go ahead with the first option",
        "Go ahead with option 2", "Go ahead with the inspection", "Proceed with the diagnosis only",
        "Please proceed with caution", "OK to the pump, not the filter", "Yes to the pump", "Yes to the first item",
        "Approve item 1", "Approved for 300", "Approved up to 500", "Approved minus the fee",
        "I approve the price but not the date", "I agree with the price but not the work", "Looks good but too expensive",
        "Happy with the quote but", "Happy with the quote, but can you start Friday?", "I'm happy with the price",
        "The price is fine", "The price is ok", "The quote is fine", "The quote is good. Let me think",
        "The quote looks good, we will let you know", "Ok", "Okay thanks", "OK got it", "Sure", "Fine", "Great", "Perfect thanks",
        "Sounds good", "No problem", "Yes I got it", "Yes I have received the quote", "Yes, I'm interested", "I'm interested",
        "We are interested in proceeding", "We would consider it", "I would approve if it was cheaper", "I'd approve it for 400",
        "I would go ahead if", "Go ahead?", "Shall I approve?", "Can I approve by phone?", "Did you get my approval?",
        "You had my approval", "You do not have my approval", "You never had my approval", "I have not approved",
        "I have not yet approved", "not yet approved", "pending approval", "approval pending", "Awaiting approval",
        "needs approval from my boss", "My boss has approved", "My landlord approves", "My wife agrees",
        "Approved by my wife, waiting for my landlord", "Please fix it for free", "Fix it under warranty", "Please fix the quote",
        "Please fix your quote", "Replace it with a cheaper one", "Install it for 200", "Get it done for 300",
        "Get it done by Friday", "Go ahead by Friday", "Go ahead on Friday", "Yes, on Friday", "Do it on Monday",
        "Please schedule", "Please schedule a call", "Please schedule a visit first", "Please book a meeting",
        "Send me the final quote", "Do not start yet", "Start next month", "Start with the pump", "Please start with the kitchen",
        "Yes, and cancel my other order", "Yes and no", "Yes but no", "I decline to comment", "Declined card?",
        "My card was declined", "I can't pass this up", "We pass by on Friday", "I'd like to decline the filter only",
        "We don't want the cheap version", "We do not want any delay", "I don't want the work done on Friday",
        "We do not want the work done before Friday", "No rush", "No, go ahead", "No need to wait, go ahead",
        "No questions, approved", "I have no objection", "No objections", "Why not", "Whatever you think is best",
        "Do what you must", "Your call",
    ),
    NOTHING: (
        "Yes", "Thanks!", "OK", "Yes please", "Perfect", "Approved",
    ),
}
# fmt: on


@pytest.mark.parametrize(
    ("wanted", "asked", "words"), [(*key, words) for key, each in ANSWERS.items() for words in each]
)
def test_a_plain_answer_is_understood(wanted: str, asked: Asked, words: str) -> None:
    understood = read_reply(words, FRAME, asked)
    assert understood.intent.value + "+q" * understood.also_question == wanted, understood.why


@pytest.mark.parametrize(
    ("asked", "words"), [(asked, words) for asked, each in LEFT_ALONE.items() for words in each]
)
def test_what_is_doubtful_or_about_something_else_never_acts(asked: Asked, words: str) -> None:
    assert read_reply(words, FRAME, asked).intent.value not in ACTS


SLIPS = ("not", "never", "unless", "but", "maybe", "except", "only", "hardly", "without", "until", "if")
AGREED = [
    (asked, words)
    for (wanted, asked), each in ANSWERS.items()
    if wanted in {"confirm", "approve"}
    for words in each
]


@pytest.mark.parametrize(("asked", "words"), AGREED)
def test_one_word_of_doubt_anywhere_undoes_an_agreement(asked: Asked, words: str) -> None:
    """Whatever “only” or “unless” does to a sentence: it is no longer a plain yes."""
    said = words.split()
    doubted = (" ".join([*said[:at], slip, *said[at:]]) for slip in SLIPS for at in range(len(said)))
    acted = [
        text for text in doubted if read_reply(text, FRAME, asked).intent.value in {"confirm", "approve"}
    ]
    assert acted == []
