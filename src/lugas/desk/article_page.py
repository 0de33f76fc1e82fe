"""The page of an article, as it is or as a version of it was; its text as it is copied; saving it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from lugas.desk import addresses, times
from lugas.desk.cards import words_a_minute
from lugas.desk.desk import Feeds, Sitting, sitting_of
from lugas.desk.front import others
from lugas.desk.prose import prose_of, shown_from
from lugas.desk.share import links
from lugas.errors import UsageError
from lugas.model import Article, Role
from lugas.render.clean import fold, web_address
from lugas.render.copy import to_copy
from lugas.render.labels import direction, is_upright, language_tag
from lugas.render.layout import source_name
from lugas.store import Chosen, Headline, Stored
from lugas.vocabulary import Access, VerdictKind

__all__ = ["Paper", "copied", "paper_of", "save", "show", "stored_of"]

OTHERS = 6
LARGEST_FORM = 10_000  # bytes; it bears one address
NOT_WHOLE = frozenset({VerdictKind.PARTIAL, VerdictKind.PAYWALL})
NOTED = frozenset({Role.CORRECTION})
MOST_NOTED = 20


@dataclass(frozen=True)
class Paper:
    """What stands around an article's body on its page; every text on one line, every address safe to link to."""

    title: str
    kicker: str
    dek: str
    language: str
    direction: str
    upright: bool
    authors: tuple[tuple[str, str], ...]
    times: tuple[tuple[str, str, str], ...]
    minutes: int
    notes: tuple[str, ...]
    doubt: str
    corrections: tuple[str, ...]
    sections: tuple[tuple[str, str], ...]
    tags: tuple[tuple[str, str], ...]
    credits: tuple[str, ...]
    source: str
    source_href: str
    permalink: str


def stored_of(sitting: Sitting, *, addresses: bool = False) -> Stored:
    """Give the article that the address names, where wanted with those that lead to it; 404 where there is none."""
    stored = sitting.store.articles.get(sitting.request.path_params["id"], addresses=addresses)
    if stored is None:
        raise HTTPException(404)
    return stored


def show(request: Request) -> Response:
    """Show an article; one that has become one with another is shown at the other's address."""
    sitting = sitting_of(request)
    stored = stored_of(sitting)
    headline = stored.headline
    if headline.id != request.path_params["id"]:
        return RedirectResponse(addresses.article(headline.id), 301)  # there, versions have other numbers
    article, note, version = stored.article, "", version_of(sitting, headline)
    if version is not None:
        article, note = as_it_was(sitting, headline, version)
    pictures = sitting.desk.settings.pictures is not None
    shown = shown_from(partial(addresses.picture, headline.id, version=version) if pictures else None)
    near, over = latest_others(sitting, headline)
    maker = sitting.maker([headline, *near])
    paper = paper_of(article, headline, sitting)
    return sitting.page(
        "article.html",
        paper=paper,
        card=maker.card(headline),
        prose=prose_of(article, sitting.words, shown),
        others=maker.cards(near),
        others_over=over,
        note=note,
        copy_href=addresses.with_query(addresses.article(headline.id, "copy"), {"version": version}),
        share=links(
            paper.title, paper.permalink, mail=sitting.words("mail"), mastodon=sitting.desk.settings.mastodon
        ),
        versions=headline.version,
        origin=sitting.origin,
        heading=paper.title,
        feeds=Feeds(book=addresses.book("/chosen", f"id={headline.id}")),
    )


def version_of(sitting: Sitting, headline: Headline) -> int | None:
    """Give the number of the version that is asked for, `None` for the newest."""
    version = sitting.number("version")
    return version if version != headline.version else None


def as_it_was(sitting: Sitting, headline: Headline, number: int) -> tuple[Article, str]:
    """Give a version and what tells the reader that it is one; 404 where it is not there."""
    article = sitting.store.versions.get(headline.id, number)
    rows = sitting.store.versions.of(headline.id, before=number + 1, limit=1)
    if article is None or not rows:
        raise HTTPException(404)
    time = times.in_full(rows[0].seen.astimezone(sitting.now.tzinfo), sitting.words)
    return article, sitting.words("shown_version", n=number, of=headline.version, time=time)


