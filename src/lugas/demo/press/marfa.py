"""Al-Marfa, in Arabic: right to left, microdata, JSON-LD that is broken, a mobile edition, an RDF feed."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import ClassVar

from lugas.demo.press.dates import ARABIC_DIGITS, clock, day, iso, weekday
from lugas.demo.press.design import Design, join, slug_of, text
from lugas.demo.press.shown import Shown, View, plain
from lugas.demo.records import Article, Block, Picture, Section
from lugas.demo.world import Version

__all__ = ["Marfa"]


def written(at: dt.datetime) -> str:
    """Write a time as the paper does, in Arabic digits."""
    return f"{weekday(at, 'ar')} {day(at, 'ar').translate(ARABIC_DIGITS)} - {clock(at, 'ar')}"


class Marfa(Design):
    """The templates of Al-Marfa."""

    folder: ClassVar[str] = "marfa"
    feed_path: ClassVar[str] = "/rss.rdf"
    sitemap_path: ClassVar[str] = "/sitemap-news.xml"
    extension: ClassVar[str] = "png"
    other_form: ClassVar[str] = "mobile"

    def article_path(self, article: Article) -> str:
        """Give `/port/article/20012`."""
        return f"/{article.section}/article/2{article.number:04}"

    def form_path(self, article: Article) -> str:
        """Give `/m/article/20012`."""
        return f"/m/article/2{article.number:04}"

    def shows_dek(self, view: View) -> bool:
        """Tell that the mobile edition leaves the dek out."""
        return view.form != "mobile"

    def has_form(self, article: Article) -> bool:  # noqa: ARG002 - all of them are
        """Tell that every article is in the mobile edition."""
        return True

    def frame(self, title: str, head: str, main: str) -> str:
        """Set what is the same on every page around what is not."""
        newest = self.edition.versions[:1]
        return self.fill(
            "frame",
            title=text(title),
            site=text(self.paper.title),
            tagline=text(self.paper.tagline),
            feed=self.url(self.feed_path),
            head=head,
            menu=self.menu(),
            today=written(self.edition.moment(newest[0].article.published)) if newest else "",
            breaking="".join(
                f'<a href="{self.article_path(one.article)}">{text(one.title)}</a>' for one in newest
            ),
            main=main,
        )

    def card(self, version: Version) -> str:
        """Set one article of a list."""
        return self.once("card", version.article.number, lambda: self._card(version))

    def _card(self, version: Version) -> str:
        article, path, title = version.article, self.article_path(version.article), text(version.title)
        source = self.picture_path(article.picture, 320) if article.picture is not None else ""
        return self.fill(
            "card",
            path=path,
            title=title,
            picture=self.fill("card-picture", path=path, title=title, source=source) if source else "",
            section=text(self.paper.section(article.section).name),
            dek=self.inline(version.dek),
            time=written(self.edition.moment(article.published)),
        )

    def links(self, versions: list[Version]) -> str:
        """Set links to articles."""
        return join(self.once("link", one.article.number, partial(self._link, one)) for one in versions)

    def _link(self, version: Version) -> str:
        return self.fill("link", path=self.article_path(version.article), title=text(version.title))

    def most(self) -> str:
        """Set the list of what is read most."""
        ranked = sorted(self.edition.versions[:20], key=lambda one: one.article.slug)[:7]
        return self.once("most", 0, lambda: self.links(ranked))

    def front(self) -> str:
        """Give the front page."""
        main = self.fill("front", cards=join(map(self.card, self.edition.versions[:30])), most=self.most())
        return self.frame(f"{self.paper.title} - {self.paper.tagline}", "", main)

    def section_page(self, section: Section) -> str:
        """Give a section's page."""
        cards = join(map(self.card, self.edition.in_section(section.slug)[:40]))
        main = self.fill("section", name=text(section.name), cards=cards, most=self.most())
        return self.frame(f"{section.name} - {self.paper.title}", "", main)

    def article_page(self, version: Version, view: View) -> str:
        """Give an article's page."""
        part = self.shown(version, view)
        if view.form == "mobile":
            return self.mobile_page(version, part)
        article = version.article
        section = self.paper.section(article.section)
        changed = self.edition.moment(version.modified) if version.modified is not None else None
        main = self.fill(
            "article",
            section_path=self.section_path(section),
            section=text(section.name),
            title=text(version.title),
            dek=self.fill("dek", dek=self.inline(version.dek)) if version.dek else "",
            authors=text("، ".join(article.authors)),
            published=self.published(version),
            time=written(self.edition.moment(article.published)),
            updated=self.fill("updated", time=written(changed)) if changed else "",
            lead=self.figure(article.picture) if article.picture is not None else "",
            language=self.language(version),
            body=self.set_body(version, part),
            source=self.fill("source", wire=text(article.wire)) if article.wire else "",
            tags=" ".join(self.fill("tag", slug=slug_of(tag), name=text(tag)) for tag in article.tags),
            related=join(map(self.card, self.others(version, 4, article.section))),
            most=self.most(),
            newest=self.links(self.others(version, 10)),
        )
        head = self.fill(
            "article-head",
            url=self.url(self.article_path(article)),
            mobile=self.url(self.form_path(article)),
            dek=text(self.summary(version)),
            graph=self.open_graph(version, "title", "type", "image", "url", "site_name"),
            data=self.broken_data(version, view),
        )
        return self.frame(f"{version.title} - {self.paper.title}", head, main)

    def broken_data(self, version: Version, view: View) -> str:
        """Give JSON-LD with a comma too many, as a template that loops over a list writes it."""
        data = {"@context": "https://schema.org"} | self.news_article(version, view)
        for name in ("author", "mainEntityOfPage"):
            data.pop(name, None)
        return self.json_ld(data).replace("}</script>", ",}</script>")

    def set_body(self, version: Version, part: Shown) -> str:
        """Set the body, with what stands within it and what ends it."""
        pieces = self.body(part.blocks)
        if len(pieces) > 4:
            pieces.insert(2, self.fill("ad"))
        for post in version.posts:
            at = self.edition.moment(post.at)
            values = {
                "id": f"{at:%d%H%M}",
                "iso": iso(at),
                "time": clock(at, "ar"),
                "heading": f"<h3>{text(post.heading)}</h3>" if post.heading else "",
                "body": join(self.body(post.blocks)),
            }
            pieces.append(self.fill("live", **values))
        pieces += [f'<p class="fix">تصويب: {text(note)}</p>' for note in version.notes]
        return join(pieces)

    def block_also(self, block: Block) -> str:
        """Set a "read also" box within the body."""
        other = self.edition.by_slug[block.text]
        path = self.article_path(other.article)
        return self.fill("also", label=text(self.paper.also), path=path, title=text(other.title))

    def mobile_page(self, version: Version, part: Shown) -> str:
        """Give the article of the mobile edition."""
        article = version.article
        others = (
            {"path": self.form_path(one.article), "title": text(one.title)} for one in self.others(version, 5)
        )
        return self.fill(
            "mobile",
            title=text(version.title),
            url=self.url(self.article_path(article)),
            site=text(self.paper.title),
            authors=text("، ".join(article.authors)),
            time=written(self.edition.moment(article.published)),
            lead=self.figure(article.picture) if article.picture is not None else "",
            body=self.set_body(version, part),
            others=self.each("link", others),
            full=self.article_path(article),
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
