"""Search: plain words in any script, filters, snippets; the same on both databases where not said otherwise."""

from __future__ import annotations

import pytest

from lugas.errors import UsageError
from lugas.store import Chosen, Store
from tests.store.made import Clock, at, make

TEXTS = {
    "harbour": make("Harbour café reopens", "The ferry sailed again. Crews were cheering.", authors=["José Núñez"]),
    "pasar": make("Pasar pagi dibuka", "Para pedagang kembali berjualan di pasar.", language="id", tags=("ekonomi",)),
    "zh": make("渡口重新开放", "早上八点，渡船再次启航。乘客很高兴。", language="zh"),
    "ja": make("フェリーが再開", "港は静かだった。乗客は喜んだ。", language="ja"),
    "th": make("เรือข้ามฟากกลับมา", "ท่าเรือเงียบสงบในตอนเช้า", language="th"),
    "ar": make("عودة العبّارة", "كان الميناء هادئًا في الصباح.", language="ar"),
    "de": make("Fähre fährt wieder", "Die Straße am Hafen war voll. Übermüdet?", language="de"),
    "hi": make("नौका फिर चली", "बंदरगाह शांत था।", language="hi"),
    "quote": make("O'Neil's \"ferry\" & co | (x) <-> !y:*", "C++ and 100% of it -- SELECT; DROP TABLE article"),
}  # fmt: skip


@pytest.fixture
def full(store: Store) -> Store:
    """Give a store with an article in each language."""
    site_id = store.sites.add("https://one.example/").id
    for number, (name, article) in enumerate(TEXTS.items()):
        dated = {"published": at(-number), "section": ("Odd" if number % 2 else "Even",)}
        given = {field: getattr(article, field) for field in article.__struct_fields__} | dated
        store.articles.save(
            type(article)(**given), site_id=site_id, addresses=[f"https://one.example/{name}"]
        )
    return store


def titles(store: Store, words: str, chosen: Chosen | None = None) -> set[str]:
    """Name the texts that a search finds."""
    found = store.search.find(words, chosen or Chosen()).items
    names = {article.title: name for name, article in TEXTS.items()}
    return {names[hit.headline.title] for hit in found}


# What is asked, and the texts that it finds.
ASKED = [
    ("ferry", {"harbour", "quote"}),
    ("FERRY sailed", {"harbour"}),
    ("cafe", {"harbour"}),
    ("CAFÉ", {"harbour"}),
    ("jose nunez", {"harbour"}),
    ("pasar", {"pasar"}),
    ("ekonomi", {"pasar"}),
    ("渡船", {"zh"}),
    ("再次启航", {"zh"}),
    ("船", {"zh"}),
    ("航", {"zh"}),
    ("启再", set()),
    ("乗客", {"ja"}),
    ("フェリー", {"ja"}),
    ("เรือ", {"th"}),
    ("العبارة", {"ar"}),
    ("العبّارة", {"ar"}),
    ("strasse", {"de"}),
    ("Straße", {"de"}),
    ("fahre", {"de"}),
    ("बंदरगाह", {"hi"}),
    ("o'neil", {"quote"}),
    ("100%", {"quote"}),
    ("nowhere", set()),
    ("ferry nowhere", set()),
]

ODD = [
    *("", " ", "\x00", "\ud800", "'", '"', "''", "\\", "\\'", "&", "|", "!", "*", ":*", "<->", "()", "((", "NOT"),
    *("-", "AND", "OR NOT", "NEAR(a b)", "title:x", "{title} : x", "^a", "a*", '"a', "a'b\\", "%", "_", ";--"),
    *("𝕱", "🚢", "\u202eabc", "a\u0301" * 50, "ﷺ", "x" * 10**6, "中" * 10**5, "a " * 10**5, "ı İ ß ﬁ"),
    *("\U0010ffff", "1.5e9"),
]  # fmt: skip


def test_words_of_every_script_are_found(full: Store) -> None:
    """A word is found in any script, without regard to case and accents; of several, all must be there."""
    for words, expected in ASKED:
        assert titles(full, words) == expected, words
        assert full.search.count(words) == len(expected), words


