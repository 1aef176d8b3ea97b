import pytest

from app.domain.markup import Kind, MarkupError, Passage, Placeholder, fill, holds, parse, passages


def test_every_kind_of_placeholder() -> None:
    text = (
        "{b_name}{amount|money}{law:minsu#227}{param:gbt-45251-2025.max_answered_per_day}{term:支付令}{block:contacts}"
    )
    found = [piece for piece in parse(text) if isinstance(piece, Placeholder)]
    assert [one.kind for one in found] == [Kind.FIELD, Kind.FIELD, Kind.LAW, Kind.PARAM, Kind.TERM, Kind.BLOCK]
    assert found[1].format == "money"
    assert found[2].name == "minsu#227"


def test_braces_are_doubled_to_be_printed() -> None:
    assert fill("{{{name}}}", lambda _: "王某") == "{王某}"


@pytest.mark.parametrize("text", ["{", "}", "{Name}", "{law:}", "{law:minsu}", "{a b}", "{}"])
def test_what_is_no_placeholder_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(MarkupError) as refused:
        parse("first line\n" + text)
    assert refused.value.line == 1


def test_filled_values_are_not_read_again() -> None:
    assert fill("{name}", lambda _: "{other}") == "{other}"


def test_passages_carry_their_conditions_and_lines() -> None:
    found = passages("# 标题\n\n[?late] 迟了\n第二行\n\n[!late] [?owed] 没迟")
    assert found[1] == Passage("迟了\n第二行", (("late", True),), 2)
    assert found[2].conditions == (("late", False), ("owed", True))
    assert [holds(one, frozenset({"owed"})) for one in found] == [True, False, True]
