"""What happened, as a letter says it: one numbered statement an item, each with day, means, number, who, words or count,
and the numbers its contacts have everywhere (联系3, app/domain/numbering.py).

Only contacts on which a text in force was found broken are told; what was lawful or merely disputed is no accusation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, zip_longest

from app.domain.contact import Contact, Means, Reached, ThirdPartyRole
from app.domain.fields import masked
from app.domain.finding import Assessment, Finding, Verdict
from app.domain.law import Rank
from app.domain.moment import say_day, say_duration, say_moment
from app.domain.numbering import contact_numbers, say_contacts, say_some_contacts
from app.domain.phone_number import compared

WHOM = {
    Reached.ME: "本人",
    Reached.FAMILY: "本人的家人",
    Reached.FRIEND: "本人的朋友",
    Reached.COLLEAGUE: "本人的同事",
    Reached.EMPLOYER: "本人所在单位",
    Reached.SCHOOL: "本人所在学校",
    Reached.NEIGHBOUR: "本人的邻居",
    Reached.COMMITTEE: "本人所在的居（村）民委员会",
    Reached.PUBLIC: "不特定的他人",
    Reached.OTHER: "其他人",
    Reached.UNKNOWN: "记不清是谁的人",
}
MEANS_WORDS = {
    Means.CALL: "电话",
    Means.SMS: "短信",
    Means.CHAT: "聊天消息",
    Means.LETTER: "信件",
    Means.VISIT: "上门",
    Means.POSTING: "公开展示",
    Means.OTHER: "其他",
}
# They owe nothing, unless it was said that they do.
STRANGERS = (Reached.COLLEAGUE, Reached.EMPLOYER, Reached.SCHOOL, Reached.NEIGHBOUR, Reached.COMMITTEE)
UNRELATED = ThirdPartyRole.UNRELATED
OTHERS_LOAN = "他人的借款"
MOST_TOLD = 12
MOST_ROWS = 400
# Longer lists of numbers nobody compares, and they would drown what the writer says.
MOST_RUNS = 12


@dataclass(frozen=True, slots=True)
class Item:
    """One statement. `contacts` are indexes into the log, `own` how many of its characters are the writer's own facts,
    `conducts` what it shows, strongest first, `clauses` the same in words; `turn` its place where only some can be told."""

    number: int
    contacts: tuple[int, ...]
    text: str
    own: int
    conducts: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()
    turn: int = 0


def accusable(assessment: Assessment, ranks: Iterable[Rank]) -> tuple[Finding, ...]:
    """The findings that rest on a text in force the letter may speak of, strongest first, with those texts alone."""
    allowed = frozenset(ranks)
    found = []
    for one in assessment.findings:
        grounds = tuple(ground for ground in one.grounds if ground.citation.version.rank in allowed)
        if grounds and one.verdict is not Verdict.LAWFUL:
            found.append(replace(one, grounds=grounds))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Clauses:
    """What was done, in words, by conduct. `said` stands where nothing more is known, `noted` and `quoted` where the writer's
    own account or the words of the other side follow and tell which of several acts it was; `remembered` of a conduct that
    takes several contacts where the log has one of that day; `by_log` where nobody ticked it and the log alone shows it."""

    said: Mapping[str, str]
    by_log: Mapping[str, str]
    noted: Mapping[str, str]
    quoted: Mapping[str, str]
    remembered: Mapping[str, str]

    def of(self, conduct: str, one: Contact, alone: bool) -> str:
        """The clause of this conduct on this contact; empty where it has none and the facts alone tell it."""
        fits = (
            self.by_log.get(conduct) if conduct not in one.acts else None,
            self.remembered.get(conduct) if alone else None,
            self.noted.get(conduct) if one.note else None,
            self.quoted.get(conduct) if one.words else None,
            self.said.get(conduct),
        )
        return seen_by_the_writer(next(filter(None, fits), ""), one)

    def untold(self, conduct: str, one: Contact) -> bool:
        """Whether only a note would tell which act it was, and there is none."""
        return conduct in self.noted and not one.note and not (one.words and conduct in self.quoted)


def tell(contacts: Sequence[Contact], findings: Sequence[Finding], wording: Clauses) -> tuple[Item, ...]:
    """Every accused contact; like ones of a day (same number, nothing said) are one statement. What a letter tells comes
    first, then the rest, each in order of time."""
    conducts: dict[int, list[str]] = {}
    said_of: dict[int, list[str]] = {}
    for finding in findings:
        found = {place for ground in finding.grounds for place in ground.contacts}
        of_a_day = Counter(contacts[place].day for place in found)
        for place in found:
            conducts.setdefault(place, []).append(finding.conduct)
            clause = wording.of(finding.conduct, contacts[place], of_a_day[contacts[place].day] == 1)
            # A conduct without a clause of its own is told by its facts alone.
            said_of.setdefault(place, []).extend([clause] if clause else [])
    clauses = {place: list(dict.fromkeys(said)) for place, said in said_of.items()}
    places = sorted(conducts, key=lambda place: (contacts[place].at, place))
    groups = list(grouped(places, contacts, clauses))
    # Alike in words, the contacts of a statement may show more than its first.
    held = [tuple(dict.fromkeys(one for place in group for one in conducts[place])) for group in groups]
    spoken = [bool(contacts[group[0]].words) for group in groups]
    turns = in_turn(held, spoken, [one.conduct for one in findings])
    turn = {place: at for at, place in enumerate(turns)}
    numbers = contact_numbers(contacts)
    items = []
    for number, place in enumerate([*sorted(turns[:MOST_TOLD]), *sorted(turns[MOST_TOLD:])], start=1):
        group = groups[place]
        said = tuple(clauses[group[0]])
        text, own = statement(group, contacts, said)
        which = say_some_contacts((numbers[one] for one in group), MOST_RUNS)
        items.append(Item(number, tuple(group), f"{text}（{which}）。", own, held[place], said, turn[place]))
    return tuple(items)


def in_turn(held: Sequence[Sequence[str]], spoken: Sequence[bool], found: Sequence[str]) -> list[int]:
    """The statements as they matter: of every conduct of `found` (strongest first) the first with words, else the first at
    all, so that nothing a letter accuses is without an instance; then the rest, by the strongest that each shows. `held`
    are the conducts of each statement, `spoken` whether it has words."""
    in_words_first = sorted(range(len(held)), key=lambda place: (not spoken[place], place))
    taken: list[int] = []
    for conduct in found:
        instance = next((place for place in in_words_first if conduct in held[place]), None)
        if instance is not None and not any(conduct in held[place] for place in taken):
            taken.append(instance)
    rest = sorted(range(len(held)), key=lambda place: (min(map(found.index, held[place])), place))
    return list(dict.fromkeys([*taken, *rest]))


def seen_by_the_writer(clause: str, one: Contact) -> str:
    """A clause of the shared allegations, its places filled. What is told of somebody else's debt to the writer is not theirs."""
    return (
        clause.replace("{loan}", OTHERS_LOAN if one.to_me else "该笔借款")
        .replace("{person}", WHOM[Reached.ME] if one.to_me else "该人")
        .replace("{on}", f"于{say_day(one.refused_on)}" if one.refused_on else "")
    )


