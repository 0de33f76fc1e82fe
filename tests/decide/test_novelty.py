"""What is new, changed and known, whatever a source does to its entries."""

from __future__ import annotations

import datetime as dt
import random
import time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from lugas.decide.novelty import NOTHING_KNOWN, Known, entry_key, told_apart
from lugas.sources.entries import Entry

NOW = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def entry(number: int, **told: object) -> Entry:
    """Give an entry of a made-up paper."""
    plain = Entry(
        url=f"https://paper.example/news/{number}/the-harbour-story",
        title=f"The harbour, part {number}",
        id=f"tag:paper.example,{number}",
        summary=f"What happened at the harbour on day {number}.",
        published=NOW - number * HOUR,
    )
    return replace(plain, **told)


PAPER = [entry(number) for number in range(12)]


def known(entries: list[Entry] | None = None) -> Known:
    """Give what is known after one look."""
    return told_apart(PAPER if entries is None else entries, NOTHING_KNOWN, NOW).memory


def again(entries: list[Entry], before: Known | None = None) -> tuple[list[int], list[int], int]:
    """Look again, and give the places of what is new and of what is changed, and how many are known."""
    news = told_apart(entries, before or known(), NOW + HOUR)
    return (
        [entries.index(each) for each in news.new],
        [entries.index(each) for each in news.changed],
        news.known,
    )


def test_the_first_look_is_all_new() -> None:
    """Everything is new at first, in the source's order."""
    news = told_apart(PAPER, NOTHING_KNOWN, NOW)
    assert list(news.new) == PAPER
    assert (news.changed, news.known) == ((), 0)


def test_what_comes_and_goes() -> None:
    """A new entry is told, the rest is known; what has left the feed and comes back is known still."""
    assert again([entry(99), *PAPER[:5]]) == ([0], [], 5)
    short = told_apart(PAPER[:3], known(), NOW + HOUR).memory
    assert again(PAPER, short) == ([], [], 12)


ALTERED = {
    "in another order": lambda entries: random.Random(4).sample(entries, len(entries)),
    "with new identifiers each time": lambda entries: [
        replace(each, id=f"{each.id}?{number * 7}") for number, each in enumerate(entries)
    ],
    "without identifiers": lambda entries: [replace(each, id="") for each in entries],
    "with one identifier for all": lambda entries: [replace(each, id="paper.example") for each in entries],
    "with tracking": lambda entries: [
        replace(each, url=f"{each.url}?utm_source=rss&fbclid=x9") for each in entries
    ],
    "by http, with www and a slash": lambda entries: [
        replace(each, url=each.url.replace("https://", "http://www.") + "/") for each in entries
    ],
    "as AMP pages": lambda entries: [replace(each, url=f"{each.url}/amp") for each in entries],
    "at new addresses, with their identifiers": lambda entries: [
        replace(each, url=each.url.replace("/news/", "/archive/")) for each in entries
    ],
    "at new addresses with new identifiers": lambda entries: [
        replace(each, url=f"{each.url}-{number * 31}", id=f"x{number * 17}")
        for number, each in enumerate(entries)
    ],
    "stamped with the time of asking": lambda entries: [
        replace(each, updated=NOW + HOUR) for each in entries
    ],
    "twice each": lambda entries: [each for each in entries for _ in range(2)],
    "without summaries": lambda entries: [replace(each, summary="") for each in entries],
}


@pytest.mark.parametrize("how", ALTERED)
def test_known_entries_stay_known(how: str) -> None:
    """Entries that come again in another dress are neither new nor changed."""
    entries = ALTERED[how](PAPER)
    news = told_apart(entries, known(), NOW + HOUR)
    assert (news.new, news.changed) == ((), ())
    assert news.known == len(PAPER)


@pytest.mark.parametrize("how", ALTERED)
def test_a_new_entry_is_seen_among_them(how: str) -> None:
    """In any dress, the one entry that is new is told as new, and once."""
    entries = ALTERED[how]([entry(99), *PAPER])
    news = told_apart(entries, known(), NOW + HOUR)
    assert [each.title for each in news.new] == ["The harbour, part 99"]


@pytest.mark.parametrize("how", ALTERED)
def test_nothing_is_new_at_the_third_look(how: str) -> None:
    """What is remembered of one dress holds for the next look, in the plain one."""
    memory = told_apart(ALTERED[how](PAPER), known(), NOW + HOUR).memory
    news = told_apart(PAPER, memory, NOW + 2 * HOUR)
    assert (news.new, news.known + len(news.changed)) == ((), len(PAPER))


def test_changes_are_told() -> None:
    """An edited title and an edited text are changes; the case and the punctuation of a title are none."""
    entries = list(PAPER)
    entries[2] = replace(entries[2], title="The harbour reopens")
    entries[5] = replace(entries[5], summary="It was another day.")
    entries[7] = replace(entries[7], title="THE HARBOUR: part 7!")
    assert again(entries) == ([], [2, 5], 10)


def test_a_sitemap_tells_changes_by_its_dates() -> None:
    """Where there is no text to compare, a later date is a change, and an earlier one none."""
    first = [Entry(url=f"https://paper.example/{number}/a-b-c", updated=NOW) for number in range(4)]
    later = [replace(each, updated=NOW + (number - 1) * HOUR) for number, each in enumerate(first)]
    assert again(later, known(first)) == ([], [2, 3], 2)


