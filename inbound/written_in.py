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
            "yes the and you your please thanks thank would could can will is are this that with for not it we i have "
            "works fine great okay sounds good cancel approved my our there here call be at monday tuesday wednesday "
            "thursday friday"
        ),
        "de": _set(
            "bitte danke und nicht wir ich sie ist das dem den ein eine einen passt gerne termin uhr konnen mochten "
            "einverstanden genehmigt freigegeben beauftragt bestatigt leider grusse schon auch montag dienstag mittwoch "
            "donnerstag freitag"
        ),
        "fr": _set(
            "oui merci nous vous je une avec bonjour rendez-vous d'accord c'est confirme approuve j'approuve j'accepte "
            "parfait lundi mardi mercredi jeudi vendredi devis"
        ),
        "es": _set(
            "gracias nosotros usted una hola cita confirmado presupuesto aprobado apruebo adelante acuerdo manana podemos "
            "lunes martes miercoles jueves viernes"
        ),
        "nl": _set(
            "graag hoor dank wij ik het een niet voor akkoord goedgekeurd afspraak offerte bedankt kunnen maandag dinsdag "
            "woensdag donderdag vrijdag"
        ),
        "it": _set(
            "grazie noi gli buongiorno appuntamento confermo confermato preventivo approvo approvato giovedi lunedi "
            "martedi mercoledi venerdi d'accordo possiamo"
        ),
        "pt": _set(
            "obrigado obrigada voce visita orcamento aprovo aprovado aceito combinado podemos nao segunda-feira "
            "terca-feira quarta-feira quinta-feira sexta-feira"
        ),
    }
)
"""Folded: lower case, without accents. Words that two languages share count for both, and settle nothing;
none is an English word, a name of a place or a time zone ("los", "met", "est").
"""


def language_of(words: str) -> str | None:
    """Two letters, or None where nothing tells it from another language."""
    found = re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", fold(words[:LONGEST]).replace("’", "'"))
    said = set(found)
    counted = sorted(((len(said & known), name) for name, known in OF.items()), reverse=True)
    (best, name), (second, _other) = counted[0], counted[1]
    needed = 1 if len(found) <= SHORT else 2
    return name if best >= needed and best > second else None