def grouped(
    places: Sequence[int], contacts: Sequence[Contact], clauses: Mapping[int, list[str]]
) -> Iterator[list[int]]:
    groups: dict[object, list[int]] = {}
    for place in places:
        one = contacts[place]
        alike: object = (
            one.day,
            one.means,
            compared(one.number),
            one.reached,
            one.called,
            one.answered,
            tuple(clauses[place]),
        )
        # What was said or noted makes a contact one of its own.
        key = place if one.words or one.note or one.visitors else alike
        groups.setdefault(key, []).append(place)
    yield from groups.values()


def statement(group: Sequence[int], contacts: Sequence[Contact], clauses: Sequence[str]) -> tuple[str, int]:
    """The sentence without its evidence number, and how many of its characters the writer contributed."""
    one = contacts[group[0]]
    own = [when(group, contacts), one.number, one.words, one.note, one.on_behalf_of, place_of(one), length_of(one)]
    said = f"{own[0]}，{happened(one)}"
    if len(group) > 1:
        said += f"，共{len(group)}次"
    if one.answered is False and one.means is Means.CALL:
        said += "，均未接通" if len(group) > 1 else "，未接通"
    elif length_of(one) and len(group) == 1:
        said += f"，通话{length_of(one)}"
    if one.on_behalf_of:
        said += f"，自称“{one.on_behalf_of}”"
    said += "".join(f"，{clause}" for clause in clauses)
    if one.words:
        # The sentence ends behind the evidence: a stop inside the quotation would be a second one.
        words = one_line(one.words).rstrip("。；，;,.")
        said += f"，{'对方称' if one.means in (Means.CALL, Means.VISIT, Means.OTHER) else '内容为'}“{words}”"
    if one.note:
        # The writer's own account: not a quotation, and ended once.
        said += f"。当时情况：{' '.join(one.note.split()).rstrip('。；，;,.')}"
    return said, sum(len(part) for part in own)


