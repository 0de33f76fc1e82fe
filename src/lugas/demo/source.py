"""Reads the demo world's data files: a paper's `paper.toml`, and its articles, each a `.md` file.

An article's file opens with TOML between two lines of `+++`, and goes on with its body:

    +++
    section = "daerah"
    published = "1 08:15"              # the day of the week's seven, and the paper's own clock
    title = "..."
    picture = "bridge | caption | credit"
    [[edits]]
    at = "2 10:00"
    replace = [["old", "new"]]
    +++
    A paragraph, with **strong**, *emphasis* and [a link](slug-of-another-article).

    ## A heading

    - a list            1. a numbered one           | a table | its header first |

    > a quote
    > -- whose

    !picture motif | caption | credit
    !video title
    !post author | what the post of a social network says
    !box heading | line | line
    !also slug-of-another-article
    !page                              (here an article is split over pages)
    !at 3 08:05 | author | heading     (here a live blog's post begins)
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from dataclasses import replace
from importlib import resources
from typing import Any

from lugas.demo.records import Article, Block, BlockKind, Edit, Paper, Picture, Post, Section
from lugas.errors import FileError

__all__ = ["PAPERS", "load_paper", "load_wires", "parse_article", "parse_body", "span"]

PAPERS = ("warta", "courier", "marfa", "jiangwan", "tagblatt")

ORDERED = re.compile(r"\d{1,3}\. ")
OF_BLOCKS: dict[str, BlockKind] = {
    "video": "video",
    "post": "post",
    "box": "box",
    "also": "also",
    "page": "break",
}


def span(text: str) -> dt.timedelta:
    """Read a time of the world's week, `3 08:15`: the day from 1, hours and minutes."""
    day, _, clock = text.partition(" ")
    hours, _, minutes = clock.partition(":")
    return dt.timedelta(days=int(day) - 1, hours=int(hours), minutes=int(minutes))


def pieces(text: str) -> tuple[str, ...]:
    """Cut a line at its bars."""
    return tuple(piece.strip() for piece in text.split("|"))


def picture_of(text: str, seed: str) -> Picture:
    """Read `motif | caption | credit`."""
    motif, caption, credit = (*pieces(text), "", "")[:3]
    return Picture(motif, seed, caption, credit)


def parse_body(text: str, slug: str) -> tuple[tuple[Block, ...], tuple[Post, ...]]:
    """Read a body: its blocks, and the posts of a live blog after them."""
    blocks: list[Block] = []
    posts: list[tuple[str, list[Block]]] = []
    current = blocks
    for chunk in re.split(r"\n{2,}", text.strip()):
        head, _, rest = chunk.partition("\n") if chunk.startswith("!at ") else ("", "", chunk)
        if head:
            current = []
            posts.append((head[4:], current))
        if rest:
            current.append(block_of(rest, f"{slug}-{len(blocks) + len(posts)}-{len(current)}"))
    return tuple(blocks), tuple(post_of(head, tuple(body)) for head, body in posts)


def post_of(head: str, blocks: tuple[Block, ...]) -> Post:
    """Read what heads a live blog's post."""
    at, author, heading = (*pieces(head), "", "")[:3]
    return Post(span(at), author, heading, blocks)


def block_of(chunk: str, seed: str) -> Block:
    """Read one block."""
    lines = chunk.split("\n")
    first = lines[0]
    if first.startswith("!"):
        return marked_block(" ".join(lines), seed)
    if first.startswith("## "):
        return Block("h", first[3:].strip())
    if first.startswith("> "):
        said = [line[2:].strip() for line in lines]
        by = said.pop()[3:] if said[-1].startswith("-- ") else ""
        return Block("quote", " ".join(said), by=by)
    return rows_of(lines) or Block("p", " ".join(line.strip() for line in lines))


def rows_of(lines: list[str]) -> Block | None:
    """Read a list or a table, if it is one."""
    first = lines[0]
    if first.startswith("- "):
        return Block("ul", items=tuple(line[2:].strip() for line in lines))
    if ORDERED.match(first):
        return Block("ol", items=tuple(line.partition(". ")[2].strip() for line in lines))
    if first.startswith("| "):
        return Block("table", rows=tuple(pieces(line.strip().strip("|")) for line in lines))
    return None


