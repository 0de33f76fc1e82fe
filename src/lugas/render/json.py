"""An article as JSON, and back without loss."""

from __future__ import annotations

from typing import Any

import msgspec

from lugas.errors import DecodeError, UsageError
from lugas.model import Article
from lugas.render.given import refuse_wrong

__all__ = ["from_json", "json_schema", "to_json"]


def to_json(article: Article) -> str:
    """Write an article as one line of JSON: every field, and beside them `body` (blocks) and `text`."""
    refuse_wrong(article)
    fields: dict[str, Any] = msgspec.structs.asdict(article)
    fields["body"] = article.body
    fields["text"] = article.text
    return msgspec.json.encode(fields).decode()


def from_json(data: str | bytes) -> Article:
    """Read an article that `to_json` wrote; `body` and `text` are read off its blocks again.

    Raises `DecodeError`, which names what is wrong and where, for anything else, and `UsageError` for what is no text.
    """
    given: object = data
    if not isinstance(given, str | bytes):
        remedy = "give what lugas.to_json gave, as str or bytes"
        raise UsageError(f"data is of type {type(given).__name__}", name="data", remedy=remedy)
    try:
        return msgspec.json.decode(data, type=Article)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise DecodeError("article JSON", str(error)) from error


def json_schema() -> dict[str, Any]:
    """Give the JSON Schema (draft 2020-12) of what `to_json` writes."""
    schema: dict[str, Any] = msgspec.json.schema(Article)
    article = schema["$defs"]["Article"]
    article["properties"] |= {
        "body": {
            "type": "array",
            "items": {"$ref": "#/$defs/Block"},
            "description": "The blocks whose role is body, in page order.",
        },
        "text": {"type": "string", "description": "The body as plain text, a blank line between blocks."},
    }
    article["required"] = list(article["properties"])
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(schema))  # tuples become lists
    return plain
