"""Which encoding bytes are in, and their text.

The order is that of browsers (byte-order mark, told encoding, `<meta>`, the bytes themselves) with one change
that saved and crawled pages ask for: bytes that are valid UTF-8 are UTF-8, whatever a header or a `<meta>`
says. Text of another encoding is next to never valid UTF-8 by chance, while a wrong declaration is common.
"""

from __future__ import annotations

import codecs
import re

from lugas.page.tree import detect_charset, find_codec

__all__ = ["to_text"]

MARKS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
EAST_ASIAN = {
    "whatwg-gbk",
    "whatwg-gb18030",
    "whatwg-big5",
    "whatwg-euc-kr",
    "whatwg-euc-jp",
    "whatwg-shift_jis",
}

NUL_SAMPLE = (
    4096  # bytes looked at for the pattern of NULs that UTF-16 and UTF-32 leave in Latin text and markup
)
MANY_NULS = (
    0.4  # share of NULs in a place where they are expected (measured: .93 on markup, .6 on mixed text)
)
MOST_NULS = 0.9  # the same for the high bytes of UTF-32, which only NULs fill
ENOUGH_NULS = 8  # stray ones would by now have fallen on both sides
FEW_NULS = 0.05  # share of NULs in a place where they are not
META_SAMPLE = 32 * 1024  # browsers look at 1,024 bytes and start over when a later <meta> differs
GUESS_SAMPLE = 128 * 1024  # bytes given to the detector: 10 ms at most, and more does not change its mind
FEW_PAIRS = 3  # so many two-byte characters may be valid UTF-8 by chance in a short East Asian text
GOOD_PER_BAD = 10  # valid characters for each broken one that make undeclared bytes UTF-8 all the same
GARBLED = (
    0.02  # share of replacement characters among the non-ASCII ones that makes a declared encoding wrong
)

_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,20}=\s{0,20}[\"']?\s{0,20}([\w.:+-]{1,40})",
    re.IGNORECASE,
)
_NOT_ASCII = re.compile(rb"[\x80-\xff]")


def to_text(content: bytes, told: str = "", tld: str = "") -> tuple[str, str]:
    """Give the text of `content` and the name of its encoding, in lower case as the WHATWG names it.

    `told` is the label a header gave; one that no browser knows is ignored. `tld` is the last label of the
    host. Never fails: bytes that have no meaning in the encoding become U+FFFD.
    """
    for mark, codec in MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(codec, "replace"), codec
    if b"\x00" in content and (codec := _wide(content, told)):
        return content.decode(codec, "replace"), codec
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _broken_or_other(content, told, tld)
    codec = _hidden_in_utf_8(content, text, told)
    if codec:
        return content.decode(codec), _name(codec)
    return text, "utf-8"


def _wide(content: bytes, told: str) -> str:
    """Name UTF-16 or UTF-32 by where the NUL bytes stand; "" when these are just stray."""
    sample = content[: min(NUL_SAMPLE, len(content) // 4 * 4) or 2]
    share = [sample[place::4].count(0) / max(1, len(sample[place::4])) for place in range(4)]
    if share[3] > MOST_NULS and share[2] > MANY_NULS and share[0] < FEW_NULS:
        return "utf-32-le"
    if share[0] > MOST_NULS and share[1] > MANY_NULS and share[3] < FEW_NULS:
        return "utf-32-be"
    even, odd = (share[0] + share[2]) / 2, (share[1] + share[3]) / 2
    # Russian or Hindi leaves few NULs, at its spaces and its markup, but all of them on one side.
    clear = max(even, odd) > MANY_NULS and min(even, odd) < FEW_NULS
    one_sided = not min(even, odd) and sample.count(0) >= ENOUGH_NULS and max(even, odd) > FEW_NULS
    was_told = told.strip().lower().startswith(("utf-16", "unicode")) and max(even, odd) > 5 * min(even, odd)
    if clear or one_sided or was_told:
        return "utf-16-le" if odd > even else "utf-16-be"
    return ""


def _hidden_in_utf_8(content: bytes, text: str, told: str) -> str:
    """Name an encoding whose bytes are valid UTF-8 and yet mean something else; "" for UTF-8."""
    if len(text) == len(content):  # seven bits only: ISO-2022-JP hides in escape sequences
        if b"\x1b$" in content and _name(codec := detect_charset(content)) == "iso-2022-jp":
            return codec
        return ""
    if len(content) - len(text) > FEW_PAIRS:
        return ""
    codec = find_codec(told) or _declared(content)
    return codec if codec in EAST_ASIAN and "\ufffd" not in content.decode(codec) else ""


def _broken_or_other(content: bytes, told: str, tld: str) -> tuple[str, str]:
    """Decode bytes that are not valid UTF-8: UTF-8 with broken places, or another encoding."""
    candidates = [
        codec for codec in (find_codec(told), _declared(content)) if codec and codec != "whatwg-replacement"
    ]
    text = content.decode("utf-8", "replace")
    if _is_utf_8(content, text, declared="whatwg-utf-8" in candidates):
        return text, "utf-8"
    candidates = [codec for codec in candidates if codec != "whatwg-utf-8"]
    best, least = "", 2.0
    for codec in [*candidates, _guess(content, tld)]:
        text = content.decode(codec)
        share = _garbled(text)
        if share < least:
            best, least, kept = codec, share, text
        if least <= GARBLED:
            break
    return kept, _name(best)


def _is_utf_8(content: bytes, text: str, *, declared: bool) -> bool:
    """Tell whether bytes are UTF-8 with a few broken places, from the text with replacement characters."""
    bad = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    good = len(text.encode("ascii", "ignore"))
    good = len(text) - good - bad
    if text.endswith("\ufffd") and good and content[-1] >= 0x80:
        bad -= 1  # cut within its last character, as bounded or broken downloads are
    return good > bad if declared else good >= GOOD_PER_BAD * bad and good > 0


def _garbled(text: str) -> float:
    """Give the share of replacement characters among the characters that are not ASCII."""
    others = len(text) - len(text.encode("ascii", "ignore"))
    return text.count("\ufffd") / others if others else 0.0


def _declared(content: bytes) -> str:
    """Name the codec that a `<meta>` or an XML declaration asks for; "" without a valid one."""
    for match in _META.finditer(content[:META_SAMPLE]):
        codec = find_codec(match[1].decode("ascii", "ignore"))
        if codec:
            return codec
    return ""


def _guess(content: bytes, tld: str) -> str:
    """Name the codec that the bytes themselves suggest."""
    first = _NOT_ASCII.search(content)
    start = max(0, first.start() - 512) if first else 0
    # the blanks fill the window in which the detector would believe a <meta> that has already been weighed
    return detect_charset(b" " * 1024 + content[start : start + GUESS_SAMPLE], tld)


def _name(codec: str) -> str:
    """Give an encoding's name as it is shown."""
    return codec.removeprefix("whatwg-")
