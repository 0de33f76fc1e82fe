"""The article links of a front or section page, told from all others by their shape; each once, with its headline.

Nothing is known of a site but this one page. What tells an article's link is how its address is built (depth, words,
dates, numbers), what stands around it (a heading, a card with a picture and a time, a menu), what its text is like, and
what other links of the page are built or placed alike. Each sign gives points, and the sum becomes how sure it is.
"""

from __future__ import annotations

import math
from collections import defaultdict

from lugas.blocks.cut import base_of
from lugas.model import Page
from lugas.options import Options
from lugas.page.decode import decode
from lugas.page.tree import Document, parse_html
from lugas.page.urls import clean_address, same_site
from lugas.sources.addresses import Shape, shape_of
from lugas.sources.entries import Entry, Limits
from lugas.sources.front_links import Link, links_of
from lugas.sources.headlines import headline_of, reads_like_headline
from lugas.sources.moments import instant

__all__ = ["LEAST", "article_links", "read_front"]

# Tuned on pages of five made-up newspapers and looked over on some hundred lists of real sites.
LEAST = 0.5  # how sure a link must be to be given
BIAS = -2.2
IN_HEADING, IN_CARD, WITH_PICTURE, WITH_TIME, TWICE = 1.3, 0.5, 0.4, 0.9, 0.3
IN_MENU, IN_FOOT, ASIDE = -2.6, -2.6, -0.2
HEADLINE, SHORT, NO_TEXT = 1.5, -1.4, -1.0
SHAPE, PLACE = 1.6, 0.8  # what like addresses and like places say, between -1 and 1
DEFAULTS = Limits(max_bytes=20 << 20, max_entries=500)


def read_front(
    content: bytes | str, url: str, *, encoding: str = "", limits: Limits = DEFAULTS, least: float = LEAST
) -> tuple[Entry, ...]:
    """Give the article links of a front or section page, in its order, those that are at least so sure.

    `url` is the page's address. Never fails: what is no page of links gives none.
    """
    options = Options(max_bytes=limits.max_bytes, max_expanded=limits.max_bytes)
    decoded = decode(Page(content=content, url=url, form="html", encoding=encoding or None), options)
    if decoded.trouble:
        return ()
    return article_links(parse_html(decoded.text), url, limits=limits, least=least)


def article_links(
    tree: Document, url: str, *, limits: Limits = DEFAULTS, least: float = LEAST
) -> tuple[Entry, ...]:
    """Give the article links of a parsed page, as `read_front` does."""
    here = clean_address(url)
    links = [
        link for link in links_of(tree, base_of(tree, url), here) if not here or same_site(link.url, here)
    ]
    shapes = [shape_of(link.url, here) for link in links]
    pairs = zip(links, shapes, strict=True)
    own = [BIAS + shape.points + _place_points(link) + _text_points(link) for link, shape in pairs]
    alike = _agreement(own, [shape.pattern for shape in shapes])
    beside = _agreement(own, [link.place for link in links])
    entries: list[Entry] = []
    for link, shape, points, like, near in zip(links, shapes, own, alike, beside, strict=True):
        if shape.refused:
            continue
        sure = 1 / (1 + math.exp(-max(-30.0, min(30.0, points + SHAPE * like + PLACE * near))))
        title = headline_of(link)
        if sure >= least and title:
            entries.append(_entry(link, title, shape, sure))
    if len(entries) > limits.max_entries:
        bound = sorted((entry.sure for entry in entries), reverse=True)[limits.max_entries - 1]
        entries = [entry for entry in entries if entry.sure >= bound][: limits.max_entries]
    return tuple(entries)


def _entry(link: Link, title: str, shape: Shape, sure: float) -> Entry:
    """Make an entry of a link: its time is what the page tells, else the day in its address."""
    told = instant(link.time) or instant(shape.day)
    return Entry(
        url=link.url,
        title=title,
        summary=link.summary,
        published=told,
        picture=link.picture,
        sure=round(sure, 3),
    )


def _place_points(link: Link) -> float:
    """Weigh where on the page a link stands."""
    points = IN_HEADING * link.in_heading + IN_CARD * link.in_card + WITH_PICTURE * bool(link.picture)
    points += WITH_TIME * bool(link.time) + TWICE * (link.times > 1)
    if link.in_menu:
        points += IN_MENU * (0.4 if link.in_heading else 1.0)
    if link.in_foot:
        points += IN_FOOT * (0.4 if link.in_heading else 1.0)
    return points + ASIDE * link.aside


def _text_points(link: Link) -> float:
    """Weigh what a link's text is like."""
    title = headline_of(link)
    if not title:
        return NO_TEXT
    like = reads_like_headline(title)
    return HEADLINE * like if like > 0 else -SHORT * like


def _agreement(points: list[float], keys: list[str]) -> list[float]:
    """Give for each link what the others that share its key say, between -1 and 1; one alone says nothing."""
    groups: defaultdict[str, list[float]] = defaultdict(list)
    for value, key in zip(points, keys, strict=True):
        groups[key].append(max(-2.0, min(2.0, value)) / 2)
    totals = {key: (sum(values), len(values)) for key, values in groups.items()}
    given = []
    for value, key in zip(points, keys, strict=True):
        total, count = totals[key]
        rest = total - max(-2.0, min(2.0, value)) / 2
        # a few that agree say less than many
        given.append(rest / (count + 1) if count > 1 and key else 0.0)
    return given
