"""The Saltmere Courier, in English, as it is before its redesign: a weblog's theme, microdata, a full feed."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from lugas.demo.press.dates import clock, day, iso, weekday
from lugas.demo.press.design import Design, join, slug_of, text
from lugas.demo.press.shown import Shown, View, plain
from lugas.demo.records import Article, Picture, Section
from lugas.demo.world import Version

__all__ = ["Courier"]


def written(at: dt.datetime) -> str:
    """Write a time as the paper does."""
    return f"{weekday(at, 'en')} {day(at, 'en')}, {clock(at, 'en')} GMT"


class Courier(Design):
    """The old templates of the Saltmere Courier."""

    folder: ClassVar[str] = "courier"
    feed_path: ClassVar[str] = "/feed/"
    sitemap_path: ClassVar[str] = "/wp-sitemap.xml"

    def article_path(self, article: Article) -> str:
        """Give `/2026/03/02/slug/`."""
        return f"/{self.edition.moment(article.published):%Y/%m/%d}/{article.slug}/"

    def section_path(self, section: Section) -> str:
        """Give `/category/news/`."""
        return f"/category/{section.slug}/"

    def page_path(self, article: Article, page: int) -> str:
        """Give `/2026/03/02/slug/2/`."""
        path = self.article_path(article)
        return path if page == 1 else f"{path}{page or 'all'}/"

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
            recent=self.once("recent", 0, lambda: self.links("recent", self.others(None, 8))),
        )

    def links(self, template: str, versions: list[Version]) -> str:
        """Set links to articles."""
        entries = ({"path": self.article_path(one.article), "title": text(one.title)} for one in versions)
        return self.each(template, entries)

    def teaser(self, version: Version) -> str:
        """Set one article of a list."""
        return self.once("teaser", version.article.number, lambda: self._teaser(version))

    def _teaser(self, version: Version) -> str:
        path, picture = self.article_path(version.article), version.article.picture
        at = self.edition.moment(version.article.published)
        source = self.picture_path(picture, 320) if picture is not None else ""
        return self.fill(
            "teaser",
            path=path,
            picture=self.fill("thumbnail", path=path, source=source) if source else "",
            title=text(version.title),
            iso=iso(at),
            day=day(at, "en"),
            dek=self.inline(version.dek),
        )

    def front(self) -> str:
        """Give the front page."""
        main = self.fill("front", posts=join(map(self.teaser, self.edition.versions[:25])))
        return self.frame(f"{self.paper.title} – {self.paper.tagline}", "", main, "home blog")

    def section_page(self, section: Section) -> str:
        """Give a section's page."""
        posts = join(map(self.teaser, self.edition.in_section(section.slug)[:40]))
        main = self.fill("section", name=text(section.name), posts=posts)
        return self.frame(f"{section.name} – {self.paper.title}", "", main, "archive category")

    def article_page(self, version: Version, view: View) -> str:
        """Give an article's page."""
        part = self.shown(version, view)
        article = version.article
        section = self.paper.section(article.section)
        at = self.edition.moment(article.published)
        first = part.page in {0, 1}
        tags = [self.fill("tag", slug=slug_of(tag), name=text(tag)) for tag in article.tags]
        by = [self.fill("author", slug=slug_of(name), name=text(name)) for name in article.authors]
        main = self.fill(
            "article",
            number=str(article.number),
            section_path=self.section_path(section),
            section=text(section.name),
            title=text(version.title),
            authors=" and ".join(by),
            iso=iso(at),
            time=written(at),
            updated=self.updated(version),
            dek=f'<p class="standfirst">{self.inline(version.dek)}</p>' if version.dek and first else "",
            lead=self.figure(article.picture) if article.picture is not None and first else "",
            language=self.language(version),
            body=self.set_body(version, part),
            related=self.related(version),
            tags=", ".join(tags),
            near=self.near(version),
        )
        head = self.fill(
            "article-head",
            url=self.url(self.article_path(article)),
            dek=text(self.summary(version)),
            graph=self.open_graph(version, "type", "title", "url", "site_name", "image"),
        )
        return self.frame(f"{version.title} – {self.paper.title}", head, main, "single single-post")

    def set_body(self, version: Version, part: Shown) -> str:
        """Set the body, with the advertisement within it and what ends it."""
        pieces = self.body(part.blocks)
        if len(pieces) > 5:
            pieces.insert(4, self.fill("ad"))
        for post in version.posts:
            at = self.edition.moment(post.at)
            values = {
                "id": f"{at:%d%H%M}",
                "iso": iso(at),
                "time": clock(at, "en"),
                "author": text(post.author),
                "heading": f"<h3>{text(post.heading)}</h3>" if post.heading else "",
                "body": join(self.body(post.blocks)),
            }
            pieces.append(self.fill("live", **values))
        notes = version.notes
        pieces += [f'<p class="correction"><strong>Correction:</strong> {text(note)}</p>' for note in notes]
        if version.article.wire:
            pieces.append(f'<p class="source"><em>{text(version.article.wire)}</em></p>')
        pieces.append(self.paging(version.article, part))
        return join(pieces)

    def related(self, version: Version) -> str:
        """Set the rail of like articles, each headline twice."""
        entries = []
        for one in self.others(version, 3, version.article.section):
            picture, title = one.article.picture, text(one.title)
            source = self.picture_path(picture, 160) if picture is not None else ""
            image = f'<img src="{source}" alt="{title}" width="160" height="90">' if source else ""
            entries.append({"path": self.article_path(one.article), "title": title, "picture": image})
        return self.each("related", entries)

    def updated(self, version: Version) -> str:
        """Tell when an article was changed, where the paper tells it."""
        if version.modified is None:
            return ""
        at = self.edition.moment(version.modified)
        return self.fill("updated", iso=iso(at), time=written(at))

    def paging(self, article: Article, part: Shown) -> str:
        """Set the links to the other pages of a split article."""
        if part.pages == 1:
            return ""
        links = [
            self.fill("page-here", number=str(number))
            if number == part.page
            else self.fill("page-link", path=self.page_path(article, number), number=str(number))
            for number in range(1, part.pages + 1)
        ]
        return f'<div class="page-links">Pages: {" ".join(links)}</div>'

    def near(self, version: Version) -> str:
        """Set the links to the articles before and after."""
        place = self.edition.versions.index(version)
        around = (
            *self.edition.versions[place + 1 : place + 2],
            *self.edition.versions[max(place - 1, 0) : place],
        )
        return self.links("near", list(around))

    def figure(self, picture: Picture, template: str = "figure") -> str:
        """Set a picture."""
        return self.fill(
            template,
            small=self.picture_path(picture, 320),
            large=self.picture_path(picture, 640),
            alt=text(plain(picture.caption)),
            caption=self.inline(picture.caption),
            credit=f" ({text(picture.credit)})" if picture.credit else "",
        )
