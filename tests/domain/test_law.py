from datetime import date, timedelta

import pytest

from app.domain.law import Lawbook, Strength
from app.errors import NoLawInForce, UnknownArticle, UnknownInstrument


def test_the_last_day_of_the_old_law_and_the_first_of_the_new(law: Lawbook) -> None:
    assert law.version("zhian", date(2025, 12, 31)).base == "zhian@2012"
    assert law.version("zhian", date(2026, 1, 1)).base == "zhian@2025"


def test_before_the_first_version_there_is_no_law(law: Lawbook) -> None:
    with pytest.raises(NoLawInForce):
        law.version("zhian", date(2012, 12, 31))


def test_after_a_repeal_there_is_no_law(law: Lawbook) -> None:
    assert law.version("hetongfa", date(2020, 12, 31)).base == "hetongfa@1999"
    with pytest.raises(NoLawInForce, match="民法典"):
        law.version("hetongfa", date(2021, 1, 1))


def test_a_version_we_have_not_read_cannot_be_cited_and_neither_can_the_one_before(law: Lawbook) -> None:
    assert law.cite("lvshi", "13", date(2026, 8, 31)).article.printed == "第13条"
    with pytest.raises(NoLawInForce):
        law.cite("lvshi", "13", date(2026, 9, 1))


def test_an_announced_version_is_not_applied(law: Lawbook) -> None:
    row = law.instrument("zhian")
    assert [version.base for version in row.announced(date(2025, 12, 31))] == ["zhian@2025"]
    assert row.announced(date(2026, 1, 1)) == ()


def test_the_newest_number_leads_to_the_old_one(law: Lawbook) -> None:
    old = law.trace("zhian", "50", date(2025, 6, 1))
    assert old is not None and old.named == "《治安管理处罚法》第42条"
    assert law.trace("zhian", "56", date(2025, 6, 1)) is None
    orders = {day: law.trace("minsu", "227", day) for day in (date(2023, 12, 31), date(2024, 1, 1))}
    assert [one.article.number for one in orders.values() if one] == ["223", "227"]


def test_unknown_names(law: Lawbook) -> None:
    with pytest.raises(UnknownInstrument):
        law.version("zhiann", date(2026, 1, 1))
    with pytest.raises(UnknownArticle):
        law.cite("zhian", "9999", date(2026, 1, 1))


def test_standards_and_self_regulation_are_never_said_to_be_broken_law() -> None:
    words = {strength: strength.word for strength in Strength}
    assert words[Strength.LAW] == words[Strength.NORMATIVE_DOCUMENT] == "违反"
    assert words[Strength.RECOMMENDED_STANDARD] == words[Strength.SELF_REGULATION] == "参照"


def test_no_day_has_two_versions_and_no_gap_is_left(law: Lawbook) -> None:
    """The temporal sweep of the law itself: on each boundary and the day before, one version or a sentence why not."""
    for day in [one - back for one in law.boundaries for back in (timedelta(0), timedelta(days=1))]:
        for row in law.instruments.values():
            try:
                version = row.on(day)
            except NoLawInForce as none:
                assert str(none)
                assert day < row.starts[0] or any(ending.starts <= day for ending in row.endings)
            else:
                assert version.starts <= day
                assert not any(version.starts < other.starts <= day for other in row.versions)
