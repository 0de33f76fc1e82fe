"""Whether a page read again is another version of its article, or the same with other noise around it."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from lugas.decide.difference import Paragraph, difference
from lugas.decide.fingerprint import digest
from lugas.model import Article, Kind, Role

__all__ = ["Change", "changed", "content_key", "paragraphs_of"]

SHRUNK = (
    0.5  # share of an article's letters under which a new reading is taken for a worse one, not for an edit
)
# Counters and ages, which change with every visit: "3 comments", "2 hours ago", "12.345 views".
_COUNTED = re.compile(r"\d+")
SHORT = 60  # letters of a paragraph in which nothing but a number may have changed as noise does

ChangeKind = Literal["same", "noise", "edited", "extended", "worse"]


class Change(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What became of an article between two readings.

    "same": nothing. "noise": nothing that its author wrote. "edited": its text or title. "extended": paragraphs were
    added only, as of a live blog. "worse": the later reading has far less, or met a wall; the earlier one is to be
    kept. `reasons` says so in words.
    """

    kind: ChangeKind
    reasons: tuple[str, ...] = ()
    added: int = 0
    removed: int = 0
    edited: int = 0


def paragraphs_of(article: Article) -> tuple[str, ...]:
    """Give the texts that a version is compared by: dek, body and corrections, by blocks, list items a line each."""
    wanted = (block for block in article.blocks if block.role in {Role.DEK, Role.BODY, Role.CORRECTION})
    return tuple(
        (f"[{block.embed.url}]" if block.kind is Kind.EMBED and block.embed is not None else block.text)
        for block in wanted
        if block.text or block.embed is not None
    )


def content_key(article: Article) -> str:
    """Give a digest of what counts of an article: two readings with the same one are one version."""
    # white space alone does not count: "24 million" that became "2,4 million" differs by a comma
    parts = (" ".join(text.split()) for text in (article.title, *paragraphs_of(article)))
    return digest("\n".join(part for part in parts if part))


def changed(before: Article, after: Article) -> Change:
    """Tell what became of an article between two readings of its page."""
    if worse := _why_worse(before, after):
        return Change(kind="worse", reasons=(worse,))
    if content_key(before) == content_key(after):
        plain = before.blocks == after.blocks and before.title == after.title
        return Change(
            kind="same" if plain else "noise", reasons=() if plain else ("only what stands around the text",)
        )
    told = difference(paragraphs_of(before), paragraphs_of(after))
    real = [each for each in told if each.kind not in {"same", "moved"} and not _is_noise(each)]
    count = {kind: sum(each.kind == kind for each in real) for kind in ("added", "removed", "changed")}
    titled = before.title.split() != after.title.split()
    moved = any(each.kind == "moved" for each in told)
    reasons = [f"the title: {before.title!r} became {after.title!r}"] if titled else []
    reasons += [f"{number} paragraphs {kind}" for kind, number in count.items() if number]
    if not real and not titled and not moved:
        return Change(kind="noise", reasons=("only counters and times",))
    only_added = bool(count["added"]) and not (count["removed"] or count["changed"] or titled)
    return Change(
        kind="extended" if only_added else "edited",
        reasons=(*reasons, *(("paragraphs in another order",) if moved else ())),
        added=count["added"],
        removed=count["removed"],
        edited=count["changed"],
    )


def _why_worse(before: Article, after: Article) -> str:
    """Say why a later reading is not to replace an earlier one, "" where it may."""
    if not before.verdict.holds_article:
        return ""
    if not after.verdict.holds_article:
        return f"the page is now {after.verdict.kind.value}"
    old, new = len(before.text), len(after.text)
    closed = after.verdict.kind.value in {"paywall", "partial"} and before.verdict.kind.value not in {
        "paywall",
        "partial",
    }
    return f"{new} letters are left of {old}, and the rest is closed" if closed and new < SHRUNK * old else ""


def _is_noise(paragraph: Paragraph) -> bool:
    """Tell whether nothing but numbers changed in a short line without a full stop: a counter, an age."""
    if (
        paragraph.kind != "changed"
        or len(paragraph.text) > SHORT
        or paragraph.text.rstrip()[-1:] in ".!?。！？"
    ):
        return False
    before = "".join(piece.text for piece in paragraph.pieces if piece.kind != "added")
    return _COUNTED.sub("0", before) == _COUNTED.sub("0", paragraph.text)
