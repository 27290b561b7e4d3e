"""Questions, greetings, thanks and other words that decide nothing."""

from core.language.senses import Sense

PHRASES: dict[Sense, str] = {
    Sense.QUESTION: """
(?:can|could|would|will) you (?:please |pls |plz |kindly )?(?:re)?(?:check and )?confirm(?: again)?(?: {visit}| the details| details)?
(?:please|pls|plz|kindly) (?:will you |can you )?(?:check and )?confirm(?: {visit}| the details| details)?
(?:also )?{we} (?:also )?(?:would like|want|need) (?:to (?:know|have|get) )?(?:the|your|his|her|their) (?:phone number|number|address|email|email address|name|contact|contact number|contact details|details)
confirm (?:that|it|this) please
(?:please|pls|plz|kindly) (?:approve|accept|authorize|authorise)(?: (?:of )?{work})?
(?:approve|authorize|authorise)(?: {work})? (?:please|pls|plz|kindly)
""",
    Sense.RECEIPT: """
(?:got it|noted|understood|received|gotcha|copy that|acknowledged|duly noted|noted with thanks)
{thanks} for {sent}
""",
    Sense.PRAISE: """
{thanks} for {done}
(?:(?:{good}|thorough|professional) ){1,2}(?:work|job|service|visit|repair|fix)
(?:(?:your|the) )?(?:service|work|job) (?:is )?{adv}{good}
(?:{we} (?:am|are) )?(?:very |quite |really |so |more than |perfectly )?(?:happy|pleased|satisfied|delighted|impressed) with (?:everything|(?:the|your|that|this|my|our) (?:service|visit|work|job|repair|inspection|result))
everything (?:works|is working)(?: great| fine| well| perfectly)?(?: now| again)?
""",
    Sense.FILLER: """
(?:please|pls|plz|kindly|thanks|thank you|thx|ty|tks|thankyou|many thanks|cheers|ta|thanks again|thank you again|thanks in advance|thanks so much|thanks a lot|thanks a bunch|thanks much|thanks very much|thank you so much|thank you very much|much appreciated|appreciated|very much appreciated)
{thanks} for {favour}
(?:thanks|thank you|many thanks)(?: so much| very much| a lot)? for (?:all )?(?:your (?:help|email|message|note|reply|time|patience|service|understanding|assistance|prompt reply|quick reply|quick response|response)|letting me know|letting us know|the (?:quote|update|reminder|info|information|heads up|confirmation|email|estimate|note|notice|follow up|message|quick reply|quick response)|reaching out|getting back to (?:me|us)|everything|all your help|confirming|checking|arranging (?:this|it|that)|understanding|sending (?:this|it|that)(?: over| through)?|reminding me)
{we} (?:have |will )?(?:let|told|tell|inform|informed|notify|notified) (?:{who}|them|him|her)(?: know)?
(?:i|we) (?:really )?appreciate (?:it|that|your help|the help|this|your time)
(?:(?:that is |how )?(?:very |so |really )?kind(?: of you)?|(?:i am|we are) afraid(?: that)?|regrettably|sadly|i regret)
(?:tx|tnx|thnx|thks|(?:i am |we are )?sorry but|(?:that is |this is )?(?:very |really |so |most )?helpful|sorry (?:for|about) (?:the |any |such )?(?:short notice|late notice|late cancellation|change|changes|bother|mess|back and forth))
(?:boss|dude|bro|man|maam|friend)
(?:xx?|xo|mate|guys|folks|team|buddy|pal|love|everyone|all the best)
(?:(?:hi|hello|hey|dear|good morning|good afternoon|morning|afternoon) )?(?:team|all|guys|folks|everyone|everybody|sir|madam|sirs|colleagues)
(?:hi|hello|hey|dear all|hi there|hello there|good morning|good afternoon|good evening|hi all|hi team|hello team|hey there|greetings|morning|dear sir or madam|to whom it may concern)
(?:regards|best regards|kind regards|warm regards|best|best wishes|all the best|sincerely|yours sincerely|yours truly|have a (?:nice|great|good|lovely|wonderful) (?:day|weekend|week|evening|afternoon|one|morning)|take care|bye|talk soon|speak soon|warmly|with thanks|respectfully)
(?:oh|ah|well|actually|so|and|also|then|sorry|my apologies|apologies|i am sorry|we are sorry|i am so sorry|sorry about that|sorry for (?:the )?(?:inconvenience|trouble|late reply|delay|delayed reply|slow reply|confusion|hassle)|sorry to (?:bother you|be a pain|mess you around)|unfortunately|just|ok so|ok then|let me see|apologies for (?:the )?(?:delay|inconvenience|late reply))
sent from my (?:iphone|ipad|phone|android|samsung|galaxy|mobile)(?: \\w+)?
""",
}  # fmt: skip