def test_search_syntax_is_plain_words(full: Store) -> None:
    """Whatever is asked is taken as words: nothing is an error, and nothing is a sign of a search language."""
    for words in ODD:
        for chosen in (Chosen(), Chosen(section="odd", language="en")):
            found = full.search.find(words, chosen).items
            assert len(found) == len(full.search.find(words, chosen, order="best").items), ascii(words[:20])
            assert len(found) == full.search.count(words, chosen), ascii(words[:20])
        named = Chosen(section=words[:5_000], author=words, tag=words, language=words)
        assert full.listing.latest(named).items == ()


def test_filters(full: Store) -> None:
    """Site, section, language and time narrow a search, also together."""
    assert titles(full, "ferry", Chosen(section="odd")) == set()
    assert titles(full, "ferry", Chosen(section="even", language="en", site_id=1)) == {"harbour", "quote"}
    assert titles(full, "ferry", Chosen(site_id=2)) == set()
    assert titles(full, "ferry", Chosen(language="de")) == set()
    since = full.listing.latest().items[0].listed
    assert titles(full, "ferry", Chosen(since=since)) == {"harbour"}
    assert titles(full, "ferry", Chosen(until=since)) == {"quote"}


def test_snippets_show_the_words(full: Store) -> None:
    """Title and snippet tell from where to where the words stand in them."""
    hit = full.search.find("ferry cafe").items[0]
    marked = [hit.snippet[start:end] for start, end in hit.snippet_marks]
    assert marked == ["ferry"]
    assert [hit.headline.title[start:end] for start, end in hit.title_marks] == ["café"]
    hit = full.search.find("渡船").items[0]
    assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["渡船"]


def test_pieces(store: Store, clock: Clock) -> None:
    """A search is read piece by piece, in both orders, each article once, also where many hold the word."""
    site_id = store.sites.add("https://one.example/").id
    clock.move(days=30)
    for number in range(60):
        text = "ferry " * (1 + number % 7) + ("rare" if number % 20 == 0 else "")
        article = make(f"Article {number}", text + " and more.", published=at(number))
        store.articles.save(article, site_id=site_id, addresses=[f"https://one.example/{number}"])
    for order in ("newest", "best"):
        for words, total in (("ferry", 60), ("rare", 3), ("ferry rare", 3)):
            found: list[int] = []
            after = None
            while True:
                piece = store.search.find(words, order=order, after=after, limit=7)
                found += [int(hit.headline.title.split()[1]) for hit in piece.items]
                if piece.next is None:
                    break
                after = piece.next
            assert len(found) == len(set(found)) == total
            if order == "newest":
                assert found == sorted(found, reverse=True)
    assert store.search.count("ferry", at_most=10) == 10
    with pytest.raises(UsageError, match="order"):
        store.search.find("ferry", order="oldest")  # type: ignore[arg-type] # what must be refused


def test_the_best_comes_first(store: Store) -> None:
    """A word in the title weighs more than one in the text, however new that is."""
    site_id = store.sites.add("https://one.example/").id
    for number, (title, text) in enumerate(
        [("Ferry", "About boats."), ("Boats", "A ferry among other boats.")]
    ):
        article = make(title, text, published=at(number - 5))
        store.articles.save(article, site_id=site_id, addresses=[f"https://one.example/{number}"])
    assert [hit.headline.title for hit in store.search.find("ferry", order="best").items] == [
        "Ferry",
        "Boats",
    ]
    assert [hit.headline.title for hit in store.search.find("ferry").items] == ["Boats", "Ferry"]


def test_a_server_stems_words_by_their_language(new_database: str) -> None:
    """On PostgreSQL a word finds its other forms in the article's language; words left out are no bar."""
    from lugas.store import open_store  # noqa: PLC0415 - this test alone opens one by itself

    with open_store(new_database) as store:
        site_id = store.sites.add("https://one.example/").id
        for name in ("harbour", "de", "pasar"):
            store.articles.save(TEXTS[name], site_id=site_id, addresses=[f"https://one.example/{name}"])
        assert titles(store, "sailing the ferries") == {"harbour"}
        assert titles(store, "dagang") == {"pasar"}
        assert titles(store, "Häfen") == {"de"}
        hit = store.search.find("sail").items[0]
        assert [hit.snippet[start:end] for start, end in hit.snippet_marks] == ["sailed"]
