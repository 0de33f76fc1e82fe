"""The language of the article, from its text first: the `lang` of many pages is that of their software."""

from __future__ import annotations

import re
from functools import lru_cache

from lugas.blocks.sheet import Sheet
from lugas.fields.candidates import Candidate, settle
from lugas.fields.clues import Clues
from lugas.fields.lists import pairs
from lugas.model import Finding, Kind, Role, Source
from lugas.page.json_ld import values_of
from lugas.page.tree import detect_language_code
from lugas.remembered import remembered

__all__ = ["choose_language", "tag_of", "told_languages"]

SAMPLE = 3000  # characters of the article that the language is detected from
SHORTEST = 60  # characters under which detection is a guess
OWN_SHARE = 0.03  # of a text's letters, from which those that few languages write tell one
RARE = 0.002  # of a text's letters, which a name or a word of another language may have
OWN_SURE = 0.9
LEAST_HAN = 4  # letters of one Chinese script from which it is told
# Languages that detection takes for each other, or does not know: what the page says decides among them.
KIN = (
    frozenset({"id", "ms", "jv", "su"}),
    frozenset({"no", "nb", "nn", "da"}),
    frozenset({"hr", "sr", "bs", "sh", "cnr"}),
    frozenset({"hi", "mr", "ne", "bho", "mai"}),
    frozenset({"fa", "prs", "ps"}),
    frozenset({"zh", "yue"}),
    frozenset({"gl", "pt"}),
    frozenset({"cs", "sk"}),
    frozenset({"tl", "fil"}),
    frozenset({"bg", "mk"}),
    frozenset({"ru", "be"}),
    frozenset({"zu", "xh", "ss", "nr"}),
)
NOT_A_TAG = re.compile(r"[^a-z0-9-]")
REGIONS = {"UK": "GB", "EN": "", "ZZ": ""}
SCRIPTS = {
    "tw": "Hant",
    "hk": "Hant",
    "mo": "Hant",
    "hant": "Hant",
    "cn": "Hans",
    "sg": "Hans",
    "hans": "Hans",
}
# The letters of a script, as ranges of code points: enough to tell one from another in a text.
RANGES = {
    "latin": ("\u0041", "\u024f"),
    "cyrillic": ("\u0400", "\u052f"),
    "arabic": ("\u0600", "\u077f"),
    "bengali": ("\u0980", "\u09ff"),
}


def told_languages(clues: Clues) -> list[Candidate[str]]:
    """Give the languages that the page says it is in, as BCP 47 writes them, each with where it says so."""
    embedded = clues.embedded
    told = [(embedded.language, Source.MARKUP, "html lang")]
    in_article = next(iter(values_of(embedded.article.get("inLanguage"), "alternateName", "name")), "")
    told.append((in_article, Source.JSON_LD, "article.inLanguage"))
    told.append((embedded.first("og:locale"), Source.OPEN_GRAPH, "og:locale"))
    told += [
        (embedded.first(name), Source.META, name) for name in ("content-language", "dc.language", "language")
    ]
    found: list[Candidate[str]] = []
    for place, (text, source, detail) in enumerate(told):
        tag = tag_of(text) if text else ""
        if tag:
            found.append(Candidate(tag, tag, source, detail, 2.5 - 0.1 * place))
    return found


def choose_language(clues: Clues, sheet: Sheet) -> tuple[str, Finding | None]:
    """Settle the language of the article: `id`, or `pt-BR` where the page names a region."""
    candidates = told_languages(clues)
    text = sample(sheet)
    detected, sure = detect(text)
    for one in candidates:
        primary = one.value.partition("-")[0]
        if not detected:
            continue
        if is_kin(primary, detected) or is_undetected(primary, text):
            one.weight += 1.5
        else:
            one.why = "the text is in another language"
            one.weight -= 1.3 if sure > 0.3 else 0.0
    if detected:
        why = "the page names one that detection takes for it"
        candidates.append(Candidate(detected, detected, Source.TEXT, "body", 1.0 + 2.0 * sure, why))
    if not candidates:
        return "", None
    winner = max(candidates, key=lambda one: one.weight)
    if winner.value.partition("-")[0] in ("zh", "yue"):
        winner = in_its_script(winner, candidates, text)
    # "en" beside "en-GB" is no rival of it.
    rivals = [one for one in candidates if not f"{winner.value}-".startswith(f"{one.value}-")]
    rivals = [one for one in rivals if one.why or not f"{one.value}-".startswith(f"{winner.value}-")]
    return winner.value, settle("language", winner, rivals)


