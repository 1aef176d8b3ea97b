"""Words of danger before any answer: harm to oneself, violence, a heart that cannot bear more."""

from __future__ import annotations

from collections.abc import Mapping

from app.asking.lexicon import TYPED, WRITTEN, Find, Lexicon
from app.asking.model import DangersFile, Urgent

HARMLESS = "harmless"


class Watch:
    """Looks for words of danger. A harmless saying hides the words inside it."""

    def __init__(self, file: DangersFile, lexicon: Lexicon) -> None:
        self.file = file
        self.lexicon = lexicon

    def look(self, text: str) -> Urgent | None:
        """The gravest danger in the text, or nothing."""
        wording = self.lexicon.reader.read(text)
        units = wording.units
        found = [find for find in self.lexicon.find(units) if is_sure(find)]
        for entry in self.file.dangers:
            spans = [(units[one.start].start, units[one.end - 1].end) for one in found if one.meaning == entry.kind]
            if spans:
                words = dict.fromkeys(wording.shown[start:end] for start, end in spans)
                return Urgent(entry.kind, entry.sentence, entry.numbers, tuple(words))
        return None


def is_sure(find: Find) -> bool:
    """Written out, or typed in three syllables or more: what merely sounds alike is too often something harmless."""
    return find.strength == WRITTEN or (find.strength == TYPED and find.end - find.start > 2)


def watch(file: DangersFile, dialect: Mapping[str, str]) -> Watch:
    """`dialect`: as in concepts.yaml."""
    forms = {HARMLESS: file.harmless, **{entry.kind.value: entry.forms for entry in file.dangers}}
    return Watch(file, Lexicon(forms, dialect))
