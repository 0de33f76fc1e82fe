"""Captions parted from the credit in them: "A boat. Photo: Ann Lee", "A boat (Ann Lee / Agency)"."""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.blocks.phrases import Mark, phrase_marks
from lugas.blocks.words import STOPS, read_list
from lugas.remembered import remembered

__all__ = [
    "CREDIT_WORDS",
    "DOUBTFUL",
    "bare_credit",
    "ends_named",
    "in_brackets",
    "is_credit_alone",
    "split_credit",
]

# A credit is at most this long, in words.
CREDIT_WORDS = 12
# The end of a caption is looked at, and no more of a very long one.
LONGEST = 600
# What stands between a caption and its credit, and around either.
PARTS = " \u3000\t\n|/•·–—-,;:：=＝"
OPENERS, CLOSERS = "([（［【〔", ")]）］】〕"
SENTENCE = re.compile(r"[.!?…]\s|[。！？।۔]|\s[|•·–—-]\s|\n")
# What stands before a credit, and before a caption as well: "Image: Boats at the pier in August".
DOUBTFUL = frozenset({"gambar", "image", "images", "imagen", "pic", "picture", "pictures", "video"})
# "(21/7/2024)" is a day, "(left)" a place in the picture, "(2nd from right)" too.
NAMED = re.compile(r"[A-Z\u00c0-\u00de\u0391-\u042f]|[^\W\d_a-z\u00df-\u024f]")
# Chinese captions end with a space and whose picture it is: "老码头 本报记者 李明 摄", "半决赛 组委会供图".
HAN_NAMED = re.compile(
    r"[\s。！？）)”」](?:[\u3400-\u9fff]{0,4}(?:记者|記者|通讯员|通訊員)\s?)?[\u3400-\u9fff]{2,12}\s?"
    r"(?:摄|攝|摄影|攝影|供图|供圖|制图|製圖|图片|圖片|资料图|資料圖|通讯社|通訊社)$"
)
HAN_ENDS = frozenset("摄攝影图圖片社")
# Japanese ones end so after a mark: "閉鎖される橋（17日、川辺市で）＝高橋健撮影".
KANA_NAMED = re.compile(r"[＝=、。）)\s]([^＝=、。（）()\s]{2,20}(?:撮影|提供|写す))[。）)]?$")
NO_NAME = re.compile(r"[\d年月日]|(?:で|に|から)(?:撮影|提供|写す)$")  # when and where it was taken
KANA_ENDS, KANA_CLOSERS = ("撮影", "提供", "写す"), "。）)"
# Arabic captions end with one word in brackets, an agency or the paper; of these none is where somebody stands.
ARABIC = re.compile(r"[\u0621-\u064a]{2,20}")
SIDES = frozenset(
    ["يمين", "اليمين", "يسار", "اليسار", "يمينا", "يسارا", "وسط", "الوسط", "أعلى", "أسفل", "الأول", "الثاني"]
)


@lru_cache(maxsize=1)
def label_pattern() -> re.Pattern[str]:
    """Make the one pattern of all labels; each is a text of its own, so nothing is gone over twice."""
    glued: list[str] = []
    apart: list[str] = []
    for label in read_list("credit_labels"):
        words = label.lstrip("^")
        told = re.escape(words.rstrip(":")).replace("\\ ", r"\s")
        end = r"\s?[:：]" if words[-1] == ":" else r"(?!\w)" if words[-1].isalnum() else ""
        (glued if label[0] == "^" or not words[0].isalnum() else apart).append(told + end)
    glued.sort(key=len, reverse=True)
    apart.sort(key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(apart)})|{'|'.join(glued)}", re.IGNORECASE)


