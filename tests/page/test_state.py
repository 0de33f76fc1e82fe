"""An article's body is found in the page's data, whatever its shape, and no other article's is."""

from __future__ import annotations

import html
import json
from typing import Any

import pytest

from lugas.page.nodes import MARKUP
from lugas.page.scripts import LETTERS
from lugas.page.state import Known, find_bodies, may_be_stored
from lugas.page.tree import Document, parse_html

TITLE = "Feri perintis kembali ke pulau setelah badai"
WORDS = (
    "Kapal perintis itu kembali merapat di dermaga pulau pada Kamis pagi, dan seluruh warga kampung menyambutnya. ",
    "Nakhoda berkata bahwa ia sudah menunggu hari ini sejak badai bulan lalu menutup pelabuhan kecil tersebut. ",
    "Para pedagang menurunkan beras, minyak, dan obat-obatan yang selama tiga minggu hanya tersedia sedikit sekali. ",
    "Seorang guru menuturkan bahwa murid-muridnya akhirnya menerima buku pelajaran yang tertahan di kota seberang. ",
    "Pemerintah daerah berjanji akan menambah jadwal pelayaran menjadi dua kali seminggu mulai bulan depan. ",
    "Warga berharap janji itu ditepati, sebab pulau mereka tidak mempunyai lapangan terbang maupun rumah sakit. ",
)
TEXTS = [text.strip() for text in WORDS]
OTHERS = [
    "Panen cengkih di lereng gunung tahun ini naik dua kali lipat, kata ketua kelompok tani setempat kemarin.",
    "Harga di pasar ikut turun karena pengepul dari kota datang lebih awal daripada tahun-tahun sebelumnya.",
    "Petani meminta koperasi membeli langsung agar keuntungan tidak habis di tangan para perantara di jalan.",
    "Dinas pertanian menyiapkan gudang baru di tepi jalan raya untuk menyimpan hasil panen yang melimpah itu.",
    "Cuaca yang kering membantu proses penjemuran sehingga mutu cengkih tahun ini dinilai sangat baik sekali.",
    "Para pembeli dari luar pulau sudah memesan lebih dari separuh hasil panen sebelum musim petik berakhir.",
]


def page_of(*scripts: str) -> Document:
    """Parse a page that is nothing but scripts."""
    return parse_html("<body><div id=root></div>" + "".join(scripts))


def state(value: Any, opening: str = '<script type="application/json">', ending: str = "</script>") -> str:
    """Write a value as the data of a page."""
    return opening + json.dumps(value).replace("</", "<\\/") + ending


def said(tree: Document, known: Known | None = None) -> str:
    """Give the text of the first body found, "" for none."""
    found = find_bodies(tree, known or Known(titles=(TITLE,)))
    return html.unescape(MARKUP.sub(" ", found[0].markup)) if found else ""


def has_all(text: str) -> bool:
    """Tell whether a text holds all paragraphs of the article, in their order, each once."""
    flat = " ".join(text.split())
    places = [flat.find(" ".join(one.split())) for one in TEXTS]
    return min(places) >= 0 and places == sorted(places) and all(flat.count(one) == 1 for one in TEXTS)


def nested(text: str) -> list[dict[str, Any]]:
    """Write a paragraph as text nodes around a link."""
    words = text.split(" ")
    return [
        {"type": "text", "value": " ".join(words[:4]) + " "},
        {
            "type": "link",
            "data": {"href": "https://site.example/a"},
            "content": [{"type": "text", "value": words[4]}],
        },
        {"type": "text", "value": " " + " ".join(words[5:])},
    ]


