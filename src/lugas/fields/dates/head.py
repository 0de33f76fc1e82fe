"""The dates that a page tells machines: in JSON-LD, in `<meta>` and in microdata."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lugas.model import Source
from lugas.page.embedded import Embedded
from lugas.page.json_ld import values_of

__all__ = ["MICRODATA", "told_in_head"]

# What pages call these in their head, letters alone: `article:published_time`, `articlePublishedTime`. The most trusted
# first: what a hand enters is called a date, what software notes by itself a time.
_PUBLISHED = """
articlepublishedtime ogarticlepublishedtime articlepublished datepublished parselypubdate
cxenseparserecspublishtime cxenseparsepublishtime sailthrudate pubdate publishdate
publicationdate publisheddate publishedtime ogpublishedtime publishedat publishtime
articlepublisheddate articlepubdate contentpublishedtime contentpublisheddate dcdateissued
dctermsissued dcdate dctermsdate dctermscreated dcdatecreated citationpublicationdate
citationdate ogpubdate mediatorpublishedtime isopublishdate date created articlecreated
articledate articledateoriginal originalpublicationdate daterelease datecreated
published ogpublishdate btpubdate twtpublishedat shareaholicarticlepublishedtime
dateposted displaydate dccreated releasedate ogreleasedate ogregdate
"""
_MODIFIED = """
articlemodifiedtime ogupdatedtime articlemodified datemodified lastmod lastmodified
articleupdatedtime ogmodifiedtime modifiedtime updatedtime dctermsmodified dcdatemodified
articleupdated contentmodifiedtime dateupdated updatedat revised
"""
PUBLISHED_META = tuple(_PUBLISHED.split())
MODIFIED_META = tuple(_MODIFIED.split())
META_STUBS = re.compile("date|time|publish|modif|updat|creat|issued|revis|lastmod")
JSON_LD, META, MICRODATA = 10.0, 8.0, 7.5
PAGE, VIDEO = 7.5, 3.5  # of a page's own object in JSON-LD, and of a video's
NO_LETTERS = re.compile(r"[^a-z]+")

Told = tuple[Source, str, str, float, bool]


def told_in_head(embedded: Embedded) -> Iterator[Told]:
    """Give what JSON-LD, `<meta>` and microdata tell: source, place, text, weight, and whether it is a change."""
    things = [(embedded.article, JSON_LD, "article")]
    things += [(thing, PAGE, "WebPage") for thing in embedded.about("WebPage", "ImageGallery")]
    things += [(thing, VIDEO + 2.5, "VideoObject") for thing in embedded.about("VideoObject")[:4]]
    for thing, weight, name in things:
        for key, less, changed in (
            ("datePublished", 0.0, False),
            ("dateCreated", 1.5, False),
            ("uploadDate", 2.5, False),
            ("dateModified", 0.0, True),
        ):
            for text in values_of(thing.get(key), "@value")[:1]:
                yield Source.JSON_LD, f"{name}.{key}", text, weight - less, changed
    named = {letters_of(name): name for name in embedded.meta if META_STUBS.search(name)}
    for keys, changed in ((PUBLISHED_META, False), (MODIFIED_META, True)):
        for place, key in enumerate(keys):
            name = named.get(key, "")
            text = embedded.first(name) if name else ""
            if text:
                source = Source.OPEN_GRAPH if name.startswith(("article:", "og:")) else Source.META
                yield source, name, text, META - 0.05 * place, changed
    for key, changed in (("datePublished", False), ("dateCreated", False), ("dateModified", True)):
        for text in embedded.properties.get(key, ())[:1]:
            yield Source.MICRODATA, key, text, MICRODATA, changed


def letters_of(name: str) -> str:
    """Give the letters of a name alone."""
    return NO_LETTERS.sub("", name)