@lru_cache(maxsize=1)
def agency_pattern() -> re.Pattern[str]:
    """Make the one pattern of all agencies."""
    names = sorted(map(re.escape, read_list("picture_agencies")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


def in_brackets(text: str) -> bool:
    """Whether a line stands in brackets as a whole."""
    return bool(text) and text[0] in "(（" and text[-1] in ")）"


@remembered(512)
def split_credit(text: str) -> tuple[str, str]:
    """Part a caption from the credit at its end; the credit is "" where there is none, or nothing but it."""
    start = max(len(text) - LONGEST, 0)
    if ends_named(text):
        place = next(HAN_NAMED.finditer(text, start)).start() + 1
        return text[:place].rstrip(PARTS), text[place:].strip(PARTS)
    if text.rstrip(KANA_CLOSERS).endswith(KANA_ENDS):
        match = KANA_NAMED.search(text, start)
        told = text[: match.start(1)].rstrip(PARTS + "＝=、" + OPENERS) if match is not None else ""
        if match is not None and told and not NO_NAME.search(match[1]):
            return told, match[1]
    for place in stops(text, start):
        stop = len(text[:place].rstrip(OPENERS))
        told, tail = text[:stop].rstrip(PARTS + OPENERS), text[stop:].strip(PARTS)
        if (
            told
            and tail
            and len(tail.split()) <= longest(text, place)
            and is_named(told, tail, text[stop:].lstrip(PARTS)[:1])
        ):
            return told, tail
    return text, ""


def ends_named(text: str) -> bool:
    """Whether a line is a Chinese caption that ends with whose picture it is."""
    if text[-1:] not in HAN_ENDS:
        return False
    match = HAN_NAMED.search(text, max(len(text) - LONGEST, 0))
    return match is not None and bool(text[: match.start()].strip(PARTS))


def stops(text: str, start: int) -> list[int]:
    """Give the places where a credit may begin: at a label, a bracket, a new sentence; the earliest label first."""
    labels = [match.start() for match in label_pattern().finditer(text, start) if match.start()]
    found = [at for at in labels if len(text[at:].split()) <= longest(text, at) and opens(text, at)][:1]
    if text.rstrip(" .")[-1:] in CLOSERS:
        found += [at for at in (max(text.rfind(mark) for mark in OPENERS),) if at > 0]
    ends = [match.end() for match in SENTENCE.finditer(text, start)]
    return found + ends[:-4:-1]


def longest(text: str, at: int) -> int:
    """Tell how many words a credit may have: more where brackets around it show its end."""
    return CREDIT_WORDS * (2 if text[:at].rstrip()[-1:] in tuple(OPENERS) else 1)


def opens(text: str, at: int) -> bool:
    """Whether a credit may begin at a label: at the beginning of a sentence, in brackets, after a mark."""
    before = text[:at].rstrip(" \t")
    if not before or before[-1] in STOPS + OPENERS + "\"'”’»|/•·–—-,;\n":
        return True
    return text[at] == "©" or text[at].isupper() or not text[at].isascii()


def is_named(told: str, tail: str, opener: str) -> bool:
    """Whether the end of a caption names whose picture it is, and what stands before it does not do so already."""
    marks = phrase_marks(tail) & Mark.CREDIT
    if marks or label_pattern().match(tail.lstrip(OPENERS)):
        return not phrase_marks(told) & Mark.CREDIT or told[-1:] in STOPS + '"”»'
    if opener and opener in OPENERS:
        inner = tail.strip(OPENERS + CLOSERS + " .")
        shared = "/" in inner and any(letter.isalpha() for letter in inner)
        agency = agency_pattern().search(inner) is not None
        upper = inner.isupper() and inner.replace("-", "").isalpha() and 1 < len(inner) <= 8
        names = len(inner.split()) > 1 and all(NAMED.match(word) for word in inner.split() if len(word) > 3)
        digits = sum(letter.isdigit() for letter in inner)
        lone = ARABIC.fullmatch(inner) is not None and inner not in SIDES and " " in told
        return digits <= 2 and (agency or shared or upper or lone or (names and digits == 0))
    match = agency_pattern().search(tail)
    if match is None:
        return False
    return len(tail.split()) <= CREDIT_WORDS // 2 and tail[-1] not in "!?"


def is_credit_alone(text: str) -> bool:
    """Tell whether a text is nothing but a credit: a short one that opens with a label, perhaps in brackets."""
    inner = text.lstrip(PARTS + OPENERS)
    match = label_pattern().match(inner)
    if match is None or len(text.split()) > CREDIT_WORDS * (2 if inner != text else 1):
        return False
    return inner[: match.end()].rstrip(" :：").lower() not in DOUBTFUL or "/" in inner or "©" in inner


def bare_credit(text: str) -> str:
    """Give a credit without the brackets around it and the label before it."""
    text = text.strip(PARTS)
    while len(text) > 1 and text[0] in OPENERS and text.rstrip(" .")[-1:] in CLOSERS:
        text = text.rstrip(" .")[1:-1].strip(PARTS)
    match = label_pattern().match(text)
    rest = text[match.end() :].strip(PARTS) if match is not None else ""
    return (rest or text).removesuffix(KANA_ENDS[0]) or text
