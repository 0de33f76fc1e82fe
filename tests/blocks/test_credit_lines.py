"""Captions parted from their credits, in many languages."""

from __future__ import annotations

import time

import pytest

from lugas.blocks.credit_lines import bare_credit, is_credit_alone, split_credit


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("The old ferry. Photo: Ann Lee", "The old ferry.", "Ann Lee"),
        ("The old ferry (Photo: Ann Lee)", "The old ferry", "Ann Lee"),
        ("The old ferry | © Ann Lee", "The old ferry", "Ann Lee"),
        ("The old ferry. REUTERS/Ann Lee", "The old ferry.", "REUTERS/Ann Lee"),
        ("The old ferry at sea. Ann Lee/Getty Images", "The old ferry at sea.", "Ann Lee/Getty Images"),
        ("The old ferry. Image credit: NASA", "The old ferry.", "NASA"),
        (
            "The old ferry (Photo: Ann Lee of the harbour office, by courtesy of those who own the boat now)",
            "The old ferry",
            "Ann Lee of the harbour office, by courtesy of those who own the boat now",
        ),
        ("Kapal tua itu (ANTARA FOTO/Budi Santoso)", "Kapal tua itu", "ANTARA FOTO/Budi Santoso"),
        ("Kapal tua itu. Foto: Budi Santoso", "Kapal tua itu.", "Budi Santoso"),
        ("Kapal tua itu. (Budi Santoso/kabar.id)", "Kapal tua itu.", "Budi Santoso/kabar.id"),
        ("Die alte Fähre. Foto: Ann Lee/dpa", "Die alte Fähre.", "Ann Lee/dpa"),
        ("Le vieux bac. Crédits photo : Ann Lee / AFP", "Le vieux bac.", "Ann Lee / AFP"),
        ("El viejo ferri © EFE/Ann Lee", "El viejo ferri", "EFE/Ann Lee"),
        ("Старый паром. Фото: Иван Иванов / ТАСС", "Старый паром.", "Иван Иванов / ТАСС"),
        ("古い渡し船（共同通信）", "古い渡し船", "共同通信"),
        ("老渡船。图源：李明", "老渡船。", "李明"),
        ("العبارة القديمة. تصوير: أحمد علي", "العبارة القديمة.", "أحمد علي"),
        ("العبارة القديمة في الميناء (رويترز)", "العبارة القديمة في الميناء", "رويترز"),
        ("老渡船停在码头 李明 摄", "老渡船停在码头", "李明 摄"),
        ("老渡船 停在码头 本报记者 李明 摄", "老渡船 停在码头", "本报记者 李明 摄"),
        ("老渡船　轮渡公司供图", "老渡船", "轮渡公司供图"),
        ("老渡船资料照片。李明 摄", "老渡船资料照片。", "李明 摄"),
        ("閉鎖される橋（17日、川辺市で）＝高橋健撮影", "閉鎖される橋（17日、川辺市で）", "高橋健"),
        ("古い渡し船＝2024年3月17日、高橋健撮影", "古い渡し船＝2024年3月17日", "高橋健"),
        ("古い渡し船＝川辺市提供", "古い渡し船", "川辺市提供"),
        ("会見する大統領＝4月12日、ワシントンで撮影", "会見する大統領＝4月12日、ワシントンで撮影", ""),
        ("閉鎖された橋、2024年5月撮影", "閉鎖された橋、2024年5月撮影", ""),
        (
            "The mayor opens the new bridge on Tuesday. Old Town",
            "The mayor opens the new bridge on Tuesday. Old Town",
            "",
        ),
    ],
)
def test_credits(text: str, caption: str, credit: str) -> None:
    """A caption is parted from the credit at its end, which is given without its label and its brackets."""
    told, named = split_credit(text)
    assert (told, bare_credit(named)) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "The race on the river, Sunday (21/7/2024).",
        "Ann Lee (left) and Bob Roe (right)",
        "أحمد علي مع الربان (يسار)",
        "老渡船 停在码头",
        "李明 摄",
        "The minister in Berlin (Germany)",
        "A boat photographed by Ann Lee",
        "The captain at the pier with Mr. John Smith",
        "Kapten di dermaga bersama warga dan drs. Budi Santoso",
        "The old ferry lies at its pier again. Nobody came",
        "The old ferry lies at its pier again. Hello",
        "首相＝17日、東京都千代田区",
        "The source: a spring in the woods, and the whole valley drinks from it every summer until it is dry",
        "A man shows a photo: it is blank",
        "",
    ],
)
def test_no_credits(text: str) -> None:
    """Days, places in the picture and sentences are no credits."""
    assert split_credit(text) == (text, "")


def test_credits_alone() -> None:
    """A text that is nothing but a credit has no caption before it."""
    assert split_credit("Photo: Ann Lee (Agency)") == ("Photo: Ann Lee (Agency)", "")
    assert bare_credit("(Ann Lee / Agency)") == "Ann Lee / Agency"
    assert bare_credit("Foto:") == "Foto"
    assert bare_credit("Image source, Ann Lee") == "Ann Lee"
    assert bare_credit("撮影") == "撮影"
    for text in (
        "Photo: Ann Lee",
        "© Ann Lee",
        "(Photos by Ann Lee; drawing by Bob Roe)",
        "Image: Ann Lee/Boats",
    ):
        assert is_credit_alone(text)
    for text in ("Image: Boats at the pier", "A boat. Photo: Ann Lee", "Ann Lee", ""):
        assert not is_credit_alone(text)


def test_long_texts() -> None:
    """A text of any length costs no more than its end."""
    start = time.process_time()
    for part in ("Photo: ", "(", "© a ", ". ", "foto:(", "、。", "＝摄撮影", "撮影 摄"):
        split_credit(part * 200_000)
        bare_credit(part * 20_000)
    assert time.process_time() - start < 3
