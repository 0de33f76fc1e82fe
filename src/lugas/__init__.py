"""Lugas turns a news page, saved HTML or copied text, into its article, and sets the rest aside, labelled.

`read` takes a page, `read_file` a file; both give an `Article`. The `to_...` functions are views of it, and
`from_json` reads one back. Fetching an address is a separate step, in a module of its own, `lugas.fetch`: its
function `fetch` gives the `Page` that `read_page` takes, and its `FetchLimits` bound it.
"""

from __future__ import annotations

from lugas.errors import DecodeError, FetchError, FileError, LugasError, SourceError, StoreError, UsageError
from lugas.files import read_file
from lugas.join import join
from lugas.model import (
    Access,
    Article,
    Block,
    Embed,
    Finding,
    Image,
    Item,
    Kind,
    Moment,
    Page,
    PageLink,
    Person,
    Place,
    Post,
    Precision,
    Related,
    Rival,
    Role,
    Site,
    Source,
    Span,
    Verdict,
    VerdictKind,
)
from lugas.options import Options
from lugas.read import read, read_page
from lugas.render.copy import to_copy
from lugas.render.html import to_html
from lugas.render.json import from_json, json_schema, to_json
from lugas.render.markdown import to_markdown
from lugas.render.text import to_text
from lugas.version import __version__

__all__ = [
    "Access",
    "Article",
    "Block",
    "DecodeError",
    "Embed",
    "FetchError",
    "FileError",
    "Finding",
    "Image",
    "Item",
    "Kind",
    "LugasError",
    "Moment",
    "Options",
    "Page",
    "PageLink",
    "Person",
    "Place",
    "Post",
    "Precision",
    "Related",
    "Rival",
    "Role",
    "Site",
    "Source",
    "SourceError",
    "Span",
    "StoreError",
    "UsageError",
    "Verdict",
    "VerdictKind",
    "__version__",
    "from_json",
    "join",
    "json_schema",
    "read",
    "read_file",
    "read_page",
    "to_copy",
    "to_html",
    "to_json",
    "to_markdown",
    "to_text",
]
