"""Word lists around the phrase table: what a clause may say without being one of its phrases.

`<t>` stands for a time offered, `<n>` for one turned down, `<b>` for the booked time itself,
`<u>` for a time after “until”, which may take leave.
"""

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


RESCHEDULE_WORDS = _set("""
    chance little bit
    <t> <n> <b> a able about actually after again all also alternatively am an and any anything anyone apologies
    appointment appreciate are around as at available availability be because been before best better book booked booking
    both bring but by can change changed come could date dates day days do does doing done earlier either else fine
    first fit fits for forward free from get give go going good got great happy have he hello hey hi home hope hopefully
    how however i if in instead is it just kindly later let like looking lot love make making may maybe me meet mind
    moment month move moved much my need needed never no nope not now of off oh ok okay on once only open opening
    openings option options or other our out over perfect perhaps please plz pls possible possibly prefer preferably
    preferred push put rather reserve reserved really reschedule rescheduled reservation right said same say schedule scheduled second see
    service set shall she shift should slot slots so some someone something sometime somewhere soon sooner sorry still
    suit suits sure switch swap take technician tech than thank thanks that the them then there they think this thought
    though time times timing to today too tour try trying unfortunately until up us very visit visiting wait wanna want
    wanted was we week well were what when which while whole will window wish with wonderful wondering work works would
    house place site property apartment flat building shop supposed wrong days hour hours
    squeeze round pop sound alternative alternatives say back delay postpone rebook rearrange defer engineer engineers plumber electrician guy guys man person happier early late bad suggest
    yet you your inspection inspector guys team someone crew i have ideally either whichever whatever anytime
    """)
"""Words of a clause that proposes a time; any other word makes the clause not understood."""

PROPOSING = _set("""
    can could would should want wanted need needed prefer preferred prefer rather how what works work better best good great
    fine ok okay make move change changed please instead try let available availability free open anything something
    suit suits possible possibly maybe perhaps like love wish schedule reschedule push shift switch swap bring put
    option options either ideally any anytime preferably plz pls perfect opening openings chance slot slots shall able meant go happy happier tweak say postpone delay rebook rearrange defer suggest
    """)
"""A clause proposes a time when it has one of these, or hardly any word beside the time itself."""

BARE_WORDS = _set(
    "<t> <n> does or and at on for no yes it is the date time day actually sorry just around only then either to"
)
BOOKING = frozenset({"book", "reserve"})
WISHING = frozenset({"like", "want", "wanted", "prefer", "rather", "need", "wish", "love"})
"""“I would like to book for Friday” wishes; “I will book on Friday” may speak of another matter."""
BOOKED = frozenset({"it", "that", "this", "me", "us", "appointment", "visit", "one", "reservation", "slot"})
"""“Book” proposes only with what is booked: “book for today” may be another matter."""

REASON_WORDS = _set("""
    clashes clash conflicts overlaps illness unforeseen circumstances sickness covid flu surgery bereavement storm snow weather flood outage owing reasons reason
    back hot water power running commitment commitments
    now itself landlord plumber electrician neighbour neighbor friend sold house selling longer needed required anymore
    fixed repaired resolved solved expensive much us high price budget afford cost too
    problem issue fault leak noise boiler heater heating furnace ac unit system pump machine dishwasher washer dryer fridge freezer
    oven toilet tap faucet pipe drain lock door window roof sink shower radiator thermostat started stopped sorted gone ourselves
    myself found works fine
    a after afraid again all already am an and another any appointment are as at away be because been busy but by came
    can cannot car case change changed clash come conflict conflicting could day dentist did do doctor doctors does due
    else emergency engagement family flight for forgot forgotten from funeral get going got had has have he her his
    holiday home hospital husband i ill in is issue it just kid kids know late left make meeting meetings mind moment my
    new no not obligation of off office on our out out-of-town patient personal plan plans prior realised realized
    remembered running schedule scheduled school she sick so some somebody someone something son daughter sorry suddenly
    that the their then there they this time to today too town travel traveling travelling trip unexpected unexpectedly
    unfortunately unwell up urgent vacation very was we wedding week well were wife will with work working wrong
    """)
"""Words of a clause that only says why: "something came up", "I have a meeting that day"."""

QUESTION_STARTS = re.compile(
    r"(?:(?:when|where)(?: exactly)? (?:will|would|do|does|is|are|can|could|should|shall|did|am|has|have)|what|whats|wheres|whens|who|whos|why|how|hows|which|whose"
    r"|(?:do|have) (?:i|you|we|they|he|she|there)"
    r"|(?:can|could|would|will|may|does|did|are|is|should|shall|has) "
    r"(?:i|you|we|it|they|he|she|there|someone|somebody|the|this|that|your|my)"
    r"|(?:please |also |and ){0,3}(?:(?:tell|give|send|get) (?:me|us)|let (?:me|us) know|find out|tell me please"
    r"|check (?:about|on|if|whether|what|where|when|who|how))|ca you)\b"
)
"""How a question begins when it has no question mark."""

NEVER_IN_A_QUESTION = _set("""
    <t> <n> <b> <u> no not never if unless but except without instead cancel reschedule change move postpone push shift another
    other different earlier later sooner wrong however although only until otherwise rather delay weekend tomorrow
    wait stop hold before forward approve approved refund cheaper discount
    """)
"""A question with one of these may be a condition or a counter-proposal: a person reads the whole reply."""

