"""`lugas store trim`: what is old or too much is dropped, now or with every update; what is saved stays."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from lugas.cli.trim import shown
from lugas.decide.manners import Manners
from lugas.follow.settings import Settings
from lugas.follow.updating import update
from lugas.model import Moment, Precision
from lugas.store import open_store
from tests.cli.conftest import Run
from tests.store.made import make

NOW = dt.datetime.now(dt.UTC)


@pytest.fixture
def full(address: str) -> str:
    """Give the address of a store with ten articles, ten days apart, of which the second oldest is saved."""
    with open_store(address) as store:
        site = store.sites.add("https://one.example/")
        for number in range(10):
            day = (NOW - dt.timedelta(days=10 * number + 1)).isoformat()
            article = make(f"Article {number}", "word " * 200, published=Moment(day, Precision.SECOND))
            store.articles.save(article, site_id=site.id, addresses=[f"https://one.example/{number}"])
        store.reader.save(9)
    return address


def left(address: str) -> list[int]:
    """Give the articles that are there, as they were numbered."""
    with open_store(address) as store:
        return [int(row.title.split()[1]) for row in store.listing.latest(limit=100).items]


def test_by_age(run: Run, full: str) -> None:
    """What is older is dropped but for what is saved; a dry run tells the same beforehand and drops nothing."""
    command = ("store", "trim", "--older-than", "60d", "--store", full)
    said = run(*command, "--dry-run").stdout
    assert re.fullmatch(r"3 articles would be dropped, [\d.]+ KB; 7 stay\.\n", said)
    assert left(full) == list(range(10))
    assert run(*command).stdout == said.replace("would be dropped", "dropped")
    assert left(full) == [0, 1, 2, 3, 4, 5, 8]
    assert run(*command).stdout == "0 articles dropped, 0 bytes; 7 stay.\n"


def test_by_size(run: Run, full: str) -> None:
    """Of too many the oldest are dropped, as many as it takes, also beside an age."""
    size = json.loads(run("store", "info", "-f", "json", "--store", full).stdout)["bytes"]
    most = f"{int(size * 0.55)}"
    command = ("store", "trim", "--larger-than", most, "--store", full)
    assert run(*command, "--dry-run").stdout.startswith("5 articles would be dropped")
    both = run(*command, "--dry-run", "--older-than", "8w").stdout
    assert both == run(*command, "--dry-run").stdout
    assert run(*command).stdout.startswith("5 articles dropped")
    assert left(full) == [0, 1, 2, 3, 8]
    assert run("store", "trim", "--larger-than", "0", "--store", full).stdout.startswith("4 articles dropped")
    assert left(full) == [8]


def test_from_now_on(run: Run, full: str) -> None:
    """What is held to is dropped by every update; told again it is another bound, and `--never` takes it back."""
    trim = ("store", "trim", "--store", full)
    said = run(*trim, "--older-than", "12w", "--larger-than", "1.5GB", "--always").stdout
    assert said.endswith("9 stay. Updates do so too from now on.\n")
    settings = Settings(manners=Manners(delay_s=0), readers=1)
    with open_store(full) as store:
        assert store.keeper.settings() == {"keep_days": "84", "keep_gigabytes": "1.5"}
    run(*trim, "--older-than", "45d", "--always")
    with open_store(full) as store:
        assert store.keeper.settings() == {"keep_days": "45"}
        store.keeper.set(keep_days="25")
        update(store, settings)
    assert left(full) == [0, 1, 2, 8]
    with open_store(full) as store:
        store.keeper.set(keep_days="15")
    assert run(*trim).stdout.startswith("1 article dropped")
    assert "drop nothing any more" in run(*trim, "--never").stderr
    with open_store(full, clock=lambda: NOW + dt.timedelta(days=900)) as store:
        update(store, settings)
        store.keeper.set(keep_days="nonsense")
        update(store, settings)
    assert left(full) == [0, 1, 8]
    with open_store(full) as store:
        update(store, Settings(manners=Manners(delay_s=0), readers=1, keep_days=5))
    assert left(full) == [0, 8]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--older-than", "soon"], "is no age; write"),
        (["--older-than", "0d"], "is no age; write"),
        (["--larger-than", "2 lots"], "is no size; write"),
        (["--larger-than", "5ib"], "is no size; write"),
        ([], "nothing says what to drop"),
        (["--always"], "--always needs"),
        (["--never", "--older-than", "3d"], "--never stands alone"),
        (["--older-than", "3d", "--always", "--dry-run"], "changes nothing"),
        (["--older-than", "12h", "--always"], "from 1 to"),
        (["--larger-than", "1KB", "--always"], "from 0.01 to"),
    ],
)
def test_what_cannot_be(run: Run, tmp_path: Path, words: list[str], problem: str) -> None:
    """What is no bound is refused with the remedy, and nothing is dropped or set."""
    address = str(tmp_path / "store.db")
    with open_store(address) as store:
        store.sites.add("https://one.example/")
        store.articles.save(make(), site_id=1, addresses=["https://one.example/a"])
    result = run("store", "trim", *words, "--store", address)
    assert (result.exit_code, problem in result.stderr) == (2, True)
    with open_store(address) as store:
        assert (store.articles.count(), store.keeper.settings()) == (1, {})


def test_sizes_are_written_short() -> None:
    """A size is told in three digits."""
    assert [shown(size) for size in (0, 999, 1_000, 34_567, 999_600, 2 * 10**9, 10**16)] == [
        "0 bytes", "999 bytes", "1 KB", "34.6 KB", "1 MB", "2 GB", "1e+04 TB",
    ]  # fmt: skip
