"""Names of people out of bylines: split, stripped of what stands around them, refused when they are none."""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.fields.dates.text import month_of
from lugas.fields.line_labels import LabelKind, is_time_label, labels_of
from lugas.fields.lists import phrases, words
from lugas.fields.name_signs import ENDS_OF_DESKS, is_name, is_spaced, is_uncased
from lugas.fields.name_tails import without_degree, without_job, without_outlet, without_place
from lugas.remembered import remembered

__all__ = [
    "BEFORE_NAMES",
    "LONGEST_BYLINE",
    "MAIL_OR_ADDRESS",
    "cut_at_date",
    "ends_as_byline",
    "is_of_time",
    "split_names",
    "starts_as_byline",
    "strip_after",
    "strip_before",
    "writers_part",
]

MOST_NAMES = 12
LONGEST_SPLIT = 600  # characters of a text that names are read from
LONGEST_BYLINE = 330  # characters; a wrapped text joins the lines under the title

MAIL_OR_ADDRESS = re.compile(r"\S{1,80}@\S{1,80}|https?://\S{1,300}|www\.\S{1,200}|@\w{1,40}")
BRACKETED = re.compile(r"\([^()]{0,120}\)|\[[^\[\]]{0,120}\]|（[^（）]{0,120}）|【[^【】]{0,60}】")
BRACKETS = frozenset("([（【")
BREAK = re.compile(
    r"[|•·⋅;\n\t–—▪●»›~→┃│]|\s(?=[图圖摄攝视編编]\w?[/／])|(?<![文图圖影撰者])／|\s[-/\u0640]\s|[\u055d\u17d6]|\s/|:\s|：|\s{3,}"
    # the end of a sentence, not of a title before a name
    r"|(?<=\w{3})(?<!\bProf)(?<!\bDrs)(?<!\bDra)(?<!\bCapt)(?<!\bHon)(?<!\bRev)(?<!\bSgt)(?<!\bMrs)(?<!\bIng)"
    r"\.\s(?=[A-Z][a-z]{3})"
)
HAN_NAMES = re.compile(r"[\u3400-\u9fff]{2,3}(?:\s[\u3400-\u9fff]{2,3}){1,7}")
CHINESE = ("记者", "通讯员", "本报", "采写")  # letters that Japanese does not write so
GLUED = re.compile(r"^[Bb]y(?=[A-Z][a-z])")  # "ByJane Doe", where markup alone parted the words
BEFORE_NAMES = " :：\u00a0\u3000/／|.・丨＝\u055d\u17d6"  # what may part a label from the name after it
PLACED = re.compile(r"^[가-힣]{2,6}=(?=[가-힣])")  # "여수=박지훈 기자", the place of a Korean correspondent
MONTH_GLUED = re.compile(r"^(\w{3,40}[^\W\d_A-Z])([A-Z][a-z]{2,9})\.?$")
HEBREW = re.compile(r"[\u05d0-\u05ea]$")
LABEL_WORDS = 3  # of what may stand before a name and a colon, at most
COMMA = re.compile(r"[,،、，]\s*|\s&\s|\s\+\s")
DIGIT = re.compile(r"\d")
CREDENTIAL = re.compile(r"^[A-Z](?:[A-Z.]|[a-z](?=[A-Z.])){1,6}$")
GENERATION = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


