from __future__ import annotations

from typing import cast

import pytest

from app.asking.answering import AskBook
from app.asking.model import Danger
from tests.asking.measuring import sentences, value

SAID = cast("dict[str, list[str]]", value("danger.yaml"))


@pytest.mark.parametrize("kind", list(Danger))
def test_words_of_danger_stand_first(book: AskBook, kind: Danger) -> None:
    for said in SAID[kind]:
        urgent = book.ask(said, 1).urgent
        assert urgent is not None and urgent.kind is kind, said
        assert urgent.why and all(word in said for word in urgent.why)


def test_there_are_enough_of_them() -> None:
    assert sum(len(SAID[kind]) for kind in Danger) >= 60 and len(SAID["calm"]) >= 40


def test_sayings_that_only_sound_like_danger_are_left_alone(book: AskBook) -> None:
    for said in SAID["calm"]:
        assert book.ask(said, 1).urgent is None, said


def test_whom_to_call(book: AskBook) -> None:
    def numbers(said: str) -> tuple[str, ...]:
        urgent = book.ask(said, 1).urgent
        return urgent.numbers if urgent else ()

    assert numbers("我不想活了") == ("12356", "110")
    assert numbers("他们说要弄死我") == ("110",)
    assert numbers("逼死我了这利息") == ("12356",)
    assert numbers("他们要弄死我，我也不想活了") == ("12356", "110")
    assert numbers("律师函要回吗") == ()


def test_ordinary_sentences_raise_no_alarm(book: AskBook) -> None:
    """Alarms on sentences that are not about violence: rare, and none of them about self-harm."""
    ordinary = [one for one in sentences("sentences.yaml") if "threat-violence" not in one.means]
    alarms = [(one.text, found) for one in ordinary if (found := book.watch.look(one.text))]
    assert [text for text, found in alarms if found.kind is Danger.SELF_HARM] == []
    assert len([text for text, found in alarms if found.kind is Danger.VIOLENCE]) <= len(ordinary) // 100
