"""Many hosts that are asked at once: no more of them than the store has connections for."""

from __future__ import annotations

import time
from contextlib import ExitStack

import psycopg

from lugas.decide.manners import Manners
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.store import open_store
from tests.follow.sites import Answer, asker, says, site

HOSTS = 18
TAKEN = 44  # of the sixty connections that the tests' server has


def test_more_askers_than_connections(new_database: str) -> None:
    """However many are to ask side by side, the connections that are left suffice, and every host is asked."""

    def answer(path: str) -> Answer:
        time.sleep(0.3 if path == "/feed" else 0)
        return says("", 404)

    settings = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=200, readers=1)
    with ExitStack() as opened:
        store = opened.enter_context(open_store(new_database))
        served = opened.enter_context(site(answer))
        asking = opened.enter_context(asker())
        for _ in range(TAKEN):
            opened.enter_context(psycopg.connect(new_database))
        port = served.url.rpartition(":")[2]
        for number in range(HOSTS):
            url = f"http://paper{number}.localhost:{port}"
            store.sources.add(store.sites.add(url).id, "feed", f"{url}/feed")
        most = store.most_claims()
        assert most is not None
        assert 1 <= most < (60 - TAKEN) / 2
        ended = update(store, settings, asker=asking)
        assert (ended.looked, ended.failed) == (HOSTS, HOSTS)


def test_a_file_has_as_many_as_one_likes(tmp_path: object) -> None:
    """A store in a file needs no connection for a claim."""
    with open_store(f"{tmp_path}/store.db") as store:
        assert store.most_claims() is None
