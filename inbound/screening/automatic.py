"""How automatic answers title themselves and what they say, in the languages they speak.

Some titles no person gives a mail; others people use too (“Absence of hot water”, “Vacation next week, can we move?”):
those need a text that says it as well. Every pattern runs in linear time: no repetition inside a repetition.
"""

import re

from inbound.mail import InboundMail
from inbound.screening.phrases import ANSWER_PREFIX

LOOKED_AT = 1500
MAX_TITLE = 300
MAX_PREFIXES = 3

SURE_TITLE = re.compile(
    r"(?i)\W{0,5}(?:auto(?:mat(?:ic|ed|ische|ica))?[- ]?(?:repl(?:y|ied)|response|answer|responder|svar)\b|autom\.? antwort"
    r"|auto-?(?:reply|response|responder|antwort|svar|respuesta)\b|out[- ]of[- ](?:the[- ])?office(?:\W*$|[: ]*(?:re|aw|reply|auto|message|notif)\b|\s?[:!])"
    r"|\[?(?:ooo|oof)\]?[:! ]|away from (?:my|the) (?:office|desk|mail)|on (?:annual leave|vacation|holiday)\W*$"
    r"|automatische (?:antwort|e-?mail|nachricht)|abwesenheits\w+|(?:ich bin )?nicht im b[üu]ro\W*$"
    r"|r[ée]ponse (?:automatique|d'absence)|absen(?:ce|t) (?:du|de) bureau|message d'absence"
    r"|respuesta autom[áa]tica|(?:ausente|fuera) de (?:la )?oficina|risposta automatica|fuori (?:sede|ufficio)|(?:assenza|assente) dall"
    r"|resposta autom[áa]tica|(?:ausente|fora) do escrit[óo]rio|automatisch(?:e)? (?:antwoord|bericht)|afwezigheids\w+"
    r"|niet op kantoor|automatiskt? svar|fr[åa]nvaromeddelande|autosvar|frav[æa]rs\w+|automaattinen (?:vastaus|poissaolo\w*)"
    r"|poissaoloviesti|automatyczna odpowied[źz]|odpowied[źz] automatyczna|poza biurem|automatick[áa] odpov\w+|automatikus v[áa]lasz"
    r"|otomatik yan[ıi]t|автоматический ответ|автоответ\w*|自動返信|自動応答|自动回复|自動回覆|자동 회신"
    r"|(?:vacation|absence|holiday) (?:response|repl(?:y|ies)|notification|notice|message|auto-?reply)\W*(?:$|[:-]))"
)
TITLE = re.compile(
    r"(?i)\W{0,5}(?:auto: |out[- ]of[- ](?:the[- ])?office|vacation|holidays?|away\b|i am away|on (?:annual leave|vacation|holiday|leave)|maternity|parental"
    r"|abwesen\w*|(?:ich bin )?nicht im haus|urlaub|absen(?:ce|te?)\b|je suis absente?|en vacances|ausente|ausencia|vacaciones|assente|assenza|ferie"
    r"|aus[êe]ncia|f[ée]rias|afwezig\w*|niet aanwezig|vakantie|fr[åa]nvar\w*|ikke til stede|frav[æa]r|poissa\w*|nieobecno\w+|不在"
    r"|thank you for (?:contacting|your (?:e-?mail|message|enquiry|inquiry|request))|we(?: have|'ve) received|your (?:request|message|e-?mail|ticket) "
    r"|\[?ticket\b|\[[^\]\n]{1,40}\])"
)
TEXT = re.compile(
    r"(?i)(?:\b(?:am|be|is|are|will be) (?:currently |presently |now )?(?:out of (?:the )?office|on (?:annual |maternity |parental |sick )?(?:leave|vacation|holidays?)|away from (?:my|the) (?:desk|office|e-?mail))"
    r"|(?:limited|no|intermittent) access to (?:my )?e-?mail|this is an auto(?:mated|matic|-?generated)|automat(?:ed|ic|ically generated) (?:message|reply|response|e-?mail|answer)"
    r"|do not (?:reply|respond) to this|(?:ticket|case|reference) (?:number|id|no\.?)|has been (?:received|logged|created|assigned)"
    r"|(?:nicht|erst wieder) (?:im b[üu]ro|am arbeitsplatz|im haus|erreichbar)|außer haus|nicht weitergeleitet|automatisch (?:generiert|erstellt|versandt)"
    r"|(?:suis|serai) (?:actuellement )?(?:absente?|en congés?|en vacances|en déplacement)|en mon absence|message automatique|réponse automatique"
    r"|(?:estoy|estaré|me encuentro) (?:actualmente )?(?:fuera de|ausente|de vacaciones)|mensaje automático|respuesta automática"
    r"|(?:sono|sarò) (?:attualmente )?(?:assente|fuori (?:ufficio|sede)|in ferie)|messaggio automatico|risposta automatica"
    r"|(?:ben|ik ben) (?:momenteel |op dit moment )?(?:afwezig|niet aanwezig|niet op kantoor|met (?:vakantie|verlof))|automatisch (?:bericht|antwoord|gegenereerd)"
    r"|(?:estou|estarei) (?:atualmente |de momento )?(?:ausente|fora do escritório|de férias)|mensagem automática|resposta automática"
    r"|(?:är|er) (?:för närvarande |i øjeblikket )?(?:inte på kontoret|ikke på kontoret|på semester|på ferie)|poissa (?:toimistolta|töistä)"
    r"|(?:jestem|będę) (?:obecnie )?(?:nieobecn|na urlopie)|不在にして|休暇)"
)


def automatic_title(mail: InboundMail) -> str | None:
    """The title by which a mail is known as an automatic answer; None for any other mail."""
    title = mail.subject[:MAX_TITLE]
    sure = SURE_TITLE.match(title)
    if sure is not None:
        return sure[0].strip()
    for _ in range(MAX_PREFIXES):
        prefix = ANSWER_PREFIX.match(title)
        title = title[prefix.end() :] if prefix else title
    hint = SURE_TITLE.match(title) or TITLE.match(title)
    said = TEXT.search(mail.text[:LOOKED_AT]) if hint else None
    return f"{hint[0].strip()}: {said[0].strip()}" if hint and said else None
