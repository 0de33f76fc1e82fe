"""Our own fields of labelled pages, with where each was read and what lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bench.fields.values import Values
from bench.pages import LabelledPage
from bench.quality.ours import text_of
from bench.visible import visible_text
from lugas.model import Article, Finding, Moment, Rival
from lugas.read import read

__all__ = ["COPIED", "Answer", "Reading", "read_fields", "values_as", "where"]

# The finding that each measured field is read from.
FINDINGS = {
    "title": "title",
    "authors": "authors",
    "day": "published",
    "instant": "published",
    "tags": "tags",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What reading a page gave: its fields, the verdict, the findings by their field, and the last change."""

    values: Values
    verdict: str = ""
    holds_article: bool = False
    reason: str = ""
    findings: Mapping[str, Finding] = field(default_factory=dict)
    modified: str = ""

    def finding(self, name: str) -> Finding | None:
        """Give the finding of a measured field."""
        return self.findings.get(FINDINGS[name])


Reading = Callable[[LabelledPage], Answer]


def read_fields(page: LabelledPage) -> Answer:
    """Read a page as saved and give its fields."""
    return answer_of(read(page.content, url=page.url or None, form="html"))


def read_copied(page: LabelledPage) -> Answer:
    """Read the visible text of a page, as it is copied off a screen, with the page's address; give its fields."""
    return answer_of(read(visible_text(text_of(page)), url=page.url or None, form="text"))


def read_copied_alone(page: LabelledPage) -> Answer:
    """Read the visible text of a page and nothing else, and give its fields."""
    return answer_of(read(visible_text(text_of(page)), form="text"))


# The ways copied text is read in, by what the tables call them.
COPIED: dict[str, Reading] = {"with its address": read_copied, "alone": read_copied_alone}


def answer_of(article: Article) -> Answer:
    """Give the fields that are measured of an article."""
    values = Values(
        article.title,
        tuple(person.name for person in article.authors),
        _iso(article.published),
        article.tags,
    )
    verdict = article.verdict
    findings = {finding.field: finding for finding in article.findings}
    return Answer(
        values,
        verdict.kind.value,
        verdict.holds_article,
        verdict.reason,
        findings,
        _iso(article.modified),
    )


def _iso(moment: Moment | None) -> str:
    return moment.iso if moment else ""


def values_as(name: str, value: str | tuple[str, ...]) -> Values:
    """Take what a finding or a rival of a measured field says for the value of that field."""
    many = (value,) if isinstance(value, str) else value
    if name == "authors":
        return Values(authors=many)
    if name == "tags":
        return Values(tags=many)
    one = many[0] if many else ""
    return Values(title=one) if name == "title" else Values(published=one)


def where(told: Finding | Rival) -> str:
    """Name the place that a value was read from: `json-ld article.author`."""
    # The number of a line says nothing beside those of other pages.
    detail = "line" if told.detail.startswith("line ") else told.detail
    return f"{told.source.value} {detail}".strip()