def one_line(words: str) -> str:
    return " ".join(words.split()).strip("“”")


def when(group: Sequence[int], contacts: Sequence[Contact]) -> str:
    first, last = contacts[group[0]], contacts[group[-1]]
    if len(group) == 1 or first.at == last.at or not first.has_clock:
        return first.said_at
    return f"{say_moment(first.at)}至{last.at.hour}时{last.at.minute:02d}分"


def place_of(one: Contact) -> str:
    """Where it came in; a number that is another person's without its middle."""
    return masked(one.called) if one.called_another_line else one.called


def length_of(one: Contact) -> str:
    if not one.duration_seconds:
        return ""
    return say_duration(one.duration_seconds)


def caller(one: Contact, noun: str) -> str:
    return f"{noun}{one.number}" if one.number else f"未显示的{noun}"


def happened(one: Contact) -> str:
    """Means, number and whom, without words."""
    called = f"（{place_of(one)}）" if one.called else ""
    whom = WHOM[one.reached] + called
    if one.means is Means.CALL:
        return f"{caller(one, '号码')}致电{whom}"
    if one.means is Means.SMS:
        return f"{caller(one, '号码')}向{whom}发送短信"
    if one.means is Means.CHAT:
        return f"{caller(one, '账号')}通过聊天软件向{whom}发送消息"
    if one.means is Means.LETTER:
        return f"{whom}收到催收信件"
    if one.means is Means.VISIT:
        return f"{f'{one.visitors}人' if one.visitors else '催收人员'}到{place_of(one) or '现场'}找{WHOM[one.reached]}"
    if one.means is Means.POSTING:
        return f"有人在{place_of(one) or '他人能看到的地方'}公开展示催收内容"
    return f"有人联系{whom}"


def listed(items: Sequence[Item], findings: Sequence[Finding], contacts: Sequence[Contact]) -> frozenset[int]:
    """The contacts of the table. Of too many, the first of each text of each finding in turn: no accusation is without
    its dates, however late in a long log it begins."""
    told = [place for item in items for place in item.contacts]
    if len(told) <= MOST_ROWS:
        return frozenset(told)
    grounds = [ground for finding in findings for ground in finding.grounds]
    columns = (sorted(ground.contacts, key=lambda place: contacts[place].at)[:MOST_ROWS] for ground in grounds)
    in_turn = (place for turn in zip_longest(*columns) for place in turn if place is not None)
    return frozenset(islice(dict.fromkeys(in_turn), MOST_ROWS))


def rows(items: Sequence[Item], contacts: Sequence[Contact], places: Collection[int]) -> tuple[tuple[str, ...], ...]:
    """The contact table: 编号, 时间, 方式, 号码, 对象, 内容, 对应; one row for each contact of `places`, by time. What
    the letter itself has no room to tell says here what was done."""
    numbers = contact_numbers(contacts)
    told = [(place, item) for item in items for place in item.contacts if place in places]
    return tuple(
        (say_contacts((numbers[place],)), *row(contacts[place], untold_clauses(item)), f"第{item.number}项")
        for place, item in sorted(told, key=lambda pair: numbers[pair[0]])
    )


