"""The measurements run, on sizes that take no time. What they measure is no test: `make bench`."""

from __future__ import annotations

import json
import re

import pytest

from app.catalogue import Catalogue
from app.rendering.text import text
from bench import importing, judging, packing, weighing
from bench.__main__ import END, README, START, replaced
from bench.asking import asked, length_of
from bench.case import contacts, letter, request
from bench.drawn import html
from bench.figure import Figure, milliseconds, not_measured, table
from bench.papers import bare_compiler, in_turns


def test_the_letter_that_is_measured_is_a_real_one_and_never_the_same(catalogue: Catalogue) -> None:
    one, other = (text(letter(number, catalogue)).text for number in (1, 2))
    assert one != other
    assert "2026年9月5日22时01分" in one
    assert "02100000001" in one
    assert len(request(1)["contacts"]) == 12


def test_other_engines_are_given_all_of_its_words(catalogue: Catalogue) -> None:
    document = letter(3, catalogue)
    shown = re.sub(r"<[^>]*>|\s", "", html(document))
    for line in text(document).text.split():
        for piece in re.findall(r"[\u4e00-\u9fff]{4,}", line):
            assert piece in shown


def test_the_bare_compiler_sets_it(catalogue: Catalogue) -> None:
    assert bare_compiler()(letter(4, catalogue)) > 0


def test_logs_have_the_length_asked_for_and_breaches_in_them(catalogue: Catalogue) -> None:
    log = contacts(40)
    assert len(log) == 40
    assert contacts(40) == log
    first, *_ = judging.measure(catalogue, few=20, times=1)
    assert first.name.startswith("Conduct check of 20 ")


def test_a_pack_is_measured_as_pdf_and_as_word_file(catalogue: Catalogue) -> None:
    pdf, docx = packing.measure(catalogue, rows=12, times=2)
    assert pdf.name.startswith("Evidence pack of 12 contacts") and pdf.wanted == docx.wanted == "at most 1,000 ms"


def test_a_call_log_is_read_whole(catalogue: Catalogue) -> None:
    once = importing.once(30, catalogue)
    assert once.rows == 30
    assert once.seconds > 0


def test_the_pages_of_a_log_are_weighed_as_a_visitor_meets_them() -> None:
    heaviest, each, took, refused = weighing.measure(rows=40)
    assert heaviest.holds and refused.holds
    for name in ("what was read", *weighing.PAGES):
        assert name in each.result and name in took.result
    assert refused.result == "413"


def test_requests_are_http() -> None:
    head, _, body = asked("/api/v1/x", 7, json.dumps({"a": 1}).encode(), "application/pdf").partition(b"\r\n\r\n")
    assert head.startswith(b"POST /api/v1/x HTTP/1.1\r\n")
    assert length_of(head) == len(body)
    assert asked("/", 1).startswith(b"GET / HTTP/1.1\r\n")


def test_turns_leave_nothing_out() -> None:
    assert in_turns(float, lambda number: -float(number), 23) == (
        [float(number) for number in range(23)],
        [-float(number) for number in range(23)],
    )


def test_the_table_says_what_held_what_missed_and_what_was_not_measured() -> None:
    shown = table([
        Figure("催收", milliseconds([0.012]), "at most 20 ms", True),
        Figure("b", "3", "at most 2", False),
        not_measured("c", "not installed", "at least 10"),
        Figure("d", "4"),
    ])  # fmt: skip
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in shown.splitlines()]
    assert [row[3] for row in rows[2:]] == ["holds", "MISSED", "NOT MEASURED", ""]
    assert rows[2][1].startswith("12.0 ms")


def test_the_page_keeps_its_words_around_the_table() -> None:
    page = README.read_text("utf-8")
    again = replaced(page, "new")
    assert again.partition(START)[0] == page.partition(START)[0]
    assert again.partition(END)[2] == page.partition(END)[2]
    assert f"{START}\nnew\n{END}" in again
    with pytest.raises(ValueError, match="marks"):
        replaced("no marks", "new")
