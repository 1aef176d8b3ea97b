"""Whose words they are: what somebody else said, what is denied, and what the writer says of themselves.

No grammar: a clause reaches from one comma to the next, a sentence to its full stop, and the words of content say who
speaks. Where it is not clear, the words are taken for the writer's; whose a threat is, is asked.
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
# How far behind a phrase its object may begin: 打断了|申请人.
TARGET = 6
# What may stand before the writer as a subject: 要么|我.
LEAD = 2


@dataclass(frozen=True)
class Place:
    """Where a phrase stands: `earlier` clauses of its sentence, its own clause `before` and `after` it."""

    earlier: str
    before: str
    phrase: str
    after: str
    # What the sentence says after its clause.
    later: str = ""

    @property
    def clause(self) -> str:
        return self.before + self.phrase + self.after

    @property
    def sentence(self) -> str:
        return self.earlier + self.clause


def place_of(text: str, start: int, end: int) -> Place:
    sentence = max(text.rfind(mark, 0, start) for mark in STOPS) + 1
    clause = max(sentence, *(text.rfind(mark, 0, start) + 1 for mark in COMMAS))
    closed, stopped = first_of(COMMAS + STOPS, text, end), first_of(STOPS, text, end)
    return Place(text[sentence:clause], text[clause:start], text[start:end], text[end:closed], text[closed:stopped])


def first_of(marks: str, text: str, start: int) -> int:
    return min((found for mark in marks if (found := text.find(mark, start)) >= 0), default=len(text))


def last_of(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.end(), default=None)


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

    def is_told_threat(self, place: Place) -> bool:
        """Whether a threat is one the writer tells of: against them, after somebody else's verb, or on not paying."""
        if self.harmed.search(place.phrase + place.after[:TARGET]) or self.is_undergone(place):
            return True
        if self.closing.search(place.later):
            return True
        before = place.earlier + place.before
        verb = last_of(self.telling, before + place.phrase if self.acts(place) else before)
        if verb and verb.end() > len(before):
            return False
        if self.payment.search(place.before):
            return True
        if not verb:
            others_do = self.payment.search(before) or self.doer.search(place.before)
            return bool(others_do) and not self.is_own_threat(place)
        if self.speaks_oneself(before[: verb.start()]):
            return False
        return not self.answers_oneself(place, verb.end())

    def is_own_threat(self, place: Place) -> bool:
        """Whether it is clearly the writer's: 我就…, 再打…, 否则…, 把催收员…."""
        before = re.sub(self.heard, "", place.before)
        return bool(
            self.own_subject.search(before + place.phrase)
            or self.ours.search(before + place.phrase)
            or self.targets.search(place.phrase + place.after)
            or self.speaks_oneself(place.earlier)
            # 我就放狗咬他，打死他: who acts goes on.
            or self.goes_on(place.earlier)
        )

    def goes_on(self, earlier: str) -> bool:
        """Whether the writer leads the last clause: 那我…, 要么我…."""
        last = re.split(f"[{COMMAS}]", re.sub(self.heard, "", earlier).rstrip(COMMAS))[-1]
        own = self.own_doer.search(last)
        return own is not None and own.start() <= LEAD

    def acts(self, place: Place) -> bool:
        return bool(self.own_subject.match(place.phrase))

    def is_undergone(self, place: Place) -> bool:
        """被打断了腿, 我家门口泼…, 我看见他拿刀: the phrase begins with the writer, who does nothing in it."""
        if self.passive.search(place.before):
            return True
        if self.handled.search(place.before) and not self.ours.search(place.before):
            return True
        if not self.victim.match(place.phrase):
            return False
        return not self.own_subject.search(place.phrase) or bool(self.undergoing.match(place.phrase))

    def speaks_oneself(self, text: str) -> bool:
        """Whether the last subject before a verb of telling is the writer."""
        for clause in reversed(re.split(f"[{COMMAS}]", re.sub(self.heard, self.someone, text))):
            own, other = last_of(self.own_doer, clause), last_of(self.stranger, clause)
            if own or other:
                return own is not None and (other is None or other.start() < own.start())
        return False

    def answers_oneself(self, place: Place, verb_end: int) -> bool:
        """他骂我，我就砍死他: a clause of the writer's own after what was told, against a third person."""
        own = self.own_subject.match(place.before + place.phrase)
        return bool(own) and verb_end <= len(place.earlier) and not ADDRESSES.search(place.clause)

    def tells_of_others(self, text: str) -> bool:
        """Whether a text speaks of somebody else, so that what follows may be theirs."""
        return bool(self.telling.search(text) or self.stranger.search(text))

    @cached_property
    def telling(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![不没未])(?<!没有)(?<!给我){one_of((*self.speech.saying, *self.speech.telling))}")

    @cached_property
    def stranger(self) -> re.Pattern[str]:
        """Somebody else as a subject: not 跟他说."""
        return re.compile(rf"(?<![跟对向和给]){one_of((*self.speech.others, *self.speech.strangers))}")

    @cached_property
    def own_doer(self) -> re.Pattern[str]:
        """The writer as a subject: not 指着我."""
        return re.compile(f"(?<![{''.join(self.speech.acting_on)}]){self.own_subject.pattern}")

    @cached_property
    def someone(self) -> str:
        return self.speech.others[0] if self.speech.others else ""

    @cached_property
    def heard(self) -> re.Pattern[str]:
        return re.compile(rf"{one_of(self.speech.selves)}[^，,]{{0,4}}?{one_of(self.speech.hearing)}")

    @cached_property
    def harmed(self) -> re.Pattern[str]:
        return re.compile(rf"{one_of(self.speech.harming)}[了掉]?{self.wronged}")

    @cached_property
    def handled(self) -> re.Pattern[str]:
        return re.compile(rf"(?:把|将|对|让|叫|拿|连)[^，,]{{0,2}}{self.wronged}[^，,]{{0,6}}$")

    @cached_property
    def wronged(self) -> str:
        whose = rf"(?<![你他她]){one_of(self.speech.victims)}"
        return rf"(?:{one_of(self.speech.selves)}|{whose})"

    @cached_property
    def passive(self) -> re.Pattern[str]:
        return re.compile(rf"{one_of(self.speech.passives)}[^，,]{{0,6}}$")

    @cached_property
    def undergoing(self) -> re.Pattern[str]:
        before = rf"{one_of(self.speech.selves)}[^，,]*?"
        theirs = rf"(?<![跟对向和给把找朝去])(?:{one_of((*self.speech.passives, *self.speech.hearing))}|他|她|对方)"
        return re.compile(before + theirs)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        not_own = "".join(f"(?<!{re.escape(one)})" for one in self.speech.selves)
        return re.compile(not_own + one_of(self.speech.closing))

    @cached_property
    def payment(self) -> re.Pattern[str]:
        """On not paying; not 不还我…, 我不还…."""
        return re.compile(rf"(?<!我){one_of(self.speech.on_not_paying)}(?!{one_of(self.speech.selves)})")

    @cached_property
    def ours(self) -> re.Pattern[str]:
        return re.compile(one_of(self.speech.on_going_on))

    @cached_property
    def targets(self) -> re.Pattern[str]:
        return re.compile(one_of(self.speech.targets))

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