def untold_clauses(item: Item) -> tuple[str, ...]:
    return item.clauses if item.number > MOST_TOLD else ()


def log_rows(contacts: Sequence[Contact], wording: Clauses) -> tuple[tuple[str, ...], ...]:
    """Every contact by time, judged or not, with what was ticked of it; the writer's own calls are marked."""
    numbers = contact_numbers(contacts)
    order = sorted(range(len(contacts)), key=numbers.__getitem__)[:MOST_ROWS]
    return tuple((say_contacts((numbers[place],)), *log_row(contacts[place], wording)) for place in order)


def log_row(one: Contact, wording: Clauses) -> tuple[str, ...]:
    ticked = dict.fromkeys(filter(None, (wording.of(act, one, False) for act in one.acts)))
    return row(one, (*ticked, *([f"来了{one.visitors}人"] if one.visitors else [])))


def day_rows(contacts: Sequence[Contact]) -> tuple[tuple[str, ...], ...]:
    """What came in each day: 日期, 次数, 夜间次数, 联系他人次数, 不同号码数."""
    by_day: dict[date, list[Contact]] = {}
    for one in contacts:
        if one.incoming:
            by_day.setdefault(one.day, []).append(one)
    return tuple(
        (
            say_day(day),
            str(len(found)),
            str(sum(one.at_night for one in found)),
            str(sum(not one.to_me for one in found)),
            str(len({compared(one.number) for one in found if one.number})),
        )
        for day, found in sorted(by_day.items())[:MOST_ROWS]
    )


def row(one: Contact, clauses: Sequence[str] = ()) -> tuple[str, ...]:
    quoted = one_line(one.words)
    if one.means is Means.CALL:
        length = f"通话{length_of(one)}" if length_of(one) else "" if quoted else "接通"
        answered = "未接通" if one.answered is False else length if one.answered or one.duration_seconds else ""
        said = [answered, f"“{quoted}”" if quoted and answered else quoted]
    else:
        said = [quoted]
    said_in_row = "；".join([*filter(None, said), *clauses])
    whom = WHOM[one.reached] + (f"（{place_of(one)}）" if one.called else "")
    means = MEANS_WORDS[one.means] if one.incoming else f"{MEANS_WORDS[one.means]}（本人发出）"
    return (one.said_at, means, one.number, whom, said_in_row)


def say_items(numbers: Collection[int], shown: Collection[int]) -> str:
    """第1至3项、第5项. Of too many to name, the first that the letter shows and how many in all: 第1项、第5项等共816项."""
    said = runs(numbers)
    if len(said) <= MOST_RUNS:
        return "、".join(said)
    named = runs([number for number in numbers if number in shown]) or said
    return f"{'、'.join(named[:MOST_RUNS])}等共{len(set(numbers))}项"


def runs(numbers: Iterable[int]) -> list[str]:
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [f"第{run[0]}项" if len(run) == 1 else f"第{run[0]}至{run[-1]}项" for run in found]


def unrelated(items: Sequence[Item], contacts: Sequence[Contact]) -> str:
    """本人的同事、本人所在单位: who of those told of has nothing to do with the debt. Of one's family and friends, who may
    be a spouse or a guarantor, only where it was said."""
    told = [contacts[place] for item in items for place in item.contacts]
    named = dict.fromkeys(one.reached for one in told if one.reached in STRANGERS or one.third_party_role is UNRELATED)
    kin = {one.reached for one in told if one.third_party_role not in (None, UNRELATED)}
    unsure = {one.reached for one in told if one.third_party_role is None and one.reached not in STRANGERS}
    return "、".join(WHOM[one] for one in named if one not in kin | unsure)


def days(items: Sequence[Item], contacts: Sequence[Contact]) -> tuple[str, str]:
    """First and last day of what is told; empty strings where nothing is."""
    found = sorted(contacts[place].day for item in items for place in item.contacts)
    return (say_day(found[0]), say_day(found[-1])) if found else ("", "")
