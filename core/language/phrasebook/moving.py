"""Wishing for another time, or for the booked one after all."""

from core.language.senses import Sense

PHRASES: dict[Sense, str] = {
    Sense.MOVE: """
(?:any )?other (?:options|times|days|dates|slots)
{we} would need {another} {slot}
(?:please )?(?:rearrange|re arrange)(?: {visit})?(?: please)?{for_when}
let us (?:please )?(?:{resched}(?: {visit})?|{move} {visit}|(?:find|pick|choose|try|do|make it|arrange|look for) {another} {slot})
{may} (?:i|we|you) (?:please |possibly )?(?:push|move|shift|bring) (?:it|this|that|{visit}) (?:back|forward|out|up)(?: a bit| a little)?
(?:(?:do you have|have you got|have you|is there|are there) )?(?:any|anything|something|any slots|any times|some) (?:a bit |a little )?(?:earlier|later|sooner|else)(?: in the (?:day|week|morning|afternoon)| that day| available)?
(?:(?:do you have|have you got|have you|is there|are there) )?any (?:earlier|later|other|different) (?:slots?|times?|dates?|days?|appointments?|options?)(?: available)?
(?:please )?let (?:me|us) have {another} {slot}
when else (?:can|could|would|are) you (?:come|available|free|make it)
(?:earlier|later) in the (?:day|week|morning|afternoon)(?: please)?
{may} you come (?:at |on )?(?:a )?(?:later|earlier|different|another) (?:time|day|date)
{another} {slot} (?:would|will|might) suit (?:me|us) better
(?:(?:that|this|it|<b>|<n>) is )?not (?:a )?(?:very |really )?(?:good|great|convenient|suitable|ideal) (?:time|day|date|slot)(?: for (?:me|us))?
(?:{subj}|<n>|<b>) (?:is|are) (?:just |really |unfortunately )?(?:impossible|inconvenient|unsuitable|no good|a bad time|a bad day)(?: for (?:me|us))?
(?:please )?(?:suggest|propose|offer|send|give|find|pick|choose)(?: me| us)? (?:{another} {slot}|another|other (?:times|dates|days|options)|alternatives|some alternatives)(?: please)?
(?:{subj}|<b>|<n>) (?:is|are|would be|will be) (?:a bit |a little |far |way |just |slightly )?too (?:early|late|soon|tight)(?: for (?:me|us))?
(?:no )?it (?:is|should be) (?:(?:supposed|meant) to be )?(?:on |at |for )?<t>
(?:reschedule|re schedule|postpone)(?: {visit})?(?: please)?{for_when}
(?:another|a different|different|some other|any other) (?:day|time|date)
{may} you (?:please )?(?:offer|suggest|propose|send|give)(?: me| us)? {another} {slot}
{may} (?:i|we|you|someone|the technician) (?:please )?(?:come|make it|do it|do)(?: over| out| by)? (?:an hour |two hours |half an hour |a few hours |a couple of hours |a bit |a little |slightly )?(?:later|earlier)(?: that day| in the (?:day|week|morning|afternoon))?
(?:a bit |a little |slightly |an hour )?(?:earlier|later)(?: in the (?:day|week|morning|afternoon)| that day) (?:would be|is|works|would work|will be) (?:better|best|preferable|good|great|fine|ideal)?{forme}
any other {slot} (?:works|is fine|is ok|would work|would be fine|is good|will do)
{may} (?:i|we|you) (?:please |possibly )?(?:{resched}(?: {visit})?|{move} {visit}){for_when}(?: (?:to|for|at|on) {another} {slot})?(?: instead)?
{may} (?:{resched}(?: {visit})?|{move} {visit}){for_when}(?: (?:to|for|at|on) {another} {slot})?
(?:{we} )?{want} (?:please )?(?:{resched}(?: {visit})?|{move} {visit}){for_when}(?: (?:to|for|at|on) {another} {slot})?
(?:please )?{move} {visit}{for_when}(?: (?:to|for) {another} {slot})?
{we} (?:need|want|would like|would prefer|will need|prefer) {another} {slot}
{may} (?:i|we|you) (?:please )?(?:have|get|do|find|pick|choose|book|arrange|set|try|make it|come|come out) {another} {slot}(?: instead)?
(?:is|are) there (?:any |some )?{another} {slot}(?: available| free| open)?
do you have (?:any |some )?{another} {slot}(?: available| free| open)?
{another} {slot} (?:is|would be|works|would work|will be|might be) (?:better|best)?{forme}
(?:what|which) (?:other |else )?(?:days|times|dates|slots) (?:do you have|are available|would work|are free|have you got|is available)(?: available| free| open)?
(?:what|which) other (?:days|times|dates|slots|availability) (?:do you have|are available|are there)(?: available| free| open)?
(?:{subj}|<n>|<b>) (?:does not|will not|would not|is not going to|is not|do not|can not|is no longer) (?:work|working|suit|fit|good|great|convenient|possible|ideal|suitable|going to work|be possible|work out)(?: me| us)?{forme}(?: after all| unfortunately| any more| anymore)?
(?:can not|could not) do <n>
{we} (?:{cannot} )do (?:(?:it )?(?:on |at |for )?<n>|that (?:day|time|date)|(?:it )?(?:at|on) that (?:day|time|date)|(?:it )?then)
<n> (?:is|are) (?:bad|no good|impossible|difficult|tricky|too early|too late|not good)(?: for (?:me|us))?
""",
    Sense.ABSENT: """
{we} (?:have|need|had) to (?:work|be at work)(?: (?:on |at )?(?:<n>|that day|at that time|then|on that day))?
{we} (?:am|are|will be) (?:not available|unavailable|busy|away|not free|not home|not around|out of town|out)(?: (?:on |at )?(?:<n>|that day|at that time|then|on that day|that week))
{we} (?:have|have got) (?:work|school|class|classes|plans|other plans|guests|something (?:else|on|planned)|a (?:meeting|conflict|prior engagement|funeral|wedding|dentist appointment|doctors appointment)|an appointment|another (?:appointment|meeting|engagement))(?: (?:on |at )?(?:<n>|<b>|that day|at that time|then|on that day))?
{we} (?:am|are|will be) (?:working|travelling|traveling|at work|in meetings|in a meeting|on holiday|on vacation)(?: (?:on |at )?(?:<n>|<b>|that day|at that time|then|on that day|that week))?
{we} {cannot} (?:make|manage|come|be there) (?:(?:it )?(?:on |at |for )?<n>|that (?:day|time|date)|(?:it )?(?:at|on) that (?:day|time|date)|(?:it )?then)
{we} {cannot} (?:make it|come|be there|attend|do it|do that|make that)(?: anymore| any more| after all| unfortunately)?
{we} (?:will not|am not going to|are not going to) (?:make it|be there|be here|be in|be around|be home|be at home|be available|be able to (?:make it|be there|attend|do it|make that))
{we} am (?:busy|away|unavailable|not available)
{we} are (?:busy|away|unavailable|not available)
""",
    Sense.KEEP: """
(?:please )?(?:{we} (?:will|would like to|want to|can|would prefer to) )?(?:just )?(?:keep|leave|stick (?:with|to)|stay with|go with|take|do) (?:the|our|my) {as_before}(?: (?:as it (?:is|was)|please|after all|then|instead)){0,2}
let us (?:just )?(?:keep|leave|stick (?:with|to)|stay with|go with) (?:the|our|my) {as_before}(?: (?:as it (?:is|was)|please|after all|then|instead)){0,2}
(?:the|our|my) {as_before} (?:is|works|will work|would work|will be|would be|suits|suits me|suits us)(?: {adv}{good}| fine| better)?{forme} after all
(?:please )?(?:ignore|disregard|forget) (?:my|our) (?:(?:last|previous|earlier) )?(?:request|message|email|mail|reply|note)(?: to (?:change|move|reschedule)(?: {visit})?| for (?:a|another|a different|a new) (?:change|time|date|day|slot))
(?:there is )?noneed to (?:change|move|reschedule)(?: {visit})? after all
{we} (?:do not|no longer) need (?:to (?:change|move|reschedule)(?: {visit})?|another (?:time|date|day|slot)|a (?:different|new) (?:time|date|day|slot))(?: after all| anymore| any more)?
""",
    Sense.WRONG: """
(?:yeah|yes|sure|oh) (?:right|sure) (?:you will|you do)
{we} accept (?:your |the )?(?:apology|apologies)
(?:yeah right|yea right|sure you will|as if|whatever|if you say so|if you insist)
not <n>
(?:{subj} )?(?:is|was|are) (?:{adv})?(?:not (?:{true}|what i (?:said|want|wanted|need|asked for))|wrong|incorrect|false|inaccurate|a mistake)(?: at all)?
(?:wrong|incorrect|not (?:right|correct|quite|exactly))
they are not
(?:scratch|strike|forget) that
(?:there is a )?change (?:of|in) plans?
{we} (?:have )?changed? my mind
on second thoughts?
""",
}  # fmt: skip
