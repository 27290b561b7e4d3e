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
    UNNEEDED = "unneeded"  # nothing is to be done any more: the visit goes, the quote is turned down
    COSTLY = "costly"  # turns a quote down beside a no, and not alone
    REASON = "reason"  # why, and nothing else: "something came up"
    TALK = "talk"  # harmless beside another time, and only there
    FILLER = "filler"


_PHRASES: dict[Sense, str] = {
    Sense.YES: """
please do
(?:{we} (?:am|are) )?(?:happy|glad|pleased) to confirm(?: {visit})?{for_when}
{we} (?:hereby |gladly )?accept (?:the|this|that|your) (?:proposed|suggested|offered|new) (?:time|date|day|slot|appointment|visit)
(?:{visit}|appointment|time|date|slot) (?:is )?accepted
yes to {visit}
consider (?:this|it) (?:as )?(?:a yes|confirmed|my confirmation)
nothing to add
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
(?:{visit} )?(?:is )?{adv}confirmed{forme}{for_when}
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
(?:both )?{thing}(?: and (?:the )?{thing})? {adv}{good}{forme}{trail}
(?:(?:that|this|it) is |what )?(?:great|good|wonderful|excellent|fantastic|perfect|lovely|brilliant|super|nice) (?:news|timing|stuff|one|plan)
(?:(?:it|that) is (?:a )?)?(?:deal|done deal|a deal)
it is a date
ready when you are
(?:you can )?count on (?:me|us)
{we} have no (?:problem|problems|issue|issues|objection|objections)(?: at all)?(?: with (?:that|this|it|<b>|(?:the|that|this) (?:(?:proposed|suggested) )?{thing}))?
(?:nothing|no objection|no objections) (?:against|to) (?:it|that|this)
{we} (?:am|are) in agreement(?: with (?:that|this|it))?
{we} agree (?:with|to) (?:the|this|that|your) (?:(?:proposed|suggested|offered|new) )?(?:date and time|time and date|date|time|day|slot|appointment|visit|schedule|window)
(?:{we} (?:am|are) )?(?:very |quite |really |perfectly |more than )?(?:happy|fine|ok|okay|good|comfortable|satisfied|pleased) with (?:that|this|it|everything|(?:the|that|this|your) (?:(?:proposed|suggested|booked|scheduled|new|appointment) )?{thing})(?: too)?
(?:that|this|it) is a (?:good|fair|great|reasonable|very good) (?:price|time|day|plan|offer|quote|estimate|slot)
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
{who} will meet (?:you|them|him|her|the technician|your technician)(?: {there})?{then}{for_when}
{we} (?:will|can) meet (?:you|them|him|her|the technician|your technician)(?: {there})?{then}{for_when}
{we} will make sure (?:that )?(?:{we}|{who}) (?:is|am|are|will be) {there}{then}{for_when}
{we} will make sure (?:that )?the (?:gate|door|front door|garage|house) is (?:open|unlocked)
{we} (?:can|will|could) do <b>
(?:let us |please |{we} will )?(?:just )?(?:keep|stick with|stick to|stay with|go with|go for|do|say) <b>
{we} (?:am|are) (?:good|fine|ok|okay|happy|comfortable|all right) with <b>
(?:please )?do come(?: (?:on|at) <b>| <b>| over)?
(?:between|from) <b>
(?:between|from) <b> {be} {adv}{good}{forme}{trail}
(?:between|from) <b> (?:works|suits|will work|would work)(?: (?:for )?(?:me|us))?{well}
{who} (?:will|can) let (?:you|them|him|her|the technician) in{then}{for_when}
(?:yes )?{we} (?:am|are) (?:at )?home (?:all day(?: long)?|all <b>|then|that day)(?: (?:on )?<b>)?
yes {we} (?:am|are) (?:at )?home{for_when}
{we} (?:work|am working|are working) from home(?: then| that day)?
{we} will be (?:ready|waiting|prepared|in) for (?:you|them|him|her)(?: then)?{for_when}
(?:please )?(?:go ahead|proceed|carry on) with <b>
(?:for |on )?<b> (?:still )?as (?:planned|arranged|agreed|scheduled|discussed|proposed|booked)
as (?:planned|arranged|agreed|scheduled|proposed)(?: please)?{for_when}
yes to <b>
<b> it is(?: then)?
(?:{subj} |<b> )?(?:is )?(?:now )?(?:in|on) {calendar}
{we} have (?:put|added|noted|marked|entered|written|saved|got) (?:(?:it|that|this|you|<b>) )?(?:in|into|to|on|down in|down) {calendar}
(?:added|noted|marked|entered|written|saved|booked) (?:in|into|to|on|down in|down) {calendar}
{we} (?:can|will) do (?:that|this) (?:time|day|date|slot)
please come(?: over| by| out)?{at_booked}
come(?: over| by| out)? (?:(?:for|on|at) )?<b>
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
{we} have (?:hereby |now )?(?:approved|accepted|authorized|authorised) {work}
(?:(?:all|full) )?(?:quote|estimate|quotation|proposal|offer|price|total|items|everything) (?:is |are )?(?:approved|accepted)
(?:approved|accepted) (?:in full|as quoted|as is|as it is|as proposed|as per (?:the )?quote)
(?:please )?(?:make|perform|schedule|arrange|organise|organize|book|do|complete|finish) {work}(?: in)?{soon}
(?:please )?(?:arrange|organise|organize) for {work} to be (?:done|carried out|completed|scheduled)
you (?:can|may|could) (?:start|begin) {work}{soon}
(?:you are )?(?:good|approved|authorised|authorized|cleared) to (?:go|proceed|go ahead|start|begin)
{we} (?:hereby )?(?:authorize|authorise) you to (?:(?:do|proceed with|carry out|start|go ahead with) {work}|proceed|go ahead)
you (?:have|have got) (?:(?:my|our|the|full) )?{authorization}(?: to (?:proceed|go ahead|start|begin))?
{we} (?:wish|would like|want|am happy|are happy|am glad|are glad) to (?:accept|approve|authorize|authorise)(?: {work})?
{we} would like you to (?:go ahead|proceed|start)
(?:keen|ready|happy|glad|willing|eager) to (?:proceed|go ahead|start|get started|accept)(?: with {work})?
(?:please )?(?:go right ahead|go on then|move ahead)(?: with {work})?
go
yes (?:go on then|go on|to (?:all|everything|all of it|all of them|all items))
all of it
(?:approved|accepted|authorised|authorized) (?:by|from) (?:me|us|(?:our|my) (?:side|end))
(?:ok|okay|fine|good|go ahead|all good) from (?:me|us|(?:our|my) (?:side|end))
(?:our |my )?{authorization} (?:is )?(?:given|granted)
consider (?:it|this|that|the quote|the work) (?:as )?(?:approved|authorised|authorized|accepted|my approval|our approval)
(?:yes )?{we} (?:would like|want|need) you to (?:do|carry out|complete|start|perform|begin|go ahead with|proceed with) {work}
(?:please )?(?:start|begin) (?:on )?(?:with )?{work}{soon}
(?:yes )?(?:please )?order the (?:part|parts|material|materials)(?: and (?:go ahead|proceed|do the work|start|get started))?
(?:please )?(?:go ahead|proceed) and (?:book|schedule|arrange) (?:it|this|that|the work|the repair|me|us) in{soon}
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
you (?:have|have got) (?:my|our) {authorization}(?: to (?:proceed|go ahead|start))?
(?:you have )?(?:the |a )?green light
permission granted
(?:please |yes )?(?:do|schedule|book|order|complete|perform) (?:the )?(?:work|repair|repairs|job|parts|replacement|installation|it)
(?:i|we) give (?:my|our) (?:approval|consent|permission|go ahead)
pull the trigger(?: on (?:that|it|this))?
that is (?:approved|a go)
it is a go
""",
    Sense.NO: """
(?:i am |we are )?afraid not
(?:sorry )?but no
(?:no|n|nope|nah|nay|no no|not really|no way|no sir|no i do not|no we do not|i said no|not at all|negative|hell no|absolutely not|definitely not|certainly not|of course not)
i (?:must|have to|gotta|got to|say|vote) (?:say )?(?:no|negative)
""",
    Sense.DECLINE: """
(?:{we} (?:am|are) )?(?:no longer|not) interested(?: in {work})?(?: anymore| any more| at the moment| right now| at this time)?
(?:but |so )?{we} will not (?:be )?(?:taking|take|accepting|accept|using|use|going for) (?:it|this|that|{work})(?: up)?
(?:but |so )?{we} (?:will|can|am going to|are going to) (?:do|fix|repair|handle|sort) (?:it|this|that) (?:ourselves|myself)(?: instead)?
{we} (?:have )?had (?:it|this) (?:done|fixed|repaired) by {other_firm}
{other_firm} (?:is|will be) doing (?:it|this)
(?:but )?{we} (?:already )?have {other_firm}(?: now)?
(?:but |so )?{we} (?:have )?(?:already )?(?:went with|gone with|go with|accepted|took|taken) {other_firm}
(?:{we} (?:have )?)?decided (?:against (?:it|this|that)|not to(?: (?:do it|do this|proceed|go ahead))?)
(?:please )?consider (?:it|this|that|the quote) (?:as )?(?:declined|rejected)
{we} do not agree (?:to|with) {quote}
{we} will not be accepting(?: {work})?
(?:{we} )?pass(?: on (?:this|it|that))?
(?:but )?no thanks(?: after all)?
but no thank you
(?:but |so )?{we} will (?:leave|skip) it(?: for now| this time)?
(?:but )?not (?:at )?this time
(?:but |so )?{we} (?:have )?(?:found|chosen|hired|picked|selected|booked|gone with) {other_firm}(?: instead| for (?:this|it|the job|the work))?
(?:but |so )?{we} will be (?:using|going with|hiring) {other_firm}
(?:but |so )?{we} (?:do not|would not|will not|no longer) (?:wish|want|like|intend|plan) to (?:proceed|go ahead|continue|move forward)(?: with {work})?
(?:but |so )?{we} (?:can not|could not|am unable to|are unable to|will not be able to) (?:go ahead|proceed|accept|approve|do this|do it)(?: with)?(?: {work})?
(?:but |so )?{we} (?:have )?decided to go with (?:someone else|another company|somebody else|another contractor|another vendor)
(?:but |so )?{we} (?:do not|will not|no longer) (?:want|need|require) (?:the|this|that|any) (?:work|repair|job|replacement|installation|service)(?: to be)?(?: done| carried out)?
(?:but |so )?{we} (?:am|are) not going to (?:move forward|go ahead|proceed|do it|do this)(?: with {work})?
no (?:thanks|thank you|thank you very much|thanks very much)
(?:{we} )?(?:have |must |will |would like to |want to |have to |wish to |am going to |are going to |need to )?(?:respectfully |politely |regretfully )?(?:decline|declined|reject|rejected|refuse|turn down|turned down)(?: {work})?
{work} (?:is|has been) (?:declined|rejected|refused|not approved|not accepted)
(?:quote|estimate|proposal|offer) (?:is )?(?:declined|rejected|refused|not approved|not accepted)
(?:but |so )?(?:{we} )?(?:will|would|am going to|are going to|think i will|think we will|have to) pass(?: on (?:{work}|this one|that one))?(?: (?:this time|for now))?
(?:{we} )?(?:am |are )?not interested(?: in {work})?
not approved
not accepted
{we} (?:do not|will not|can not|am not|are not|could not) (?:approve|approving|accept|accepting|authorize|authorise)(?: of)?(?: {work})?
(?:please )?do not (?:proceed|go ahead|start|do it|do the work|do {work})(?: with {work})?
(?:but |so )?{we} (?:will not|am not|are not|do not want to|would not like to|would rather not|have decided not to|decided not to|prefer not to) (?:be )?(?:going|proceeding|proceed|go|going to go|going to proceed|moving|move)(?: ahead| forward)?(?: with {work})?
{we} (?:have )?(?:decided|chosen|went|gone|are going|am going) (?:against (?:it|this)|with (?:someone else|another company|somebody else|another contractor))
""",
    Sense.UNNEEDED: """
(?:but |so )?{we} (?:do not|no longer|will not) (?:need|want|require) (?:it|this|that|{work})(?: anymore| any more| any longer| now| after all)?
(?:but |so )?(?:{we} )?will not be (?:needing|requiring) (?:it|this|that|{work})(?: anymore| any more| any longer)?
(?:(?:it|this|that|{work}) is )?(?:not|no longer) (?:needed|required|necessary)(?: anymore| any more| any longer| now| after all)?
""",
    Sense.COSTLY: """
(?:(?:it|that|this|{quote}) is |{quote} )?(?:far |way |just |simply |a bit |a little )?(?:too|over) (?:expensive|pricey|dear|costly|much|high|(?:our|my|the) budget)(?: for (?:me|us))?
out of (?:our|my) (?:budget|price range)
(?:but )?{we} can not afford (?:it|this|that|{work})
""",
    Sense.CANCEL: """
(?:please )?have {visit} cancell?ed
(?:please )?take (?:me|us|it) off (?:the|your) (?:schedule|list|calendar)
{we} (?:no longer|do not) need (?:a|the|your) (?:technician|engineer|plumber|electrician|visit|appointment|service)(?: anymore| any more| any longer)?
(?:there is )?noneed for (?:a|the|this|your) (?:technician|engineer|visit|appointment|service|call)(?: anymore| any more| any longer)?
{we} no longer need you(?: to come)?(?: out)?
(?:there is )?noneed to come(?: out| over| by)? (?:anymore|any more|any longer|now)
(?:the|this|that|our|my) (?:repair|work|job|inspection|maintenance|service|call) is (?:no longer|not) (?:needed|required|necessary)(?: anymore| any more| any longer)?
{we} (?:am|are) (?:cancelling|canceling)(?: {visit})?{for_when}
{we} (?:do not|no longer) (?:need|want) you to come(?: out)?(?: anymore| any more)?
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
(?:no )?it (?:is|should be|should have been) (?:(?:supposed|meant) to be )?(?:on |at |for )?<t>
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
{we} (?:will not|am not going to|are not going to) (?:make it|be there|be here|be in|be around|be home|be at home|be available|be able to (?:make it|be there|attend|do it|make that))
{we} am (?:busy|away|unavailable|not available)
{we} are (?:busy|away|unavailable|not available)
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
    Sense.KEEP: """
(?:please )?(?:{we} (?:will|would like to|want to|can|would prefer to) )?(?:just )?(?:keep|leave|stick (?:with|to)|stay with|go with|take|do) (?:the|our|my) {as_before}(?: (?:as it (?:is|was)|please|after all|then|instead)){0,2}
let us (?:just )?(?:keep|leave|stick (?:with|to)|stay with|go with) (?:the|our|my) {as_before}(?: (?:as it (?:is|was)|please|after all|then|instead)){0,2}
(?:the|our|my) {as_before} (?:is|works|will work|would work|will be|would be|suits|suits me|suits us)(?: {adv}{good}| fine| better)?{forme} after all
(?:please )?(?:ignore|disregard|forget) (?:my|our) (?:(?:last|previous|earlier) )?(?:request|message|email|mail|reply|note)(?: to (?:change|move|reschedule)(?: {visit})?| for (?:a|another|a different|a new) (?:change|time|date|day|slot))
(?:there is )?noneed to (?:change|move|reschedule)(?: {visit})? after all
{we} (?:do not|no longer) need (?:to (?:change|move|reschedule)(?: {visit})?|another (?:time|date|day|slot)|a (?:different|new) (?:time|date|day|slot))(?: after all| anymore| any more)?
""",
    Sense.QUESTION: """
(?:can|could|would|will) you (?:please |pls |plz |kindly )?(?:re)?(?:check and )?confirm(?: again)?(?: {visit}| the details| details)?
(?:please|pls|plz|kindly) (?:will you |can you )?(?:check and )?confirm(?: {visit}| the details| details)?
(?:also )?{we} (?:also )?(?:would like|want|need) (?:to (?:know|have|get) )?(?:the|your|his|her|their) (?:phone number|number|address|email|email address|name|contact|contact number|contact details|details)
confirm (?:that|it|this) please
""",
    Sense.FILLER: """
(?:please|pls|plz|kindly|thanks|thank you|thx|ty|tks|thankyou|many thanks|cheers|ta|thanks again|thank you again|thanks in advance|thanks so much|thanks a lot|thanks a bunch|thanks much|thanks very much|thank you so much|thank you very much|much appreciated|appreciated|very much appreciated|got it|noted|understood|roger|roger that|received)
(?:thanks|thank you|many thanks|thx|cheers)(?: again)?(?: so much| very much| a lot)? for {favour}
(?:thanks|thank you|many thanks)(?: so much| very much| a lot)? for (?:all )?(?:your (?:help|email|message|note|reply|time|patience|service|understanding|assistance|prompt reply|quick reply|quick response|response)|letting me know|letting us know|the (?:quote|update|reminder|info|information|heads up|confirmation|email|estimate|note|notice|follow up|message|quick reply|quick response)|reaching out|getting back to (?:me|us)|everything|all your help|confirming|checking|arranging (?:this|it|that)|understanding|sending (?:this|it|that)(?: over| through)?|reminding me)
{we} (?:have |will )?(?:let|told|tell|inform|informed|notify|notified) (?:{who}|them|him|her)(?: know)?
(?:i|we) (?:really )?appreciate (?:it|that|your help|the help|this|your time)
(?:gotcha|copy that|acknowledged|duly noted|noted with thanks|(?:that is |how )?(?:very |so |really )?kind(?: of you)?|(?:i am|we are) afraid(?: that)?|regrettably|sadly|i regret)
(?:xx?|xo|mate|guys|folks|team|buddy|pal|love|everyone|all the best)
(?:(?:hi|hello|hey|dear|good morning|good afternoon|morning|afternoon) )?(?:team|all|guys|folks|everyone|everybody|sir|madam|sirs|colleagues)
(?:hi|hello|hey|dear all|hi there|hello there|good morning|good afternoon|good evening|hi all|hi team|hello team|hey there|greetings|morning|dear sir or madam|to whom it may concern)
(?:regards|best regards|kind regards|warm regards|best|best wishes|all the best|sincerely|yours sincerely|yours truly|have a (?:nice|great|good|lovely|wonderful) (?:day|weekend|week|evening|afternoon|one|morning)|take care|bye|talk soon|speak soon|warmly|with thanks|respectfully)
(?:oh|ah|well|actually|so|and|also|then|sorry|my apologies|apologies|i am sorry|we are sorry|i am so sorry|sorry about that|sorry for (?:the )?(?:inconvenience|trouble|late reply|delay|delayed reply|slow reply|confusion|hassle)|sorry to (?:bother you|be a pain|mess you around)|unfortunately|just|ok so|ok then|let me see|lol|haha|apologies for (?:the )?(?:delay|inconvenience|late reply))
sent from my (?:iphone|ipad|phone|android|samsung|galaxy|mobile)(?: \\w+)?
""",
}  # fmt: skip

_ORDER = (
    Sense.QUESTION,
    Sense.UNNEEDED,
    Sense.CANCEL,
    Sense.COSTLY,
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
