"""A page as it came in to clean text: expand, decode, drop what cannot stand in text, tell its form."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from lugas.model import Page, VerdictKind
from lugas.options import Options
from lugas.page.archive import is_archive, markup_of
from lugas.page.charset import to_text
from lugas.page.expand import expand, name_binary
from lugas.page.form import sniff
from lugas.page.urls import host

__all__ = ["Decoded", "clean_characters", "decode"]

BINARY_SAMPLE = 8192  # bytes looked at for control bytes
BINARY_SHARE = 0.04  # of control bytes that text never holds; in random bytes 0.09, in pages at most 0.001
NUL_SHARE = 0.3  # of NULs in what is not UTF-16
GARBLED_SHARE = 0.3  # of U+FFFD in the text looked at: no encoding fits
GARBLED_SAMPLE = 65_536  # characters looked at for it

# Control bytes, less white space, NUL (UTF-16, stray ones) and ESC (ISO-2022-JP, terminal colours).
_CONTROL_BYTES = bytes(byte for byte in range(1, 32) if byte not in b"\t\n\v\f\r\x1b") + b"\x7f"
_ANY_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r") + b"\x7f"
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
_ESCAPES = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")

# Windows-1252 said to be Latin-1 leaves its quotes and dashes at U+0080 to U+009F. HTML reads numeric
# references to these as windows-1252, and so does this table. The five bytes without a meaning there go.
_CLEAN = (
    {chr(code): "" for code in (*range(9), *range(14, 28), 31, 0x7F, 0xFEFF, 0xFFFE, 0xFFFF)}
    | {"\v": "\n", "\f": "\n"}  # Word copies a soft line break as VT; FF ends a page of a text dump
    | {"\x1c": " ", "\x1d": " ", "\x1e": " "}
    | {chr(code): bytes([code]).decode("windows-1252", "ignore") for code in range(0x80, 0xA0)}
)
_IN_TEXT = _CLEAN | {"\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
# A newline would break a JSON string in a <script>, where U+2028 stands in many a pasted text; a space breaks
# nothing.
_IN_HTML = _CLEAN | {"\u2028": " ", "\u2029": " "}
_HARMFUL = re.compile(f"[{re.escape(''.join(_IN_TEXT))}]")


class Decoded(Struct, frozen=True, kw_only=True):
    r"""A page's text.

    `text` holds no NUL, no lone surrogate, no control character but tab and newline, and `\n` as its only
    line end. `form` is what it is to be read as; `encoding` what its bytes were in, "" for a page that came
    as str. `trouble` says in a short sentence why there is nothing to read, and `kind` is the verdict then.
    `cut_short` tells that the end is missing: a bound was hit, or compressed data broke off; `full` that there is as
    much as `max_expanded` lets in.
    """

    text: str
    form: Literal["html", "text"]
    encoding: str = ""
    trouble: str = ""
    kind: VerdictKind | None = None
    cut_short: bool = False
    full: bool = False


def decode(page: Page, options: Options) -> Decoded:
    """Give a page's text. Never fails, whatever the content: what cannot be read has its `trouble`."""
    raw, cut_short, trouble = _within_bounds(page.content, options)
    told = (page.encoding or "") if isinstance(page.content, bytes) else ""
    most = options.max_expanded
    full = cut_short and (most <= options.max_bytes if isinstance(raw, str) else len(raw) >= most)
    if isinstance(raw, bytes) and is_archive(raw):
        raw, told = markup_of(raw)
    sample = raw[:BINARY_SAMPLE] if isinstance(raw, bytes) else raw[:BINARY_SAMPLE].encode("utf-8", "replace")
    trouble = trouble or name_binary(sample)
    if trouble:
        return _nothing(page, VerdictKind.NOT_TEXT, trouble)
    if isinstance(raw, bytes):
        # text that still held its bytes lets them speak for themselves
        text, encoding = to_text(raw, told, _tld(page.url))
    else:
        text, encoding = raw, ""
    if _is_binary(sample, encoding) or _is_garbled(text):
        return _nothing(page, VerdictKind.NOT_TEXT, "binary data")
    form = sniff(text) if page.form == "auto" else page.form
    text = _clean(text, form, raw if isinstance(raw, bytes) and encoding == "utf-8" else None)
    if not text or text.isspace():
        return _nothing(page, VerdictKind.EMPTY, "nothing but white space" if raw else "")
    return Decoded(text=text, form=form, encoding=encoding, cut_short=cut_short, full=full)


