"""Letter files from disk, every name in them resolved."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from pydantic import ValidationError

from app.content.model import nearest, validate
from app.content.tree import Page, Tree, Where, read, read_page
from app.domain.case import Debt
from app.domain.contact import Contact
from app.domain.elements import Stance
from app.domain.fields import FORMATS, Field, FieldKind, read_answer
from app.domain.law import Lawbook
from app.domain.markup import Kind, MarkupError, Placeholder, placeholders
from app.domain.moment import LATEST
from app.domain.prime_rate import PrimeRates
from app.domain.problem import SeveralUnreadable, Unreadable
from app.letters.body import Block, Part, Role, parse_body
from app.letters.harm import READ_THE_NOTICE
from app.letters.model import (
    NO_HARMS,
    TO_DEBT,
    Category,
    DeadlineTest,
    Example,
    FlagTest,
    GroupEntry,
    HarmsFile,
    Letter,
    LetterBook,
    LetterFile,
    PartsFile,
    Section,
)
from app.letters.rates import load_prime_rates
from app.letters.sums import kind_of

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
BUILT_IN: Mapping[str, str] = {
    "day": "the day of the letter",
    "you": "贵司, or 贵方 where the lender is a person",
    "creditor_kind": "what kind of lender it is",
    "first_on": "the day of the first thing found",
    "last_on": "the day of the last thing found",
    "contact_count": "how many contacts the letter complains of",
    "unrelated": "who was contacted and has nothing to do with the debt: 本人的同事、本人所在单位",
    "basis": "the articles under `law`, as one run of text",
    "beside_last": "the last day of the limit that runs beside it, with its weekday",
    "deadline_last": "the last day, with its weekday",
    "extension_from": "the day on which what kept the writer from being in time ended",
    "extension_last": "the last day to ask that a missed limit be prolonged, with its weekday",
    "deadline_post_by": "the day by which to post it, with its weekday",
    "deadline_arrive_by": "the day by which to post what has to arrive in time, with its weekday",
}
OWN = "own"
OWN_TITLE = "这份文书要问的"
TABLES = frozenset({FieldKind.TABLE, FieldKind.LIST, FieldKind.ELEMENTS})
NUMBERS = frozenset({FieldKind.NUMBER, FieldKind.MONEY, FieldKind.PERCENT, FieldKind.TABLE})


def load_letters(content: Path, law: Lawbook) -> tuple[LetterBook, list[str]]:
    """Every letter file and what they share; problems as `path:line: sentence`."""
    root = content.parent
    parts_tree = read(content / "tables" / "letter-parts.yaml", root)
    shared, problems = validate(PartsFile, parts_tree)
    harms, found = validate(HarmsFile, read(content / "tables" / "harms.yaml", root))
    problems += found
    if shared is None or harms is None:
        return LetterBook((), EMPTY_PARTS, NO_HARMS), problems
    problems += check_parts(shared, parts_tree)
    rates, found = load_prime_rates(content)
    problems += found
    letters: list[Letter] = []
    pages: list[Page] = []
    for path in sorted((content / "letters").glob("*.md")):
        page = read_page(path, root)
        letter, found = load_letter(path, page, shared, rates)
        problems += found
        if letter:
            letters.append(letter)
            pages.append(page)
    slugs = {letter.slug for letter in letters}
    for letter, page in zip(letters, pages, strict=True):
        problems += Checker(letter, page, shared, law, slugs).check()
    return LetterBook(tuple(sorted(letters, key=shelf)), shared, harms), problems


def shelf(letter: Letter) -> tuple[int, int, str]:
    """Where it stands in the list of papers."""
    return list(Category).index(letter.file.category), letter.file.order, letter.slug


SENT = "sent"
ENCLOSED = "e_list"
ELEMENT_COLUMNS = ("question", "stance", "claim", "reply", "evidence")
BRACED = re.compile(r"\{([a-z_0-9]+)")
# Kinds that are asked to be printed. A date, a choice may decide something all the same: a limit, the limitation period.
SAID = frozenset(
    {FieldKind.TEXT, FieldKind.PARAGRAPH, FieldKind.ADDRESS, FieldKind.ID_NUMBER, FieldKind.LIST, FieldKind.TABLE}
)
# Names the form posts beside the fields.
RESERVED = frozenset({"paragraphs", "base", "more", "peek"})
EMPTY_PARTS = PartsFile(limitation="", groups={}, addressees={}, delivery={}, risks={}, wording={}, allegations={})


def check_parts(shared: PartsFile, tree: Tree) -> list[str]:
    problems = []
    for name, text in shared.wording.items():
        try:
            placeholders(text)
        except MarkupError as error:
            problems.append(tree.at(("wording", name), f"{error}."))
    for name, group in shared.groups.items():
        for place, field in enumerate(group.fields):
            problems += check_example(field, tree, ("groups", name, "fields", place))
        problems += check_carried(group, tree, ("groups", name, "carries"))
    return problems


def check_carried(group: GroupEntry, tree: Tree, where: Where) -> Iterator[str]:
    asked = {field.id: field for field in group.fields}
    for reach, names in group.carries.items():
        for place, name in enumerate(names):
            if name not in asked:
                yield tree.at((*where, reach, place), f"there is no field '{name}'{nearest(name, asked) or '.'}")


def check_example(field: Field, tree: Tree, where: Where) -> list[str]:
    """The example and the default of a field must be readable as answers to it."""
    problems = []
    for name, value in (("example", field.example), ("default", field.default)):
        try:
            if value is not None:
                read_answer(field, value, LATEST)
        except (Unreadable, SeveralUnreadable) as failure:
            problems.append(tree.at((*where, name), f"the {name} of '{field.id}' is no answer to it: {failure}"))
    return problems


def unreviewed(book: LetterBook, deadlines: Collection[str]) -> Iterator[str]:
    """Deadlines that letters name as beginning with their answer, or as prolonging a missed one, and that are not there."""
    extension = book.shared.extension
    if extension and extension.period not in deadlines:
        hint = nearest(extension.period, deadlines) or "."
        yield f"content/tables/letter-parts.yaml:1: extension: there is no deadline '{extension.period}'{hint}"
    for letter in book.letters:
        for name in (*letter.file.reviews, *(one.page for one in letter.file.deadlines if one.page)):
            if name not in deadlines:
                hint = nearest(name, deadlines) or "."
                yield f"content/letters/{letter.slug}.md:1: reviews: there is no deadline '{name}'{hint}"


def unknown_arrivals(book: LetterBook) -> Iterator[str]:
    """Ways of arrival that letters name and that are not among those of content/tables/arrivals.yaml."""
    for letter in book.letters:
        for field in letter.fields:
            for name in field.arrivals.values():
                if name not in book.delays:
                    hint = nearest(name, book.delays) or "."
                    yield f"content/letters/{letter.slug}.md:1: {field.id}: there is no arrival '{name}'{hint}"


def load_letter(path: Path, page: Page, shared: PartsFile, rates: PrimeRates) -> tuple[Letter | None, list[str]]:
    name = page.tree.path
    if path.stem == SENT:
        return None, [f"{name}:1: /letters/{SENT} is the list of sent letters; call the file something else."]
    if not SLUG.fullmatch(path.stem):
        return None, [f"{name}:1: the file name must be small letters, digits and single hyphens."]
    file, problems = validate(LetterFile, page.tree)
    if file is None:
        return None, problems
    try:
        parts = parse_body(with_wording(page.body, shared.wording))
    except MarkupError as error:
        return None, [*problems, f"{name}:{page.body_line + error.line}: {error}."]
    for place, group in enumerate(file.groups):
        if group not in shared.groups and group != OWN:
            hint = nearest(group, shared.groups) or "."
            problems.append(page.tree.at(("groups", place), f"there is no group '{group}'{hint}"))
    version = hashlib.sha256(path.read_bytes() + shared.model_dump_json().encode()).hexdigest()[:8]
    asked = tuple(sections(file, shared, used_names(file, parts)))
    return Letter(path.stem, file, asked, parts, f"{path.stem} {file.checked_on} {version}", rates), problems


def used_names(file: LetterFile, parts: Sequence[Part]) -> frozenset[str]:
    """The fields a letter prints, tests, adds up or counts from."""
    used = {block for part in parts for block in (part.block, part.block.removeprefix("list-"))}
    used = {block.replace("-", "_") for block in used}
    used |= {one.name for part in parts for text in part.texts for one in text.placeholders}
    says = [one.says for one in (*file.enclosures, *file.checklist)]
    says += [one.says for one in (*file.blockers, *file.warnings)]
    for said in (*says, *(one.says + one.passed for one in (*file.deadlines, *file.beside)), file.addressee.name):
        # A slip in a placeholder is told by the Checker.
        with suppress(MarkupError):
            used |= {one.name for one in placeholders(said)}
    used |= {name for one in file.addressee.instead for name in BRACED.findall(one.name)}
    used |= {name for flag in file.flags.values() for name in flag.fields}
    used |= {name for one in file.sums.values() for name in one.fields}
    used |= {one.from_.split(".")[0] for one in (*file.deadlines, *file.beside)} | {
        one.split(".")[0] for one in (*file.payments, *file.due)
    }
    return frozenset(used | {file.overdue or "", file.signed_on, ENCLOSED})


def sections(file: LetterFile, shared: PartsFile, used: Collection[str]) -> Iterator[Section]:
    """The form in order: what happened before who you are. Of a shared group only what this letter has a use for: nobody
    fills in what is printed nowhere."""
    for name in file.groups if OWN in file.groups else (OWN, *file.groups):
        if name == OWN and file.fields:
            yield Section(OWN_TITLE, file.fields)
        elif name in shared.groups:
            group = shared.groups[name]
            asked = tuple(one for one in group.fields if one.id in used or one.kind not in SAID or one.from_case)
            if asked:
                yield Section(group.title, asked)


def with_wording(body: str, wording: Mapping[str, str]) -> str:
    """The body with {reserve} and the like replaced by the shared sentence; it is content, so it may hold placeholders."""
    for name, text in wording.items():
        body = body.replace("{" + name + "}", " ".join(text.split()))
    return body


class Checker:
    """Holds one letter against everything it names."""

    def __init__(self, letter: Letter, page: Page, shared: PartsFile, law: Lawbook, slugs: set[str]) -> None:
        self.letter = letter
        self.file = letter.file
        self.tree = page.tree
        self.body_line = page.body_line
        self.shared = shared
        self.law = law
        self.slugs = slugs
        self.fields = {field.id: field for field in letter.fields}
        self.names = {**self.fields, **BUILT_IN, **self.file.sums}

    def check(self) -> list[str]:
        return [
            *self.check_fields(),
            *self.check_flags(),
            *self.check_use(),
            *self.check_sums(),
            *self.check_promises(),
            *self.check_law(),
            *self.check_keys(),
            *self.check_answers_as(),
            *self.check_lines(),
            *self.check_body(),
            *self.check_examples(),
        ]

    def check_answers_as(self) -> Iterator[str]:
        """An own field that answers a shared question is one, and the group carries a field of that name."""
        for name, group in self.file.answers_as.items():
            where = ("answers_as", name)
            yield from self.unknown("field of its own", name, [one.id for one in self.file.fields], where)
            found = self.unknown("group", group, self.shared.groups, where)
            yield from found
            if not found:
                carried = [one for names in self.shared.groups[group].carries.values() for one in names]
                yield from self.unknown("carried field", name, carried, where)

    def unknown(self, what: str, name: str, known: Iterable[str], where: Where) -> list[str]:
        names = list(known)
        if name in names:
            return []
        return [self.tree.at(where, f"there is no {what} '{name}'{nearest(name, names) or '.'}")]

    def check_fields(self) -> Iterator[str]:
        ids = [field.id for field in self.letter.fields]
        for name in sorted({one for one in ids if ids.count(one) > 1}):
            yield self.tree.at(("fields",), f"the field '{name}' stands twice; keep one.")
        for name in sorted(set(ids) & (set(BUILT_IN) | set(self.shared.wording) | RESERVED)):
            yield self.tree.at(("fields",), f"'{name}' is a name of our own; call the field something else.")
        for place, field in enumerate(self.file.fields):
            yield from check_example(field, self.tree, ("fields", place))
        for field in self.letter.fields:
            if field.required_when:
                yield from self.unknown("flag", field.required_when, self.file.flags, ("fields",))
            if field.asked_when:
                yield from self.unknown("flag", field.asked_when, self.file.flags, ("fields",))

    def check_flags(self) -> Iterator[str]:
        for name, test in self.file.flags.items():
            where: Where = ("flags", name)
            if test.field:
                yield from self.unknown("field", test.field, [*self.fields, *self.file.sums], where)
                yield from self.check_values(test, where)
            if test.above and not test.column:
                yield from self.unknown("number", test.above, self.numbers, where)
            for other in (test.after, test.all_after, test.same_as, test.other_province):
                if other:
                    yield from self.unknown("field", other, [*self.fields, *self.columns], where)
            for other in test.flags:
                yield from self.unknown("flag", other, self.file.flags, where)
            if self.rests_on_itself(name, ()):
                yield self.tree.at(where, f"the flag '{name}' rests on itself.")
            if test.deadline in set(DeadlineTest) and not self.file.deadlines:
                yield self.tree.at(where, "this letter has no deadline to test.")

    def check_use(self) -> Iterator[str]:
        """A flag nothing hangs on is a slip."""
        conditions = [one for part in self.letter.parts for one in part.conditions]
        conditions += [one for part in self.letter.parts for text in part.texts for one in text.conditions]
        used = {name for name, _ in conditions}
        used |= {other for test in self.file.flags.values() for other in test.flags}
        used |= {notice.when for notice in (*self.file.blockers, *self.file.warnings)}
        used |= {line.when for line in (*self.file.enclosures, *self.file.checklist) if line.when}
        used |= {entry.when for entry in self.file.law if not isinstance(entry, str) and entry.when}
        used |= {field.required_when for field in self.letter.fields if field.required_when}
        used |= {field.asked_when for field in self.letter.fields if field.asked_when}
        used |= {entry.when for entry in (*self.file.deadlines, *self.file.beside) if entry.when}
        used |= {other.when for other in self.file.addressee.instead}
        used |= set(self.file.signs_when)
        used |= {self.file.extension.when} if self.file.extension else set()
        used |= {self.file.without_finding} if self.file.without_finding else set()
        used |= {one for one in (self.file.promises_when, self.file.titled_when) if one}
        for name in self.file.flags:
            if name not in used:
                yield self.tree.at(("flags", name), f"nothing hangs on the flag '{name}'; take it out.")

    @property
    def columns(self) -> list[str]:
        """The columns of tables, as table.column."""
        return [f"{field.id}.{column.id}" for field in self.letter.fields for column in field.columns]

    @property
    def numbers(self) -> list[str]:
        columns = [
            f"{field.id}.{column.id}"
            for field in self.letter.fields
            for column in field.columns
            if column.kind is FieldKind.MONEY
        ]
        return [*(field.id for field in self.letter.fields if field.kind in NUMBERS), *columns, *self.file.sums]

    def check_sums(self) -> Iterator[str]:
        for name, entry in self.file.sums.items():
            if name in self.fields or name in BUILT_IN:
                yield self.tree.at(
                    ("sums", name), f"'{name}' is a field or a name of our own; call the sum something else."
                )
            for other in (*entry.plus, *entry.minus, *entry.times):
                yield from self.unknown("number", other, [one for one in self.numbers if one != name], ("sums", name))
            if entry.prime_rate:
                yield from self.unknown("field", entry.prime_rate, self.fields, ("sums", name))
            for day in entry.days:
                yield from self.unknown("field", day, self.fields, ("sums", name))

    def check_promises(self) -> Iterator[str]:
        if self.file.promises_when:
            yield from self.unknown("flag", self.file.promises_when, self.file.flags, ("promises",))
        if self.file.without_finding:
            yield from self.unknown("flag", self.file.without_finding, self.file.flags, ("without_finding",))
        if self.file.titled_when:
            yield from self.unknown("flag", self.file.titled_when, self.file.flags, ("titled",))
        if self.file.promises and self.file.titled is not True and READ_THE_NOTICE not in self.fields:
            yield self.tree.at(("promises",), "a letter that promises asks the group 'limitation'.")
        for key, place in [
            *(("payments", one) for one in self.file.payments),
            *(("due", one) for one in self.file.due),
        ]:
            name, _, column = place.partition(".")
            yield from self.unknown("field", name, self.fields, (key,))
            if column and name in self.fields:
                columns = [one.id for one in self.fields[name].columns]
                yield from self.unknown("column", column, columns, (key,))
        if self.file.overdue:
            counted = [one.id for one in self.letter.fields if one.kind is FieldKind.NUMBER]
            yield from self.unknown("number", self.file.overdue, counted, ("overdue",))
        days = [one.id for one in self.letter.fields if one.kind is FieldKind.DATE]
        for name, slug in self.file.follows.items():
            yield from self.unknown("date field", name, days, ("follows", name))
            yield from self.unknown("letter", slug, self.slugs, ("follows", name))
        for slug in self.file.excludes:
            yield from self.unknown("letter", slug, self.slugs, ("excludes", slug))

    def tests_a_deadline(self, name: str) -> bool:
        test = self.file.flags.get(name)
        return test is not None and (test.deadline is not None or any(map(self.tests_a_deadline, test.flags)))

    def rests_on_itself(self, name: str, above: tuple[str, ...]) -> bool:
        if name in above:
            return True
        test = self.file.flags.get(name)
        return test is not None and any(self.rests_on_itself(other, (*above, name)) for other in test.flags)

    def check_values(self, test: FlagTest, where: Where) -> Iterator[str]:
        """A tested value must be one the field can have."""
        field = self.fields.get(test.field or "")
        if field is None:
            return
        choices = field.choices
        if test.row:
            yield from self.unknown("question", test.row, [one.id for one in field.questions], where)
            choices = dict.fromkeys(Stance, "")
        if test.column and field.kind is FieldKind.ELEMENTS:
            yield from self.unknown("column", test.column, ELEMENT_COLUMNS, where)
            choices = dict.fromkeys(Stance, "") if test.column == "stance" else {}
            yield from self.check_rows_of_elements(test, field, where)
        elif test.column:
            columns = {column.id: column for column in field.columns}
            yield from self.unknown("column", test.column, columns, where)
            choices = columns[test.column].choices if test.column in columns else {}
            if test.above:
                yield from self.unknown("column", test.above, columns, where)
            for other, values in test.where.items():
                yield from self.unknown("column", other, columns, where)
                if other in columns and columns[other].choices:
                    for value in values:
                        yield from self.unknown("choice", value, columns[other].choices, where)
        wanted = [
            *test.only,
            *(test.contains if choices else ()),
            *([test.equals] if isinstance(test.equals, str) else []),
        ]
        for value in wanted:
            yield from self.unknown("choice", value, choices, where)

    def check_rows_of_elements(self, test: FlagTest, field: Field, where: Where) -> Iterator[str]:
        """`where` names questions and stances there are."""
        known: dict[str, list[str]] = {"question": [one.id for one in field.questions], "stance": list(Stance)}
        for column, values in test.where.items():
            yield from self.unknown("column", column, ELEMENT_COLUMNS, where)
            for value in values if column in known else ():
                yield from self.unknown(column, value, known[column], where)

    def check_law(self) -> Iterator[str]:
        for place, entry in enumerate(self.file.law):
            if isinstance(entry, str):
                continue
            yield from self.check_article(entry.cite, ("law", place))
            if entry.when:
                yield from self.unknown("flag", entry.when, self.file.flags, ("law", place))

    def check_article(self, cite: str, where: Where) -> Iterator[str]:
        problem = self.article_problem(cite)
        if problem:
            yield self.tree.at(where, problem)

    def article_problem(self, cite: str) -> str:
        instrument, _, number = cite.partition("#")
        if instrument not in self.law.instruments:
            return f"there is no instrument '{instrument}' in content/law{nearest(instrument, self.law.instruments) or '.'}"
        articles = self.law.instrument(instrument).latest.articles
        if number not in articles:
            return f"'{instrument}' has no article '{number}'{nearest(number, articles) or '.'}"
        return ""

    def check_keys(self) -> Iterator[str]:
        yield from self.unknown("addressee", self.file.addressee.find, self.shared.addressees, ("addressee", "find"))
        for place, key in enumerate(self.file.delivery):
            yield from self.unknown("way of delivery", key, self.shared.delivery, ("delivery", place))
        for place, key in enumerate(self.file.risks):
            yield from self.unknown("risk", key, self.shared.risks, ("risks", place))
        for place, slug in enumerate(self.file.escalation):
            yield from self.unknown("letter", slug, self.slugs, ("escalation", place))
        for place, key in enumerate(self.file.addressee.also):
            yield from self.unknown("addressee", key, self.shared.addressees, ("addressee", "also", place))
        for place, one in enumerate(self.file.addressee.instead):
            yield from self.unknown("addressee", one.find, self.shared.addressees, ("addressee", "instead", place))
            yield from self.unknown("flag", one.when, self.file.flags, ("addressee", "instead", place))
            yield from self.check_text(one.name, ("addressee", "instead", place))
        dates = [field.id for field in self.letter.fields if field.kind is FieldKind.DATE]
        columns = [
            f"{field.id}.{one.id}"
            for field in self.letter.fields
            for one in field.columns
            if one.kind is FieldKind.DATE
        ]
        for entry in self.file.deadlines:
            known = [*dates, *columns, "sending", "last-contact"]
            yield from self.unknown("date field", entry.from_, known, ("deadlines", "from"))
            if entry.when:
                yield from self.unknown("flag", entry.when, self.file.flags, ("deadlines", "when"))
                if self.tests_a_deadline(entry.when):
                    yield self.tree.at(("deadlines",), f"'{entry.when}' tests the time limit it decides.")
        for aside in self.file.beside:
            yield from self.unknown("date field", aside.from_, dates, ("beside", "from"))
            if aside.when:
                yield from self.unknown("flag", aside.when, self.file.flags, ("beside", "when"))
            if aside.leads_to:
                yield from self.unknown("letter", aside.leads_to, self.slugs, ("beside", "leads_to"))
        for name in self.file.signs_when:
            yield from self.unknown("flag", name, self.file.flags, ("signs_when", name))
        if self.file.extension:
            yield from self.unknown("date field", self.file.extension.from_, dates, ("extension", "from"))
            yield from self.unknown("flag", self.file.extension.when, self.file.flags, ("extension", "when"))
            if self.shared.extension is None:
                yield self.tree.at(("extension",), "letter-parts.yaml does not say how long an extension may be asked.")
        for field in self.letter.fields:
            if field.arrival_of:
                yield from self.unknown("date field", field.arrival_of, dates, ("fields",))
        if self.file.signed_on:
            yield from self.unknown("date field", self.file.signed_on, dates, ("signed_on",))

    def check_lines(self) -> Iterator[str]:
        """Sentences of the front matter that hang on flags or hold placeholders."""
        for name in ("blockers", "warnings"):
            for place, notice in enumerate(getattr(self.file, name)):
                yield from self.unknown("flag", notice.when, self.file.flags, (name, place))
                yield from self.check_text(notice.says, (name, place))
                if notice.field:
                    known = [*self.fields, "debt", "contacts"]
                    yield from self.unknown("field", notice.field, known, (name, place))
                if notice.leads_to:
                    yield from self.unknown("letter", notice.leads_to, [*self.slugs, TO_DEBT], (name, place))
        for name in ("enclosures", "checklist"):
            for place, line in enumerate(getattr(self.file, name)):
                if line.when:
                    yield from self.unknown("flag", line.when, self.file.flags, (name, place))
                yield from self.check_text(line.says, (name, place))
        yield from self.check_text(self.file.addressee.name, ("addressee", "name"))

    def check_text(self, text: str, where: Where) -> Iterator[str]:
        try:
            found = placeholders(text)
        except MarkupError as error:
            yield self.tree.at(where, f"{error}.")
            return
        for one in found:
            problem = self.placeholder_problem(one)
            if problem:
                yield self.tree.at(where, problem)

    def placeholder_problem(self, one: Placeholder) -> str:
        if one.kind is Kind.LAW:
            return self.article_problem(one.name)
        if one.kind is Kind.PARAM:
            instrument, _, name = one.name.partition(".")
            known = {
                f"{row.id}.{key}" for row in self.law.instruments.values() for v in row.versions for key in v.parameters
            }
            return (
                "" if one.name in known else f"'{instrument}' has no figure '{name}'{nearest(one.name, known) or '.'}"
            )
        if one.kind is not Kind.FIELD:
            return f"'{one.kind}:{one.name}' has no place here."
        if one.name not in self.names:
            return f"there is no field '{one.name}'{nearest(one.name, self.names) or '.'}"
        field = self.fields.get(one.name)
        formats = FORMATS.get(field.kind, frozenset()) if field else frozenset()
        if one.name in self.file.sums:
            formats = FORMATS.get(kind_of(self.letter, one.name), frozenset())
        if one.format and one.format not in formats:
            return f"'{one.format}' is no format of '{one.name}'{nearest(one.format, formats) or '.'}"
        return ""

    def check_body(self) -> Iterator[str]:
        blocks = [part.block for part in self.letter.parts if part.role is Role.BLOCK]
        tables = [field.id.replace("_", "-") for field in self.letter.fields if field.kind in TABLES]
        known = [*Block, *tables, *(f"list-{name}" for name in tables)]
        for part in self.letter.parts:
            yield from self.check_part(part, known)
        needed = [
            Block.SIGNATURE,
            *((Block.FACTS, Block.LAW, Block.ENCLOSURES, Block.CONTACTS) if self.file.accuses else ()),
        ]
        for name in needed:
            if blocks.count(name) != 1:
                yield f"{self.tree.path}:{self.body_line}: the block '{name}' must stand in the body exactly once."

    def check_part(self, part: Part, known: list[str]) -> Iterator[str]:
        at = f"{self.tree.path}:{self.body_line + part.line}"
        if part.role is Role.BLOCK and part.block not in known:
            yield f"{at}: there is no block '{part.block}'{nearest(part.block, known) or '.'}"
        conditions = [*part.conditions, *(one for text in part.texts for one in text.conditions)]
        for name, _ in conditions:
            if name not in self.file.flags:
                yield f"{at}: there is no flag '{name}'{nearest(name, self.file.flags) or '.'}"
        for text in part.texts:
            for one in text.placeholders:
                problem = self.placeholder_problem(one)
                if problem:
                    yield f"{self.tree.path}:{self.body_line + text.line}: {problem}"

    def check_examples(self) -> Iterator[str]:
        for place, example in enumerate(self.file.examples):
            where: Where = ("examples", place)
            for name in example.answers:
                yield from self.unknown("field", name, self.fields, (*where, "answers", name))
            try:
                example_facts(example)
            except ValidationError as failure:
                first = failure.errors()[0]
                steps = ".".join(str(step) for step in first["loc"])
                yield self.tree.at(where, f"the example '{example.name}' does not hold: {steps}: {first['msg']}.")


def example_facts(example: Example) -> tuple[Debt | None, tuple[Contact, ...]]:
    """The example's debt and contacts as domain facts; raises ValidationError where they are none."""
    debt = Debt.model_validate(example.debt) if example.debt is not None else None
    return debt, tuple(Contact.model_validate(one) for one in example.contacts)
