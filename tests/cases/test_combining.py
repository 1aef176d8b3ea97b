"""A file taken into a case: nothing is lost, nothing doubled, and twice is once."""

from __future__ import annotations

import time
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from app.cases.combining import Questions, combine, join, questions, take_in
from app.domain.case import CaseFacts
from app.domain.contact import Contact
from app.domain.document import Document, Form, Paragraph
from app.domain.own_paragraph import OwnParagraph
from app.domain.record import record
from app.domain.sent import MOST_SENT, SentBy, SentLetter
from tests.logs import CASES, CONTACTS

CALL = {"at": "2026-09-05T22:41:07", "number": "02155550004"}
# Few moments, numbers and acts, so that contacts often meet.
NEAR = st.builds(
    lambda minute, number, act, reached, words, means: Contact.model_validate(
        {
            "at": f"2026-09-05T22:0{minute}:00",
            "number": number,
            "acts": act,
            "reached": reached,
            "words": words,
            "means": means,
        }
    ),
    st.integers(0, 1),
    st.sampled_from(["", "95588"]),
    st.lists(st.sampled_from(["insult-abuse", "threaten-harm", "threaten-jail"]), max_size=2),
    st.sampled_from(["me", "family"]),
    st.sampled_from(["", "还钱", "再不还就去你单位"]),
    st.sampled_from(["call", "sms"]),
)
NEAR_LOGS = st.lists(NEAR, max_size=5).map(tuple)
DEBT = {"creditor": {"kind": "bank-card"}}


def contact(**changes: object) -> Contact:
    return Contact.model_validate({**CALL, **changes})


def case(**parts: object) -> CaseFacts:
    return CaseFacts.model_validate(parts)


@settings(max_examples=200, deadline=None)
@given(CASES)
def test_into_an_empty_case_it_comes_as_it_is(file: CaseFacts) -> None:
    taken = take_in(CaseFacts(), file)
    assert (taken.debt, taken.contacts, taken.answers) == (file.debt, file.contacts, file.answers)
    assert {one.sha256 for one in taken.files} == {one.sha256 for one in file.files}


@settings(max_examples=200, deadline=None)
@given(CASES)
def test_into_the_case_it_came_from_it_changes_nothing(file: CaseFacts) -> None:
    told = combine(file.contacts, file.contacts)
    assert (told.contacts, told.added, told.joined, told.same) == (file.contacts, 0, 0, len(file.contacts))
    assert questions(file, file) == Questions(debt=False, letters=())


@settings(max_examples=500, deadline=None)
@given(NEAR_LOGS, NEAR_LOGS)
def test_twice_is_once_and_nothing_is_lost(old: tuple[Contact, ...], new: tuple[Contact, ...]) -> None:
    once = combine(old, new)
    assert once.added + once.same + once.joined == len(new)
    assert len(once.contacts) == len(old) + once.added
    again = combine(once.contacts, new)
    assert again.contacts == once.contacts
    assert (again.added, again.joined) == (0, 0)
    for one in (*old, *new):
        alike = [two for two in once.contacts if (two.at, two.number, two.means) == (one.at, one.number, one.means)]
        assert any(set(one.acts) <= set(two.acts) and one.words in two.words for two in alike)


def test_the_one_that_fits_first_is_left_to_the_contact_that_fits_nothing_else() -> None:
    """Found by the test above: the first message took what only the second one fitted, and a second reading changed it."""
    message = {"means": "sms", "words": "还钱"}
    old = (contact(acts=("insult-abuse",), **message), contact(acts=("insult-abuse", "threaten-harm"), **message))
    new = (contact(acts=("threaten-harm",), **message), contact(acts=("threaten-harm",), reached="family", **message))
    once = combine(old, new)
    again = combine(once.contacts, new)
    assert (again.contacts, again.added, again.joined) == (once.contacts, 0, 0)


@settings(max_examples=200, deadline=None)
@given(st.lists(CONTACTS, max_size=4).map(tuple), st.lists(CONTACTS, max_size=4).map(tuple))
def test_twice_is_once_for_any_contacts(old: tuple[Contact, ...], new: tuple[Contact, ...]) -> None:
    once = combine(old, new)
    assert combine(once.contacts, new).contacts == once.contacts


def test_two_calls_of_one_second_that_were_two_stay_two() -> None:
    calls = (contact(acts=("insult-abuse",)), contact(acts=("threaten-harm",)))
    assert combine((), calls).contacts == calls
    assert combine(calls, calls).contacts == calls


