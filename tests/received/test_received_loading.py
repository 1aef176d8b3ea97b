"""What is wrong in the two tables is told with path and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.catalogue import Catalogue
from app.domain.case_number import Doubt, Reading, read_case_number
from app.domain.rest_days import OFFICIAL
from app.received.loading import load_received
from app.received.model import HARD_STOPS, HEDGE, ReceivedBook
from tests.shared import CONTENT

PAPERS, NUMBERS = "tables/received.yaml", "tables/case-numbers.yaml"


@pytest.mark.parametrize(
    ("name", "before", "after", "says"),
    [
        (PAPERS, "law: [minsu#227]", "law: [minsu#2270]", "'minsu#2270' is no article in content/law."),
        (PAPERS, "page: papers/payment-order", "page: papers/payment-ordr", "there is no page 'papers/payment-ordr'"),
        (PAPERS, "slug: payment-order-objection", "slug: payment-order-objections",
         "there is no letter 'payment-order-objections'"),
        (PAPERS, "verify: [own-number, court-12368, court-online, window]", "verify: [own-number, court-1236]",
         "there is no check 'court-1236'"),
        (PAPERS, "但还不能断定。今天自己打电话核实一次", "今天自己打电话核实一次", "must say “还不能断定”"),
        (PAPERS, "slug: payment-order-objection", "slug: complaint-lender", "'complaint-lender' answers no court; take it out"),
        (PAPERS, "- id: summons\n", "- id: payment-order\n", "'payment-order' stands twice; keep one."),
        (PAPERS, "titles: [传票, ", "titles: [支付令, ", "'支付令' is a title of 'payment-order' already."),
        (PAPERS, "    against: 不是法院发的纸，却盖着法院的章，对不上。\n", "", "gives a reason for every weight"),
        (PAPERS, "points: fraud\n", "points: certain\n", "'certain' is not a value of 'points'"),
        (PAPERS, "review_by: 2027-02-21", "review_by: 2026-11-21", "review_by must lie after checked_on"),
        (PAPERS, "title: 我收到了一张纸", "titel: 我收到了一张纸", "there is no field 'titel' here; did you mean 'title'?"),
        (PAPERS, "  unknown: 如果它是法院的文书", "  lender: 如果它是法院的文书", "hard_stop arbitration, court, notary, unknown"),
        (PAPERS, "since: 2026-03-01, ", "", "'since' and 'before' stand together"),
        (PAPERS, "pattern: 拘传|", "pattern: (拘传|", "cannot be read"),
        (PAPERS, "hints:\n- {paper: pre-suit-notice", "hints:\n- {paper: pre-suit", "there is no paper 'pre-suit'"),
        (PAPERS, "variants: [notarised]", "variants: [notary]", "'notary' is no variant of the paper's fork"),
        (PAPERS, "variants: [first]}", "variants: []}", "variant 'first' has limits or a paper, or says in 'none'"),
        (PAPERS, "paper: preservation-ruling}", "paper: preservation}", "there is no paper 'preservation'"),
        (NUMBERS, "papers: [payment-order, court-sms, court-mail]", "papers: [payment-ordr]", "there is no paper 'payment-ordr'"),
        (NUMBERS, "page: papers/lawyer-letter", "page: papers/lawyers", "there is no page 'papers/lawyers'"),
        (NUMBERS, "  letters: {against: false", "  lettres: {against: false", "'lettres' is not a value"),
        (NUMBERS, "levels: [basic]", "levels: [base]", "'base' is not a value"),
        (NUMBERS, "- {code: 津, name: 天津}", "- {code: 京, name: 天津}", "'京' stands twice in provinces"),
        (NUMBERS, "- {maker: police,", "- {maker: court,", "makers names everyone"),
    ],
)  # fmt: skip
def test_problems_are_told_by_path_and_line(
    tmp_path: Path, catalogue: Catalogue, name: str, before: str, after: str, says: str
) -> None:
    original = (CONTENT / name).read_text(encoding="utf-8")
    changed = original.replace(before, after, 1)
    assert changed != original
    (tmp_path / "content/tables").mkdir(parents=True)
    for one in (PAPERS, NUMBERS):
        shutil.copy(CONTENT / one, tmp_path / "content" / one)
    (tmp_path / "content" / name).write_text(changed, encoding="utf-8")
    book, problems = load_received(tmp_path / "content", catalogue.law, catalogue.links.refs(), OFFICIAL)
    assert book is None
    told = [one for one in problems if says in one]
    assert told, problems
    path, line, _ = told[0].split(":", 2)
    assert path == f"content/{name}" and int(line) >= 1


def test_the_examples_of_the_numbers_read_as_they_say(book: ReceivedBook) -> None:
    file = book.numbers.file
    assert len(file.examples) >= 8
    for one in file.examples:
        reading = read_case_number(one.number, book.numbers.codes, 2026)
        if one.unread or not isinstance(reading, Reading):
            assert reading is one.unread, one.number
            continue
        kind = reading.kind.code if reading.kind else ""
        assert (reading.maker, reading.court, kind) == (one.maker, one.court, one.kind), one.number
        assert (reading.level, reading.doubts) == (one.level, one.doubts), one.number


def test_every_sentence_about_a_number_admits_that_it_proves_nothing(book: ReceivedBook) -> None:
    assert "不能证明" in book.numbers.file.answer
    assert any("不能说明" in one for one in book.numbers.file.proves)
    assert set(book.numbers.file.doubts) == set(Doubt)


def test_every_court_paper_has_a_stop_and_no_headline_a_certainty(book: ReceivedBook) -> None:
    assert all(HEDGE in one for one in book.file.headlines.values())
    courts = [one for one in book.file.papers if one.issuer == "court"]
    assert len(courts) >= 10 and set(book.file.hard_stop) == HARD_STOPS
    for one in courts:
        assert not any(it.slug.startswith(("complaint-", "stop-", "verify-")) for it in one.letters), one.id


def test_letters_that_are_written_by_now_are_linked(catalogue: Catalogue, book: ReceivedBook) -> None:
    order = book.papers["payment-order"].letters[0].slug
    assert f"letters/{order}" in catalogue.links
