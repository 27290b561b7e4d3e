"""How Spanish-speaking customers write days and times.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. Every day goes with every time, and both into every
sentence. "nothing": no day or time is taken from it.
"""

# fmt: off
LANG = "es"

DAYS = (
    ("03-03", (
        "mañana", "el martes", "martes", "este martes", "martes 3", "el martes 3", "el martes 3 de marzo",
        "martes, 3 de marzo", "el 3 de marzo", "3 de marzo de 2026", "3/3", "el 03/03/2026", "el 3-3-2026",
        "03.03.2026", "mar. 3 mar.", "el día 3", "martes 3/3", "el tres de marzo", "el 3 marzo",
    )),
    ("03-04", (
        "pasado mañana", "el miércoles", "miercoles", "este miércoles", "en dos días", "en 2 días",
        "dentro de dos días", "miércoles 4", "mié 4 de marzo", "de aquí a dos días",
    )),
    ("03-06", (
        "el viernes", "este viernes", "viernes 6", "el viernes 6 de marzo", "vie. 6/3", "el viernes de esta semana",
        "esta semana el viernes", "el día 6 de marzo", "viernes día 6", "el próximo viernes 6 de marzo",
    )),
    ("03-07", (
        "el sábado", "sabado", "el sábado 7", "sáb 7 de marzo",
    )),
    ("03-10", (
        "el martes de la semana que viene", "el martes de la próxima semana", "la semana que viene el martes",
        "la próxima semana, el martes", "martes 10 de marzo", "el 10 de marzo", "el martes día 10", "el martes 10",
        "10/03", "la próxima semana el martes", "el martes que viene, día 10",
    )),
    ("03-12", (
        "el 12", "el día 12", "el jueves 12 de marzo", "en diez días", "dentro de 10 días",
        "el jueves de la semana que viene", "el 12 de este mes", "jueves de la próxima semana",
    )),
    ("03-16", (
        "en dos semanas", "dentro de dos semanas", "en 2 semanas", "dentro de catorce días", "el lunes 16",
        "lunes 16/3",
    )),
    ("04-01", (
        "el 1 de abril", "el primero de abril", "el uno de abril", "1/4", "miércoles 1 de abril", "el 1º de abril",
        "01/04/2026", "el 1 abr",
    )),
    ("04-21", (
        "el 21 de abril", "el veintiuno de abril", "martes 21 de abril", "21/04", "el 21 abr.",
    )),
)

TIMES = (
    ("time {day} 15:00", (
        "a las 15", "a las 15h", "a las 15:00", "a las 15.00 h", "a las 15 horas", "a las tres", "a las 3",
        "a las 3 de la tarde", "a las tres de la tarde", "sobre las 15h", "hacia las 3", "a eso de las 3",
        "a las 3 pm", "a las 3pm", "a las 3 p.m.", "15:00", "15h", "alrededor de las 15:00", "a las 15:00h",
        "a las 15 hs", "a las tres en punto",
    )),
    ("time {day} 10:30", (
        "a las 10:30", "a las 10.30", "a las diez y media", "a las 10 y media", "a las 10:30h", "a las 10h30",
        "10:30 am", "a las diez treinta", "sobre las 10:30", "a las diez y media de la mañana",
    )),
    ("time {day} 11:15", (
        "a las 11:15", "a las once y cuarto", "a las 11 y cuarto", "a las once y quince",
    )),
    ("time {day} 14:45", (
        "a las 14:45", "a las tres menos cuarto", "a las 3 menos cuarto", "a las 14.45 h",
    )),
    ("time {day} 12:00", (
        "a las 12", "a las doce", "a las 12 del mediodía", "a las doce del mediodía",
    )),
    ("range {day} 09:00-11:00", (
        "entre las 9 y las 11", "de 9 a 11", "de 9 a 11h", "de 9:00 a 11:00", "entre 9 y 11", "9-11h",
        "desde las 9 hasta las 11", "de nueve a once", "entre las nueve y las once", "entre las 9:00 y las 11:00",
        "9:00-11:00", "de las 9 a las 11", "de 9 a 11 de la mañana", "de 9h a 11h",
    )),
    ("range {day} 14:00-16:30", (
        "entre las 14:00 y las 16:30", "de 14 a 16:30", "14:00-16:30", "de 14:00 a 16:30 h",
        "de dos a cuatro y media",
    )),
    ("after {day} 15:00", (
        "después de las 15", "a partir de las 15h", "a partir de las 3", "después de las tres", "desde las 15:00",
        "no antes de las 15", "pasadas las 3", "a partir de las tres de la tarde",
    )),
    ("before {day}-12:00", (
        "antes de las 12", "antes de las doce", "hasta las 12", "como muy tarde a las 12", "antes de las 12:00",
    )),
    ("daypart {day} morning", (
        "por la mañana", "en la mañana", "a media mañana", "a lo largo de la mañana",
    )),
    ("daypart {day} afternoon", (
        "por la tarde", "en la tarde", "a media tarde", "a última hora de la tarde", "a primera hora de la tarde",
    )),
    ("daypart {day} evening", (
        "por la noche", "en la noche",
    )),
)

