"""The schema of content/letters/<slug>.md, content/tables/letter-parts.yaml and content/tables/harms.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field as Constrained
from pydantic import model_validator

from app.content.model import ContentModel
from app.domain.case import CollectorKind, CreditorKind
from app.domain.danger import Danger
from app.domain.deadline import Deadline, Rule, Unit
from app.domain.document import Document, Form
from app.domain.fields import Field
from app.domain.law import Citation, Rank
from app.domain.prime_rate import PrimeRates
from app.domain.problem import Harm, Problem
from app.domain.rest_days import OFFICIAL, RestDays
from app.domain.sent import AnswerTerm
from app.letters.body import Part


class DecidedBy(StrEnum):
    """Whose day chooses the version of a law: the day of the letter, of the receipt (deadline.from) or of the contract."""

    SENDING = "sending"
    RECEIPT = "receipt"
    SIGNING = "signing"


class Category(StrEnum):
    """The shelves of the list of papers, in their order."""

    COMPLAINT = "complaint"
    LENDER = "lender"
    COURT = "court"
    ENFORCEMENT = "enforcement"
    EVIDENCE = "evidence"


CATEGORY_NAMES = {
    Category.COMPLAINT: "投诉、举报、报案",
    Category.LENDER: "写给出借机构、催收公司的信",
    Category.COURT: "收到法院文书、要上法院",
    Category.ENFORCEMENT: "强制执行、仲裁",
    Category.EVIDENCE: "证据材料",
}


class DeadlineTest(StrEnum):
    PASSED = "passed"
    LAST_DAY = "last-day"
    AHEAD = "ahead"
    REST = "rest"


TESTS = (
    "field", "finding", "third_party", "told_by_others", "numbers", "findings_before", "findings_from", "creditor",
    "collector", "limitation", "deadline", "all", "any", "not",
)  # fmt: skip
FIELD_TESTS = (
    "equals",
    "contains",
    "only",
    "empty",
    "before",
    "from",
    "least",
    "above",
    "after",
    "all_after",
    "same_as",
    "other_province",
    "within_months",
    "within_days",
    "mobile",
    "falling",
)


class FlagTest(ContentModel):
    """One test that names a flag. Exactly one of TESTS, and with `field` exactly one of FIELD_TESTS.

    field + equals      a choice or yes-no has this value; with `column`: some row of the table has it there; with `row`:
                        this question of the elements was answered so (agreed, disputed, unknown, absent)
    field + contains    among the choices made is one of these; for text (with `column`: of some row) and lists: one of these
                        occurs
    field + only        choices were made (with `column`: rows were filled in), and none but these
    field + empty       true: nothing was given, false: something was
    field + before/from a date lies before this day / on it or after
    field + least       a number, or the count of rows or choices, is at least this
    field + above       a number, a sum or the money of a table is more than that of this other field or sum; with `column`:
                        in some row more than in this other column
    field + after       a date (with `column`: that of some row) lies after that of this other field (or of some row of it,
                        as table.column)
    field + all_after   with `column`: every row has a day in it, and each lies after that of this other field. Days typed as
                        text count where they can be read
    field + same_as     the answer is that of this other field (blanks in names aside); with `column`: some row names whom this
                        other field names, the form of business and the branch aside
    field + other_province  this text and that of this other field begin with the names of two different provinces
    field + within_months  a date (with `column`: that of some row), or the birth in an identity number, lies less than so many
                        months before the letter
                        `where` names other columns and values: only rows of which each such cell holds one are looked at.
                        The columns of elements are question, stance, claim, reply and evidence
    field + within_days a date lies less than so many days before the letter, or after it
    field + falling     with `column`: a number or a day in it is not above that of the row before
    field + mobile      true: a number of a mobile phone, which takes messages; false: any other number
    finding             one of these conducts was found; third_party: someone other than the borrower was reached
    told_by_others      among what was found are contacts with somebody else, whoever it is
    numbers             of some contact found the number is known
    findings_before/findings_from  something found happened before this day / on it or after
    creditor, collector one of these kinds
    limitation doubtful three years may have passed since the debt fell due, was paid on or demanded, or nobody knows
    deadline            passed, last-day or ahead on the day of the letter; rest: it is a day of rest that does not move
    all, any, not       of other flags
    """

    field: str | None = None
    column: str | None = None
    row: str | None = None
    where: dict[str, tuple[str, ...]] = {}
    equals: str | bool | None = None
    contains: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    empty: bool | None = None
    before: date | None = None
    from_: date | None = Constrained(None, alias="from")
    least: int | None = None
    above: str | None = None
    after: str | None = None
    all_after: str | None = None
    same_as: str | None = None
    other_province: str | None = None
    within_months: Annotated[int, Constrained(ge=1, le=1_200)] | None = None
    within_days: Annotated[int, Constrained(ge=1, le=1_000)] | None = None
    mobile: bool | None = None
    falling: Literal[True] | None = None
    finding: tuple[str, ...] = ()
    third_party: bool | None = None
    told_by_others: bool | None = None
    numbers: bool | None = None
    findings_before: date | None = None
    findings_from: date | None = None
    creditor: tuple[CreditorKind, ...] = ()
    collector: tuple[CollectorKind, ...] = ()
    limitation: Literal["doubtful"] | None = None
    deadline: DeadlineTest | None = None
    all: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    not_: str | None = Constrained(None, alias="not")

    def stated(self, names: tuple[str, ...]) -> list[str]:
        values = {name: getattr(self, name + "_" if name in ("from", "not") else name) for name in names}
        return [name for name, value in values.items() if value is not None and value != ()]

    @model_validator(mode="after")
    def one_test(self) -> FlagTest:
        if len(self.stated(TESTS)) != 1:
            raise ValueError(f"a flag states exactly one of {', '.join(TESTS)}")
        if len(self.stated(FIELD_TESTS)) != (1 if self.field else 0):
            raise ValueError(f"a flag on a field states exactly one of {', '.join(FIELD_TESTS)}")
        if self.falling and not self.column:
            raise ValueError("'falling' looks along a table, so the flag names the 'column' it tests")
        if self.where and not self.column:
            raise ValueError("'where' chooses rows, so the flag names the 'column' it tests")
        return self

    @property
    def fields(self) -> frozenset[str]:
        """The fields it looks at."""
        named = (self.field, self.above, self.after, self.all_after, self.same_as, self.other_province)
        return frozenset(one.partition(".")[0] for one in named if one)

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags this one rests on."""
        return (*self.all, *self.any, *((self.not_,) if self.not_ else ()))


