"""Turn what people type, and what they look for, into the same few characters."""

import re
import unicodedata
from functools import cache
from typing import Any

_KANA_GAP = ord("ァ") - ord("ぁ")
SHORTEST = 2
SHORTEST_TAIL = 3  # fewer last signs fit too many


def plain(text: str) -> str:
    """Width-folded, katakana, lower case, without spaces and punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    kana = "".join(chr(ord(c) + _KANA_GAP) if "ぁ" <= c <= "ゖ" else c for c in folded)
    return re.sub(r"[\W_]+", "", kana)


def digits(text: str) -> str:
    """Only the digits, in ASCII."""
    return re.sub(r"\D", "", unicodedata.normalize("NFKC", text))


def last(text: str, count: int) -> str:
    """The last ``count`` characters of the plain text, as people say them on the telephone."""
    return plain(text)[-count:]


def backwards(key: str) -> str:
    """A normalised key as it is kept to be found by its end; no key that begins so is a word."""
    return f"~{key[::-1]}"


def pinyin_keys(text: str) -> set[str]:
    """Full pinyin and initials of a Chinese name: 王晓丽 -> wangxiaoli, wxl. Empty for others."""
    if not re.search(r"[\u4e00-\u9fff]", text):
        return set()
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - loads a dictionary; only for Chinese names

    syllables = lazy_pinyin(text)
    return {plain("".join(syllables)), plain("".join(s[:1] for s in syllables))}


def romaji(text: str) -> str:
    """Kana and kanji in Latin letters (Hepburn)."""
    return plain("".join(part["hepburn"] for part in _kakasi().convert(text)))


@cache
def _kakasi() -> Any:
    import pykakasi  # noqa: PLC0415 - loads a dictionary; only for Japanese names

    return pykakasi.kakasi()  # type: ignore[no-untyped-call]
