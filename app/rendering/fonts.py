"""Which characters can be printed.

Noto Serif SC and Noto Sans SC come with the installation; fonts of the operator (FONT_DIRS) and of the system are only
asked for characters those two lack. A character no font has is named to the person, never printed as a box.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError
from pylopdf_fonts_zh_cn import sans_path, serif_path

from app.domain.document import Document
from app.domain.problem import Problem
from app.errors import ZhaimingbaiError
from app.rendering.wording import strings, visible

SERIF = "Noto Serif SC"
SANS = "Noto Sans SC"
PACKAGED_DIR = serif_path().parent
SHIPPED = (serif_path(), sans_path())
SYSTEM_DIRS = {
    "linux": (Path("/usr/share/fonts"), Path("/usr/local/share/fonts")),
    "darwin": (Path("/System/Library/Fonts"), Path("/Library/Fonts")),
    "win32": (Path("C:/Windows/Fonts"),),
}
# These draw a box, or a box with a number in it, for every character there is.
BOXES_ONLY = ("lastresort", "last resort", "notdef", "fallback")
FIT = (("song", "ming", "serif cjk", "serif sc", "han serif", "plangothic"), ("serif", "cjk", "han"))
UNFIT = ("math", "mono", "condensed", "narrow", "display", "emoji")
OUTLINES = ("glyf", "CFF ", "CFF2")
MOST_NAMED = 20
MOST_REMEMBERED = 10_000
MOST_GLYPHS = 0x10000
# Boxes of forms that the shipped fonts lack, and signs of the same meaning that they have; in PDF text ☑ is drawn.
STAND_INS = {"☐": "□", "☑": "√", "☒": "■", "✔": "√", "✓": "√", "✘": "×", "✗": "×", "✕": "×", "✖": "×"}


class RareCharacters(ZhaimingbaiError):
    """The document has characters no available font can draw; `problems` name them. `check` says so beforehand."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("".join(problem.sentence for problem in problems))


@dataclass(frozen=True, slots=True)
class FontFace:
    """One face of a family: the regular one, in `path` at `index` of a collection."""

    family: str
    path: Path
    index: int = 0

    @property
    def shipped(self) -> bool:
        return self.path in SHIPPED

    def draws(self, character: str) -> bool:
        code = ord(character)
        return bool(characters_of(self.path, self.index)[code >> 3] & 1 << (code & 7))


def directories(font_dirs: Iterable[Path], *, system: bool = True) -> tuple[Path, ...]:
    """Where fonts are looked for: ours, the operator's, the system's; those that exist."""
    wanted = (PACKAGED_DIR, *font_dirs, *(SYSTEM_DIRS.get(sys.platform, ()) if system else ()))
    return tuple(path for path in dict.fromkeys(wanted) if path.is_dir())


