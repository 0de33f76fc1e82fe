"""Articles made by hand: every kind of block, several ways of writing, and texts that mean harm."""

from __future__ import annotations

from lugas.model import (
    Access,
    Article,
    Block,
    Embed,
    Finding,
    Image,
    Item,
    Kind,
    Moment,
    Person,
    Place,
    Precision,
    Related,
    Rival,
    Role,
    Site,
    Source,
    Span,
    Verdict,
    VerdictKind,
)

__all__ = ["ARABIC", "CHINESE", "EVERY_KIND", "HOSTILE", "NOTHING", "SAMPLES", "THAI", "body", "with_body"]

FOUND = Verdict(VerdictKind.ARTICLE, "a title and four paragraphs", ("title", "body"))


def body(text: str, kind: Kind = Kind.PARAGRAPH, **more: object) -> Block:
    """Make a block of the body."""
    return Block(kind=kind, text=text, role=Role.BODY, reason="test", **more)  # type: ignore[arg-type] # its fields are checked where they are used


def with_body(*blocks: Block, language: str = "en", title: str = "A title") -> Article:
    """Make an article with little but its body."""
    return Article(verdict=FOUND, form="html", title=title, language=language, blocks=blocks)


def linked(text: str, part: str, url: str) -> Block:
    """Make a paragraph with one part of it a link."""
    start = text.index(part)
    return body(text, spans=(Span(start, start + len(part), "link", url),))


ITEMS = (
    Item("Cabai rawit merah, 250 gram"),
    Item("Terasi"),
    Item("bakar sebentar", level=2, ordered=True),
    Item("haluskan", level=2, ordered=True),
    Item("Jeruk limau"),
)

EVERY_KIND = Article(
    verdict=FOUND,
    form="html",
    title="Kapal perintis kembali singgah di Pulau Enggano setelah empat bulan terhenti",
    dek="Warga menyambut sandarnya kapal dengan membawa hasil kebun yang sudah lama tertahan di dermaga.",
    kicker="Daerah",
    authors=(Person("Ratna Dewi", "https://lensa.example/penulis/ratna"), Person("Budi Santoso")),
    published=Moment("2024-01-20T15:04:00+07:00", Precision.SECOND),
    modified=Moment("2024-01-21T08:30+07:00", Precision.MINUTE),
    section=("Nusantara", "Bengkulu"),
    tags=("kapal", "Enggano"),
    language="id",
    site=Site("Lensa Nusantara", "lensa.example"),
    credits=("Antara",),
    url="https://lensa.example/daerah/2024/01/20/kapal-perintis?x=1&y=2",
    canonical_url="https://lensa.example/daerah/2024/01/20/kapal-perintis",
    image=Image("https://img.lensa.example/kapal.jpg", "Kapal di dermaga", "Kapal sandar.", "Antara/Rudi"),
    related=tuple(Related(f"Berita terkait nomor {n}", f"https://lensa.example/{n}") for n in range(1, 9)),
    access=Access.FREE,
    findings=(
        Finding(
            "title",
            "Kapal perintis kembali singgah di Pulau Enggano setelah empat bulan terhenti",
            Source.JSON_LD,
            "NewsArticle.headline",
            (Rival("Kapal perintis - Lensa", Source.HEADING, "title", "holds the site's name"),),
        ),
        Finding("tags", ("kapal", "Enggano"), Source.META, "keywords"),
    ),
    blocks=(
        Block(kind=Kind.PARAGRAPH, text="Beranda", role=Role.NAVIGATION, reason="menu", sure=0.99),
        linked(
            "BENGKULU, LENSA - Kapal perintis kembali singgah di Pulau Enggano pada Sabtu pagi, setelah "
            "empat bulan pelayaran terhenti karena pendangkalan alur. Kapal membawa 112 penumpang.",
            "Pulau Enggano",
            "https://lensa.example/tag/enggano",
        ),
        body("Menunggu di dermaga", Kind.HEADING, level=3),
        body(
            "Sejak subuh warga menunggu. Kata dinas terkait, kapal akan datang dua kali sepekan.",
            spans=(Span(0, 11, "strong"), Span(33, 46, "emphasis"), Span(48, 53, "code")),
        ),
        body("“Kami sempat menjual pisang ke tetangga saja,”\nujar seorang petani.", Kind.QUOTE),
        body(
            "",
            Kind.IMAGE,
            image=Image("https://img.lensa.example/pisang.jpg", "Pisang", "Pisang di dermaga.", "Rudi"),
        ),
        body("\n".join(item.text for item in ITEMS), Kind.LIST, items=ITEMS),
        body(
            "Bulan\tPelayaran\tPenumpang\nSeptember\t8\t1.204\nOktober\t0\t0",
            Kind.TABLE,
            rows=(("Bulan", "Pelayaran", "Penumpang"), ("September", "8", "1.204"), ("Oktober", "0", "0")),
            header_rows=1,
        ),
        body("", Kind.EMBED, embed=Embed("https://video.example/v/1", "Video", "Kapal sandar di Enggano")),
        body("if x < 3:\n    print('`hai`')", Kind.CODE),
        body("Kapal berikutnya dijadwalkan pada Rabu.", place=Place("html/body[1]/p[9]")),
        Block(kind=Kind.PARAGRAPH, text="Baca juga: lainnya", role=Role.RELATED, reason="label"),
    ),
)

