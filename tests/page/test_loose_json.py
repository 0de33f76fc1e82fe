"""JSON-LD that is no proper JSON is read where it can be, in time and depth that are bounded."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lugas.page.embedded import Embedded, find_embedded
from lugas.page.json_ld import read_things
from lugas.page.loose_json import read_loosely
from lugas.page.tree import parse_html

BROKEN = [
    (
        "{'name': 'Kapal \\'Sabuk\\' d\\'Or', 'a': [1, 2,], b: null, c: true}",
        {"name": "Kapal 'Sabuk' d'Or", "b": None},
    ),
    (
        '{"name": "He said "no": then", "k": ["a "b" c", "d"]}',
        {"name": 'He said "no": then', "k": ['a "b" c', "d"]},
    ),
    ('{"name": "Kapal "Sabuk", tiba", "k": 1}', {"name": 'Kapal "Sabuk", tiba', "k": 1}),
    ('{"name": "a"\n "k": "b"}', {"name": "a", "k": "b"}),
    ('{"name": "a" "k": "b"}', {"name": "a", "k": "b"}),
    ('{"name": "a",, "k": "b",}', {"name": "a", "k": "b"}),
    ('{"name": "a", "k": [1, 2}, "j": 3}', {"name": "a", "k": [1, 2], "j": 3}),
    ('{"name": "baris satu\nbaris\tdua\x01"}', {"name": "baris satu\nbaris\tdua\x01"}),
    ('{"name": "breaks off in the mid', {"name": "breaks off in the mid"}),
    ('{"name": "a", "k": {"l": "b"', {"name": "a", "k": {"l": "b"}}),
    ('{/* a note */ "name": "a", "k": 2024-01-20;}', {"name": "a", "k": "2024-01-20"}),
    ('{"name": "\\u0041\\q\\/"};', {"name": "A\\q/"}),
    ('\ufeff;{"name": undefined, "k": NaN, "l": -1.5}', {"name": None, "k": None, "l": -1.5}),
]


@pytest.mark.parametrize(("text", "wanted"), BROKEN)
def test_broken_json(text: str, wanted: dict[str, object]) -> None:
    """Quotes, commas, comments, controls and an end too early do not keep an object from being read."""
    read = read_loosely(text)
    assert {key: read[0].get(key) for key in wanted} == wanted


def test_several_objects_and_rubbish() -> None:
    """Objects that stand one after the other are all read, whatever stands between."""
    assert read_things('{"name": "a"}; junk {"name": "b"} ]] {"name": "c",}') == [
        {"name": "a"},
        {"name": "b"},
        {"name": "c"},
    ]


def test_types_may_be_several_and_nodes_may_be_parted() -> None:
    """An object whose description is parted over two nodes with one `@id` is one, whatever its list of types."""
    found = embedded_of(
        '{"@graph": [{"@type": ["WebPage", "NewsArticle"], "@id": "#a", "headline": "Kapal"}, '
        '{"@type": ["WebPage", "NewsArticle"], "@id": "#a", "datePublished": "2024-01-20"}]}'
    )
    assert (found.article["headline"], found.article["datePublished"]) == ("Kapal", "2024-01-20")


def embedded_of(*scripts: str) -> Embedded:
    """Gather the embedded data of a page with these scripts."""
    markup = "".join(f'<script type="application/ld+json">{script}</script>' for script in scripts)
    return find_embedded(parse_html(markup), "https://harian.id/a")


def test_one_bad_script_loses_nothing_else() -> None:
    """Between broken scripts of every kind, a good one is read."""
    good = '{"@type": "NewsArticle", "headline": "Kapal"}'
    found = embedded_of("[" * 20_000, '{"a": "', "<html>", "}", good, '{"@type": }', "null", "12e9999", '"')
    assert found.article["headline"] == "Kapal"


def test_stranger_is_kept_apart() -> None:
    """An object without an address whose headline shares no word with the page is no article of it."""
    head = "<title>Kapal perintis kembali singgah - Harian</title>"
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Resep sambal terasi"}</script>'
    body = "<h1>Kapal perintis kembali singgah</h1>"
    found = find_embedded(parse_html(head + script + body), "https://harian.id/a")
    assert (found.article, found.stranger["headline"]) == ({}, "Resep sambal terasi")
    near = script.replace("Resep sambal terasi", "Perintis singgah, warga menari")
    assert find_embedded(parse_html(head + near + body), "https://harian.id/a").article


HOSTILE = {
    "lists": "[" * 10_000 + "]" * 10_000,
    "objects": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "many levels": "[" * 2_000_000,
    "quotes": '"' * 2_000_000,
    "escaped quotes": '"\\' * 1_000_000,
    "quotes in a value": '{"a":"' + '" ' * 1_000_000,
    "quotes and blanks": '{"a":"' + ('"' + " " * 1000) * 2000,
    "empty lines": "\n" * 2_000_000,
    "comments": "/*" * 1_000_000,
    "comment lines": "//\n" * 700_000,
    "digits": "1" * 2_000_000,
    "never closed": '{"a":1,' * 280_000,
    "closings": "}" * 2_000_000,
    "references": "&quot;" * 300_000,
    "cdata": "<![CDATA[" * 200_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_scripts_take_no_long(name: str) -> None:
    """No script of two million characters raises, or takes more than a few seconds on the slowest machine."""
    started = time.thread_time()
    assert isinstance(read_things(HOSTILE[name]), list)
    assert time.thread_time() - started < 8


def test_twenty_megabytes() -> None:
    """Of a script of twenty megabytes the beginning is read, and what it tells is found."""
    script = '{"@type": "NewsArticle", "headline": "Kapal", "x": ["' + "a" * 20_000_000 + '"]}'
    started = time.thread_time()
    assert read_things(script)[0]["headline"] == "Kapal"
    assert time.thread_time() - started < 8


def test_deep_values_are_cut() -> None:
    """What lies deeper than any page needs is left out, and what stands beside it is read."""
    deep = '{"headline": "Kapal", "x": ' + "[" * 5000 + "1" + "]" * 5000 + ', "author": "Siti"}'
    read = read_things(deep)[0]
    assert (read["headline"], read["author"]) == ("Kapal", "Siti")


WORDS = st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), max_size=12)
NAMES = st.text("abcd@:-_é ", min_size=1, max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["headline", "name", "a", "b c"]), JSON, min_size=1))
def test_proper_json_is_read_as_it_is(value: dict[str, object]) -> None:
    """The loose reader reads proper JSON as it is, with keys as pages have them."""
    assert read_loosely(json.dumps(value)) == [value]


KEYS = (
    "headline",
    "name",
    "author",
    "datePublished",
    "dateModified",
    "url",
    "mainEntityOfPage",
    "@id",
    "@graph",
)


@given(st.dictionaries(st.sampled_from(KEYS), JSON), JSON)
def test_wrong_types_are_survived(thing: dict[str, object], kind: object) -> None:
    """Whatever type a property has, gathering gives a record."""
    script = json.dumps({**thing, "@type": kind}).replace("<", "\\u003c")
    assert isinstance(
        embedded_of(script, json.dumps(["NewsArticle", thing]).replace("<", "\\u003c")), Embedded
    )


@given(st.text(alphabet="{}[]\":,\\'/*ab1 \n", max_size=200))
def test_any_text(text: str) -> None:
    """Whatever stands there, the loose reader gives objects and lists."""
    assert all(isinstance(value, dict | list) for value in read_loosely(text))
