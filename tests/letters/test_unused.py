"""A letter asks what it prints, prints what somebody vouches for, and what another answer keeps off the paper is told with
that answer."""

from __future__ import annotations

import pytest

from app.catalogue import Catalogue
from app.domain.fields import FieldKind
from app.letters.loading import SAID, used_names
from tests.letters.conftest import Write, said


def test_nothing_is_asked_of_a_shared_group_that_the_letter_cannot_print(catalogue: Catalogue) -> None:
    for letter in catalogue.letters.letters:
        own = {one.id for one in letter.file.fields}
        used = used_names(letter.file, letter.parts)
        idle = [one.id for one in letter.fields if one.id not in own | used and one.kind in SAID and not one.from_case]
        assert idle == [], letter.slug


@pytest.mark.parametrize(
    "slug", ["reply-lawyer-letter", "identity-theft-loan", "complaint-lawyer", "credit-report-objection"]
)
def test_the_product_that_is_asked_for_is_printed(slug: str, write: Write) -> None:
    composed = write(slug, answers={"c_product": "某某白金卡"})
    assert "某某白金卡" in said(composed.document)
    assert not [one for one in composed.warnings if one.where == "c_product"]


def test_what_is_not_printed_says_which_answer_would_print_it(write: Write) -> None:
    composed = write("complaint-lawyer", 3, answers={"filed_said": "某市某区人民法院，没有说案号"})
    unused = [one.sentence for one in composed.warnings if one.where == "filed_said"]
    assert unused == [] or "选“称已经立案，查不到”" in unused[0]


def test_every_way_to_print_names_fields_of_the_form(catalogue: Catalogue, write: Write) -> None:
    """Whatever example is filled with what it does not use, no sentence stops half way."""
    for letter in catalogue.letters.letters:
        spare = {one.id: "某某某某某某某某某某" for one in letter.fields if one.kind is FieldKind.TEXT}
        composed = write(letter.slug, answers={**spare, **letter.file.examples[0].answers})
        for one in composed.warnings:
            assert "：。" not in one.sentence and "“”" not in one.sentence, (letter.slug, one)


def test_what_somebody_estimates_is_no_exaggeration(write: Write) -> None:
    told = {"i_harm": "2026年9月12日当天共32次，前台没有办法接客户的电话。"}
    assert [one for one in write("complaint-lender", answers=told).harms if one.where == "i_harm"]
    days = [["2026-09-12", "32", "前台座机，接一次画一笔"]]
    composed = write("complaint-lender", answers={**told, "i_days": days})
    assert not [one for one in composed.harms if one.where == "i_harm"]
    assert "次数是本人估计的" in said(composed.document)


def test_a_letter_comes_on_a_day_and_no_minute_is_made_up(write: Write) -> None:
    contact = {"at": "2026-08-31T12:00:00", "means": "letter", "reached": "me", "acts": ["fake-lawyer-letter"],
               "words": "三日内不还将移送公安"}  # fmt: skip
    text = said(write("complaint-lawyer", 1, contacts=(contact,)).document)
    assert "2026年8月31日，本人收到催收信件" in text and "12时" not in text
