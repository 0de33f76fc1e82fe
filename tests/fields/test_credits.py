"""Whose text an article is: datelines, brackets, phrases and sign-offs in many languages, and what is none of them."""

from __future__ import annotations

import pytest

from lugas.fields.source_lines import LineEdge, credits_in
from lugas.model import Role
from tests.fields.build import PROSE, clues_of, clues_of_text, fields_of, page

FIRST, LAST, HEAD, WITHIN = LineEdge.FIRST, LineEdge.LAST, LineEdge.HEAD, LineEdge.WITHIN
TITLE = "Kapal Perintis Kembali Singgah di Pulau Seira"
URL = "https://www.harian.id/nasional/kapal-perintis-kembali-singgah"

Lines = tuple[tuple[str, list[str]], ...]
DATELINES: Lines = (
    ("JAKARTA, KOMPAS.com - Kapal perintis itu kembali singgah di pulau pada Kamis pagi.", ["KOMPAS.com"]),
    ("TEMPO.CO, Ambon - Kapal perintis itu kembali singgah di pulau pada Kamis pagi.", []),
    ("Jakarta, CNN Indonesia -- Kapal perintis itu kembali singgah di pulau.", ["CNN Indonesia"]),
    ("Ambon (ANTARA) - Kapal perintis itu kembali singgah di pulau pada Kamis pagi.", ["ANTARA"]),
    ("KUALA LUMPUR, 2 Jan (Bernama) -- Kerajaan akan menambah peruntukan jalan raya.", ["Bernama"]),
    ("LONDON, Jan 5 (Reuters) - The ferry came back to the island on Thursday.", ["Reuters"]),
    ("WASHINGTON (AP) — The ferry came back to the island on Thursday.", ["AP"]),
    ("Berlin (dpa) - Die Fähre ist am Donnerstag zur Insel zurückgekehrt.", ["dpa"]),
    ("Kiel (dpa/lno) - Die Fähre ist am Donnerstag zur Insel zurückgekehrt.", ["dpa"]),
    ("Bern (sda/afp). Die Fähre ist am Donnerstag zur Insel zurückgekehrt.", ["sda", "afp"]),
    ("MADRID, 2 (EUROPA PRESS) - El barco volvió el jueves a la isla.", ["EUROPA PRESS"]),
    ("Bogotá, 2 ene (EFE).- El barco volvió el jueves a la isla.", ["EFE"]),
    ("Lisboa, 02 jan 2024 (Lusa) – O barco voltou na quinta-feira à ilha.", ["Lusa"]),
    ("(ANSA) - ROMA, 02 GEN - Il traghetto è tornato giovedì sull'isola.", ["ANSA"]),
    ("Warszawa (PAP) - Prom wrócił w czwartek na wyspę.", ["PAP"]),
    ("МОСКВА, 2 янв — РИА Новости. Паром вернулся на остров в четверг.", ["РИА Новости"]),
    ("МОСКВА, 2 января. /ТАСС/. Паром вернулся на остров в четверг.", ["ТАСС"]),
    ("КИЇВ, 2 січня (Укрінформ) – Пором повернувся на острів у четвер.", ["Укрінформ"]),
    ("ANKARA (AA) - Feribot perşembe günü adaya döndü.", ["AA"]),
    ("القاهرة (أ ف ب) - عادت العبارة إلى الجزيرة يوم الخميس.", ["أ ف ب"]),
    ("دبي - رويترز - عادت العبارة إلى الجزيرة يوم الخميس.", ["رويترز"]),
    ("नई दिल्ली, दो जनवरी (भाषा) नाव गुरुवार को द्वीप पर लौट आई।", ["भाषा"]),
    ("ঢাকা, ২ জানুয়ারি (বাসস) : ফেরিটি বৃহস্পতিবার দ্বীপে ফিরে আসে।", ["বাসস"]),
    ("新华社北京1月2日电 渡轮星期四返回该岛。", ["新华社"]),
    ("中新社香港1月2日电 (记者 王明) 渡轮星期四返回该岛。", ["中新社"]),
    ("（中央社記者王小明台北2日電）渡輪星期四返回該島。", ["中央社"]),
    ("【共同】フェリーが木曜日に島に戻った。", ["共同"]),
    ("[東京　2日　ロイター] - フェリーが木曜日に島に戻った。", ["ロイター"]),
    ("(서울=연합뉴스) 오하늘 기자 = 여객선이 목요일 섬으로 돌아왔다.", ["연합뉴스"]),
)
ENDINGS: Lines = (
    ("The ferry came back on Thursday, the head of the village said. (Reuters)", ["Reuters"]),
    ("“Kami lega,” kata kepala desa itu. - Bernama", ["Bernama"]),
    ("Die Insel war zwei Wochen lang abgeschnitten. (AFP/dpa)", ["AFP", "dpa"]),
    ("Die Insel war zwei Wochen lang abgeschnitten, hieß es mit Material der dpa", ["dpa"]),
    ("L'île était coupée du monde depuis deux semaines. (avec AFP)", ["AFP"]),
    ("The Associated Press contributed to this report.", ["The Associated Press"]),
    ("Đảo bị cô lập hai tuần. (Theo Reuters)", ["Reuters"]),
    ("여객선이 목요일 섬으로 돌아왔다. (연합뉴스)", ["연합뉴스"]),
    ("عادت العبارة إلى الجزيرة يوم الخميس. (وكالات)", ["وكالات"]),
    ("渡轮星期四返回该岛。（新华社）", ["新华社"]),
)
PHRASES: Lines = (
    ("Dilansir dari DW, kontak itu menyusul pembicaraan telepon antara kedua menteri.", ["DW"]),
    ("Menurut laporan itu semuanya selamat, seperti dikutip dari Antara, Jumat (19/1).", ["Antara"]),
    ("Sumber: Antara", ["Antara"]),
    ("Artikel ini telah tayang di Tribunnews.com dengan judul Kapal Kembali.", ["Tribunnews.com"]),
    ("Source: AFP", ["AFP"]),
    ("This article was originally published on The Conversation. Read the original.", ["The Conversation"]),
    ("Con información de EFE y de los pasajeros del barco.", ["EFE"]),
    ("Com informações da Reuters, de Londres.", ["Reuters"]),
    ("С использованием материалов ТАСС", ["ТАСС"]),
    ("Источник: Интерфакс", ["Интерфакс"]),
    ("Πηγή: ΑΠΕ-ΜΠΕ", ["ΑΠΕ-ΜΠΕ"]),
    ("Kaynak: AA", ["AA"]),
    ("המקור: רויטרס", []),
    ("מקור: רויטרס", ["רויטרס"]),
    ("المصدر: رويترز", ["رويترز"]),
    ("به گزارش ایسنا، کشتی پنجشنبه به جزیره بازگشت.", ["ایسنا"]),
    ("इनपुट: एएनआई", ["एएनआई"]),
    ("সূত্র: রয়টার্স", ["রয়টার্স"]),
    ("ที่มา: รอยเตอร์", ["รอยเตอร์"]),
    ("来源：浔江晚报", ["浔江晚报"]),
    ("출처: 로이터", ["로이터"]),
    ("出典：共同通信", ["共同通信"]),
    ("Forrás: MTI", ["MTI"]),
    ("Zdroj: ČTK", ["ČTK"]),
    ("Bron: ANP", ["ANP"]),
    ("Källa: TT", ["TT"]),
)
NOT_CREDITS = (
    ("“The ferry is back,” the mayor told Reuters on Thursday, and everybody cheered.", WITHIN),
    ("“The ferry is back,” the mayor told Reuters on Thursday, and everybody cheered.", FIRST),
    ("According to AP, the ferry came back to the island on Thursday evening.", FIRST),
    ("Паром вернулся на остров в четверг, сообщает ТАСС со ссылкой на мэрию.", FIRST),
    ("به گزارش خبرنگار ما کشتی پنجشنبه به جزیره بازگشت و مردم شادی کردند.", FIRST),
    ("Reporting by Jane Doe in London; Editing by John Roe", LAST),
    ("The Reuters building (a landmark of the town) will be rebuilt next year.", FIRST),
    ("Foto: Jane Doe/Reuters", HEAD),
    ("Quelle: Jane Doe/dpa", HEAD),
    ("Source: Getty Images", HEAD),
    ("Kapal itu tiba di dermaga (foto) pada Kamis pagi dan disambut warga.", FIRST),
    ("Der Verein (PA) hat einen Vorstand, der am Donnerstag gewählt wurde und drei Jahre bleibt.", WITHIN),
    ("", FIRST),
    ("()" * 3000, LAST),
)


