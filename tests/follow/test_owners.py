"""Whose a page is: no site changes, takes or keeps out another one's article, whatever it says or redirects to."""

from __future__ import annotations

import datetime as dt

import pytest

from lugas.decide.manners import Manners
from lugas.follow.jobs import PageRead, ReadJob, read_pages
from lugas.follow.knowing import Kept, Knower
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.sources.entries import Answer as Came
from lugas.store import Store, Waiting, open_store
from tests.follow.sites import LINES, Answer, Site, article_page, says, site

START = dt.datetime(2026, 3, 3, 12, tzinfo=dt.UTC)
SETTINGS = Settings(allow_private=True, manners=Manners(delay_s=0, slow_times=0), askers=2, readers=1)
GOOD, EVIL = "https://paper.example", "https://blog.paper.example"  # of one domain, each followed by itself
REPORT = f"{GOOD}/report"
OTHER_LINES = (
    "Nobody climbs the stairs of the old lighthouse any more, since its lamp is lit from a desk in the town.",
    "Hester Quayle, who kept it for thirty years, has asked for her brass telescope and was given a receipt.",
    "Whether birds miss the warm glass in winter is what two students want to find out before Christmas.",
)


def page(url: str, lines: tuple[str, ...] = LINES, canonical: str = "") -> PageRead:
    """Read a page with some lines, at an address, which may tell a canonical one."""
    head = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    body = "".join(f"<p>{line}</p>" for line in lines)
    title = "The ferry runs again"
    html = f"<title>{title}</title>{head}<article><h1>{title}</h1>{body}</article>"
    return read_pages(ReadJob((Came(asked=url, content=html.encode()),), START))


def kept(store: Store, site_id: int, read: PageRead, *asked: str) -> Kept:
    """Keep a page that was read for a site."""
    known = Knower(store, site_id).keep(read, asked)
    assert known is not None
    return known


def addresses_of(store: Store, number: int) -> set[str]:
    """Give the addresses that lead to an article."""
    stored = store.articles.get(number)
    assert stored is not None
    return {row.url for row in stored.addresses}


@pytest.mark.parametrize("lines", [(*LINES, "All of this was false, the paper admits."), OTHER_LINES])
def test_the_canonical_address_of_another_sites_article(address: str, lines: tuple[str, ...]) -> None:
    """A page that names another site's article as its own, by its text or title too, leaves that as it was."""
    with open_store(address, clock=lambda: START) as store:
        good, evil = store.sites.add(GOOD).id, store.sites.add(EVIL).id
        report = kept(store, good, page(REPORT), REPORT)
        fake = kept(store, evil, page(f"{EVIL}/fake", lines, REPORT), f"{EVIL}/fake")
        assert (fake.outcome, kept(store, good, page(REPORT), REPORT).outcome) == ("new", "same")
        heads = {number: store.articles.headline(number) for number in (report.id, fake.id)}
        assert [(head.site_id, head.url, head.version) for head in heads.values() if head] == [
            (good, REPORT, 1),
            (evil, f"{EVIL}/fake", 1),
        ]
        assert addresses_of(store, fake.id) == {f"{EVIL}/fake"}


def test_spellings_of_a_host(address: str) -> None:
    """An address is a site's however its host is spelled: in Punycode or letters, with other full stops, or more."""
    with open_store(address, clock=lambda: START) as store:
        hosts = ["paper.example", "münchen.example", "xn--strae-oqa.example"]
        sites = [store.sites.add(f"https://{host}/").id for host in hosts]
        spelled = ["paper\u3002example", "xn--mnchen-3ya.example", "www.straße.example", "paper.example."]
        owners = store.sites.owners(f"https://{host}/x" for host in spelled)
        assert [owners[f"https://{host}/x"].id for host in spelled] == [*sites, sites[0]]
        assert not store.sites.owners(["https://paper.example:8080/x", "https://other.example/"])


@pytest.mark.parametrize("end", ["done", "again", "later"])
def test_a_claim_of_what_was_taken_back(address: str, end: str) -> None:
    """What a site got back while it was read for another is still to be read, however that reading ends."""
    with open_store(address, clock=lambda: START) as store:
        evil = store.sites.add(EVIL).id
        store.queue.add([Waiting(url=REPORT, site_id=evil)])
        with store.queue.claim(sites=[evil]) as claim:
            assert claim is not None
            good = store.sites.add(GOOD).id
            store.queue.add([Waiting(url=REPORT, site_id=good)])
            if end == "done":
                claim.done()
            elif end == "again":
                claim.again(START + dt.timedelta(days=1), etag="theirs")
            else:
                claim.later(START + dt.timedelta(days=1))
        with store.queue.claim(sites=[good]) as claim:
            assert claim is not None
            entry = claim.entry
            assert (entry.url, entry.due, entry.tries, entry.etag) == (REPORT, START, 0, "")
            claim.done()


