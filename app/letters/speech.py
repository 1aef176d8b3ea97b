"""Whose words they are: what somebody else said, what is denied, and what the writer says of themselves.

No grammar: a clause reaches from one comma to the next, a sentence to its full stop, and the words of content say who
speaks. Where it is not clear, the words are taken for the writer's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from app.letters.model import HarmKind, Speech

STOPS = "。！？!?；;\n"
COMMAS = "，,：:"
ADDRESSES = re.compile(r"你|您|请|必须|赶紧|全家")
REACH = 10


@dataclass(frozen=True)
class Place:
    """Where a phrase stands: `earlier` clauses of its sentence, its own clause `before` and `after` it."""

    earlier: str
    before: str
    phrase: str
    after: str

    @property
    def clause(self) -> str:
        return self.before + self.phrase + self.after

    @property
    def sentence(self) -> str:
        return self.earlier + self.clause


def place_of(text: str, start: int, end: int) -> Place:
    sentence = max(text.rfind(mark, 0, start) for mark in STOPS) + 1
    clause = max(sentence, *(text.rfind(mark, 0, start) + 1 for mark in COMMAS))
    ends = [found for mark in STOPS + COMMAS if (found := text.find(mark, end)) >= 0]
    return Place(text[sentence:clause], text[clause:start], text[start:end], text[end : min(ends, default=len(text))])


@dataclass(frozen=True)
class Listener:
    """Tells the writer's own words from those of others."""

    speech: Speech

    def is_denied(self, place: Place) -> bool:
        """不…, 没有答应过…, 不代表本人…, 是不是…"""
        before = place.before.rstrip()
        return bool(self.denial.search(before)) and not self.doubled.search(before)

    def is_reported(self, place: Place, kind: HarmKind, *, among_quotes: bool = False) -> bool:
        """Whether somebody else said or wanted it. `among_quotes`: the whole answer repeats the other side."""
        verbs = self.saying if kind is HarmKind.SELF_HARM else self.wanting
        if among_quotes:
            return not self.own_subject.search(place.before)
        if self.resumes.search(place.before):
            return False
        # 对方承诺…: the phrase begins with the verb itself.
        if verbs.tells(place.before + place.phrase[:2]):
            return True
        if not place.earlier or not verbs.tells(place.earlier) or self.own_subject.search(place.before):
            return False
        if verbs.opens(place.earlier) or kind is HarmKind.THREAT or ADDRESSES.search(place.clause):
            return True
        # 对方称已移交公安，构成…罪: a clause without a subject goes on with the last one. Of a promise that is too little.
        return not place.before.strip() and kind not in (HarmKind.ADMISSION, HarmKind.SELF_HARM)

    def is_of_others(self, place: Place) -> bool:
        """Whether a threat is what others do or did: 弄死我, 打断我的腿, 他们…."""
        acts = bool(self.own_subject.match(place.phrase))
        if self.victim.match(place.after) or (not acts and self.victim.search(place.phrase[-3:])):
            return True
        own = self.own_subject.search(place.before + place.phrase)
        return bool(self.doer.search(place.before)) and not (own and own.start() <= len(place.before))

    def is_told_of_others(self, place: Place) -> bool:
        """Something that befell somebody near the writer, or lies behind: 我妈喝药, 抢救回来了."""
        return bool(self.kin.search(place.earlier + place.before) or self.facts.search(place.sentence))

    @cached_property
    def saying(self) -> Verbs:
        return verbs_of(self.speech, self.speech.saying)

    @cached_property
    def wanting(self) -> Verbs:
        return verbs_of(self.speech, (*self.speech.saying, *self.speech.wanting))

    @cached_property
    def denial(self) -> re.Pattern[str]:
        said = one_of((*self.speech.saying, *self.speech.giving))
        return re.compile(rf"{one_of(self.speech.negations)}(?:{said}[过了]?)?{one_of(self.speech.subjects)}?$")

    @cached_property
    def doubled(self) -> re.Pattern[str]:
        return re.compile(rf"{one_of(self.speech.doubled)}$")

    @cached_property
    def own_subject(self) -> re.Pattern[str]:
        return re.compile(rf"{one_of(self.speech.selves)}(?!的)(?!{one_of(self.speech.kin)})")

    @cached_property
    def victim(self) -> re.Pattern[str]:
        return re.compile(one_of(self.speech.selves))

    @cached_property
    def doer(self) -> re.Pattern[str]:
        return re.compile(one_of(self.speech.others))

    @cached_property
    def resumes(self) -> re.Pattern[str]:
        return re.compile(one_of(self.speech.resumes))

    @cached_property
    def kin(self) -> re.Pattern[str]:
        return re.compile(one_of(self.speech.kin))

    @cached_property
    def facts(self) -> re.Pattern[str]:
        return re.compile(one_of(self.speech.facts))


@dataclass(frozen=True)
class Verbs:
    """Telling verbs with somebody else before them, or the writer as their object; `own` with the writer before them."""

    others: re.Pattern[str]
    object: re.Pattern[str]
    own: re.Pattern[str]
    last: re.Pattern[str]

    def tells(self, text: str) -> bool:
        """Whether the last to speak in the text is somebody else."""
        ends = [match.end() for found in (self.others, self.object) for match in found.finditer(text)]
        own = max((match.end() for match in self.own.finditer(text)), default=-1)
        return max(ends, default=-1) > own

    def opens(self, text: str) -> bool:
        """Whether what follows is what was told: 对方说，…"""
        return bool(self.last.search(text.rstrip(COMMAS + " ")))


@cache
def verbs_of(speech: Speech, verbs: tuple[str, ...]) -> Verbs:
    verb, selves, kin = one_of(verbs), one_of(speech.selves), one_of(speech.kin)
    # 他骂我说…: a writer who is the object of another verb is no speaker.
    writer = rf"(?:^|(?<=[^{last_letters(verbs)}])){selves}(?!{kin})"
    return Verbs(
        others=re.compile(rf"{one_of((*speech.others, *speech.addressed))}[^，,]{{0,{REACH}}}?{verb}"),
        # 别逼我, 再逼我 are the writer's.
        object=re.compile(rf"(?<![别再])(?<!不要){verb}(?={selves})"),
        own=re.compile(rf"{writer}[^，,]{{0,6}}?(?:{verb}|{one_of(speech.giving)})(?!{selves})"),
        last=re.compile(rf"{verb}{selves}?$"),
    )


def last_letters(words: tuple[str, ...]) -> str:
    return re.escape("".join(sorted({word[-1] for word in words})))


@cache
def one_of(words: tuple[str, ...]) -> str:
    """One of the words, the longest first; nothing where there are none."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})" if words else r"(?!)"
