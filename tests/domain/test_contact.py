from __future__ import annotations

import copy
import pickle
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.domain.contact import DAY_SECONDS, Contact, Direction, Means
from app.domain.moment import SHANGHAI
from app.domain.text import clean

AT = datetime(2026, 9, 5, 22, 41, 3, tzinfo=SHANGHAI)


def plain(longest: int) -> st.SearchStrategy[str]:
    return st.text(max_size=longest).map(lambda text: clean(text)[:longest].strip())


as_read = st.fixed_dictionaries({
    "at": st.integers(0, 10**9).map(lambda seconds: AT - timedelta(seconds=seconds)),
    "means": st.sampled_from(Means),
    "direction": st.sampled_from(Direction),
    "answered": st.sampled_from([None, True, False]),
    "duration_seconds": st.none() | st.integers(0, DAY_SECONDS),
    "number": plain(40),
    "words": plain(2_000),
    "note": plain(2_000),
})  # fmt: skip


@given(as_read)
def test_a_contact_made_without_validation_is_the_one_validation_makes(fields: dict[str, object]) -> None:
    made, validated = Contact.as_read(**fields), Contact(**fields)  # type: ignore[arg-type]
    assert made == validated
    assert hash(made) == hash(validated)
    assert list(vars(made).items()) == list(vars(validated).items())
    assert made.model_fields_set == validated.model_fields_set
    assert made.model_dump_json() == validated.model_dump_json()
    assert made.model_dump_json(exclude_defaults=True) == validated.model_dump_json(exclude_defaults=True)
    assert repr(made) == repr(validated)


def test_a_copy_of_one_leaves_the_others_as_they_are() -> None:
    one = Contact.as_read(
        at=AT, means=Means.CALL, direction=Direction.IN, answered=True, duration_seconds=5, number="95555", words=""
    )
    changed = one.model_copy(update={"acts": ("insult-abuse",)})
    other = Contact.as_read(
        at=AT, means=Means.SMS, direction=Direction.IN, answered=None, duration_seconds=None, number="", words="你好"
    )
    assert "acts" in changed.model_fields_set
    assert "acts" not in one.model_fields_set | other.model_fields_set
    assert (one.acts, changed.acts, other.number) == ((), ("insult-abuse",), "")
    assert copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one