def test_what_both_sides_know_is_brought_together() -> None:
    here = contact(acts=("insult-abuse",), words="还钱", reached="family")
    file = contact(acts=("threaten-harm",), words="去你单位", answered=True, reached="friend")
    told = combine([here], [file])
    assert (told.added, told.same, told.joined) == (0, 0, 1)
    (both,) = told.contacts
    assert both.acts == ("insult-abuse", "threaten-harm")
    assert both.words == "还钱\n去你单位"
    assert both.answered is True
    assert both.reached == "family"


def test_a_circumstance_is_not_both_confirmed_and_ruled_out() -> None:
    both = join(contact(circumstances=("a",)), contact(ruled_out=("a", "b")))
    assert (both.circumstances, both.ruled_out) == (("a",), ("b",))


def test_words_that_are_too_long_together_stay_as_they_are_here() -> None:
    both = join(contact(words="前" * 1_500), contact(words="后" * 1_500))
    assert both.words == "前" * 1_500


def test_two_messages_of_one_minute_are_two() -> None:
    told = combine([contact(means="sms", words="一")], [contact(means="sms", words="二")])
    assert told.added == 1


def test_only_what_differs_is_asked() -> None:
    here = case(debt=DEBT, answers={"police-report": {"b": "x"}})
    assert not questions(here, case(contacts=[CALL])).any
    assert not questions(case(), here).any
    other = case(debt={"creditor": {"kind": "platform"}}, answers={"police-report": {"b": "y"}, "new": {}})
    assert questions(here, other) == Questions(debt=True, letters=("police-report",))
    kept, taken = take_in(here, other), take_in(here, other, new_debt=True, new_letters=True)
    assert (kept.debt, kept.answers) == (here.debt, {"police-report": {"b": "x"}, "new": {}})
    assert (taken.debt, taken.answers) == (other.debt, {"police-report": {"b": "y"}, "new": {}})


def test_ten_thousand_calls_of_one_second_take_no_minutes() -> None:
    old = [contact(words=f"旧{n}") for n in range(10_000)]
    new = [contact(words=f"新{n}") for n in range(10_000)]
    begun = time.process_time()
    assert len(combine(old, new).contacts) == 10_000
    assert time.process_time() - begun < 20


DAY = date(2026, 11, 10)
LETTER = Document("police-report", "报案材料", Form.LETTER, (Paragraph("请处理。"),), (), DAY, DAY, "police-report 1")


def sent(**changes: object) -> SentLetter:
    told = {"slug": "police-report", "document": record(LETTER), "sent_on": DAY, "how": SentBy.IN_PERSON}
    return SentLetter.model_validate({**told, **changes})


def test_sent_letters_of_both_sides_stand_once() -> None:
    here = CaseFacts(sent=(sent(), sent(addressee="某派出所")))
    file = CaseFacts(sent=(sent(number="123", answered_on=date(2026, 11, 20)), sent(addressee="另一个派出所")))
    both = take_in(here, file)
    assert [(one.addressee, one.number) for one in both.sent] == [("", "123"), ("某派出所", ""), ("另一个派出所", "")]
    assert both.sent[0].answered_on == date(2026, 11, 20)
    assert take_in(both, file) == both


def test_sent_letters_of_the_file_stop_where_the_case_is_full() -> None:
    full = CaseFacts(sent=tuple(sent(addressee=f"某{number}") for number in range(MOST_SENT)))
    both = take_in(full, CaseFacts(sent=(sent(addressee="又一家"), sent(addressee="某1", number="9"))))
    assert {one.addressee for one in both.sent} == {one.addressee for one in full.sent}
    assert [one.number for one in both.sent if one.addressee == "某1"] == ["9"]


def test_what_was_added_to_a_letter_goes_with_its_form() -> None:
    mine, theirs = (OwnParagraph(text="当晚孩子在家。"),), (OwnParagraph(text="老人住院。"),)
    here = CaseFacts(answers={"police-report": {"b_name": "王某"}}, paragraphs={"police-report": mine})
    file = CaseFacts(
        answers={"police-report": {"b_name": "王某"}, "x": {}}, paragraphs={"police-report": theirs, "x": mine}
    )
    assert questions(here, file).letters == ("police-report",)
    assert questions(here, here).letters == ()
    assert take_in(here, file).paragraphs == {"police-report": mine, "x": mine}
    assert take_in(here, file, new_letters=True).paragraphs == {"police-report": theirs, "x": mine}
    # A form that replaces one takes away what had been added to that one.
    bare = CaseFacts(answers={"police-report": {"b_name": "李某"}})
    assert take_in(here, bare, new_letters=True).paragraphs == {}
