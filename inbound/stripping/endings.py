"""How what stands below a person's words begins: a phone's signature, a disclaimer, a list's footer.

Customers write “From my phone I can't see the quote” and “Important note: the gate is closed” too. So a phone's line
must name a phone or a program and nothing else, and a disclaimer must speak like a lawyer. Each pattern is applied to
one line of bounded length in small letters and runs in linear time.
"""

import re

DEVICE = re.compile(
    r"\b(?:my|mon|ma|mi|mijn|meu|minha|min|mitt|mein\w{0,2}|mojego|mojej|mého|моего|мого|iphon\w{0,5}|ipad\w{0,4}|ios|mac\w{0,4}|android\w{0,3}"
    r"|samsung|galaxy|huawei|xiaomi|redmi|nokia|sony|xperia|htc|pixel|oneplus|motorola|blackberry|windows|outlook|yahoo|gmail|gmx|mail\w{0,12}"
    r"|e-?mail|web\.de|thunderbird|spark|proton\w{0,6}|aol|libero|virgilio|tiscali|t-online|freenet|handy|smart\w{3,7}|mobil\w{0,8}"
    r"|telefon\w{0,4}|tel[eé]fono|téléphone|tablet\w{0,3}|app|courrier|messagerie|puhelim\w{0,6}|phone|device|gerät|мобил\w{0,8}"
    r"|телефон\w{0,4}|почт\w{0,4})(?!\w)"
)
"""What a phone's line must name: somebody's own thing, or a maker, a program, a service."""
SENT_WITH = re.compile(
    r"(?:gesendet (?:mit|von|über|aus)|von meine[mr] [^\n,]{1,40} gesendet(?=[.!]?\s*$)|diese nachricht wurde von mein|envoyé (?:de|depuis|à partir|avec)"
    r"|enviado (?:desde|do|de|con|a partir)|inviato (?:da|dal|dalla)|verzonden (?:vanaf|met|vanuit|via)|verstuurd vanaf|skickat från|skickades från|sendt fra"
    r"|lähetetty|wysłan[eoy] z|отправлено (?:с|из)|надіслано з|odesláno z|elküldve|sent by)\b[^,?!:]{0,60}$"
)
APPENDED = re.compile(
    r"(?:sent (?:from|via|with|using) (?:my |the |a |an )?[^\s,.]{1,30}(?: [^\s,]{1,30}){0,6}\s*$"
    r"|(?:get|download) outlook for (?:ios|android|mac|mobile|windows)|get the (?:yahoo|outlook)|yahoo mail(?: f[oü]r|:)"
    r"|from my (?:iphone|ipad|mobile|android|phone|blackberry)(?: phone| device)?[.!]?\s*$|outlook für (?:ios|android)|télécharger outlook"
    r"|obtener outlook|obter o outlook|ottieni outlook|outlook voor (?:ios|android)|hämta outlook|hent outlook|hanki outlook"
    r"|pobierz program outlook|发自我的|從我的|發送自|나의 [^\n]{1,20}에서 보냄"
    r"|virus-free\b|sent on the go)"
)
BELOW = re.compile(
    r"(?:please excuse (?:my |any )?(?:brevity|typos)|typed (?:on|with) |to unsubscribe\b|you received this message because"
    r"|(?:please )?consider the environment|think before you print)"
)
"""Only below something else: as a first line it may be what the person has to say."""
DISCLAIMER = re.compile(
    r"(?:(?P<sure>(?:confidentiality|legal) (?:notice|note|warning|disclaimer|statement)\b|disclaimer\b)"
    r"|(?P<heading>(?:privacy|important|security|email|e-mail) (?:notice|note|warning|disclaimer|statement)\b)|confidential(?:ity)?[:\s-]|this (?:e-?mail|message|communication|transmission|electronic)"
    r"[^\n]{0,120}(?:confidential|intended|privileged|solely|contain)|the (?:information|contents?) (?:contained |transmitted )?"
    r"(?:in|of) this (?:e-?mail|message|communication|transmission)|if you (?:are not|have received) (?:the intended|this)"
    r"|this email (?:has been|was) (?:scanned|checked)|diese (?:e-?mail|nachricht)[^\n]{0,80}(?:vertraulich|bestimmt)"
    r"|ce (?:message|courriel)[^\n]{0,80}confidentiel|este (?:mensaje|correo|e-?mail)[^\n]{0,80}confidencial"
    r"|questo messaggio[^\n]{0,80}(?:riservat|confidenzial)|dit (?:bericht|e-?mail)[^\n]{0,80}(?:vertrouwelijk|bestemd)"
    r"|esta mensagem[^\n]{0,80}confidencia|\[?caution\b[: -][^\n]{0,80}(?:external|outside)|\[?external (?:email|sender|message)\b)"
)
LEGAL = re.compile(
    r"confiden|privileg|recipient|intended|unauthori[sz]ed|disclos|distribut|dissemin|delete|destroy|prohibit|in error|virus|liab|addressee"
    r"|attachment|solely|outside|originat|click|scanned|proprietary|vertraulich|empfänger|unbefugt|löschen|absender|irrtümlich|bestimmt"
    r"|destinatai|erreur|détrui|destinatari|eliminar|riservat|errore|cancell|vertrouwelijk|geadresseerde|bestemd|onbevoegd|destinatári"
)
LINKED = re.compile(r"\s?[<\[(]https?://[^\s>\])]{1,300}[>\])]\s*$")
LAWYERS_WORDS = 2
SENT_LAST = 60


def is_appended(line: str) -> bool:
    """Whether a program put this line under the words."""
    if "http" in line:
        line = LINKED.sub("", line)
    if _names_the_phone_first(line[:SENT_LAST]):
        return True
    return APPENDED.match(line) is not None or _is_sent_with(line)


def _names_the_phone_first(line: str) -> bool:
    """As Turkish and Japanese do."""
    return "dan gönderildi" in line or "den gönderildi" in line or "から送信" in line


def is_appended_below(line: str) -> bool:
    """Whether it is such a line where something stands above it."""
    return BELOW.match(line) is not None


def _is_sent_with(line: str) -> bool:
    return SENT_WITH.match(line) is not None and DEVICE.search(line) is not None


def is_disclaimer(paragraph: str) -> bool:
    """Whether a paragraph opens like a disclaimer and goes on like one; a heading alone counts."""
    opening = DISCLAIMER.match(paragraph)
    if opening is None:
        return False
    alone = opening["heading"] and not paragraph[opening.end() :].strip(" :.*_-]\n")
    return bool(opening["sure"] or alone) or len(set(LEGAL.findall(paragraph))) >= LAWYERS_WORDS
