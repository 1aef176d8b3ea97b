"""A letter as it is written down: passages whose conditions hold, placeholders filled, blocks computed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from app.domain.case import CREDITOR_NAMES, CreditorKind
from app.domain.deadline import Deadline
from app.domain.document import (
    Addressed,
    Annex,
    Document,
    Enclosures,
    Form,
    Heading,
    Numbered,
    Paragraph,
    Salutation,
    Signature,
    Table,
)
from app.domain.document import Block as Drawn
from app.domain.elements import HEADER, WIDTHS, element_rows
from app.domain.fields import CHOOSING, Answers, Field, FieldKind, say_number, say_row, say_value
from app.domain.law import Citation, Lawbook
from app.domain.markup import Kind, Piece, Placeholder, fill, parse
from app.domain.moment import say_day
from app.domain.numbering import say_files
from app.domain.own_file import FILE_KIND_NAMES, OwnFile
from app.domain.own_paragraph import OwnParagraph
from app.errors import LawError
from app.letters import basis, facts, own
from app.letters.body import Block, Part, Role, Text
from app.letters.flags import Flags, Ground
from app.letters.model import AddresseeEntry, DeadlineEntry, DecidedBy, Letter, LetterBook, Line, OtherAddressee
from app.letters.sums import figure, kind_of

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
CONTACTS_HEADER = ("编号", "时间", "方式", "号码", "对象", "内容", "对应")
# A telephone number stands on one line, words take the most.
CONTACTS_WIDTHS = (4.7, 9.9, 3.6, 8.0, 5.4, 11.6, 4.9)
MARKS = ("。", "；", "，", "、", "：", "）", "”", "》")
STOPS = tuple("。！？；：…，、.!?;:,")
# A quoted sentence ends with its own stop; a quoted word at the end of a sentence does not end it.
ENDS = (*STOPS, *(f"{stop}{quote}" for stop in "。！？….!?" for quote in '”’」』"'))
DAYS_HEADER = ("日期", "对方联系次数", "夜间次数", "联系他人次数", "不同号码数")
FILES_HEADER = ("编号", "名称", "种类", "证明什么")
MOST_FILES_NAMED = 10
# What ends a letter stands under no heading.
CLOSING = Addressed | Enclosures | Signature
BEHIND_THE_PAPER = re.compile(
    r"(?:正反面)?(?:的)?(?:复印件|打印件|原件)?(?:[（(].*[）)]|[0-9一二两三四五六七八九十]+[页份张].*)*$"
)
TYPED_NUMBER = re.compile(r"^\s*(?:[（(]\s*\d{1,2}\s*[）)]|\d{1,2}\s*(?:[、．)）]|\.(?!\d))|[①-⑳])\s*")
REMARK = re.compile(r"（[^（）]*\{[^（）]*）")
SENTENCE = re.compile(r"[^。！？]+[。！？]?")
PLACEHOLDER = re.compile(r"\{[^{}]*\}")
# 1, 1、2 or 1至3: what a row calls its evidence by number alone.
BARE_NUMBERS = re.compile(r"\d+(?:\s*[、，,和及至到~～—–-]+\s*\d+)*")
BANKS = frozenset({CreditorKind.BANK_CARD, CreditorKind.BANK_LOAN})
CONTACTS_TITLE = "附表一　联系记录"
CONTACTS_ENCLOSED = "联系记录（附表一，编号与上文一致）"
NOTHING_ENCLOSED = "附件里还没有列证据。有通话记录、录音、截图的，标上联系编号，写进“附上的材料”，和信一起交。"


class Unfilled(Exception):
    """A field is empty, or an article was not in force: the passage does not stand."""


@dataclass
class Draft:
    """The letter as it is written down: blocks, and how many characters are the writer's own."""

    book: LetterBook
    letter: Letter
    read: Answers
    flags: Flags
    wording: facts.Clauses
    told: tuple[facts.Item, ...]
    law: Lawbook
    deadline: Deadline | None
    entry: DeadlineEntry | None = None
    extension: Deadline | None = None
    beside: Deadline | None = None
    files: Sequence[OwnFile] = ()
    paragraphs: Sequence[OwnParagraph] = ()
    title: str = ""
    own: int = 0
    total: int = 0
    blocks: list[Drawn] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    annexes: list[Drawn] = field(default_factory=list)
    counted: set[str] = field(default_factory=set)
    headings: dict[str, int] = field(default_factory=dict)
    printed: set[str] = field(default_factory=set)

    @property
    def ground(self) -> Ground:
        return self.flags.ground

    @cached_property
    def listed(self) -> frozenset[int]:
        return facts.listed(self.told, self.ground.findings, self.ground.contacts)

    @property
    def told_contacts(self) -> int:
        return sum(len(item.contacts) for item in self.told)

    def document(self) -> Document:
        for part in self.letter.parts:
            if self.flags.all(part.conditions):
                self.write(part)
        self.count([one.text for one in self.paragraphs], own=True)
        blocks = own.inserted(self.blocks, self.paragraphs, self.headings)
        return Document(
            kind=self.letter.slug,
            title=self.title or self.letter.file.title,
            form=self.letter.file.form,
            blocks=(*numbered_headings(blocks), *self.annexes),
            checklist=tuple(self.checklist()),
            on=self.ground.day,
            law_on=self.ground.day,
            content_version=self.letter.version,
        )

    def write(self, part: Part) -> None:
        if part.role is Role.BLOCK:
            self.write_block(part.block)
        elif part.role is Role.ITEMS:
            lines = [line for text in part.texts if (line := self.run(text, ends=True))]
            if lines:
                self.blocks.append(Numbered(tuple(lines)))
        else:
            said = self.run(part.texts[0], ends=part.role is Role.PARAGRAPH)
            if said and part.role in own.HEADINGS:
                # The first of its name that stands is where a paragraph goes that names it.
                self.headings.setdefault(own.heading_of(part), len(self.blocks))
            if said:
                self.write_line(part.role, said)

    def write_line(self, role: Role, said: str) -> None:
        if role is Role.TITLE:
            self.title = one_line(said)
        elif role in (Role.HEADING, Role.SUBHEADING):
            self.blocks.append(Heading(one_line(said), 1 if role is Role.HEADING else 2))
        elif role is Role.SALUTATION:
            self.blocks.append(Salutation(one_line(said) + "："))
        elif role is Role.ADDRESSED:
            self.blocks.append(Addressed(one_line(said)))
        else:
            self.blocks += [Paragraph(line.strip()) for line in said.split("\n") if line.strip()]

    def run(self, text: Text, *, ends: bool = False) -> str | None:
        """The text with its placeholders filled; None where it does not stand. `ends`: it is a statement."""
        if not self.flags.all(text.conditions):
            return None
        cited = list(self.citations)
        counted: dict[str, int] = {}
        try:
            pieces = []
            for place, piece in enumerate(text.pieces):
                said = piece if isinstance(piece, str) else self.value(piece)
                if isinstance(piece, Placeholder) and self.is_own(piece.name):
                    counted[piece.name] = len(said)
                    following = text.pieces[place + 1] if place + 1 < len(text.pieces) else ""
                    said = self.joined(piece.name, said, following if isinstance(following, str) else "")
                pieces.append(said)
        except Unfilled:
            self.citations = cited
            return None
        self.printed |= named(text.pieces)
        said = "".join(pieces)
        last = text.pieces[-1] if text.pieces else ""
        if ends and isinstance(last, Placeholder) and last.name in self.letter.field_by_id:
            said = closed(said)
        self.own += sum(length for name, length in counted.items() if name not in self.counted)
        self.counted |= set(counted)
        self.total += len(said)
        return said

    def is_own(self, name: str) -> bool:
        """Whether a field holds what the person wrote, rather than picked from our words."""
        asked = self.letter.field_by_id.get(name)
        return asked is not None and name in self.read.given and asked.kind not in CHOOSING

    def joined(self, name: str, said: str, following: str) -> str:
        """What was typed, before what the letter says next: a stop it ends with gives way to the mark that follows, and
        after a name or a few words to anything."""
        asked = self.letter.field_by_id.get(name)
        short = asked is not None and asked.kind is not FieldKind.PARAGRAPH
        gives_way = following.startswith(MARKS) or (short and following)
        return said.rstrip("。；") if gives_way else said

    def say(self, template: str) -> str | None:
        """A sentence of the front matter, its placeholders filled; it does not count as letter text, nor its law as cited."""
        cited = list(self.citations)
        try:
            return fill(template, self.value)
        except Unfilled:
            return None
        finally:
            self.citations = cited

    def say_what_can_be_said(self, template: str) -> str:
        """The same, but never nothing: a remark in brackets that cannot be filled goes alone, then the sentences that cannot."""
        said = self.say(template)
        if said is not None:
            return said
        bare = REMARK.sub(lambda remark: self.say(remark[0]) or "", template)
        return "".join(self.say(sentence) or "" for sentence in SENTENCE.findall(bare)) or PLACEHOLDER.sub("", bare)

    def value(self, wanted: Placeholder) -> str:
        if wanted.kind is Kind.LAW:
            return self.article(wanted.name)
        if wanted.kind is Kind.PARAM:
            return self.figure(wanted.name)
        asked = self.letter.field_by_id.get(wanted.name)
        if wanted.name in self.letter.file.sums:
            said = self.sum(wanted)
        else:
            said = self.answer(asked, wanted.format) if asked else self.built_in(wanted.name)
        if not said:
            raise Unfilled(wanted.name)
        return said

    def sum(self, wanted: Placeholder) -> str:
        amount = figure(self.letter, self.read, wanted.name)
        return "" if amount is None else say_number(kind_of(self.letter, wanted.name), amount, wanted.format)

    def answer(self, asked: Field, style: str) -> str:
        value = self.read.values.get(asked.id)
        full = self.letter.file.form is Form.COURT
        return "" if value is None else say_value(asked, value, style, full_number=full)

    def built_in(self, name: str) -> str:
        first, last = facts.days(self.told, self.ground.contacts)
        count = self.told_contacts
        debt = self.ground.debt
        return {
            "day": say_day(self.ground.day),
            "you": polite(debt.creditor.kinds if debt else ()),
            "creditor_kind": CREDITOR_NAMES[debt.creditor.kind] if debt and debt.creditor.kind else "",
            "first_on": first,
            "last_on": last,
            "contact_count": str(count) if count else "",
            "unrelated": facts.unrelated(self.told, self.ground.contacts),
            "basis": self.basis() if name == "basis" else "",
            "extension_from": say_day(self.extension.start) if self.extension else "",
            "extension_last": say_day(self.extension.last, weekday=True) if self.extension else "",
            "beside_last": say_day(self.beside.last, weekday=True) if self.beside else "",
            "deadline_last": say_day(self.deadline.last, weekday=True) if self.deadline else "",
            "deadline_post_by": self.not_before_today(self.deadline.post_by) if self.deadline else "",
            "deadline_arrive_by": self.not_before_today(self.deadline.arrive_by) if self.deadline else "",
        }[name]

    def not_before_today(self, day: date) -> str:
        return say_day(max(day, self.flags.ground.day), weekday=True)

    def article(self, reference: str) -> str:
        said = basis.cite(reference, self.law, self.ground.day)
        if said is None:
            raise Unfilled(reference)
        instrument, _, number = reference.partition("#")
        citation = self.law.trace(instrument, number, self.ground.day)
        self.citations += [citation] if citation else []
        return said

    def figure(self, name: str) -> str:
        instrument, _, key = name.partition(".")
        try:
            version = self.law.version(instrument, self.ground.day)
        except LawError:
            raise Unfilled(name) from None
        if key not in version.parameters:
            raise Unfilled(name)
        return str(version.parameters[key])

    def basis(self) -> str:
        references = []
        for entry in self.letter.file.law:
            if isinstance(entry, str) or (entry.when and not self.flags.holds(entry.when)):
                continue
            day = self.deciding_day(entry.decided_by)
            references += [(entry.cite, day)] if day else []
        debt = self.ground.debt
        said, cited = basis.run_together(references, self.law, debt.creditor.kinds if debt else ())
        self.citations += cited
        return said

    def deciding_day(self, decided_by: DecidedBy) -> date | None:
        if decided_by is DecidedBy.RECEIPT:
            # What was published counts as delivered later on; a law not yet in force is cited by nobody.
            return min(self.deadline.start, self.ground.day) if self.deadline else None
        if decided_by is DecidedBy.SIGNING:
            return self.ground.debt.signed_on if self.ground.debt else None
        return self.ground.day

    def write_block(self, name: str) -> None:
        if name in BLOCKS:
            BLOCKS[Block(name)](self)
        else:
            as_list = name.startswith("list-") and name.replace("-", "_") not in self.letter.field_by_id
            asked = self.letter.field_by_id[name.removeprefix("list-" if as_list else "").replace("-", "_")]
            self.write_field(asked, as_list or asked.kind is FieldKind.LIST)

    def write_field(self, asked: Field, as_list: bool) -> None:
        """A table or list field, as it was filled in."""
        value = self.read.values.get(asked.id)
        if not isinstance(value, tuple):
            return
        self.printed.add(asked.id)
        if asked.kind is FieldKind.ELEMENTS:
            self.write_elements(asked, value)
            return
        full = self.letter.file.form is Form.COURT
        rows = tuple((row,) if isinstance(row, str) else say_row(asked, row, full) for row in value)
        for row in rows:
            self.count(row, own=self.is_own(asked.id))
        if as_list:
            self.blocks.append(Numbered(tuple(stated(asked, row) for row in rows)))
        else:
            header = tuple(column.label for column in asked.columns)
            if asked.numbered:
                header = ("编号", *header)
                rows = tuple((f"{asked.numbered}{number}", *row) for number, row in enumerate(rows, start=1))
            self.blocks.append(Table(header, rows))

    def write_elements(self, asked: Field, value: Sequence[Any]) -> None:
        """The court's form; its printed questions are the same for all and count for neither side of the share."""
        for element in value:
            said = [text for cell, text in element.items() if cell not in ("question", "stance")]
            self.count(said, own=self.is_own(asked.id))
        rows = tuple(element_rows(asked.questions, value))
        self.blocks.append(Table(HEADER, rows, widths=WIDTHS))

    def write_log(self) -> None:
        """Every contact of the log, numbered as everywhere; what was said and done is the writer's own."""
        contacts = self.ground.contacts
        if contacts:
            rows = facts.log_rows(contacts, self.wording)
            caption = f"共{len(contacts)}次，此处列出前{len(rows)}次。" if len(contacts) > len(rows) else ""
            self.write_table(CONTACTS_HEADER[:-1], rows, caption, CONTACTS_WIDTHS[:-1])

    def write_days(self) -> None:
        """What the log comes to, day by day."""
        self.write_table(DAYS_HEADER, facts.day_rows(self.ground.contacts))

    def write_files(self) -> None:
        """The borrower's own files as a list of evidence."""
        rows = tuple(
            (say_files((number,)), one.name, FILE_KIND_NAMES[one.kind], one.shows)
            for number, one in enumerate(self.files, start=1)
        )
        self.write_table(FILES_HEADER, rows)

    def write_table(
        self,
        header: tuple[str, ...],
        rows: tuple[tuple[str, ...], ...],
        caption: str = "",
        widths: tuple[float, ...] = (),
    ) -> None:
        """What the log or the files come to, which is the writer's own."""
        for row in rows:
            self.count(row, own=True)
        if rows:
            self.blocks.append(Table(header, rows, caption, widths))

    def count(self, texts: Sequence[str], own: bool) -> None:
        length = sum(len(text) for text in texts)
        self.total += length
        self.own += length if own else 0

    def write_facts(self) -> None:
        shown = self.told[: facts.MOST_TOLD]
        if not shown:
            return
        self.own += sum(item.own for item in shown)
        self.total += sum(len(item.text) for item in shown)
        turns = sorted(range(len(shown)), key=lambda place: shown[place].turn)
        self.blocks.append(Numbered(tuple(item.text for item in shown), foremost=tuple(turns)))
        rest = self.told[facts.MOST_TOLD :]
        if rest:
            alike = {one for item in rest for one in item.conducts} <= {one for item in shown for one in item.conducts}
            where = (
                "逐次列在附表一" if len(self.listed) == self.told_contacts else "附表一列出一部分，其余见所附通话详单"
            )
            self.blocks.append(Paragraph(f"另有{len(rest)}项{'同类' if alike else '其他'}情况，{where}。"))

    def write_law(self) -> None:
        findings = self.ground.findings
        candidates = basis.provisions(findings, self.law)
        taken = basis.chosen(candidates, findings)
        told = {item.number for item in self.told if item.number <= facts.MOST_TOLD or self.listed & set(item.contacts)}
        online = self.ground.debt.online if self.ground.debt else None
        lines = basis.lines(taken, self.told, told, self.law, self.ground.day, self.letter.file.grounds_word, online)
        for line in lines:
            self.citations += line.citations
            self.total += len(line.text)
        if lines:
            self.blocks.append(Numbered(tuple(line.text for line in lines)))

    def write_contacts(self) -> None:
        """The annex: a page of its own behind the letter."""
        rows = facts.rows(self.told, self.ground.contacts, self.listed)
        if not rows:
            return
        count = self.told_contacts
        caption = f"共{count}次，此处列出{len(rows)}次，其余见所附通话详单。" if count > len(rows) else ""
        self.annexes += [Annex(CONTACTS_TITLE), Table(CONTACTS_HEADER, rows, caption, CONTACTS_WIDTHS)]

    def write_enclosures(self) -> None:
        items = [*self.own_evidence()] if self.told or self.logs else []
        listed = self.read.values.get("e_list")
        self.printed.add("e_list")
        typed = [without_number(str(one)) for one in listed] if isinstance(listed, tuple) else []
        named_already = {paper_of(one) for one in typed}
        items += [one for one in self.lines(self.letter.file.enclosures) if paper_of(one) not in named_already]
        items += typed
        if items:
            self.blocks.append(Enclosures(tuple(items), self.letter.file.enclosures_lead))

    @property
    def encloses(self) -> bool:
        return any(part.block == Block.ENCLOSURES for part in self.letter.parts)

    @property
    def logs(self) -> bool:
        """Whether the paper is itself the log: the contacts stand in it, not behind it."""
        return any(part.block == Block.LOG for part in self.letter.parts)

    def own_evidence(self) -> Iterator[str]:
        """The annex, and the borrower's files by name; of many only the numbers, the list of evidence names them."""
        if not self.logs:
            yield CONTACTS_ENCLOSED
        enclosed = [(number, one) for number, one in enumerate(self.files, start=1) if not one.withheld]
        if len(enclosed) > MOST_FILES_NAMED:
            yield f"{say_files(number for number, _ in enclosed)}：名称和证明内容见证据材料中的证据目录"
        else:
            yield from (said_file(number, one) for number, one in enclosed)

    def write_signature(self) -> None:
        chosen = self.read.values.get(self.letter.file.signed_on) if self.letter.file.signed_on else self.ground.day
        on = chosen if isinstance(chosen, date) else None
        self.blocks += [Signature(role, on) for role in self.signers]

    @property
    def signers(self) -> tuple[str, ...]:
        instead = [role for flag, role in self.letter.file.signs_when.items() if self.flags.holds(flag)]
        return tuple(instead[:1]) or self.letter.file.signers

    @property
    def addressee(self) -> AddresseeEntry | OtherAddressee:
        """Who gets this letter."""
        entry = self.letter.file.addressee
        return next((one for one in entry.instead if self.flags.holds(one.when)), entry)

    def lines(self, entries: Sequence[Line]) -> list[str]:
        stand = [entry for entry in entries if not entry.when or self.flags.holds(entry.when)]
        said = [(entry, line) for entry in stand if (line := self.say(entry.says))]
        self.printed.update(*(named(parse(entry.says)) for entry, _ in said))
        return [one_line(line) for _, line in said]

    def checklist(self) -> Iterator[str]:
        """办理清单: the deadline first, then what the file says, where to send it, how."""
        entry = self.entry
        if entry and self.deadline:
            late = self.deadline.passed(self.ground.day) and entry.passed
            yield said if (said := self.say(entry.passed if late else entry.says)) else entry.says
            shared = self.book.shared.extension
            if self.extension and shared:
                yield self.say_what_can_be_said(shared.running)
            elif self.deadline.note:
                yield self.deadline.note
        yield from self.lines(self.letter.file.checklist)
        if self.encloses and self.told and not self.files and "e_list" not in self.read.values:
            yield NOTHING_ENCLOSED
        addressee = self.addressee
        yield f"寄到哪里：{self.book.shared.addressees[addressee.find]}"
        also = addressee.also if isinstance(addressee, AddresseeEntry) else ()
        yield from (f"也可以交给：{self.book.shared.addressees[key]}" for key in also)
        for key in self.letter.file.delivery:
            yield self.book.shared.delivery[key]


