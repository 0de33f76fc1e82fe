"""Text and addresses made fit to leave the house: no control characters, no link that could run something.

Page text is written by strangers. Every view passes it through here before it escapes it for its own format.
"""

from __future__ import annotations

import re

__all__ = ["fold", "for_xml", "printable", "screen_text", "web_address"]

# C0 and C1 controls and DEL, but not tab and newline; the two marks that turn letters round, with which no
# language is written; and halves of surrogate pairs, which no encoding can write.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]")
# What turns the letters after it until it is closed: embeddings and overrides, and isolates (UAX #9).
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\n]")
_ISOLATES, _END_OF_ISOLATE, _END = "\u2066\u2067\u2068", "\u2069", "\u202c"
_OVERRIDES = "\u202d\u202e"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_SPACING = frozenset("\x0b\x0c\r\x1c\x1d\x1e\x1f\x85")

# Terminal escape sequences, taken whole, so that no "[31m" stays behind: CSI; strings (OSC, DCS, PM, APC,
# SOS) that have an end; then two-character ones. Each class excludes what follows it: no backtracking. The C1
# forms are only dropped, not followed: in pages they are wrongly decoded letters, and what comes after them
# is text.
_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]?"
    r"|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b(?:[ -/]?[0-~])?"
)

# What reorders or hides text on a screen: bidirectional embeddings, overrides and isolates, interlinear
# marks, the byte-order mark, tag characters. Joiners and plain direction marks stay: Persian and Hindi are
# written with them.
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")
_SEPARATORS = re.compile("[\u2028\u2029]")

# What XML 1.0 cannot bear, even escaped.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_SCHEMES = {"http": True, "https": True, "mailto": False}  # whether an address of the scheme names a host
# What may not stand raw in an address inside an attribute, an autolink or an escape sequence.
_UNSAFE = re.compile('[\\s"<>\\\\^`{|}\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]')


def printable(text: str) -> str:
    """Give text without control characters and escape sequences; line ends become newlines.

    What turns letters and is not closed on its line goes too, for it would turn what stands beside, and what closes
    nothing.
    """
    if text.isprintable():  # nearly all text is, and this tells it ten times as quickly
        return text
    if "\x1b" in text:
        text = _SEQUENCE.sub("", text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _TURNED.search(text):
        text = _closed(text)
    return _UNPRINTABLE.sub(_replacement, text)


def _closed(text: str) -> str:
    """Give text in which what turns letters is closed on its line, and overrides are gone with what closes them."""
    kept: set[int] = set()
    open_at: list[int] = []  # where what is open began
    isolates = 0  # of them
    for found in _TURNING.finditer(text):
        mark, at = found[0], found.start()
        if mark == "\n":
            open_at, isolates = [], 0
        elif mark == _END:
            if open_at and text[open_at[-1]] not in _ISOLATES:
                began = open_at.pop()
                kept.update(() if text[began] in _OVERRIDES else (began, at))
        elif mark == _END_OF_ISOLATE:
            if isolates:  # which ends what is open within it
                while text[open_at[-1]] not in _ISOLATES:
                    del open_at[-1]
                kept.update((open_at.pop(), at))
                isolates -= 1
        else:
            open_at.append(at)
            isolates += mark in _ISOLATES
    return _TURNING.sub(lambda found: found[0] if found[0] == "\n" or found.start() in kept else "", text)


def _replacement(found: re.Match[str]) -> str:
    char = found[0]
    if char in _SPACING:
        return " "
    return "\ufffd" if char >= "\ud800" else ""


def screen_text(text: str) -> str:
    """Give text that cannot steer a terminal: no control character, escape sequence or reordering mark."""
    text = printable(text)
    return text if text.isascii() else _REORDERING.sub("", _SEPARATORS.sub("\n", text))


def for_xml(text: str) -> str:
    """Give text, or markup, without the characters that XML 1.0 cannot bear."""
    return _NOT_XML.sub("\ufffd", text)


def fold(text: str) -> str:
    """Give text on one line: every run of white space becomes one space."""
    return " ".join(printable(text).split())


def web_address(url: str) -> str:
    """Give an address that is safe to link to, or "" for any scheme but http, https and mailto.

    Characters that could end an attribute or an autolink are percent-encoded (RFC 3986, 2.1).
    """
    url = _CONTROLS.sub("", url).strip()
    scheme, _, rest = url.partition(":")
    names_host = _SCHEMES.get(scheme.lower())
    if names_host is None or not rest.strip("/\\"):
        return ""
    if names_host and (not rest.startswith("//") or rest[2:3] in {"", "/", "\\"}):
        return ""
    return _UNSAFE.sub(_percent, url)


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
