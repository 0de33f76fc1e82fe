"""The world is a function of its data and the time: what is published, edited, moved and taken down when."""

from __future__ import annotations

import datetime as dt
import re
from itertools import pairwise

import pytest

from lugas.demo import World
from lugas.demo.press.shown import words_of
from lugas.demo.site import MEMBER_COOKIE, MEMBER_VALUE, Request, Site
from lugas.demo.world import Edition, last_week
from lugas.errors import UsageError

ORIGIN = "http://paper.example"


def site_at(world: World, name: str, day: int, clock: str) -> Site:
    """Give a paper's site at a time of its own clock."""
    return Site(world.at(world.time(day, clock, name)).edition(name), ORIGIN)


def text_of(edition: Edition, slug: str) -> str:
    """Give an article's words as they stand."""
    version = edition.by_slug[slug]
    return "\n".join((version.title, version.dek, *words_of(version.blocks)))


def page(site: Site, slug: str, **headers: str) -> str:
    """Give the page of an article."""
    path = site.design.article_path(site.edition.by_slug[slug].article)
    answer = site.answer(Request("GET", path, headers=headers))
    assert answer.status == 200
    return answer.body.decode(site.edition.paper.encoding)


def test_nothing_is_there_before_it_is_published(world: World) -> None:
    """Before the week nothing is published, at its end all but what was taken down, and each only from its hour on."""
    assert all(not edition.versions for edition in world.at(world.time(-3)).editions)
    for edition in world.at(world.end).editions:
        assert len(edition.versions) + len(edition.gone) == len(edition.paper.articles) >= 20
        for version in edition.versions:
            published = edition.moment(version.article.published)
            before = world.at(published - dt.timedelta(seconds=1)).edition(edition.paper.name)
            assert version.article.slug not in before.by_slug
            assert version.article.slug in world.at(published).edition(edition.paper.name).by_slug


def test_the_same_time_gives_the_same_pages(world: World) -> None:
    """Two worlds, asked in another order, give the same bytes for the same time."""
    other = World()
    times = [world.time(day, "09:30") for day in range(1, 8)]
    fronts = {at: site_front(world, at) for at in times}
    assert {at: site_front(other, at) for at in reversed(times)} == fronts


def site_front(world: World, at: dt.datetime) -> list[bytes]:
    """Give all front pages and feeds of a time."""
    sites = [Site(edition, ORIGIN) for edition in world.at(at).editions]
    return [site.answer(Request("GET", path)).body for site in sites for path in ("/", *site.feeds)]


def test_between_two_changes_a_paper_is_one_record(world: World) -> None:
    """The edition is the very same until the next change, so whatever is kept for it stays true."""
    changes = world.changes("courier")
    for now, after in pairwise(changes):
        middle = now + (after - now) / 2
        assert world.at(now).edition("courier") is world.at(middle).edition("courier")
        assert world.at(now).edition("courier") is not world.at(after).edition("courier")


def test_edits_are_told_or_silent(world: World) -> None:
    """An edit changes words from its time on; a silent one changes no time that the page tells, others do."""
    silent = "tali-tunda-kestrel-dawn-putus"
    before, after = (site_at(world, "warta", 2, clock) for clock in ("19:59", "20:00"))
    assert "berbahaya" in text_of(before.edition, silent)
    assert "berisi cat" in text_of(after.edition, silent)
    assert after.edition.by_slug[silent].modified is None
    assert after.edition.by_slug[silent].changed > before.edition.by_slug[silent].changed
    told = site_at(world, "courier", 2, "14:00").edition.by_slug["bus-fares-rise"]
    assert told.modified == dt.timedelta(days=1, hours=14)
    assert told.notes
    assert "£2.60" in words_of(told.blocks)[0]


def test_live_blogs_grow(world: World) -> None:
    """A live blog has the posts there are by then, newest first, and tells when the last came."""
    slug = "banjir-muara-sepuh-langsung"
    counts = []
    for clock in ("04:30", "09:00", "23:00"):
        version = site_at(world, "warta", 4, clock).edition.by_slug[slug]
        counts.append(len(version.posts))
        assert [post.at for post in version.posts] == sorted(
            (post.at for post in version.posts), reverse=True
        )
    assert counts == [1, 3, 6]


def test_the_redesign_moves_every_address(world: World) -> None:
    """After the redesign old addresses lead to the new ones for good: articles, sections, feed and sitemap."""
    before, after = (site_at(world, "courier", 4, clock) for clock in ("04:59", "05:00"))
    assert not before.edition.redesigned
    assert after.edition.redesigned
    pages = {path: before.answer(Request("GET", path)) for path in before.routes if path != "/"}
    assert {answer.status for answer in pages.values()} == {200}
    for path in (*pages, before.design.feed_path, before.design.sitemap_path):
        answer = after.answer(Request("GET", path))
        assert answer.status == 301, path
        there = after.answer(Request("GET", answer.header("location").removeprefix(ORIGIN)))
        assert there.status == 200
    assert "wp-block" in page(before, "tide-mill-bread")
    assert "wp-block" not in page(after, "tide-mill-bread")


def test_articles_taken_down_are_gone(world: World) -> None:
    """An article that was taken down answers 410, and neither lists nor feeds lead to it."""
    for name in world.names:
        edition = world.at(world.end).edition(name)
        site = Site(edition, ORIGIN)
        assert edition.gone
        for article in edition.gone:
            path = site.design.article_path(article)
            assert site.answer(Request("GET", path)).status == 410
            listed = [site.answer(Request("GET", where)).body for where in ("/", *site.feeds, *site.maps)]
            assert all(path.encode() not in body for body in listed)


