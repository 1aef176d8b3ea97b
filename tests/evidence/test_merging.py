from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import Contact, Direction, Means, Reached
from app.domain.moment import SHANGHAI
from app.evidence.merging import alike, identity, merge, without_duplicates

AT = datetime(2026, 9, 5, 22, 41, tzinfo=SHANGHAI)


def contact(**changes: object) -> Contact:
    return Contact.model_validate({"at": AT, "number": "95555", **changes})


# Few values, so that the same contact turns up on both sides.
contacts = st.lists(
    st.builds(
        Contact,
        at=st.integers(0, 3).map(lambda minutes: AT + timedelta(minutes=minutes)),
        number=st.sampled_from(["95555", "", "02155556612"]),
        direction=st.sampled_from(Direction),
        means=st.sampled_from([Means.CALL, Means.SMS]),
        answered=st.sampled_from([None, True, False]),
        duration_seconds=st.sampled_from([None, 0, 11]),
        words=st.sampled_from(["", "再不还"]),
    ).map(lambda one: one if one.means is Means.SMS else one.model_copy(update={"words": ""})),
    max_size=12,
).map(without_duplicates)


def stands_for(found: Contact, one: Contact) -> bool:
    return alike(found, one, True) or alike(one, found, True) or identity(found) == identity(one)


@given(contacts)
def test_importing_twice_is_importing_once(read: tuple[Contact, ...]) -> None:
    once = merge((), read)
    again = merge(once.contacts, read)
    assert again.contacts == once.contacts
    assert (again.added, again.duplicates) == (0, len(read))
    assert merge(once.contacts, once.contacts).contacts == once.contacts


@given(contacts, contacts)
def test_the_order_of_two_files_does_not_matter(one: tuple[Contact, ...], other: tuple[Contact, ...]) -> None:
    there = {(identity(found), found.words): found.answered for found in merge(one, other).contacts}
    back = {(identity(found), found.words): found.answered for found in merge(other, one).contacts}
    assert there == back


@given(contacts, contacts)
def test_nothing_is_lost_and_nothing_invented(old: tuple[Contact, ...], new: tuple[Contact, ...]) -> None:
    merged = merge(old, new)
    assert {identity(found) for found in merged.contacts} <= {identity(found) for found in (*old, *new)}
    assert all(any(stands_for(found, one) for found in merged.contacts) for one in (*old, *new))
    assert merged.added + merged.duplicates == len(new)
    assert len(merged.contacts) == len(old) + merged.added


def test_what_the_borrower_wrote_is_never_overwritten_nor_doubled() -> None:
    read = contact(duration_seconds=11, answered=True)
    edited = read.model_copy(
        update={"words": "明天去你单位", "acts": ("threaten-harm",), "reached": Reached.FAMILY, "called": "我妈"}
    )
    assert merge([edited], [read]).contacts == (edited,)
    assert merge([read], [edited]).contacts == (edited,)


def test_an_edited_message_stands_for_one_message_only() -> None:
    first, second = contact(means="sms", words="一"), contact(means="sms", words="二")
    edited = first.model_copy(update={"words": "一，我的笔记", "acts": ("insult-abuse",)})
    merged = merge([edited], [first, second])
    assert {found.words for found in merged.contacts} == {"一，我的笔记", "二"}
    assert (merged.added, merged.duplicates) == (1, 1)


def test_messages_of_one_minute_differ_by_their_words() -> None:
    messages = [contact(means="chat", words="一"), contact(means="chat", words="二"), contact(means="chat", words="一")]
    assert len(without_duplicates(messages)) == 2
    assert len(merge((), messages).contacts) == 2


def test_calls_of_one_minute_differ_by_their_length() -> None:
    assert len(without_duplicates([contact(duration_seconds=11), contact(duration_seconds=12)])) == 2
    assert len(without_duplicates([contact(duration_seconds=0), contact()])) == 1


def test_the_one_that_knows_more_stays() -> None:
    vague, clear = contact(), contact(answered=False, duration_seconds=0)
    assert merge([vague], [clear]).contacts == (clear,)
    assert merge([clear], [vague]).contacts == (clear,)


def test_contacts_come_back_in_order_of_time() -> None:
    late, early = contact(at=AT + timedelta(days=1)), contact()
    assert merge([late], [early]).contacts == (early, late)


