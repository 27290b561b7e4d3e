"""Bytes of every character set as letters, whatever their mail says they are."""

import pytest

from inbound.mime.charsets import decode_text

# fmt: off
SENTENCES = (
    # written in      words
    ("utf-8",         "Schöne Grüße, Donnerstag paßt mir"),
    ("cp1252",        "Bonjour, Hélène préfère vendredi à 10h. Cordialement, Jérôme"),
    ("cp1252",        "Der Heizkörper wird wieder kühl – bitte früher kommen"),
    ("cp1252",        "El miércoles por la mañana está bien, señor Núñez"),
    ("latin-1",       "Não posso na quinta, só na sexta de manhã"),
    ("cp1251",        "Добрый день, пятница подходит, спасибо"),
    ("koi8-r",        "Добрый день, пятница подходит, спасибо"),
    ("cp1253",        "Καλημέρα, η Παρασκευή είναι εντάξει"),
    ("gb18030",       "您好，星期五上午十点可以，谢谢"),
    ("big5",          "您好，星期五上午十點可以，謝謝"),
    ("shift_jis",     "金曜日の午前10時でお願いします"),
    ("iso-2022-jp",   "金曜日の午前10時でお願いします"),
    ("euc-kr",        "금요일 오전 10시가 좋습니다"),
)
NAMES = (
    # the mail says      and means
    ("UTF8",             "utf-8"),
    ("'utf-8'",          "utf-8"),
    ("UTF-8;",           "utf-8"),
    ("ISO8859-1",        "latin-1"),
    ("iso_8859-15",      "iso-8859-15"),
    ("windows1252",      "cp1252"),
    ("cp-1252",          "cp1252"),
    ("x-cp1251",         "cp1251"),
    ("win-1251",         "cp1251"),
    ("windows-874",      "cp874"),
    ("x-gbk",            "gb18030"),
    ("x-euc-jp",         "euc_jp"),
    ("ks_c_5601-1987",   "cp949"),
    ("iso-8859-8-i",     "iso-8859-8"),
)
# fmt: on
LETTERS = {
    "cp1251": "Спасибо",
    "cp874": "ขอบคุณ",
    "gb18030": "谢谢",
    "euc_jp": "ありがとう",
    "cp949": "감사",
    "iso-8859-8": "תודה",
}


@pytest.mark.parametrize("said", ["", "us-ascii", "unknown-8bit"])
@pytest.mark.parametrize(("codec", "words"), SENTENCES)
def test_letters_are_told_without_a_name_for_their_set(codec: str, words: str, said: str) -> None:
    assert decode_text(words.encode(codec), said) == words


@pytest.mark.parametrize(("codec", "words"), SENTENCES)
def test_a_few_letters_in_a_long_plain_mail_are_told_as_well(codec: str, words: str) -> None:
    text = "Hello,\n" + "This mail has a longer English part before the words.\n" * 30 + words
    assert decode_text(text.encode(codec)) == text


@pytest.mark.parametrize(("said", "codec"), NAMES)
def test_a_name_is_known_in_every_spelling(said: str, codec: str) -> None:
    words = LETTERS.get(codec, "Grüße an Hélène")
    assert decode_text(words.encode(codec), said) == words


def test_text_cut_off_inside_a_letter_loses_that_letter_only() -> None:
    assert decode_text("Schöne Grüße aus Köln".encode()[:-3], "utf-8") == "Schöne Grüße aus K\ufffd"
