"""How Portuguese-speaking customers write days and times.

Written on Monday 2 March 2026 at nine, about a visit on Thursday 14:00. Every day goes with every time, and both into every
sentence. "nothing": no day or time is taken from it.
"""

# fmt: off
LANG = "pt"

DAYS = (
    ("03-03", (
        "amanhã", "terça", "terça-feira", "na terça-feira", "terça feira", "esta terça", "nesta terça-feira",
        "terça-feira, 3 de março", "dia 3", "no dia 3", "dia 3 de março", "3 de março", "3/3", "03/03/2026",
        "no dia 03/03", "terça, dia 3", "3ª feira", "ter 3/3", "a 3 de março",
    )),
    ("03-04", (
        "depois de amanhã", "quarta", "quarta-feira", "na quarta", "4ª feira", "daqui a dois dias", "em dois dias",
        "em 2 dias", "quarta, 4 de março",
    )),
    ("03-06", (
        "sexta", "sexta-feira", "na sexta-feira", "esta sexta", "nesta sexta", "sexta-feira dia 6", "sexta, 6/3",
        "6ª feira", "dia 6 de março", "sexta-feira desta semana", "sexta desta semana",
    )),
    ("03-07", (
        "sábado", "sabado", "no sábado", "sábado, dia 7", "sáb 7/3",
    )),
    ("03-10", (
        "terça da próxima semana", "terça-feira da semana que vem", "na terça da semana que vem",
        "na próxima semana, terça", "dia 10", "10 de março", "terça-feira, 10 de março", "na terça, dia 10",
        "10/03", "terça-feira da próxima semana", "semana que vem na terça",
    )),
    ("03-12", (
        "dia 12", "no dia 12 de março", "quinta da próxima semana", "daqui a dez dias", "em 10 dias",
        "quinta-feira, dia 12", "12/3", "dia 12 deste mês",
    )),
    ("03-16", (
        "em duas semanas", "daqui a duas semanas", "daqui a 2 semanas", "segunda, dia 16", "segunda-feira 16/03",
    )),
    ("04-01", (
        "1 de abril", "dia 1 de abril", "1º de abril", "dia 1º de abril", "primeiro de abril",
        "quarta-feira, 1 de abril", "01/04", "1/4/2026",
    )),
    ("04-21", (
        "21 de abril", "dia 21 de abril", "vinte e um de abril", "terça 21/04", "21 de abr.",
    )),
)

TIMES = (
    ("time {day} 15:00", (
        "às 15h", "às 15 h", "às 15:00", "às 15 horas", "às 15h00", "às três", "às 3 da tarde", "às três da tarde",
        "por volta das 15h", "pelas 15h", "15h", "às 3", "lá pelas 15h", "cerca das 15h", "as 15h", "às 15:00h",
        "às 15 em ponto", "às quinze horas",
    )),
    ("time {day} 10:30", (
        "às 10h30", "às 10:30", "às dez e meia", "às 10 e meia", "às 10h30min", "pelas 10h30", "às dez e trinta",
        "às 10:30h", "às dez e meia da manhã",
    )),
    ("time {day} 11:15", (
        "às 11h15", "às 11:15", "às onze e quinze", "às onze e um quarto",
    )),
    ("time {day} 14:45", (
        "às 14h45", "às 14:45", "às quinze para as três", "às catorze e quarenta e cinco",
        "às três menos um quarto",
    )),
    ("time {day} 12:00", (
        "ao meio-dia", "às 12h", "às doze horas", "às 12:00",
    )),
    ("range {day} 09:00-11:00", (
        "entre as 9h e as 11h", "das 9h às 11h", "das 9 às 11", "entre 9h e 11h", "9h-11h", "entre as 9 e as 11",
        "das 9:00 às 11:00", "das nove às onze", "de 9h a 11h", "entre as nove e as onze", "9:00-11:00",
        "das 9h até às 11h", "das 9 às 11 horas",
    )),
    ("range {day} 14:00-16:30", (
        "entre as 14h e as 16h30", "das 14h às 16h30", "14:00-16:30", "das 14:00 às 16:30", "das 14 às 16h30",
    )),
    ("after {day} 15:00", (
        "depois das 15h", "a partir das 15h", "após as 15h", "depois das três", "não antes das 15h",
        "a partir das 15:00", "das 15h em diante", "após às 15h",
    )),
    ("before {day}-12:00", (
        "antes das 12h", "até às 12h", "até as 12h", "antes do meio-dia", "até ao meio-dia", "até o meio-dia",
    )),
    ("daypart {day} morning", (
        "de manhã", "pela manhã", "na parte da manhã", "no período da manhã", "no fim da manhã", "manhã",
    )),
    ("daypart {day} afternoon", (
        "à tarde", "de tarde", "na parte da tarde", "no período da tarde", "no fim da tarde", "no início da tarde",
        "pela tarde",
    )),
    ("daypart {day} evening", (
        "à noite", "de noite", "no início da noite",
    )),
)

