"""The scripts that set no spaces between words, or not always: as ranges for a class of letters in an expression."""

from __future__ import annotations

import re

__all__ = ["EASTERN", "HAN", "HANGUL", "KANA", "SOUTHEASTERN", "SOUTHEAST_ASIAN", "UNSPACED"]

SOUTHEAST_ASIAN = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Burmese, Khmer
KANA = "\u3040-\u33ff"  # with bopomofo, and signs made of either
HAN = "\u3400-\u9fff"
HANGUL = "\uac00-\ud7af"  # has spaces, that come and go
SOUTHEASTERN = re.compile(f"[{SOUTHEAST_ASIAN}]")
EASTERN = re.compile(f"[{SOUTHEAST_ASIAN}{KANA}{HAN}{HANGUL}]")
UNSPACED = re.compile(f"[{SOUTHEAST_ASIAN}{KANA}{HAN}]")