def test_an_address_that_another_site_had_before_its_own_was_followed(address: str) -> None:
    """A site gets the addresses of its own hosts back, waiting or read, and the other site keeps its article."""
    with open_store(address, clock=lambda: START) as store:
        evil = store.sites.add(EVIL).id
        fake = kept(store, evil, page(f"{EVIL}/fake", OTHER_LINES, REPORT), f"{EVIL}/fake")
        assert addresses_of(store, fake.id) == {f"{EVIL}/fake", REPORT}
        later = f"{GOOD}/later"
        assert store.queue.add([Waiting(url=later, site_id=evil, title="Lies", hint="1999")]) == 1
        good = store.sites.add(GOOD).id
        store.queue.add(Waiting(url=url, site_id=good) for url in (REPORT, later))
        claimed = []
        for _ in range(2):
            with store.queue.claim() as claim:
                assert claim is not None
                claimed.append((claim.entry.url, claim.entry.site_id, claim.entry.title, claim.entry.hint))
                claim.done()
        assert sorted(claimed) == [(later, good, "", ""), (REPORT, good, "", "")]
        report = kept(store, good, page(REPORT), REPORT)
        assert (report.outcome, addresses_of(store, report.id)) == ("new", {REPORT})
        left = store.articles.headline(fake.id)
        assert left is not None
        assert (left.site_id, left.url, left.version) == (evil, f"{EVIL}/fake", 1)
        assert store.queue.add([Waiting(url=REPORT, site_id=evil)]) == 0


def test_one_article_of_one_site_at_several_addresses(address: str) -> None:
    """Hosts of a site that is followed, `www.` and the one it moved to by a redirect are as one, as they were."""
    moved = "https://newspaper.example/report"
    with open_store(address, clock=lambda: START) as store:
        good = store.sites.add(GOOD).id
        store.sites.add("https://other.example")
        first = kept(store, good, page(REPORT), REPORT)
        for url in ("https://www.paper.example/report", "http://paper.example/report", f"{EVIL}/r"):
            assert kept(store, good, page(url, LINES, REPORT), url).id == first.id
        there = (*LINES, "Later on the ferry stopped once more.")
        again = kept(store, good, page(moved, there), moved, REPORT)
        assert (again.id, again.outcome, store.articles.count()) == (first.id, "changed", 1)
        assert moved in addresses_of(store, first.id)


def feed(*urls: str) -> Answer:
    """Make an answer that is a feed of some articles."""
    items = "".join(f"<item><link>{url}</link></item>" for url in urls)
    return says(f"<rss><channel>{items}</channel></rss>")


def followed(store: Store, paper: Site) -> int:
    """Follow a site by its feed, and give its number."""
    number = store.sites.add(paper.url).id
    store.sources.add(number, "feed", f"{paper.url}/feed")
    return number


def test_what_another_site_lists_joins_or_redirects_to(address: str) -> None:
    """What stands at a followed site is read for that site, once, wherever it was found, and as that site has it."""
    now = [START]

    def of_good(path: str) -> Answer:
        if path == "/feed":
            return feed()
        return says("", 404) if path == "/robots.txt" else article_page()

    def of_evil(path: str) -> Answer:
        if path == "/feed":
            return feed(f"{good.url}/listed", f"{evil.url}/leads", f"{evil.url}/split")
        if path == "/split":
            return article_page(f'<link rel="next" href="{good.url}/listed">')
        if path == "/leads" and now[0] == START:
            return says("", 302, Location=f"{good.url}/led")
        return says("", 404) if path == "/robots.txt" else article_page()

    with (
        open_store(address, clock=lambda: now[0]) as store,
        site(of_good) as good,
        site(of_evil, host="127.0.0.1") as evil,
    ):
        numbers = followed(store, good), followed(store, evil)
        update(store, SETTINGS)
        assert good.paths.count("/led") == 2  # once for whoever was led there, once for itself
        leads = {
            url: store.articles.led_to(number, [f"{good.url}/listed", f"{good.url}/led", f"{evil.url}/leads"])
            for url, number in zip(("good", "evil"), numbers, strict=True)
        }
        assert (set(leads["good"]), leads["evil"]) == ({f"{good.url}/listed", f"{good.url}/led"}, {})
        versions = {number: store.articles.headline(number) for number in leads["good"].values()}
        now[0] += dt.timedelta(hours=2)
        store.queue.add_again([Waiting(url=f"{evil.url}/leads", site_id=numbers[1])])
        update(store, SETTINGS)
        assert evil.paths.count("/leads") == 2
        later = {number: store.articles.headline(number) for number in leads["good"].values()}
        assert [head.version for head in later.values() if head] == [1] * len(versions)
        assert set(store.articles.led_to(numbers[1], [f"{evil.url}/leads"])) == {f"{evil.url}/leads"}


def test_a_private_site_that_another_one_lists(address: str) -> None:
    """An address of a private network that another site lists first is read by the site that may have it asked."""

    def of_good(path: str) -> Answer:
        if path == "/feed":
            return feed(f"{good.url}/report")
        return says("", 404) if path == "/robots.txt" else article_page()

    def of_evil(path: str) -> Answer:
        return feed(f"{good.url}/report") if path == "/feed" else says("", 404)

    settings = Settings(manners=Manners(delay_s=0, slow_times=0), readers=1)
    with open_store(address, clock=lambda: START) as store, site(of_good) as good, site(of_evil) as evil:
        numbers = [store.sites.add(paper.url).id for paper in (evil, good)]
        for number, paper in zip(numbers, (evil, good), strict=True):
            store.sites.change(number, private=paper.url.removeprefix("http://"))
        for number, paper in zip(numbers, (evil, good), strict=True):
            store.sources.add(number, "feed", f"{paper.url}/feed")
            update(store, settings)
            assert ("/report" in good.paths) is (paper is good)
        assert good.paths.count("/report") == 1
        assert set(store.articles.led_to(numbers[1], [f"{good.url}/report"])) == {f"{good.url}/report"}
