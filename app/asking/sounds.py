"""How characters sound: one plain syllable each, so that a slip of the ear or the input method still finds its word.

Tones are dropped; zh/z, ch/c, sh/s and the endings -ng/-n fall together, as they do in half of the country.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

# Readings of one character that must meet: 还 hai/huan, 行 xing/hang, 长 zhang/chang, 重 zhong/chong, 了 le/liao.
SAME = {"huan": "hai", "hang": "xing", "chang": "zhang", "chong": "zhong", "liao": "le", "lv": "lu", "nv": "nu"}
# Where the commonest reading is not the one our words need.
OWN = {"调": "tiao", "曝": "bao", "觉": "jiao", "露": "lou"}
FOLDS = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"))
LONGEST_SYLLABLE = 6


def fold(syllable: str) -> str:
    """The class of syllables that may be taken for one another."""
    plain = SAME.get(syllable, syllable)
    for pattern, short in FOLDS:
        plain = pattern.sub(short, plain)
    return plain


@cache
def readings() -> Mapping[str, str]:
    """The folded sound of every character, by its first reading."""
    # The library's 47,000 phrases take a tenth of a second to load, and we fold what they would tell apart.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    plain: dict[str, str] = {}
    found = {}
    for code, spelt in PINYIN_DICT.items():
        if not 0x4E00 <= code <= 0x9FFF:
            continue
        first = spelt.split(",", 1)[0]
        if first not in plain:
            plain[first] = fold(to_normal(first))
        found[chr(code)] = plain[first]
    return MappingProxyType(found | {one: fold(heard) for one, heard in OWN.items()})


@cache
def syllables() -> frozenset[str]:
    """Every toneless syllable as people type it."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    spelt = {one for row in PINYIN_DICT.values() for one in row.split(",")}
    plain = {to_normal(one) for one in spelt}
    return frozenset(one for one in plain if one.isascii() and one.isalpha() and (len(one) > 1 or one in "aeo"))


def sound(character: str) -> str:
    """The folded sound of a character; nothing for what is no Chinese character."""
    return readings().get(character, "")


@lru_cache(maxsize=4096)
def spell(word: str) -> tuple[str, ...]:
    """A word of letters cut into syllables, the fewest that cover it; nothing where they do not."""
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - LONGEST_SYLLABLE), end):
            head = best[start]
            if head is not None and word[start:end] in syllables():
                cut = (*head, word[start:end])
                if best[end] is None or len(cut) < len(best[end] or ()):
                    best[end] = cut
    return best[-1] or ()
