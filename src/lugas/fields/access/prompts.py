"""What a page shows of who may read its article: a prompt in the body's place, a meter, a text that breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lugas.blocks.sheet import Sheet
from lugas.blocks.words import STOPS
from lugas.fields.access.signs import Sign
from lugas.fields.clues import Clues
from lugas.fields.lists import pairs, phrases, phrases_in
from lugas.model import Access, Kind, Role, Source
from lugas.page.json_ld import values_of

__all__ = ["shown_signs"]

# Points; two are enough. A prompt alone may stand under a whole article, and so may a wall's box.
PROMPT, METER, BOX, SHORT_BODY, BROKEN, FEWER = 1.5, 2.5, 1.0, 0.5, 0.5, 1.0
SHORT = 250  # words of body under which a prompt stands in the place of the rest
LONG = 500  # words that make an article that does not break off
# As in the verdict: a cut article tells of so many times the words that are there, and of so many more.
TOLD_MORE, TOLD_LEAST = 2, 80
ROWS_AFTER = 8
ROW_SAMPLE = 200
MOST_BANNERS = 8
LEAST_WORDS = 8  # of a last paragraph whose end tells something

NUMBER = re.compile(r"\d+|\b(?:one|two|three|satu|dua|tiga|un|une|ein|eine|einen|zwei|drei)\b")
# Rows that stand around an article, and none of its prompts.
AROUND = frozenset({Role.NAVIGATION, Role.FOOTER, Role.RELATED, Role.COMMENTS, Role.CONSENT, Role.TAGS})
BANNERS = frozenset({Role.SUBSCRIPTION, Role.NEWSLETTER, Role.OTHER, Role.CONTROL, Role.AD})


def shown_signs(clues: Clues, sheet: Sheet, *, split: bool) -> Iterator[Sign]:
    """Give what the rows of a page show."""
    body, banners = sheet.places(Role.BODY), sheet.places(Role.SUBSCRIPTION)
    meter = meter_in(sheet, body, banners)
    if meter:
        yield Sign(Access.METERED, METER, Source.TEXT, f"“{meter}”")
    if not body:
        return
    count = int(sum((sheet.words[index] for index in body), 0.0))
    if count >= LONG or clues.filled or split:
        return
    after = [
        index
        for index in range(body[-1] + 1, min(body[-1] + 1 + ROWS_AFTER, len(sheet.rows)))
        if sheet.role(index) not in AROUND
    ]
    kind, found = prompt_in(sheet, after)
    owner = owner_of(sheet, after)
    if found and found != meter:
        yield Sign(kind, PROMPT, Source.TEXT, f"“{found}” after the body")
    if owner:
        yield Sign(kind, BOX, Source.MARKUP, f"a box of {owner} after the body")
    if count < SHORT and (found or owner):
        yield Sign(kind, SHORT_BODY, Source.TEXT, f"{count} words of body before it")
    if found or owner:
        yield from cut_signs(clues, sheet, body, count, kind)


def cut_signs(clues: Clues, sheet: Sheet, body: Sequence[int], count: int, kind: Access) -> Iterator[Sign]:
    """Give what tells that the text before a prompt is not all: it breaks off, and more words are told of."""
    row = sheet.rows[body[-1]]
    end = row.text.rstrip(" \"'”’»)")
    stopped = end[-1:] in STOPS and not end.endswith(("…", "..."))
    if row.kind is Kind.PARAGRAPH and sheet.words[body[-1]] >= LEAST_WORDS and not stopped:
        yield Sign(kind, BROKEN, Source.TEXT, "the text breaks off")
    told = next(iter(values_of(clues.embedded.article.get("wordCount"))), "")
    number = int(told) if told.isascii() and told.isdecimal() and len(told) < 7 else 0
    if number > TOLD_MORE * count + TOLD_LEAST:
        yield Sign(kind, FEWER, Source.TEXT, f"{count} words of the {number} that it tells of")


def prompt_in(sheet: Sheet, rows: Sequence[int]) -> tuple[Access, str]:
    """Find the sentence of a prompt: to register, which lets one read, or to pay."""
    text = plain(sheet, rows)
    found = phrase_in(text, "metered")
    if found:
        return Access.METERED, found
    return Access.PAID, phrase_in(text, "paywall")


def meter_in(sheet: Sheet, body: Sequence[int], banners: Sequence[int]) -> str:
    """Find what counts a reader's articles, in banners and after the body; "" where nothing does.

    A phrase that only asks to register is a prompt, and tells something in the body's place alone.
    """
    last = body[-1] if body else -1
    after = range(last + 1, min(last + 1 + ROWS_AFTER, len(sheet.roles)))
    rows = [*banners[:MOST_BANNERS], *(index for index in after if sheet.role(index) in BANNERS)]
    found = phrase_in(plain(sheet, rows), "metered") if rows else ""
    return found if "#" in found or any(word in found for word in phrases("meter_words")) else ""


def plain(sheet: Sheet, rows: Sequence[int]) -> str:
    """Write rows as the phrases are written: in lower case, and once more with `#` for numbers."""
    text = "\n".join(sheet.rows[index].text[:ROW_SAMPLE] for index in rows).lower().replace("’", "'")
    return f"{text}\n{NUMBER.sub('#', text)}"


def phrase_in(text: str, name: str) -> str:
    """Give the longest phrase of a list that a text holds, "" for none."""
    return max(phrases_in(text, name), key=lambda phrase: (len(phrase), phrase), default="")


def owner_of(sheet: Sheet, rows: Sequence[int]) -> str:
    """Tell whose wall the rows after the body stand in, by the names of their boxes; "" for none."""
    owners = pairs("access_owners")
    for index in rows:
        for box in sheet.cut.around(sheet.rows[index], 4):
            word = next((word for word in box.words if word in owners), "")
            if word and not holds_body(sheet, index, word):
                return owners[word][0]
    return ""


def holds_body(sheet: Sheet, index: int, word: str) -> bool:
    """Tell whether the box named so is around the body before a row too: then it names the text, not the prompt."""
    body = next((at for at in range(index, -1, -1) if sheet.role(at) is Role.BODY), -1)
    return body >= 0 and any(word in box.words for box in sheet.cut.around(sheet.rows[body]))