def test_the_paywall_opens_for_subscribers(world: World) -> None:
    """A closed article shows its beginning to strangers and all of it to who logged in; wrong words give no cookie."""
    site = site_at(world, "tagblatt", 3, "12:00")
    slug, end = "brauerei-hirschgrund-338-jahre", "Fach 1688"
    assert end not in page(site, slug)
    assert 'class="paywall"' in page(site, slug)
    assert end in page(site, slug, cookie=f"a=b; {MEMBER_COOKIE}={MEMBER_VALUE}")
    wrong = site.answer(Request("POST", "/anmelden", body=b"name=reader%40example.org&password=coffee"))
    right = site.answer(Request("POST", "/anmelden", body=b"name=reader%40example.org&password=tea"))
    assert (wrong.status, wrong.header("set-cookie")) == (403, "")
    assert (right.status, right.header("set-cookie").partition(";")[0]) == (
        303,
        f"{MEMBER_COOKIE}={MEMBER_VALUE}",
    )


def test_the_meter_closes_after_its_articles(world: World) -> None:
    """The redesigned paper counts in a cookie: the sixth article is closed."""
    site = site_at(world, "courier", 6, "12:00")
    cookie = ""
    for version in site.edition.versions[:6]:
        answer = site.answer(
            Request("GET", site.design.article_path(version.article), headers={"cookie": cookie})
        )
        closed = b"You have reached your limit" in answer.body
        assert closed == (cookie == "read=5")
        cookie = answer.header("set-cookie").partition(";")[0]
    assert cookie == "read=5"


def test_split_articles_have_all_their_pages(world: World) -> None:
    """Each part of a split article is a page with its own words, and one page has them all."""
    site = site_at(world, "warta", 7, "12:00")
    article = site.edition.by_slug["jejak-pabrik-teh-gunung-sepuh"].article
    parts = []
    for number in (1, 2, 3, 0):
        path, _, query = site.design.page_path(article, number).partition("?")
        body = site.answer(Request("GET", path, query)).body.decode()
        parts.append(
            [word in body for word in ("Peluit itu berbunyi", "Pulang dari kota", "Delapan puluh keranjang")]
        )
    assert parts == [[True, False, False], [False, True, False], [False, False, True], [True, True, True]]


def test_agency_texts_are_copied_with_changes(world: World) -> None:
    """One agency's text stands in several papers, nearly the same and never quite."""
    texts = {}
    for name in ("warta", "marfa", "jiangwan"):
        edition = world.at(world.end).edition(name)
        texts[name] = text_of(edition, "english-ship-adrift")
    assert len(set(texts.values())) == 3
    words = [set(re.findall(r"\w+", text)) for text in texts.values()]
    assert all(len(one & other) / len(one | other) > 0.7 for one in words for other in words)


def test_every_link_leads_somewhere(world: World) -> None:
    """Front and section pages lead to every article, and every style sheet that a page names is there."""
    known = re.compile(r'(?:href|src|data-src)="(/(?:media|assets|_build|static|css|resources)/[^"?]+)')
    for edition in world.at(world.end).editions:
        site = Site(edition, ORIGIN)
        fronts = [path for path in site.routes if site.routes[path][0] in {"front", "section"}]
        pages = [site.answer(Request("GET", path)).body.decode(edition.paper.encoding) for path in fronts]
        pages += [page(site, version.article.slug) for version in edition.versions[:3]]
        wanted = {
            target for text in pages for target in known.findall(text) if not target.startswith("/media")
        }
        assert wanted
        assert all(site.answer(Request("GET", target)).status == 200 for target in wanted)
        links = {target for text in pages for target in re.findall(r'href="(/[^"]*)"', text)}
        articles = {site.design.article_path(version.article) for version in edition.versions}
        assert articles <= links


def test_words_for_wrong_arguments(world: World) -> None:
    """A wrong argument is named with its remedy."""
    with pytest.raises(UsageError, match="there is no paper 'Times'; there are warta"):
        world.paper("Times")
    with pytest.raises(UsageError, match="give a Monday"):
        World(start=dt.date(2026, 3, 3))
    with pytest.raises(UsageError, match="articles is 0"):
        World(articles=0)
    with pytest.raises(UsageError, match="has no zone"):
        world.at(dt.datetime(2026, 3, 3))


def test_another_week_has_other_dates() -> None:
    """The week may begin on any Monday: days of the week stay, dates in the prose follow."""
    edition = World(start=dt.date(2027, 5, 31)).at(dt.datetime(2027, 6, 10, tzinfo=dt.UTC)).edition("warta")
    assert "Senin (31/5/2027)" in text_of(edition, "jembatan-kali-lumbu-ditutup")
    assert last_week(dt.date(2026, 11, 22)) == dt.date(2026, 11, 9)


def test_scaled_worlds_are_repeatable_and_varied() -> None:
    """So many sites with so many articles, the same for the same seed, no two articles alike, each found by feed."""
    world, again, other = (
        World(sites=30, articles=5),
        World(sites=30, articles=5),
        World(sites=30, articles=5, seed=2),
    )
    bodies = set()
    for name in world.names:
        edition = world.at(world.end).edition(name)
        assert len(edition.versions) == 5
        site = Site(edition, ORIGIN)
        (feed, *_) = site.feeds
        body = site.answer(Request("GET", feed)).body
        assert body == Site(again.at(again.end).edition(name), ORIGIN).answer(Request("GET", feed)).body
        assert body != Site(other.at(other.end).edition(name), ORIGIN).answer(Request("GET", feed)).body
        bodies |= {"\n".join(words_of(version.blocks)) for version in edition.versions}
    assert len(bodies) == 150
    assert len(world.papers) == 30
    assert [paper.name for paper in world.papers[1:3]] == ["site-0002", "site-0003"]