def clean_characters(text: str, form: Literal["html", "text"] = "text") -> str:
    r"""Drop or replace what cannot stand in text, HTML or JSON, and make `\n` the only line end.

    Halves of a character that were torn apart (`\ud83d` `\ude00`) are joined; a half that stands alone
    becomes U+FFFD.
    """
    # Nothing that is to be cleaned is printable, and most texts have no line end.
    return text if text.isprintable() else _clean(text, form, None)


def _clean(text: str, form: Literal["html", "text"], content: bytes | None) -> str:
    """Clean text; `content` is its UTF-8 bytes where they are at hand."""
    if content is None:
        try:
            content = text.encode()
        except UnicodeEncodeError:
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            content = text.encode()
    if "\r" in text:
        # "\r\r\n" is a "\r\n" that was written in text mode
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if _harmless(text, content):
        return text
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    table = _IN_HTML if form == "html" else _IN_TEXT
    return _HARMFUL.sub(lambda match: table[match[0]], text)


def _harmless(text: str, content: bytes) -> bool:
    """Tell that there is nothing to clean, in a third of the time that the pattern would take to search."""
    if len(content.translate(None, _ANY_CONTROL)) != len(content):
        return False
    if text.isascii():
        return True
    if "\u2028" in text or "\u2029" in text:
        return False
    # the first byte of all three, which few pages hold at all
    if b"\xef" in content and ("\ufeff" in text or "\ufffe" in text or "\uffff" in text):
        return False
    return not (b"\xc2" in content and _C1.search(content))


def _within_bounds(content: bytes | str, options: Options) -> tuple[bytes | str, bool, str]:
    """Give plain bytes or text within the bounds, whether the end is missing, and what hindered expanding.

    Text is measured in UTF-8 bytes. Text read with `errors="surrogateescape"`, as standard input is in the C
    locale, gives its bytes back.
    """
    if isinstance(content, bytes):
        expanded = expand(content[: options.max_bytes], options.max_expanded)
        return expanded.content, expanded.cut_short or len(content) > options.max_bytes, expanded.trouble
    bound = min(options.max_bytes, options.max_expanded)
    text, cut_short = content[:bound], len(content) > bound
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        try:
            return text.encode("utf-8", "surrogateescape")[:bound], cut_short, ""
        except UnicodeEncodeError:
            return text, cut_short, ""
    if size > bound:
        return text.encode()[:bound].decode("utf-8", "ignore"), True, ""
    return text, cut_short, ""


def _is_binary(sample: bytes, encoding: str) -> bool:
    """Tell by the share of control bytes whether content is not text."""
    if encoding.startswith(("utf-16", "utf-32")):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return controls > max(2, BINARY_SHARE * len(sample)) or sample.count(0) > NUL_SHARE * len(sample)


def _is_garbled(text: str) -> bool:
    """Tell whether no encoding fitted."""
    sample = text[:GARBLED_SAMPLE]
    return "\ufffd" in sample and sample.count("\ufffd") > GARBLED_SHARE * len(sample)


def _nothing(page: Page, kind: VerdictKind, what: str) -> Decoded:
    """Say why there is nothing to read."""
    form: Literal["html", "text"] = "html" if page.form == "html" else "text"
    if kind is VerdictKind.EMPTY:
        trouble = f"the content holds {what}" if what else "the content is empty"
    else:
        trouble = f"the content is {what}, not a page's text"
    return Decoded(text="", form=form, trouble=trouble, kind=kind)


def _tld(url: str | None) -> str:
    """Give the last label of the page's host, as DNS writes it."""
    label = host(url or "").rpartition(".")[2]
    return label if label.isascii() else ""
