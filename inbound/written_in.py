"""In which language is it written? By the small words that no other language of ours has; often nobody can tell.

A wrong guess costs a mail in the wrong language, never an act: what counts is only what the reader of that language
understands in full. So one such word is enough for a short answer, and silence is better than a tie.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from core.language.tokens import fold

LONGEST = 2_000
SHORT = 4
"""Words up to which a single one is enough."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "en": _set(
            "yes the and you your please thanks thank would could can is are this that with for not it we i have "
            "works fine great okay sounds good cancel approved"
        ),
        "de": _set(
            "bitte danke und nicht wir ich sie ist der das dem den ein eine einen passt gerne termin uhr konnen "
            "mochten einverstanden genehmigt freigegeben beauftragt bestatigt morgen leider grusse schon auch"
        ),
        "fr": _set(
            "oui merci nous vous je est les des une pas avec pour bonjour rendez-vous d'accord c'est confirme "
            "approuve j'approuve j'accepte parfait jeudi lundi mardi mercredi vendredi"
        ),
        "es": _set(
            "gracias nosotros usted el los las una con por favor hola cita confirmado presupuesto aprobado adelante "
            "acuerdo vale jueves lunes miercoles viernes manana podemos"
        ),
        "nl": _set(
            "graag hoor dank wij ik het een niet met voor dat prima akkoord goedgekeurd afspraak offerte bedankt "
            "donderdag maandag dinsdag woensdag vrijdag kunnen"
        ),
        "it": _set(
            "grazie noi gli della con per buongiorno appuntamento confermo confermato preventivo approvo approvato "
            "bene giovedi lunedi martedi mercoledi venerdi d'accordo possiamo"
        ),
        "pt": _set(
            "sim obrigado obrigada nos voce os com por ola visita orcamento aprovo aprovado aceito combinado "
            "quinta-feira segunda-feira podemos nao"
        ),
    }
)
"""Folded: lower case, without accents. Words that two languages share count for both, and settle nothing."""


def language_of(words: str) -> str | None:
    """Two letters, or None where nothing tells it from another language."""
    found = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", fold(words[:LONGEST]).replace("’", "'"))
    said = set(found)
    counted = sorted(((len(said & known), name) for name, known in OF.items()), reverse=True)
    (best, name), (second, _other) = counted[0], counted[1]
    needed = 1 if len(found) <= SHORT else 2
    return name if best >= needed and best > second else None
