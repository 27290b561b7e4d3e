"""What the words of a reply mean: one table of phrases, by sense, and the word lists around it.

Phrases are written in plain words: apostrophes are gone and contractions spelled out (see `clauses`).
`<t>` stands for a time offered, `<n>` for one turned down, `<b>` for the booked time itself.
Curly names are fragments. Nothing here repeats inside a repetition, so matching is linear.
"""

import re
from enum import StrEnum
from functools import lru_cache

from core.language.fragments import FRAGMENTS


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
    REASON = "reason"  # why, and nothing else: "something came up"
    TALK = "talk"  # harmless beside another time, and only there
    FILLER = "filler"


_PHRASES: dict[Sense, str] = {
    Sense.YES: """
confirm (?:appointment|visit)
(?:appointment|visit|time|date|date and time|day and time|time and date) (?:(?:is|are) )?confirmed
(?:what you (?:just )?said|(?:the|that|this|your) statement) is {adv}{true}
(?:this|this email|this message|this note|i am writing) (?:is )?to confirm(?: {visit})?{for_when}
(?:please )?consider this my confirmation
{yes}
y
{yes} {yes}
yes please
yes please do
yes i do
yes we do
yes it is
yes it does
yes it will
yes you are
yes i am
yes we are
yes i can
yes we can
yes i will
yes we will
yes to that
it is
it does
i do
we do
indeed i do
{adv}{true}
you are (?:{true}|not wrong about that)
(?:{subj} )?{be} {adv}{true}(?: to proceed)?{forme}{trail}
(?:{subj} )?(?:is|are) (?:it|what (?:i|we) (?:want|wanted|need|needed|said|asked for|have|had in mind)|a yes)
(?:{subj} )?(?:is|be) a (?:definite |resounding |firm )?yes(?: from (?:me|us|our side))?
(?:the|my|our) (?:answer|response)(?: to (?:that|this|it|your question|you))? is (?:a )?(?:definite |resounding )?yes
i (?:vote|say|have to say|must say) (?:yes|affirmative)(?: on that one| to that)?
you have (?:it|them|that|everything|all of it) (?:all )?(?:right|correct)
you got (?:it|that) right
i agree(?: with (?:that|this|it|you))?
we agree(?: with (?:that|this|it))?
agreed
(?:{we} )?(?:can |do |hereby |would like to |am happy to |are happy to )?confirm(?: all| (?:that|this) is (?:right|correct|fine|ok)| (?:for )?{visit})?{for_when}(?: is (?:correct|right|good|fine|ok|confirmed))?
(?:{we} )?confirm (?:the )?<b>
i am confirming(?: it| all| {visit})?{for_when}
confirming(?: it| all| {visit})?{for_when}
(?:{visit} )?(?:is )?{adv}confirmed{for_when}
consider (?:it|this|that) confirmed
confirmed (?:for )?(?:me|us)
{we} accept(?: {visit})?{for_when}
accepted
positive
exactly
exactly (?:right|so)
precisely
""",
    Sense.FINE: """
(?:the |your |that )?(?:price|cost|quote|amount|estimate|total) (?:is|looks|sounds|seems) {adv}{good}{forme}
(?:that|this|it) (?:will|would|should|does) do
{adv}{good}{forme}{trail}
(?:{subj} )?{be} {adv}(?:a )?{good}(?: one)?{forme}{trail}
(?:{subj} )?(?:works|work|will work|would work|should work|does work|can work|suits|suit|will suit|would suit|fits|fit|will fit|would fit)(?: just)?{well}{forme}(?: perfectly| just fine)?{trail}
(?:{subj} )?(?:suits|suit|will suit|would suit|fits|fit|fits into|fits in) (?:me|us|my schedule|our schedule|everyone)(?: fine| well| perfectly| great)?
{we} (?:would|will|do) (?:really )?(?:like|love|appreciate|take) (?:it|that|this)(?: a lot| alot| very much)?
no (?:problem|worries|issue|issues|problem at all|objection|objections)(?: at all)?{forme}
not a problem(?: at all)?{forme}
that is no problem(?: at all)?{forme}
(?:please |you can |go ahead and |you may )?(?:book|schedule|arrange|reserve|keep|do|set|put me down for) (?:it|that|this|the appointment|the visit|my appointment|us in|me in)(?: in| up| as it is| as is| as planned| so| happen)?{for_when}
count me in
(?:that|this|it) is (?:great|good|wonderful|excellent|fantastic|perfect|lovely) (?:news|timing)
thumbs up(?: from (?:me|us))?
{we} (?:am|are) (?:very |quite |really )?(?:happy|fine|ok|okay|good|comfortable|satisfied) with {quote}
(?:happy|fine|ok|okay|good) with {quote}
please (?:schedule|book)(?: (?:me|us)(?: in)?)?
make it (?:so|happen)
(?:please )?leave it (?:as it is|as is|as planned)
you got it
that is (?:much |even )?better
""",
    Sense.PRESENT: """
{we} (?:can|will) do (?:that|this) (?:time|day|date|slot)
(?:please )?come(?: on)?(?: over| by| out)?{at_booked}
{we} (?:am|are) (?:still )?on(?: for)?{for_when}
{we} would like to keep {visit}{for_when}
{we} (?:am|are|will be|would be|should be) {adv}(?:happy|available|free|ready|glad)(?: with (?:that|this|it))?(?: too)?{then}{at_booked}
{we} (?:am|are|will be|would be|should be) {adv}(?:fine|good|ok|okay|all set|good to go)(?: with (?:that|this|it|(?:the|that|this) (?:time|date|day|slot|appointment)){trail}| then| that day| at that time| (?:for|on|at) <b>)
(?:{we} )?(?:will|can) be {there}{then}{purpose}{for_when}
(?:yes )?{we} will be {there}{then}{purpose}{for_when}
{who} (?:will|can) be {there}{then}{purpose}{for_when}
{we} will make sure (?:that )?{who} (?:is|will be) {there}{then}{purpose}{for_when}
{who} (?:has|have) been (?:informed|told|notified) and (?:will|can) be {there}{then}{purpose}{for_when}
{we} (?:will )?(?:be )?(?:expecting|waiting for|expect) (?:you|them|him|her|the technician|your technician){for_when}
{we} will (?:be waiting|wait for you){for_when}
(?:yes )?(?:please )?(?:proceed|go ahead|continue|carry on) with (?:the|this|my|our) (?:visit|appointment|booking|appointment as (?:scheduled|planned))
(?:please )?keep {visit}(?: as (?:it is|is|scheduled|planned|booked|arranged))?{for_when}
(?:please )?(?:confirm|put|book) (?:me|us) (?:down )?(?:in )?for <b>
(?:{we} )?(?:am |are )?look(?:ing)? forward to (?:seeing you|meeting you|your visit|the visit|it) (?:on )?<b>
{we} (?:can|will|would) (?:do|make) (?:it|that)(?: work)?{for_when}
(?:someone|somebody|my wife|my husband|my tenant|the tenant) will be (?:home|there|here|in|around)(?: then)?{for_when}
(?:{we} )?(?:will )?see (?:you|ya)(?: (?:then|there|soon|tomorrow|all then|guys then|guys))?{for_when}
(?:{we} (?:am |are )?)?(?:look|looking) forward to (?:it|that|<b>|seeing you|seeing you then|your visit|meeting you|the visit)
(?:{subj} )?{be} (?:still )?on(?: for)?{for_when}
still on
(?:yes )?(?:for )?<b>
(?:for |on |at )?<b> {be} {adv}{good}{forme}{trail}
(?:for |on |at )?<b> (?:still )?(?:works|work|will work|would work|should work|suits|is on|suits me|suits us|will do|it is|is right|is correct|is confirmed)(?: just)?{well}{forme}{trail}
{good}{forme} (?:for |on |at )?<b>
(?:works|sounds good|see you|see you then|good|fine|great) (?:for |on |at )?<b>
""",
    Sense.OKAY: """
(?:ok|okay|okey|k|kk|sure|sure thing|okey dokey|alright|all right|will do|you bet|sounds like a plan)
""",
    Sense.APPROVE: """
(?:you are |all |fully )?(?:approved|authorized|authorised)
{we} agree (?:to {work}|with {quote})
(?:approved|green light|all approved) (?:on|from) (?:me|us|(?:our|my) (?:side|end))
(?:yes )?(?:please )?(?:carry out|complete|undertake|execute) {work}
(?:yes )?(?:please )?(?:fix|repair|replace|install|sort) (?:it|this|that)(?: please)?
(?:yes )?(?:please )?get (?:it|this|that) (?:done|fixed|scheduled|booked|sorted|started|going|repaired|installed)
(?:please )?(?:book|schedule) it in
yes to {work}
{we} want (?:you )?to (?:do (?:it|this)|go ahead|proceed)(?: with {work})?
let us get (?:it|this|that) (?:scheduled|done|started|booked|fixed)
approved?(?: {work})?
{work} (?:is|are|has been) (?:hereby )?(?:approved|accepted|agreed)
(?:quote|estimate|quotation|proposal) (?:is )?(?:approved|accepted)
{we} (?:hereby |do |can |formally |fully |am happy to |are happy to |would like to )?(?:approve|accept|authorize|authorise)(?: {work}| of {quote})?
(?:{we} )?(?:am |are )?(?:approving|accepting|authorizing|authorising)(?: {work})?
(?:please |kindly |you can |you may |do |just |feel free to )?(?:go ahead|proceed|go for it|get started|start|begin|move forward|carry on|continue)(?: (?:with|on) {work}| and (?:book|schedule|order|do|start|fix|repair|install|replace|get started|proceed|begin|order the parts)(?: {work})?| please| now| as (?:quoted|planned|proposed|discussed))?{soon}{trail}
(?:{we} )?(?:would like|want|am happy|are happy|am ready|are ready|am good|are good|would love|am fine|are fine|wish) (?:for you )?to (?:go ahead|proceed|move forward|get started|get it done)(?: with {work})?
let us (?:do it|proceed|go ahead|go|go for it|get started|move forward|get it done|get this done|do this|go with {work}|go ahead with {work}|proceed with {work})
(?:happy|ok|okay|good|fine|clear|free) (?:for you )?to (?:proceed|go ahead|go)(?: with {work})?
you (?:have|have got) (?:my|our) (?:approval|go ahead|permission|ok|okay|authorization|consent|green light|blessing)(?: to (?:proceed|go ahead|start))?
(?:you have )?(?:the |a )?green light
permission granted
(?:please |yes )?(?:do|schedule|book|order|complete|perform) (?:the )?(?:work|repair|repairs|job|parts|replacement|installation|it)
(?:i|we) give (?:my|our) (?:approval|consent|permission|go ahead)
pull the trigger(?: on (?:that|it|this))?
that is (?:approved|a go)
it is a go
""",
    Sense.NO: """
(?:no|n|nope|nah|nay|no no|not really|no way|no sir|no i do not|no we do not|i said no|not at all|negative|hell no|absolutely not|definitely not|certainly not|of course not)
i (?:must|have to|gotta|got to|say|vote) (?:say )?(?:no|negative)
""",
    Sense.DECLINE: """
(?:but |so )?{we} (?:have )?decided to go with (?:someone else|another company|somebody else|another contractor|another vendor)
(?:but |so )?{we} (?:do not|will not|no longer) (?:want|need|require) (?:the|this|that|any) (?:work|repair|job|replacement|installation|service)(?: to be)?(?: done| carried out)?
(?:but |so )?{we} (?:am|are) not going to (?:move forward|go ahead|proceed|do it|do this)(?: with {work})?
no (?:thanks|thank you|thank you very much|thanks very much)
(?:{we} )?(?:have |must |will |would like to |want to |have to |wish to |am going to |are going to |need to )?(?:respectfully |politely |regretfully )?(?:decline|declined|reject|rejected|refuse|turn down|turned down)(?: {work})?
{work} (?:is|has been) (?:declined|rejected|refused|not approved|not accepted)
(?:quote|estimate|proposal|offer) (?:is )?(?:declined|rejected|refused|not approved|not accepted)
(?:{we} )?(?:will|would|am going to|are going to|think i will|think we will|have to) pass(?: on (?:{work}|this one|that one))?(?: (?:this time|for now))?
(?:{we} )?(?:am |are )?not interested(?: in {work})?
not approved
not accepted
{we} (?:do not|will not|can not|am not|are not|could not) (?:approve|approving|accept|accepting|authorize|authorise)(?: of)?(?: {work})?
(?:please )?do not (?:proceed|go ahead|start|do it|do the work|do {work})(?: with {work})?
(?:but |so )?{we} (?:will not|am not|are not|do not want to|would not like to|would rather not|have decided not to|decided not to|prefer not to) (?:be )?(?:going|proceeding|proceed|go|going to go|going to proceed|moving|move)(?: ahead| forward)?(?: with {work})?
{we} (?:have )?(?:decided|chosen|went|gone|are going|am going) (?:against (?:it|this)|with (?:someone else|another company|somebody else|another contractor))
""",
    Sense.CANCEL: """
(?:it is )?no longer (?:needed|required|necessary)
{we} (?:am|are) (?:cancelling|canceling)(?: {visit})?{for_when}
{we} (?:do not|no longer) (?:need|want) you to come(?: out)?(?: anymore| any more)?
{we} (?:no longer|do not) (?:need|require|want) {work}(?: anymore| any more| any longer)?
(?:cancel|call off|cancelled|canceled|annul|scrap|void)(?: {visit})?{for_when}
(?:please )?do not send (?:anyone|anybody|someone|somebody|(?:a|the|your) (?:technician|tech)|him|her|them)(?: out)?{for_when}
you (?:do not (?:need|have)|no longer (?:need|have)) to come(?: out| over| by)?(?: anymore| any more)?{for_when}
(?:{may} )?(?:you |i |we )?(?:please |kindly )?(?:go ahead and )?(?:cancel|call off|get rid of|undo) {visit}{for_when}
{may} you (?:please )?cancel{for_when}
(?:{we} )?(?:{want} )(?:please )?(?:cancel|call off|put in a cancellation for)(?: {visit})?{for_when}
(?:{we} )?(?:{want} )(?:you )?(?:to )?cancel(?: {visit})?{for_when}
{we} (?:need|want|would like) {visit} (?:to be )?cancell?ed
{visit} (?:is |are )?no longer (?:needed|required|necessary)
{visit} (?:is|are) not (?:needed|required|necessary)(?: anymore| any more| any longer)
{we} no longer (?:need|require|want) {visit}(?: anymore| any more)?
{we} (?:do not|will not|am not going to|are not going to|am not gonna) (?:need|require|want) {visit}(?: anymore| any more| any longer)?
(?:please )?do not come(?: out| over| by)?{for_when}
(?:there is )?noneed to come(?: out| over| by)?{for_when}
(?:please )?(?:cancel|call off) (?:{visit} )?(?:altogether|completely|entirely)
""",
    Sense.MOVE: """
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
{we} (?:am|are|will be) (?:not available|unavailable|busy|away|not free|not home|not around|out of town|out)(?: (?:on |at )?(?:<n>|that day|at that time|then|on that day|that week))
{we} (?:have|have got) (?:work|school|class|classes|plans|other plans|guests|something (?:else|on|planned)|a (?:meeting|conflict|prior engagement|funeral|wedding|dentist appointment|doctors appointment)|an appointment|another (?:appointment|meeting|engagement))(?: (?:on |at )?(?:<n>|<b>|that day|at that time|then|on that day))?
{we} (?:am|are|will be) (?:working|travelling|traveling|at work|in meetings|in a meeting|on holiday|on vacation)(?: (?:on |at )?(?:<n>|<b>|that day|at that time|then|on that day|that week))?
{we} {cannot} (?:make|manage|come|be there) (?:(?:it )?(?:on |at |for )?<n>|that (?:day|time|date)|(?:it )?(?:at|on) that (?:day|time|date)|(?:it )?then)
{we} {cannot} (?:make it|come|be there|attend|do it|do that|make that)(?: anymore| any more| after all| unfortunately)?
{we} (?:will not|am not going to|are not going to) (?:make it|be there|be home|be able to make it)
{we} am (?:busy|away|unavailable|not available)
{we} are (?:busy|away|unavailable|not available)
""",
    Sense.WRONG: """
not <n>
(?:{subj} )?(?:is|was|are) (?:{adv})?(?:not (?:{true}|what i (?:said|want|wanted|need|asked for))|wrong|incorrect|false|inaccurate|a mistake)(?: at all)?
(?:wrong|incorrect|not (?:right|correct|quite|exactly))
they are not
(?:scratch|strike|forget) that
(?:there is a )?change (?:of|in) plans?
{we} (?:have )?changed? my mind
on second thoughts?
""",
    Sense.KEEP: """
(?:please )?(?:{we} (?:will|would like to|want to|can|would prefer to) )?(?:just )?(?:keep|leave|stick (?:with|to)|stay with|go with|take|do) (?:the|our|my) {as_before}(?: (?:as it (?:is|was)|please|after all|then|instead)){0,2}
let us (?:just )?(?:keep|leave|stick (?:with|to)|stay with|go with) (?:the|our|my) {as_before}(?: (?:as it (?:is|was)|please|after all|then|instead)){0,2}
(?:the|our|my) {as_before} (?:is|works|will work|would work|will be|would be|suits|suits me|suits us)(?: {adv}{good}| fine| better)?{forme} after all
(?:please )?(?:ignore|disregard|forget) (?:my|our) (?:(?:last|previous|earlier) )?(?:request|message|email|mail|reply|note)(?: to (?:change|move|reschedule)(?: {visit})?| for (?:a|another|a different|a new) (?:change|time|date|day|slot))
(?:there is )?noneed to (?:change|move|reschedule)(?: {visit})? after all
{we} (?:do not|no longer) need (?:to (?:change|move|reschedule)(?: {visit})?|another (?:time|date|day|slot)|a (?:different|new) (?:time|date|day|slot))(?: after all| anymore| any more)?
""",
    Sense.QUESTION: """
(?:can|could|would|will) you (?:please )?(?:re)?(?:check and )?confirm(?: again)?(?: {visit}| the details| details)?
please (?:will you |can you )?(?:check and )?confirm(?: {visit}| the details| details)?
confirm (?:that|it|this) please
""",
    Sense.FILLER: """
(?:please|pls|plz|kindly|thanks|thank you|thx|ty|tks|thankyou|many thanks|cheers|ta|thanks again|thank you again|thanks in advance|thanks so much|thanks a lot|thanks a bunch|thanks much|thanks very much|thank you so much|thank you very much|much appreciated|appreciated|very much appreciated|got it|noted|understood|roger|roger that|received)
(?:thanks|thank you|many thanks)(?: so much| very much| a lot)? for (?:all )?(?:your (?:help|email|message|note|reply|time|patience|service|understanding|assistance|prompt reply|quick reply|quick response|response)|letting me know|letting us know|the (?:quote|update|reminder|info|information|heads up|confirmation|email|estimate|note|notice|follow up|message|quick reply|quick response)|reaching out|getting back to (?:me|us)|everything|all your help|confirming|checking|arranging (?:this|it|that)|understanding|sending (?:this|it|that)(?: over| through)?|reminding me)
{we} (?:have |will )?(?:let|told|tell|inform|informed|notify|notified) (?:{who}|them|him|her)(?: know)?
(?:i|we) (?:really )?appreciate (?:it|that|your help|the help|this|your time)
(?:hi|hello|hey|dear all|hi there|hello there|good morning|good afternoon|good evening|hi all|hi team|hello team|hey there|greetings|morning|dear sir or madam|to whom it may concern)
(?:regards|best regards|kind regards|warm regards|best|best wishes|all the best|sincerely|yours sincerely|yours truly|have a (?:nice|great|good|lovely|wonderful) (?:day|weekend|week|evening|afternoon|one|morning)|take care|bye|talk soon|speak soon|warmly|with thanks|respectfully)
(?:oh|ah|um|uh|uhm|hmm|well|actually|so|and|also|then|sorry|my apologies|apologies|i am sorry|we are sorry|i am so sorry|sorry about that|sorry for (?:the )?(?:inconvenience|trouble|late reply|delay|delayed reply|slow reply|confusion|hassle)|sorry to (?:bother you|be a pain|mess you around)|unfortunately|just|ok so|ok then|let me see|lol|haha|apologies for (?:the )?(?:delay|inconvenience|late reply))
sent from my (?:iphone|ipad|phone|android|samsung|galaxy|mobile)(?: \\w+)?
""",
}  # fmt: skip

