"""From answers and findings to a letter. Pure: same input, same document.

No dated fact, no allegation, no letter: a letter that accuses stands on at least one contact on which a text in force
was found broken, or, where its file allows that, on what its own fields tell (fees paid). What happened is judged by the
law of its own day; everything else by the law of the letter's day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from app.domain.case import Debt
from app.domain.contact import Contact
from app.domain.fields import Answers, CaseFact, FieldKind, read_answers
from app.domain.finding import Assessment, Finding
from app.domain.law import Citation, Lawbook
from app.domain.link import Link
from app.domain.moment import say_day
from app.domain.own_file import OwnFile
from app.domain.own_paragraph import OwnParagraph
from app.domain.problem import Problem
from app.domain.sent import SentLetter
from app.letters import exhibits, facts, lateness, limits, own
from app.letters.asked import asked_only, unlike_the_case, with_case
from app.letters.draft import Draft, one_line
from app.letters.flags import Flags, Ground, limitation_doubtful
from app.letters.harm import READ_THE_NOTICE, find_harms, writing
from app.letters.model import TO_DEBT, BesideEntry, Composition, Letter, LetterBook, Notice, PartsFile
from app.letters.sending import sent_later
from app.letters.share import is_empty_template, refusal, share_of
from app.letters.unused import way_to_print

SETTLES_IT = "去补签约日、最后一次还款"
CHANGES_IT = "去改“这笔钱”"
CASE_SAYS = "“我的记录”里，这笔钱的出借方写的是{kind}；这封写给别家的，先把“这笔钱”改成那一家。"
TO_THE_DEBT = "去“我的记录”填这笔钱"
IN_THE_CASE = "先去“我的记录”补上签约日、最后一次还款"
IN_THE_FORM = "先在这张表里填上{fields}，或者去“我的记录”补上"
SETTLING = frozenset({CaseFact.SIGNED_ON, CaseFact.LAST_PAYMENT_ON})
MOST_THIN = 5
UNTOLD = "第{number}项只能写成“{clause}”。在那一次的“你的备注”里写一句具体做了什么，信里就照你的话写。"
# Kinds that hold somebody's own words; days and amounts often only decide what is written.
WORDS = frozenset(
    {FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.ADDRESS, FieldKind.LIST, FieldKind.TABLE, FieldKind.CASE_NUMBER}
)
NO_CREDITOR = Problem("debt", "先选是谁借给你的：银行、消费金融公司、小额贷款公司……不同的出借方，规则不一样。")
UNKNOWN_KIND = Problem("debt", "先查清出借方是哪一类：看合同上的“贷款人”。哪一类归谁管，这封信才知道寄给谁。")
UNUSED = "“{label}”里写的没有印进这份文书：照别的选择，用不上它。不用删。"
UNUSED_UNLESS = "“{label}”里写的没有印进这份文书，照别的选择用不上它。要印出来：{way}。不要印的，不用管。"
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
    entry = limits.entry_of(ground, book)
    deadline = limits.find_deadline(entry, ground, book)
    flags = Flags(replace(ground, deadline=deadline))
    other = limits.entry_beside(letter, flags)
    beside = limits.find_deadline(other, ground, book)
    if beside == deadline:
        other = beside = None
    barred, titled = limitation_doubtful(ground), is_titled(letter, flags)
    wording = clauses(book.shared, debt)
    told = facts.tell(contacts, findings, wording)
    printed = frozenset(place for item in told[: facts.MOST_TOLD] for place in item.contacts)
    agrees = letter.file.promises_when is not None and flags.holds(letter.file.promises_when)
    harms = find_harms(book, writing(letter, read, contacts, barred, paragraphs, printed, titled, agrees))
    extension = lateness.find_extension(book, letter, flags, book.rest_days)
    draft = Draft(book, letter, read, flags, wording, told, law, deadline, entry, extension, beside, files, paragraphs)
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
    if read.parts:
        # An answer that is not whole yet is no answer left empty: neither in what is warned of nor in the draft.
        so_far = read.so_far
        flags = Flags(replace(ground, answers=so_far, deadline=deadline))
        draft = replace(draft, read=so_far, flags=flags)
    late = lateness.told(draft, book.shared.extension)
    warnings = (
        *besides(other, draft),
        *notices(letter.file.warnings, draft),
        *late,
        *sent_later(book, letter, read, sent),
        *limits.delayed(entry, deadline, limits.delay_of(entry, ground, book)),
        *unlike_the_case(letter, answered, debt),
        *thin(told, contacts),
        *untold(told, contacts, wording),
    )
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
        deadline_from=lateness.field_of(draft) if extension else entry.from_.split(".")[0] if entry else "",
        deadline_page="" if extension or not entry else entry.page,
        countdown=limits.called(book, entry, deadline, extension, day),
        beside=beside,
        beside_called=other.countdown if other else "",
        arrival=limits.arrival_of(entry, letter, read),
        received=limits.received_before(entry, read),
        citations=once(draft.citations),
        addressee=one_line(draft.say(draft.addressee.name) or ""),
        answer=limits.answer_term(entry, read),
    )


def clauses(shared: PartsFile, debt: Debt | None) -> facts.Clauses:
    """What was done in words, as far as it was said; what only the log shows is told as the log shows it."""
    by_log = {} if debt and debt.reachable else shared.allegations_by_log
    return facts.Clauses(
        shared.allegations, by_log, shared.allegations_noted, shared.allegations_quoted, shared.remembered
    )


def is_titled(letter: Letter, flags: Flags) -> bool:
    """Whether what the letter is about is being enforced: whether the three years were over is then decided."""
    return flags.holds(letter.file.titled_when) if letter.file.titled_when else letter.file.titled is True


def unread_limitation(book: LetterBook, letter: Letter, read: Answers, flags: Flags) -> Iterator[Problem]:
    """A letter that admits or promises waits until the writer of a debt that may be time-barred has read what it costs."""
    promises = flags.holds(letter.file.promises_when) if letter.file.promises_when else letter.file.promises
    read_it = read.values.get(READ_THE_NOTICE) is True
    ground = flags.ground
    if promises and not read_it and not is_titled(letter, flags) and limitation_doubtful(ground):
        open_here = [
            f"“{one.label}”" for one in letter.fields if one.from_case in SETTLING and one.id not in read.given
        ]
        where = IN_THE_FORM.format(fields="、".join(open_here)) if open_here else IN_THE_CASE
        yield Problem(READ_THE_NOTICE, book.shared.limitation.format(where=where), to_the_debt(letter, SETTLES_IT))


def to_the_debt(letter: Letter, title: str) -> Link:
    """The form of the debt, from which one comes back to the letter."""
    return Link("case/debt", title, f"/case/debt?letter={letter.slug}")


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
        recorded = CASE_SAYS.format(kind=debt.creditor.kind_name)
        yield Problem("debt", letter.file.elsewhere[debt.creditor.kind] + recorded, to_the_debt(letter, CHANGES_IT))


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


def besides(entry: BesideEntry | None, draft: Draft) -> Iterator[Problem]:
    """What to do within the limit of another way out, and the letter for it."""
    if entry and draft.beside:
        said = entry.passed if entry.passed and draft.beside.passed(draft.ground.day) else entry.says
        yield Problem(entry.from_, draft.say_what_can_be_said(said), way_on(draft, entry.leads_to))


def way_on(draft: Draft, leads_to: str) -> Link | None:
    """The letter of this slug, or the form of the debt."""
    if leads_to == TO_DEBT:
        return to_the_debt(draft.letter, TO_THE_DEBT)
    letter = draft.book.get(leads_to)
    return Link(f"letters/{leads_to}", f"去写：{letter.file.title}", letter.url) if letter else None


def once(citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """Each article of each version once, in the order of the letter."""
    return tuple({(one.version.base, one.article.number): one for one in citations}.values())
