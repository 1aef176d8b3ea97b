"""The tables behind the finder: what is wrong in them is told with path and line; their words are plain."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalogue import Catalogue
from app.channels.model import load_channels
from app.channels.wants import load_wants
from app.domain.law import Lawbook
from tests.shared import CONTENT

Load = Callable[[str, str, str], list[str]]
CLAUSES = re.compile(r"[。；！？：]")


@pytest.fixture
def load(tmp_path: Path, catalogue: Catalogue, law: Lawbook) -> Load:
    """The problems of a file of content after a replacement."""

    def problems(name: str, before: str, after: str) -> list[str]:
        content = tmp_path / "content"
        shutil.copytree(CONTENT / "channels", content / "channels")
        (content / "tables").mkdir()
        shutil.copy(CONTENT / "tables" / "wants.yaml", content / "tables")
        original = (content / name).read_text(encoding="utf-8")
        changed = original.replace(before, after, 1)
        assert changed != original
        (content / name).write_text(changed, encoding="utf-8")
        letters, guides = catalogue.letters.creditors, {one.ref for one in catalogue.guides.guides}
        book, found = load_channels(content, law, letters)
        if len(book.channels) < 27:
            return found
        return found + load_wants(content, book, law, letters, guides)[1]

    return problems


WANTS = "tables/wants.yaml"
LENDER = "channels/creditor-complaint.yaml"
POLICE = "channels/police-110.yaml"


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        (WANTS, "[court-12368, court-online], stage", "[court-12368, court-onlin], stage", "there is no channel 'court-onlin'"),
        (WANTS, "  - {channels: [heimao], stage: later, because: 公开反映不能叫停，放在最后}\n", "",
         "the order of 'stop' does not name the channel 'heimao'."),
        (WANTS, "  - {channels: [pbc-12363], stage: later", "  - {channels: [nfra-report], stage: later",
         "'nfra-report' stands above without a condition already."),
        (WANTS, "matters: [despair]", "matters: [dispair]", "there is no matter 'dispair'; did you mean 'despair'?"),
        (WANTS, "stage: now, because: 有人身危险", "stage: first, because: 有人身危险", "'first' is not a value of 'stage'"),
        (WANTS, "stage: now, because: 有人身危险", "stage: instead, because: 有人身危险",
         "'instead' is found, not written; write later"),
        (WANTS, "guide: facts/loan-cost", "guide: facts/loan-coast", "there is no page 'facts/loan-coast'; did you mean"),
        (WANTS, "letters: [payment-order-objection]", "letters: [payment-order]", "there is no letter 'payment-order'"),
        (WANTS, "law: zhengxin#17", "law: zhengxin#1700", "'zhengxin#1700' is no article in content/law."),
        (WANTS, "- id: supervisor", "- id: answer", "'answer' stands twice; keep one."),
        (WANTS, "last_resort: legal-aid-12348", "last_resort: legal-aid", "there is no channel 'legal-aid'"),
        (WANTS, "when: {leads: true}", "when: {leads: false}",
         "a condition tests something: leads, grave, creditors, matters or conducts"),
        (WANTS, "help: 拿不准时问}", "other: 拿不准时问}", "'other' is not a value of"),
        (LENDER, "law: complaint-handling-2020-3#18", "law: complaint-handling-2020-3#1800", "is no article in content/law."),
        (LENDER, "  law: complaint-handling-2020-3#18\n", "", "a legal term names its law, and no other does"),
        (LENDER, "wait: decision", "wait: decison", "there is no term 'decison'; did you mean 'decision'?"),
        (LENDER, "- id: complex", "- id: decision", "the term 'decision' stands twice; keep one."),
        (LENDER, "letters: [complaint-lender]", "letters: [complaint-lendr]",
         "there is no letter 'complaint-lendr'; did you mean 'complaint-lender'?"),
        (LENDER, "    private-lender: 个人和", "    platform: 个人和", "not_here says why for exactly these lenders"),
        (LENDER, "then: [nfra-12378,", "then: [nfra-1237,", "there is no channel 'nfra-1237'"),
        (POLICE, "  since: 立案之日\n", "", "a term that starts when told says since when, and no other does"),
        (POLICE, "concerns:\n- verdicts: [违法-可能犯罪, 违法-治安处罚]", "concerns:\n- wants: [stop]",
         "a concern tests something: always, verdicts, cites, led_by or beside"),
        (POLICE, "  everyone: 威胁", "  bank-card: 威胁", "'why' says nothing for everyone"),
        (POLICE, "cost: 报警不收费\n", "", "the field 'cost' is missing."),
        ("channels/cba-member.yaml", "cites: [cba-collection-guide-2026]", "cites: [cba-collection-guide]",
         "there is no law 'cba-collection-guide'"),
        ("channels/heimao.yaml", "wants: [answer]", "wants: [answers]", "there is no want 'answers'; did you mean 'answer'?"),
        ("channels/nfra-12378.yaml", "after: forwarded", "after: decision", "no term above is called 'decision'."),
    ],
)  # fmt: skip
def test_a_broken_table_says_where_and_what(load: Load, name: str, before: str, after: str, says: str) -> None:
    problems = load(name, before, after)
    assert any(says in one for one in problems), problems
    assert all(re.match(r"content/\S+\.yaml:\d+: ", one) for one in problems)


def words(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every sentence the finder shows, with where it stands."""
    file = catalogue.referrals.wants.file
    yield from ((want.id, entry.because) for want in file.wants for entry in want.order)
    yield from (
        (one.id, said) for one in file.matters for said in (one.name, one.note, *(c.because for c in one.channels))
    )
    yield from (("unsure", said) for said in (file.unsure.say, *file.unsure.how, *file.never))
    yield from (("notes", said) for said in (file.notes.lawful, file.notes.disputed, *file.notes.creditors.values()))
    for channel in catalogue.channels.channels:
        one = channel.file
        for said in (*one.why.values(), *one.can, *one.cannot, *one.write, *(t.say for t in one.terms)):
            yield channel.slug, said
        for said in (
            *(s.say for s in one.silence),
            one.not_here.matter,
            *one.not_here.lender.values(),
            one.hours,
            one.cost,
        ):
            yield channel.slug, said


def test_its_words_are_plain(catalogue: Catalogue) -> None:
    every = [(where, part) for where, said in words(catalogue) for part in CLAUSES.split(said) if part]
    assert len(every) > 500
    assert [one for one in every if len(one[1]) > 40] == []
    assert sum(len(part) for _, part in every) / len(every) <= 20
    assert [
        one for one in every if re.search("(?<!不)一定|马上全|全免|官方|予以|进行|上述|消金|小贷(?!公司)", one[1])
    ] == []


def test_a_sentence_ends_where_the_page_ends_it(catalogue: Catalogue) -> None:
    notes = {said for where, said in words(catalogue) if where in ("notes",)}
    whole = (
        {one.note for one in catalogue.referrals.wants.file.matters}
        | notes
        | {catalogue.referrals.wants.file.unsure.say}
    )
    for where, said in words(catalogue):
        assert said == "" or said in whole or not said.endswith("。"), (where, said)
