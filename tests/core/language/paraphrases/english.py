"""How English-speaking customers write days and times, month first.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. Every day goes with every time, and both into every
sentence. "nothing": no day or time is taken from it.
"""

# fmt: off
LANG = "en"

DAYS = (
    ("03-03", (
        "tomorrow", "Tuesday", "on Tuesday", "this Tuesday", "tues", "Tue.", "Tuesday the 3rd", "Tuesday 3rd",
        "Tuesday, March 3", "Tues 3/3", "Mar 3", "March 3rd", "the 3rd of March", "3 March", "3rd March 2026",
        "3/3/26", "03/03/2026", "2026-03-03", "the third", "tmrw", "tomorow", "Tuesday (3/3)",
        "this coming Tuesday",
    )),
    ("03-04", (
        "the day after tomorrow", "day after tomorrow", "Wednesday", "weds", "in two days", "in 2 days",
        "2 days from now", "wed the 4th", "two days from today", "wendesday",
    )),
    ("03-06", (
        "Friday", "this Friday", "fri", "Friday this week", "Friday of this week", "this week on Friday",
        "Friday March 6th", "Friday 6 March", "Fri, Mar 6", "3/6", "the 6th", "March 6", "Friday the sixth",
        "this coming Friday", "Friday, the 6th of March",
    )),
    ("03-07", (
        "Saturday", "sat", "Saturday the 7th", "Sat Mar 7",
    )),
    ("03-10", (
        "Tuesday next week", "next week Tuesday", "next week on Tuesday", "Tuesday of next week",
        "a week from Tuesday", "a week on Tuesday", "March 10", "the 10th", "Tuesday 3/10", "Tuesday the 10th",
        "next week, Tuesday", "Tuesday week",
    )),
    ("03-12", (
        "the 12th", "March 12th", "in ten days", "in 10 days", "Thursday next week", "a week from Thursday",
        "the twelfth", "the 12th of this month", "Thursday, the 12th", "Thurs 12 March",
    )),
    ("03-16", (
        "in two weeks", "two weeks from now", "two weeks from today", "in 2 weeks", "in a fortnight",
        "Monday the 16th", "3/16", "a fortnight from today",
    )),
    ("04-01", (
        "April 1", "April 1st", "the 1st of April", "1 April", "Apr 1", "4/1", "April first", "Wednesday April 1",
        "the first of April",
    )),
    ("04-21", (
        "April 21", "April 21st", "21 April", "4/21", "the twenty-first of April", "Apr. 21", "Tuesday, April 21st",
    )),
)

TIMES = (
    ("time {day} 15:00", (
        "at 3", "at 3pm", "at 3 pm", "at 3 p.m.", "at 3PM", "at 3:00", "at 3:00pm", "around 3", "about 3pm",
        "at three", "at 3 o'clock", "at three o'clock", "at 15:00", "3pm", "at 3p", "@ 3pm",
        "at 3 in the afternoon", "at three in the afternoon", "3ish", "around 3 or so", "say 3pm", "at 3pm sharp",
        "for 3pm", "at 3.00pm", "at 1500",
    )),
    ("time {day} 10:30", (
        "at 10:30", "at 10:30am", "at 10.30am", "at half past ten", "at half past 10", "at half ten", "at 10 30am",
        "at ten thirty", "10:30 am", "at 1030am", "around 10:30",
    )),
    ("time {day} 11:15", (
        "at 11:15", "at quarter past eleven", "at a quarter past 11", "at 11:15 a.m.", "at eleven fifteen",
        "at quarter after 11",
    )),
    ("time {day} 14:45", (
        "at 2:45", "at quarter to three", "at a quarter to 3", "at 2:45pm", "at two forty-five",
        "at quarter till 3", "at 14:45",
    )),
    ("time {day} 12:00", (
        "at noon", "at 12", "at 12pm", "at midday", "at 12 noon", "at twelve",
    )),
    ("range {day} 09:00-11:00", (
        "between 9 and 11", "from 9 to 11", "9-11", "9-11am", "9am-11am", "9 to 11", "9am to 11am",
        "between 9am and 11am", "from 9:00 to 11:00", "9:00 - 11:00", "between nine and eleven", "from 9 until 11",
        "9 till 11", "9am – 11am",
    )),
    ("range {day} 14:00-16:30", (
        "between 2 and 4:30", "2-4:30pm", "from 2pm to 4:30pm", "2pm-4:30pm", "14:00-16:30", "2 to 4:30",
    )),
    ("after {day} 15:00", (
        "after 3", "after 3pm", "any time after 3", "anytime after 3pm", "from 3pm onwards", "3pm or later",
        "no earlier than 3pm", "not before 3", "starting at 3pm", "after three", "3 pm onwards", "from 3pm on",
    )),
    ("before {day}-12:00", (
        "before noon", "before 12", "by noon", "until noon", "no later than noon", "any time before noon",
        "up to 12", "anytime before 12pm",
    )),
    ("daypart {day} morning", (
        "morning", "in the morning", "in the a.m.", "AM", "late morning", "sometime in the morning",
        "any time in the morning", "first thing", "mid-morning",
    )),
    ("daypart {day} afternoon", (
        "afternoon", "in the afternoon", "early afternoon", "late afternoon", "in the late afternoon", "PM",
        "sometime in the afternoon", "any time in the afternoon", "mid-afternoon",
    )),
    ("daypart {day} evening", (
        "evening", "in the evening", "early evening", "night",
    )),
)

