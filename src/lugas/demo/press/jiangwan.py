"""Jiangwan Daily, in Chinese: an old site in GB 18030 without feed, sitemap or structured data of any kind."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import ClassVar

from lugas.demo.press.dates import clock, day
from lugas.demo.press.design import Design, join, text
from lugas.demo.press.shown import Shown, View, plain
from lugas.demo.records import Article, Block, Picture, Section
from lugas.demo.world import Version

__all__ = ["Jiangwan"]


def written(at: dt.datetime) -> str:
    """Write a time as the paper does."""
    return f"{day(at, 'zh')}{clock(at, 'zh')}"


class Jiangwan(Design):
    """The templates of Jiangwan Daily."""

    folder: ClassVar[str] = "jiangwan"
    extension: ClassVar[str] = "gif"

    def article_path(self, article: Article) -> str:
        """Give `/n1/2026/0302/c1001-30012.html`."""
        at = self.edition.moment(article.published)
        place = [section.slug for section in self.paper.sections].index(article.section)
        return f"/n1/{at:%Y/%m%d}/c{1001 + place}-3{article.number:04}.html"

    def section_path(self, section: Section) -> str:
        """Give `/GB/local/`."""
        return f"/GB/{section.slug}/"

    def page_path(self, article: Article, page: int) -> str:
        """Give `/n1/2026/0302/c1001-30012-2.html`."""
        path = self.article_path(article)
        return path if page == 1 else path.replace(".html", f"-{page or 'all'}.html")

    def frame(self, title: str, head: str, main: str) -> str:
        """Set what is the same on every page around what is not."""
        return self.fill(
            "frame",
            title=text(title),
            head=head,
            site=text(self.paper.title),
            tagline=text(self.paper.tagline),
            menu=self.menu(),
            main=main,
        )

    def links(self, template: str, versions: list[Version]) -> str:
        """Set links to articles."""
        return join(
            self.once(template, one.article.number, partial(self._link, template, one)) for one in versions
        )

    def _link(self, template: str, version: Version) -> str:
        at = self.edition.moment(version.article.published)
        values = {"path": self.article_path(version.article), "title": text(version.title)}
        return self.fill(template, time=f"{at:%m-%d %H:%M}", **values)

    def hot(self) -> str:
        """Set the list of what is read most."""
        return self.once("ranking", 0, self._hot)

    def _hot(self) -> str:
        ranked = sorted(self.edition.versions[:20], key=lambda one: one.article.slug)[:8]
        entries = (
            {"path": self.article_path(one.article), "title": text(one.title), "number": str(number)}
            for number, one in enumerate(ranked, 1)
        )
        return self.each("hot", entries)

    def front(self) -> str:
        """Give the front page."""
        newest = self.edition.versions
        lead = ""
        for one in newest[:1]:
            path, picture = self.article_path(one.article), one.article.picture
            image = (
                f'<img src="{self.picture_path(picture, 480)}" width="480" height="270" />' if picture else ""
            )
            lead = self.fill(
                "lead", path=path, title=text(one.title), dek=self.inline(one.dek), picture=image
            )
        photos = [
            {
                "path": self.article_path(one.article),
                "title": text(one.title),
                "source": self.picture_path(one.article.picture, 320),
            }
            for one in newest[1:12]
            if one.article.picture is not None
        ]
        columns = join(self.column(section) for section in self.paper.sections)
        main = self.fill("front", lead=lead, photos=self.each("photo", photos[:3]), columns=columns)
        return self.frame(f"{self.paper.title}网--{self.paper.tagline}", "", main)

    def column(self, section: Section) -> str:
        """Set a section's links on the front page."""
        links = self.links("bare", self.edition.in_section(section.slug)[:10])
        return self.fill("column", path=self.section_path(section), name=text(section.name), links=links)

    def section_page(self, section: Section) -> str:
        """Give a section's page."""
        main = self.fill(
            "section",
            site=text(self.paper.title),
            path=self.section_path(section),
            name=text(section.name),
            links=self.links("link", self.edition.in_section(section.slug)[:60]),
        )
        return self.frame(f"{section.name}--{self.paper.title}网", "", main)

    def article_page(self, version: Version, view: View) -> str:
        """Give an article's page."""
        part = self.shown(version, view)
        article = version.article
        section = self.paper.section(article.section)
        at = self.edition.moment(article.published)
        source = article.wire or self.paper.title
        main = self.fill(
            "article",
            site=text(self.paper.title),
            section_path=self.section_path(section),
            section=text(section.name),
            kicker=text(article.kicker),
            title=text(version.title),
            dek=self.inline(version.dek) if part.page in {0, 1} else "",
            time=written(at),
            source=text(source),
            authors=text(f"记者 {' '.join(article.authors)}") if article.authors else "",
            language=self.language(version),
            body=self.set_body(version, part),
            paging=self.paging(article, part),
            related=self.links("bare", self.others(version, 6, article.section)),
            hot=self.hot(),
            newest=self.links("bare", self.others(version, 8)),
        )
        head = self.fill(
            "article-head",
            tags=text(" ".join(article.tags)),
            dek=text(self.summary(version)),
            day=f"{at:%Y-%m-%d}",
            number=str(103_000 + article.number),  # the desk's number where a name should be
            source=text(source),
        )
        return self.frame(f"{version.title}--{section.name}--{self.paper.title}网", head, main)

    def set_body(self, version: Version, part: Shown) -> str:
        """Set the body: the lead picture is its first block, and notes its last."""
        picture = version.article.picture
        lead = [self.figure(picture)] if picture is not None and part.page in {0, 1} else []
        pieces = lead + self.body(part.blocks)
        for post in version.posts:
            at = self.edition.moment(post.at)
            heading = f"<p><strong>{text(post.heading)}</strong></p>" if post.heading else ""
            values = {"id": f"{at:%d%H%M}", "time": written(at), "author": text(post.author)}
            body = join(self.body(post.blocks))
            pieces.append(self.fill("live", heading=heading, body=body, **values))
        pieces += [f"<p>　　更正：{text(note)}</p>" for note in version.notes]
        return join(pieces)

    def paging(self, article: Article, part: Shown) -> str:
        """Set the links to the other pages of a split article."""
        if part.pages == 1:
            return ""
        links = [
            {"path": self.page_path(article, number), "number": str(number)}
            for number in range(1, part.pages + 1)
        ]
        after = ""
        if 0 < part.page < part.pages:
            after = self.fill("page-next", path=self.page_path(article, part.page + 1))
        return f'<div class="zdfy clearfix">{self.each("page-link", links)}{after}</div>'

    def block_p(self, block: Block) -> str:
        """Set a paragraph, indented by two wide spaces as Chinese prose is."""
        return f"<p>\n\t　　{self.inline(block.text)}</p>"

    def block_h(self, block: Block) -> str:
        """Set a heading: here a paragraph in strong letters."""
        return f"<p>\n\t　　<strong>{self.inline(block.text)}</strong></p>"

    def figure(self, picture: Picture, template: str = "figure") -> str:
        """Set a picture in a table of its own."""
        return self.fill(
            template,
            source=self.picture_path(picture),
            alt=text(plain(picture.caption)),
            caption=self.inline(picture.caption),
            credit=f" {text(picture.credit)}" if picture.credit else "",
        )
