"""How characters sound: one plain syllable each, so that a slip of the ear or the input method still finds its word.

Tones are dropped; zh/z, ch/c, sh/s and the endings -ng/-n fall together, as they do in half of the country.
"""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock

# Readings of one character that must meet: 还 hai/huan, 行 xing/hang, 长 zhang/chang, 重 zhong/chong, 了 le/liao.
SAME = {"huan": "hai", "hang": "xing", "chang": "zhang", "chong": "zhong", "liao": "le", "lv": "lu", "nv": "nu"}
# Where the commonest reading is not the one our words need.
OWN = {"调": "tiao", "曝": "bao", "觉": "jiao", "露": "lou"}
FOLDS = ((re.compile("^([zcs])h"), r"\1"), (re.compile("([aei])ng$"), r"\1n"))
LONGEST_SYLLABLE = 6
FIRST, LAST = 0x4E00, 0x9FFF


def fold(syllable: str) -> str:
    """The class of syllables that may be taken for one another."""
    plain = SAME.get(syllable, syllable)
    for pattern, short in FOLDS:
        plain = pattern.sub(short, plain)
    return plain


@dataclass(frozen=True, slots=True)
class Spoken:
    """`heard`: a byte pair for every character from 一 on, its place in `sounds`; `syllables`: toneless, as people type."""

    heard: array[int]
    sounds: tuple[str, ...]
    syllables: frozenset[str]


# The index is counted by a thread of its own while the first question may come.
TAKING = Lock()
KEPT: list[Spoken] = []


@cache
def spoken() -> Spoken:
    """What the library knows, in a tenth of its memory."""
    # Its 47,000 phrases take a tenth of a second to load, and we fold what they would tell apart.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    # So that there is one table, and it can be emptied below.
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.constants import PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    with TAKING:
        if not KEPT:
            KEPT.append(shortened(PINYIN_DICT, to_normal))
            # Ten megabytes that nobody asks for again.
            PINYIN_DICT.clear()
    return KEPT[0]


def shortened(spelt: Mapping[int, str], to_normal: Callable[[str], str]) -> Spoken:
    """`spelt`: code point to readings with tones, the commonest first, with commas between them."""
    plain = {one: to_normal(one) for one in {one for row in spelt.values() for one in row.split(",")}}
    sounds = ("", *sorted({fold(one) for one in (*plain.values(), *OWN.values())}))
    place = {one: at for at, one in enumerate(sounds)}
    heard = array("H", bytes(2 * (LAST - FIRST + 1)))
    for code, row in spelt.items():
        if FIRST <= code <= LAST:
            heard[code - FIRST] = place[fold(plain[row.split(",", 1)[0]])]
    for one, own in OWN.items():
        heard[ord(one) - FIRST] = place[fold(own)]
    typed = {one for one in plain.values() if one.isascii() and one.isalpha() and (len(one) > 1 or one in "aeo")}
    return Spoken(heard, sounds, frozenset(typed))


def syllables() -> frozenset[str]:
    """Every toneless syllable as people type it."""
    return spoken().syllables


def sound(character: str) -> str:
    """The folded sound of a character, by its first reading; nothing for what is no Chinese character."""
    code = ord(character)
    if not FIRST <= code <= LAST:
        return ""
    known = spoken()
    return known.sounds[known.heard[code - FIRST]]


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
