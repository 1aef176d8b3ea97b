"""What a person adds to a letter: printed as written, at its place, looked through for harms, counted as their own."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalogue import Catalogue
from app.domain.document import Addressed, Annex, Block, Document, Enclosures, Heading, Paragraph, Signature, Table
from app.domain.own_paragraph import LONGEST_OWN_PARAGRAPH, OwnParagraph
from app.letters.own import headings, inserted
from tests.letters.conftest import Write, said
from tests.logs import BLOCKS

STOP = "stop-unlawful-collection"
HAPPENED = "已发生的情况"
WORDS = st.text("那天我父亲也在家，被吵醒了。\n ", min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


def without_headings_numbers(blocks: tuple[Block, ...]) -> list[Block]:
    return [Heading(one.text.partition("、")[2], one.level) if isinstance(one, Heading) else one for one in blocks]


def document_of(written: Document | None) -> Document:
    assert written is not None
    return written


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_letter_takes_paragraphs_and_loses_nothing(
    data: st.DataObject, catalogue: Catalogue, write: Write
) -> None:
    letter = data.draw(st.sampled_from(catalogue.letters.letters))
    places = st.sampled_from(["", "没有这个标题", *headings(letter)])
    own = tuple(data.draw(st.lists(st.builds(OwnParagraph, text=WORDS, after=places), min_size=1, max_size=5)))
    plain, added = write(letter.slug), write(letter.slug, paragraphs=own)
    lines = [line.strip() for one in own for line in one.text.split("\n") if line.strip()]
    kept = list(added.draft.blocks)
    for line in lines:
        kept.remove(Paragraph(line))
    # A heading that had nothing under it may stand now; nothing else has changed.
    before = without_headings_numbers(plain.draft.blocks)
    after = [one for one in without_headings_numbers(tuple(kept)) if not isinstance(one, Heading) or one in before]
    assert after == before
    assert added.draft.checklist == plain.draft.checklist
    assert added.own_share >= plain.own_share
    gone = [one for one in added.warnings if "现在没有这个标题" in one.sentence]
    assert len(gone) >= sum(one.after == "没有这个标题" for one in own)


@given(st.lists(BLOCKS, max_size=12), st.lists(st.tuples(WORDS, st.integers(0, 12)), max_size=5))
def test_paragraphs_stand_before_the_closing_or_at_the_end_of_their_section(
    blocks: list[Block], told: list[tuple[str, int]]
) -> None:
    standing = {f"h{place}": place for place, block in enumerate(blocks) if isinstance(block, Heading)}
    own = [
        # No two alike, so that each is found where it stands.
        OwnParagraph(text=f"自己{number}{' '.join(text.split())}", after=f"h{place}" if f"h{place}" in standing else "")
        for number, (text, place) in enumerate(told)
    ]
    found = inserted(blocks, own, standing)
    mine = [block for block in found if isinstance(block, Paragraph) and block.text.startswith("自己")]
    assert [block for block in found if block not in mine] == blocks
    for one in own:
        line = Paragraph(one.text)
        ahead = found[: found.index(line)]
        if one.after:
            heading = blocks[standing[one.after]]
            assert heading in ahead
        else:
            assert not any(isinstance(block, (Addressed, Signature, Enclosures)) for block in ahead)


def test_it_stands_behind_what_is_under_its_heading(write: Write) -> None:
    own = (OwnParagraph(text="那天我父亲也在家，被吵醒了。", after=HAPPENED), OwnParagraph(text="请尽快处理。"))
    blocks = document_of(write(STOP, paragraphs=own).document).blocks
    place = blocks.index(Paragraph("那天我父亲也在家，被吵醒了。"))
    heading = max(at for at, block in enumerate(blocks[:place]) if isinstance(block, Heading))
    assert blocks[heading] == Heading("二、已发生的情况")
    assert isinstance(blocks[place + 1], Heading)
    last = blocks.index(Paragraph("请尽快处理。"))
    assert isinstance(blocks[last + 1], (Enclosures, Signature))
    assert not any(isinstance(block, Annex) for block in blocks[:last])


def test_a_line_feed_begins_a_paragraph_and_nothing_is_read_as_structure(write: Write) -> None:
    own = (OwnParagraph(text="## 不是标题\n{b_name}\n- {law:minfa#1}\n[?x] #[1+1]"),)
    blocks = document_of(write(STOP, paragraphs=own).document).blocks
    for line in ("## 不是标题", "{b_name}", "- {law:minfa#1}", "[?x] #[1+1]"):
        assert Paragraph(line) in blocks


def test_harms_are_looked_for_in_it(write: Write) -> None:
    written = write(STOP, paragraphs=(OwnParagraph(text="没事。"), OwnParagraph(text="我承认欠款，一定还。")))
    assert {harm.where for harm in written.harms} == {"paragraphs.1.text"}
    assert written.document is None
    number = write(STOP, paragraphs=(OwnParagraph(text="我的身份证是990101199005010032。"),))
    assert [harm.where for harm in number.harms] == ["paragraphs.0.text"]


def test_too_long_a_paragraph_stops_the_letter_and_not_the_draft(write: Write) -> None:
    long = "事" * (LONGEST_OWN_PARAGRAPH + 1)
    written = write(STOP, paragraphs=(OwnParagraph(text=long),))
    assert [one.where for one in written.problems] == ["paragraphs.0.text"]
    assert written.document is None and Paragraph(long) in written.draft.blocks
    assert write(STOP, paragraphs=(OwnParagraph(text=long[1:]),)).document


def test_more_than_five_are_too_many(write: Write) -> None:
    written = write(STOP, paragraphs=(OwnParagraph(text="一句话。"),) * 6)
    assert [one.where for one in written.problems] == ["paragraphs.5.text"]


def test_own_words_count_as_own(write: Write) -> None:
    assert write(STOP, paragraphs=(OwnParagraph(text="那天我父亲也在家。" * 20),)).own_share > write(STOP).own_share


@pytest.mark.parametrize("slug", [STOP, "payment-order-objection"])
def test_an_unfinished_letter_has_a_draft_and_no_document(slug: str, write: Write) -> None:
    unfinished = write(slug, answers={"b_name": ""})
    assert unfinished.document is None
    assert unfinished.draft.blocks
    finished = write(slug)
    assert finished.draft == finished.document


def test_a_draft_shows_what_is_not_whole_yet(write: Write) -> None:
    """A sentence that is still too short, a table with one row that is not, a form with one question answered."""
    whole = {
        "ground": "amount",
        "fact": "支付令写10000元，实际到账9400元，其余600元在放款时被扣除。",
        "evidence": "证据1",
    }
    rows = [whole, {"ground": "paid", "fact": "x"}]
    unfinished = write("payment-order-objection", answers={"j_court": "某某市", "grounds": rows})
    assert {"j_court"} <= {one.where for one in unfinished.problems}
    assert unfinished.document is None
    assert Addressed("某某市") in unfinished.draft.blocks
    assert "实际到账9400元" in said(unfinished.draft)


def test_a_court_form_grows_question_by_question(write: Write) -> None:
    answers = {"q_claims": {"principal": {"stance": "disputed", "reply": "短"}}}
    unfinished = write("answer-private-lending", answers=answers)
    assert unfinished.document is None
    assert any(
        "短" in cell
        for block in unfinished.draft.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
    )