ALONE = (
    ("week 03-09..03-15", (
        "la semana que viene", "la próxima semana", "en algún momento de la semana que viene",
        "la semana del 9 de marzo", "a lo largo de la semana que viene", "la semana próxima", "la semana siguiente",
    )),
    ("week 03-02..03-08", (
        "esta semana", "esta misma semana",
    )),
    ("dayrange 03-07..03-08", (
        "este fin de semana", "el fin de semana", "este finde",
    )),
    ("dayrange 03-10..03-12", (
        "del 10 al 12 de marzo", "entre el 10 y el 12 de marzo", "desde el 10 hasta el 12 de marzo",
        "del martes 10 al jueves 12 de marzo", "10-12 de marzo",
    )),
    ("day 03-05; day 03-06", (
        "jueves o viernes", "el jueves o el viernes", "el 5 o el 6 de marzo", "el jueves 5 o el viernes 6",
    )),
    ("before 03-06", (
        "antes del viernes", "antes del 6 de marzo", "como muy tarde el viernes", "a más tardar el viernes",
        "hasta el viernes",
    )),
    ("after 03-09", (
        "a partir del 9 de marzo", "después del 9 de marzo", "no antes del 9 de marzo", "desde el 9 de marzo",
    )),
    ("nothing", (
        "a principios de abril", "a finales de marzo", "a mediados de abril", "finales de la semana que viene",
        "viernes 13 de febrero", "lunes 3 de marzo", "todos los viernes",
    )),
    ("nothing", (
        "el técnico llega tarde", "tengo dos hijos", "llame al 612 345 678", "hace tres semanas",
        "la caldera de 2015", "buenos días", "buenas tardes", "buen fin de semana", "habitación 12",
        "calle Mayor 14", "el código es 4711", "ayer", "buenas noches", "que tenga un buen día",
    )),
)

SENTENCES = (
    "Hola, {when} me viene bien", "¿Podría ser {when}?", "¿Pueden venir {when}?", "Prefiero {when}, gracias.",
    "mejor {when} por favor", "{when} sería perfecto", "¿Es posible {when}?", "Yo puedo {when}",
    "Me va mejor {when}.", "Propongo {when}.", "Estoy disponible {when}",
    "Hola,\n\n{when} si es posible.\n\nGracias", "¿Le parece {when}?",
)

TURNED_DOWN = (
    "{no} no puedo, {yes} sí", "{no} no me viene bien, pero {yes} sí", "no {no} sino {yes}", "{yes} en vez de {no}",
    "{no} imposible, mejor {yes}", "{no} no estoy. ¿Puede ser {yes}?", "{yes} pero no {no}",
    "{no} estoy de viaje, {yes} estoy en casa", "{no} estoy ocupado, {yes} me va bien", "{yes} en lugar de {no}",
)
# fmt: on
