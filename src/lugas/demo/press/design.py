"""What all papers' templates share: addresses, the head of a page, its data, and how a body becomes markup."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from html import escape
from typing import Any, ClassVar
from urllib.parse import quote

from lugas.demo.press.dates import iso
from lugas.demo.press.shown import MARKS, Shown, View, plain, shown
from lugas.demo.press.templates import templates
from lugas.demo.records import Article, Block, Picture, Section
from lugas.demo.world import Edition, Version

__all__ = ["Design", "join", "slug_of", "text"]

SUMMARY = 160  # letters of a beginning that stands for a dek
RIGHT_TO_LEFT = {"ar"}


@lru_cache(1 << 14)
def text(value: str) -> str:
    """Escape text for markup."""
    return escape(value, quote=True)


def slug_of(value: str) -> str:
    """Make an address's part of a name."""
    return quote("-".join(value.lower().split()))


def join(pieces: Iterable[str], between: str = "\n") -> str:
    """Put pieces of markup together, empty ones left out."""
    return between.join(piece for piece in pieces if piece)


class Design:
    """One paper's templates over one edition; `origin` is where it is served (`http://127.0.0.1:8701`).

    A subclass gives addresses (`article_path`, `section_path`, `page_path`) and pages (`front`, `section_page`,
    `article_page`); the rest is here, and is overridden where a paper does it its own way.
    """

    folder: ClassVar[str] = ""  # where its templates and styles lie
    file: ClassVar[str] = "templates.html"
    feed_path: ClassVar[str] = ""
    sitemap_path: ClassVar[str] = ""
    extension: ClassVar[str] = "jpg"
    other_form: ClassVar[str] = ""  # "amp" or "mobile" where the paper has such pages
    width: ClassVar[int] = 640

    def __init__(self, edition: Edition, origin: str) -> None:
        self.edition, self.origin = edition, origin
        self.paper = edition.paper
        self.templates = templates(self.folder, self.file)
        self._made: dict[tuple[str, int], str] = {}

    # Addresses

    def article_path(self, article: Article) -> str:
        """Give an article's address on its site."""
        raise NotImplementedError

    def section_path(self, section: Section) -> str:
        """Give a section's address on its site."""
        return f"/{section.slug}"

    def page_path(self, article: Article, page: int) -> str:
        """Give the address of one part of a split article, 0 for all of it on one page."""
        path = self.article_path(article)
        return path if page == 1 else f"{path}?page={page or 'all'}"

    def form_path(self, article: Article) -> str:
        """Give the address of an article's AMP or mobile page."""
        return f"/{self.other_form}{self.article_path(article)}"

    def feed_link(self, article: Article) -> str:
        """Give the address that feeds give for an article."""
        return self.url(self.article_path(article))

    def url(self, path: str) -> str:
        """Make an address whole."""
        return self.origin + path

    def picture_path(self, picture: Picture, width: int = 0) -> str:
        """Give a picture's address."""
        return f"/media/{picture.motif}/{picture.seed}-{width or self.width}.{self.extension}"

    # Pages

    def fill(self, template: str, /, **values: str) -> str:
        """Fill one of the paper's templates with markup."""
        return self.templates.fill(template, values)

    def once(self, what: str, number: int, make: Callable[[], str]) -> str:
        """Make a piece that many pages share once: a card, a menu, a list of what is read most."""
        found = self._made.get((what, number))
        if found is None:
            found = self._made[what, number] = make()
        return found

    def each(self, template: str, entries: Iterable[dict[str, str]]) -> str:
        """Fill a template once for every entry."""
        return "".join(self.templates.fill(template, values) for values in entries)

    def front(self) -> str:
        """Give the front page."""
        raise NotImplementedError

    def section_page(self, section: Section) -> str:
        """Give a section's page."""
        raise NotImplementedError

    def article_page(self, version: Version, view: View) -> str:
        """Give an article's page, or one part of it."""
        raise NotImplementedError

    # What pages are made of

    def summary(self, version: Version) -> str:
        """Sum an article up for feeds and search engines: its dek, or else how it begins."""
        if version.dek:
            return plain(version.dek)
        first = next((block.text for block in version.blocks if block.kind == "p"), "")
        whole = plain(first)
        if len(whole) <= SUMMARY:
            return whole
        return (
            whole[:SUMMARY].rpartition(" ")[0] + "…"
            if " " in whole[:SUMMARY]
            else whole[: SUMMARY // 2] + "…"
        )

    def menu(self) -> str:
        """Set the links to the sections."""
        entries = ({"path": self.section_path(one), "name": text(one.name)} for one in self.paper.sections)
        return self.once("menu", 0, lambda: self.each("menu", entries))

    def shown(self, version: Version, view: View) -> Shown:
        """Tell what of an article is shown."""
        return shown(self.edition, version, view)

    def shows_dek(self, view: View) -> bool:  # noqa: ARG002 - some show it in one form and not in the other
        """Tell whether an article's page shows its dek."""
        return True

    def dateline(self, article: Article) -> str:  # noqa: ARG002 - most papers have none
        """Give what stands before an article's first words: the place, the paper's name."""
        return ""

    def has_form(self, article: Article) -> bool:
        """Tell whether an article is there as an AMP or mobile page, too."""
        return bool(self.other_form) and article.kind != "live"

    def language(self, version: Version) -> str:
        """Give the attributes that name an article's language and direction."""
        language = version.article.language
        if language == self.paper.language:
            return ""
        return f' lang="{language}" dir="{"rtl" if language in RIGHT_TO_LEFT else "ltr"}"'

    def published(self, version: Version) -> str:
        """Give when an article was published, ISO 8601."""
        return iso(self.edition.moment(version.article.published))

    def modified(self, version: Version) -> str:
        """Give when an article says it was changed, ISO 8601; when it was published where it never was."""
        return iso(self.edition.moment(version.modified or version.article.published))

    def others(self, version: Version | None, count: int, section: str = "") -> list[Version]:
        """Give the newest other articles, of a section or of all."""
        found = self.edition.in_section(section) if section else self.edition.versions
        return [one for one in found[: count + 1] if one is not version][:count]

    def inline(self, value: str) -> str:
        """Make markup of a text with its marks."""
        escaped = escape(value, quote=True)
        if "*" not in escaped and "](" not in escaped:
            return escaped
        return MARKS.sub(self._mark, escaped)

    def _mark(self, match: Any) -> str:
        if match[1] or match[2]:
            return f"<strong>{match[1]}</strong>" if match[1] else f"<em>{match[2]}</em>"
        return f'<a href="{self.target(match[4])}">{match[3]}</a>'

    def target(self, name: str) -> str:
        """Give the address that a link in the data means: an article's name, or an address as it is."""
        version = self.edition.by_slug.get(name)
        if version is not None:
            return self.article_path(version.article)
        return name if "://" in name or name.startswith("/") else "/"

    # Blocks

    def body(self, blocks: Iterable[Block]) -> list[str]:
        """Make markup of a body, block by block."""
        return [getattr(self, f"block_{block.kind}")(block) for block in blocks]

    def block_p(self, block: Block) -> str:
        """Set a paragraph."""
        return f"<p>{self.inline(block.text)}</p>"

    def block_h(self, block: Block) -> str:
        """Set a heading."""
        return f"<h2>{self.inline(block.text)}</h2>"

    def block_ul(self, block: Block) -> str:
        """Set a list."""
        items = "".join(f"<li>{self.inline(item)}</li>" for item in block.items)
        return f"<{block.kind}>{items}</{block.kind}>"

    block_ol = block_ul

    def block_quote(self, block: Block) -> str:
        """Set a quote."""
        by = f"<footer>— <cite>{text(block.by)}</cite></footer>" if block.by else ""
        return f"<blockquote><p>{self.inline(block.text)}</p>{by}</blockquote>"

    def block_table(self, block: Block) -> str:
        """Set a table, its first row as its head."""
        head = "".join(f"<th>{text(cell)}</th>" for cell in block.rows[0])
        rows = "".join(
            f"<tr>{''.join(f'<td>{text(cell)}</td>' for cell in row)}</tr>" for row in block.rows[1:]
        )
        return f'<div class="tbl"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'

    def block_picture(self, block: Block) -> str:
        """Set a picture of the body."""
        return self.figure(block.picture) if block.picture is not None else ""

    def figure(self, picture: Picture, template: str = "figure") -> str:  # noqa: ARG002 - some have several
        """Set a picture with caption and credit."""
        credit = f' <span class="credit">{text(picture.credit)}</span>' if picture.credit else ""
        caption = f"<figcaption>{self.inline(picture.caption)}{credit}</figcaption>"
        return f'<figure><img src="{self.picture_path(picture)}" alt="{text(picture.caption)}">{caption}</figure>'

    def block_video(self, block: Block) -> str:
        """Set a video of another site; nothing answers there, as `.example` is nobody's."""
        source = f"https://player.vidlo.example/embed/{abs(len(block.text)) * 7919}"
        return (
            f'<div class="embed"><iframe src="{source}" title="{text(block.text)}" loading="lazy" '
            'width="560" height="315" allowfullscreen></iframe></div>'
        )

    def block_post(self, block: Block) -> str:
        """Set a post of a social network."""
        return (
            f'<blockquote class="social-post"><p>{self.inline(block.text)}</p>— {text(block.by)} '
            '<a href="https://chirp.example/status/1">chirp.example</a></blockquote>'
        )

    def block_box(self, block: Block) -> str:
        """Set a box of facts."""
        items = "".join(f"<li>{self.inline(item)}</li>" for item in block.items)
        return f'<aside class="factbox"><h3>{text(block.text)}</h3><ul>{items}</ul></aside>'

    def block_also(self, block: Block) -> str:
        """Set a "read also" line within the body."""
        other = self.edition.by_slug[block.text]
        path = self.article_path(other.article)
        return f'<p class="also"><b>{text(self.paper.also)}</b> <a href="{path}">{text(other.title)}</a></p>'

    # Data

    def news_article(self, version: Version, view: View) -> dict[str, Any]:
        """Give an article's JSON-LD, as complete and true as it can be; papers leave out and spoil what they do."""
        article = version.article
        data: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": {"@type": "WebPage", "@id": self.url(self.article_path(article))},
            "headline": version.title,
            "description": self.summary(version),
            "datePublished": self.published(version),
            "dateModified": self.modified(version),
            "author": [{"@type": "Person", "name": name} for name in article.authors],
            "publisher": {"@type": "NewsMediaOrganization", "name": self.paper.title, "url": self.origin},
            "articleSection": self.paper.section(article.section).name,
            "inLanguage": article.language,
        }
        if article.picture is not None:
            data["image"] = [self.url(self.picture_path(article.picture))]
        if not view.form and article.tags:
            data["keywords"] = list(article.tags)
        return data

    def trail(self, crumbs: Iterable[tuple[str, str]]) -> dict[str, Any]:
        """Give the data of a breadcrumb: names and addresses."""
        items = [
            {"@type": "ListItem", "position": place, "item": {"@id": self.url(path), "name": name}}
            for place, (name, path) in enumerate(crumbs, 1)
        ]
        return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}

    def json_ld(self, data: Any) -> str:
        """Set data into a page."""
        told = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
        return f'<script type="application/ld+json">{told}</script>'

    def open_graph(self, version: Version, *names: str) -> str:
        """Give the OpenGraph data that a paper tells."""
        article = version.article
        told = {
            "title": version.title,
            "description": self.summary(version),
            "url": self.url(self.article_path(article)),
            "type": "article",
            "site_name": self.paper.title,
            "image": self.url(self.picture_path(article.picture)) if article.picture else "",
        }
        return join(
            f'<meta property="og:{name}" content="{text(told[name])}">' for name in names if told[name]
        )