@pytest.mark.parametrize(("line", "expected"), DATELINES, ids=[line[:24] for line, _ in DATELINES])
def test_dateline(line: str, expected: list[str]) -> None:
    """The agency of a dateline is the article's credit, a place never is."""
    assert credits_in(f"{line} {PROSE}", FIRST) == expected


@pytest.mark.parametrize(("line", "expected"), ENDINGS, ids=[line[-24:] for line, _ in ENDINGS])
def test_sign_off(line: str, expected: list[str]) -> None:
    """An agency that signs the last paragraph is the article's credit."""
    assert credits_in(line, LAST) == expected


@pytest.mark.parametrize(("line", "expected"), PHRASES, ids=[line[:24] for line, _ in PHRASES])
def test_phrase(line: str, expected: list[str]) -> None:
    """A phrase that names whose text it is gives the credit, in every language of the lists."""
    assert credits_in(line, HEAD) == expected


@pytest.mark.parametrize(("line", "edge"), NOT_CREDITS, ids=[line[:24] for line, _ in NOT_CREDITS])
def test_no_credit(line: str, edge: LineEdge) -> None:
    """An agency that is quoted in the text, a picture's source and a person are no credits of the article."""
    assert credits_in(line, edge) == []


def test_the_site_itself_is_no_credit_but_a_rival() -> None:
    """The site's own name is never a credit; beside another credit it is told what became of it."""
    body = f"<h1>{TITLE}</h1><p>AMBON, HARIAN.ID - {PROSE}</p><p>{PROSE}</p><p>{PROSE} (Reuters)</p>"
    fields = fields_of(clues_of(f"<html><body>{body}</body></html>", URL))
    assert fields.credits == ("Reuters",)
    finding = next(one for one in fields.findings if one.field == "credits")
    assert [(rival.value, rival.why) for rival in finding.rivals] == [(("HARIAN.ID",), "the site itself")]


