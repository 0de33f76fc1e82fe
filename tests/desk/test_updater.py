"""The updater beside the desk: it runs, it is started again where it falls, and it ends with the desk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from lugas.demo import Clock, World, serve
from lugas.desk.keeper.children import Pace, clock_of
from lugas.desk.keeper.searches import Look, Searches
from lugas.desk.keeper.updater import Updater
from lugas.desk.keeper.visiting import Order
from lugas.errors import StoreError
from lugas.follow.choosing import best_of, follow
from lugas.store import Store, open_store
from lugas.store.database import utc_now

PATIENCE = 40.0  # seconds that anything may take on a busy machine


def soon(told: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not told():
        assert time.monotonic() < end
        time.sleep(0.05)


def order_of(store: Store) -> Order:
    """Give an order for papers on this machine, that asks for no pauses."""
    return Order(store=store.address, allow_private=True, delay_s=0, slow_times=0)


def is_alive(number: int) -> bool:
    """Tell whether a process runs that is not only waiting to be counted as ended."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_what_is_followed_is_visited(tmp_path: Path) -> None:
    """A site that is followed while the updater idles is visited at once, and its articles come in."""
    world = World()
    pace = Pace(start=world.end, since=time.time(), speed=1)
    with (
        serve(world, Clock(world.end, speed=1)) as papers,
        open_store(tmp_path / "news.db", clock=clock_of(pace)) as store,
    ):
        order = replace(order_of(store), pace=pace)
        updater, searches = Updater(lambda: order, store.now), Searches(lambda _url: order)
        updater.start()
        try:
            look = searches.begin(papers.addresses["warta"])
            soon(lambda: look.is_over)
            assert look.found is not None
            follow(store, look.found, {each.source.url for each in best_of(look.found.proposals)})
            updater.nudge()
            soon(lambda: updater.condition.new > 3)
            assert store.articles.count(1) > 3
            states = [updater.condition.state]
        finally:
            updater.close()
    assert [*states, updater.condition.state, updater.number] == ["running", "off", None]


def test_a_fall_is_noticed_and_mended(tmp_path: Path) -> None:
    """An updater that is killed is started again within seconds, and how often that was so is told."""
    with open_store(tmp_path / "news.db") as store:
        updater = Updater(lambda: order_of(store), store.now)
        updater.start()
        try:
            soon(lambda: updater.number)
            first = updater.number or 0
            os.kill(first, signal.SIGKILL)
            soon(lambda: updater.condition.falls)
            assert updater.condition.note == "ended with status -9"
            soon(lambda: updater.number not in {None, first})
        finally:
            updater.close()


def test_a_store_that_cannot_be_asked_ends_nothing() -> None:
    """Where the store cannot be asked while the updater is begun, that is a fall, and it is begun again."""
    begun: list[int] = []

    def order() -> Order:
        begun.append(len(begun))
        raise StoreError("news.db", "is locked")

    updater = Updater(order, utc_now)
    updater.start()
    try:
        soon(lambda: updater.condition.falls)
        assert (updater.condition.state, updater.condition.note) == ("fallen", "news.db: is locked")
        updater.renew()  # without the second that passes until it is begun by itself
        soon(lambda: len(begun) > 1)
    finally:
        updater.close()
    assert updater.condition.state == "off"


def test_a_look_ends_whatever_fails() -> None:
    """A look that cannot be begun is over and says why, and what was to follow it may fail too; the next can begin."""

    def order(url: str) -> Order:
        raise BlockingIOError(11, f"Resource temporarily unavailable for {url}")

    def then(look: Look) -> None:
        raise StoreError("news.db", f"is locked after {look.url}")

    searches = Searches(order)
    for _ in range(3):
        look = searches.begin("https://courier.example", then)
        assert look.over.wait(PATIENCE)
        assert (look.found, look.trouble) == (
            None,
            f"[Errno 11] Resource temporarily unavailable for {look.url}",
        )


def test_two_do_not_visit_one_file(tmp_path: Path) -> None:
    """Where another process visits the sites of the same file, the updater says so and tries again."""
    with open_store(tmp_path / "news.db") as store:
        one, other = (Updater(lambda: order_of(store), store.now) for _ in range(2))
        site = store.sites.add("http://127.0.0.1:9/")
        store.sources.add(site.id, "feed", "http://127.0.0.1:9/feed")
        with store.sources.claim():  # this process visits now
            one.start()
            soon(lambda: one.condition.falls)
            assert "another process visits the sites of this store" in one.condition.note
            one.close()
        other.close()  # never started


def test_settings_begin_it_anew(tmp_path: Path) -> None:
    """What was set holds for the updater at once: it begins anew, and that is no fall."""
    with open_store(tmp_path / "news.db") as store:
        orders = [order_of(store)]
        updater = Updater(lambda: orders[-1], store.now)
        updater.start()
        try:
            soon(lambda: updater.number)
            first = updater.number
            updater.renew()
            soon(lambda: updater.number not in {None, first})
            assert updater.condition.falls == 0
        finally:
            updater.close()


def test_nothing_is_left_of_a_desk_that_is_killed(tmp_path: Path) -> None:
    """The updater ends with the desk even where the desk is killed."""
    program = (
        "import sys, time\n"
        "from lugas.desk.keeper.updater import Updater\n"
        "from lugas.desk.keeper.visiting import Order\n"
        "from lugas.store import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "updater = Updater(lambda: Order(store=store.address), store.now)\n"
        "updater.start()\n"
        "while updater.number is None: time.sleep(0.01)\n"
        "print(updater.number, flush=True)\n"
        "time.sleep(60)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path / "news.db")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as desk:
        assert desk.stdout is not None
        number = int(desk.stdout.readline())
        assert is_alive(number)
        desk.kill()
    soon(lambda: not is_alive(number))


def test_hosts_that_sites_may_have(tmp_path: Path) -> None:
    """A site of a private network that was let in elsewhere is visited, also one followed while the updater runs."""
    world = World(sites=2, articles=2)
    pace = Pace(start=world.end, since=time.time(), speed=1)
    with (
        serve(world, Clock(world.end, speed=1)) as papers,
        open_store(tmp_path / "news.db", clock=clock_of(pace)) as store,
    ):
        order = Order(store=store.address, pace=pace, delay_s=0, slow_times=0)
        updater = Updater(lambda: order, store.now)
        updater.start()
        try:
            for number, origin in enumerate(papers.addresses.values(), 1):
                site = store.sites.add(f"{origin}/")
                if number == 2:
                    store.sites.change(site.id, private="127.0.0.1")
                store.sources.add(site.id, "front", f"{origin}/")
                updater.nudge()
                soon(lambda number=number: store.visits.of_site(number))  # type: ignore[misc] # mypy knows no such lambda
            assert "private address" in store.visits.of_site(1)[0].note
            soon(lambda: store.articles.count(2) == 2)
        finally:
            updater.close()
