"""The case folders of `tests/pages`: loading them, reading their pages, and comparing field by field.

    python -m tests.cases list                          every case and its readings
    python -m tests.cases check [CASE...]               the differences, printed
    python -m tests.cases new NAME PAGE [--url URL]     a new case; its expectation is a draft to mend
    python -m tests.cases update CASE...                write the present reading as the expectation

What the files of a case hold, and the conventions of the expectations, stand in `tests/pages/README.md`.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import lugas
from lugas.model import Article, Block, Image, Moment, Post
from tests.compare import Truth, differences

PAGES = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Reading:
    """One form of one case: its page or its copied text, and the file that tells what is expected of it."""

    folder: Path
    form: str

    @property
    def source(self) -> Path:
        """The bytes to be read."""
        return self.folder / ("page.html" if self.form == "html" else "copied.txt")

    @property
    def expected(self) -> Path:
        """The truth."""
        return self.folder / ("expected.json" if self.form == "html" else "expected.copied.json")

    @property
    def name(self) -> str:
        """How messages call it: `id-kapal-perintis`, `id-kapal-perintis:copied`."""
        return self.folder.name if self.form == "html" else f"{self.folder.name}:copied"

    @property
    def about(self) -> Truth:
        """What `case.json` tells: origin, url, notes, and maybe an encoding and an hour of fetching."""
        return load(self.folder / "case.json")

    def read(self) -> Article:
        """Read the source as a user would."""
        about = self.about
        fetched = about.get("fetched")
        return lugas.read(
            self.source.read_bytes(),
            url=about.get("url") if self.form == "html" else None,
            encoding=about.get("encoding") if self.form == "html" else None,
            fetched=dt.datetime.fromisoformat(fetched) if fetched else None,
        )


def readings(pages: Path = PAGES) -> list[Reading]:
    """List every reading of every case folder, in the order of their names."""
    return [
        reading
        for folder in sorted(pages.iterdir())
        if folder.is_dir()
        for form in ("html", "text")
        if (reading := Reading(folder, form)).source.exists()
    ]


def load(path: Path) -> Truth:
    """Load a JSON object from a file."""
    truth = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(truth, dict):
        raise TypeError(f"{path} does not hold a JSON object")
    return truth


def save(path: Path, truth: Truth) -> None:
    """Write a JSON object, one line per value, letters as they are."""
    path.write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def reading_of(article: Article) -> Truth:
    """Turn an article into the shape of an expectation: what was got, or the draft of a new case."""
    return {
        "verdict": str(article.verdict.kind),
        "title": article.title,
        "dek": article.dek,
        "kicker": article.kicker,
        "authors": [{"name": person.name, "url": person.url} for person in article.authors],
        "published": moment(article.published),
        "modified": moment(article.modified),
        "section": list(article.section),
        "tags": list(article.tags),
        "language": article.language,
        "site": {"name": article.site.name, "host": article.site.host},
        "credits": list(article.credits),
        "url": article.url,
        "canonical_url": article.canonical_url,
        "image": article.image.url if article.image else "",
        "lead": pictured(article.image) if article.image else {},
        "images": [image.url for image in article.images],
        "access": str(article.access),
        "body": [part(block) for block in article.body],
        "related": [
            {"title": r.title, "url": r.url, "section": r.section, "image": r.image} for r in article.related
        ],
        "pages": [{"number": link.number, "rel": link.rel, "url": link.url} for link in article.pages],
        "posts": [post_part(post) for post in article.posts],
        "posts_order": article.posts_order,
        "gallery": [
            {"url": image.url, "caption": image.caption, "credit": image.credit} for image in article.gallery
        ],
        "blocks": [[str(block.role), block.text or said(block)] for block in article.blocks],
    }


def moment(value: Moment | None) -> Truth | None:
    """Turn a moment into its expectation."""
    return None if value is None else {"iso": value.iso, "precision": str(value.precision)}


def post_part(post: Post) -> Truth:
    """Turn a post of a live blog into its expectation; a time without a day is what the page says."""
    return {
        "time": str(post.published or ""),
        "heading": post.heading,
        "authors": [person.name for person in post.authors],
        "text": post.text,
        "url": post.url,
    }


def pictured(image: Image) -> Truth:
    """Turn a picture into its expectation."""
    return {"url": image.url, "alt": image.alt, "caption": image.caption, "credit": image.credit}


def said(block: Block) -> str:
    """Give what an embed says in the page itself, "" for any other block."""
    return block.embed.text if block.embed else ""


def part(block: Block) -> Truth:
    """Turn a block of the body into its expectation."""
    told: Truth = {"kind": str(block.kind), "text": block.text}
    if block.level:
        told["level"] = block.level
    if block.image:
        told |= pictured(block.image)
    if block.embed:
        shown = block.embed
        told |= {"url": shown.url, "provider": shown.provider, "embed": shown.kind, "says": shown.text}
    if block.items:
        told |= {"items": [[item.level, item.number, item.text] for item in block.items]}
    if block.rows:
        told |= {"rows": [list(row) for row in block.rows], "header_rows": block.header_rows}
    return told


def new(name: str, page: Path, url: str | None, notes: str) -> Path:
    """Make a case folder from a page or a copied text, with the present reading as a draft."""
    folder = PAGES / name
    folder.mkdir()
    form = "text" if page.suffix == ".txt" else "html"
    save(folder / "case.json", {"origin": "", "url": url, "notes": notes})
    reading = Reading(folder, form)
    shutil.copyfile(page, reading.source)
    save(reading.expected, reading_of(reading.read()))
    return folder


def check(names: Sequence[str]) -> int:
    """Print the differences of the named cases, or of all; give how many fields differ."""
    count = 0
    for reading in readings():
        if names and reading.folder.name not in names:
            continue
        for field, lines in differences(load(reading.expected), reading_of(reading.read())).items():
            count += 1
            print(f"\n{reading.name}  {field}", *lines, sep="\n  ")
    return count


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the tool."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("list")
    verbs.add_parser("check").add_argument("case", nargs="*")
    verbs.add_parser("update").add_argument("case", nargs="+")
    make = verbs.add_parser("new")
    make.add_argument("name")
    make.add_argument("page", type=Path)
    make.add_argument("--url")
    make.add_argument("--notes", default="")
    given = parser.parse_args(arguments)
    if given.verb == "list":
        print(*(reading.name for reading in readings()), sep="\n")
    elif given.verb == "new":
        print(f"correct by hand: {new(given.name, given.page, given.url, given.notes)}")
    elif given.verb == "check":
        return 1 if check(given.case) else 0
    else:
        for reading in readings():
            if reading.folder.name in given.case:
                save(reading.expected, reading_of(reading.read()))
                print(f"written: {reading.expected}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
