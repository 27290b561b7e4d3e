"""The words that matter: without greeting and without "Best regards" and what stands below it.

Used for reading intent only; what a person sees of a reply keeps its manners.
"""

import re

from inbound.stripping.lines import trimmed

CLOSING = re.compile(
    r"(?i)^\W{0,3}(?:(?:with )?(?:my |our )?(?:best|kind(?:est)?|warm(?:est)?|many|all the)?[ ,]{0,2}(?:best )?"
    r"(?:regards|wishes|greetings)|best|sincerely(?: yours)?|yours(?: (?:sincerely|faithfully|truly))?|cheers|take care"
    r"|(?:many |kind )?thanks(?: (?:again|so much|a lot|in advance|and (?:best |kind )?regards))?|thank you(?: (?:again|so much|very much|in advance))?|thx|rgds|br|kr"
    r"|(?:mit )?(?:(?:freundlichen?|besten?|viele[nr]?|liebe[nr]?|herzlichen?|sch[öo]ne[nr]?) )?gr(?:ü|u|ue)(?:ß|ss)en?|mfg|lg|vg|gru(?:ß|ss)"
    r"|(?:bien |très )?cordialement|salutations|bien à vous|sinc[èe]res salutations|merci(?: d'avance| beaucoup)?|saludos(?: cordiales)?|un saludo|atentamente|gracias"
    r"|cordiali saluti|distinti saluti|saluti|grazie|met vriendelijke groet(?:en)?|groet(?:en|jes)?|mvg|bedankt"
    r"|atenciosamente|cumprimentos|abraços|obrigad[oa]|(?:med |bästa |vänliga |venlig |vennlig |kærlig |de bedste |mange |hjertelig ){0,2}"
    r"(?:hälsning(?:ar)?|hilsen(?:er)?)|mvh|vh|kh|dbh|hilsen|(?:ystävällisin|parhain) terveisin|terv|pozdrawiam(?: serdecznie)?|z powa[żz]aniem"
    r"|s (?:pozdravem|úctou)|s pozdravom|üdvözlettel|üdv|tisztelettel|sayg[ıi]lar[ıi]mla|с уважением|з повагою|cu (?:stim[ăa]|respect)"
    r"|salutacions|με εκτίμηση|lijepi pozdrav|srdačan pozdrav|hochachtungsvoll|grüezi)\W{0,3}$"
)
GREETING = re.compile(
    r"(?i)^\W{0,2}(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo|guten (?:tag|morgen)|liebe[rs]?|moin|servus"
    r"|sehr geehrte[rs]?|bonjour|bonsoir|salut|hola|buenos d[íi]as|buenas(?: tardes)?|ciao|buongiorno|salve|beste|geachte|olá|bom dia|hej|hei)"
    r"(?:\s[\w.'’-]{1,30}){0,4}\s?[,!.:]{0,2}$"
)
MAX_BELOW = 12
MAX_SIGNATURE_LINE = 90


def words_that_matter(lines: list[str], writer: str = "") -> list[str]:
    """The lines between greeting and closing; all of them when nothing would be left.

    `writer` is the name in From: many sign with it and nothing else.
    """
    kept = trimmed(lines)
    while len(kept) > 1 and GREETING.match(kept[0][:MAX_SIGNATURE_LINE]):
        kept = trimmed(kept[1:])
    for number in range(max(1, len(kept) - MAX_BELOW), len(kept)):
        closes = CLOSING.match(kept[number][:MAX_SIGNATURE_LINE]) or _is_name(kept[number], writer)
        if closes and _is_signature(kept[number + 1 :]):
            return trimmed(kept[:number])
    return kept


def _is_name(line: str, writer: str) -> bool:
    """A full name: one word of it may be a word of the answer as well."""
    return len(writer.split()) > 1 and line.strip(" -–—,.").casefold() == " ".join(writer.split()).casefold()


def _is_signature(below: list[str]) -> bool:
    """Short lines without a question; a sentence below the closing is a postscript and must be read."""
    return all(
        len(line) <= MAX_SIGNATURE_LINE and "?" not in line and not _is_postscript(line) for line in below
    )


def _is_postscript(line: str) -> bool:
    return re.match(r"(?i)\s{0,3}p\.? ?s\b", line) is not None or len(line.split()) > MAX_BELOW
