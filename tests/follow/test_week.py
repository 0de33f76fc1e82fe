"""The demo world's week, driven by its clock: after each day the store holds what the papers have published, once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from lugas.decide.manners import Manners
from lugas.demo import Clock, Papers, World, gold_of, serve
from lugas.demo.press.shown import View
from lugas.demo.site import Site
from lugas.demo.world import Version
from lugas.follow.asking import Asker
from lugas.follow.events import Event, Waiting
from lugas.follow.finding import find_sources
from lugas.follow.settings import Settings
from lugas.follow.updating import watch
from lugas.sources.entries import SourceKind
from lugas.store import Chosen, Headline, Store, open_store
from tests.demo.test_gold import words_f1

SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=4, readers=2, seed=1)
SOON = dt.timedelta(hours=12)  # after which a change of an article has been seen


class Desk:
    """The papers, a store that follows them, and the clock of both."""

    def __init__(self, papers: Papers, store: Store) -> None:
        self.papers, self.store, self.clock = papers, store, papers.clock
        self.sites = {name: self.follow(origin) for name, origin in papers.addresses.items()}

    def follow(self, origin: str) -> int:
        """Follow a paper by the best of what it offers."""
        with Asker(SETTINGS, clock=self.clock.now) as asker:
            found = find_sources(asker, f"{origin}/", wait=lambda _: None)
        site = self.store.sites.add(found.url, name=found.name, language=found.language)
        best = found.proposals[0]
        for proposal in found.proposals:
            if proposal.role == best.role and proposal.source.kind == best.source.kind:
                self.store.sources.add(site.id, proposal.source.kind, proposal.source.url)
        return site.id

    def pass_until(self, moment: dt.datetime) -> None:
        """Let time pass, visiting whatever becomes due at its time."""

        def listen(event: Event) -> None:
            if isinstance(event, Waiting):
                self.clock.set(min(event.until, moment))

        watch(self.store, SETTINGS, listener=listen, until=moment)
        self.clock.set(moment)

    def rows(self, name: str) -> list[Headline]:
        """Give all that is stored of a paper."""
        return list(self.store.listing.latest(Chosen(site_id=self.sites[name]), limit=200).items)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give a desk on the first morning."""
    world = World()
    clock = Clock(world.time(1, "00:30"))
    with serve(world, clock) as papers, open_store(tmp_path / "store.db", clock=clock.now) as store:
        yield Desk(papers, store)


def stored_as(desk: Desk, name: str, version: Version) -> Headline:
    """Give the one article that is stored for one of the world's."""
    site = desk.papers.house.site(name)
    urls = [gold_of(site, version).canonical]
    if (
        site.old is not None
    ):  # what was read before a redesign, and is not listed since, is known by its old address
        urls.append(site.old.url(site.old.article_path(version.article)))
    known = desk.store.articles.known(urls)
    numbers = {row.article_id for row in known.values()}
    assert len(numbers) == 1, urls
    head = desk.store.articles.headline(numbers.pop() or 0)
    assert head is not None
    return head


@pytest.mark.slow
def test_week(desk: Desk) -> None:
    """After each day every article of every paper is stored once, as it is by then, its changes as versions of it."""
    for day in range(1, 8):
        desk.pass_until(desk.papers.world.time(day + 1, "00:30"))
        for name in desk.papers.addresses:
            check_paper(desk, name)
    check_copies(desk)
    check_log(desk)


def check_paper(desk: Desk, name: str) -> None:
    """Compare what is stored of a paper with what it shows."""
    site = desk.papers.house.site(name)
    edition, rows = site.edition, desk.rows(name)
    doubled = [title for title, count in Counter(row.title for row in rows).items() if count > 1]
    assert not doubled
    settled = [version for version in edition.versions if edition.now - version.article.published > SOON / 6]
    found = {stored_as(desk, name, version).id for version in settled}
    assert len(found) == len(settled)
    assert len(found) <= len(rows) <= len(edition.versions) + len(edition.gone)
    for version in settled:
        check_article(desk, name, version)


def check_article(desk: Desk, name: str, version: Version) -> None:
    """Compare a stored article with the world's."""
    article = version.article
    site = desk.papers.house.site(name)
    head = stored_as(desk, name, version)
    stored = desk.store.articles.get(head.id)
    assert stored is not None
    now, paper = site.edition.now, site.edition.paper
    gold = gold_of(site, version)
    if gold.closed:
        assert head.verdict in {"paywall", "partial"}, head.url
        return
    if now - version.changed > SOON and not paper.meter * site.edition.redesigned:
        text = " ".join(gold_of(site, version, View(page=0)).paragraphs)
        plain = article.kind != "live" and len(text) > 400
        assert not plain or words_f1(stored.article.prose, text) > 0.8, head.url
        assert len(version.posts) <= len(stored.article.posts) or not version.posts, head.url
    if now - version.changed > SOON and not paper.redesigned:
        then = Site(desk.papers.world.edition(paper, head.first_seen), site.origin)
        before = gold_of(then, then.edition.by_slug[article.slug])
        edited = (before.title, before.dek, before.paragraphs) != (gold.title, gold.dek, gold.paragraphs)
        assert head.version > edited, head.url


def check_copies(desk: Desk) -> None:
    """See that a text of an agency which several papers carry is an article of each."""
    wires: dict[str, set[str]] = {}
    ids: dict[str, set[int]] = {}
    for name in desk.papers.addresses:
        edition = desk.papers.house.site(name).edition
        for version in edition.versions:
            if version.article.wire and edition.now - version.article.published > SOON / 6:
                wires.setdefault(version.article.story or version.article.slug, set()).add(name)
                ids.setdefault(version.article.story or version.article.slug, set()).add(
                    stored_as(desk, name, version).id
                )
    assert wires
    assert all(len(ids[key]) >= len(names) for key, names in wires.items())


def check_log(desk: Desk) -> None:
    """See that the log tells nothing that was not asked for, and how each visit ended."""
    for name, number in desk.sites.items():
        asked = Counter(one.target for one in desk.papers.log if one.paper == name)
        told: Counter[str] = Counter()
        before: int | None = None
        while visits := desk.store.visits.of_site(number, before=before, limit=500):
            told.update(visit.url.partition(desk.papers.addresses[name])[2] for visit in visits)
            assert all(visit.outcome and visit.seconds >= 0 for visit in visits)
            before = visits[-1].id
        assert not told - asked
        kinds = {source.kind for source in desk.store.sources.of_site(number)}
        assert kinds & set(SourceKind)