def test_what_the_borrower_wrote_learns_what_a_fuller_export_knows() -> None:
    vague, full = contact(number="138****5678"), contact(number="13812345678", duration_seconds=95, answered=True)
    marked = contact(
        answered=True, reached=Reached.FAMILY, acts=("insult-abuse",), duration_seconds=95, number="138****5678"
    )
    found = merge([marked], [full]).contacts
    assert found == (marked.model_copy(update={"number": "13812345678"}),)
    marked = vague.model_copy(update={"number": "95555", "third_party_role": "guarantor"})
    found = merge([marked], [contact(answered=False, duration_seconds=0)]).contacts
    assert found == (marked.model_copy(update={"answered": False, "duration_seconds": 0}),)
    # What the borrower said of the call stays, whatever the file says.
    marked = contact(answered=True, unsure=("visitors",))
    assert merge([marked], [contact(answered=None)]).contacts == (marked,)


def test_an_answer_of_not_knowing_is_the_borrowers_own_too() -> None:
    for changes in ({"ruled_out": ("x",)}, {"unsure": ("answered",)}, {"consent_to_hours": False}):
        mine = contact(**changes)
        assert merge([mine], [contact(answered=True)]).contacts == (mine.model_copy(update={"answered": True}),)


def at(clock: str, **changes: object) -> Contact:
    return contact(at=f"2026-09-05T{clock}", **changes)


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        (at("22:41:00"), at("22:41:07", duration_seconds=11, answered=True), "22:41:07"),
        (at("22:41:00", duration_seconds=11), at("22:41:07", duration_seconds=11), "22:41:07"),
        (at("22:41:00", answered=False), at("22:41:30", answered=False, duration_seconds=0), "22:41:30"),
        (at("22:41:07"), at("22:41:07", duration_seconds=11, answered=True), "22:41:07"),
        (at("22:41:07", number="138****6612", duration_seconds=11),
         at("22:41:07", number="13800006612", duration_seconds=11), "22:41:07"),
        (at("22:41:07", number="", duration_seconds=11), at("22:41:07", duration_seconds=11), "22:41:07"),
    ],
    ids=["minute", "minute and length", "missed", "length unknown", "masked", "number lost"],
)  # fmt: skip
def test_two_exports_tell_one_call_differently(one: Contact, other: Contact, kept: str) -> None:
    for merged in (merge([one], [other]), merge([other], [one])):
        assert [(f"{found.at:%H:%M:%S}", found.number) for found in merged.contacts] == [(kept, other.number)]
        assert (merged.added, merged.duplicates) == (0, 1)
        assert merge(merged.contacts, [one]).contacts == merge(merged.contacts, [other]).contacts == merged.contacts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (at("22:41:07"), at("22:41:30")),
        (at("22:41:00", duration_seconds=11), at("22:41:07", duration_seconds=12)),
        (at("22:41:00", answered=False), at("22:41:07", answered=True)),
        (at("22:41:00"), at("22:42:07")),
        (at("22:41:00"), at("22:41:07", number="95511")),
        (at("22:41:00"), at("22:41:07", direction="out")),
        (at("22:41:07", number=""), at("22:41:07")),
        (at("22:41:07", number="138****6612", duration_seconds=11), at("22:41:07", number="13900006612", duration_seconds=11)),
        (at("22:41:00", means="sms", words="一"), at("22:41:07", means="sms", words="二")),
    ],
)  # fmt: skip
def test_two_calls_stay_two(one: Contact, other: Contact) -> None:
    assert len(merge([one], [other]).contacts) == 2
    assert len(merge([other], [one]).contacts) == 2


def test_a_contact_stands_for_one_other_at_most() -> None:
    calls = [at("22:41:07"), at("22:41:30")]
    assert merge([at("22:41:00")], calls).contacts == tuple(calls)
    assert merge(calls, [at("22:41:00")]).contacts == tuple(calls)


def test_an_export_that_knows_seconds_has_calls_on_the_minute_too() -> None:
    calls = [at("22:41:00"), at("22:42:30")]
    assert len(merge([at("22:41:30")], calls).contacts) == 3


def test_an_edited_contact_takes_no_other_moment() -> None:
    edited = at("22:41:00", acts=("insult-abuse",))
    assert merge([edited], [at("22:41:07")]).contacts == (edited,)
