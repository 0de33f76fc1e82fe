"""Names are taken out of bylines whole, and nothing else is taken for a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.fields.lists import phrases
from lugas.fields.name_signs import is_name, is_spaced, is_uncased
from lugas.fields.names import BEFORE_NAMES, split_names, starts_as_byline, strip_before

BYLINES = [
    ("By Jane Doe", ("Jane Doe",)),
    ("By Jane Doe and John Roe", ("Jane Doe", "John Roe")),
    ("By Jane Doe, Staff Writer", ("Jane Doe",)),
    ("By Jane Doe December 22, 2023", ("Jane Doe",)),
    ("ByJane Doe", ("Jane Doe",)),
    ("By Jane Doe jane@paper.com", ("Jane Doe",)),
    ("By Jane Doe | Updated 5 May 2024", ("Jane Doe",)),
    ("By Jane Doe Updated: 5 May 2024", ("Jane Doe",)),
    ("Von Maria Krüger Aktualisiert: 17. März 2026, 10:15", ("Maria Krüger",)),
    ("Von Maria Krüger Stand: 17.03.2026, 10:15 Uhr", ("Maria Krüger",)),
    ("Oleh Maria Sari Diterbitkan: 17 Maret 2026, 10:15 WIB", ("Maria Sari",)),
    ("Por María Pérez Última actualización: 17 de marzo de 2026", ("María Pérez",)),
    ("Par Marie Petit Mis à jour le 17 mars 2026", ("Marie Petit",)),
    ("Di Anna Bianchi Ultima modifica 17/03/2026", ("Anna Bianchi",)),
    ("Автор: Мария Петрова Опубликовано: 17 марта 2026, 10:15", ("Мария Петрова",)),
    ("Της Μαρίας Ιωάννου Δημοσίευση: 17 Μαρτίου 2026", ("Μαρίας Ιωάννου",)),
    ("Yazan: Mehmet Kaya Güncelleme: 17.03.2026 10:15", ("Mehmet Kaya",)),
    ("记者 李明 通讯员 王芳 摄影 赵敏", ("李明", "王芳")),
    ("本报记者 李明 实习生 王芳", ("李明", "王芳")),
    ("文/记者 李明 图/张强", ("李明",)),
    ("記者・佐藤美咲", ("佐藤美咲",)),
    ("文／林小明", ("林小明",)),
    ("کاتب: لیلیٰ", ("لیلیٰ",)),
    ("Oleh Siti Aminah, Budi Santoso dan Agus Salim", ("Siti Aminah", "Budi Santoso", "Agus Salim")),
    ("Penulis: Siti Aminah | Editor: Budi Santoso", ("Siti Aminah",)),
    ("Teks oleh Baiq Nurlaela · Foto oleh Komang Arta", ("Baiq Nurlaela",)),
    ("Siti Aminah - detikNews", ("Siti Aminah",)),
    ("Von Anna Müller und Karl-Heinz Schmidt", ("Anna Müller", "Karl-Heinz Schmidt")),
    ("Por Ana Díaz y Eva Gil", ("Ana Díaz", "Eva Gil")),
    ("Por José Ortega y Gasset", ("José Ortega y Gasset",)),
    ("Par Odile Wendling (envoyée spéciale)", ("Odile Wendling",)),
    ("Di Marco Rossi e Anna Bianchi", ("Marco Rossi", "Anna Bianchi")),
    ("Door Jan de Vries", ("Jan de Vries",)),
    ("Автор: Иван Петров", ("Иван Петров",)),
    ("오하늘 기자 sky@paper.kr", ("오하늘",)),
    ("أسوان - هالة عبد الغفار", ("هالة عبد الغفار",)),
    ("ผู้เขียน: สุนิสา บุญเรือง", ("สุนิสา บุญเรือง",)),
    ("Robert Downey, Jr. and Jane Doe, PhD", ("Robert Downey Jr.", "Jane Doe")),
    ("Dan Brown", ("Dan Brown",)),
    ("Oleh Prof. Siti Aminah", ("Prof. Siti Aminah",)),
    ("By Professor Jane Doe", ("Professor Jane Doe",)),
    ("记者 陈立 方晓云", ("陈立", "方晓云")),
    ("孙浩然 赵一鸣", ("孙浩然", "赵一鸣")),
    ("山田 太郎", ("山田 太郎",)),
    ("金子 文子", ("金子 文子",)),
    ("القاهرة ـ هبة عبد الرحمن", ("هبة عبد الرحمن",)),
    ("শরিফুল ইসলাম, রংপুর", ("শরিফুল ইসলাম",)),
    ("נועה ברקוביץ'", ("נועה ברקוביץ'",)),
    ("Հեղինակ՝ Անի Սարգսյան", ("Անի Սարգսյան",)),
    ("ដោយ៖ សុខ ចាន់ដារ៉ា", ("សុខ ចាន់ដារ៉ា",)),
    ("여수=박지훈 기자", ("박지훈",)),
    ("Б.Энхжаргал", ("Б.Энхжаргал",)),
    ("ნინო ბერიძე", ("ნინო ბერიძე",)),
    ("文：高橋 美咲　写真：井上 拓", ("高橋 美咲",)),
    ("به قلم: رضا بلوچی", ("رضا بلوچی",)),
    ("ライター：山田 太郎", ("山田 太郎",)),
    ("記者＝山田太郎", ("山田太郎",)),
    ("'Jane Doe'", ("Jane Doe",)),
    ("scris de Andrei Munteanu", ("Andrei Munteanu",)),
    ("Γράφει ο Νίκος Παππάς", ("Νίκος Παππάς",)),
    ("Пише: Марко Јовановић", ("Марко Јовановић",)),
    ("Door onze verslaggever Sanne de Vries", ("Sanne de Vries",)),
    ("Von unserer Redakteurin Maria Krüger", ("Maria Krüger",)),
    ("Dal nostro inviato Paolo Ricci", ("Paolo Ricci",)),
    ("به قلم سارا احمدی", ("سارا احمدی",)),
    ("எழுதியவர் கவிதா ராமன்", ("கவிதா ராமன்",)),
    ("เขียนโดย มาลี ใจดี", ("มาลี ใจดี",)),
    ("Müəllif: Günel Əliyeva", ("Günel Əliyeva",)),
]


# What follows a name and is no part of it: a job, an outlet, a control, what markup alone parted; a desk is nobody.
FOLLOWED = [
    ("By Jane Doe Michael Fox News", ()),
    ("By Great Day Editorial Team", ()),
    ("Jane Doe's avatar", ("Jane Doe",)),
    ("By Ana DellaRosa", ("Ana DellaRosa",)),
    ("Reporting by Jane Doe and John Roe in London; Editing by Ann Lee", ("Jane Doe", "John Roe")),
    ("By Sean McDonald", ("Sean McDonald",)),
    ("Jane Doe | NJ Advance Media for NJ.com", ("Jane Doe",)),
    ("By Jane DoeblinTravel News Reporter", ("Jane Doeblin",)),
]


@pytest.mark.parametrize(("text", "names"), [*BYLINES, *FOLLOWED])
def test_bylines(text: str, names: tuple[str, ...]) -> None:
    """Labels, jobs, dates, addresses and places around names are taken off, lists are split."""
    assert split_names(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Staff Writer",
        "Read more",
        "5 min read",
        "Updated 12 May",
        "redaksi@x.id",
        "Tim Redaksi",
        "记者手记",
        "Professor",
    ],
)
def test_no_names(text: str) -> None:
    """Jobs, controls and times are no names."""
    assert split_names(text) == ()


def test_places_that_hold_names_alone() -> None:
    """Embedded data may name an agency or a single word, which a line of the page may not."""
    assert split_names("dpa", lenient=True) == ("dpa",)
    assert split_names("The Associated Press", lenient=True) == ("The Associated Press",)
    assert split_names("dpa") == ()


def test_what_begins_as_a_byline() -> None:
    """A byline is told from a sentence that begins with the same word."""
    assert starts_as_byline("Oleh: Siti Aminah")
    sentence = "By the time the ferry came back to the island the villagers had waited for two weeks at its only pier."
    assert not starts_as_byline(sentence)


@given(st.text(max_size=200))
def test_any_text_gives_names_or_none(text: str) -> None:
    """Whatever the text, each name that is given passes for one."""
    for name in split_names(text):
        assert is_name(name) or name.split()[-1].lower().strip(".") in {"jr", "sr", "ii", "iii", "iv"}


@pytest.mark.parametrize(
    "text",
    [
        "Back To Top",
        "Contact Us",
        "Log In",
        "Table of Contents",
        "Nach Oben",
        "Baca Selengkapnya",
        "続きを読む",
    ],
)
def test_controls_are_no_names(text: str) -> None:
    """A button or link of the page's interface is nobody, in whatever language."""
    assert not is_name(text)
    assert not is_name(text, lenient=True)