def paper_of(enclosure: str) -> str:
    """Which paper a line of the enclosures names, without copies, pages and remarks: 身份证 of 身份证复印件（1页）."""
    return BEHIND_THE_PAPER.sub("", "".join(enclosure.split()))


def without_number(line: str) -> str:
    """A line of a list without the number typed before it, as the list is numbered: 1.流水 and （2）流水, not 1.5万元收条."""
    return TYPED_NUMBER.sub("", line) or line


BLOCKS = {
    Block.FACTS: Draft.write_facts,
    Block.LAW: Draft.write_law,
    Block.CONTACTS: Draft.write_contacts,
    Block.LOG: Draft.write_log,
    Block.DAYS: Draft.write_days,
    Block.FILES: Draft.write_files,
    Block.ENCLOSURES: Draft.write_enclosures,
    Block.SIGNATURE: Draft.write_signature,
}


def named(pieces: Sequence[Piece]) -> set[str]:
    """The names a text holds a place for."""
    return {piece.name for piece in pieces if isinstance(piece, Placeholder)}


def polite(lender: Sequence[CreditorKind]) -> str:
    """How a lender of these kinds (several where it is not known which) is addressed."""
    if CreditorKind.PRIVATE_LENDER in lender:
        return "贵方"
    return "贵行" if lender and set(lender) <= BANKS else "贵司"