NEVER_IN_A_QUOTE_QUESTION = NEVER_IN_A_QUESTION | _set(
    """
    quote quoted estimate price prices priced pricing cost costs lower reduce include includes including included cover
    covers covered tax fee fees extra charge charges total less more much many money deposit warranty guarantee option
    options why which negotiate best add adding second remove without bigger smaller upgrade two decline expensive
    """
)
"""Beside an approval a question about the money or its extent opens the approval again."""

OF_A_QUOTE = _set("quote quotation estimate proposal price bid budget")
"""Words that show an answer is about a quote, not a visit."""

_STOPPING = """
stop|stop all|stopall|stop emailing me|stop messages|stop emails|unsubscribe|unsubscribe me|remove me|opt out|optout|opt me out
remove me from this list|remove me from your list|remove me from the list|remove me from this mailing list
remove me from your mailing list|remove me from the mailing list|take me off this list|take me off your list
take me off the list|take me off this mailing list|take me off your mailing list|unsubscribe me from this list
"""
_STOPS = [words for line in _STOPPING.split("\n") for words in line.split("|") if words]
_POLITELY = [words for words in _STOPS if not words.startswith("stop")]
UNSUBSCRIBE = frozenset(
    [*_STOPS, *(f"please {words}" for words in _POLITELY), *(f"{words} please" for words in _POLITELY)]
)
"""Whole messages that ask for no more mail."""

OTHER_LANGUAGES = {
    "de": (
        "ja|ja bitte|ja gerne|ja danke|ja passt|ja das passt|passt|das passt|ja das passt so|einverstanden|bestatigt|ja bestatigt|ich bestatige|in ordnung|ja in ordnung|gerne|ja klar|das passt mir|ja das passt mir gut|passt mir gut",
        "genehmigt|ja genehmigt|freigegeben|bitte ausfuhren|beauftragt|angebot angenommen|ich nehme das angebot an|wir nehmen das angebot an|ja bitte ausfuhren",
    ),
    "nl": (
        "ja|ja graag|ja hoor|ja dat is goed|dat is goed|akkoord|ja akkoord|prima|ja prima|bevestigd|ik bevestig|dat past|ja dat past|ja dank u|ja dank je",
        "akkoord|goedgekeurd|ga uw gang|offerte akkoord|wij gaan akkoord|ik ga akkoord|ja ga maar door",
    ),
    "es": (
        "si|si gracias|si por favor|de acuerdo|si de acuerdo|confirmado|confirmo|si confirmo|esta bien|si esta bien|perfecto|si perfecto|vale|si vale|claro que si|me parece bien|si me parece bien",
        "aprobado|si aprobado|apruebo|adelante|si adelante|acepto|acepto el presupuesto|aceptado|presupuesto aprobado|pueden proceder|procedan",
    ),
    "fr": (
        "oui|oui merci|oui s'il vous plait|d'accord|oui d'accord|c'est bon|oui c'est bon|confirme|je confirme|oui je confirme|parfait|oui parfait|ca me convient|oui ca me convient|cela me convient|oui cela me convient|tres bien|oui tres bien|ok pour moi",
        "approuve|j'approuve|devis accepte|j'accepte|j'accepte le devis|nous acceptons le devis|bon pour accord|allez y|oui allez y|accepte",
    ),
    "it": (
        "si|si grazie|si va bene|va bene|d'accordo|si d'accordo|confermo|si confermo|confermato|perfetto|si perfetto|certo|benissimo",
        "approvato|approvo|accetto|accetto il preventivo|preventivo approvato|procedete|procedete pure|si procedete",
    ),
    "pt": (
        "sim|sim confirmado|sim obrigado|sim obrigada|sim por favor|de acordo|combinado|confirmado|confirmo|sim confirmo|esta bem|esta bom|perfeito|sim perfeito|pode ser|claro",
        "aprovado|aprovo|aceito|aceito o orcamento|orcamento aprovado|pode prosseguir|podem prosseguir|pode seguir|sim aprovado",
    ),
}  # fmt: skip
"""Per language: whole messages that confirm a visit, and whole messages that approve a quote."""

COURTESIES = {
    "de": "guten tag|guten morgen|guten abend|hallo|hi|sehr geehrte damen und herren|vielen dank|danke schon|danke sehr|besten dank|herzlichen dank|danke|bitte|mit freundlichen grussen|freundliche grusse|viele grusse|liebe grusse|grusse|bis dann",
    "nl": "goedemorgen|goedemiddag|goedenavond|goede dag|hallo|hoi|beste|dank u wel|dank je wel|dankjewel|dank u|bedankt|hartelijk dank|alvast bedankt|met vriendelijke groet|met vriendelijke groeten|groeten|groetjes|tot dan",
    "es": "buenos dias|buenas tardes|buenas noches|hola|muchas gracias|muchisimas gracias|mil gracias|gracias|un saludo|saludos|saludos cordiales|un cordial saludo|atentamente|hasta entonces",
    "fr": "bonjour|bonsoir|merci beaucoup|merci bien|un grand merci|merci d'avance|merci|cordialement|bien cordialement|bonne journee|bonne soiree|salutations|a bientot|s'il vous plait|svp",
    "it": "buongiorno|buon giorno|buonasera|buona sera|salve|ciao|grazie mille|molte grazie|tante grazie|grazie|cordiali saluti|distinti saluti|saluti|buona giornata|buona serata|a presto",
    "pt": "bom dia|boa tarde|boa noite|ola|muito obrigado|muito obrigada|obrigado|obrigada|cumprimentos|atenciosamente|com os melhores cumprimentos|ate la|abracos",
}  # fmt: skip
"""Per language: what may stand around such an answer and says nothing."""
