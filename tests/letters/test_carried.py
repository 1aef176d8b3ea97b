"""What one letter tells another: the person, the contract, the court of one matter; never what belongs to one paper."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.catalogue import Catalogue
from app.domain.fields import FieldKind
from app.letters.carried import answers_for
from tests.letters.test_letter_pages import ORIGIN

COURT: dict[str, Any] = {
    "b_name": "王某", "b_idno": "110101199003070011", "b_phone": "13800000000", "j_court": "某某市某某区人民法院",
    "j_caseno": "（2026）京0105民初1234号", "j_receive": "2026-11-12", "j_receive_mode": "post", "p_name": "某某银行",
    "limitation_notice": True, "g_date": "2026-11-20",
}  # fmt: skip


def carried(catalogue: Catalogue, slug: str, told: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return answers_for(catalogue.letters, catalogue.letters.by_slug[slug], told)


def test_what_was_told_to_one_letter_is_offered_until_the_next_is_opened(catalogue: Catalogue) -> None:
    told = {"complaint-lender": {"b_name": "王某", "b_phone": "13800000000", "reply_days": "15", "i_harm": "失眠"}}
    assert carried(catalogue, "complaint-nfra", told) == {"b_name": "王某", "b_phone": "13800000000", "i_harm": "失眠"}
    # Once it was opened, what was left empty there stays empty.
    assert carried(catalogue, "complaint-nfra", {**told, "complaint-nfra": {"b_name": "李某"}}) == {"b_name": "李某"}


def test_a_lawsuit_is_known_to_the_papers_of_its_shelf_without_the_day_of_receipt(catalogue: Catalogue) -> None:
    found = carried(catalogue, "jurisdiction-objection", {"answer-credit-card": COURT})
    assert found["j_court"] == COURT["j_court"] and found["j_caseno"] == COURT["j_caseno"]
    assert not {"j_receive", "j_receive_mode", "limitation_notice", "g_date"} & set(found)


@pytest.mark.parametrize("slug", ["payment-order-objection", "exempt-living-expenses"])
def test_another_matter_takes_the_person_and_no_court(catalogue: Catalogue, slug: str) -> None:
    found = carried(catalogue, slug, {"answer-credit-card": COURT})
    assert found["b_name"] == "王某"
    assert not {"j_court", "j_caseno", "j_receive"} & set(found)


def test_the_paper_of_another_person_takes_no_name_and_gives_none(catalogue: Catalogue) -> None:
    other = {"b_name": "刘某", "b_phone": "13900000000"}
    others = [one.slug for one in catalogue.letters.letters if one.file.another_person]
    assert "outsider-objection" in others
    for slug in others:
        assert "b_name" not in carried(catalogue, slug, {"answer-credit-card": COURT}), slug
        assert "b_name" not in carried(catalogue, "answer-credit-card", {slug: other}), slug


def test_four_digits_are_not_filled_with_the_whole_identity_number(catalogue: Catalogue) -> None:
    assert "b_idno" not in carried(catalogue, "settlement-offer", {"answer-credit-card": COURT})
    assert carried(catalogue, "appeal", {"answer-credit-card": COURT})["b_idno"] == COURT["b_idno"]


def test_no_day_but_of_birth_and_signing_and_no_promise_goes_anywhere(catalogue: Catalogue) -> None:
    for name, group in catalogue.letters.shared.groups.items():
        kinds = {field.id: field.kind for field in group.fields}
        for field in (one for fields in group.carries.values() for one in fields):
            assert kinds[field] is not FieldKind.YES_NO, (name, field)
            assert kinds[field] is not FieldKind.DATE or field in ("b_birth", "c_loan_date", "reported_on"), (
                name,
                field,
            )


def test_a_field_of_its_own_is_not_taken_from_another_letter(catalogue: Catalogue) -> None:
    for letter in catalogue.letters.letters:
        own = {field.id for field in letter.file.fields}
        others = {slug: dict.fromkeys(own, "某") for slug in catalogue.letters.by_slug if slug != letter.slug}
        assert not own & set(carried(catalogue, letter.slug, others)), letter.slug


def test_the_form_says_what_was_brought_along(client: TestClient) -> None:
    client.post("/letters/payment-order-objection", data={"b_name": "王某", "j_receive": "2026-11-12"}, headers=ORIGIN)
    page = client.get("/letters/appeal").text
    assert "从你写的别的文书带来了" in page and "你的姓名。请核对" in page and 'value="王某"' in page
    assert "2026-11-12" not in page
    again = client.get("/letters/payment-order-objection").text
    assert "从你写的别的文书带来了" not in again and 'value="2026-11-12"' in again


def test_the_award_and_its_enforcement_go_from_setting_aside_to_refusing_enforcement(catalogue: Catalogue) -> None:
    """An own field of one letter that asks what a shared group asks; not the grounds, of which one refused is used up."""
    told = {
        "a_body": "某某仲裁委员会", "award_no": "（2026）某仲裁字第123号", "award_on": "2026-06-20",
        "j_court": "某市中级人民法院", "j_caseno": "（2026）某01执567号", "award_receive": "2026-09-28",
        "grounds": [{"ground": "none", "fact": "没有仲裁条款。"}],
    }  # fmt: skip
    found = carried(catalogue, "non-enforcement-award", {"arbitration-set-aside": told})
    assert found == {name: told[name] for name in ("a_body", "award_no", "j_court", "j_caseno")}


def test_the_report_to_the_police_goes_from_the_credit_objection_to_the_loan_in_ones_name(catalogue: Catalogue) -> None:
    told = {"reported_on": "2026-11-19", "police_station": "某派出所", "police_no": "某公受字〔2026〕8号"}
    assert carried(catalogue, "identity-theft-loan", {"credit-report-objection": told}) == told


@pytest.mark.parametrize("slug", ["complaint-lawyer", "reply-lawyer-letter"])
def test_a_lender_that_need_not_be_named_is_brought_along_where_it_is_known(catalogue: Catalogue, slug: str) -> None:
    told = {"c_name": "某某银行", "c_product": "某卡"}
    assert carried(catalogue, slug, {"complaint-lender": told}) == told
    assert carried(catalogue, "complaint-lender", {slug: told}) == told
