"""The Saltmere Courier after its redesign: classes that say nothing, JSON-LD as a graph, other addresses, a meter."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from lugas.demo.press.dates import clock, day, iso
from lugas.demo.press.design import Design, join, slug_of, text
from lugas.demo.press.shown import Shown, View, plain
from lugas.demo.records import Article, Picture, Section
from lugas.demo.world import Version

__all__ = ["CourierNew"]


def written(at: dt.datetime) -> str:
    """Write a time as the paper does now."""
    return f"{day(at, 'en')} at {clock(at, 'en')} GMT"


class CourierNew(Design):
    """The new templates of the Saltmere Courier."""

    folder: ClassVar[str] = "courier"
    file: ClassVar[str] = "new.html"
    feed_path: ClassVar[str] = "/feeds/all.atom"
    sitemap_path: ClassVar[str] = "/sitemaps/index.xml"

    def article_path(self, article: Article) -> str:
        """Give `/news/slug-a10012`."""
        return f"/{article.section}/{article.slug}-a1{article.number:04}"

    def frame(self, title: str, head: str, main: str, route: str, meter: str = "") -> str:
        """Set what is the same on every page around what is not."""
        return self.fill(
            "frame",
            title=text(title),
            site=text(self.paper.title),
            feed=self.url(self.feed_path),
            head=head,
            menu=self.menu(),
            meter=meter,
            main=main,
            route=route,
        )

    def card(self, version: Version) -> str:
        """Set one article of a list."""
        return self.once("card", version.article.number, lambda: self._card(version))

    def _card(self, version: Version) -> str:
        article, path = version.article, self.article_path(version.article)
        picture = ""
        if article.picture is not None:
            small, large = self.picture_path(article.picture, 320), self.picture_path(article.picture)
            picture = self.fill("card-picture", path=path, source=small, large=large)
        return self.fill(
            "card",
            path=path,
            picture=picture,
            section=text(self.paper.section(article.section).name),
            title=text(version.title),
            dek=self.inline(version.dek),
        )

    def front(self) -> str:
        """Give the front page."""
        cards = join(map(self.card, self.edition.versions[:30]))
        main = self.fill("front", site=text(self.paper.title), cards=cards)
        return self.frame(f"{self.paper.title} | {self.paper.tagline}", "", main, "/")

    def section_page(self, section: Section) -> str:
        """Give a section's page."""
        cards = join(map(self.card, self.edition.in_section(section.slug)[:40]))
        main = self.fill("section", name=text(section.name), cards=cards)
        return self.frame(f"{section.name} | {self.paper.title}", "", main, f"/{section.slug}")

    def article_page(self, version: Version, view: View) -> str:
        """Give an article's page."""
        part = self.shown(version, view)
        article = version.article
        section = self.paper.section(article.section)
        first = part.page in {0, 1}
        minutes = max(1, sum(len(block.text) for block in version.blocks) // 1200)
        main = self.fill(
            "article",
            number=str(article.number),
            section_path=self.section_path(section),
            section=text(section.name),
            title=text(version.title),
            dek=self.fill("dek", dek=self.inline(version.dek)) if version.dek and first else "",
            authors=", ".join(
                self.fill("author", slug=slug_of(name), name=text(name)) for name in article.authors
            ),
            published=self.published(version),
            time=written(self.edition.moment(article.published)),
            updated=self.updated(version),
            minutes=str(minutes),
            lead=self.figure(article.picture) if article.picture is not None and first else "",
            language=self.language(version),
            body=self.set_body(version, part),
            closed=self.fill("closed") if part.closed else "",
            after=self.after(article, part),
            most=self.most(),
            related=join(map(self.card, self.others(version, 3, article.section))),
        )
        meter = ""
        if self.paper.meter and not view.member and not part.closed:
            meter = self.fill("meter", read=str(view.read + 1), meter=str(self.paper.meter))
        title = f"{version.title} | {self.paper.title}"
        return self.frame(title, self.head(version, view), main, self.article_path(article), meter)

    def set_body(self, version: Version, part: Shown) -> str:
        """Set the body, with the advertisement and the prompt within it."""
        pieces = self.body(part.blocks)
        if len(pieces) > 6:
            pieces.insert(5, self.fill("letter"))
        if len(pieces) > 3:
            pieces.insert(3, self.fill("ad"))
        for post in version.posts:
            at = self.edition.moment(post.at)
            values = {
                "id": f"{at:%d%H%M}",
                "iso": iso(at),
                "time": written(at),
                "author": text(post.author),
                "heading": f"<h3>{text(post.heading)}</h3>" if post.heading else "",
                "body": join(self.body(post.blocks)),
            }
            pieces.append(self.fill("live", **values))
        pieces += [f"<p><em>This article was corrected: {text(note)}</em></p>" for note in version.notes]
        if version.article.wire:
            pieces.append(f"<p><em>{text(version.article.wire)}</em></p>")
        return join(pieces)

    def after(self, article: Article, part: Shown) -> str:
        """Set what stands under the body: the other pages, the topics."""
        pages = ""
        if part.pages > 1:
            links = [
                {"path": self.page_path(article, number), "number": str(number)}
                for number in range(1, part.pages + 1)
            ]
            pages = f'<nav class="flex gap-2 my-6" aria-label="Pages">{self.each("page", links)}</nav>'
        tags = self.each("tag", ({"slug": slug_of(tag), "name": text(tag)} for tag in article.tags))
        return pages + (self.fill("topics", tags=tags) if tags else "")

    def most(self) -> str:
        """Set the list of what is read most."""
        return self.once("most", 0, self._most)

    def _most(self) -> str:
        ranked = sorted(self.edition.versions[:20], key=lambda one: one.title)[:6]
        entries = ({"path": self.article_path(one.article), "title": text(one.title)} for one in ranked)
        return self.each("most", entries)

    def updated(self, version: Version) -> str:
        """Tell when an article was changed, where the paper tells it."""
        if version.modified is None:
            return ""
        at = self.edition.moment(version.modified)
        return self.fill("updated", iso=iso(at), time=written(at))

    def head(self, version: Version, view: View) -> str:
        """Give the data of an article's page: one graph, whose authors are named by reference."""
        article = version.article
        data: dict[str, Any] = self.news_article(version, view)
        del data["@context"]
        people = [
            {"@type": "Person", "@id": self.url(f"/by/{slug_of(name)}"), "name": name}
            for name in article.authors
        ]
        data |= {
            "author": [{"@id": person["@id"]} for person in people],
            "isAccessibleForFree": not self.paper.meter,
            "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".prose"},
        }
        if not self.paper.meter:
            del data["hasPart"]
        return self.fill(
            "article-head",
            dek=text(self.summary(version)),
            url=self.url(self.article_path(article)),
            published=self.published(version),
            modified=self.modified(version),
            section=text(self.paper.section(article.section).name),
            graph=self.open_graph(version, "type", "title", "description", "url", "site_name", "image"),
            data=self.json_ld({"@context": "https://schema.org", "@graph": [data, *people]}),
        )

    def figure(self, picture: Picture, template: str = "figure") -> str:
        """Set a picture."""
        return self.fill(
            template,
            small=self.picture_path(picture, 320),
            large=self.picture_path(picture, 640),
            alt=text(plain(picture.caption)),
            caption=self.inline(picture.caption),
            credit=f" <span>Photograph: {text(picture.credit)}</span>" if picture.credit else "",
        )
