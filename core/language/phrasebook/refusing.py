"""Turning down, cancelling, and why."""

from core.language.senses import Sense

PHRASES: dict[Sense, str] = {
    Sense.NO: """
(?:i am |we are )?afraid not
(?:sorry )?but no
(?:no|n|nope|nah|nay|no no|not really|no way|no sir|no i do not|no we do not|i said no|not at all|negative|hell no|absolutely not|definitely not|certainly not|of course not)
i (?:must|have to|gotta|got to|say|vote) (?:say )?(?:no|negative)
""",
    Sense.DECLINE: """
not (?:going ahead|proceeding|going forward|moving forward)(?: with {work})?(?: after all)?
(?:please )?close {quote}
(?:but |so )?{we} (?:have )?(?:found|chosen|hired|picked) {other_firm} to do (?:it|this|{work})
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
{may} (?:i|we) (?:please cancel|cancel please){for_when}
you (?:can|may) (?:just )?(?:cancel|call off) {visit}{for_when}
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
}  # fmt: skip
