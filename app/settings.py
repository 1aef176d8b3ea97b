"""Everything the environment decides, listed once; docs/settings.md is this table for operators."""

from __future__ import annotations

import os
import secrets
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.errors import SettingsError

KEY_FILE = Path("var/secret.key")
SHORTEST_SECRET = 32
DATABASES = ("sqlite:///", "postgres://", "postgresql://", "postgresql+psycopg://")


class Mode(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class Switch(StrEnum):
    ON = "on"
    OFF = "off"


class Settings(BaseSettings):
    """Frozen. Built by keyword it reads and writes no file; `read_settings` is how a process starts."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", env_ignore_empty=True, validate_default=True)

    environment: Mode = Field(
        default=Mode.DEVELOPMENT,
        description="`development` or `production`. Production does not start without a `SECRET_KEY`.",
    )
    secret_key: SecretStr = Field(
        default_factory=lambda: SecretStr(""),
        description="The server's half of every case's key: at least 32 characters, the same on every replica, kept out "
        "of the database's backups. Changing it makes every saved case unreadable. In development it is made once and "
        "kept in `var/secret.key`.",
    )
    database_url: str = Field(
        default="sqlite:///var/zhaimingbai.db",
        repr=False,
        description="`sqlite:///path` for one machine, `postgresql://user:password@host/name` for several.",
    )
    public_url: str = Field(
        default="http://127.0.0.1:8000",
        description="The address visitors use, without a path. With `https://` cookies are Secure and HSTS is sent.",
        pattern=r"^https?://[^/\s?#]+/?$",
    )
    rate_limits: Switch = Field(
        default=Switch.ON,
        description="`on` or `off`: limits on requests from one address. Each process counts for itself.",
    )
    forwarded_allow_ips: str = Field(
        default="127.0.0.1",
        description="Addresses of the proxies whose X-Forwarded-* headers are believed, with commas, or `*`.",
    )
    case_hours: int = Field(
        default=24,
        ge=1,
        le=24 * 366,
        description="Hours a case lives after its last change, unless its owner keeps it longer.",
    )
    max_upload_bytes: int = Field(
        default=24 * 1024 * 1024, ge=1024, description="The largest request body that is read, in bytes."
    )
    font_dirs: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="Further folders with fonts for letters, with `:` between them (`;` on Windows)."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="`DEBUG`, `INFO`, `WARNING` or `ERROR`. No level writes what a visitor typed."
    )
    chromium: Path | None = Field(
        default=None, description="Tests only: the Chromium to drive, where it is not on the PATH."
    )

    @field_validator("secret_key")
    @classmethod
    def demand_a_secret(cls, secret: SecretStr, known: ValidationInfo) -> SecretStr:
        """Production needs a real one; elsewhere an empty one becomes random, so that a key is never empty."""
        if known.data.get("environment") is Mode.PRODUCTION and len(secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"production needs a secret of at least {SHORTEST_SECRET} characters")
        return secret if secret.get_secret_value() else SecretStr(secrets.token_urlsafe(SHORTEST_SECRET))

    @field_validator("database_url")
    @classmethod
    def know_the_database(cls, url: str) -> str:
        if not url.startswith(DATABASES) or url in ("sqlite:///", "sqlite:///:memory:"):
            raise ValueError("must be sqlite:///path or postgresql://user:password@host/name")
        return url

    @field_validator("public_url")
    @classmethod
    def drop_the_last_slash(cls, url: str) -> str:
        return url.rstrip("/")

    @field_validator("font_dirs", mode="before")
    @classmethod
    def split_folders(cls, value: Any) -> Any:
        return [folder for folder in value.split(os.pathsep) if folder] if isinstance(value, str) else value


def read_settings() -> Settings:
    """The settings of this process; SettingsError names every variable that is missing or wrong, never its value."""
    try:
        settings = Settings()
    except ValidationError as failure:
        raise SettingsError("\n".join(["The environment is not fit to start in:", *say(failure)])) from None
    if "secret_key" in settings.model_fields_set:
        return settings
    return settings.model_copy(update={"secret_key": SecretStr(development_secret(KEY_FILE))})


def say(failure: ValidationError) -> list[str]:
    """SECRET_KEY: production needs …, one line a variable."""
    return [
        f"  {str(error['loc'][0]).upper()}: {error['msg'].removeprefix('Value error, ')}"
        for error in failure.errors(include_input=False, include_url=False)
    ]


def development_secret(path: Path) -> str:
    """The secret kept in `path`, made on the first start; a link is atomic, so two first starts agree on one."""
    if not path.exists():
        path.parent.mkdir(0o700, parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with open(draft, "w", encoding="ascii", opener=private) as file:
            file.write(secrets.token_urlsafe(SHORTEST_SECRET))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()


def private(path: str, flags: int) -> int:
    """Opens for this user alone."""
    return os.open(path, flags, 0o600)