TO_DEBT = "case/debt"


class Notice(ContentModel):
    """A sentence shown while a flag holds; `field` is where, `leads_to` the letter to write instead or besides, or case/debt,
    where what the case tells of the debt is settled. As a blocker it stops the letter."""

    when: str
    says: str
    field: str = ""
    leads_to: str = ""


class LawEntry(ContentModel):
    """`cite` is instrument#article in the newest numbering."""

    cite: str
    when: str | None = None
    decided_by: DecidedBy = DecidedBy.SENDING


class DeadlineEntry(ContentModel):
    """`from`: a date field, the earliest day in a table (as table.column), `sending` or `last-contact`.
    `says` stands on the checklist, `passed` once the day is over.

    Of several the first counts whose flag `when` holds (or that has none). length 0: that day itself; with `before` the last
    working day before it. `countdown` is what the day is called where the days left are shown: 最后一天 where it moves as a
    court's does, else only where it is said. `while_ahead`: it counts only until its last day is over.
    `page` is the one of content/deadlines that counts it, where several of the letter's come to the same day."""

    when: str | None = None
    from_: str = Constrained(alias="from")
    length: Annotated[int, Constrained(ge=0, le=1_000)]
    unit: Unit = Unit.DAYS
    rule: Rule = Rule.COURT
    before: bool = False
    says: str
    passed: str = ""
    page: str = ""
    countdown: str = ""
    while_ahead: bool = False

    @model_validator(mode="after")
    def before_the_day_itself(self) -> DeadlineEntry:
        if self.before and self.length:
            raise ValueError("what has to be done before a day has the length 0")
        return self


class BesideEntry(DeadlineEntry):
    """A limit of another way out that may run beside the letter's own, and may end earlier: both are shown, the earlier first,
    unless the letter's own is the very same. `says`, or `passed`, stands among the warnings with the letter `leads_to`;
    {beside_last} is its last day."""

    leads_to: str = ""


class ExtensionEntry(ContentModel):
    """While the flag `when` holds, the letter asks to be let off a missed limit; what stood in the way ended on the day in
    the date field `from`. How long one may ask stands in letter-parts.yaml (ExtensionPart)."""

    when: str
    from_: str = Constrained(alias="from")