def test_picture_credits_are_no_names() -> None:
    """A name with a picture agency behind a stroke is a credit."""
    assert not is_name("Jane Doe/Getty Images")


def test_a_desk_keeps_its_word() -> None:
    """The word "Staff" goes off a person's name, but not where an outlet's name alone would be left."""
    assert split_names("Gazette Staff", lenient=True) == ("Gazette Staff",)
    assert split_names("Jane Doe Staff", lenient=True) == ("Jane Doe",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("প্রতিনিধি, কুড়িগ্রাম", ()),
        ("নিজস্ব প্রতিবেদক, ঢাকা", ()),
        ("Staff Correspondent, Dhaka", ()),
        ("Our Correspondent", ()),
        ("Redaktion, dpa", ("dpa",)),
        ("Corresponsal, Lima", ()),
        ("विशेष संवाददाता, पटना", ()),
        ("Reporter, Jane Doe", ("Jane Doe",)),
        ("Wartawan Kami, Ambon", ()),
        ("তানভীর হাসান, কুড়িগ্রাম প্রতিনিধি", ("তানভীর হাসান",)),
    ],
)
def test_an_unnamed_correspondent_is_nobody(text: str, names: tuple[str, ...]) -> None:
    """A post with a place names nobody; an agency beside it, or a name after it, is kept."""
    assert split_names(text, lenient=True) == names


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee and Bob Hill in Town",
        "Von Ann Lee und Bob Hill aus Bonn",
        "Par Ann Lee et Bob Hill, à Lyon",
    ],
)
def test_place_after_several_names(line: str) -> None:
    """The place that several people report from is no part of the last one's name."""
    assert split_names(line) == ("Ann Lee", "Bob Hill")


