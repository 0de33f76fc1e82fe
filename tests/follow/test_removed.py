"""A site that is removed while it is asked: the update goes on with the others."""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack

from lugas.decide.manners import Manners
from lugas.follow.events import Event, Looked, Read
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import Store, Waiting, open_store
from tests.follow.sites import Answer, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=4, readers=1)
FEED = "<rss version='2.0'><channel><item><title>A ferry</title><link>/ferry</link></item></channel></rss>"
INDEX = "<sitemapindex><sitemap><loc>/sitemap-news.xml</loc></sitemap></sitemapindex>"
LATER = START + dt.timedelta(days=1)


class Leaving:
    """A paper of which something is removed from the store when one of its paths is asked for."""

    def __init__(self, store: Store, path: str, what: str) -> None:
        self.store, self.path, self.what = store, path, what
        self.site_id = self.source_id = 0

    def __call__(self, asked: str) -> Answer:
        """Answer a request."""
        if asked == self.path and self.what == "source":
            self.store.sources.remove(self.source_id)
        elif asked == self.path:
            self.store.sites.remove(self.site_id, articles=self.what == "all")
        answers = {"/feed": says(FEED), "/index.xml": says(INDEX), "/ferry": article_page()}
        return answers.get(asked, says("", 404))

    def follow(self, url: str) -> None:
        """Let the path be due."""
        self.site_id = self.store.sites.add(url).id
        kind = "sitemap_index" if self.path == "/index.xml" else "feed"
        path, due = ("/feed", LATER) if self.path == "/ferry" else (self.path, START)
        self.source_id = self.store.sources.add(self.site_id, kind, url + path, due=due).id
        if self.path == "/ferry":
            page = Waiting(url=url + self.path, site_id=self.site_id, source_id=self.source_id)
            self.store.queue.add([page])


def test_removed_while_asked(address: str) -> None:
    """Whatever is removed while its feed, its index or its page is asked, the update ends as any other."""
    events: list[Event] = []
    with ExitStack() as opened:
        store = opened.enter_context(open_store(address, clock=lambda: START))
        papers = [
            Leaving(store, path, what)
            for path in ("/feed", "/index.xml", "/ferry")
            for what in ("all", "site", "source")
        ]
        for paper in papers:
            paper.follow(opened.enter_context(site(paper)).url)
        ended = update(store, SETTINGS, listener=events.append)
        told = {event.site_id for event in events if isinstance(event, Looked | Read)}
        assert told == {paper.site_id for paper in papers}
        assert (ended.looked, ended.stopped) == (6, False)
        for paper in papers:
            assert (store.sites.get(paper.site_id) is None) == (paper.what == "all")
            assert store.sources.of_site(paper.site_id) == ()
            assert paper.what == "source" or store.queue.count(paper.site_id) == 0
            assert paper.what != "all" or store.articles.count(paper.site_id) == 0
