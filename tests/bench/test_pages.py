"""Labelled pages are loaded, and parted by site."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from bench.pages import PagesMissingError, by_fold, find_pages, fold_of, load_set, registrable


def write_set(folder: Path, records: list[dict[str, object]], markup: str = "<p>x") -> None:
    """Write a set as it lies on disk."""
    (folder / "html").mkdir(parents=True)
    (folder / "gold.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    for record in records:
        (folder / "html" / f"{record['id']}.html.gz").write_bytes(gzip.compress(markup.encode()))


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("http://regional.kompas.com/read", "kompas.com"),
        ("https://news.detik.com:443/x?y", "detik.com"),
        ("https://antaranews.co.id/", "antaranews.co.id"),
        ("https://diepresse.at/", "diepresse.at"),
        ("not a url", ""),
        ("", ""),
    ],
)
def test_registrable(url: str, site: str) -> None:
    """A site is the domain that is registered, without hosts under it."""
    assert registrable(url) == site


def test_folds_never_change() -> None:
    """The fold of a site is the same on every machine, and folds are of about one size."""
    assert [fold_of(site) for site in ("bbc.co.uk", "kompas.com", "dw.com", "cnn.com")] == [3, 3, 1, 2]
    sizes = [0] * 5
    for number in range(1000):
        sizes[fold_of(f"site{number}.com")] += 1
    assert min(sizes) > 150


def test_a_set_is_loaded(tmp_path: Path) -> None:
    """Records come in order with their bytes, a missing key is empty, `limit` takes pages from all over."""
    records: list[dict[str, object]] = [
        {"id": f"p{n}", "url": f"https://s{n}.com/", "body": [f"{n}"]} for n in range(9)
    ]
    write_set(tmp_path / "naeb", records)
    pages = load_set(tmp_path, "naeb")
    assert [page.id for page in pages] == [record["id"] for record in records]
    assert pages[0].content == b"<p>x"
    assert (pages[0].gold, pages[0].title, pages[0].authors, pages[0].site) == ("0", "", (), "s0.com")
    assert [page.id for page in load_set(tmp_path, "naeb", limit=3)] == ["p0", "p3", "p6"]


def test_kinds_that_are_measured(tmp_path: Path) -> None:
    """Of a set with kinds of page only articles are given, unless every kind is asked for."""
    write_set(tmp_path / "wcxb-dev", [{"id": "1", "kind": "forum"}, {"id": "2", "kind": "article"}])
    assert [page.id for page in load_set(tmp_path, "wcxb-dev")] == ["2"]
    assert len(load_set(tmp_path, "wcxb-dev", every_kind=True)) == 2


def test_sites_without_an_address(tmp_path: Path) -> None:
    """Without a URL the site is the one the page calls its own, otherwise the publisher in its name."""
    canonical = '<link rel="canonical" href="https://www.bbc.co.uk/news/1">'
    write_set(tmp_path / "a", [{"id": "x_2024_08_01"}], canonical)
    write_set(tmp_path / "b", [{"id": "BBC_2024_08_01"}])
    assert load_set(tmp_path, "a")[0].site == "bbc.co.uk"
    assert load_set(tmp_path, "b")[0].site == "bbc"


def test_no_site_in_two_folds(tmp_path: Path) -> None:
    """Pages of one site stand in one fold."""
    write_set(tmp_path / "s", [{"id": str(n), "url": f"https://h{n}.site{n % 7}.com/"} for n in range(40)])
    folds = by_fold(load_set(tmp_path, "s"))
    assert sum(len(fold) for fold in folds) == 40
    where = [{page.site for page in fold} for fold in folds]
    assert sum(len(sites) for sites in where) == 7


def test_missing_pages_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no pages, the message says what is missing and what to give."""
    monkeypatch.delenv("LUGAS_PAGES", raising=False)
    with pytest.raises(PagesMissingError, match="--pages DIR"):
        find_pages()
    with pytest.raises(PagesMissingError, match=str(tmp_path)):
        find_pages(str(tmp_path))
    write_set(tmp_path / "naeb", [{"id": "1"}])
    monkeypatch.setenv("LUGAS_PAGES", str(tmp_path))
    assert find_pages() == tmp_path
    with pytest.raises(PagesMissingError, match=r"sets in .*: naeb"):
        load_set(tmp_path, "nothing")