ALONE = (
    ("week 03-09..03-15", (
        "na próxima semana", "próxima semana", "semana que vem", "na semana que vem", "a semana de 9 de março",
        "ao longo da próxima semana", "na semana de 9 de março",
    )),
    ("week 03-02..03-08", (
        "esta semana", "nesta semana", "ainda esta semana",
    )),
    ("dayrange 03-07..03-08", (
        "este fim de semana", "no fim de semana", "neste fim de semana", "no final de semana",
    )),
    ("dayrange 03-10..03-12", (
        "de 10 a 12 de março", "entre 10 e 12 de março", "do dia 10 ao dia 12 de março",
        "entre os dias 10 e 12 de março", "10 a 12 de março",
    )),
    ("day 03-05; day 03-06", (
        "quinta ou sexta", "quinta-feira ou sexta-feira", "na quinta ou na sexta", "dia 5 ou dia 6",
        "dia 5 ou 6 de março",
    )),
    ("before 03-06", (
        "até sexta", "antes de sexta-feira", "até sexta-feira", "antes de 6 de março", "no máximo até sexta",
    )),
    ("after 03-09", (
        "a partir de 9 de março", "depois de 9 de março", "a partir do dia 9", "após o dia 9",
        "não antes de 9 de março",
    )),
    ("nothing", (
        "no início de abril", "no final de março", "em meados de abril", "no final da próxima semana",
        "sexta, 13 de fevereiro", "segunda, 3 de março", "todas as sextas",
    )),
    ("nothing", (
        "o técnico está atrasado", "tenho dois filhos", "ligue para 912 345 678", "há três semanas",
        "a caldeira de 2015", "bom dia", "boa tarde", "boa noite", "bom fim de semana", "quarto 12",
        "rua das Flores 14", "o código é 4711", "ontem", "tenha um bom dia",
    )),
)

SENTENCES = (
    "Olá, {when} fica bem", "Pode ser {when}?", "Podem vir {when}?", "Prefiro {when}, obrigado.",
    "melhor {when} por favor", "{when} seria perfeito", "É possível {when}?", "Eu posso {when}",
    "Estou disponível {when}", "Sugiro {when}.", "Seria possível {when}?",
    "Olá,\n\n{when} se possível.\n\nObrigada", "Dá para ser {when}?",
)

TURNED_DOWN = (
    "{no} não posso, {yes} sim", "{no} não dá, mas {yes} dá", "não {no} mas {yes}", "{yes} em vez de {no}",
    "{no} impossível, melhor {yes}", "{no} não estou. Pode ser {yes}?", "{yes} mas não {no}",
    "{no} estou em viagem, {yes} estou em casa", "{no} estou ocupada, {yes} pode ser", "{yes} em lugar de {no}",
)
# fmt: on
