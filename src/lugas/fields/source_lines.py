"""Whose text an article is, as one line says it: a phrase, a dateline, a bracket, a sign-off.

An agency that is quoted within a report ("told Reuters", "according to AP", «сообщает ТАСС») is not whose text it is.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache

from lugas.fields.line_labels import labels_of
from lugas.fields.lists import pairs, words
from lugas.fields.name_signs import is_name, is_uncased

__all__ = ["LineEdge", "credits_in"]

LONGEST_LINE = 4000
LONGEST_LABELLED = 200  # characters of a line of labels
WITHIN = 100  # characters from which a paragraph in the middle of an article tells nothing
LONGEST_NAME = 50
HEAD, TAIL = 90, 120  # characters of a paragraph in which its dateline, and its sign-off, stand
BRACKETS = re.compile(r"[(\[（【［]([^()\[\]（）【】［］]{2,60})[)\]）】］]")
BRACKET = re.compile(r"[(\[（【［]")
SLASHED = re.compile(r"(?<![\w/])/([^/\n]{2,30})/(?!\w)")  # "МОСКВА, 2 января. /ТАСС/."
# What parts the pieces of a dateline: dashes, full stops, commas, colons, equal signs.
APART = re.compile(r"\s?[–—―]{1,2}\s?|\s-{1,2}\s?|[.,،、。=]\s|[=:：]\s?|\s\|\s")
WIRED = re.compile(
    r"^(\D{2,8}?)(?:社)?[^\s，。,.]{0,14}?\d{1,2}\s?月?\s?\d{0,2}\s?日\s?[电電讯訊]"
)  # 新华社北京1月2日电
DOMAIN = re.compile(r"^[A-Za-z][\w-]{2,30}(?:\.[A-Za-z]{2,6}){1,2}$")
# What may stand between "according to" and the name of an outlet.
NAME = re.compile(
    r"(?:(?:dari|daripada|oleh|from|by|the|situs|laman|kantor berita|media|harian|portal|agência|agencia|agenzia|"
    r"agence|agentur|agencji|agentury|агентства|агентство|der|dem|die|la|le|das|do|da|hãng|trang|báo|το|τον|την)\s|l')?"
)
ENDS = re.compile(r"[,;:()\[\]\"“”«»„|!?\n।。،，；]|\.(?=\s|$)|\s[-–—]\s|\s\d")
WORD = re.compile(r"\w+")
# Of ASCII, a space for all that is no part of a word.
UNWORDED = {code: " " for code in range(128) if WORD.match(chr(code)) is None}
LISTED = re.compile(
    r"[,/&;+、，]|\s(?:dan|and|und|with|avec|con|com|met|med|mit|y|e|i|et|и|та|و|ve|và|z|kết hợp)\s"
)
SMALL = frozenset(
    ["of", "the", "and", "de", "la", "le", "du", "del", "di", "van", "und", "y", "dan", "for", "d'", "online"]
)
# What stands before the agency in a bracket: "(avec AFP)", "(Theo Reuters)", "(mit dpa)".
LEADING = re.compile(
    r"^(?:avec|mit|with|con|com|met|med|z|ze|theo|via|c|с|з|με|oleh|dari|nguồn|red|источник)\s+",
    re.IGNORECASE,
)
MOST_WORDS = 6
PICTURE_WORDS = frozenset(
    {"foto", "fotos", "photo", "photos", "image", "images", "bild", "bilder", "gambar", "grafik", "фото"}
)


SURE_LETTERS = frozenset({"AP", "DW"})


class LineEdge(Enum):
    """Where a line stands in its article: datelines stand first, sign-offs last."""

    FIRST = "first"
    NEAR_FIRST = "near first"
    LAST = "last"
    WITHIN = "within"
    HEAD = "head"  # around the title, or set apart from the text


def credits_in(text: str, edge: LineEdge) -> list[str]:
    """Give the agencies and outlets that one line names as those it was taken from, in its order."""
    if len(text) > LONGEST_LINE or not text.strip() or (edge is LineEdge.WITHIN and len(text) >= WITHIN):
        return []
    found: list[str] = []
    short = len(text) < 60
    for part in parted_at_sources(text):
        found += by_phrase(part)
    if edge is LineEdge.FIRST:
        found += in_dateline(text)
    if (edge is LineEdge.FIRST or edge is LineEdge.LAST or short) and BRACKET.search(text) is not None:
        # A paragraph's brackets are a dateline's at its start, and a sign-off's where nothing follows them.
        for match in BRACKETS.finditer(text[:HEAD] if edge is not LineEdge.LAST else ""):
            found += agencies_in(match[1], bracketed=True)
        for match in BRACKETS.finditer(text[-TAIL:]) if edge is not LineEdge.FIRST or short else ():
            if len(text[-TAIL:]) - match.end() < 3:
                found += agencies_in(match[1], bracketed=True)
    if edge is LineEdge.LAST:
        found += signed(text)
    if len(text) < 40:
        found += agencies_in(text.strip(" .-–—|/*"), bracketed=False)
    return list(dict.fromkeys(name for name in found if name not in words("not_credits"))) if found else []


def parted_at_sources(text: str) -> list[str]:
    """Part a line of labels before each: "2026-03-17　来源：新华社　作者：李明"."""
    labels = labels_of(text) if len(text) < LONGEST_LABELLED and (":" in text or "：" in text) else []
    if len(labels) < 2 and not (labels and text[: labels[0].start].strip()[-1:].isdigit()):
        return [text]
    starts = [label.start for label in labels]
    return [text[start:end].strip() for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]


def by_phrase(text: str) -> list[str]:
    """Give the names that stand with a phrase like "dilansir dari", "mit Material der", "Source:"."""
    low = text.lower()
    if len(low) != len(text):
        return []  # letters that grow when they are made small: places would not agree
    tokens = low.translate(UNWORDED).split() if low.isascii() else WORD.findall(low)
    if not may_say(tokens):
        return []  # nearly every line; ten times faster than the pattern of all phrases
    found: list[str] = []
    for match in phrase_pattern().finditer(low):
        kind = pairs("credits")[match[1]][0]
        rest = text[match.end() :]
        colon = rest[:2].lstrip().startswith((":", "："))
        ahead = text[: match.start()].rstrip(" (（[")
        alone = not ahead or ahead[-1] in "|·•.。" or (len(text) < 100 and ahead[-1].isdigit())
        if kind == "before":
            found.extend(known_before(ahead))
        elif kind == "after":
            found.extend(name_after(rest, told=colon))
        elif alone and colon and len(text) < 200:
            found.extend(names_listed(rest))
        elif alone and not ahead and len(text) < 60 and kind == "line":
            found.extend(agencies_in(rest.strip(" .()"), bracketed=False))  # "Theo Reuters", "Quelle dpa"
    return found


def may_say(tokens: list[str]) -> bool:
    """Tell whether all words of one of the phrases are among those of a line."""
    phrases = phrase_words()
    if phrases.keys().isdisjoint(tokens):
        return False
    said = frozenset(tokens)
    return any(rest <= said for first in phrases.keys() & said for rest in phrases[first])


@lru_cache(maxsize=1)
def phrase_words() -> dict[str, list[frozenset[str]]]:
    """Give the words of each phrase, by the one that it begins with."""
    found: dict[str, list[frozenset[str]]] = {}
    for phrase in pairs("credits"):
        words_in = WORD.findall(phrase)
        found.setdefault(words_in[0], []).append(frozenset(words_in))
    return found


@lru_cache(maxsize=1)
def phrase_pattern() -> re.Pattern[str]:
    """Give one pattern for all phrases: an alternation of plain texts, the longest first."""
    phrases = sorted(pairs("credits"), key=len, reverse=True)
    return re.compile(r"(?<!\w)(" + "|".join(re.escape(phrase) for phrase in phrases) + r")(?!\w)")


def names_listed(text: str) -> list[str]:
    """Read the names on a line of sources; a person is a photographer or a writer there, not an outlet."""
    pieces = LISTED.split(text[:160].lstrip(" :：\u00a0"))[:MOST_WORDS]
    names = [outlet(piece.strip(" .)）")) for piece in pieces]
    if len(names) > 1 and any(is_person(name) for name in names):
        return []  # "Jane Doe/Reuters" is whose picture it is
    return [name for name in names if name]


def is_person(name: str) -> bool:
    """Tell whether a name on a line of sources is a person's: no agency's, and without a word that outlets have."""
    if (
        name in words("agencies")
        or not words("desks").isdisjoint(name.lower().split())
        or "." in name[1:-1].rpartition(" ")[2]
    ):
        return False
    return name.count(" ") in (1, 2) and is_name(name)


def name_after(text: str, *, told: bool) -> list[str]:
    """Read the one name that a phrase within a sentence is followed by.

    In a script without capital letters a sentence goes on as a name does: there only a known agency counts, or
    what stands after a colon.
    """
    text = text.lstrip(" :：\u00a0")
    plain = NAME.sub("", text[:160], count=1)
    if is_uncased(plain[:6]) and not told:
        name = known_at_start(plain)
        return [name] if name else []
    match = ENDS.search(text[:160])
    name = outlet(text[: match.start()] if match else text[:160])
    return [name] if name else []


def known_at_start(text: str) -> str:
    """Give the agency that a text begins with, the longest name first; "" for none."""
    for size in range(min(24, len(text)), 1, -1):
        follows = text[size : size + 1]
        if text[:size] in words("agencies") and not (
            follows.isalpha() and not "\u3040" <= follows <= "\ud7af"
        ):
            return text[:size]
    return ""


def known_before(text: str) -> list[str]:
    """Give the agency that a text ends with: "The Associated Press contributed to this report"."""
    tokens = re.split(r"[\s.]+", text[-80:].strip())
    for size in range(1, 5):
        name = " ".join(tokens[-size:])
        if name in words("agencies"):
            longer = " ".join(tokens[-size - 1 :])
            return [longer if longer in words("agencies") else name]
    return []


def outlet(text: str) -> str:
    """Give the name of an outlet that a text begins with, "" if it begins with none."""
    text = NAME.sub("", NAME.sub("", text.strip(" \"'“”«»„"), count=1), count=1)
    known = known_at_start(text)
    if known and " " in known:
        return known
    text = text.partition("（")[0]  # "河边日报（ID：hebian）"
    if "http" in text or "©" in text or not text:
        return ""
    kept: list[str] = []
    for word in text.split()[:MOST_WORDS]:
        if any(letter.isdigit() for letter in word) and kept and word[:2].isdigit():
            break  # its date
        if kept and word in words("byline"):
            break  # whoever wrote it there
        named = word[:1].isupper() or not word[:1].isascii() or "." in word[1:-1]
        if named or (word in SMALL if kept else word.strip(".,") in words("agencies")):
            kept.append(word)
        else:
            break
        if "." in word[1:-1]:  # an address ends the name: "dari Tribunnews.com"
            break
    while kept and kept[-1] in SMALL:
        kept.pop()
    if kept and (kept[0].lower() in PICTURE_WORDS or kept[0] == "©"):
        return ""
    if kept and kept[0].islower() and kept[0] in words("agencies"):
        kept = kept[:1]  # "dpa Sport"
    name = " ".join(kept).strip(" .,'’")
    return name if 2 <= len(name) <= LONGEST_NAME else ""


def in_dateline(text: str) -> list[str]:
    """Give the agency or outlet of a dateline: "JAKARTA, KOMPAS.com -", «МОСКВА — РИА Новости.», 新华社北京1月2日电."""
    head = text[:HEAD].lstrip(" (（【[")
    wired = WIRED.match(head[:40])
    if wired:
        name = next(
            (wired[1][:size] for size in range(len(wired[1]), 1, -1) if wired[1][:size] in words("agencies")),
            "",
        )
        name = name or known_at_start(head)
        return [name] if name else []
    found: list[str] = []
    slash = SLASHED.search(head)
    if slash and slash[1].strip() in words("agencies"):
        found.append(slash[1].strip())
    pieces = APART.split(head)
    for place, piece in enumerate(pieces[:5]):
        name = piece.strip(" .*\"'")
        if name in words("agencies") and place < len(pieces) - 1 and (place or not name.islower()):
            found.append(name)
            break
        if place < len(pieces) - 1 and DOMAIN.match(name) and is_dash(head, name):
            found.append(name)
            break
        if len(name) > 34:
            break
    return found


def is_dash(head: str, name: str) -> bool:
    """Tell whether a dash follows a name: what is no known agency is only one where a dateline ends with it."""
    rest = head[head.find(name) + len(name) :].lstrip(" )）")
    return rest[:1] in ("-", "–", "—", "―")


def signed(text: str) -> list[str]:
    """Give the agency that signs the last paragraph after its full stop: "... kata dia. - Bernama", "… gesagt. dpa"."""
    tail = text[-40:]
    for mark in ("– ", "— ", "- ", "/ ", ". ", "。", "» ", "” "):
        _, found, name = tail.rpartition(mark)
        name = name.strip(" .-–—()")
        if found and name in words("agencies"):
            return [name]
    return []


def agencies_in(text: str, *, bracketed: bool) -> list[str]:
    """Give the agencies that a bracket or a short line names, when it names nothing else but a place or a date."""
    known = words("agencies")
    whole = text.strip(" .:")
    if whole in known:
        # Two letters by themselves are somebody's initials as often as an agency.
        return [whole] if bracketed or len(whole) > 2 or whole in SURE_LETTERS or not whole.isascii() else []
    listed = [without_leading(piece.strip(" .:)（(")) for piece in LISTED.split(text[:80])]
    pieces = listed.copy()
    for piece in listed:
        if "=" in piece:
            pieces.extend(part.strip() for part in piece.split("="))
        elif bracketed and piece not in known:
            parts = piece.split()
            # "[東京　2日　ロイター]", "(MADRID, 2 EUROPA PRESS)": the agency stands last, after a date.
            if any(part[:1].isdigit() for part in parts[:-1]):
                pieces.append(parts[-1])
    found = [piece for piece in pieces if piece in known]
    if found and not bracketed and any(is_of_picture(text, piece) for piece in listed):
        return []
    return list(dict.fromkeys(found))


def without_leading(piece: str) -> str:
    """Take what stands before an agency off a piece of a line: most are a word alone."""
    return LEADING.sub("", piece) if len(piece.split(maxsplit=1)) > 1 else piece


def is_of_picture(text: str, piece: str) -> bool:
    """Tell whether a line is a picture's credit: "Foto: Antara", "Jane Doe/Reuters"."""
    first = text.partition(":")[0].strip().lower()
    return first.split(" ")[0] in PICTURE_WORDS or ("/" in text and is_person(piece))