MARKED_UP = "".join(f"<p>{text}</p>" for text in TEXTS)
SHAPES: dict[str, Any] = {
    "a string of markup": {"headline": TITLE, "body": MARKED_UP},
    "a string of markup under a name that says nothing": {"title": TITLE, "isi": MARKED_UP},
    "a string with empty lines": {"headline": TITLE, "articleText": "\n\n".join(TEXTS)},
    "a list of strings": {"headline": TITLE, "paragraphs": TEXTS},
    "content elements": {
        "headlines": {"basic": TITLE},
        "content_elements": [{"type": "text", "content": text, "_id": "A1"} for text in TEXTS],
    },
    "nested text nodes": {
        "headline": TITLE,
        "body": {
            "type": "document",
            "content": [{"type": "paragraph", "content": nested(text)} for text in TEXTS],
        },
    },
    "portable text": {
        "title": TITLE,
        "content": [
            {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": text, "marks": []}]}
            for text in TEXTS
        ],
    },
    "contentful": {
        "fields": {
            "title": TITLE,
            "body": {
                "nodeType": "document",
                "content": [
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text}]}
                    for text in TEXTS
                ],
            },
        }
    },
    "editor blocks": {
        "title": TITLE,
        "content": {"blocks": [{"type": "paragraph", "data": {"text": text}} for text in TEXTS]},
    },
    "sections": {
        "headline": TITLE,
        "sections": [
            {"title": "Dermaga", "content": [{"type": "p", "text": text} for text in TEXTS[:3]]},
            {"title": "Janji", "content": [{"type": "p", "text": text} for text in TEXTS[3:]]},
        ],
    },
    "deep in the state of an application": {
        "props": {
            "pageProps": {
                "layout": {"menu": ["Beranda", "Daerah"]},
                "story": {"headline": TITLE, "body": TEXTS},
            }
        }
    },
    "raw markup of a component": {
        "headline": TITLE,
        "children": [{"dangerouslySetInnerHTML": {"__html": f"<p>{text}</p>"}} for text in TEXTS],
    },
    "a store with references": {
        "ROOT_QUERY": {"article": {"__ref": "Article:1"}},
        "Article:1": {
            "title": TITLE,
            "content({})": {"paragraphs": [{"__ref": f"P:{at}"} for at in range(len(TEXTS))]},
        },
        **{f"P:{at}": {"type": "P", "text": text} for at, text in enumerate(TEXTS)},
    },
    "a string of JSON": {"data": json.dumps({"headline": TITLE, "body": TEXTS})},
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read(shape: str) -> None:
    """In whatever shape the data holds the article, its paragraphs are found, whole and in order."""
    assert has_all(said(page_of(state(SHAPES[shape]))))


STORY = {"headline": TITLE, "body": TEXTS}
FLIGHT = [
    '1:"$Sreact.fragment"\n2:I[13,["static/chunk.js"],""]\n',
    f"24:T{len(MARKED_UP.encode()):x},",
    MARKED_UP[:200],
    MARKED_UP[200:] + '5:["$","$L23",null,{"state":{"detail":{"title":' + json.dumps(TITLE),
    ',"contentHtml":"$24"}}}]\n',
]
WRITINGS = {
    "an assignment": state(STORY, "<script>window.__INITIAL_STATE__ = ", ";(function(){var s;})()</script>"),
    "a comment around it": state(STORY, "<script><!--\nwindow.state=", "\n//--></script>"),
    "an index": state(STORY, '<script>window["app"]=window["app"]||{};window["app"].data=', "</script>"),
    "a text to be parsed": f"<script>window.S = JSON.parse({json.dumps(json.dumps(STORY))})</script>",
    "a text in single quotes": "<script>var S = JSON.parse('{}')</script>".format(
        json.dumps(STORY).replace("\\", "\\\\").replace("'", "\\'")
    ),
    "a raw template": f"<script>var S = JSON.parse(String.raw`{json.dumps(STORY)}`)</script>",
    "an escaped address": '<script>var S = "%7B' + json.dumps(STORY)[1:].replace('"', "%22") + '"</script>',
    "a text": f"<script>window.S={json.dumps(json.dumps(STORY))};</script>",
    "no JSON: undefined": state(
        STORY, "<script>window.S={a:undefined,'b':!0,story:", ",d:void 0,};</script>"
    ),
    "a function's result": state(
        STORY, "<script>window.__NUXT__=(function(a,b){return {layout:a,data:[", "]}}(null,1));</script>"
    ),
    "escaped JSON": '<script type="application/json">' + html.escape(json.dumps(STORY)) + "</script>",
    "escaped by letters": '<script id="app-state" type="application/json">'
    + json.dumps(STORY).translate({ord(sign): f"&{letter};" for letter, sign in LETTERS.items()})
    + "</script>",
    "global content": state(
        STORY, "<script>window.Fusion=window.Fusion||{};Fusion.globalContent=", ";Fusion.a={}</script>"
    ),
    "flight rows": "".join(f"<script>self.__next_f.push([1,{json.dumps(row)}])</script>" for row in FLIGHT),
    "flight elements": "<script>self.__next_f.push([1,{}])</script>".format(
        json.dumps(
            "5:"
            + json.dumps(
                {
                    "title": TITLE,
                    "children": [["$", "p", None, {"className": "a", "children": one}] for one in TEXTS],
                }
            )
            + "\n"
        )
    ),
    "a flat list": state(
        [{"story": 1}, {"headline": 2, "body": 3}, TITLE, [*range(4, 4 + len(TEXTS))], *TEXTS]
    ),
    "JSON-LD": state(
        {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(TEXTS)},
        '<script type="application/ld+json">',
    ),
}