@lru_cache(maxsize=8)
def longest_first(name: str) -> dict[str, tuple[str, ...]]:
    """Give a list by first letter, its longest entries first, so that "written by" is tried before "by"."""
    found: dict[str, list[str]] = {}
    for phrase in sorted(phrases(name), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return {letter: tuple(likely) for letter, likely in found.items()}


def may_open(text: str, name: str) -> bool:
    """Tell whether a text may open with an entry of a list: its first two letters tell of most that it does not."""
    opening = text[:2].lower()
    known = openings(name)
    return opening in known or opening[:1] in known or not opening.isascii()


@lru_cache(maxsize=8)
def openings(name: str) -> frozenset[str]:
    """Give the first two letters of the entries of a list."""
    return frozenset(phrase[:2] for phrase in phrases(name))


def starts_as_byline(text: str) -> bool:
    """Tell whether a line begins as a byline does: "Oleh Siti", "By Jane Doe in London", "Autor: Jan"."""
    if text[1:2] == "y" and GLUED.match(text):
        text = GLUED.sub("By ", text)
    return len(text) <= LONGEST_BYLINE and may_open(text, "byline") and opens_as_byline(text)


@remembered(512)
def opens_as_byline(text: str) -> bool:
    """Tell of a line that may open with a word of bylines whether it does."""
    rest = strip_before(text, "byline")
    if rest == text:
        return False
    tokens = rest.split()
    if len(text) > 90:  # a sentence may begin with "By" too: then a name must follow at once
        return len(tokens) > 1 and is_name(" ".join(tokens[:2]).strip(",;:("))
    return not tokens or not tokens[0][:1].islower()


def strip_before(text: str, name: str) -> str:
    """Take one of the words of a list off the start of a text, where it stands as a word of its own."""
    if not may_open(text, name):
        return text  # most
    low = text.lower()
    likely = longest_first(name).get(low[:1], ())
    if not low.startswith(likely):
        return text
    for word in likely:
        if not low.startswith(word):
            continue
        rest = text[len(word) :]
        tight = len(word) > 1 and not word[-1].isascii() and is_uncased(word) and not is_spaced(word)
        if (
            word[-1] in ":：/"
            or rest[:1] in ("", " ", ":", "：", "\u00a0", "/", "|", ".", "＝", "\u055d", "\u17d6")
            or (tight and rest)
        ):
            return rest.lstrip(BEFORE_NAMES)
    return text


@lru_cache(maxsize=1)
def job_titles() -> tuple[str, ...]:
    """Give the job titles that follow a name, the longest first."""
    return tuple(sorted(phrases("byline_after"), key=len, reverse=True))


def strip_after(text: str) -> str:
    """Take a job title that follows a name off its end (기자, 記者)."""
    likely = job_titles()
    for word in likely if text.endswith(likely) else ():
        if text.endswith(word) and len(text) > len(word):
            return text[: -len(word)].rstrip()
    return text


def ends_as_byline(text: str) -> bool:
    """Tell whether a short line ends as a byline does: "오하늘 기자"."""
    plain = text[:200].strip()
    if "@" in plain or "www." in plain or "://" in plain:
        plain = MAIL_OR_ADDRESS.sub("", plain).strip()
    if len(plain) >= 40 or not plain.endswith(job_titles()):
        return False  # nearly every line
    plain = PLACED.sub("", plain)
    name = strip_after(plain)
    return name != plain and is_name(name)


def split_names(text: str, *, lenient: bool = False) -> tuple[str, ...]:
    """Give the people that a byline names, in its order; () when it names none.

    `lenient` takes one-word names and names in small letters, and names after a stroke, for places that hold
    nothing but names; in a line of the page, what follows the first names is a place, an outlet or a job.
    """
    return split_line(text[:LONGEST_SPLIT], lenient)


@lru_cache(maxsize=256)
def split_line(text: str, lenient: bool) -> tuple[str, ...]:
    """Give the people that a byline names, as `split_names` does: a page names them in several places."""
    if not BRACKETS.isdisjoint(text):
        text = BRACKETED.sub(" ", text)
    if "@" in text or "www." in text or "://" in text:
        text = MAIL_OR_ADDRESS.sub(" ", text)
    text = parted_at_labels(PLACED.sub("", GLUED.sub("By ", text)))
    if not lenient:
        text = without_label(text)
    found: list[str] = []
    skip = False
    for segment in BREAK.split(text):
        part = bared(segment, " ,.-–—:*'\"“”")
        if not part:
            continue
        if strip_before(part, "not_authors") != part or part.lower() in words("not_authors"):
            # "Editor: Ana" ends the list of authors, "Editor:" alone makes the next piece no author.
            skip = strip_before(part, "not_authors").strip() == "" or part.lower() in words("not_authors")
            continue
        if skip:
            skip = False
            continue
        bare = strip_before(strip_before(part, "byline"), "byline")
        named = part if is_unnamed(COMMA.split(part)) else cut_at_date(bare)
        pieces = take_pieces(named, lenient=lenient)
        if not lenient and found and not any(" " in name for name in found):
            # "Aswan - Hala Abdel": a lone word before a name is a place.
            found = [] if any(" " in piece for piece in pieces) else found
        found.extend(piece for piece in pieces if piece not in found)
        if found and not (pieces and lenient) and any(" " in name or not is_spaced(name) for name in found):
            break
    return tuple(found[:MOST_NAMES])


def bared(text: str, signs: str) -> str:
    """Take signs off both ends of a text, but for the stroke that some Hebrew names end in: "ברקוביץ'"."""
    found = text.strip(signs)
    stroked = HEBREW.search(found) is not None and f"{found}'" in text and f"'{found}" not in text
    return f"{found}'" if stroked else found


def without_label(text: str) -> str:
    """Leave out what stands before a colon and a name, where no capital letter tells it from one: a label in no list.

    "به قلم: رضا بلوچی" has it, and a name before a colon is followed by no other.
    """
    head, colon, rest = text.partition("：" if "：" in text else ":")
    if (
        not colon
        or len(head.split()) > LABEL_WORDS
        or not is_uncased(head)
        or strip_before(head, "byline") != head
    ):
        return text
    first = COMMA.split(BREAK.split(rest.strip(), maxsplit=1)[0], maxsplit=1)[0].strip()
    whole = " " in first or not is_spaced(first)
    return rest.strip() if whole and is_uncased(first) and is_name(first) else text


def parted_at_labels(text: str) -> str:
    """Part a line at its labels ("作者：李明 来源：河边日报 时间：…"), and leave out what is no writer's."""
    labels = labels_of(text) if ":" in text or "：" in text else ()
    if not labels:
        return text
    pieces = [text[: labels[0].start]]
    for index, label in enumerate(labels):
        end = labels[index + 1].start if index + 1 < len(labels) else len(text)
        value = text[label.end : end]
        if label.kind is LabelKind.WRITER or label.kind is LabelKind.OTHER_HAND:
            value = text[label.start : end]
        elif label.kind is not LabelKind.TIME:
            first = BREAK.search(value.lstrip())
            value = value.lstrip()[first.end() :] if first is not None else ""
        pieces.append(value)
    return "\n".join(pieces)


def writers_part(text: str) -> str:
    """Give a line from the label of its writers on ("2026-03-17　来源：河边日报　作者：李明"), "" where none stands."""
    labels = labels_of(text) if ":" in text or "：" in text else ()
    return next((text[label.start :] for label in labels if label.kind is LabelKind.WRITER), "")


def cut_at_date(text: str) -> str:
    """Cut a byline where its date begins, with the date's label: "Jane Doe December 22, 2023"."""
    tokens = text.split()
    end = next((index for index, token in enumerate(tokens) if DIGIT.search(token)), -1)
    if end < 0:
        return text
    if end and (glued := MONTH_GLUED.match(tokens[end - 1])) and is_of_time(glued[2].lower()):
        tokens[end - 1 : end] = glued.groups()  # "Jane DoeDec. 22", where markup alone parted them
        end += 1
    low = [token.lower().strip(".,:") for token in tokens[:end]]
    if end and month_of(low[end - 1], ""):
        end -= 1  # once: people are called May, and Maio, too
    while end and (size := label_size(low[:end])):
        end -= size
    return " ".join(tokens[:end]).rstrip(" ,")


def is_of_time(word: str) -> bool:
    """Tell whether a word in lower case is a month or the label of a time."""
    return bool(month_of(word, "")) or is_time_label(word)


def label_size(low: list[str]) -> int:
    """Give how many words the label of a time has that ends a line of words in lower case, 0 for none."""
    return next((size for size in range(min(4, len(low)), 0, -1) if is_time_label(" ".join(low[-size:]))), 0)


def take_pieces(text: str, *, lenient: bool) -> list[str]:
    """Split a run of names at commas and joining words, and keep what is a name."""
    found: list[str] = []
    chunks = COMMA.split(text)
    if is_unnamed(chunks):
        return [piece for chunk in chunks[1:] if (piece := chunk.strip(" .,:")) in words("agencies")]
    for chunk in chunks:
        for piece in split_joined(chunk):
            whole = strip_before(bared(piece, " ,:*'\"“”"), "byline").strip(" ,:")
            name = strip_after(whole).strip(" ,:")
            if several := chinese_names(name, told=any(mark in text for mark in CHINESE)):
                found.extend(several)
                continue
            if lenient and whole != name and " " not in name and not is_uncased(name) and is_staff(whole):
                name = whole  # "Gazette Staff" is a desk, and "Gazette" nobody
            name = without_outlet(without_degree(name))
            if not lenient:
                name = without_job(name)
            if found:
                name = without_place(name)
            if name.lower() in GENERATION and found:
                found[-1] = f"{found[-1]} {name}"
            elif found and CREDENTIAL.match(name) and name not in words("agencies"):
                continue
            elif is_name(name, lenient=lenient):
                if not lenient and found and is_lone_place(name, found[-1]):
                    return found
                found.append(name)
            elif found:
                return found
    return found


def chinese_names(text: str, *, told: bool) -> list[str]:
    """Give Chinese names with spaces between them, none where it may be one name as Japanese writes it.

    Each begins with a surname. One of three letters is hardly ever a part of a Japanese name that does; `told` tells
    that the byline is Chinese in any case.
    """
    if not HAN_NAMES.fullmatch(text):
        return []
    names: list[str] = []
    for token in text.split():  # "李明 通讯员 王芳 摄影 赵敏"
        if token in words("not_authors"):
            break
        if token in words("byline"):
            told = True
        else:
            names.append(token)
    sure = told or any(len(name) > 2 for name in names)
    return names if sure and all(name[0] in words("han_surnames") for name in names) else []


def is_lone_place(name: str, before: str) -> bool:
    """Tell whether a lone word after a whole name is a place, in a script whose names have no capitals to tell it."""
    return " " in before and " " not in name and is_uncased(name) and is_spaced(name)


def is_unnamed(chunks: list[str]) -> bool:
    """Tell whether a byline names a writer by the post alone, and where it is: "Correspondent, Jakarta"."""
    if chunks[0].strip(" .,:").lower() not in words("correspondents"):
        return False
    rest = [chunk.strip(" .,:") for chunk in chunks[1:]]
    return all(" " not in piece or is_uncased(piece) for piece in rest)


def is_staff(text: str) -> bool:
    """Tell whether a text ends as the name of a desk does: "News Staff"."""
    return text.rpartition(" ")[2].lower() in ENDS_OF_DESKS


def split_joined(text: str) -> list[str]:
    """Split at joining words: "A and B", "A dan B"."""
    pieces: list[list[str]] = [[]]
    tokens = text.split()
    for index, token in enumerate(tokens):
        if index and token in words("joiners"):
            # "José Ortega y Gasset" has one word after the joiner; "Ana Díaz y Eva Gil" has more.
            if len(token) == 1 and len(tokens) - index < 3 and not is_uncased(token):
                pieces[-1].append(token)
            else:
                pieces.append([])
        else:
            pieces[-1].append(token)
    return [" ".join(piece) for piece in pieces if piece]
