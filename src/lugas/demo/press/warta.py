"""Warta Lembayung, in Indonesian: a busy portal with rails, "Baca juga" lines, split articles and AMP pages."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from lugas.demo.press.dates import clock, day, weekday
from lugas.demo.press.design import Design, join, slug_of, text
from lugas.demo.press.shown import Shown, View, plain
from lugas.demo.records import Article, Picture, Section
from lugas.demo.world import Version

__all__ = ["Warta"]


def written(at: dt.datetime) -> str:
    """Write a time as the paper does."""
    return f"{day(at, 'id')}, {clock(at, 'id')} WIB"


class Warta(Design):
    """The templates of Warta Lembayung."""

    folder: ClassVar[str] = "warta"
    feed_path: ClassVar[str] = "/rss"
    sitemap_path: ClassVar[str] = "/sitemap.xml"
    other_form: ClassVar[str] = "amp"

    def article_path(self, article: Article) -> str:
        """Give `/daerah/read/2026/03/02/081500012/slug`."""
        at = self.edition.moment(article.published)
        return f"/{article.section}/read/{at:%Y/%m/%d/%H%M}{article.number:05}/{article.slug}"

    def feed_link(self, article: Article) -> str:
        """Give the address in the feed, with what tells the paper who came from it."""
        return f"{self.url(self.article_path(article))}?utm_source=rss&utm_medium=feed&utm_campaign=umum"

    def shows_dek(self, view: View) -> bool:  # noqa: ARG002 - neither form does
        """Tell that the dek stands in the page's data alone."""
        return False

    def dateline(self, article: Article) -> str:
        """Give `LEMBAYUNG, WARTA LEMBAYUNG - `, where the article was written."""
        return f"{article.place.upper()}, {self.paper.title.upper()} - " if article.place else ""

    def frame(self, title: str, head: str, main: str) -> str:
        """Set what is the same on every page around what is not."""
        hub = f'<link rel="hub" href="{self.url("/hub")}">' if self.paper.hub else ""
        return self.fill(
            "frame",
            title=text(title),
            site=text(self.paper.title),
            feed=self.url(self.feed_path),
            hub=hub,
            head=head,
            menu=self.menu(),
            main=main,
        )

    def card(self, version: Version, template: str = "card", width: int = 320) -> str:
        """Set one article of a list; its headline stands there twice, for the eye and for the picture's link."""
        return self.once(template, version.article.number, lambda: self._card(version, template, width))

    def _card(self, version: Version, template: str, width: int) -> str:
        article, path, title = version.article, self.article_path(version.article), text(version.title)
        picture = article.picture
        source = self.picture_path(picture, width) if picture is not None else ""
        values = {
            "path": path,
            "title": title,
            "picture": self.fill("card-picture", path=path, title=title, source=source) if source else "",
            "section": text(self.paper.section(article.section).name),
            "time": written(self.edition.moment(article.published)),
            "dek": self.inline(version.dek),
        }
        return self.fill(template, **values)

    def most(self) -> str:
        """Set the list of what is read most."""
        return self.once("most", 0, self._most)

    def _most(self) -> str:
        ranked = sorted(self.edition.versions[:30], key=lambda one: one.article.slug)[:8]
        items = self.each(
            "most-item",
            (
                {
                    "path": self.article_path(one.article),
                    "number": str(number),
                    "title": text(one.title),
                    "count": f"{98_710 // number:,}".replace(",", "."),
                }
                for number, one in enumerate(ranked, 1)
            ),
        )
        return self.fill("most", items=items)

    def front(self) -> str:
        """Give the front page."""
        newest = self.edition.versions
        headline = join([*(self.card(one, "big", 640) for one in newest[:1]), *map(self.card, newest[1:5])])
        main = self.fill(
            "front", headline=headline, rest=join(map(self.card, newest[5:30])), most=self.most()
        )
        head = f'<link rel="canonical" href="{self.url("/")}">'
        return self.frame(self.paper.tagline, head, main)

    def section_page(self, section: Section) -> str:
        """Give a section's page."""
        cards = join(map(self.card, self.edition.in_section(section.slug)[:40]))
        main = self.fill("section", name=text(section.name), cards=cards, most=self.most())
        head = f'<link rel="canonical" href="{self.url(self.section_path(section))}">'
        return self.frame(f"Berita {section.name}", head, main)

    def article_page(self, version: Version, view: View) -> str:
        """Give an article's page."""
        part = self.shown(version, view)
        if view.form == "amp":
            return self.amp_page(version, part)
        article = version.article
        section = self.paper.section(article.section)
        at = self.edition.moment(article.published)
        changed = self.edition.moment(version.modified) if version.modified is not None else None
        with_lead = article.picture is not None and part.page in {0, 1}
        main = self.fill(
            "article",
            section_path=self.section_path(section),
            section=text(section.name),
            title=text(version.title),
            site=text(self.paper.title),
            time=f"{weekday(at, 'id')}, {day(at, 'id')} | {clock(at, 'id')} WIB",
            updated=self.fill("updated", time=written(changed)) if changed else "",
            authors=self.each(
                "author", ({"slug": slug_of(one), "name": text(one)} for one in article.authors)
            ),
            share=self.fill("share"),
            lead=self.figure(article.picture) if article.picture is not None and with_lead else "",
            language=self.language(version),
            body=self.set_body(version, part),
            paging=self.paging(article, part),
            source=self.fill("source", wire=text(article.wire)) if article.wire else "",
            tags=self.each("tag", ({"slug": slug_of(tag), "name": text(tag)} for tag in article.tags)),
            related=join(map(self.card, self.others(version, 6, article.section))),
            newest=join(map(self.card, self.others(version, 15))),
            most=self.most(),
        )
        return self.frame(version.title, self.head(version, view, part), main)

    def set_body(self, version: Version, part: Shown) -> str:
        """Set the body, with the advertisement that splits it and the notes that end it."""
        pieces = self.body(part.blocks)
        line = self.dateline(version.article)
        if line and part.page in {0, 1} and pieces and pieces[0].startswith("<p>"):
            pieces[0] = f"<p><strong>{text(line[:-3])}</strong> - {pieces[0][3:]}"
        for post in version.posts:
            at = self.edition.moment(post.at)
            values = {
                "id": f"{at:%d%H%M}",
                "iso": at.isoformat(),
                "time": clock(at, "id"),
                "author": text(post.author),
                "heading": f"<h3>{text(post.heading)}</h3>" if post.heading else "",
                "body": join(self.body(post.blocks)),
            }
            pieces.append(self.fill("live", **values))
        if len(pieces) > 4:
            pieces.insert(3, self.fill("ad"))
        pieces += [f'<p class="ralat"><em>Ralat: {text(note)}</em></p>' for note in version.notes]
        return join(pieces)

    def paging(self, article: Article, part: Shown) -> str:
        """Set the links to the other pages of a split article."""
        if part.pages == 1:
            return ""
        links = [
            {
                "active": " paging__link--active" if number == part.page else "",
                "path": self.page_path(article, number),
                "number": str(number),
            }
            for number in range(1, part.pages + 1)
        ]
        after = ""
        if 0 < part.page < part.pages:
            after = self.fill("paging-next", path=self.page_path(article, part.page + 1))
        whole = self.page_path(article, 0)
        return self.fill("paging", links=self.each("paging-link", links), after=after, whole=whole)

    def head(self, version: Version, view: View, part: Shown) -> str:
        """Give the data of an article's page: much of it, but times without their zone in the meta elements."""
        article = version.article
        at = self.edition.moment(article.published)
        data: dict[str, Any] = self.news_article(version, view)
        # As many portals do: all authors in one name, and the headline cut where a search engine would cut it.
        data |= {
            "headline": version.title[:110],
            "author": {"@type": "Person", "name": ", ".join(article.authors)},
        }
        crumbs = (("Home", "/"), (self.paper.section(article.section).name, f"/{article.section}"))
        amp = ""
        if part.pages == 1 and self.has_form(article):
            amp = self.fill("amp-link", url=self.url(self.form_path(article)))
        return self.fill(
            "article-head",
            dek=text(self.summary(version)),
            tags=text(", ".join(article.tags)),
            day=f"{at:%Y-%m-%d}",
            clock=f"{at:%H:%M:%S}",
            url=self.url(self.article_path(article)),
            amp=amp,
            graph=self.open_graph(version, "type", "title", "description", "image", "url", "site_name"),
            data=self.json_ld(data) + self.json_ld(self.trail(crumbs)),
        )

    def amp_page(self, version: Version, part: Shown) -> str:
        """Give the article as an AMP page."""
        article = version.article
        at = self.edition.moment(article.published)
        blocks = tuple(block for block in part.blocks if block.kind not in {"picture", "video"})
        others = (
            {"path": self.form_path(one.article), "title": text(one.title)} for one in self.others(version, 5)
        )
        return self.fill(
            "amp",
            title=text(version.title),
            url=self.url(self.article_path(article)),
            data=self.json_ld(self.news_article(version, View(form="amp"))),
            site=text(self.paper.title),
            authors=text(", ".join(article.authors)),
            time=f"{weekday(at, 'id')}, {day(at, 'id')} {clock(at, 'id')}",
            lead=self.figure(article.picture, "amp-figure") if article.picture is not None else "",
            body=join(self.body(blocks)),
            others=self.each("link", others),
        )

    def figure(self, picture: Picture, template: str = "figure") -> str:
        """Set a picture."""
        return self.fill(
            template,
            source=self.picture_path(picture),
            alt=text(plain(picture.caption)),
            caption=self.inline(picture.caption),
            credit=f" ({text(picture.credit)})" if picture.credit else "",
        )