ARABIC = Article(
    verdict=FOUND,
    form="html",
    title="عودة العبّارة إلى الجزيرة بعد أربعة أشهر من التوقف",
    dek="استقبل السكان السفينة حاملين محاصيلهم التي بقيت طويلا في الميناء.",
    authors=(Person("ليلى حداد"),),
    published=Moment("2024-01-20T15:04+03:00", Precision.MINUTE),
    language="ar",
    site=Site("المرآة", "mirror.example"),
    url="https://mirror.example/news/2024/1/20/ferry",
    blocks=(
        body(
            "عادت العبّارة صباح السبت إلى الجزيرة بعد أربعة أشهر من توقف الرحلات بسبب تراكم الرمال في ممر "
            "الميناء، وعلى متنها 112 راكبا ونحو 40 طنا من المواد الغذائية، بحسب هيئة PortWatch."
        ),
        body("انتظار طويل", Kind.HEADING, level=2),
        body("«بعنا الموز للجيران فقط»، قال أحد المزارعين.", Kind.QUOTE),
        body("سفينة أولى\nسفينة ثانية", Kind.LIST, items=(Item("سفينة أولى"), Item("سفينة ثانية"))),
        body("ومن المقرر أن تصل الرحلة التالية يوم الأربعاء."),
    ),
)

CHINESE = Article(
    verdict=FOUND,
    form="html",
    title="停航四个月后，渡轮重返小岛",
    dek="居民带着久滞码头的农产品迎接船只。",
    authors=(Person("林晓"),),
    published=Moment("2024-01-20", Precision.DAY),
    language="zh",
    site=Site("海声网", "haisheng.example"),
    url="https://haisheng.example/2024/0120/ferry.html",
    blocks=(
        body(
            "周六清晨，渡轮在停航四个月后重返小岛。此前，由于港口航道淤积，航班一直中断。船上载有112名乘客和约"
            "40吨食品。港务局（Port Authority）表示，今后每周将开行两班，“这对岛上居民来说是一个好消息”。",
            spans=(Span(0, 4, "strong"),),
        ),
        body("在码头等待", Kind.HEADING, level=2),
        body("“我们只能把香蕉卖给邻居。”一位农民说。", Kind.QUOTE),
        body("下一班渡轮预计周三抵达。"),
    ),
)

THAI = with_body(
    body(
        "เรือโดยสารกลับมาให้บริการที่เกาะอีกครั้งในเช้าวันเสาร์หลังจากหยุดเดินเรือไปสี่เดือนเนื่องจากร่องน้ำตื้นเขิน "
        "โดยมีผู้โดยสารหนึ่งร้อยสิบสองคนและอาหารประมาณสี่สิบตัน เจ้าหน้าที่ท่าเรือกล่าวว่าเรือจะมาสัปดาห์ละสองเที่ยว"
    ),
    language="th",
    title="เรือโดยสารกลับมาที่เกาะหลังหยุดสี่เดือน",
)

SCRIPT = "<script>alert('x')</script>"
HOSTILE = Article(
    verdict=Verdict(VerdictKind.PARTIAL, f"breaks off {SCRIPT}"),
    form="html",
    title=f"{SCRIPT}\x1b]0;owned\x07 \"quoted\" & 'single'",
    dek="\x1b[31mred\x1b[0m \u202egnp.exe\u202c \x9b2J",
    kicker="</style><script>1</script>",
    authors=(Person('"><img src=x onerror=alert(1)>', "javascript:alert(1)"),),
    published=Moment('2024"><script>', Precision.DAY, '"><script>1</script>'),
    modified=Moment("", Precision.DAY, "2 jam lalu\x1b[2J"),
    language='en" onload="alert(1)',
    site=Site("<b>Site</b>", "evil.example"),
    url='https://evil.example/"><script>alert(1)</script>',
    image=Image("data:image/svg+xml,<svg onload=alert(1)>", '" onerror="alert(1)'),
    related=(Related("<i>one</i>", "javascript:alert(1)"), Related("two", "//evil.example/x")),
    blocks=(
        linked("click here now", "here", "javascript:alert(document.cookie)"),
        linked("click there now", "there", " \x01JaVaScRiPt:alert(1)"),
        linked("mail them now", "them", "mailto:a@b.example?subject=x\"y'z"),
        linked("data it is", "data", "data:text/html,<script>1</script>"),
        linked("quoted it is", "quoted", 'https://a.example/"onmouseover="alert(1)'),
        body("clear\x1b[2J\x1b[H\x1b]8;;https://evil.example\x1b\\screen\x00\x08\x7f\x85end\u2028next"),
        body(
            "",
            Kind.IMAGE,
            image=Image('https://a.example/x.png"onload="alert(1)', '"><script>', "<b>cap</b>"),
        ),
        body("", Kind.EMBED, embed=Embed("javascript:alert(1)", "Evil", "<iframe src=x>")),
        body("", Kind.EMBED, embed=Embed("https://frame.example/", "", "")),
        body("<td>\t|", Kind.TABLE, rows=(("<td onclick=x>", "|"),)),
        body("</code></pre><script>1</script>\n```\n# not a heading", Kind.CODE),
        body("[bold]rich[/bold] [link=https://evil.example]markup[/link] :smile:"),
    ),
)

NOTHING = Article(verdict=Verdict(VerdictKind.BOT_BLOCK, "the page asks to prove a human"), form="html")

SAMPLES = {
    "every kind": EVERY_KIND,
    "arabic": ARABIC,
    "chinese": CHINESE,
    "thai": THAI,
    "hostile": HOSTILE,
    "nothing": NOTHING,
}
