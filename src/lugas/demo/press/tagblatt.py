"""Rennauer Tagblatt, in German: a paywall that a cookie opens, a consent box over all, a JSON feed of summaries."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from lugas.demo.press.dates import clock, day, iso
from lugas.demo.press.design import Design, join, slug_of, text
from lugas.demo.press.shown import Shown, View, plain
from lugas.demo.records import Article, Picture, Section
from lugas.demo.world import Version

__all__ = ["Tagblatt"]


def written(at: dt.datetime) -> str:
    """Write a time as the paper does."""
    return f"{day(at, 'de')}, {clock(at, 'de')} Uhr"


class Tagblatt(Design):
    """The templates of the Rennauer Tagblatt."""

    folder: ClassVar[str] = "tagblatt"
    feed_path: ClassVar[str] = "/feed.json"
    sitemap_path: ClassVar[str] = "/sitemap-news.xml"
    extension: ClassVar[str] = "png"

    def article_path(self, article: Article) -> str:
        """Give `/lokales/slug-40012.html`, with `plus` before the number where the article is closed."""
        plus = "plus-" if article.access == "closed" else ""
        return f"/{article.section}/{article.slug}-{plus}4{article.number:04}.html"

    def picture_path(self, picture: Picture, width: int = 0) -> str:
        """Give a picture's address: charts and maps are drawings."""
        path = super().picture_path(picture, width)
        return path.replace(".png", ".svg") if picture.motif in {"chart", "map"} else path

    def frame(self, title: str, head: str, main: str, kind: str) -> str:
        """Set what is the same on every page around what is not."""
        return self.fill(
            "frame",
            title=text(title),
            site=text(self.paper.title),
            tagline=text(self.paper.tagline),
            feed=self.url(self.feed_path),
            head=head,
            kind=kind,
            menu=self.menu(),
            main=main,
        )

    def teaser(self, version: Version, size: str = "m") -> str:
        """Set one article of a list."""
        return self.once(f"teaser-{size}", version.article.number, lambda: self._teaser(version, size))

    def _teaser(self, version: Version, size: str) -> str:
        article = version.article
        source = self.picture_path(article.picture, 320) if article.picture is not None else ""
        return self.fill(
            "teaser",
            size=size,
            path=self.article_path(article),
            picture=self.fill("teaser-picture", source=source) if source else "",
            kicker=text(article.kicker),
            plus=self.fill("plus") if article.access == "closed" else "",
            title=text(version.title),
            dek=self.inline(version.dek),
        )

    def front(self) -> str:
        """Give the front page."""
        newest = self.edition.versions[:30]
        teasers = join(self.teaser(one, "l" if place == 0 else "m") for place, one in enumerate(newest))
        main = self.fill("front", site=text(self.paper.title), teasers=teasers)
        return self.frame(f"{self.paper.title} | {self.paper.tagline}", "", main, "home")

    def section_page(self, section: Section) -> str:
        """Give a section's page."""
        teasers = join(map(self.teaser, self.edition.in_section(section.slug)[:40]))
        main = self.fill("section", name=text(section.name), teasers=teasers)
        return self.frame(f"{section.name} | {self.paper.title}", "", main, "ressort")

    def article_page(self, version: Version, view: View) -> str:
        """Give an article's page."""
        part = self.shown(version, view)
        article = version.article
        section = self.paper.section(article.section)
        by = [self.fill("author", slug=slug_of(name), name=text(name)) for name in article.authors]
        changed = self.edition.moment(version.modified) if version.modified is not None else None
        main = self.fill(
            "article",
            site=text(self.paper.title),
            access=article.access,
            section_path=self.section_path(section),
            section=text(section.name),
            kicker=text(article.kicker),
            title=text(version.title),
            dek=self.fill("dek", dek=self.inline(version.dek)) if version.dek else "",
            authors=" und ".join(by),
            published=self.published(version),
            time=written(self.edition.moment(article.published)),
            updated=self.fill("updated", time=written(changed)) if changed else "",
            lead=self.figure(article.picture) if article.picture is not None and part.page in {0, 1} else "",
            language=self.language(version),
            body=self.set_body(version, part),
            wall=self.fill("wall") if part.closed else "",
            source=self.fill("source", wire=text(article.wire)) if article.wire else "",
            tags=" ".join(self.fill("tag", slug=slug_of(tag), name=text(tag)) for tag in article.tags),
            related=join(map(self.teaser, self.others(version, 4, article.section))),
            most=self.once("most", 0, self._most),
        )
        title = f"{article.kicker}: {version.title}" if article.kicker else version.title
        return self.frame(f"{title} | {self.paper.title}", self.head(version, view), main, "article")

    def _most(self) -> str:
        ranked = sorted(self.edition.versions[:20], key=lambda one: one.article.slug)[:6]
        most = (
            {
                "path": self.article_path(one.article),
                "kicker": text(one.article.kicker),
                "title": text(one.title),
            }
            for one in ranked
        )
        return self.each("link", most)

    def set_body(self, version: Version, part: Shown) -> str:
        """Set the body, with the advertisement within it and what ends it."""
        pieces = self.body(part.blocks)
        if len(pieces) > 3:
            pieces.insert(2, self.fill("ad"))
        if part.closed and pieces:
            pieces[-1] = pieces[-1].replace("<p>", '<p class="fade">')
        for post in () if part.closed else version.posts:
            at = self.edition.moment(post.at)
            values = {"id": f"{at:%d%H%M}", "iso": iso(at), "time": clock(at, "de")}
            body = join(self.body(post.blocks))
            pieces.append(
                self.fill("live", heading=text(post.heading), author=text(post.author), body=body, **values)
            )
        pieces += [f'<p class="note"><em>Korrektur: {text(note)}</em></p>' for note in version.notes]
        if part.pages > 1:
            pieces.append(self.paging(version.article, part))
        return join(pieces)

    def paging(self, article: Article, part: Shown) -> str:
        """Set the links to the other pages of a split article."""
        links = [
            {
                "active": "is-active" if number == part.page else "",
                "path": self.page_path(article, number),
                "number": str(number),
            }
            for number in range(1, part.pages + 1)
        ]
        whole = f'<a href="{self.page_path(article, 0)}">Auf einer Seite lesen</a>'
        return f'<nav class="paging">Seite {self.each("page-link", links)} {whole}</nav>'

    def head(self, version: Version, view: View) -> str:
        """Give the data of an article's page: whole, with the parts that are closed named."""
        article = version.article
        data: dict[str, Any] = self.news_article(version, view)
        data["isAccessibleForFree"] = article.access == "free"
        data["alternativeHeadline"] = article.kicker
        if article.access == "closed":
            selector = {
                "@type": "WebPageElement",
                "isAccessibleForFree": False,
                "cssSelector": ".article__body",
            }
            data["hasPart"] = selector
        return self.fill(
            "article-head",
            dek=text(self.summary(version)),
            published=self.published(version),
            modified=self.modified(version),
            site=text(self.paper.title),
            tags=text(", ".join(article.tags)),
            url=self.url(self.article_path(article)),
            graph=self.open_graph(version, "type", "title", "description", "url", "site_name", "image"),
            data=self.json_ld(data),
        )

    def figure(self, picture: Picture, template: str = "figure") -> str:
        """Set a picture."""
        return self.fill(
            template,
            source=self.picture_path(picture),
            alt=text(plain(picture.caption)),
            caption=self.inline(picture.caption),
            credit=f' <span class="media__credit">Foto: {text(picture.credit)}</span>'
            if picture.credit
            else "",
        )
