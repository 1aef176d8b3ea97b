from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from app import cli
from app.catalogue import Catalogue
from app.content.model import validate
from app.content.tree import Tree, read, read_page
from app.domain.case import CaseFacts
from app.domain.moment import SHANGHAI
from app.errors import ContentError
from app.guidance.model import SECTIONS, Topic
from app.settings import Settings
from app.starters.start import FOLDERS, MODELS, Kind
from app.storage.cases import CaseStore, open_cases
from app.storage.migrations import migrate

NAMES = {
    Kind.LAW: "moumoufa/2027-01-01",
    Kind.CONDUCT: "send-drones",
    Kind.LETTER: "ask-again",
    Kind.PAGE: "rights/at-night",
    Kind.IMPORT: "some-carrier",
    Kind.CHANNEL: "some-hotline",
}
ZHIAN = """
title: 中华人民共和国治安管理处罚法
short: 治安管理处罚法
version: {version}
base: zhian@{version}
strength: 法律
rank: 治安
binds: [bank-card, platform]
issuer: 全国人大常委会
host: flk.npc.gov.cn
checked_on: 2026-11-21
review_by: 2027-05-21
articles:
  '42': {{gist: 不许威胁他人人身安全}}
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small folder of content: one law in two versions."""
    folder = tmp_path / "content"
    for starts, version in (("2013-01-01", "2012年修正"), ("2026-01-01", "2025年修订")):
        path = folder / "law" / "zhian" / f"{starts}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ZHIAN.format(version=version), encoding="utf-8")
    return folder


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'cases.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SECRET_KEY", "secret-of-the-tests-0123456789abcdef")
    return url


def started(kind: Kind, name: str, content: Path) -> Path:
    assert cli.main(["new", kind, name, "--content", str(content)]) == 0
    ending = "md" if kind in (Kind.LETTER, Kind.PAGE) else "yaml"
    return content / FOLDERS[kind] / f"{name}.{ending}"


def tree(path: Path, content: Path) -> Tree:
    return read_page(path, content.parent).tree if path.suffix == ".md" else read(path, content.parent)


@pytest.mark.parametrize("kind", list(Kind))
def test_a_starter_says_in_sentences_what_it_waits_for(kind: Kind, content: Path) -> None:
    path = started(kind, NAMES[kind], content)
    model, problems = validate(MODELS[kind], tree(path, content))
    assert model is None
    assert problems
    where = path.relative_to(content.parent).as_posix()
    for problem in problems:
        assert problem.startswith(f"{where}:")
        assert problem.endswith("is missing.")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_starter_with_its_examples_taken_is_a_valid_file(kind: Kind, content: Path) -> None:
    path = started(kind, NAMES[kind], content)
    path.write_text(path.read_text(encoding="utf-8").replace("#? ", ""), encoding="utf-8")
    _, problems = validate(MODELS[kind], tree(path, content))
    assert problems == []


def test_a_new_version_of_a_known_law_keeps_what_is_known(content: Path) -> None:
    path = started(Kind.LAW, "zhian/2030-07-01", content)
    _, problems = validate(MODELS[Kind.LAW], tree(path, content))
    assert [problem.split("'")[1] for problem in problems] == ["version", "base"]
    value = tree(path, content).value
    assert isinstance(value, dict)
    assert value["binds"] == ["bank-card", "platform"]
    assert value["strength"] == "法律"


@pytest.mark.parametrize("topic", list(Topic))
def test_a_new_page_has_the_sections_of_its_topic(topic: Topic, content: Path) -> None:
    body = started(Kind.PAGE, f"{topic}/x", content).read_text(encoding="utf-8")
    assert [line[3:] for line in body.splitlines() if line.startswith("## ")] == [names[0] for names in SECTIONS[topic]]


def test_a_new_file_is_due_for_review_in_three_months(content: Path) -> None:
    value = tree(started(Kind.CHANNEL, "x", content), content).value
    assert isinstance(value, dict)
    checked, due = (date.fromisoformat(value[name]) for name in ("checked_on", "review_by"))
    assert due - checked == timedelta(days=92)