def closed(said: str) -> str:
    """A statement somebody typed ends like one."""
    return said if said.endswith(ENDS) else f"{said}。"


def stated(asked: Field, cells: Sequence[str]) -> str:
    """A row as a statement: 借款金额不实。支付令写明……（证据1）。A line of a list ends as it was typed, or in one stop."""
    if not asked.columns:
        return closed("".join(map(one_line, cells)).rstrip("；"))
    evidence = [
        numbered_evidence(cell.rstrip("。；"))
        for column, cell in zip(asked.columns, cells, strict=False)
        if column.id == "evidence" and cell
    ]
    rest = [cell.rstrip("。；") for column, cell in zip(asked.columns, cells, strict=False) if column.id != "evidence"]
    said = "。".join(one_line(cell) for cell in rest if cell) or "".join(cells)
    return f"{said}（{evidence[0]}）。" if evidence else f"{said}。"


def numbered_evidence(cell: str) -> str:
    """证据1、2 where only the numbers were typed; anything else as it was."""
    return f"证据{cell.strip()}" if BARE_NUMBERS.fullmatch(cell.strip()) else cell


def said_file(number: int, file: OwnFile) -> str:
    """证据2：录音_0905.m4a（录音、录像），9月5日夜里的通话."""
    shows = f"，{file.shows.rstrip('。')}" if file.shows else ""
    # A smile in a name, which no font may have, should not stop a letter: the number says which file it is.
    name = "".join(one for one in file.name if unicodedata.category(one) not in ("So", "Co", "Cn"))
    return f"{say_files((number,))}：{one_line(name) or '文件'}（{FILE_KIND_NAMES[file.kind]}）{shows}"


def one_line(text: str) -> str:
    return " ".join(text.split())


def numbered_headings(blocks: Sequence[Drawn]) -> Iterator[Drawn]:
    """The blocks with headings numbered; a heading with nothing under it is left out."""
    first = second = 0
    for place, block in enumerate(blocks):
        if not isinstance(block, Heading):
            yield block
            continue
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        if isinstance(following, CLOSING | None) or (isinstance(following, Heading) and following.level <= block.level):
            continue
        if block.level == 1:
            first, second = first + 1, 0
            yield Heading(f"{NUMERALS[first - 1]}、{block.text}", 1)
        else:
            second += 1
            yield Heading(f"（{NUMERALS[second - 1]}）{block.text}", 2)
