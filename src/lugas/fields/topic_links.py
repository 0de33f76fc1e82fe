"""Rows of links to topics that stand after the article, whatever role they were given."""

from __future__ import annotations

import re

from lugas.blocks.sheet import Sheet
from lugas.fields.lists import words
from lugas.model import Role
from lugas.page.rows import Row

__all__ = ["topic_rows"]

REACH = 16  # rows after the article's last in which its topics stand
LONGEST_TOPIC = 48
MOST_WORDS = 5
LABEL_WORDS = 3  # of a label that stands before topics in their row, at most
FOLDER = re.compile(r"(?<![^/?#])[^/?#]++(?=/)")  # from its beginning alone: a long last one is no folder
ARTICLE_NUMBER = re.compile(r"\d{5}|\.html?$|\.php$|/#|^#")
END_MARKS = (".", "!", "?", "…", ":", ">", "»")


def topic_rows(sheet: Sheet) -> list[str]:
    """Give the topics linked right after the article: a run of short rows that are links and nothing else.

    Either they stand under a label like "Topics", or their addresses lead into a folder of topics. Those that
    stand before the article too are the menu's.
    """
    places = sheet.places(Role.BODY)
    if sheet.cut.form != "html" or not places:
        return []
    menu: set[str] | None = None  # most pages have no such rows, for which alone it is asked
    found: list[str] = []
    labelled = False
    for row in sheet.rows[places[-1] + 1 : places[-1] + 1 + REACH]:
        text = " ".join(row.text.split())
        if not text:
            continue
        if is_topic(row, text) and (labelled or all(is_topic_address(one) for one in addresses(row))):
            if menu is None:
                menu = {address for row in sheet.rows[: sheet.begin()] for address in addresses(row)}
            if not menu.issuperset(addresses(row)):
                found.extend(linked(row))
            continue
        if found:
            break
        labelled = text.lower().rstrip(" :：") in words("topic_labels") and not row.links
    return found


def without_label(row: Row, text: str) -> str:
    """Leave out the few words before the first link of a row whose links all lead into a folder of topics."""
    start = min((span.start for span in row.spans if span.kind == "link"), default=0)
    head = row.text[:start].split()
    if not head or len(head) > LABEL_WORDS or not all(is_topic_address(one) for one in addresses(row)):
        return text
    return " ".join(row.text[start:].split())


def linked(row: Row) -> list[str]:
    """Give the texts of the links of a row."""
    return [row.text[span.start : span.end] for span in row.spans if span.kind == "link"]


def addresses(row: Row) -> list[str]:
    """Give the addresses that a row links to."""
    return [span.url for span in row.spans if span.kind == "link"]


def is_topic(row: Row, text: str) -> bool:
    """Tell whether a row is made of links as short as topics are, none of which leads to an article."""
    texts = linked(row)
    text = without_label(row, text)
    if not texts or sum(map(len, texts)) < 0.85 * len(text.replace(" ", "")) or text.endswith(END_MARKS):
        return False
    short = all(len(one) <= LONGEST_TOPIC and len(one.split()) <= MOST_WORDS for one in texts)
    return short and all(is_topic_address(one) or not ARTICLE_NUMBER.search(one) for one in addresses(row))


def is_topic_address(address: str) -> bool:
    """Tell whether an address leads into a folder of topics: `/tag/energy`, `/thema/energie/`."""
    path = address.partition("://")[2].partition("/")[2] if "://" in address else address
    folders = [folder.lower() for folder in FOLDER.findall(path)]
    return any(folder in words("topic_folders") for folder in folders)