def strip_plainly(text: str, name: str) -> str:
    """Try every entry of a list, the longest first."""
    low = text.lower()
    for word in sorted(phrases(name), key=len, reverse=True):
        rest = text[len(word) :]
        tight = len(word) > 1 and not word[-1].isascii() and is_uncased(word) and not is_spaced(word)
        ends = word[-1] in ":：/" or rest[:1] in ("", *" :：\u00a0/|.＝\u055d\u17d6")
        if low.startswith(word) and (ends or (tight and rest)):
            return rest.lstrip(BEFORE_NAMES)
    return text


AROUND = st.text("İſKΣςıß :：/|.\u00a0abJ新", max_size=4)


@pytest.mark.parametrize("name", ["byline", "not_authors"])
@given(st.data())
def test_openings_keep_no_word_out(name: str, data: st.DataObject) -> None:
    """The first letters of a text tell of no word of a list that it does not open with it."""
    word = data.draw(st.sampled_from(phrases(name)))
    cut = data.draw(st.sampled_from([len(word), 1, 2, 3]))
    written = data.draw(
        st.sampled_from([word, word.upper(), word.title(), word.replace("s", "ſ"), word.replace("k", "K")])
    )
    text = data.draw(st.just("") | AROUND) + written[:cut] + data.draw(AROUND)
    assert strip_before(text, name) == strip_plainly(text, name)
