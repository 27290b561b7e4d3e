"""Agreeing to a visit or a quote."""

from core.language.senses import Sense

PHRASES: dict[Sense, str] = {
    Sense.YES: """
(?:{we} know (?:that )?)?(?:that|this|it) is (?:a )?{adv}(?:true|correct|right|accurate|factual)(?: statement| answer| fact| information)?
(?:{we} )?(?:(?:will|would|have to|must) )?(?:say|answer|respond|reply) (?:with )?(?:a )?(?:yes|affirmative)(?: as (?:my|our) (?:response|answer|reply))?
{subj} (?:happens to be|is indeed) {adv}{true}
{we} agree with (?:what you (?:just )?said|that statement|the above|all of (?:that|it|this)|everything)
exactly (?:as|what|like) (?:i|we) (?:said|asked|asked for|instructed|requested|wanted|want|need|needed|had in mind)
(?:that|this|it) is (?:exactly |just )?what (?:i|we) (?:would like|want|wanted|need|asked for|requested|had in mind)(?: you to (?:schedule|book|do|arrange))?(?: for (?:me|us))?
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
{subj} (?:is|are) (?:it|what (?:i|we) (?:want|wanted|need|needed|said|asked for|have|had in mind)|a yes)
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
(?:you can |please )?(?:make|leave|keep) it as it is
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
{we} (?:am|are) all set for <b>
(?:{we} (?:am |are )?)?(?:look|looking) forward to (?:meeting (?:you|him|her|them|the technician)|having (?:it|this) (?:fixed|done|sorted|repaired)|getting (?:it|this) (?:fixed|done|sorted))(?: then)?{for_when}
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
{we} (?:will |am |are )?(?:be )?(?:expecting|waiting for|expect) (?:you|them|him|her|the technician|your technician){for_when}
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
(?:roger|roger that|ok|okay|okey|k|kk|sure|sure thing|okey dokey|alright|all right|will do|you bet|sounds like a plan)
""",
}  # fmt: skip
