"""What a watch does beside its visits, however busy it is."""

from __future__ import annotations

import datetime as dt
import threading

from lugas.decide.manners import Manners
from lugas.follow.events import Event, Looked, Read
from lugas.follow.settings import Settings
from lugas.follow.updating import watch
from lugas.store import Waiting, open_store
from tests.follow.sites import Answer, article_page, says, site
from tests.store.made import START, at, make

DAY = dt.timedelta(days=1)
PAGES = 12


def test_a_busy_watch_drops_and_puts_right(address: str) -> None:
    """What is not to be kept goes each day, and what a wrong clock put off comes, though there is no quiet moment."""
    settings = Settings(
        allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=1, readers=1, keep_days=2
    )
    now, stop, told = [START + DAY], threading.Event(), list[Event]()

    def answer(path: str) -> Answer:
        if path.startswith("/ferry"):
            now[0] += dt.timedelta(hours=3)
        return says("", 404) if path in {"/robots.txt", "/feed"} else article_page()

    def listen(event: Event) -> None:
        told.append(event)
        reads = sum(isinstance(one, Read) for one in told)
        if reads == 1:
            store.sources.change(source.id, due=now[0] + 300 * DAY)
        if reads == PAGES:
            stop.set()

    with open_store(address, clock=lambda: now[0]) as store, site(answer) as paper:
        number = store.sites.add(paper.url).id
        old = store.articles.save(
            make("The mill closes", published=at(0)), site_id=number, addresses=["http://a.example/1"]
        )
        source = store.sources.add(number, "feed", f"{paper.url}/feed")
        store.queue.add(
            Waiting(url=f"{paper.url}/ferry/{one}", site_id=number, due=START) for one in range(3 * PAGES)
        )
        store.sources.change(source.id, due=now[0] + DAY)
        watch(store, settings, listener=listen, stop=stop)
        assert store.articles.get(old.id) is None
        assert any(isinstance(event, Looked) for event in told)
