"""From the case to the evidence pack (证据材料): one Document, numbered as letters refer to it. Pure: same input, same pack.

Contacts and findings are said as they are: what was found against no text is no reproach, what is disputed is said to be,
and whether anything is an offence is left to those who decide it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.case import COLLECTOR_NAMES, CollectorKind, Debt
from app.domain.contact import MEANS_NAMES, REACHED_NAMES, Contact, Direction, Means, Reached
from app.domain.document import Annex, Block, Document, Form, Heading, Numbered, Paragraph, Signature, Table
from app.domain.fields import masked
from app.domain.finding import Assessment, Finding, Ground, Verdict
from app.domain.law import Citation, Rank
from app.domain.moment import say_day, say_duration, say_moment
from app.domain.numbering import contact_numbers, say_contacts, say_files
from app.domain.own_file import FILE_KIND_NAMES, OwnFile
from app.evidence.pack_pictures import pictures
from app.evidence.pack_words import PackWords
from app.evidence.summary import summarise

KIND = "evidence-pack"
# More rows than this nobody reads; the call log itself is enclosed then.
MOST_ROWS = 1_000
DIGEST_LINE = 16
DIGITS = "零一二三四五六七八九"
COVER = ("项目", "内容")
INDEX = ("编号", "名称", "类型、来源", "时间", "证明什么")
LOG = ("编号", "时间", "夜", "方式", "对方号码", "接通多久", "对象", "做法和原话")
DIGESTS = ("编号", "文件名", "大小（字节）", "修改时间", "SHA-256校验值")
REACHED = {**REACHED_NAMES, Reached.ME: "本人"}
MEANS = {**MEANS_NAMES, Means.CHAT: "聊天"}
PLACES = (Means.VISIT, Means.POSTING)
CRIME = "是否构成犯罪，由司法机关认定。"


@dataclass(frozen=True, slots=True)
class Case:
    """What a pack is made of. `contacts` are in order of time, `assessment` is of them, `acts` name what may be ticked."""

    debt: Debt | None
    contacts: tuple[Contact, ...]
    files: tuple[OwnFile, ...]
    assessment: Assessment
    acts: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        return not self.contacts and not self.files

    @property
    def formal_names(self) -> dict[str, str]:
        return {slug: as_written(name) for slug, name in self.acts.items()}

    @property
    def named(self) -> dict[int, tuple[str, ...]]:
        """What was done, by place: what was found against a text first, then what was ticked besides."""
        found: dict[int, dict[str, None]] = {}
        for finding in self.assessment.breaches:
            for place in finding.contacts:
                found.setdefault(place, {})[finding.name] = None
        for place, contact in enumerate(self.contacts):
            for act in contact.acts:
                found.setdefault(place, {})[self.acts.get(act, act)] = None
        return {place: tuple(map(as_written, names)) for place, names in found.items()}


def compose_pack(words: PackWords, case: Case, day: date, version: str, *, rare: bool = False) -> Document:
    """The pack of `day`. `rare`: some character is printed by its number, which the first page explains."""
    case = as_known(words, case)
    parts = [
        ("证据目录", [*index(case)]),
        ("核对结果", [*findings(words, case)]),
        ("统计图表", [*pictures(case.contacts, case.debt, words.law, case.formal_names, case.named)]),
        ("联系记录表", [*log(case)]),
        ("文件校验清单", [*digests(words, case, day)]),
    ]
    present = [(title, part) for title, part in parts if part]
    titles = [f"{numeral(number)}、{title}" for number, (title, _) in enumerate(present, start=1)]
    blocks: list[Block] = [*cover(words, case, titles, day, rare=rare)]
    for title, (_, part) in zip(titles, present, strict=True):
        blocks += [Annex(title), *part]
    return Document(
        kind=KIND,
        title=words.file.title,
        form=Form.EVIDENCE,
        blocks=tuple(blocks),
        checklist=(),
        on=day,
        law_on=day,
        content_version=version,
    )


def as_known(words: PackWords, case: Case) -> Case:
    """The case with its conducts called no more than was said of them: what only the log shows, by what the log shows."""
    called = words.file.called
    said_so = case.debt is not None and case.debt.reachable
    ticked = {act for one in case.contacts for act in one.acts}
    by_log = {} if said_so else {slug: name for slug, name in words.file.by_log.items() if slug not in ticked}
    told = called | by_log
    found = tuple(replace(one, name=told.get(one.conduct, one.name)) for one in case.assessment.findings)
    acts = {slug: called.get(slug, name) for slug, name in case.acts.items()}
    return replace(case, acts=acts, assessment=replace(case.assessment, findings=found))


def numeral(number: int) -> str:
    """一, 十二, 三十: up to 99."""
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones or not tens else "")


# ---- The first page


def cover(words: PackWords, case: Case, titles: Sequence[str], day: date, *, rare: bool) -> Iterator[Block]:
    rows = (*cover_rows(case), ("本材料包括", "\n".join(titles)), ("编制日期", say_day(day)))
    yield Table(COVER, rows, widths=(1, 4))
    yield Heading("说明")
    yield Numbered((*words.about(day), *((words.file.rare,) if rare else ())))
    yield Signature("编制人", None)


def cover_rows(case: Case) -> Iterator[tuple[str, str]]:
    debt, contacts = case.debt, case.contacts
    if debt:
        yield "出借方", with_kind(debt.creditor.name, debt.creditor.kind_name)
        if debt.collector.name or debt.collector.kind is not CollectorKind.UNKNOWN:
            yield "催收方", with_kind(debt.collector.name, COLLECTOR_NAMES[debt.collector.kind])
    if contacts:
        yield from counted_rows(contacts)
    if case.files:
        yield "本人的文件", f"{len(case.files)}个（{say_files(range(1, len(case.files) + 1))}）"
    if debt and contacts:
        yield "核对结果", said_result(case.assessment)


def with_kind(name: str, kind: str) -> str:
    return f"{name}（{kind}）" if name else kind


def counted_rows(contacts: Sequence[Contact]) -> Iterator[tuple[str, str]]:
    summary = summarise(contacts)
    days = len({one.day for one in contacts})
    first, last = say_day(contacts[0].day), say_day(contacts[-1].day)
    yield "记录期间", f"{first}至{last}，其中{days}天有联系" if first != last else first
    outgoing = f"，本人打出或发出{summary.outgoing}次" if summary.outgoing else ""
    yield "联系次数", f"共{summary.contacts}次：对方打来、发来或上门{summary.incoming}次{outgoing}"
    calls = Counter(one.answered for one in contacts if one.incoming and one.means is Means.CALL)
    if calls:
        said = [
            f"{name}{calls[key]}次"
            for key, name in ((True, "接通"), (False, "未接"), (None, "不清楚接没接"))
            if calls[key]
        ]
        yield "对方来电", f"{sum(calls.values())}次：{'，'.join(said)}"
    if summary.night:
        yield "夜间", f"{summary.night}次在22时到次日8时之前"
    if summary.distinct_numbers:
        yield "对方号码", f"{summary.distinct_numbers}个{said_busiest(contacts)}"
    reached = Counter(one.reached for one in contacts if one.incoming)
    yield "联系到谁", "，".join(f"{REACHED[kind]}{reached[kind]}次" for kind in Reached if reached[kind]) or "没有记"


def said_busiest(contacts: Sequence[Contact]) -> str:
    busiest = summarise(contacts).max_per_day_single_number
    if busiest.count < 2 or busiest.day is None:
        return ""
    return f"；一天里最多的，是{say_day(busiest.day)}，{busiest.number}，{busiest.count}次"


def said_result(assessment: Assessment) -> str:
    breaches = assessment.breaches
    touched = {place for one in breaches for place in one.contacts}
    if not breaches:
        return "没有发现可以指出的违规"
    return f"{len(breaches)}种做法有规定可以对照，涉及{len(touched)}次联系（见第二部分）"


# ---- 证据目录


def index(case: Case) -> Iterator[Block]:
    rows = [*log_entry(case.contacts), *(file_entry(number, one) for number, one in numbered(case.files))]
    if rows:
        yield Table(INDEX, tuple(rows), widths=(6, 8.6, 5.6, 7, 10))


def log_entry(contacts: Sequence[Contact]) -> Iterator[tuple[str, ...]]:
    """The log is one item of the list, under the numbers of its contacts."""
    if contacts:
        first, last = say_day(contacts[0].day), say_day(contacts[-1].day)
        yield (
            say_contacts(contact_numbers(contacts)),
            "联系记录表（附后）",
            "本人编制",
            first if first == last else f"{first}至{last}",
            "每次联系的时间、方式、号码、接通、时长、联系到谁、原话和情况",
        )


def file_entry(number: int, file: OwnFile) -> tuple[str, ...]:
    changed = f"{say_moment(file.modified)}改过" if file.modified else ""
    return (say_files((number,)), file.name, FILE_KIND_NAMES[file.kind], changed, file.shows)


def numbered(files: Sequence[OwnFile]) -> Iterator[tuple[int, OwnFile]]:
    return enumerate(files, start=1)


# ---- 核对结果


def findings(words: PackWords, case: Case) -> Iterator[Block]:
    if not case.contacts:
        return
    if case.debt is None:
        yield Paragraph(words.file.unjudged)
        return
    breaches = case.assessment.breaches
    disputed = [one for one in case.assessment.findings if one.verdict is Verdict.DISPUTED]
    numbers = contact_numbers(case.contacts)
    if not breaches:
        yield Paragraph(words.file.nothing_found)
    for place, finding in enumerate(breaches, start=1):
        yield Heading(f"（{numeral(place)}）{as_written(finding.name)}")
        yield Paragraph(f"{counted(finding)}：{say_contacts(numbers[one] for one in finding.contacts)}。")
        yield Numbered(tuple(said_ground(ground, finding, numbers) for ground in finding.grounds))
    if disputed:
        yield Heading("有争议的，不作为违规主张")
        yield Numbered(tuple(said_disputed(finding, numbers) for finding in disputed))
    touched = {place for one in case.assessment.findings for place in one.contacts}
    if breaches and len(touched) < len(case.contacts):
        yield Heading("其余的")
        yield Paragraph(f"另有{len(case.contacts) - len(touched)}次联系，没有发现可以指出的违规。")


def counted(finding: Finding) -> str:
    return f"共{finding.count}次，在{len(finding.days)}天里" if len(finding.days) > 1 else f"共{finding.count}次"


def said_ground(ground: Ground, finding: Finding, numbers: Sequence[int]) -> str:
    """违反《…》（2025年修订）第50条（联系1、3）。 The numbers stand only where not all contacts fell under this text. What the
    whole article is about is not said: it holds more than the rule that was broken."""
    citation = ground.citation
    which = (
        "" if len(ground.contacts) == finding.count else f"（{say_contacts(numbers[one] for one in ground.contacts)}）"
    )
    crime = CRIME if citation.version.rank is Rank.CRIMINAL else ""
    return f"{ground.word}{provision(citation)}{which}。{crime}"


def provision(citation: Citation) -> str:
    """《中华人民共和国治安管理处罚法》（2025年修订）第50条; a title inside the title takes single marks."""
    version = citation.version
    title = version.title.replace("《", "〈").replace("》", "〉")
    return f"《{title}》（{version.version}）{citation.article.printed or '的有关规定'}"


def said_disputed(finding: Finding, numbers: Sequence[int]) -> str:
    note = f"{finding.note.rstrip('。')}。" if finding.note else ""
    return f"{as_written(finding.name)}：{say_contacts(numbers[one] for one in finding.contacts)}。{as_written(note)}"


def as_written(text: str) -> str:
    """Our names speak to the borrower; a paper of the borrower's own says 本人."""
    return text.replace("你本人", "本人").replace("你们", "对方").replace("你", "本人")


