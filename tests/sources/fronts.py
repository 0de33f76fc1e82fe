"""Front pages as papers build them, of papers that do not exist: each with the headlines that are to be found."""

from __future__ import annotations

from html import escape

__all__ = ["FRONTS", "HERE", "Front"]

HERE = "https://paper.example/"

NEWS = {
    "en": [
        (
            "Council to vote on closing three branch libraries",
            "council-to-vote-on-closing-three-branch-libraries",
        ),
        ("Tug has container ship in tow, heading for shelter", "tug-has-container-ship-in-tow"),
        ("Single bus fare to rise to £2.80 from April", "single-bus-fare-to-rise-from-april"),
        ("The miller who waits for the moon", "the-miller-who-waits-for-the-moon"),
        ("Late header saves a point for Saltmere Town", "late-header-saves-a-point"),
        ("Night ferry passes surprise filter check", "night-ferry-passes-surprise-check"),
    ],
    "id": [
        (
            "Jembatan Kali Lumbu ditutup setelah ditemukan retak",
            "jembatan-kali-lumbu-ditutup-setelah-ditemukan-retak",
        ),
        ("Harga cabai rawit di pasar induk turun separuh", "harga-cabai-rawit-di-pasar-induk-turun"),
        ("Enam ratus anak menyeberang ke sekolah dengan perahu", "enam-ratus-anak-menyeberang-dengan-perahu"),
        ("Cara membuat sambal kecombrang khas Sepuh", "cara-membuat-sambal-kecombrang"),
        ("Sekar lolos ke babak kedua kejuaraan dunia", "sekar-lolos-ke-babak-kedua"),
        ("Prakiraan cuaca hari ini: hujan lebat sore hingga malam", "prakiraan-cuaca-hujan-lebat"),
    ],
    "ar": [
        ("سفينة الحاويات تفقد الطاقة بعد يوم من مغادرتها الميناء", "سفينة-الحاويات-تفقد-الطاقة"),
        ("سوق السمك القديم ينتقل إلى الرصيف الشرقي نهاية الأسبوع", "سوق-السمك-القديم-ينتقل"),
        ("مهرجان الحكاية يعود إلى المدينة بعد غياب ست سنوات", "مهرجان-الحكاية-يعود-بعد-غياب"),
        ("نادي المدينة يقلب الطاولة في الدقائق الأخيرة", "نادي-المدينة-يقلب-الطاولة"),
        ("حالة الطقس اليوم: رياح نشطة وأمواج مرتفعة في المضيق", "حالة-الطقس-اليوم-رياح"),
        ("مجلس المدينة يناقش ميزانية المدارس الجديدة", "مجلس-المدينة-يناقش-الميزانية"),
    ],
    "zh": [
        ("江湾地铁四号线今起试运行 全程三十九分钟", "c1001-30001"),
        ("货轮在海峡失去动力 二十一名船员平安", "c1002-30002"),
        ("世青赛林语晴二十二分钟首战告捷", "c1003-30003"),
        ("今日天气多云转小雨早晚江面有雾", "c1004-30004"),
        ("一座百年醋坊和它的三道门", "c1005-30005"),
        ("市图书馆新馆周末开放 首日迎客两万", "c1006-30006"),
    ],
    "ru": [
        ("Паром снова опоздал, пассажиры ждали в порту три часа", "parom-snova-opozdal-passazhiry-zhdali"),
        ("Совет проголосует за закрытие трёх библиотек", "sovet-progolosuet-za-zakrytie-bibliotek"),
        ("Цены на рыбу упали вдвое за одну неделю", "tseny-na-rybu-upali-vdvoe"),
        ("Школьники переплывают реку на лодках", "shkolniki-pereplyvayut-reku"),
        ("Гол на последней минуте спас хозяев поля", "gol-na-poslednei-minute"),
        ("Погода на сегодня: сильный ветер и дождь", "pogoda-na-segodnya-silnyi-veter"),
    ],
}
MENU = {
    "en": ("News", "Sport", "Business", "Opinion", "Life & style", "Weather and tides"),
    "id": ("Nasional", "Daerah", "Ekonomi", "Olahraga", "Gaya hidup", "Indeks berita terbaru"),
    "ar": ("الرئيسية", "الميناء", "المدينة", "اقتصاد", "رياضة", "ثقافة وفنون"),
    "zh": ("要闻", "本地", "财经", "体育", "文化", "评论"),
    "ru": ("Новости", "Город", "Экономика", "Спорт", "Культура", "Погода"),
}
FOOT = (
    ("About us and how we work", "/about-us"),
    ("Terms and conditions of use", "/terms-and-conditions"),
    ("Advertise with The Paper", "/advertise"),
    ("Privacy and cookies policy", "/privacy-policy"),
    ("Subscribe to our newsletter", "/newsletter"),
    ("Jobs", "/jobs"),
    ("The printed paper as a PDF", "/epaper/today.pdf"),
)


