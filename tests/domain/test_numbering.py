from __future__ import annotations

import random

import pytest

from app.domain.case import CaseFacts
from app.domain.contact import Contact
from app.domain.numbering import contact_numbers, say_contacts, say_files, say_some_contacts


def at(clock: str) -> Contact:
    return Contact.model_validate({"at": f"2026-09-05T{clock}"})


def test_contacts_are_numbered_by_time_whatever_their_order() -> None:
    assert contact_numbers([at("12:00"), at("09:00"), at("22:00")]) == (2, 1, 3)


def test_two_at_one_moment_keep_their_order() -> None:
    assert contact_numbers([at("09:00"), at("09:00"), at("08:00")]) == (2, 3, 1)


def test_the_numbers_of_a_case_are_its_places() -> None:
    contacts = [at(f"{hour:02d}:{minute:02d}") for hour in range(24) for minute in (0, 0, 30)]
    random.Random(7).shuffle(contacts)
    assert contact_numbers(CaseFacts(contacts=tuple(contacts)).contacts) == tuple(range(1, 73))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((), ""), ((3,), "联系3"), ((4, 3), "联系3、4"), ((1, 2, 3, 5, 7, 8, 9, 9), "联系1至3、5、7至9")],
)
def test_numbers_are_said_as_runs(numbers: tuple[int, ...], said: str) -> None:
    assert say_contacts(numbers) == said


def test_files_are_said_the_same_way() -> None:
    assert say_files((1, 2, 3)) == "证据1至3"


def test_of_many_numbers_the_first_are_said_and_how_many_there_are() -> None:
    assert say_some_contacts((1, 3, 5, 6, 7), 3) == "联系1、3、5至7"
    assert say_some_contacts((1, 3, 5, 6, 7, 9, 9), 3) == "联系1、3、5至7等共6次"