_ORDER = (
    Sense.QUESTION,
    Sense.CANCEL,
    Sense.KEEP,
    Sense.MOVE,
    Sense.DECLINE,
    Sense.NO,
    Sense.ABSENT,
    Sense.WRONG,
    Sense.APPROVE,
    Sense.YES,
    Sense.PRESENT,
    Sense.OKAY,
    Sense.FINE,
    Sense.FILLER,
)
"""Where a phrase has two senses the more careful one is taken."""


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Every word that occurs in the table: a phrase cannot hold any other."""
    return frozenset(re.findall(r"<?[a-z0-9]+>?", _phrases().pattern))


@lru_cache(maxsize=2048)
def sense_of(words: str) -> Sense | None:
    """The sense of a phrase, the whole of it, or None when it is not in the table."""
    match = _phrases().fullmatch(words)
    return Sense(match.lastgroup) if match and match.lastgroup else None


@lru_cache(maxsize=1)
def _phrases() -> re.Pattern[str]:
    """The whole table as one expression with a group per sense."""
    return re.compile("|".join(f"(?P<{sense}>{_lines(_PHRASES[sense])})" for sense in _ORDER))


def _lines(lines: str) -> str:
    return "|".join(_expand(line) for line in lines.strip().splitlines())


_NAMED = re.compile(r"\{([a-z_]+)\}")
"""A fragment by its name; `{0,2}` is a quantifier."""


def _expand(line: str) -> str:
    while _NAMED.search(line):
        line = _NAMED.sub(lambda name: FRAGMENTS[name.group(1)], line)
    return line
