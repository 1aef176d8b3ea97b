"""Many contacts marked at once, and taken back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.case import CaseFacts
from app.domain.contact import Contact, ContactFact, Direction, Means, Reached, ThirdPartyRole
from app.domain.marking import LastMarking
from app.domain.moment import SHANGHAI
from app.domain.text import clean
from app.evidence.marking import (
    Chosen,
    Marking,
    Part,
    can_be_taken_back,
    key_of_contact,
    mark,
    marked,
    said_so_far,
    take_back,
)
from app.evidence.merging import merge
from app.web.session import seal, unseal
from tests.logs import LOGS, TEXTS

AT = datetime(2026, 9, 5, 10, tzinfo=SHANGHAI)
NUMBER = "02100000004"


def call(hours: int = 0, **changes: object) -> Contact:
    return Contact.model_validate({"at": AT + timedelta(hours=hours), "number": NUMBER, "answered": False, **changes})


MIXED = CaseFacts(
    contacts=(
        call(0, answered=True, duration_seconds=35),
        call(1),
        call(2, number="95555"),
        call(3, answered=None),
        call(13),
        call(24, means="sms", answered=None, words="再不还就上门"),
        call(25, direction="out", answered=True),
    )
)
FAMILY = Marking(reached=Reached.FAMILY)


def reached(facts: CaseFacts) -> list[int]:
    return [place for place, one in enumerate(facts.contacts) if one.reached is not Reached.ME]


@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        (Chosen(Part.ALL), [0, 1, 3, 4, 5]),
        (Chosen(Part.ANSWERED), [0]),
        (Chosen(Part.UNANSWERED), [1, 4]),
        (Chosen(Part.UNSAID), [3]),
        (Chosen(Part.NIGHT), [4]),
        (Chosen(Part.DAY, date(2026, 9, 6)), [5]),
        (Chosen(Part.DAY, date(2026, 9, 9)), []),
        (Chosen(Part.TICKED, keys={key_of_contact(MIXED.contacts[1]), key_of_contact(MIXED.contacts[2])}), [1]),
        (Chosen(Part.TICKED, keys={"forged", ""}), []),
    ],
)
def test_only_the_chosen_contacts_of_the_number_are_marked(chosen: Chosen, places: list[int]) -> None:
    done = mark(MIXED, NUMBER, chosen, FAMILY)
    assert reached(done.facts) == places
    assert done.count == len(places)
    assert take_back(done.facts) == MIXED
    assert take_back(unseal(seal(done.facts))) == MIXED


def test_what_stands_is_added_to_and_never_overwritten() -> None:
    before = call(
        acts=("insult-abuse",), words="原话", answered=True, ruled_out=("a", "b"), unsure=("reached", "a", "c")
    )
    after = marked(
        before,
        Marking(
            answered=False, reached=Reached.EMPLOYER, acts=("threaten-harm", "insult-abuse"), circumstances=("a",), words="别的",
            called="单位前台", on_behalf_of="某银行",
        ),
    )  # fmt: skip
    assert after.acts == ("insult-abuse", "threaten-harm")
    assert (after.words, after.answered, after.reached) == ("原话", True, Reached.EMPLOYER)
    assert (after.called, after.on_behalf_of) == ("单位前台", "某银行")
    assert (after.circumstances, after.ruled_out) == (("a",), ("b",))
    assert after.unsure == ("c",)
    Contact.model_validate(after.model_dump())


def test_answered_is_told_of_calls_alone_and_only_where_nobody_did() -> None:
    said = Marking(answered=True)
    assert marked(call(answered=None), said).answered is True
    assert marked(call(answered=False), said).answered is False
    assert marked(call(means="sms", answered=None), said).answered is None


def test_the_borrower_has_no_role_between_themselves_and_the_debt() -> None:
    spouse = marked(call(), Marking(reached=Reached.FAMILY, third_party_role=ThirdPartyRole.SPOUSE))
    assert spouse.third_party_role is ThirdPartyRole.SPOUSE
    assert marked(spouse, Marking(reached=Reached.ME)).third_party_role is None
    assert marked(spouse, Marking(reached=Reached.FRIEND)).third_party_role is ThirdPartyRole.SPOUSE


def test_not_knowing_is_noted_until_it_is_known() -> None:
    unsure = marked(call(), Marking(reached=Reached.FAMILY, unsure=(ContactFact.THIRD_PARTY_ROLE,)))
    assert unsure.unsure == (ContactFact.THIRD_PARTY_ROLE,)
    assert marked(unsure, Marking(third_party_role=ThirdPartyRole.UNRELATED)).unsure == ()
    assert marked(call(third_party_role="spouse"), Marking(unsure=(ContactFact.THIRD_PARTY_ROLE,))).unsure == ()


def test_a_marking_that_says_nothing_new_changes_nothing() -> None:
    once = mark(MIXED, NUMBER, Chosen(Part.ALL), FAMILY).facts
    again = mark(once, NUMBER, Chosen(Part.ALL), FAMILY)
    assert again.count == 0
    assert again.facts is once
    assert can_be_taken_back(again.facts)


def test_only_the_last_marking_can_be_taken_back_and_only_once() -> None:
    once = mark(MIXED, NUMBER, Chosen(Part.ALL), FAMILY).facts
    twice = mark(once, "95555", Chosen(Part.ALL), Marking(acts=("insult-abuse",))).facts
    back = take_back(twice)
    assert back.contacts == once.contacts
    assert back.last_marking is None
    assert take_back(back) == back


def test_what_was_changed_since_is_not_taken_back() -> None:
    once = mark(MIXED, NUMBER, Chosen(Part.ALL), FAMILY).facts
    edited = (once.contacts[0].model_copy(update={"words": "还钱"}), *once.contacts[1:])
    for contacts in (edited, once.contacts[1:], (*once.contacts, call(40))):
        changed = once.model_copy(update={"contacts": contacts})
        assert not can_be_taken_back(changed)
        assert take_back(changed) == changed
    # What happens to other numbers does not matter.
    others = tuple(one for one in once.contacts if one.number == NUMBER)
    assert can_be_taken_back(once.model_copy(update={"contacts": (call(-5, number="1"), *others)}))


def test_marks_survive_another_import_of_the_same_file() -> None:
    marks = Marking(reached=Reached.FAMILY, acts=("collect-from-third-party",), on_behalf_of="某银行")
    once = mark(MIXED, NUMBER, Chosen(Part.ALL), marks).facts
    again = merge(once.contacts, MIXED.contacts)
    assert again.contacts == once.contacts
    assert again.added == 0


def test_withheld_numbers_are_marked_as_one() -> None:
    facts = CaseFacts(contacts=(call(number=""), call(1, number=""), call(2)))
    done = mark(facts, "", Chosen(Part.ALL), FAMILY)
    assert (done.count, reached(done.facts)) == (2, [0, 1])
    assert take_back(done.facts) == facts


def test_ten_thousand_contacts_and_every_act() -> None:
    acts = tuple(f"act-{number}" for number in range(76))
    facts = CaseFacts(contacts=tuple(call(hours) for hours in range(10_000)))
    done = mark(facts, NUMBER, Chosen(Part.ALL), Marking(acts=acts, words="还钱"))
    assert done.count == 10_000
    assert done.facts.last_marking
    assert len(done.facts.last_marking.model_dump_json()) < 500
    assert take_back(done.facts) == facts


PLAIN = TEXTS.map(clean)
markings = st.builds(
    Marking,
    answered=st.none() | st.booleans(), reached=st.none() | st.sampled_from(Reached),
    third_party_role=st.none() | st.sampled_from(ThirdPartyRole), called=PLAIN, on_behalf_of=PLAIN,
    acts=st.lists(st.sampled_from("abc")).map(tuple), circumstances=st.lists(st.sampled_from("xyz")).map(tuple), words=PLAIN,
    unsure=st.lists(st.just(ContactFact.THIRD_PARTY_ROLE), max_size=1).map(tuple),
)  # fmt: skip
chosens = st.builds(Chosen, st.sampled_from([part for part in Part if part not in (Part.DAY, Part.TICKED)]))


@settings(max_examples=150, deadline=None)
@given(LOGS, markings, chosens, st.sampled_from(["", "1", "2"]), st.randoms())
def test_whatever_is_marked_can_be_taken_back(
    log: tuple[Contact, ...], marking: Marking, chosen: Chosen, number: str, chance: object
) -> None:
    contacts = tuple(one.model_copy(update={"number": chance.choice(["", "1", "2"])}) for one in log)  # type: ignore[attr-defined]
    facts = CaseFacts(contacts=contacts)
    done = mark(facts, number, chosen, marking)
    assert done.count == sum(before != after for before, after in zip(facts.contacts, done.facts.contacts, strict=True))
    kept = unseal(seal(done.facts))
    assert kept == done.facts
    assert take_back(kept) == facts


def test_what_is_noted_is_counted() -> None:
    marks = Marking(
        reached=Reached.FAMILY,
        acts=("insult-abuse",),
        circumstances=("x", "gone"),
        on_behalf_of="某银行",
        called="我妈",
    )
    facts = mark(MIXED, NUMBER, Chosen(Part.UNANSWERED), marks).facts
    own = [one for one in facts.contacts if one.number == NUMBER]
    assert said_so_far(own, {"insult-abuse": "辱骂"}, {"x": "多次"}) == [
        "找的是家人：2次", "打的是“我妈”：2次", "替“某银行”催：2次", "辱骂：2次", "多次：2次",
    ]  # fmt: skip
    assert said_so_far(MIXED.contacts, {}, {}) == []


@pytest.mark.parametrize(
    "changes",
    [{"count": 3}, {"digest": "x" * 16}, {"before": []}, {"spans": [[5, 4]]}, {"spans": [[0, 10**9]]}, {"count": 0}],
)
def test_a_forged_marking_is_refused(changes: dict[str, object]) -> None:
    before = {"spans": changes.get("spans", [[0, 1]]), "fields": ["reached"], "was": {}}
    told = {"number": NUMBER, "count": 2, "digest": "0" * 16, "before": [before], **changes}
    told.pop("spans", None)
    with pytest.raises(ValidationError):
        LastMarking.model_validate(told)


def test_means_and_direction_are_not_marked() -> None:
    done = mark(MIXED, NUMBER, Chosen(Part.ALL), Marking(acts=("a",), reached=Reached.FAMILY)).facts
    kept = [(one.at, one.means, one.direction, one.number, one.duration_seconds) for one in MIXED.contacts]
    assert [(one.at, one.means, one.direction, one.number, one.duration_seconds) for one in done.contacts] == kept
    assert (Means.SMS, Direction.OUT) == (done.contacts[5].means, done.contacts[6].direction)