class SumEntry(ContentModel):
    """A figure worked out from number, percent and money fields, the first money column of tables (another as
    table.column), and other sums:
    (all of `plus` less all of `minus`) times each of `times`. Or `prime_rate`: the one-year LPR, in percent, of the day
    in this date field. Or `days`: from one date field to another, both counted."""

    plus: tuple[str, ...] = ()
    minus: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    prime_rate: str | None = None
    days: tuple[str, ...] = ()

    @model_validator(mode="after")
    def one_way(self) -> SumEntry:
        if sum(map(bool, (self.plus, self.prime_rate, self.days))) != 1 or (
            not self.plus and (self.minus or self.times)
        ):
            raise ValueError("a sum has either plus (with minus, times), prime_rate or days")
        if len(self.days) not in (0, 2):
            raise ValueError("days are counted from one date field to another")
        return self

    @property
    def fields(self) -> frozenset[str]:
        """What it is made of: fields, and other sums."""
        named = (*self.plus, *self.minus, *self.times, self.prime_rate or "", *self.days)
        return frozenset(one.partition(".")[0] for one in named if one)


class Line(ContentModel):
    """A line that stands always, or while a flag holds; may hold placeholders."""

    says: str
    when: str | None = None


class OtherAddressee(ContentModel):
    """Who gets the letter while the flag `when` holds; `name` and `find` as in AddresseeEntry."""

    when: str
    name: str
    find: str


class AddresseeEntry(ContentModel):
    """`name` may hold placeholders; `find` is a key of addressees in letter-parts.yaml: how to find the address; `also` are
    those of others who may get it too. Of `instead` the first whose flag holds gets the letter in place of all these."""

    name: str
    find: str
    also: tuple[str, ...] = ()
    instead: tuple[OtherAddressee, ...] = ()


class Expectation(ContentModel):
    """What an example gives: strings in and not in the text, strings in its warnings, bases cited and not cited, fields
    with problems, harms."""

    present: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    warns: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    cites_not: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()


class Example(ContentModel):
    """Runs as a test, and is shown by the API. `debt` and `contacts` as in the API."""

    name: str
    on: date
    debt: dict[str, Any] | None = None
    contacts: tuple[dict[str, Any], ...] = ()
    answers: dict[str, Any] = {}
    expect: Expectation = Expectation()