def test_an_agency_as_author_is_a_credit_once() -> None:
    """An agency that JSON-LD names as the author is a credit, and its two names are one."""
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "author": '
    head += '{"@type": "Organization", "name": "Associated Press"}}</script>'
    body = f"<h1>{TITLE}</h1><p>WASHINGTON (AP) — {PROSE}</p>"
    assert fields_of(clues_of(page(head, body), URL)).credits == ("AP",)
    assert fields_of(clues_of(page(head, f"<h1>{TITLE}</h1>"), URL)).credits == ("Associated Press",)


def test_a_link_to_the_source_article_gives_its_host() -> None:
    """A link "Baca artikel sumber" names nobody, but its link leads to the outlet."""
    link = '<p><a href="https://www.kabarlaut.com/berita/kapal-123">Baca artikel sumber</a></p>'
    markup = f"<html><body><h1>{TITLE}</h1><p>{PROSE}</p><p>{PROSE}</p>{link}</body></html>"
    roles = {"Baca artikel sumber": Role.BODY}
    assert fields_of(clues_of(markup, URL), roles).credits == ("kabarlaut.com",)


def test_credits_of_copied_text() -> None:
    """In copied text the same lines give the same credits."""
    text = f"{TITLE}\n\nKamis, 18 Januari 2024\n\n{PROSE}\n\n{PROSE}\n\nSumber: Antara\n"
    assert fields_of(clues_of_text(text)).credits == ("Antara",)