class Front:
    """A front page: its markup, and the addresses of its articles with their headlines."""

    def __init__(self, markup: str, wanted: dict[str, str]) -> None:
        self.markup = markup
        self.wanted = wanted


def page(language: str, body: str) -> str:
    """Put a menu and a foot around a front."""
    menu = "".join(
        f'<li><a href="/section-{number}">{name}</a></li>' for number, name in enumerate(MENU[language])
    )
    foot = "".join(f'<a href="{path}">{name}</a> ' for name, path in FOOT)
    social = '<a href="https://social.example/share?u=x">Share this on the social network</a>'
    return (
        f'<html lang="{language}"><head><title>The Paper</title></head><body><header><a href="/">The Paper</a>'
        f'<a href="/login">Sign in to your account</a><nav class="main-menu"><ul>{menu}</ul></nav></header>'
        f'<main>{body}</main><footer class="site-footer">{foot}{social}</footer></body></html>'
    )


def cards(language: str) -> Front:
    """Make cards: the picture links, the headline in its heading links, and so does "Read more"; a topic above it."""
    wanted, parts = {}, []
    for number, (title, slug) in enumerate(NEWS[language]):
        url = f"{HERE}news/2026/03/{slug}"
        wanted[url] = title
        parts.append(
            f'<article class="card"><a href="{url}?utm_source=front"><img src="/i/{number}.jpg" alt="A picture"></a>'
            f'<a class="kicker" href="/topic/harbour-and-port-{number}">Harbour and port news</a>'
            f'<h2><a href="{url}">{escape(title)}</a></h2><p>{escape(title)}, and what it means for us here.</p>'
            f'<time datetime="2026-03-02T0{number}:00:00Z">2h</time><a href="/authors/ann-lee-reporter">Ann Lee</a>'
            f'<a href="{url}#more">Read more</a></article>'
        )
    return Front(page(language, "".join(parts)), wanted)


def whole_cards(language: str) -> Front:
    """Cards that are one link each, with the heading, a summary and a time within."""
    wanted, parts = {}, []
    for number, (title, slug) in enumerate(NEWS[language]):
        url = f"{HERE}{slug}-4000{number}.html"
        wanted[url] = title
        parts.append(
            f'<div class="teaser"><a href="{url}"><div class="pic"><img data-src="/i/{number}.jpg"></div>'
            f"<span>12:0{number}</span><h3>{escape(title)}</h3><p>What happened, and why it matters.</p></a></div>"
        )
    return Front(page(language, "".join(parts)), wanted)


def plain_list(language: str) -> Front:
    """Links in a list and nothing else; addresses with numbers alone."""
    wanted, parts = {}, []
    for number, (title, _) in enumerate(NEWS[language]):
        url = f"{HERE}section-1/article/2000{number}"
        wanted[url] = title
        parts.append(f'<li><a href="{url}">{escape(title)}</a></li>')
    return Front(page(language, f"<ul>{''.join(parts)}</ul>"), wanted)


def old_table(language: str) -> Front:
    """Tables, with addresses that ask for a number."""
    wanted, parts = {}, []
    for number, (title, _) in enumerate(NEWS[language]):
        url = f"{HERE}news.php?id=88{number}12"
        wanted[url] = title
        parts.append(
            f'<tr><td><b><a href="{url[len(HERE) :]}">{escape(title)}</a></b></td><td>02.03.2026</td></tr>'
        )
    return Front(page(language, f"<table>{''.join(parts)}</table>"), wanted)


def pictures_alone(language: str) -> Front:
    """Tiles whose link holds a picture alone, with the headline beside it or in the picture's own text."""
    wanted, parts = {}, []
    for number, (title, slug) in enumerate(NEWS[language]):
        url = f"{HERE}2026/03/02/{slug}"
        wanted[url] = title
        text = f'<h3>{escape(title)}</h3><a href="{url}">' if number % 2 else f'<a href="{url}">'
        alt = "" if number % 2 else escape(title)
        parts.append(f'<section class="tile">{text}<img src="/i/{number}.jpg" alt="{alt}"></a></section>')
    return Front(page(language, "".join(parts)), wanted)


FRONTS = {
    f"{build.__name__} {language}": build(language)
    for build in (cards, whole_cards, plain_list, old_table, pictures_alone)
    for language in NEWS
}
