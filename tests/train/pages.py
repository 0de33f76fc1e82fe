"""Two made-up labelled pages, as sets lie on disk."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from bench.pages import SETS, LabelledPage, load_set

TITLE = "Ferry returns to the island"
BODY = (
    "The ferry came back to the island on Thursday, and the whole village stood at the pier to greet it.",
    "Its captain said that he had waited for this day since the storm, and that he would come every week now.",
)
PAGE = (
    f"<html><head><title>{TITLE}</title></head><body><nav><ul><li>Home<li>Sport</ul></nav><h1>{TITLE}</h1>"
    f"<p>{BODY[0]}</p><p>Advertisement</p><p>{BODY[1]}</p><footer>Imprint</footer></body></html>"
)
OTHER = (
    "<h1>Storm over</h1><p>The storm that closed the harbour for nine days is over.</p><p>Share this page</p>"
)
RECORDS: tuple[tuple[str, dict[str, object], str], ...] = (
    ("naeb", {"id": "one", "url": "https://one.example/ferry", "title": TITLE, "body": BODY}, PAGE),
    (
        "wcxb-dev",
        {
            "id": "two",
            "url": "https://two.example/storm",
            "kind": "forum",
            "must": ["closed the harbour"],
            "mustnot": ["Share this"],
        },
        OTHER,
    ),
)


def write_sets(folder: Path) -> Path:
    """Write every set: two with a page each, the others empty."""
    for name in SETS:
        (folder / name / "html").mkdir(parents=True)
        (folder / name / "gold.jsonl").write_text("", "utf-8")
    for name, record, markup in RECORDS:
        (folder / name / "gold.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
        (folder / name / "html" / f"{record['id']}.html.gz").write_bytes(gzip.compress(markup.encode()))
    return folder


def load_pages(folder: Path) -> list[LabelledPage]:
    """Write the sets and load the two pages."""
    write_sets(folder)
    return [load_set(folder, name, every_kind=True)[0] for name, _, _ in RECORDS]