class LetterFile(ContentModel):
    """`groups` are asked in this order, `own` among them being the letter's own fields (first where it is not named).
    `without_finding`: a flag under which a letter that accuses is written on what its own fields tell, without any contact.
    `nothing_found` is said where the log has contacts, but nothing on them this letter may speak of. `promises`: true, or
    `when <flag>`, where it admits or promises anything; it then has the group `limitation`, and is not written on a
    debt that may be time-barred until the reason was read. `titled`: true, or `when <flag>`, where a judgment or the like is
    being enforced: the three years of the claim are behind it, and it asks no such group.
    `excludes`: letters not sent for the same matter, and why.
    `follows`: a date field, and the letter that the other side was asked with on that day.
    `another_person`: its writer is not the borrower of the case, so it takes no name from the other letters and gives none.
    `answers_as`: fields of its own that ask what a shared group asks, by that group: their answers go where the group's go,
    and none come back.
    `payments`: date fields, and `table.column` of dates, that hold the borrower's own payments: the latest counts with the
    last payment of the case when it is asked whether the debt may be time-barred; `due`: date fields of days on which something
    falls due, which count while they lie ahead; `overdue`: the number field of the days overdue, which says when the oldest
    sum fell due.
    `signs_when`: a flag, and who signs instead while it holds.
    `reviews`: the deadlines of the writer's own that begin with the answer.
    `portal_limit`: how many characters the box of the addressee's own portal takes, where that is known."""

    title: str
    category: Category
    order: int
    for_whom: str
    when_to_use: tuple[str, ...]
    not_for: tuple[str, ...] = ()
    form: Form
    addressee: AddresseeEntry
    creditors: Literal["everyone"] | tuple[CreditorKind, ...]
    elsewhere: dict[CreditorKind, str] = {}
    accuses: bool
    groups: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    flags: dict[str, FlagTest] = {}
    blockers: tuple[Notice, ...] = ()
    warnings: tuple[Notice, ...] = ()
    sums: dict[str, SumEntry] = {}
    promises: bool | str = False
    titled: bool | str = False
    payments: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    overdue: str | None = None
    excludes: dict[str, str] = {}
    follows: dict[str, str] = {}
    another_person: bool = False
    answers_as: dict[str, str] = {}
    portal_limit: Annotated[int, Constrained(ge=100, le=100_000)] | None = None
    law: tuple[Literal["findings"] | LawEntry, ...]
    grounds: tuple[Rank, ...] = ()
    without_finding: str | None = None
    nothing_found: str = ""
    grounds_word: Literal["违反", "涉及"] = "违反"
    deadlines: tuple[DeadlineEntry, ...] = ()
    beside: tuple[BesideEntry, ...] = ()
    extension: ExtensionEntry | None = None
    signs: str | tuple[str, ...]
    signs_when: dict[str, str] = {}
    signed_on: str = ""
    enclosures: tuple[Line, ...] = ()
    enclosures_lead: str = "附件"
    delivery: tuple[str, ...]
    after: tuple[str, ...]
    escalation: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()
    risks: tuple[str, ...]
    checklist: tuple[Line, ...]
    covers: tuple[str, ...] = ()
    checked_on: date
    review_by: date
    examples: Annotated[tuple[Example, ...], Constrained(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def one_or_several(cls, written: Any) -> Any:
        """`deadline` is one of `deadlines`."""
        if isinstance(written, dict) and "deadline" in written and "deadlines" not in written:
            rest = {name: value for name, value in written.items() if name != "deadline"}
            return {**rest, "deadlines": [written["deadline"]]}
        return written

    @property
    def promises_when(self) -> str | None:
        return self.promises.removeprefix("when ").strip() if isinstance(self.promises, str) else None

    @property
    def titled_when(self) -> str | None:
        return self.titled.removeprefix("when ").strip() if isinstance(self.titled, str) else None

    @property
    def signers(self) -> tuple[str, ...]:
        return (self.signs,) if isinstance(self.signs, str) else self.signs

    @model_validator(mode="after")
    def hold_together(self) -> LetterFile:
        if isinstance(self.promises, str) and not self.promises.startswith("when "):
            raise ValueError("promises is true, false or 'when <flag>'")
        if isinstance(self.titled, str) and not self.titled.startswith("when "):
            raise ValueError("titled is true, false or 'when <flag>'")
        if self.review_by <= self.checked_on:
            raise ValueError("review_by must lie after checked_on")
        if self.accuses != ("findings" in self.law):
            raise ValueError("a letter that accuses, and only such a letter, has 'findings' among its law")
        if self.accuses != bool(self.grounds):
            raise ValueError("grounds name the ranks of law a letter that accuses may cite, and no other letter")
        served = set(CreditorKind) if self.creditors == "everyone" else set(self.creditors)
        if served | set(self.elsewhere) != set(CreditorKind) or served & set(self.elsewhere):
            raise ValueError("elsewhere says for each kind of creditor not in creditors where to go instead")
        return self


class Reach(StrEnum):
    """How far an answer goes to letters that ask the same: to every one, to those of its shelf, among complaints."""

    EVERYWHERE = "everywhere"
    SHELF = "shelf"
    COMPLAINTS = "complaints"

    def goes_to(self, shelf: Category | None) -> bool:
        """`shelf`: that of both letters, None where they stand on two."""
        if self is Reach.COMPLAINTS:
            return shelf is Category.COMPLAINT
        return self is Reach.EVERYWHERE or shelf is not None


class GroupEntry(ContentModel):
    """`carries`: which of its fields go to other letters that ask them, and how far; the others belong to one paper.
    `person`: they are about the writer."""

    title: str
    fields: tuple[Field, ...]
    carries: dict[Reach, tuple[str, ...]] = {}
    person: bool = False


class ExtensionPart(ContentModel):
    """How long after an obstacle one may ask that a missed limit be prolonged, in days. `period` and its `start` are where
    content/deadlines counts it; `running` stands beside a letter in time, `too_early` and `too_late` stop one."""

    length: Annotated[int, Constrained(ge=1, le=366)]
    period: str
    start: str
    countdown: str
    running: str
    too_early: str
    too_late: str


class PartsFile(ContentModel):
    """Pieces several letters share. `allegations`: conduct slug → what was done, as a clause of a letter (its places: {loan},
    {person}, {on}); `allegations_noted` and `allegations_quoted` where a note or the words tell which of several acts it was;
    `allegations_by_log` where the borrower did not say that they could be reached; `remembered` where the
    log has one contact of what takes several; `limitation`: why nothing is promised on a debt that may be time-barred; its
    {where} says where the days that settle it are filled in."""

    limitation: str
    extension: ExtensionPart | None = None
    groups: dict[str, GroupEntry]
    addressees: dict[str, str]
    delivery: dict[str, str]
    risks: dict[str, str]
    wording: dict[str, str]
    allegations: dict[str, str]
    allegations_by_log: dict[str, str] = {}
    allegations_noted: dict[str, str] = {}
    allegations_quoted: dict[str, str] = {}
    remembered: dict[str, str] = {}


class HarmKind(StrEnum):
    SELF_HARM = "self-harm"
    ADMISSION = "admission"
    THREAT = "threat"
    EXAGGERATION = "exaggeration"
    CRIME = "crime"
    DEMAND = "demand"
    COUNT = "count"
    IDENTITY_NUMBER = "identity-number"
    BANK_NUMBER = "bank-number"
    PHONE_NUMBER = "phone-number"


class Unclear(ContentModel):
    why: str
    instead: str


class HarmEntry(ContentModel):
    """`phrases`: … between words stands for up to eight characters of one clause, ¥ for an amount of money, {soon} for any of
    the `words` of that name. `unless`: longer sayings that begin with or before one and are harmless, `unless_next`: what makes
    it another word when it follows. `amounts`: 几百 → 200, for counts.
    `why_recent` is said where the debt cannot be time-barred, `why_titled` where it is being enforced, `instead_in_court` in a
    paper for a court, `forms` are the kinds of paper it is looked for in (all).

    `danger` names an entry of content/asking/danger.yaml: its words are looked for too, but those that `leave` names, and
    what it says stands before `why`. `unclear` is said instead of both where it cannot be told whose words they are."""

    id: str
    kind: HarmKind
    phrases: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    unless_next: tuple[str, ...] = ()
    amounts: dict[str, int] = {}
    blocking: bool = False
    forms: tuple[Form, ...] = ()
    danger: str = ""
    leave: tuple[str, ...] = ()
    why: str
    why_recent: str = ""
    why_titled: str = ""
    instead: str
    instead_in_court: str = ""
    unclear: Unclear | None = None


class Speech(ContentModel):
    """By which words it is told whose words a phrase is, and whether it is meant (app/letters/speech.py).

    `negations`: a phrase right after one of these, or after one and a subject, says the opposite; `doubled` deny twice.
    `others`, and `addressed` to whom the letter goes, are quoted where they are `saying` or `wanting` something; `giving` are
    verbs of a promise. `selves` is the writer, `kin` who belongs to them; `resumes` lead back to the writer's own words,
    `facts` to what lies behind.

    Of threats only: `strangers` and `telling` are more who speak and more verbs, `hearing` and `passives` make the writer the
    one who hears and undergoes, letters of `acting_on` their object (指着我),
    `harming` what is done to `victims`, `closing` a source named afterwards (这是他的原话),
    `on_not_paying` a collector's condition, `on_going_on` the writer's own, `targets` whom the writer may threaten."""

    negations: tuple[str, ...]
    doubled: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    addressed: tuple[str, ...] = ()
    saying: tuple[str, ...] = ()
    wanting: tuple[str, ...] = ()
    giving: tuple[str, ...] = ()
    selves: tuple[str, ...] = ()
    kin: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    strangers: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    hearing: tuple[str, ...] = ()
    passives: tuple[str, ...] = ()
    acting_on: tuple[str, ...] = ()
    harming: tuple[str, ...] = ()
    victims: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    on_not_paying: tuple[str, ...] = ()
    on_going_on: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


class HarmsFile(ContentModel):
    """`words`: names for words that stand for each other in phrases."""

    speech: Speech
    words: dict[str, tuple[str, ...]] = {}
    harms: tuple[HarmEntry, ...]

    @model_validator(mode="after")
    def names_hold(self) -> HarmsFile:
        named = {name for one in self.harms for phrase in (*one.phrases, *one.unless) for name in NAMED.findall(phrase)}
        for name in sorted(named - set(self.words)):
            raise ValueError(f"a phrase names the words '{name}', which are not among `words`")
        return self


NAMED = re.compile(r"\{([a-z-]+)\}")
NO_HARMS = HarmsFile(speech=Speech(negations=()), harms=())


@dataclass(frozen=True)
class Section:
    """A part of the form."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Letter:
    """A letter file under its slug, its shared groups unfolded and its body parsed. `version` names this very text; `rates`
    are what its sums may look up."""

    slug: str
    file: LetterFile
    sections: tuple[Section, ...]
    parts: tuple[Part, ...]
    version: str
    rates: PrimeRates

    @property
    def url(self) -> str:
        return f"/letters/{self.slug}"

    @property
    def creditors(self) -> frozenset[CreditorKind] | None:
        """About whom it may be written; None is everyone."""
        return (
            None if self.file.creditors == "everyone" else frozenset(CreditorKind(one) for one in self.file.creditors)
        )

    def serves(self, creditor: CreditorKind | None) -> bool:
        """Whether it may be written about such a lender; of an unknown one it is found out later."""
        return self.creditors is None or creditor is None or creditor in self.creditors

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        return tuple(field for section in self.sections for field in section.fields)

    @cached_property
    def field_by_id(self) -> Mapping[str, Field]:
        return {one.id: one for one in self.fields}


@dataclass(frozen=True)
class LetterBook:
    """Every letter in the order they are offered, and what they share."""

    letters: tuple[Letter, ...]
    shared: PartsFile
    harms: HarmsFile
    rest_days: RestDays = OFFICIAL
    # By the way a paper arrived: how many days pass before it counts as delivered.
    delays: Mapping[str, int] = field(default_factory=dict)
    # By the name of its entry in content/asking/danger.yaml.
    dangers: Mapping[str, Danger] = field(default_factory=dict)

    @cached_property
    def by_slug(self) -> Mapping[str, Letter]:
        return {letter.slug: letter for letter in self.letters}

    def get(self, slug: str) -> Letter | None:
        return self.by_slug.get(slug)

    @property
    def creditors(self) -> Mapping[str, frozenset[CreditorKind] | None]:
        """Which letters may be written about which creditor, for the routing of conducts."""
        return {letter.slug: letter.creditors for letter in self.letters}

    @property
    def conducts(self) -> frozenset[str]:
        """Every conduct slug the letters name; the catalogue holds them against the conducts there are."""
        named = {slug for letter in self.letters for flag in letter.file.flags.values() for slug in flag.finding}
        return frozenset(named | set(self.shared.allegations))


@dataclass(frozen=True, slots=True)
class Composition:
    """`document` is None while there are problems or blocking harms; `draft` is what stands so far, to be looked at and
    never handed out. `own_share` is the part that is the writer's own; `answer` is how long the other side has to reply;
    `deadline_from` is what `deadline` runs from, `deadline_page` its page (see DeadlineEntry), `arrival` how the paper
    came whose receipt that is, under its id in content/tables/arrivals.yaml: "" where that is not known,
    None where it is no receipt. Where the letter asks to be let off a missed limit, the first two are those of the asking.
    `countdown` is what the day is called where
    the days left are shown; empty where they are not. `beside` is the limit of another way out (see BesideEntry).
    `received` is when the paper came that says how many days there are, where the letter asks for the last of them."""

    document: Document | None
    draft: Document
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    harms: tuple[Harm, ...] = ()
    own_share: float = 0.0
    deadline: Deadline | None = None
    deadline_from: str = ""
    deadline_page: str = ""
    countdown: str = ""
    beside: Deadline | None = None
    beside_called: str = ""
    arrival: str | None = None
    received: date | None = None
    citations: tuple[Citation, ...] = ()
    addressee: str = ""
    answer: AnswerTerm | None = None

    @property
    def countdowns(self) -> tuple[tuple[Deadline, str], ...]:
        """The last days to be shown with the days left, and what they are called, the earliest first."""
        shown = ((self.beside, self.beside_called), (self.deadline, self.countdown))
        return tuple(sorted(((day, name) for day, name in shown if day and name), key=lambda one: one[0].last))

    @property
    def stopped_by(self) -> tuple[Problem, ...]:
        """Why there is no document: the problems, and each harm that stops it with its safer wording."""
        return (*self.problems, *(harm.as_problem for harm in self.harms if harm.blocking))