@pytest.mark.parametrize(
    ("kind", "name", "says"),
    [
        ("law", "zhian", "write instrument/the day"),
        ("law", "zhian/2026-02-30", "write instrument/the day"),
        ("page", "privacy", "write topic/name"),
        ("page", "right/privacy", "did you mean 'rights'?"),
        ("conduct", "Send_Drones", "small letters"),
        ("channel", "../secret", "small letters"),
        ("letter", "a/b", "small letters"),
    ],
)
def test_a_name_that_does_not_fit_is_refused(
    kind: str, name: str, says: str, content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(content.rglob("*"))
    assert cli.main(["new", kind, name, "--content", str(content)]) == 1
    assert says in capsys.readouterr().err
    assert sorted(content.rglob("*")) == before


def test_nothing_that_exists_is_overwritten(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = started(Kind.CHANNEL, "x", content)
    path.write_text("mine", encoding="utf-8")
    assert cli.main(["new", "channel", "x", "--content", str(content)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert path.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    "words", [["new", "chanel", "x"], ["as-of", "yesterday"], ["schema", "laws"], ["frobnicate"], []]
)
def test_what_is_not_understood_is_status_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        cli.main(words)
    assert refused.value.code == 2


def test_a_misspelt_kind_is_told_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["schema", "chanel"])
    assert "did you mean 'channel'?" in capsys.readouterr().err


def test_check_prints_every_problem(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(content: Path) -> None:
        raise ContentError(["content/a.yaml:3: the field 'name' is missing.", "content/b.md:1: no."])

    monkeypatch.setattr(cli, "load_catalogue", refuse)
    assert cli.main(["check"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "content/a.yaml:3: the field 'name' is missing.",
        "content/b.md:1: no.",
        "2 problems in the content.",
    ]


def test_check_says_which_content_is_sound(capsys: pytest.CaptureFixture[str], catalogue: Catalogue) -> None:
    assert cli.main(["check"]) == 0
    said = capsys.readouterr().out
    assert f"The content is sound (version {catalogue.version})." in said
    assert "all pages" in said


@pytest.mark.parametrize(
    ("day", "lines"),
    [
        ("2025-12-31", ["zhian: since 2013-01-01 《治安管理处罚法》（2012年修正）",
                        "zhian: announced for 2026-01-01 《治安管理处罚法》（2025年修订）"]),
        ("2026-01-01", ["zhian: since 2026-01-01 《治安管理处罚法》（2025年修订）"]),
    ],
)  # fmt: skip
def test_as_of_says_what_is_in_force_and_what_is_announced(
    day: str, lines: list[str], content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["as-of", day, "--content", str(content)]) == 0
    assert capsys.readouterr().out.splitlines() == lines


def test_as_of_says_where_nothing_can_be_cited(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["as-of", "2000-01-01", "--content", str(content)]) == 0
    assert capsys.readouterr().out.startswith("zhian: nothing to cite; ")


def test_as_of_refuses_law_that_does_not_load(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "law" / "zhian" / "2026-01-01.yaml").write_text("title: x\n", encoding="utf-8")
    assert cli.main(["as-of", "2026-01-01", "--content", str(content)]) == 1
    assert "content/law/zhian/2026-01-01.yaml:1:" in capsys.readouterr().err


@pytest.mark.parametrize("kind", list(Kind))
def test_schema_describes_every_kind(kind: Kind, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", kind]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert {"checked_on", "review_by"} <= set(schema["properties"])
    assert schema["additionalProperties"] is False


def test_schema_describes_an_exported_case(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["schema", "case"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert set(CaseFacts.model_fields) < set(schema["properties"])
    assert schema["required"] == ["format", "version"]
    assert schema["additionalProperties"] is False


def test_migrate_and_purge(database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["migrate"]) == 0
    store = open_cases(Settings())
    long_ago, today = date_time(-3), date_time(0)
    store.create(b"old", long_ago)
    living = store.create(b"new", today)
    assert cli.main(["purge"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Deleted 1 expired cases."
    assert store.load(living, today).facts == b"new"
    store.engine.dispose()


def date_time(days: int) -> datetime:
    return datetime.now(SHANGHAI) + timedelta(days=days)


def test_settings_that_do_not_fit_are_told_in_sentences(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.delenv("SECRET_KEY", raising=False)
    assert cli.main(["serve"]) == 1
    assert "SECRET_KEY: production needs a secret" in capsys.readouterr().err


@pytest.fixture
def serving(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What uvicorn was asked to run."""
    asked: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: asked.update(app=app, **options))
    monkeypatch.setattr(cli, "configure_logging", lambda level: None)
    monkeypatch.setattr(cli, "load_catalogue", lambda content: asked.update(checked=content))
    return asked


def test_serve_hands_over_what_was_asked(
    database: str, serving: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.0.1")
    assert cli.main(["serve", "--host", "0.0.0.0", "--port", "8123"]) == 0
    assert (serving["app"], serving["factory"]) == ("app.worker:application", True)
    assert (serving["host"], serving["port"], serving["workers"]) == ("0.0.0.0", 8123, 1)
    assert serving["forwarded_allow_ips"] == "10.0.0.1"
    assert serving["access_log"] is False


def test_content_is_checked_before_several_workers_start(database: str, serving: dict[str, Any]) -> None:
    assert cli.main(["serve", "--workers", "3"]) == 0
    assert (serving["workers"], serving["checked"]) == (3, cli.CONTENT)


def test_purging_goes_on_when_the_database_is_away(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings()
    stop = Rounds(2)
    cli.keep_purging(settings, stop)  # type: ignore[arg-type]  # there is no table yet: every round fails
    assert stop.waited == [3600, 3600]
    migrate(settings)
    purged = count_purges(monkeypatch)
    cli.keep_purging(settings, Rounds(1))  # type: ignore[arg-type]
    assert purged == [0]


class Rounds:
    """An event that is set after so many waits."""

    def __init__(self, rounds: int) -> None:
        self.rounds = rounds
        self.waited: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.waited.append(seconds)
        return len(self.waited) >= self.rounds


def count_purges(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one with every purge."""
    calls: list[int] = []
    genuine = CaseStore.purge

    def purge(store: CaseStore, now: datetime) -> int:
        calls.append(genuine(store, now))
        return calls[-1]

    monkeypatch.setattr(CaseStore, "purge", purge)
    return calls