@pytest.mark.parametrize("writing", WRITINGS)
def test_every_writing_is_read(writing: str) -> None:
    """However a script writes its data, it is read, and no script is run."""
    assert has_all(said(page_of(WRITINGS[writing])))


LANGUAGES = {
    "zh": (
        "渡轮在风暴之后重新回到小岛",
        "渡轮星期四早上重新停靠在小岛的码头，全村的人都来迎接。船长说，自从上个月的风暴关闭了港口，他一直在等待这一天。",
    ),
    "ru": (
        "Паром вернулся на остров после бури",
        "Паром в четверг утром снова причалил к острову, и встречать его пришла вся деревня, ждавшая три недели. ",
    ),
    "ar": (
        "العبارة تعود إلى الجزيرة بعد العاصفة",
        "عادت العبارة صباح الخميس إلى رصيف الجزيرة واستقبلها أهل القرية. وقال القبطان إنه انتظر هذا اليوم. ",
    ),
    "hi": (
        "तूफ़ान के बाद नाव द्वीप पर लौटी",
        "नाव गुरुवार की सुबह द्वीप के घाट पर लौट आई और पूरे गाँव ने उसका स्वागत किया। कप्तान प्रतीक्षा कर रहा था। ",
    ),
    "th": (
        "เรือข้ามฟากกลับมาที่เกาะหลังพายุ",
        "เรือข้ามฟากกลับมาเทียบท่าที่เกาะในเช้าวันพฤหัสบดี และชาวบ้านทั้งหมู่บ้านมาต้อนรับที่ท่าเรือด้วยความยินดี ",
    ),
    "de": (
        "Fähre kehrt nach dem Sturm zurück",
        "Die Fähre legte am Donnerstag wieder an der Insel an, und das ganze Dorf stand am Steg und winkte ihr zu. ",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_every_language(language: str, ascii_only: bool) -> None:
    """The data is read in every language, its letters escaped or not."""
    title, text = LANGUAGES[language]
    texts = [f"{text}{number}." for number in range(12)]
    script = json.dumps({"headline": title, "body": texts}, ensure_ascii=ascii_only)
    tree = page_of(f"<script>window.S={script}</script>")
    for known in (Known(titles=(title,)), Known(shown=(texts[0], texts[1]))):
        assert may_be_stored(tree, known)
        assert texts[-1] in said(tree, known)


def test_kinds_of_nodes() -> None:
    """Headings, quotes, points, links and emphasis keep what they are; what stands beside the text is left out."""
    body = [
        {"type": "text", "content": TEXTS[0]},
        {"type": "image", "caption": "Dermaga", "content": "Foto: Antara dari dermaga pulau itu."},
        {"type": "header", "level": 3, "content": "Janji & harapan"},
        {
            "type": "list",
            "list_type": "ordered",
            "items": [{"type": "text", "content": one} for one in TEXTS[1:3]],
        },
        {"type": "quote", "content": [{"type": "paragraph", "content": TEXTS[3]}]},
        {"type": "paragraph", "content": [{"type": "strong", "text": "Catatan: "}, *nested(TEXTS[4])]},
        {"type": "ad", "content": "Pasang iklan di sini sekarang juga."},
        {"type": "text", "content": TEXTS[5] + " $$AD$$"},
    ]
    (found, *_) = find_bodies(page_of(state({"headline": TITLE, "body": body})), Known(titles=(TITLE,)))
    assert "<h3>Janji &amp; harapan</h3>" in found.markup
    assert found.markup.count("<li>") == 2
    assert "<ol>" in found.markup
    assert f"<blockquote><p>{TEXTS[3]}</p></blockquote>" in found.markup
    assert '<a href="https://site.example/a">' in found.markup
    assert "<strong>Catatan: </strong>" in found.markup
    for foreign in ("Foto", "iklan", "$$"):
        assert foreign not in found.markup


def test_text_is_escaped() -> None:
    """A plain text that looks a little like markup stays what it says."""
    texts = [*TEXTS, "Suhu a < b & c > d tercatat di pelabuhan."]
    assert (
        "Suhu a &lt; b &amp; c &gt; d"
        in find_bodies(page_of(state({"headline": TITLE, "body": texts})), Known(titles=(TITLE,)))[0].markup
    )


def test_other_articles_are_not_taken() -> None:
    """The body of an article with another headline, of a comment or of a list of articles is never given."""
    other = {"headline": "Panen cengkih naik dua kali lipat tahun ini", "url": "/cengkih", "body": OTHERS}
    for data in (
        {"related": [other]},
        {"headline": TITLE, "related": [other]},
        {"headline": TITLE, "comments": [{"text": text} for text in OTHERS]},
        {"headline": TITLE, "author": {"bio": " ".join(OTHERS)}},
        {"articles": [other, {**other, "headline": "Cengkih lereng gunung dipesan pembeli dari luar"}]},
        {"body": OTHERS},
    ):
        assert said(page_of(state(data))) == ""
    both = {"page": [other, {"headline": TITLE, "url": "/feri", "body": TEXTS}, other]}
    found = said(page_of(state(both)))
    assert has_all(found)
    assert OTHERS[0] not in found


def test_shown_paragraphs_tell_whose_body_it_is() -> None:
    """A body that lacks what the page shows is another one; one that holds it needs no headline."""
    tree = page_of(state({"items": TEXTS}), state({"headline": TITLE, "body": OTHERS}))
    assert has_all(said(tree, Known(shown=(*TEXTS[:4],), titles=(TITLE,))))
    assert (
        said(
            tree,
            Known(shown=("Tidak ada hubungannya sama sekali dengan berita ini. " * 12,), titles=(TITLE,)),
        )
        == ""
    )


def test_description_and_address_tell_whose_body_it_is() -> None:
    """Without a headline, the page's description within the text or its address beside it says whose it is."""
    plain = page_of(state({"body": TEXTS}))
    assert has_all(said(plain, Known(description=TEXTS[0])))
    beside = page_of(state({"body": TEXTS, "url": "https://site.example/daerah/feri-perintis"}))
    assert has_all(said(beside, Known(path="/daerah/feri-perintis")))
    assert said(beside, Known(path="/daerah/lain")) == ""


def test_labels_are_no_body() -> None:
    """Menus, key words and settings are no prose, however many there are."""
    labels = [f"Rubrik {number}" for number in range(200)]
    assert said(page_of(state({"headline": TITLE, "items": labels}))) == ""
    assert said(page_of(state({"headline": TITLE, "items": TEXTS * 5}))) == ""
    code = "function a(){var b=c;return d(e)} " * 40
    assert said(page_of(state({"headline": TITLE, "body": code}))) == ""


def test_script_of_the_body() -> None:
    """The script that holds the body is told: for flight data the one in which its text begins."""
    tree = page_of("<script>var a=1</script>", WRITINGS["flight rows"])
    (found, *_) = find_bodies(tree, Known(titles=(TITLE,)))
    assert "Kapal perintis" in found.script.text


def test_may_be_stored_is_strict() -> None:
    """A page whose scripts do not hold what it shows is not looked into."""
    tree = page_of(state({"headline": TITLE, "body": TEXTS}))
    assert may_be_stored(tree, Known(shown=tuple(TEXTS)))
    assert may_be_stored(tree, Known(titles=(TITLE,)))
    assert not may_be_stored(tree, Known(shown=tuple(OTHERS)))
    assert not may_be_stored(parse_html("<p>nothing"), Known(titles=(TITLE,)))