def detect(text: str) -> tuple[str, float]:
    """Give the language of a text and how sure that is, 0 to 1; ("", 0) where it is too short to tell."""
    if len(text) < SHORTEST:
        return "", 0.0
    own = told_by_letters(text)
    if own:
        return own, OWN_SURE
    code, sure = detect_language_code(text)
    return (pairs("languages").get(code, (code,))[0] if code else ""), sure


def told_by_letters(text: str) -> str:
    """Give the language that alone writes the letters of a text, of those that detection does not know; "" for none."""
    low, letters = text.lower(), language_letters()
    if low.isascii():
        return ""
    counts = {letter: low.count(letter) for letter in frozenset[str]().union(*letters.values())}
    written = sum(counts.values())
    if OWN_SHARE * len(low) > 2 * written:
        return ""  # nearly every text: half of its signs are letters, at least
    size = sum(map(str.isalpha, low))
    found = {letter for letter, count in counts.items() if count > RARE * size}
    if written < OWN_SHARE * size:
        return ""
    known = (code for code, own in letters.items() if found and found <= own)
    return min(known, key=lambda code: len(letters[code]), default="")


@lru_cache(maxsize=1)
def language_letters() -> dict[str, frozenset[str]]:
    """Give the letters by which each of some languages is told from the others of its script."""
    return {code: frozenset(told[0]) for code, told in pairs("language_letters").items()}


def is_kin(one: str, other: str) -> bool:
    """Tell whether two languages are one, or such as detection takes for each other."""
    return one == other or any({one, other} <= kin for kin in KIN)


def is_undetected(code: str, text: str) -> bool:
    """Tell whether detection cannot know a language, and the text has its letters."""
    letters = pairs("undetected_languages").get(code, ("",))[0]
    if not letters:
        return False
    low, high = RANGES[letters]
    part = [letter for letter in text[:400] if letter.isalpha()]
    return sum(low <= letter <= high for letter in part) > 0.7 * len(part)


def in_its_script(winner: Candidate[str], candidates: list[Candidate[str]], text: str) -> Candidate[str]:
    """Give Chinese with the script of its text, where the page names no region that has it."""
    script = script_of(text)
    primary, *rest = winner.value.split("-")
    told = next((SCRIPTS[part.lower()] for part in rest if part.lower() in SCRIPTS), "")
    if not script or told == script:
        return winner
    value = f"{primary}-{script}"
    winner.why = "the text is in the other script" if told else "the text tells its script"
    own = Candidate(value, value, Source.TEXT, "body", winner.weight + 1.0)
    candidates.append(own)
    return own


def script_of(text: str) -> str:
    """Give the script of a Chinese text, "" where its letters are those of both."""
    letters = text[:SAMPLE]
    old, new = (sum(map(letters.count, signs)) for signs in han_letters())
    if max(old, new) < LEAST_HAN or min(old, new) > max(old, new) // 3:
        return ""
    return "Hant" if old > new else "Hans"


@lru_cache(maxsize=1)
def han_letters() -> tuple[frozenset[str], frozenset[str]]:
    """Give the letters that only traditional, and those that only simplified Chinese writes."""
    old, new = (frozenset(pairs("han_letters")[name][0]) for name in ("traditional", "simplified"))
    return old - new, new - old


@remembered(512)
def tag_of(text: str) -> str:
    """Write what a page gives as its language as BCP 47 does (`pt-BR`, `zh-Hant`); "" for what is no language."""
    low = text[:80].strip().lower()
    low = pairs("language_aliases").get(low, (low,))[0]
    first = NOT_A_TAG.split(low.replace("_", "-"), maxsplit=1)[0]
    primary, *rest = first.split("-")
    primary = pairs("language_aliases").get(primary, (primary,))[0]
    primary = pairs("languages").get(primary, (primary,))[0]
    if not (2 <= len(primary) <= 3 and primary.isalpha() and primary.isascii()) or primary in (
        "und",
        "zxx",
        "mul",
    ):
        return ""
    parts = [primary]
    for part in rest[:3]:
        if len(part) == 4 and part.isalpha() and len(parts) == 1:
            parts.append(part.title())
        elif (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit()):
            region = REGIONS.get(part.upper(), part.upper())
            return "-".join([*parts, region]) if region else "-".join(parts)
        else:
            break
    return "-".join(parts)


def sample(sheet: Sheet) -> str:
    """Give text of the article to detect its language from: the body, or else the longest lines."""
    rows = sheet.having(Role.BODY) or [
        row
        for row in sheet.rows
        if row.kind is Kind.PARAGRAPH and len(row.text) > 80 and row.links < len(row.text) // 2
    ]
    parts: list[str] = []
    size = 0
    for row in rows or sheet.rows:
        parts.append(row.text[:SAMPLE])
        size += len(row.text)
        if size > SAMPLE:
            break
    return "\n".join(parts)[:SAMPLE]