def marked_block(line: str, seed: str) -> Block:
    """Read a block that a word after `!` names."""
    name, _, rest = line[1:].partition(" ")
    if name == "picture":
        return Block("picture", picture=picture_of(rest, seed))
    if name not in OF_BLOCKS:
        raise ValueError(f"there is no block !{name}; see the head of lugas/demo/source.py")
    told = pieces(rest)
    if name == "post":
        return Block("post", told[1], by=told[0])
    return Block(OF_BLOCKS[name], told[0], items=told[1:])


def parse_article(text: str, slug: str, number: int, wires: dict[str, str]) -> Article:
    """Read an article's file; the text of one that an agency wrote stands in `wires`."""
    head, body = split_head(text)
    if "copy" in head:
        name = head.pop("copy")
        agency, wired = split_head(wires[name])
        for old, new in head.pop("changes", ()):
            if old not in wired:
                raise ValueError(f"the agency's text {name} has no words {old!r} to change")
            wired = wired.replace(old, new)
        chunks = re.split(r"\n{2,}", wired.strip())
        chunks = chunks[: head.pop("keep", len(chunks))]
        head, body = agency | head, "\n\n".join([*chunks, body])
    blocks, posts = parse_body(body, slug)
    edits = tuple(edit_of(entry, slug) for entry in head.pop("edits", ()))
    picture, deleted = head.pop("picture", ""), head.pop("deleted", "")
    authors, tags = (tuple(head.pop(name, ())) for name in ("authors", "tags"))
    return Article(
        slug=slug,
        number=number,
        published=span(head.pop("published")),
        blocks=blocks,
        posts=posts,
        edits=tuple(sorted(edits, key=lambda edit: edit.at)),
        picture=picture_of(picture, slug) if picture else None,
        deleted=span(deleted) if deleted else None,
        authors=authors,
        tags=tags,
        **head,
    )


def split_head(text: str) -> tuple[dict[str, Any], str]:
    """Part the TOML at a file's head from the body below it."""
    _, head, body = text.split("+++\n", 2)
    return tomllib.loads(head), body


def edit_of(entry: dict[str, Any], slug: str) -> Edit:
    """Read one edit."""
    given = dict(entry)
    replace = tuple((old, new) for old, new in given.pop("replace", ()))
    append, _ = parse_body(given.pop("append", ""), f"{slug}-more") if "append" in given else ((), ())
    return Edit(span(given.pop("at")), replace=replace, append=append, **given)


def load_wires() -> dict[str, str]:
    """Give the agencies' texts by their names."""
    folder = resources.files("lugas.demo") / "wires"
    return {
        entry.name[:-3]: entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".md")
    }


def load_paper(name: str) -> Paper:
    """Read one of the five papers with its articles; raises `FileError` where one of its files is wrong."""
    folder = resources.files("lugas.demo") / name
    given = tomllib.loads((folder / "paper.toml").read_text("utf-8"))
    files = sorted(
        (entry for entry in folder.iterdir() if entry.name.endswith(".md")), key=lambda entry: entry.name
    )
    wires = load_wires()
    articles = []
    for entry in files:
        number, _, slug = entry.name[:-3].partition("-")
        try:
            articles.append(parse_article(entry.read_text("utf-8"), slug, int(number), wires))
        except (KeyError, TypeError, ValueError) as error:
            raise FileError(f"{name}/{entry.name}", f"is no article: {error}") from error
    hours = given.pop("zone")
    sections = tuple(Section(slug, title) for slug, title in given.pop("sections").items())
    redesigned = given.pop("redesigned", "")
    return Paper(
        name=name,
        zone=dt.timezone(dt.timedelta(hours=hours)),
        sections=sections,
        articles=tuple(replace(one, language=one.language or given["language"]) for one in articles),
        redesigned=span(redesigned) if redesigned else None,
        **given,
    )
