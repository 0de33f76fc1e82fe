"""All fields of one page, settled in one place."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, structs

from lugas.blocks.sheet import Sheet
from lugas.fields.access.choose import choose_access
from lugas.fields.address import choose_addresses
from lugas.fields.authors import choose_authors
from lugas.fields.clues import Clues
from lugas.fields.credits import choose_credits
from lugas.fields.dates.choose import Locale, choose_dates
from lugas.fields.dek import choose_dek, choose_kicker
from lugas.fields.images import choose_image
from lugas.fields.language import choose_language
from lugas.fields.near import rows_around_title
from lugas.fields.parts.pages import choose_pages
from lugas.fields.related import choose_related
from lugas.fields.section import choose_section
from lugas.fields.signatures import mark_signatures
from lugas.fields.site import choose_site, site_names
from lugas.fields.tags import choose_tags
from lugas.fields.title import choose_title
from lugas.fields.title_forms import title_key
from lugas.model import (
    Access,
    Article,
    Block,
    Finding,
    Image,
    Moment,
    PageLink,
    Person,
    Related,
    Site,
    Verdict,
)

__all__ = ["Fields", "find_fields", "find_title"]


class Fields(Struct, frozen=True, kw_only=True):
    """Every field of an article but its verdict and its blocks; empty where the page tells nothing."""

    title: str = ""
    dek: str = ""
    kicker: str = ""
    authors: tuple[Person, ...] = ()
    published: Moment | None = None
    modified: Moment | None = None
    section: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    site: Site = Site()
    credits: tuple[str, ...] = ()
    url: str = ""
    canonical_url: str = ""
    image: Image | None = None
    related: tuple[Related, ...] = ()
    access: Access = Access.UNKNOWN
    pages: tuple[PageLink, ...] = ()
    findings: tuple[Finding, ...] = ()

    def article(self, verdict: Verdict, form: Literal["html", "text"], blocks: tuple[Block, ...]) -> Article:
        """Make the article of these fields, its verdict and its blocks.

        Only what holds an article has pages of it: those of a list of articles are not its parts.
        """
        told = structs.asdict(self)
        if not verdict.holds_article:
            told["pages"] = ()
            told["findings"] = tuple(finding for finding in self.findings if finding.field != "pages")
        return Article(verdict=verdict, form=form, blocks=blocks, **told)


def find_title(clues: Clues) -> Finding | None:
    """Settle the title, before the roles of the rows are known; `None` when the page has none."""
    return choose_title(clues)


def find_fields(clues: Clues, sheet: Sheet, title: Finding | None) -> Fields:
    """Settle every field, once the roles of the rows are known; those that there is no time for stay empty."""
    ask = clues.cut.budget.ask
    names = site_names(clues)
    url, canonical, of_addresses = choose_addresses(clues)
    address = url or canonical
    # first: it takes rows out of the body
    pages, of_pages = ask(((), None), choose_pages, clues, sheet, (url, canonical))
    language, of_language = ask(("", None), choose_language, clues, sheet)
    site, of_site = choose_site(clues, address)
    dek, of_dek = ask(("", None), choose_dek, clues, sheet)
    kicker, of_kicker = ask(("", None), choose_kicker, clues, sheet)
    near = rows_around_title(sheet)
    authors, of_authors = ask(((), None), choose_authors, clues, sheet, near.rows, names)
    ask(None, mark_signatures, sheet, authors, names)
    dates = ask((None, None, ()), choose_dates, clues, sheet, near, Locale(language, address))
    published, modified, of_dates = dates
    section, of_section = ask(((), None), choose_section, clues, sheet, names, address, near.title)
    writers = frozenset(title_key(person.name) for person in authors if " " in person.name)
    tags, of_tags = ask(((), None), choose_tags, clues, sheet, names, writers)
    credited, of_credits = ask(((), None), choose_credits, sheet, near, names, authors)
    image, of_image = ask((None, None), choose_image, clues, sheet)
    access, of_access = ask((Access.UNKNOWN, None), choose_access, clues, sheet, split=bool(of_pages))
    findings = (
        title,
        of_dek,
        of_kicker,
        of_authors,
        *of_dates,
        of_section,
        of_tags,
        of_language,
        of_site,
        of_credits,
        *of_addresses,
        of_image,
        of_access,
        of_pages,
    )
    return Fields(
        title=title.value if title is not None and isinstance(title.value, str) else "",
        dek=dek,
        kicker=kicker,
        authors=authors,
        published=published,
        modified=modified,
        section=section,
        tags=tags,
        language=language,
        site=site,
        credits=credited,
        url=url,
        canonical_url=canonical,
        image=image,
        related=ask((), choose_related, clues, sheet),
        access=access,
        pages=pages,
        findings=tuple(finding for finding in findings if finding is not None),
    )
