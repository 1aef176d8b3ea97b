from __future__ import annotations

import pytest

from app.domain.contact import Contact
from app.domain.phone_number import compared
from app.evidence.carrying import key_of
from app.evidence.merging import merge
from app.evidence.summary import summarise
from app.letters.facts import day_rows

WRITTEN = [
    "0755-86131234",
    "075586131234",
    "+86 755 8613 1234",
    "0086-755-86131234",
    "（0755）86131234",
    "０７５５８６１３１２３４",
]


def contact(number: str, minute: int = 0) -> Contact:
    return Contact.model_validate({"at": f"2026-09-05T10:{minute:02d}:00", "number": number})


@pytest.mark.parametrize("number", WRITTEN)
def test_a_number_is_the_same_however_it_is_written(number: str) -> None:
    assert compared(number) == "075586131234"
    assert key_of(number) == key_of("075586131234")


@pytest.mark.parametrize(
    ("one", "other"),
    [("+86 142 0000 0001", "14200000001"), ("8614200000001", "14200000001"), ("138****5678", "138****5678"),
     ("+8695555", "95555"), ("400-000-0000", "4000000000")],
)  # fmt: skip
def test_country_codes_and_masks(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@pytest.mark.parametrize("name", ["", "某某客服", "Amy-1", "王 某", "微信 abc-123", "-"])
def test_a_name_stays_as_it_is(name: str) -> None:
    assert compared(name) == name


def test_different_numbers_stay_different() -> None:
    assert len({compared(one) for one in ("075586131234", "075586131235", "86131234", "+1 755 8613 1234")}) == 4


def test_counts_are_of_numbers_and_not_of_ways_to_write_them() -> None:
    contacts = [contact(number, minute) for minute, number in enumerate(WRITTEN)]
    summary = summarise(contacts)
    assert summary.distinct_numbers == 1
    assert summary.max_per_day_single_number.count == len(WRITTEN)
    assert summary.numbers[0].number == WRITTEN[0]
    assert day_rows(contacts)[0][4] == "1"


def test_what_was_typed_by_hand_is_found_again_in_an_export() -> None:
    assert merge([contact("0755-86131234")], [contact("075586131234")]).added == 0
