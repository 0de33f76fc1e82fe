"""JSON: there and back without loss, one line, and as its schema says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from lugas.errors import DecodeError, UsageError
from lugas.model import Article
from lugas.render.json import from_json, json_schema, to_json
from tests.render.samples import EVERY_KIND, NOTHING, SAMPLES
from tests.render.strategies import articles

VALIDATOR = Draft202012Validator(json_schema())


@given(articles)
def test_round_trip_is_exact(article: Article) -> None:
    """Any article read from its own JSON, text or bytes, is the same article, and writes the same JSON."""
    written = to_json(article)
    assert from_json(written) == article
    assert from_json(written.encode()) == article
    assert to_json(from_json(written)) == written
    assert "\n" not in written


@given(articles)
def test_as_the_schema_says(article: Article) -> None:
    """Any article's JSON holds to the schema."""
    assert not list(VALIDATOR.iter_errors(json.loads(to_json(article))))


def test_schema_is_one() -> None:
    """The schema is valid, of draft 2020-12, and asks for every key that is written."""
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$defs"]["Article"]["required"] == list(json.loads(to_json(NOTHING)))
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("name", SAMPLES)
def test_every_field_is_written(name: str) -> None:
    """Every field of an article is a key, be it empty, in the fields' order; then the body and its text."""
    article = SAMPLES[name]
    data = json.loads(to_json(article))
    assert list(data) == [*Article.__struct_fields__, "body", "text"]
    assert data["text"] == article.text
    assert [block["text"] for block in data["body"]] == [block.text for block in article.body]


def test_derived_keys_are_read_off_the_blocks() -> None:
    """What `body` and `text` say is not believed: the blocks count."""
    data = json.loads(to_json(EVERY_KIND)) | {"body": 7, "text": ["wrong"]}
    assert from_json(json.dumps(data)) == EVERY_KIND


def changed(**fields: Any) -> str:
    """Give an article's JSON with some fields changed."""
    return json.dumps(json.loads(to_json(EVERY_KIND)) | fields)


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ("", "truncated"),
        ("{", "truncated"),
        ("nonsense", "malformed"),
        ("[]", "Expected `object`, got `array`"),
        ("{}", "missing required field `verdict`"),
        (b"\xff\xfe", ""),
        ("\ud800", ""),
        (changed(title=7), r"Expected `str`, got `int` - at `\$.title`"),
        (changed(form="pdf"), r"Invalid enum value 'pdf' - at `\$.form`"),
        (changed(blocks=[{"kind": "paragraph"}]), r"missing required field `text` - at `\$.blocks\[0\]`"),
        (
            changed(verdict={"kind": "nice", "reason": ""}),
            r"Invalid enum value 'nice' - at `\$.verdict.kind`",
        ),
        ('{"x":' + "[" * 100_000, ""),
    ],
)
def test_wrong_data_is_named(data: str | bytes, named: str) -> None:
    """Data that is no article raises `DecodeError`, which says what is wrong, and where."""
    with pytest.raises(DecodeError, match=f"^article JSON: .*{named}") as caught:
        from_json(data)
    assert caught.value.source == "article JSON"
    assert caught.value.problem


@pytest.mark.parametrize("given", [None, 1, {}, []])
def test_what_is_no_json(given: Any) -> None:
    """What is neither str nor bytes is a wrong argument."""
    with pytest.raises(
        UsageError, match=rf"data is of type {type(given).__name__}; give what lugas\.to_json gave"
    ):
        from_json(given)
