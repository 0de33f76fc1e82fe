"""The language: from the text first, with what the page says of itself as evidence, as BCP 47 writes it."""

from __future__ import annotations

import pytest

from lugas.fields.language import tag_of
from lugas.fields.settle import Fields
from lugas.model import Finding, Source
from tests.fields.build import PROSE, clues_of, fields_of, page

TAGS = (
    ("id", "id"),
    ("in", "id"),
    ("in-ID", "id-ID"),
    ("IN_id", "id-ID"),
    ("iw", "he"),
    ("ji", "yi"),
    ("jw", "jv"),
    ("en_us", "en-US"),
    ("en-UK", "en-GB"),
    ("pt-br", "pt-BR"),
    ("es-419", "es-419"),
    ("zh-hans-cn", "zh-Hans-CN"),
    ("zh_TW.utf8", "zh-TW"),
    ("sr-latn-rs", "sr-Latn-RS"),
    ("de-DE-formal", "de-DE"),
    ("de-x-private", "de"),
    ("ind", "id"),
    ("Indonesia", "id"),
    ("Bahasa Indonesia", "id"),
    ("jp", "ja"),
    ("ua", "uk"),
    ("en, id", "en"),
    ("x-default", ""),
    ("und", ""),
    ("mul", ""),
    ("", ""),
    ("123", ""),
    ("中文", ""),
    ("{{lang}}", ""),
    ("a" * 5000, ""),
)
OLD = "台北市政府今天宣布，捷運將延長營運時間，讓參加跨年晚會的民眾能夠順利返家，記者會後還有問題。"
NEW = "广州市政府今天宣布，地铁将延长运营时间，让参加跨年晚会的市民能够顺利回家，记者会后还有问题。"
ICELANDIC = (
    "Lögreglan á höfuðborgarsvæðinu hefur til rannsóknar mál þar sem maður er grunaður um að hafa brotist inn í þrjú "
    "hús í vesturbænum aðfaranótt sunnudags, að því er fram kemur í dagbók lögreglunnar í morgun."
)


def language_of(text: str, lang: str = "", head: str = "") -> Fields:
    """Settle the fields of a page in a language."""
    return fields_of(clues_of(page(head, f"<h1>x</h1><p>{text}</p><p>{text}</p>", lang).replace(PROSE, text)))


def finding_of(fields: Fields) -> Finding:
    """Give the finding of the language."""
    return next(finding for finding in fields.findings if finding.field == "language")


@pytest.mark.parametrize(("text", "tag"), TAGS, ids=[text[:16] or "empty" for text, _ in TAGS])
def test_tags(text: str, tag: str) -> None:
    """Old codes, wrong codes and locales are written as BCP 47 does; what is no language is none."""
    assert tag_of(text) == tag


def test_the_text_wins_over_a_wrong_tag() -> None:
    """A template's `lang` loses against the text, and the rival says why."""
    fields = language_of(PROSE, "en", '<meta property="og:locale" content="en_US">')
    assert fields.language == "id"
    finding = finding_of(fields)
    assert (finding.source, finding.detail) == (Source.TEXT, "body")
    assert [(rival.value, rival.detail, rival.why) for rival in finding.rivals] == [
        ("en", "html lang", "the text is in another language"),
        ("en-US", "og:locale", "the text is in another language"),
    ]


def test_a_right_tag_beside_a_wrong_one() -> None:
    """Of several tags the one that agrees with the text is taken, with its region."""
    fields = language_of(PROSE, "en", '<meta http-equiv="content-language" content="in-ID">')
    assert fields.language == "id-ID"
    assert finding_of(fields).detail == "content-language"


def test_a_region_is_no_rival() -> None:
    """What says the same with less is nothing that lost."""
    fields = language_of(PROSE, "id-ID", '<meta property="og:locale" content="id">')
    assert fields.language == "id-ID"
    assert finding_of(fields).rivals == ()


def test_kin_are_told_apart_by_the_page() -> None:
    """Malay is taken for Indonesian by detection: what the page says decides."""
    assert language_of(PROSE, "ms").language == "ms"


def test_a_language_that_detection_does_not_know() -> None:
    """A language that detection lacks is believed where the text has its letters, and only there."""
    assert language_of(ICELANDIC, "is").language == "is"
    assert language_of(OLD, "is").language.startswith("zh")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Қазақстан үкіметі биыл ауыл шаруашылығына қолдау көрсету үшін қосымша қаражат бөледі деп хабарлады.",
            "kk",
        ),
        (
            "Кыргызстанда быйыл күздө айыл чарбасына жаңы насыя берилет деп билдирди министрликтин өкүлү.",
            "ky",
        ),
        (
            "Нийслэлийн Засаг даргын зөвлөл өнөөдөр хуралдаж, 12 арга хэмжээ авахаар тогтлоо гэж мэдэгдлээ.",
            "mn",
        ),
        ("ລັດຖະບານລາວປະກາດວ່າ ຈະສ້າງທາງລົດໄຟສາຍໃໝ່ ລະຫວ່າງນະຄອນຫຼວງວຽງຈັນ ແລະ ແຂວງຄຳມ່ວນ ໃນປີໜ້າ.", "lo"),
        (
            "Міністэрства паведаміла, што сёння ў Мінску адбылося пасяджэнне ўрада, дзе разгледзелі бюджэт.",
            "be",
        ),
        (
            (
                "Президент Кыргызстана Садыр Жапаров встретился сегодня в Бишкеке с министром иностранных дел России "
                "Сергеем Лавровым, сообщила газета «Қазақстан»."
            ),
            "ru",
        ),
    ],
)
def test_letters_tell_a_language_that_detection_does_not_know(text: str, code: str) -> None:
    """Without a word of the page, the letters that few languages write tell one; a single name does not."""
    assert language_of(text).language == code


def test_chinese_has_the_script_of_its_text() -> None:
    """Bare `zh` is made exact by the text, a region that fits is kept, one that does not loses."""
    assert language_of(OLD, "zh").language == "zh-Hant"
    assert language_of(NEW, "zh").language == "zh-Hans"
    assert language_of(OLD, "zh-TW").language == "zh-TW"
    assert language_of(NEW, "zh-CN").language == "zh-CN"
    fields = language_of(OLD, "zh-CN")
    assert fields.language == "zh-Hant"
    assert ("zh-CN", "the text is in the other script") in [
        (rival.value, rival.why) for rival in finding_of(fields).rivals
    ]


def test_the_tag_alone_decides_for_a_short_text() -> None:
    """Without text enough to detect from, the page is believed."""
    fields = fields_of(clues_of("<html lang=iw><body><h1>x</h1><p>y</p></body></html>"))
    assert fields.language == "he"
