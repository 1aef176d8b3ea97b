from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from app.errors import SettingsError
from app.settings import Mode, Settings, Switch, development_secret, read_settings

ROOT = Path(__file__).parents[1]
SECRET = "0123456789abcdef0123456789abcdef"
ROW = re.compile(r"^\| `([A-Z_]+)` \| (.*?) \| (.*) \|$", re.MULTILINE)


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


def test_without_an_environment_it_starts_in_development(tmp_path: Path) -> None:
    settings = read_settings()
    assert settings.environment is Mode.DEVELOPMENT
    assert settings.database_url == "sqlite:///var/zhaimingbai.db"
    assert (settings.case_hours, settings.max_upload_bytes) == (24, 25_165_824)
    assert settings.rate_limits is Switch.ON


def test_the_development_secret_stays_the_same_and_is_ours_alone(tmp_path: Path) -> None:
    first, second = read_settings(), read_settings()
    assert first.secret_key == second.secret_key
    file = tmp_path / "var" / "secret.key"
    assert file.read_text() == first.secret_key.get_secret_value()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret.key"]


def test_a_secret_made_meanwhile_by_another_process_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "secret.key"
    path.write_text("theirs")
    monkeypatch.setattr(Path, "exists", lambda self: False)
    assert development_secret(path) == "theirs"
    assert [one.name for one in tmp_path.iterdir()] == ["secret.key"]


def test_everything_can_be_set_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {
        "ENVIRONMENT": "production",
        "SECRET_KEY": SECRET,
        "DATABASE_URL": "postgres://app:word@db/zhaimingbai",
        "PUBLIC_URL": "https://example.org/",
        "RATE_LIMITS": "off",
        "FORWARDED_ALLOW_IPS": "10.0.0.1,10.0.0.2",
        "CASE_HOURS": "48",
        "MAX_UPLOAD_BYTES": "2048",
        "FONT_DIRS": "/fonts/a:/fonts/b",
        "LOG_LEVEL": "WARNING",
        "CHROMIUM": "/opt/chromium",
    }
    assert {name.upper() for name in Settings.model_fields} == set(wanted)
    for name, value in wanted.items():
        monkeypatch.setenv(name, value)
    settings = read_settings()
    assert settings.model_fields_set == set(Settings.model_fields)
    assert settings.public_url == "https://example.org"
    assert settings.font_dirs == (Path("/fonts/a"), Path("/fonts/b"))
    assert settings.secret_key == SecretStr(SECRET)
    assert settings.rate_limits == "off"


@pytest.mark.parametrize("secret", [None, "", SECRET[:31]])
def test_production_does_not_start_without_a_secret(monkeypatch: pytest.MonkeyPatch, secret: str | None) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    if secret is not None:
        monkeypatch.setenv("SECRET_KEY", secret)
    with pytest.raises(
        SettingsError, match="SECRET_KEY: production needs a secret of at least 32 characters"
    ) as refused:
        read_settings()
    assert SECRET[:31] not in str(refused.value)


def test_every_wrong_variable_is_named_and_no_value_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {
        "ENVIRONMENT": "prod",
        "DATABASE_URL": "mysql://root:hunter2@db/x",
        "RATE_LIMITS": "maybe",
        "CASE_HOURS": "0",
        "PUBLIC_URL": "example.org/path",
        "LOG_LEVEL": "chatty",
    }
    for name, value in wrong.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    named = {line.split(":")[0].strip() for line in str(refused.value).splitlines()[1:]}
    assert named == set(wrong)
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("url", ["sqlite:///", "sqlite://", "sqlite:///:memory:", "file.db"])
def test_a_database_that_would_not_last_is_refused(url: str) -> None:
    with pytest.raises(ValidationError, match="sqlite:///path"):
        Settings(database_url=url)


def test_settings_are_frozen_and_hide_what_is_secret() -> None:
    settings = Settings(secret_key=SecretStr(SECRET), database_url="postgresql://app:hunter2@db/x")
    with pytest.raises(ValidationError):
        settings.case_hours = 1  # type: ignore[misc]
    assert SECRET not in repr(settings)
    assert "hunter2" not in repr(settings)


def test_settings_built_by_keyword_touch_no_file(tmp_path: Path) -> None:
    assert len(Settings().secret_key.get_secret_value()) >= 32
    assert list(tmp_path.iterdir()) == []


def test_the_page_for_operators_lists_exactly_the_settings() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert ROW.findall(page) == [
        (name.upper(), say_default(name), field.description) for name, field in Settings.model_fields.items()
    ]


def say_default(name: str) -> str:
    default = Settings.model_fields[name].default
    return f"`{default}`" if isinstance(default, str | int) else "none"
