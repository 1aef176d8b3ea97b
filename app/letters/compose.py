"""From answers and findings to a letter. Pure: same input, same document.

No dated fact, no allegation, no letter: a letter that accuses stands on at least one contact on which a text in force
was found broken, or, where its file allows that, on what its own fields tell (fees paid). What happened is judged by the
law of its own day; everything else by the law of the letter's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.domain.case import Debt
from app.domain.contact import Contact
from app.domain.deadline import Deadline, Rule, count_back, count_deadline
from app.domain.fields import (
    Answers,
    CaseFact,
    FieldKind,
    Value,
    read_answers,
)
from app.domain.finding import Assessment, Finding
from app.domain.law import Citation, Lawbook
from app.domain.link import Link
from app.domain.moment import say_day
from app.domain.own_file import OwnFile
from app.domain.own_paragraph import OwnParagraph
from app.domain.problem import Problem
from app.domain.sent import AnswerTerm, SentLetter
from app.letters import exhibits, facts, lateness, own
from app.letters.draft import Draft, one_line
from app.letters.flags import Flags, Ground, limitation_doubtful
from app.letters.harm import READ_THE_NOTICE, find_harms, writing
from app.letters.model import TO_DEBT, Composition, DeadlineEntry, Letter, LetterBook, Notice, PartsFile
from app.letters.sending import sent_later
from app.letters.share import is_empty_template, refusal, share_of
from app.letters.unused import way_to_print

REPLY_DAYS = "reply_days"
SETTLES_IT = "去补签约日、最后一次还款"
TO_THE_DEBT = "去“我的记录”填这笔钱"
IN_THE_CASE = "先去“我的记录”补上签约日、最后一次还款"
IN_THE_FORM = "先在这张表里填上{fields}，或者去“我的记录”补上"
SETTLING = frozenset({CaseFact.SIGNED_ON, CaseFact.LAST_PAYMENT_ON})
SENDING = "sending"
LAST_CONTACT = "last-contact"
# The shared fields of a paper that was received, where a letter does not ask how it came.
RECEIVED_ON = frozenset({"j_receive", "a_receive"})
LONGEST_TERM = 1_000
LAST_DAY = "最后一天"
MOST_THIN = 5
UNTOLD = "第{number}项只能写成“{clause}”。在那一次的“你的备注”里写一句具体做了什么，信里就照你的话写。"
# Kinds that hold somebody's own words; days and amounts often only decide what is written.
WORDS = frozenset(
    {FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.ADDRESS, FieldKind.LIST, FieldKind.TABLE, FieldKind.CASE_NUMBER}
)
NO_CREDITOR = Problem("debt", "先选是谁借给你的：银行、消费金融公司、小额贷款公司……不同的出借方，规则不一样。")
UNKNOWN_KIND = Problem("debt", "先查清出借方是哪一类：看合同上的“贷款人”。哪一类归谁管，这封信才知道寄给谁。")
UNLIKE = (
    "“{label}”这里写的是{here}，“我的记录”里“这笔钱”写的是{there}。信里印前一个，判断规定用后一个。"
    "请看合同或凭证，把错的那一处改过来。"
)
UNUSED = "“{label}”里写的没有印进这份文书：照别的选择，用不上它。不用删。"
UNUSED_UNLESS = "“{label}”里写的没有印进这份文书，照别的选择用不上它。要印出来：{way}。不要印的，不用管。"
DELAYED = (
    "公告送达的，“哪天收到”写公告发出的那天，公告上印着。现在写的是{began}：过{delay}日，到{start}视为送达，"
    "期限从第二天数起。拿不准打12368。"
)
NO_FACT = Problem(
    "contacts",
    "还没有可以写进信里的事实。请先记下至少一次有日期的联系，并勾选对方做了什么；查出违反了哪条规定，才能写信指出来。",
)


def compose(
    book: LetterBook,
    letter: Letter,
    answers: Mapping[str, object],
    debt: Debt | None,
    contacts: Sequence[Contact],
    assessment: Assessment,
    law: Lawbook,
    day: date,
    files: Sequence[OwnFile] = (),
    paragraphs: Sequence[OwnParagraph] = (),
    sent: Sequence[SentLetter] = (),
) -> Composition:
    """The letter of `day`, or what is still missing from it. `assessment` is of these `contacts` in this order; `files`
    are enclosed under their numbers, `paragraphs` printed as they are, days held against what was `sent`."""
    typed = read_answers(letter.fields, answers, day)
    findings = facts.accusable(assessment, letter.file.grounds)
    ground = Ground(letter, with_case(letter, typed, debt), debt, contacts, findings, None, day)
    ground = replace(ground, answers=asked_only(ground, book))
    read = ground.answers
    answered = typed.without(frozenset(typed.given) - read.given)
    entry = entry_of(letter, Flags(ground))
    deadline = find_deadline(entry, ground, book)
    flags = Flags(replace(ground, deadline=deadline))
    barred = limitation_doubtful(ground)
    wording = clauses(book.shared, debt)
    told = facts.tell(contacts, findings, wording)
    printed = frozenset(place for item in told[: facts.MOST_TOLD] for place in item.contacts)
    harms = find_harms(book, writing(letter, read, contacts, barred, paragraphs, printed))
    extension = lateness.find_extension(book, letter, flags, book.rest_days)
    draft = Draft(book, letter, read, flags, told, law, deadline, entry, extension, files, paragraphs)
    problems = [
        *read.problems,
        *own.problems_of(paragraphs),
        *missing(letter, read, flags),
        *unread_limitation(book, letter, read, flags),
        *creditor_problems(letter, debt),
        *contact_problems(letter, contacts, findings, flags, day),
        *notices(letter.file.blockers, draft),
        *lateness.stops(draft, book.shared.extension),
    ]
    late = lateness.told(draft, book.shared.extension)
    warnings = (
        *notices(letter.file.warnings, draft),
        *late,
        *sent_later(book, letter, read, sent),
        *delayed(entry, deadline, delay_of(entry, ground, book)),
        *unlike_the_case(letter, answered, debt),
        *thin(told, contacts),
        *untold(told, contacts, wording),
    )
    if read.parts:
        so_far = read.so_far
        flags = Flags(replace(ground, answers=so_far, deadline=deadline))
        draft = replace(draft, read=so_far, flags=flags)
    document = draft.document()
    share = share_of(draft.own, draft.total)
    if not problems and is_empty_template(share):
        problems.append(Problem("", refusal(share)))
    stopped = problems or any(one.blocking for one in harms)
    return Composition(
        document=None if stopped else document,
        draft=document,
        problems=tuple(problems),
        warnings=(
            *warnings,
            *exhibits.unmatched(letter, read, len(files), len(contacts)),
            *left_out(letter, answers, typed, draft),
            *own.homeless(paragraphs, draft.headings),
        ),
        harms=harms,
        own_share=share,
        deadline=extension or deadline,
        deadline_from=lateness.field_of(draft) if extension else entry.from_ if entry else "",
        deadline_page="" if extension or not entry else entry.page,
        countdown=called(book, entry, deadline, extension, day),
        arrival=arrival_of(entry, letter, read),
        citations=once(draft.citations),
        addressee=one_line(draft.say(draft.addressee.name) or ""),
        answer=answer_term(entry, read),
    )


def clauses(shared: PartsFile, debt: Debt | None) -> facts.Clauses:
    """What was done in words, as far as it was said; what only the log shows is told as the log shows it."""
    said = shared.allegations if debt and debt.reachable else shared.allegations | shared.allegations_by_log
    return facts.Clauses(said, shared.allegations_noted, shared.allegations_quoted, shared.remembered)


def with_case(letter: Letter, read: Answers, debt: Debt | None) -> Answers:
    """The answers, and from the case what a field left empty may take from it."""
    known = known_of(debt)
    taken = {
        field.id: value
        for field in letter.fields
        if field.id not in read.given and field.from_case and (value := known.get(field.from_case)) is not None
    }
    return replace(read, values={**read.values, **taken}, given=read.given | set(taken))


def asked_only(ground: Ground, book: LetterBook) -> Answers:
    """The answers to what the other answers leave to be asked: a choice made anew puts aside what was said under the old
    one, so that it neither prints nor warns nor counts. Questions are gone through in the order of the form, until none goes."""
    read = ground.answers
    flags = Flags(at_its_limit(ground, book))
    gone: set[str] = set()
    while True:
        before = len(gone)
        for asked in ground.letter.fields:
            if asked.asked_when and asked.id not in gone and not flags.holds(asked.asked_when):
                gone.add(asked.id)
                answered = asked.id in read.values or asked.id in read.parts
                read = read.without({asked.id})
                if answered:
                    flags = Flags(at_its_limit(replace(ground, answers=read), book))
        if len(gone) == before:
            return read


def at_its_limit(ground: Ground, book: LetterBook) -> Ground:
    """The ground with the limit that counts on it."""
    entry = entry_of(ground.letter, Flags(ground))
    return replace(ground, deadline=find_deadline(entry, ground, book))


def known_of(debt: Debt | None) -> dict[CaseFact, Value | None]:
    if debt is None:
        return {}
    return {
        CaseFact.CREDITOR_NAME: debt.creditor.name or None,
        CaseFact.COLLECTOR_NAME: debt.collector.name or None,
        CaseFact.SIGNED_ON: debt.signed_on,
        CaseFact.LAST_PAYMENT_ON: debt.last_payment_on,
        CaseFact.LAST_DEMAND_ON: debt.last_demand_on,
    }


def unlike_the_case(letter: Letter, answered: Answers, debt: Debt | None) -> Iterator[Problem]:
    """Days the form and the case tell differently: contacts are judged by the one, and the letter prints the other.

    Names are not compared: a letter may write out in full what the case calls shortly."""
    known = known_of(debt)
    for field in letter.fields:
        here = answered.values.get(field.id) if field.id in answered.given else None
        there = known.get(field.from_case) if field.from_case else None
        if isinstance(here, date) and isinstance(there, date) and here != there:
            yield Problem(field.id, UNLIKE.format(label=field.label, here=say_day(here), there=say_day(there)))


def entry_of(letter: Letter, flags: Flags) -> DeadlineEntry | None:
    """The limit that counts here: the first whose flag holds. Such a flag tests no limit (held at load)."""
    return next((one for one in letter.file.deadlines if not one.when or flags.holds(one.when)), None)


def called(
    book: LetterBook, entry: DeadlineEntry | None, deadline: Deadline | None, extension: Deadline | None, day: date
) -> str:
    """What the last day is called where the days left are shown; empty where they are not, as between the last working day
    before an event and the event itself: it is neither in time as it should be nor too late."""
    if extension and book.shared.extension:
        return book.shared.extension.countdown
    if entry is None or (deadline and deadline.before and deadline.last < day <= deadline.start):
        return ""
    return entry.countdown or (LAST_DAY if entry.rule is Rule.COURT else "")


def unread_limitation(book: LetterBook, letter: Letter, read: Answers, flags: Flags) -> Iterator[Problem]:
    """A letter that admits or promises waits until the writer of a debt that may be time-barred has read what it costs."""
    promises = flags.holds(letter.file.promises_when) if letter.file.promises_when else letter.file.promises
    read_it = read.values.get(READ_THE_NOTICE) is True
    ground = flags.ground
    if promises and not read_it and limitation_doubtful(ground):
        open_here = [
            f"“{one.label}”" for one in letter.fields if one.from_case in SETTLING and one.id not in read.given
        ]
        where = IN_THE_FORM.format(fields="、".join(open_here)) if open_here else IN_THE_CASE
        yield Problem(READ_THE_NOTICE, book.shared.limitation.format(where=where), to_the_debt(letter, SETTLES_IT))


def to_the_debt(letter: Letter, title: str) -> Link:
    """The form of the debt, from which one comes back to the letter."""
    return Link("case/debt", title, f"/case/debt?letter={letter.slug}")


def arrival_of(entry: DeadlineEntry | None, letter: Letter, read: Answers) -> str | None:
    """How the paper arrived whose receipt the limit runs from (see Composition)."""
    if entry is None:
        return None
    how = next((one for one in letter.fields if one.arrival_of == entry.from_), None)
    if how is None:
        return "" if entry.from_ in RECEIVED_ON else None
    told = str(read.values.get(how.id) or "")
    return how.arrivals.get(told, told)


def delayed(entry: DeadlineEntry | None, deadline: Deadline | None, delay: int) -> Iterator[Problem]:
    """Which day is asked for, and which one counts, where days pass before a paper counts as delivered."""
    if entry and deadline and delay:
        began = say_day(deadline.start - timedelta(days=delay))
        yield Problem(entry.from_, DELAYED.format(began=began, delay=delay, start=say_day(deadline.start)))


def delay_of(entry: DeadlineEntry | None, ground: Ground, book: LetterBook) -> int:
    """How many days after the day asked for the paper counts as delivered."""
    return book.delays.get(arrival_of(entry, ground.letter, ground.answers) or "", 0)


def find_deadline(entry: DeadlineEntry | None, ground: Ground, book: LetterBook) -> Deadline | None:
    if entry is None:
        return None
    start: object = ground.answers.values.get(entry.from_)
    if entry.from_ == SENDING:
        start = ground.day
    elif entry.from_ == LAST_CONTACT:
        start = max((one.day for one in ground.contacts), default=None)
    if not isinstance(start, date):
        return None
    if entry.before:
        return count_back(start, book.rest_days)
    delivered = start + timedelta(days=delay_of(entry, ground, book))
    return count_deadline(delivered, entry.length, entry.unit, entry.rule, book.rest_days)


def answer_term(entry: DeadlineEntry | None, read: Answers) -> AnswerTerm | None:
    """What the letter itself asks for, else the limit that runs from its sending."""
    days = read.values.get(REPLY_DAYS)
    if isinstance(days, Decimal) and 1 <= days <= LONGEST_TERM:
        return AnswerTerm(length=int(days))
    if entry and entry.from_ == SENDING and entry.length:
        return AnswerTerm(length=entry.length, unit=entry.unit, rule=entry.rule)
    return None


def missing(letter: Letter, read: Answers, flags: Flags) -> Iterator[Problem]:
    unreadable = {problem.where.split(".")[0] for problem in read.problems}
    for one in letter.fields:
        required = flags.holds(one.required_when) if one.required_when else one.required is True
        if required and one.id not in read.values and one.id not in unreadable:
            yield Problem(one.id, f"请填“{one.label}”。{one.help}")


def creditor_problems(letter: Letter, debt: Debt | None) -> Iterator[Problem]:
    if debt is None:
        if letter.file.accuses:
            yield NO_CREDITOR
    elif debt.creditor.kind is None:
        if letter.creditors is not None:
            yield UNKNOWN_KIND
    elif not letter.serves(debt.creditor.kind):
        yield Problem("debt", letter.file.elsewhere[debt.creditor.kind])


def contact_problems(
    letter: Letter, contacts: Sequence[Contact], findings: Sequence[Finding], flags: Flags, day: date
) -> Iterator[Problem]:
    for place, one in enumerate(contacts):
        if one.day > day:
            yield Problem(
                f"contacts.{place}.at", f"{say_day(one.day)}的这一次在写信日期{say_day(day)}之后，请核对日期。"
            )
    alone = letter.file.without_finding is not None and flags.holds(letter.file.without_finding)
    if letter.file.accuses and not findings and not alone:
        yield Problem("contacts", letter.file.nothing_found) if contacts and letter.file.nothing_found else NO_FACT


def thin(told: Sequence[facts.Item], contacts: Sequence[Contact]) -> Iterator[Problem]:
    """A statement with neither a number nor words is easily denied."""
    for item in told[:MOST_THIN]:
        one = contacts[item.contacts[0]]
        if not one.number and not one.words and not one.note:
            sentence = f"第{item.number}项没有对方号码，也没有原话。照通话记录和录音补上，更站得住。"
            yield Problem(f"contacts.{item.contacts[0]}.words", sentence)


def untold(told: Sequence[facts.Item], contacts: Sequence[Contact], wording: facts.Clauses) -> Iterator[Problem]:
    """One tick stands for several acts, and nothing says which: the letter can only name them all with “或者”."""
    for item in told[: facts.MOST_TOLD]:
        place = item.contacts[0]
        one = contacts[place]
        clause = next((wording.of(slug, one, False) for slug in item.conducts if wording.untold(slug, one)), "")
        if clause:
            yield Problem(f"contacts.{place}.note", UNTOLD.format(number=item.number, clause=clause))


def left_out(letter: Letter, answers: Mapping[str, object], typed: Answers, draft: Draft) -> Iterator[Problem]:
    """What somebody wrote that stands neither on the paper nor on its checklist, since another answer makes no use of it."""
    for asked in letter.fields:
        written = asked.kind in WORDS and answers.get(asked.id) and asked.id in (typed.given | draft.read.given)
        if written and asked.id not in draft.printed:
            way = way_to_print(asked, draft.flags)
            yield Problem(asked.id, (UNUSED_UNLESS if way else UNUSED).format(label=asked.label, way=way))


def notices(entries: Sequence[Notice], draft: Draft) -> Iterator[Problem]:
    for entry in entries:
        if draft.flags.holds(entry.when):
            yield Problem(entry.field, draft.say_what_can_be_said(entry.says), way_on(draft, entry.leads_to))


def way_on(draft: Draft, leads_to: str) -> Link | None:
    """The letter of this slug, or the form of the debt."""
    if leads_to == TO_DEBT:
        return to_the_debt(draft.letter, TO_THE_DEBT)
    letter = draft.book.get(leads_to)
    return Link(f"letters/{leads_to}", f"去写：{letter.file.title}", letter.url) if letter else None


def once(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each article of each version once, in the order of the letter."""
    return tuple({(one.version.base, one.article.number): one for one in citations}.values())
