"""How mail programs announce a quotation, a forward or a signature, in many languages.

Each pattern is applied to one line (or a few joined ones) of bounded length in small letters, without the signs drawn
before it, and runs in linear time.
"""

import re

ABOVE = "above th"
REPLY_ABOVE = re.compile(
    r"^[\s>*#_=.?—–â€”-]{0,20}(?:please )?(?:reply|write|type|antworten|répondre)[^\n]{0,40}above (?:this|the) line"
)

WROTE = frozenset({
    "wrote", "writes", "schrieb", "schreibt", "geschrieben", "schreef", "schreven", "geschreven", "écrit",
    "écrivait", "escribió", "escribio", "escribía", "escrito", "scritto", "scrive", "scriveva", "escreveu",
    "skrev", "skriver", "skrifaði", "kirjoitti", "napisał", "napisała", "napisał(a", "napisał/a", "pisze",
    "napsal", "napsala", "napsal(a", "napsal/a", "napísal", "napísala", "написал", "написала", "написал(а",
    "написав", "пишет", "пише", "написао", "yazdı", "yazmış", "írta", "scris", "scria", "έγραψε", "viết",
    "menulis", "escrit", "escriure", "rašė", "rakstīja", "kirjutas", "napisao", "zapisal",
})  # fmt: skip
CJK_WROTE = ("写道", "寫道", "作成", "작성", "のメール", "書きました", "wrote the following")
QUOTE_START = re.compile(
    r"^[\s*>-]*(?:on|am|le|el|il|op|em|den|på|den|dnia|w dniu|dne|a|в|le|la|vào|pada|在|于|ons|ma|ti|to|fre|man|tor"
    r"|(?:pon|wt|śr|czw|pt|sob|ndz|niedz|po|út|st|čt|pá|so|ne|ut|str|štv|pi|lun|lu|mar|mer|mié|jeu|jue|ven|vie|sam|sáb|dim|dom|seg|ter|qua"
    r"|qui|sex|пн|вт|ср|чт|сб|вс|нд|sre|čet|pet|sub|ned|pzt|sal|çar|per|cum|cmt|paz)[.,]"
    r"|in a message dated|\S{1,14} (?:\S{1,10} )?\d{1,2}\.? [^\n]{0,40}(?:20\d\d|\d{1,2}:\d\d)"
    r"|sent|quoting|citando|[^\s<]{1,40}(?: [^\s<]{1,40}){0,4} ?[<\[(]|\d{1,4}[-/.年]|\d{1,2}\s)"
)
QUOTING = re.compile(
    r"^[\s*]*(?:quoting|zitat von|citando(?: a)?|citazione di|citat(?:ion de)?|cita de) [^\n]{1,160}[:：]\s*$"
)
EVIDENCE = re.compile(r"\d{1,2}|@")
DATED_SENDER = re.compile(r"^[^<\n]{0,120}\b(?:19|20)\d\d(?!\d)[^<\n]{0,120}<[^<>\s]+@[^<>\s]+>\s?[:：]\s*$")
DATED_NAME = re.compile(r"^[\s*>]*\d{4}-\d\d-\d\d \d{1,2}:\d\d gmt[+-]\d\d:\d\d [^\n:]{1,80}:?$")

FROM = (
    "from|von|de|da|van|od|от(?: кого)?|від(?: кого)?|från|fra|lähettäjä|feladó|发件人|寄件者|寄件人|差出人|보낸 사람|보낸사람|kimden|gönderen"
    "|expéditeur|mittente|afzender|remetente|remitente|de la|από|šalje|pošiljatelj"
)
SENT = (
    "sent(?: on)?|date|message du|gesendet(?: am)?|datum|envoyé(?: le)?|fecha|enviado(?: el)?|enviada(?: em)?|inviato|data|verzonden|skickat"
    "|sendt|dato|отправлено|дата|надіслано|lähetetty|päivämäärä|wysłano|wysłane|发送时间|日期|寄件日期|傳送時間|送信日時|日時|보낸 날짜|날짜"
    "|gönderilen|gönderildi|tarih|odesláno|odoslané|dátum|küldve|trimis|στάλθηκε|ημερομηνία|poslano|enviat"
)
TO = (
    "to|an|à|a|para|aan|till|til|кому|vastaanottaja|do|komu|pre|per a|收件人|收件者|宛先|받는 사람|kime|alıcı|címzett|destinataire|către|προς|za"
    "|prima|kopie|cc|kopia|copie à|copie"
)
SUBJECT = (
    "subject|betreff|objet|sujet|asunto|oggetto|assunto|assumpte|onderwerp|ämne|emne|тема|aihe|temat|主题|主旨|件名|제목|konu|předmět|predmet"
    "|naslov|tárgy|subiect|θέμα|re"
)
LABEL = re.compile(
    rf"\*?(?:(?P<sender>{FROM})|(?P<date>{SENT})|(?P<to>{TO})|(?P<subject>{SUBJECT}))\*?\s?[:：]\*?(?=\s|$|\S+@)"
)

ORIGINAL = re.compile(
    r"(?:original message|original appointment|reply message|forwarded (?:message|by[^\n]{0,80}?)"
    r"|urspr(?:ü|ue)ngliche (?:nachricht|message)|original-?nachricht|weitergeleitete (?:nachricht|e-?mail)"
    r"|message (?:d'origine|original|transf[ée]r[ée]|d’origine)|mensaje (?:original|reenviado)"
    r"|messaggio (?:originale|inoltrato)|oorspronkelijk bericht|doorgestuurd bericht|mensagem (?:original|encaminhada)"
    r"|ursprungligt meddelande|vidarebefordrat meddelande|oprindelig (?:meddelelse|besked)|videresendt [^\n]{0,20}"
    r"|opprinnelig melding|alkuperäinen viesti|välitetty viesti|исходное сообщение|пересылаемое сообщение"
    r"|oryginalna wiadomość|wiadomość oryginalna|původní (?:zpráva|e-?mail)|eredeti üzenet|orijinal mesaj|原始邮件|転送メッセージ"
    r"|元のメッセージ|원본 메시지|antwort nachricht|[^\n=_*-]{1,60} (?:wrote|schrieb|schreef|a écrit|escribió|ha scritto|escreveu)\b|on [^\n]{1,200} wrote -{2}|mail original|ответное сообщение)"
)
FORWARDED = re.compile(
    r"(?:begin forwarded message|forwarded message|anfang der weitergeleiteten (?:nachricht|e-?mail)|weitergeleitete nachricht"
    r"|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato"
    r"|begin doorgestuurd bericht|início da mensagem (?:encaminhada|reencaminhada)|vidarebefordrat brev"
    r"|videresendt besked|välitetty viesti alkaa|start på videresendt melding|начало переадресованного сообщения)\s?[:：]"
    r"(?=\s*$|\s*\*?(?:from|von|de|da|van)\b)"
)
# The whole block on one line, as HTML without line breaks gives it.
ONE_LINE_BLOCK = re.compile(
    r"(?:from|von|de|da|van)\s?:[^\n]{3,120}\b(?:date|sent|gesendet|datum|envoyé|fecha|enviado|inviato|data)\s?:"
    r"[^\n]{0,60}\d"
)
LIST_FOOTER = re.compile(r"[^\n]{0,60}\bmailing list\b")

SIGNATURES = frozenset({"--", "—", "–", "__"})
