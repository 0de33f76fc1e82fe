"""Small pages for the tests of the fields: markup or lines in, clues and a labelled sheet out."""

from __future__ import annotations

import datetime as dt

from lugas.blocks.cut import cut_tree
from lugas.blocks.sheet import Sheet
from lugas.copied.lines import cut_text
from lugas.fields.clues import Clues
from lugas.fields.settle import Fields, find_fields, find_title
from lugas.model import Role
from lugas.page.embedded import Embedded, find_embedded
from lugas.page.tree import parse_html

PROSE = (
    "Kapal perintis kembali singgah di pulau itu, dan warga tidak lagi menunggu dua pekan, kata kepala desa kepada "
    "wartawan pada hari Kamis. Mereka menyambutnya dengan tarian, lagu, dan makanan yang dibawa dari rumah."
)


def clues_of(markup: str, url: str = "", fetched: dt.datetime | None = None) -> Clues:
    """Make the clues of markup."""
    tree = parse_html(markup)
    return Clues(cut_tree(tree, url), find_embedded(tree, url), tree, url, fetched)


def clues_of_text(text: str, url: str = "") -> Clues:
    """Make the clues of copied text."""
    return Clues(cut_text(text), Embedded(), None, url)


def sheet_of(clues: Clues, roles: dict[str, Role] | None = None) -> Sheet:
    """Make a sheet: long rows are body, rows with a text in `roles` have that role."""
    finding = find_title(clues)
    count = len(clues.cut.rows)
    sheet = Sheet(clues.cut, [0.0] * count, clues.headline(finding))
    for index, row in enumerate(clues.cut.rows):
        if len(row.text) > 120:
            sheet.mark(index, Role.BODY, "long")
        elif row.text == sheet.title and sheet.title:
            sheet.mark(index, Role.TITLE, "title")
        for text, role in (roles or {}).items():
            if text in row.text:
                sheet.mark(index, role, "told")
    return sheet


def fields_of(clues: Clues, roles: dict[str, Role] | None = None) -> Fields:
    """Settle the fields of a page."""
    title = find_title(clues)
    return find_fields(clues, sheet_of(clues, roles), title)


def page(head: str = "", body: str = "", language: str = "id") -> str:
    """Write a page with two paragraphs of prose after `body`."""
    return (
        f'<html lang="{language}"><head>{head}</head><body>{body}<p>{PROSE}</p><p>{PROSE}</p></body></html>'
    )
