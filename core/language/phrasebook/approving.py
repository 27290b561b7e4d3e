"""Approving a quote."""

from core.language.senses import Sense

PHRASES: dict[Sense, str] = {
    Sense.APPROVE: """
{we} (?:am|are) (?:pleased|delighted|glad|happy) to (?:accept|approve)(?: {work})?
(?:please )?have {work} done
(?:ok|okay) (?:for|with|to) {quote}
(?:price|quote|amount|cost) agreed
agreed (?:price|quote|amount|cost)
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
{we} (?:hereby |do |formally |fully |am happy to |are happy to |would like to )?(?:approve|accept|authorize|authorise)(?: {work}| of {quote})?
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
}  # fmt: skip
