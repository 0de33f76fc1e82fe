"""Every page of `tests/pages`, compared field by field with what its author knows of it."""

from __future__ import annotations

from functools import cache

import pytest

from tests.cases import PAGES, Reading, load, reading_of, readings, save
from tests.compare import FURTHER, STRICT, differences

READINGS = readings()


@cache
def difference(reading: Reading) -> dict[str, list[str]]:
    """Read a case once, and compare it once, for all its fields."""
    return differences(load(reading.expected), reading_of(reading.read()))


@cache
def known() -> frozenset[tuple[str, str]]:
    """Give the fields that are not read right yet, by case: a list that only ever grows shorter."""
    lines = (PAGES / "known.txt").read_text("utf-8").splitlines()
    pairs = (line.rpartition(" ") for line in lines if line and not line.startswith("#"))
    return frozenset((name, field) for name, _, field in pairs)


def pairs(fields: tuple[str, ...]) -> list[object]:
    """Name each test by its case and its field; one known to fail must fail, so that a mended one leaves the list."""
    still = pytest.mark.xfail(reason="listed in tests/pages/known.txt", strict=True)
    return [
        pytest.param(r, field, id=f"{r.name}-{field}", marks=[still] if (r.name, field) in known() else [])
        for r in READINGS
        for field in fields
    ]


@pytest.fixture
def updating(request: pytest.FixtureRequest) -> bool:
    """Whether `--update` was given."""
    return bool(request.config.getoption("--update"))


@pytest.mark.parametrize("reading", [pytest.param(r, id=r.name) for r in READINGS])
def test_expectation_is_there(reading: Reading, updating: bool) -> None:
    """A case has a file that tells what is expected; only an explicit `--update` writes one."""
    if updating:
        save(reading.expected, reading_of(reading.read()))
        difference.cache_clear()
    remedy = f"python -m tests.cases update {reading.folder.name}"
    assert reading.expected.exists(), f"{reading.expected} is missing: {remedy}"


def test_every_folder_is_a_case() -> None:
    """A folder of `tests/pages` holds a page or a copied text, and tells where it comes from."""
    folders = [folder for folder in PAGES.iterdir() if folder.is_dir()]
    assert {reading.folder for reading in READINGS} == set(folders)
    assert [f.name for f in folders if not load(f / "case.json")["origin"]] == []


@pytest.mark.parametrize(("reading", "field"), pairs(STRICT))
def test_field(reading: Reading, field: str) -> None:
    """What is read is what the page shows: verdict, title, authors, times, section, language, body, roles."""
    report(reading, field)


@pytest.mark.further
@pytest.mark.parametrize(("reading", "field"), pairs(FURTHER))
def test_further_field(reading: Reading, field: str) -> None:
    """The rest of what is read is right too: standfirst, tags, site, addresses, pictures, related stories."""
    report(reading, field)


def report(reading: Reading, field: str) -> None:
    """Fail with the lines that differ: expected `-`, got `+`."""
    lines = difference(reading).get(field, [])
    if lines:
        pytest.fail("\n".join([f"{reading.name}: {field} (- expected, + got)", *lines]), pytrace=False)
