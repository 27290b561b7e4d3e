"""What one phrase contributes to a reply."""

from enum import StrEnum


class Sense(StrEnum):
    """What one phrase contributes to a reply."""

    YES = "yes"  # an answer: "yes", "that is right", "I confirm"
    FINE = "fine"  # agreement that suits a visit but approves no money: "great", "sounds good"
    PRESENT = "present"  # agreement that only fits a visit: "see you then", "I will be home"
    OKAY = "okay"  # "ok", "noted": agreement when it stands alone
    APPROVE = "approve"
    NO = "no"
    DECLINE = "decline"
    CANCEL = "cancel"
    MOVE = "move"  # another time is wanted
    ABSENT = "absent"  # "I can't make it": another time, or never?
    KEEP = "keep"  # the booked time after all: taking back a wish for another one
    WRONG = "wrong"  # "that is not right": of what, a person must see
    QUESTION = "question"
    UNNEEDED = "unneeded"  # nothing is to be done any more: the visit goes, the quote is turned down
    COSTLY = "costly"  # turns a quote down beside a no, and not alone
    REASON = "reason"  # why, and nothing else: "something came up"
    TALK = "talk"  # harmless beside another time, and only there
    RECEIPT = "receipt"  # "got it", "thanks for the quote": a yes beside it may only say that it came
    PRAISE = "praise"  # "great work": of the last visit, so "great" beside it agrees to nothing
    FAREWELL = "farewell"  # "bis Donnerstag!": only until the booked day is it harmless
    FILLER = "filler"