@cache
def characters_of(path: Path, index: int) -> bytes:
    """One bit for each code point, set where a face has an outline for it; none for a file that cannot be read.

    The sets of numbers they stand for would take three megabytes a face.
    """
    bits = bytearray((sys.maxunicode + 1) // 8)
    for code in code_points(path, index):
        bits[code >> 3] |= 1 << (code & 7)
    return bytes(bits)


def code_points(path: Path, index: int) -> frozenset[int]:
    try:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            if not any(table in font for table in OUTLINES):
                return frozenset()
            # Only the code points are wanted; finding the names of thirty thousand glyphs would take most of the work.
            font.setGlyphOrder(range(MOST_GLYPHS))
            found = frozenset(font.getBestCmap() or ())
            # Tables and font hold each other, ten megabytes of them, until the garbage collector comes by.
            font.tables.clear()
            return found
    except (TTLibError, OSError, AssertionError, KeyError, ValueError):
        return frozenset()


def is_private(character: str) -> bool:
    """Whether the character is of a private use area: every machine draws something else there."""
    return unicodedata.category(character) == "Co"


def sort_of(character: str) -> str:
    """What kind of character it is, in Chinese."""
    if is_private(character):
        return "自造字"
    if unicodedata.name(character, "").startswith("CJK") or 0x20000 <= ord(character) < 0x40000:
        return "生僻字"
    if 0x1F000 <= ord(character) < 0x20000 or 0x2600 <= ord(character) < 0x27C0:
        return "表情或图形符号"
    return "外文字母" if unicodedata.category(character).startswith(("L", "M")) else "符号"


ADVICE = {
    "自造字": "换一台手机或电脑就可能变成别的字，请换成标准的字。",
    "生僻字": "请换一个写法，例如写同音字再注明拼音和部首；或者下载Word版，在装有这个字的电脑上打印。",
    "表情或图形符号": "请删去，或者改用文字说明。",
    "外文字母": "请改用汉字或英文字母写。",
    "符号": "请换成常用的符号或文字。",
}


def code_point(character: str) -> str:
    """U+30EDD."""
    return f"U+{ord(character):04X}"


def printed_note(character: str) -> str:
    """What stands in the place of a character that cannot be drawn, where the person insists."""
    return f"〔{code_point(character)}〕"


def name_problem(character: str) -> Problem:
    sort = sort_of(character)
    shown = "" if is_private(character) else f"“{character}”"
    name = unicodedata.name(character, "")
    called = f"（{code_point(character)}{'，' + name if name and sort != '生僻字' else ''}）"
    return Problem("", f"有一个{sort}{shown}{called}印不出来：我们的字库里没有。{ADVICE[sort]}")


class Coverage:
    """What the given faces can draw. The shipped ones come first, the others in the order they are given."""

    def __init__(self, faces: Iterable[FontFace] = ()) -> None:
        shipped = (FontFace(SERIF, serif_path()), FontFace(SANS, sans_path()))
        others = (face for face in faces if not face.shipped and not draws_boxes(face))
        self.faces = (*shipped, *others)
        for face in shipped:
            # Read now, once: the first letters come at the same time, each in a thread of its own.
            characters_of(face.path, face.index)
        # Asked for every character of every letter, twice.
        self.family_for = lru_cache(maxsize=MOST_REMEMBERED)(self.first_family)

    def first_family(self, character: str) -> str | None:
        """The first family that has the character. Space and line feed need no glyph."""
        if character in " \n":
            return SERIF
        if is_private(character):
            return None
        return next((face.family for face in self.faces if face.draws(character)), None)

    def uncovered(self, text: str) -> tuple[str, ...]:
        """The characters of a text that no face has, each once, in order."""
        return self.undrawn(self.drawable(text))

    def undrawn(self, shown: str) -> tuple[str, ...]:
        return tuple(one for one in dict.fromkeys(shown) if self.family_for(one) is None)

    def families(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The families the texts need beside the shipped ones, in the order of the faces."""
        needed = {self.family_for(character) for character in set("".join(texts))}
        return tuple(dict.fromkeys(face.family for face in self.faces[2:] if face.family in needed))

    def drawable(self, text: str) -> str:
        """The visible text, with form boxes our fonts lack as signs of the same meaning."""
        shown = visible(text)
        swaps = {one: STAND_INS[one] for one in STAND_INS if one in shown and not self.is_shipped(one)}
        return replaced(shown, swaps)

    def is_shipped(self, character: str) -> bool:
        return any(face.draws(character) for face in self.faces[:2])

    def named(self, text: str) -> str:
        """The drawable text with every uncovered character as a readable note."""
        shown = self.drawable(text)
        return replaced(shown, {one: printed_note(one) for one in self.undrawn(shown)})

    def rare_characters(self, document: Document, *, with_checklist: bool = False) -> tuple[Problem, ...]:
        """One problem a character that cannot be printed; after twenty, one that counts the rest."""
        rare = self.uncovered("\n".join(strings(document, with_checklist=with_checklist)))
        named = tuple(map(name_problem, rare[:MOST_NAMED]))
        left = len(rare) - MOST_NAMED
        return (*named, Problem("", f"另外还有{left}个字符印不出来，请一并换掉。")) if left > 0 else named


def unfitness(family: str) -> int:
    """0 for the families a letter is best helped out with, more for others."""
    name = family.lower()
    if any(word in name for word in UNFIT):
        return 3
    return next((place for place, words in enumerate(FIT) if any(word in name for word in words)), 2)


def replaced(text: str, by: Mapping[str, str]) -> str:
    return text.translate({ord(one): other for one, other in by.items()}) if by else text


def draws_boxes(face: FontFace) -> bool:
    return any(word in f"{face.family} {face.path.name}".lower() for word in BOXES_ONLY)
