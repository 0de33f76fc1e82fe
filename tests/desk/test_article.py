"""The page of an article: everything its source told, its versions, why it was read so, and others below."""

from __future__ import annotations

import re
from html import unescape

import pytest
from starlette.testclient import TestClient

from lugas.demo import World, gold_of
from lugas.demo.site import Site
from lugas.model import Image, Moment, Post, Precision
from lugas.render.copy import to_copy
from lugas.store import Headline, Store
from tests.desk.conftest import Opener
from tests.store.made import make

INLINE = re.compile(r"</?(?:a|em|strong|code|bdi|mark)\b[^>]{0,2000}>")
TAG = re.compile(r"<[^>]{0,2000}>")


def words_of(page: str) -> str:
    """Give a page's text, one space between words."""
    return " ".join(unescape(TAG.sub(" ", INLINE.sub("", page))).split())


def one(store: Store, title: str) -> Headline:
    """Give the article whose title begins so."""
    found = [each for each in store.listing.latest(limit=500).items if each.title.startswith(title)]
    assert len(found) == 1, title
    return found[0]


@pytest.mark.parametrize("name", ["warta", "courier", "marfa", "jiangwan", "tagblatt"])
def test_pages_hold_what_was_read(client: TestClient, store: Store, world: World, name: str) -> None:
    """Title, dek, authors, captions and every paragraph, item and cell that was read are on the article's page."""
    site = Site(world.at(world.end).edition(name), f"https://{name}.example")
    for version in site.edition.versions:
        gold = gold_of(site, version)
        known = store.articles.known([gold.url])[gold.url]
        assert known.article_id is not None
        stored = store.articles.get(known.article_id)
        assert stored is not None
        article = stored.article
        page = words_of(client.get(f"/article/{known.article_id}").text)
        texts = [
            cell for block in article.body for line in block.text.splitlines() for cell in line.split("\t")
        ]
        texts += [gold.title, article.dek, *map(str, article.authors), site.origin, *article.tags]
        texts += [image.caption for image in (*article.images, *article.gallery)]
        assert [text for text in texts if " ".join(text.split()) not in page] == []


def test_a_page_in_full(client: TestClient, store: Store) -> None:
    """An article's page tells authors, times with their zone, section, tags, source, permalink, and offers its acts."""
    piece = one(store, "Derya Polat wird")
    page = client.get(f"/article/{piece.id}").text
    text = words_of(page)
    assert "Published Sunday, 8 March 2026, 19:05 UTC+1" in text
    assert 'rel="author">Anke Brühl</a>' in page
    assert '<html lang="en" dir="ltr">' in page
    assert '<header lang="de" dir="ltr">' in page
    assert "<th" in page
    assert 'href="/section/Lokales"' in page
    assert f"http://localhost:8710/article/{piece.id}" in page
    for act in (
        f"/article/{piece.id}/copy",
        f"/article/{piece.id}/why",
        f"/article/{piece.id}/versions",
        "mailto:?",
    ):
        assert f'href="{act}' in page
    for host in ("wa.me", "t.me", "x.com", "www.facebook.com", "mastodon.social"):
        assert f'href="https://{host}/' in page


def test_copy_is_the_copy_buttons_text(client: TestClient, store: Store) -> None:
    """What Copy gives is headline, paragraphs and the source's address."""
    piece = one(store, "Derya Polat wird")
    stored = store.articles.get(piece.id)
    assert stored is not None
    answer = client.get(f"/article/{piece.id}/copy")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.text == to_copy(stored.article) + "\n"
    assert answer.text.endswith(f"{stored.article.url}\n")


def test_live_posts_stand_in_order(client: TestClient, store: Store) -> None:
    """A live blog's posts stand apart, each with its time; the day is told where it changes."""
    piece = one(store, "Aufsichtsrat berät")
    stored = store.articles.get(piece.id)
    assert stored is not None
    page = client.get(f"/article/{piece.id}").text
    assert page.count('<section class="post"') == len(stored.article.posts) == 6
    times = re.findall(r'<time datetime="([^"]+)" lang="en" dir="ltr">([^<]+)</time></a>', page)
    assert [iso for iso, _ in times] == [
        post.published.iso for post in stored.article.posts if post.published
    ]
    assert times[0][1].startswith("Thursday, 5 March 2026, ")
    assert times[1][1] == "17:25 UTC+1"


