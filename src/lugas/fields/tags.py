"""The tags: what the page files the article under, in its order."""

from __future__ import annotations

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.title_forms import title_key
from lugas.model import Finding, Role, Source
from lugas.page.json_ld import values_of

__all__ = ["choose_tags"]

Tags = tuple[str, ...]
LONGEST_TAG = 60
MOST_TAGS = 40
LABELS = frozenset(
    {
        "tag",
        "tags",
        "topics",
        "topic",
        "keywords",
        "themen",
        "schlagworte",
        "temas",
        "etiquetas",
        "tagar",
        "topik",
        "more",
        "kata kunci",
        "related topics",
        "теги",
        "метки",
        "標籤",
        "标签",
        "キーワード",
        "태그",
        "mots-clés",
        "sujets",
        "argomenti",
        "tagi",
        "etiketler",
        "anahtar kelimeler",
    }
)


def choose_tags(clues: Clues, sheet: Sheet) -> tuple[Tags, Finding | None]:
    """Settle the tags of the article."""
    embedded = clues.embedded
    candidates: list[Candidate[Tags]] = []

    def add(texts: list[str], source: Source, detail: str, weight: float) -> None:
        tags = tidy(texts)
        if tags:
            candidates.append(Candidate(tags, tags, source, detail, weight))

    add(
        split_each(values_of(embedded.article.get("keywords"), "name")),
        Source.JSON_LD,
        "article.keywords",
        4.0,
    )
    add(list(embedded.meta.get("article:tag", ())), Source.OPEN_GRAPH, "article:tag", 3.6)
    add(split_each(embedded.meta.get("news_keywords", ())), Source.META, "news_keywords", 3.2)
    add(split_each(embedded.meta.get("parsely-tags", ())), Source.META, "parsely-tags", 2.6)
    shown = [
        text for mark in clues.marks if mark.kind == "tag" and not mark.foreign for text, _ in mark.links
    ]
    add(shown, Source.MARKUP, "tag links", 3.0)
    add(
        [part for row in sheet.having(Role.TAGS) for part in split_row(row.text)],
        Source.TEXT,
        "tag lines",
        3.4,
    )
    add(split_each(embedded.properties.get("keywords", ())), Source.MICRODATA, "keywords", 2.5)
    add(split_each(embedded.meta.get("keywords", ())), Source.META, "keywords", 1.5)
    if not candidates:
        return (), None
    winner = max(candidates, key=lambda one: one.weight)
    return winner.value, settle("tags", winner, candidates)


def split_each(texts: Tags) -> list[str]:
    """Split keywords that stand in one text."""
    found: list[str] = []
    for text in texts:
        marks = ",，;、|" if any(mark in text for mark in ",，;、") else "|"
        for mark in marks[1:]:
            text = text.replace(mark, marks[0])
        found.extend(text.split(marks[0]))
    return found


def split_row(text: str) -> list[str]:
    """Split a line of tags: after its label, at commas or hash marks."""
    head, colon, rest = text.partition(":")
    if colon and title_key(head) in {title_key(label) for label in LABELS}:
        text = rest
    if text.count("#") > 1:
        return text.split("#")
    return split_each((text,))


def tidy(texts: list[str]) -> Tags:
    """Clean tags, and keep each once."""
    found: dict[str, str] = {}
    for text in texts:
        tag = " ".join(text.split()).strip(" #,;:.\"'")
        key = title_key(tag)
        # Machine-made tags have a colon and no blank: `tone:news`, `type=article`.
        machine = " " not in tag and (":" in tag or "=" in tag or "_" in tag)
        if key and len(tag) <= LONGEST_TAG and tag.lower() not in LABELS and not machine:
            found.setdefault(key, tag)
    return tuple(found.values())[:MOST_TAGS]
