"""English days, times and the words that join them."""

TABLE = """
weekday:0 = monday | mon
weekday:1 = tuesday | tue | tues | teusday | tuseday
weekday:2 = wednesday | wed | weds | wensday | wednsday | wendesday
weekday:3 = thursday | thu | thur | thurs | thrusday | thursdsay | thurday
weekday:4 = friday | fri | firday
weekday:5 = saturday | sat | saterday
weekday:6 = sunday | sun
weekday:0 + mod:each = mondays
weekday:1 + mod:each = tuesdays
weekday:2 + mod:each = wednesdays
weekday:3 + mod:each = thursdays
weekday:4 + mod:each = fridays
weekday:5 + mod:each = saturdays
weekday:6 + mod:each = sundays
month:1 = january | jan
month:2 = february | feb | febuary
month:3 = march | mar
month:4 = april | apr
month:5 = may
month:6 = june | jun
month:7 = july | jul
month:8 = august | aug
month:9 = september | sep | sept
month:10 = october | oct
month:11 = november | nov
month:12 = december | dec
number:1 = one
number:2 = two
number:3 = three
number:4 = four
number:5 = five
number:6 = six
number:7 = seven
number:8 = eight
number:9 = nine
number:10 = ten
number:11 = eleven
number:12 = twelve
number:13 = thirteen
number:14 = fourteen
number:15 = fifteen
number:16 = sixteen
number:17 = seventeen
number:18 = eighteen
number:19 = nineteen
number:20 = twenty
number:30 = thirty
number:40 = forty
number:45 = forty five
number:50 = fifty
ordinal:1 = first
ordinal:2 = second
ordinal:3 = third
ordinal:4 = fourth
ordinal:5 = fifth
ordinal:6 = sixth
ordinal:7 = seventh
ordinal:8 = eighth
ordinal:9 = ninth
ordinal:10 = tenth
ordinal:11 = eleventh
ordinal:12 = twelfth
ordinal:13 = thirteenth
ordinal:14 = fourteenth
ordinal:15 = fifteenth
ordinal:16 = sixteenth
ordinal:17 = seventeenth
ordinal:18 = eighteenth
ordinal:19 = nineteenth
ordinal:20 = twentieth
ordinal:30 = thirtieth
rel:0 = today | later today | 2day
rel:1 = tomorrow | tmrw | tmr | tomorow | tommorow | tommorrow | tomorrows
rel:2 = day after tomorrow | the day after tomorrow
rel:-1 = yesterday
rel:0 + part:evening = tonight | tonite | this evening
rel:0 + part:morning = this morning
rel:0 + part:afternoon = this afternoon
rel:-1 + part:evening = last night
part:morning + mod:each = mornings
part:afternoon + mod:each = afternoons
part:evening + mod:each = evenings | nights
unit:weekend + mod:each = weekends
part:morning = morning | forenoon | in the morning | late morning | mid morning | first thing in the morning | first thing
part:early_morning = early morning | early in the morning
part:afternoon = afternoon | in the afternoon | in afternoon | late afternoon | early afternoon | in the late afternoon | mid afternoon
part:evening = evening | in the evening | night | at night | early evening | late evening
part:midday = lunchtime | lunch time | around lunch
clock:12:00 = noon | midday | noonish | 12 noon | the midday
blob:midnight = midnight
blob:holiday = easter | christmas | xmas | thanksgiving | new year | new years | memorial | labor | labour | bank holiday | boxing | halloween | eve
mod:next = next
mod:this = this | current
mod:coming = coming | this coming | the coming | upcoming
mod:following = following | the following
mod:last = last | past | previous
mod:afternext = after next
mod:each = every | each | weekdays | weekday | daily | weekly | always
mod:end = end of | the end of | end of the
mod:edge = beginning of | beginning of the | start of | the start of | end of | the end of | beginning of around | early in | late in | middle of | mid | early | late
unit:day = day | days
unit:week = week | weeks | wk
unit:month = month | months
unit:year = year | years
unit:hour = hour | hours | hr | hrs
unit:minute = minute | minutes | min | mins
unit:weekend = weekend
unit:fortnight = fortnight
link:oclock = o'clock | oclock | o clock | o
link:at = at | for
link:on = on
link:the = the
link:of = of
link:in = in
link:around = around | about | approximately | approx | circa | ca | roughly | sometime | some time | anytime | any time | say | just
link:from = from | starting | beginning | starting on | beginning on | starting from | starting at | since
link:between = between | in between
link:to = to | thru | through
link:until = till | until | untill | til
link:and = and | &
link:or = or | or else | either
link:after = after | later than | not before | no earlier than | not earlier than | any time after | anytime after | sometime after | past
link:before = before | by | no later than | not later than | any time before | anytime before | sometime before | prior to | up to | earlier than | latest by
link:onwards = or later | onwards | onward | or after | on wards | and after | and later | and onwards
link:latest = or earlier | or before | at the latest
link:within = within | within the next
link:past = past
link:half = half past | half
link:quarter = quarter past | a quarter past | quarter after | a quarter after
link:quarterto = quarter to | a quarter to | quarter till | quarter of | a quarter of | quarter before
link:ago = ago
link:hence = from now | hence | from today
link:a = a | an
link:ish = ish | or so | or thereabouts
same:time = same time | the same time | at the same time
word:greeting = good morning | good afternoon | good evening | good night | good day | good week | good weekend | good one | great morning | great afternoon | great evening | great night | great day | great week | great weekend | great one | nice morning | nice afternoon | nice evening | nice night | nice day | nice week | nice weekend | nice one | lovely morning | lovely afternoon | lovely evening | lovely night | lovely day | lovely week | lovely weekend | lovely one | wonderful morning | wonderful afternoon | wonderful evening | wonderful night | wonderful day | wonderful week | wonderful weekend | wonderful one | pleasant morning | pleasant afternoon | pleasant evening | pleasant night | pleasant day | pleasant week | pleasant weekend | pleasant one | safe morning | safe afternoon | safe evening | safe night | safe day | safe week | safe weekend | safe one | happy morning | happy afternoon | happy evening | happy night | happy day | happy week | happy weekend | happy one
word:greeting = happy monday | happy tuesday | happy wednesday | happy thursday | happy friday | happy saturday | happy sunday | a good monday | a good tuesday | a good wednesday | a good thursday | a good friday | a good saturday | a good sunday | a great monday | a great tuesday | a great wednesday | a great thursday | a great friday | a great saturday | a great sunday | a nice monday | a nice tuesday | a nice wednesday | a nice thursday | a nice friday | a nice saturday | a nice sunday | a lovely monday | a lovely tuesday | a lovely wednesday | a lovely thursday | a lovely friday | a lovely saturday | a lovely sunday | a wonderful monday | a wonderful tuesday | a wonderful wednesday | a wonderful thursday | a wonderful friday | a wonderful saturday | a wonderful sunday
blob:holiday = good friday
word:unless = only if | not sure | unsure
word:except = any day but | any time but | anytime but | anything but | every day but | all but | other than | apart from
word:no = not really
word:whether = see if | check if | if possible | if you can | if that's possible | if it's possible
word:that_time = that night | that evening | that afternoon | that morning | that day | day that
word:no_problem = no problem | not a problem | no worries | no issue | no issues | no trouble | cant wait | can't wait | why not | no matter
"""
WEAK = "sat sun may mar march second first dec one"
ABBREVIATIONS = "approx ca dr mr mrs ms st"
NEGATIONS = """
not cannot cant can't dont don't doesnt doesn't didnt didn't isnt isn't wont won't wouldnt wouldn't arent aren't wasnt
wasn't never unable unavailable without neither nor nothing none except
"""
BUSY = """
busy away unavailable booked conflict conflicts vacation holiday travelling traveling forgot forgotten off gone
clashes clash impossible tied
"""
BREAKS = "but so however because although though while"
BAD = """
bad impossible terrible awful inconvenient difficult tricky tough hard wrong no
"""
FOLLOWERS = """
works work is would will could can good fine suits suit please instead thanks thank ok okay if with as then only better
best great perfect too also because but so we i it that when it's though does do doesn't doesnt don't dont won't wont
isn't isnt not may might should looks sounds are was seems fits suited ideal either latest onwards there here let lets
be pls plz pelase plese again this free available and
"""