ALONE = (
    ("week 03-09..03-15", (
        "next week", "any time next week", "sometime next week", "the week of March 9", "the week of the 9th",
        "week of 3/9",
    )),
    ("week 03-02..03-08", (
        "this week", "any time this week", "sometime this week",
    )),
    ("dayrange 03-07..03-08", (
        "this weekend", "on the weekend", "over the weekend", "at the weekend", "this coming weekend",
    )),
    ("dayrange 03-10..03-12", (
        "March 10-12", "March 10th to 12th", "from the 10th to the 12th of March", "between March 10 and March 12",
        "Tuesday the 10th through Thursday the 12th", "3/10 - 3/12", "10-12 March",
    )),
    ("day 03-05; day 03-06", (
        "Thursday or Friday", "either Thursday or Friday", "the 5th or the 6th", "March 5 or 6",
        "Thursday the 5th or Friday the 6th", "Thurs/Fri",
    )),
    ("before 03-06", (
        "before Friday", "by Friday", "no later than Friday", "by March 6", "before the 6th", "by the 6th",
    )),
    ("after 03-09", (
        "after March 9", "from March 9 onwards", "starting March 9", "not before the 9th", "after the 9th",
        "any time after the 9th",
    )),
    ("nothing", (
        "early April", "late March", "mid April", "the end of next week", "Friday, February 13", "Monday March 3",
        "every Friday", "next Friday",
    )),
    ("nothing", (
        "the technician is late", "I have two kids", "call 555 123 4567", "three weeks ago", "the boiler from 2015",
        "have a good day", "have a nice weekend", "good morning", "good evening", "room 12", "14 Harbour Street",
        "the code is 4711", "yesterday", "have a lovely evening",
    )),
)

SENTENCES = (
    "Hi, {when} works for me", "Could you come {when}?", "Can we do {when} instead?", "I'd prefer {when}, thanks.",
    "how about {when}", "{when} would be perfect", "Is {when} possible?", "I can do {when}", "I'm free {when}",
    "Any chance of {when}?", "Would {when} work?", "Hi,\n\n{when} if that's possible.\n\nThanks",
    "lets do {when} pls", "What about {when}?",
)

TURNED_DOWN = (
    "{no} doesn't work, {yes} does", "I can't do {no}, but {yes} is fine", "not {no} but {yes}",
    "{yes} instead of {no}", "{no} is no good, {yes} would be better", "I'm not home {no}. Can you come {yes}?",
    "{yes} but not {no}", "I'm away {no}, free {yes}", "{no} I'm working, {yes} is ok", "{yes} rather than {no}",
    "{no} is bad. {yes}?", "{no} won't work for me, how about {yes}", "cant do {no}. {yes} ok?",
)
# fmt: on