# ---- 联系记录表


def log(case: Case) -> Iterator[Block]:
    if not case.contacts:
        return
    numbers, named = contact_numbers(case.contacts), case.named
    shown = listed(case)
    left = len(case.contacts) - len(shown)
    caption = (
        f"共{len(case.contacts)}次，这里列{len(shown)}次，先列有问题的。其余{left}次见所附通话详单。" if left else ""
    )
    rows = tuple(log_row(numbers[place], case.contacts[place], named.get(place, ())) for place in shown)
    yield Table(LOG, rows, caption, widths=(5.2, 10.7, 3, 3.3, 8.9, 5.4, 4, 11.5))


def listed(case: Case) -> tuple[int, ...]:
    """The places that are listed, by time: all of them; of too many those with a breach, then those that are disputed."""
    breached = {place for one in case.assessment.breaches for place in one.contacts}
    disputed = {place for one in case.assessment.findings for place in one.contacts}
    by_need = sorted(range(len(case.contacts)), key=lambda place: (place not in breached, place not in disputed, place))
    return tuple(sorted(by_need[:MOST_ROWS]))


def log_row(number: int, one: Contact, names: Sequence[str]) -> tuple[str, ...]:
    called = masked(one.called) if one.called_another_line else one.called
    told = (
        "本人打出、发出" if one.direction is Direction.OUT else "",
        f"{'在' if one.means in PLACES else '找的是'}{called}" if called else "",
        f"来了{one.visitors}人" if one.visitors else "",
        *names,
        f"“{' '.join(one.words.split()).strip('“”')}”" if one.words else "",
        f"情况：{' '.join(one.note.split()).rstrip('。')}" if one.note else "",
    )
    return (
        say_contacts((number,)),
        one.at.strftime("%Y-%m-%d %H:%M:%S" if one.at.second else "%Y-%m-%d %H:%M"),
        "夜" if one.at_night else "",
        MEANS[one.means],
        one.number,
        said_answer(one),
        REACHED[one.reached],
        "；".join(part for part in told if part),
    )


def said_answer(one: Contact) -> str:
    """未接, 5分51秒; 接通 where nobody says how long, nothing where nobody says whether."""
    if one.answered is False:
        return "未接"
    return say_duration(one.duration_seconds or 0) or ("接通" if one.answered else "")


# ---- 文件校验清单


def digests(words: PackWords, case: Case, day: date) -> Iterator[Block]:
    if not case.files:
        return
    yield Numbered(words.digests(day))
    rows = tuple(
        (
            say_files((number,)),
            file.name,
            f"{file.size:,}",
            say_moment(file.modified) if file.modified else "",
            in_lines(file.sha256),
        )
        for number, file in numbered(case.files)
    )
    yield Table(DIGESTS, rows, widths=(4.4, 10, 6.6, 8.6, 10.4))


def in_lines(digest: str) -> str:
    """Four lines of sixteen, so that two can be compared by eye."""
    return "\n".join(digest[start : start + DIGEST_LINE] for start in range(0, len(digest), DIGEST_LINE))