def test_an_identifier_that_changes_is_not_believed_again() -> None:
    """Once a source has shown that its identifiers mean nothing, another entry that bears an old one is new."""
    memory = told_apart(ALTERED["with new identifiers each time"](PAPER), known(), NOW).memory
    assert memory.ids_change
    stranger = entry(50, id=PAPER[3].id)
    news = told_apart([stranger], memory, NOW)
    assert news.new == (stranger,)


def test_all_links_lead_home() -> None:
    """Where every entry links the home page, the entries are told apart by their identifiers."""
    entries = [entry(number, url="https://paper.example/") for number in range(5)]
    assert len(told_apart(entries, NOTHING_KNOWN, NOW).new) == 5
    assert again([entry(77, url="https://paper.example/"), *entries], known(entries)) == ([0], [], 5)


def test_what_is_not_wanted_is_set_aside() -> None:
    """Entries before a given time are old, and not new at the next look either."""
    news = told_apart(PAPER, NOTHING_KNOWN, NOW, since=NOW - 5 * HOUR)
    assert (len(news.new), len(news.old)) == (6, 6)
    later = told_apart(PAPER, news.memory, NOW, since=NOW - 50 * HOUR)
    assert (later.new, later.old, later.known) == ((), (), 12)


def test_articles_of_the_future_are_new_once() -> None:
    """An entry that tells a time to come is new at the first look and known at the second."""
    ahead = [entry(1, published=NOW + dt.timedelta(days=400))]
    memory = told_apart(ahead, NOTHING_KNOWN, NOW, since=NOW - HOUR).memory
    assert again(ahead, memory) == ([], [], 1)


def test_memory_is_bounded_and_reads_back() -> None:
    """So many entries are remembered and no more: those of this look, then those seen last; as JSON and back."""
    memory = NOTHING_KNOWN
    for look in range(10):
        entries = [entry(100 * look + number) for number in range(60)]
        memory = told_apart(entries, memory, NOW + look * HOUR, most=100).memory
    assert len(memory.entries) == 100
    assert msgspec.json.decode(msgspec.json.encode(memory), type=Known) == memory
    assert told_apart([entry(900 + number) for number in range(60)], memory, NOW).known == 60


def test_a_hundred_thousand_entries() -> None:
    """An endless document costs time in proportion: some 50 microseconds an entry."""
    entries = [
        Entry(url=f"https://paper.example/{number}/a", title=f"t {number % 9}") for number in range(20_000)
    ]
    begun = time.process_time()
    memory = told_apart(entries, NOTHING_KNOWN, NOW).memory
    told_apart(entries, memory, NOW)
    assert time.process_time() - begun < 8


def test_keys_of_addresses() -> None:
    """All writings of one address have one key; two pages have two."""
    plain = "https://www.paper.example/news/2026/a-long-headline"
    same = (
        "http://paper.example/news/2026/a-long-headline/",
        f"{plain}?utm_campaign=x&gclid=1",
        f"{plain}#comments",
        f"{plain}/amp/",
        "https://m.paper.example/news/2026/a-long-headline",
    )
    assert {entry_key(url) for url in same} == {entry_key(plain)}
    assert entry_key("https://paper.example/?p=1") != entry_key("https://paper.example/?p=2")
    assert entry_key("") == ""


def drawn(
    urls: list[str], titles: tuple[str, ...] = ("One", "Two", "Three")
) -> st.SearchStrategy[list[Entry]]:
    """Draw documents whose entries have these addresses, and signs that may contradict one another."""
    made = st.builds(
        Entry,
        url=st.sampled_from(urls),
        title=st.sampled_from(titles),
        id=st.sampled_from(["", "1", "2", "3"]),
        summary=st.sampled_from(["", "first", "second"]),
        updated=st.sampled_from([None, NOW, NOW + HOUR]),
    )
    return st.lists(made, max_size=8)


OWN = ["https://a.example/1", "https://a.example/2?x=1", "https://b.example/3", "https://b.example/4"]


@given(st.lists(drawn(["", "https://a.example/", *OWN], ("", "One", "Two")), max_size=4))
@settings(max_examples=200, deadline=None)
def test_any_history_is_told_apart(looks: list[list[Entry]]) -> None:
    """Whatever came before, each entry is of one kind, and no document makes more of itself than it holds."""
    memory = NOTHING_KNOWN
    for entries in looks:
        news = told_apart(entries, memory, NOW)
        memory = news.memory
        told = [*news.new, *news.changed, *news.old]
        assert all(each in entries for each in told)
        assert len(told) + news.known <= len(entries)


@given(st.lists(drawn(["", "https://a.example/", *OWN], ("", "One", "Two")), max_size=4))
@settings(max_examples=200, deadline=None)
def test_the_same_document_twice_holds_nothing_new(looks: list[list[Entry]]) -> None:
    """After any history, a document that is shown again holds nothing new and nothing changed."""
    memory = NOTHING_KNOWN
    for entries in looks:
        memory = told_apart(entries, memory, NOW).memory
        news = told_apart(entries, memory, NOW + HOUR)
        assert (news.new, news.changed, news.old) == ((), (), ())