def test_posts_of_data_alone_are_shown(empty: Store, opener: Opener) -> None:
    """A post that only the page's data holds is shown with its heading and text."""
    post = Post(
        heading="Gate <opens>",
        text="It opened.\n\nPeople came.",
        published=Moment("2026-03-01", Precision.DAY),
    )
    page = opener(empty).get(f"/article/{kept(empty, posts=(post,))}").text
    assert "<h2>Gate &lt;opens&gt;</h2>" in page
    assert "<p>People came.</p>" in page


def kept(store: Store, **fields: object) -> int:
    """Save a made-up article, and give its number."""
    site = store.sites.add("https://courier.example/", name="The Courier")
    article = make("Ferry sails again", **fields)
    return store.articles.save(article, site_id=site.id, addresses=["https://courier.example/ferry"]).id


def test_galleries_show_every_picture_once(empty: Store, opener: Opener) -> None:
    """The pictures of a gallery stand on its page, each once, with caption and credit."""
    lead = Image("https://courier.example/1.jpg", caption="The gale")
    rest = Image("https://courier.example/2.jpg", caption="The <giraffes>", credit="Tom Ashby")
    page = opener(empty).get(f"/article/{kept(empty, image=lead, gallery=(lead, rest))}").text
    assert page.count("The gale") == 1
    assert '<figcaption>The &lt;giraffes&gt; <span class="credit">Tom Ashby</span></figcaption>' in page


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Was eine Laterne kostet", "at its source it is for subscribers"),
        ("Weekend weather: dry", "the source shows only a part of it"),
    ],
)
def test_what_is_not_whole_says_so(client: TestClient, store: Store, title: str, told: str) -> None:
    """A page that holds a part of its article, or is for subscribers, tells the reader, and leads to the source."""
    page = client.get(f"/article/{one(store, title).id}").text
    assert told in page
    assert "Read it at" in page


def test_others_of_the_section_stand_below(client: TestClient, store: Store) -> None:
    """Below stand the latest others of the same section, each once, and never the article itself."""
    piece = one(store, "Lin edges Paramitha")
    below = client.get(f"/article/{piece.id}").text.partition('class="others"')[2]
    found = [int(number) for number in re.findall(r'data-card="(\d+)"', below)]
    sport = [each.id for each in store.listing.latest(limit=500).items if each.section == "Sport"]
    assert found == [number for number in sport if number != piece.id][:6]
    assert "More of <bdi" not in below
    assert "More of Sport" in words_of(below)


def test_versions_and_what_changed(client: TestClient, store: Store) -> None:
    """An article that changed lists its versions, shows what changed, and can be read as it was."""
    piece = next(each for each in store.listing.latest(limit=500).items if each.version == 2)
    versions = client.get(f"/article/{piece.id}/versions").text
    assert versions.count("<li value=") == 2
    changes = client.get(f"/article/{piece.id}/versions/2").text
    assert "<ins>" in changes or "<del>" in changes
    first = client.get(f"/article/{piece.id}?version=1").text
    assert "You read version 1 of 2" in first
    copied = client.get(f"/article/{piece.id}/copy?version=1").text
    assert copied != client.get(f"/article/{piece.id}/copy").text
    assert f'href="/article/{piece.id}/copy?version=1"' in first
    assert all(line in unescape(first) for line in copied.splitlines()[:3] if line)
    assert client.get(f"/article/{piece.id}/copy?version=7").status_code == 404
    assert "You read version" not in client.get(f"/article/{piece.id}?version=2").text
    for path in ("versions/1", "versions/3", f"versions/{10**17}"):
        assert client.get(f"/article/{piece.id}/{path}").status_code == 404
    assert client.get(f"/article/{piece.id}?version=7").status_code == 404


def test_why_shows_all_blocks_and_findings(client: TestClient, store: Store) -> None:
    """The page of reasons holds the verdict, every field with its rivals, and every block with role and reason."""
    piece = one(store, "Aufsichtsrat berät")
    stored = store.articles.get(piece.id)
    assert stored is not None
    text = words_of(client.get(f"/article/{piece.id}/why").text)
    assert stored.article.verdict.reason in text
    for finding in stored.article.findings:
        assert finding.field.replace("_", " ") in text
        assert all(rival.why in text for rival in finding.rivals)
    for block in stored.article.blocks:
        assert block.reason in text
        assert " ".join(block.text.split())[:200] in text


def test_an_article_that_moved_is_found(client: TestClient, store: Store) -> None:
    """The address of an article that became one with another leads to the other."""
    one, other = (headline.id for headline in store.listing.latest(limit=2).items)
    store.merging.merge(one, other)
    answer = client.get(f"/article/{other}")
    assert (answer.status_code, answer.headers["location"]) == (301, f"/article/{one}")