def latest_others(sitting: Sitting, headline: Headline) -> tuple[list[Headline], str]:
    """Give the latest others of the article's section, or of its site where it names no section."""
    words, newest = sitting.words, sitting.desk.newest
    if headline.section:
        found = newest(Chosen(section=headline.section))
        near = others(found.items, headline, OTHERS)
        if near:
            return near, words("latest_in", name=fold(headline.section))
    site = sitting.site(number=headline.site_id)
    found = newest(Chosen(site_id=headline.site_id))
    name = fold(site.name or site.host) if site is not None else ""
    return others(found.items, headline, OTHERS), words("latest_from", name=name)


def paper_of(article: Article, headline: Headline, sitting: Sitting) -> Paper:
    """Make what stands around an article's body."""
    here = web_address(article.url or article.canonical_url or headline.url)
    site = sitting.site(number=headline.site_id)
    return Paper(
        title=fold(article.title or headline.url),
        kicker=fold(article.kicker),
        dek=fold(article.dek),
        language=language_tag(article.language),
        direction=direction(article.language),
        upright=is_upright(article.language),
        authors=tuple(
            (name, addresses.labelled("author", name))
            for person in article.authors
            if (name := fold(person.name))
        ),
        times=tuple(told_times(article, headline, sitting)),
        minutes=words_a_minute(headline.words),
        notes=tuple(notes(article, sitting)),
        doubt=fold(article.verdict.reason) if is_doubtful(article) else "",
        corrections=tuple(fold(block.text) for block in article.blocks if block.role in NOTED)[:MOST_NOTED],
        sections=tuple(
            (fold(name), addresses.labelled("section", name)) for name in article.section if name.strip()
        ),
        tags=tuple((fold(name), addresses.labelled("tag", name)) for name in article.tags if name.strip()),
        credits=tuple(fold(line) for line in article.credits),
        source=fold(site.name) if site is not None and site.name else source_name(article),
        source_href=here,
        permalink=here,
    )


def told_times(article: Article, headline: Headline, sitting: Sitting) -> list[tuple[str, str, str]]:
    """Give label, ISO 8601 and words of the times an article tells; where it tells none, when it was first seen."""
    words = sitting.words
    told = [("published", article.published), ("updated", article.modified)]
    found = [
        (words(label), moment.iso, text)
        for label, moment in told
        if moment is not None and (text := times.moment_in_full(moment, words))
    ]
    if len(found) == 2 and found[0][2] == found[1][2]:
        found.pop()
    if not found:
        seen = headline.first_seen.astimezone(sitting.now.tzinfo)
        found = [(words("first_seen"), seen.isoformat(), times.in_full(seen, words))]
    return found


def is_doubtful(article: Article) -> bool:
    """Tell whether a page may be none of an article."""
    return not article.verdict.holds_article and article.verdict.kind not in NOT_WHOLE


def notes(article: Article, sitting: Sitting) -> list[str]:
    """Tell what a reader should know before reading: not whole, for subscribers, perhaps no article, and then why."""
    words, verdict, paid = sitting.words, article.verdict, article.access == Access.PAID
    if verdict.kind in NOT_WHOLE:
        return [words("not_whole_paid" if paid else "not_whole")]
    found = [words("paid_note")] if paid else []
    if is_doubtful(article):
        found.append(words("not_article"))
    return found


def copied(request: Request) -> Response:
    """Give an article's text, or that of a version, as it is copied: headline, paragraphs, address of the source."""
    sitting = sitting_of(request)
    stored = stored_of(sitting)
    article, version = stored.article, version_of(sitting, stored.headline)
    if version is not None:
        article, _ = as_it_was(sitting, stored.headline, version)
    return PlainTextResponse(to_copy(article) + "\n", headers={"Cache-Control": "private, no-cache"})


async def save(request: Request) -> Response:
    """Save an article, or let go of it, and go back to where that was asked for."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FORM:
            raise HTTPException(413)
    fields = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    keep = fields.get("keep", ["1"])[0] == "1"
    await run_in_threadpool(kept, sitting_of(request), request.path_params["id"], keep)
    back = fields.get("back", ["/"])[0]
    # A path of the desk's own: what begins with two slashes, or a backslash, browsers take for another host.
    safe = back.startswith("/") and not back.startswith("//") and "\\" not in back and back.isprintable()
    return RedirectResponse(back if safe else addresses.article(request.path_params["id"]), 303)


def kept(sitting: Sitting, article_id: int, keep: bool) -> None:
    """Save an article, or let go of it; 404 where there is none."""
    reader = sitting.store.reader
    if not keep:
        reader.drop(article_id)
        return
    try:
        reader.save(article_id)
    except UsageError as error:
        raise HTTPException(404) from error
